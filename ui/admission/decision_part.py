"""What a stay under the Social Services Act rests on: asked for when that is the care form, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.kit.fields import Check
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.social.decision_fields import DecisionFields
from ward_app.errors import Invalid, WardError
from ward_app.i18n import _, local
from ward_app.social.terms import DecisionTerms
from ward_app.stays.model import CareForm


class DecisionPart(QObject):
    """A decision that is there already need not be typed: the ward sees to it that it covers the day."""

    changed = Signal()

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._is_asked = False
        self.fields = DecisionFields(seat)
        self.title = PlainLabel(_("Decision on the stay under the Social Services Act (SoL)"), "strong")
        self.is_there = Check("decision_is_there", _("A decision that covers the day is registered already"))
        self.is_there.edited.connect(self._arrange)
        self._arrange()

    @property
    def items(self) -> list[Item]:
        one = self.fields
        return [
            self.title, self.is_there, (one.what, one.paragraph, one.decided_by),
            (one.from_on, one.to_on, one.decided_on),
        ]  # fmt: skip

    def ask_for(self, form: CareForm | None) -> None:
        """Another care form was chosen, or a draft taken up. What was typed stays, also while hidden."""
        self._is_asked = form is CareForm.SOCIAL_SHORT_TERM
        if self._is_asked and all(field.is_blank() for field in self.fields.all):
            self.fields.begin()
            self.fields.from_on.set_value(local(self._seat.clock()).date())
        self._arrange()

    def terms(self, values: Mapping[str, Any]) -> DecisionTerms | None:
        if not self._is_asked or self.is_there.value():
            return None
        return self.fields.terms(values)

    def look_again(self, error: WardError) -> None:
        """There is no such decision after all: what has to be filled in must be in sight."""
        if isinstance(error, Invalid) and error.field in {field.name for field in self.fields.all}:
            self.is_there.set_value(False)
            self._arrange()

    def _arrange(self) -> None:
        self.title.setVisible(self._is_asked)
        self.is_there.setVisible(self._is_asked)
        for field in self.fields.all:
            field.setVisible(self._is_asked and not self.is_there.value())
        self.changed.emit()
