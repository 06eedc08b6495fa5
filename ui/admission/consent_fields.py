"""Consent at the admission: one tick on an ordinary day; no and cannot answer stand behind a small choice.

Nothing need be chosen: in an emergency nobody is asked, and the record says afterwards that it is missing
(LSVO 2:2, 3:1).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.kit.fields import Check, Choice, Option
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.sharing.capacity_fields import CapacityFields
from ui.sharing.presence_sheet import named_field, presence_choice
from ward_app.i18n import _
from ward_app.sharing.model import AnswerForm, ConsentScope
from ward_app.sharing.terms import SharingTerms
from ward_app.stays.model import Presence
from ward_app.words import word


class Otherwise(StrEnum):
    """What there is beside yes."""

    LATER = auto()
    REFUSES = auto()
    CANNOT = auto()


class ConsentFields:
    def __init__(self) -> None:
        self.tick = Check("consent", _(
            "Informed, and agrees to region and municipa&lity reading each other's records while here"
        ))  # fmt: skip
        self.social = Check("consent_social", _("… and the social services' documentation"))
        self.otherwise: Choice[Otherwise] = Choice(
            "consent_otherwise", _("If there is no consent"),
            [
                Option(Otherwise.LATER, _("Not asked yet")), Option(Otherwise.REFUSES, _("Says no")),
                Option(Otherwise.CANNOT, _("Cannot answer")),
            ],
            shape="combo", chosen=Otherwise.LATER,
        )  # fmt: skip
        self.how: Choice[AnswerForm] = Choice(
            "consent_form", _("How it was said"), [Option(one, word(one)) for one in AnswerForm],
            shape="combo", chosen=AnswerForm.SPOKEN,
        )  # fmt: skip
        self.meaning = PlainLabel(role="muted", wrap=True)
        self.capacity = CapacityFields(prefix="consent_")
        self.presence = presence_choice(shape="combo")
        self.presence.set_value(Presence.UNASKED)
        self.named = named_field()
        for field in (self.tick, self.otherwise, self.presence):
            field.edited.connect(self.arrange)
        self.arrange()

    @property
    def items(self) -> list[Item]:
        return [
            (self.tick, self.social), (self.otherwise, self.how, self.presence, self.named), self.meaning,
            *self.capacity.items,
        ]  # fmt: skip

    @property
    def answer(self) -> bool | None:
        """Yes, no, or none given."""
        if self.tick.value():
            return True
        return False if self._other is Otherwise.REFUSES else None

    def terms(self) -> SharingTerms | None:
        """What is stored together with the admission; None where nobody has answered."""
        if self.answer is None:
            return None
        return SharingTerms(
            is_given=self.answer, social=self.answer and bool(self.social.value()),
            form=self.how.value() or AnswerForm.SPOKEN, scope=ConsentScope.THIS_STAY,
        )  # fmt: skip

    def assessment(self) -> dict[str, Any] | None:
        """What `assess_capacity` takes, where the patient cannot answer."""
        return self.capacity.value() if self._other is Otherwise.CANNOT else None

    def telephone(self) -> dict[str, Any]:
        """What `admit_person` takes of it."""
        presence = self.presence.value() or Presence.UNASKED
        return {"presence": presence, "presence_named": self.named.value() or ""}

    def arrange(self) -> None:
        _show(self.social, bool(self.tick.value()))
        _show(self.otherwise, not self.tick.value())
        _show(self.how, self.answer is not None)
        is_named = self.presence.value() is Presence.NAMED
        _show(self.named, is_named)
        self.named.required = is_named
        self.capacity.show(self._other is Otherwise.CANNOT)
        self.meaning.setText(_meaning(self._other))
        _show(self.meaning, bool(self.meaning.text()))

    @property
    def _other(self) -> Otherwise:
        return (self.otherwise.value() or Otherwise.LATER) if not self.tick.value() else Otherwise.LATER


def _show(part: QWidget, is_shown: bool) -> None:
    """What has no place in the page yet would come up as a window of its own; it shows with the page."""
    if not is_shown or part.parentWidget() is not None:
        part.setVisible(is_shown)


def _meaning(other: Otherwise) -> str:
    """What the choice leads to, in a sentence."""
    if other is Otherwise.REFUSES:
        return _(
            "Region and municipality then read only their own records. Care is given all the same. "
            "The patient may change their mind at any time."
        )
    if other is Otherwise.CANNOT:
        return _(
            "For who is not only temporarily unable to answer. The record may be shared if the patient, as "
            "far as can be found out, would not object (LSVO 3:3–3:4)."
        )
    return ""
