"""Numbers with a decimal comma, their unit beside them, and no spin buttons to change them by mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.fields.base import Field, Unreadable, letters_wide
from ui.kit.labels import PlainLabel
from ui.kit.remarks import Level, Remark
from ward_app.i18n import _, ngettext, number_text

Range = tuple[Decimal | int | str, Decimal | int | str]
_NUMBER = re.compile(r"[-−+]?[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")


def read_number(text: str) -> Decimal | None:
    """38,2 and 38.2, 1 400 with any kind of space; None when it is no number."""
    digits = _SPACES.sub("", text)
    if not _NUMBER.fullmatch(digits):
        return None
    return Decimal(digits.replace(",", ".").replace("−", "-"))


class NumberField(Field[Decimal]):
    """`possible` is what is accepted at all, `usual` what needs no confirmation."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        unit: str = "",
        decimals: int = 0,
        possible: Range | None = None,
        usual: Range | None = None,
        required: bool = False,
        hint: str = "",
        check: Callable[[Decimal], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self._unit = unit
        self._decimals = decimals
        self._possible = _bounds(possible)
        self._usual = _bounds(usual)
        self.edit = QLineEdit()
        self.edit.setFixedWidth(letters_wide(self.edit, 9))
        self.edit.textEdited.connect(lambda _text: self._touched())
        self._row.addWidget(self.edit)
        self._row.addWidget(PlainLabel(unit, "muted"))
        self._row.addStretch(1)
        self._hold(self.edit)

    def _read(self) -> Decimal | None:
        text = self.edit.text().strip()
        if not text:
            return None
        value = read_number(text)
        low_high = self._possible
        if low_high and (value is None or not low_high[0] <= value <= low_high[1]):
            raise Unreadable(self._outside(*low_high))
        if value is None:
            raise Unreadable(_("Enter a number."))
        if max(-int(value.as_tuple().exponent), 0) > self._decimals:
            raise Unreadable(self._too_fine())
        return value

    def _find_remark(self, saving: bool) -> Remark | None:
        found = super()._find_remark(saving)
        value = self.value()
        if found is None and value is not None and self._usual:
            low, high = self._usual
            if not low <= value <= high:
                return Remark(Level.UNLIKELY, _("Unusual value – is it right?"))
        return found

    def _outside(self, low: Decimal, high: Decimal) -> str:
        sentence = _("Enter {low}–{high} {unit}.") if self._unit else _("Enter {low}–{high}.")
        return sentence.format(low=number_text(low), high=number_text(high), unit=self._unit)

    def _too_fine(self) -> str:
        if not self._decimals:
            return _("Enter a whole number.")
        sentence = ngettext("Enter at most one decimal.", "Enter at most {count} decimals.", self._decimals)
        return sentence.format(count=self._decimals)

    def _write(self, value: Decimal | None) -> None:
        self.edit.setText("" if value is None else number_text(value))

    def _tidy(self) -> None:
        value = read_number(self.edit.text())
        if value is not None:
            self.edit.setText(number_text(value))

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, text: str) -> None:
        self.edit.setText(text)


def _bounds(low_high: Range | None) -> tuple[Decimal, Decimal] | None:
    return None if low_high is None else (Decimal(low_high[0]), Decimal(low_high[1]))
