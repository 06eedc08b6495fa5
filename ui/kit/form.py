"""Forms: fields declared, errors beside them and in a summary, saved by a command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.calls import Call
from ui.kit.fields import Field, Level, Remark
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M
from ui.kit.summary import Link, Summary
from ward_app.errors import Invalid, Unlikely, WardError
from ward_app.i18n import ngettext

R = TypeVar("R")


class Heading(PlainLabel):
    """The head of a part of a form."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "heading")


Item = Field[Any] | QWidget | Sequence[Field[Any]]


class Form(QWidget):
    """`items` stand below each other; fields in a tuple stand side by side. What is no field only shows.

        if self.form.check():
            self.form.saving(self.desk.do(stays.admit, ...)).then(self.admitted)

    A refusal that names a field stands beside it, any other above the form.
    """

    edited = Signal()
    left = Signal()
    dirty_changed = Signal(bool)

    def __init__(
        self, items: Sequence[Item], *, area: str, labels: str = "above", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._area = area
        self._dirty = False
        self._under_way: Call[Any] | None = None
        self.summary = Summary()
        self.fields: dict[str, Field[Any]] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE_M)
        self._box.addWidget(self.summary)
        for item in items:
            self._place(item)
        if labels == "left":
            width = max(field.label_width() for field in self.fields.values())
            for field in self.fields.values():
                field.put_label("left", width)

    def field(self, name: str) -> Field[Any]:
        return self.fields[name]

    def values(self) -> dict[str, Any]:
        """What each field holds, None where it holds nothing."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in fields by name, without counting as an edit."""
        for name, value in values.items():
            self.fields[name].set_value(value)
        self.mark_clean()

    def raw(self) -> dict[str, str]:
        """What stands in the fields as it stands, for a draft."""
        return {name: field.raw() for name, field in self.fields.items()}

    def set_raw(self, texts: Mapping[str, str]) -> None:
        """Bring a draft back. It is unsaved, so the form is dirty; names it does not know are passed over."""
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].set_raw(text)
        self._set_dirty(True)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that has not been saved."""
        return self._dirty

    def mark_clean(self) -> None:
        self._set_dirty(False)

    def confirmed(self) -> frozenset[str]:
        """The fields whose unlikely value someone has said is right."""
        return frozenset(name for name, field in self.fields.items() if field.is_confirmed)

    def reasons(self) -> dict[str, str]:
        """The reasons given for unlikely values."""
        return {name: field.reason() for name, field in self.fields.items() if field.reason()}

    def check(self) -> bool:
        """Say everything there is to say, go to the first field that needs it; True when it may be saved.

        False also while a save is under way: a second press of the button is not a second save. A field
        that is hidden is not asked.
        """
        asked = [field for field in self.fields.values() if field.isVisibleTo(self)]
        unsettled = [field for field in asked if not field.check(saving=True)]
        self._point_out(unsettled)
        return not unsettled and not self.is_saving

    def refuse(self, error: WardError) -> None:
        """Show why it was not saved. What has been typed stays."""
        field = self.fields.get(error.field) if isinstance(error, Invalid) else None
        if field is None:
            self.summary.say(error.sentence)
            return
        level = Level.UNLIKELY if isinstance(error, Unlikely) else Level.IMPOSSIBLE
        field.show_remark(Remark(level, error.sentence), from_save=True)
        self._point_out([field])

    def saving(self, call: Call[R]) -> Call[R]:
        """Follow a save: clean when it was saved and nothing was typed meanwhile; else say why not."""
        self._under_way = call
        sent = self.raw()
        call.then(lambda _result: self._set_dirty(self.raw() != sent), owner=self)
        return call.failed(self.refuse)

    @property
    def is_saving(self) -> bool:
        return self._under_way is not None and self._under_way.pending

    def focus_first(self) -> None:
        """To the first field that is on the page and on."""
        for field in self.fields.values():
            if field.isVisibleTo(self) and field.isEnabled():
                field.input.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _place(self, item: Item) -> None:
        if isinstance(item, QWidget) and not isinstance(item, Field):
            if isinstance(item, Heading):
                self._box.addSpacing(SPACE_M)
            self._box.addWidget(item)
            return
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        for field in _fields_of(item):
            self.fields[field.name] = field
            field.set_object_names(self._area)
            field.edited.connect(self._edited)
            field.left.connect(self.left)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(row)

    def _edited(self) -> None:
        self._set_dirty(True)
        self.edited.emit()

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    def _point_out(self, unsettled: list[Field[Any]]) -> None:
        if not unsettled:
            self.summary.say("")
            return
        count = len(unsettled)
        text = ngettext(
            "One thing needs attention before this can be saved.",
            "{count} things need attention before this can be saved.",
            count,
        ).format(count=count)
        self.summary.say(text, list(_links(unsettled)))
        unsettled[0].focus()


def _fields_of(item: Field[Any] | Sequence[Field[Any]]) -> Sequence[Field[Any]]:
    return [item] if isinstance(item, Field) else item


def _links(fields: Sequence[Field[Any]]) -> Iterator[Link]:
    for field in fields:
        sentence = field.remark.sentence if field.remark else ""
        yield field.label, sentence, field.focus
