"""Drawing accesses to look at: by chance, or on suspicion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.kit.fields import Choice, DateField, NumberField, Option, TextArea, TextField
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.logs.person import find_person
from ui.seat import Seat
from ward_app.access import queries as access
from ward_app.access.queries import UserRow
from ward_app.i18n import _, local
from ward_app.logs import commands
from ward_app.logs.drawing import LARGEST
from ward_app.logs.extract import PersonRow
from ward_app.logs.occasions import Pattern
from ward_app.logs.wording import pattern_words
from ward_app.wards import queries as wards
from ward_app.wards.queries import UnitRow

ANY = 0
LOOK_BACK = timedelta(days=29)
USUAL = 20


def period_fields(today: Callable[[], date]) -> tuple[DateField, DateField]:
    """The last month unless another is given."""
    begin = DateField("from_on", _("&From"), today=today, required=True, latest=today())
    end = DateField("to_on", _("&To"), today=today, required=True)
    begin.set_value(today() - LOOK_BACK)
    end.set_value(today())
    return begin, end


class DrawSheet(Sheet):
    """What both kinds share: the period, the colleagues, and going to what was drawn."""

    def __init__(
        self, seat: Seat, parent: QWidget, title: str, area: str, drawn: Callable[[int], object]
    ) -> None:
        super().__init__(parent, title, area=area)
        self.seat, self._drawn = seat, drawn
        self.unsaved = lambda: self.form.dirty
        self.form: Form
        self.setMinimumWidth(660)

    def today(self) -> date:
        return local(self.seat.clock()).date()

    def begin(self, form: Form, button: str, save: Callable[[], object]) -> None:
        self.form = form
        form.mark_clean()
        self.content.addWidget(form)
        self.save = self.add_button(button, save, name="draw")
        self.seat.desk.ask(access.users).then(self._offer_colleagues)
        form.focus_first()

    def finish(self, review_id: int) -> None:
        self.accept()
        self._drawn(review_id)

    def _offer_colleagues(self, rows: list[UserRow]) -> None:
        field: Choice[Any] = self.form.fields["user_id"]  # type: ignore[assignment]
        me = self.seat.user_id
        others = [Option(row.id, _name(row)) for row in rows if row.id != me]
        field.set_options([*field.options, *others])


class RandomSheet(DrawSheet):
    def __init__(self, seat: Seat, parent: QWidget, drawn: Callable[[int], object]) -> None:
        super().__init__(seat, parent, _("Draw a random sample"), "logs.random", drawn)
        self.content.addWidget(
            PlainLabel(
                _("Chance chooses among all accesses of the period, and the draw can be made again. Patients"
                  " with protected identity are drawn more often. Your own accesses are left to another."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        size = NumberField(
            "size", _("&Number of accesses"), possible=(Decimal(1), Decimal(LARGEST)), required=True
        )
        size.set_value(Decimal(USUAL))
        unit = Choice("unit_id", _("Unit"), [Option(ANY, _("All units"))], shape="combo", chosen=ANY)
        user = Choice("user_id", _("Whose"), [Option(ANY, _("Everyone's"))], shape="combo", chosen=ANY)
        form = Form([period_fields(self.today), size, (unit, user)], area="logs.random")
        self.begin(form, _("Draw the sample"), self._save)
        seat.desk.ask(wards.units).then(self._offer_units)

    def _offer_units(self, rows: list[UnitRow]) -> None:
        field: Choice[Any] = self.form.fields["unit_id"]  # type: ignore[assignment]
        field.set_options([*field.options, *(Option(row.id, row.name) for row in rows)])

    def _save(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        call = self.seat.desk.do(
            commands.draw_random, values["from_on"], values["to_on"], int(values["size"]),
            user_id=values["user_id"] or None, unit_id=values["unit_id"] or None,
        )  # fmt: skip
        self.form.saving(call).then(self.finish)


class TargetedSheet(DrawSheet):
    def __init__(self, seat: Seat, parent: QWidget, drawn: Callable[[int], object]) -> None:
        super().__init__(seat, parent, _("Targeted check"), "logs.targeted", drawn)
        looks = [Option(one.value, pattern_words(one)) for one in Pattern]
        self.pattern = Choice(
            "pattern", _("&What to look at"), looks, shape="combo", required=True,
            chosen=Pattern.PROTECTED.value,
        )  # fmt: skip
        self.number = TextField("number", _("The patient's personal &number"), required=True, letters=20)
        self.colleague: Choice[int] = Choice("user_id", _("&Colleague"), [], shape="combo", required=True)
        why = TextArea("reason", _("Why these accesses are looked at"), required=True, lines=2)
        form = Form(
            [self.pattern, self.number, self.colleague, period_fields(self.today), why], area="logs.targeted"
        )
        self.begin(form, _("Show the accesses"), self._save)
        self.pattern.edited.connect(self._show_whom)
        self._show_whom()

    def _show_whom(self) -> None:
        self.number.setVisible(self.pattern.value() == Pattern.PATIENT.value)
        self.colleague.setVisible(self.pattern.value() == Pattern.USER.value)

    def _save(self) -> None:
        if not self.form.check():
            return
        if self.pattern.value() == Pattern.PATIENT.value:
            find_person(self.seat, self.form, "number", self._draw)
        else:
            self._draw(None)

    def _draw(self, person: PersonRow | None) -> None:
        values = self.form.values()
        pattern = Pattern(values["pattern"])
        call = self.seat.desk.do(
            commands.draw_targeted, pattern, values["from_on"], values["to_on"], values["reason"],
            patient_id=person.patient_id if person else None,
            user_id=values["user_id"] if pattern is Pattern.USER else None,
        )  # fmt: skip
        self.form.saving(call).then(self.finish)


def _name(row: UserRow) -> str:
    return row.alias or f"{row.family_name}, {row.given_name}"
