"""What the patient was told and answered: written down in the record (LSVO 2:2, 3:1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Check, Choice, Option
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.seat import Seat
from ui.sharing.capacity_fields import CapacityFields
from ui.stays.act_sheet import ActSheet, now_field
from ward_app.i18n import _
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import AnswerForm, ConsentScope
from ward_app.words import word


def how_field(label: str) -> Choice[AnswerForm]:
    options = [Option(one, word(one)) for one in AnswerForm]
    return Choice("form", label, options, required=True, chosen=AnswerForm.SPOKEN)


class AnswerSheet(ActSheet):
    """Yes or no. Recording it says that the patient was told what it means, too."""

    def __init__(self, seat: Seat, parent: QWidget, patient_id: int, stay_id: int | None, about: str) -> None:
        self._patient_id, self._stay_id = patient_id, stay_id
        said = PlainLabel(
            _(
                "The patient has been told what it means that region and municipality read each other's "
                "records here, that it may be refused, and that an answer may be changed at any time."
            ),
            wrap=True,
        )
        self.is_given: Choice[bool] = Choice(
            "is_given", _("The patient's &answer"), [Option(True, _("Yes, agrees")), Option(False, _("No"))],
            required=True,
        )  # fmt: skip
        self.social = Check("social", _("Also to the social services' documentation"))
        self.scope: Choice[ConsentScope] = Choice(
            "scope", _("&Holds"), [Option(one, word(one)) for one in ConsentScope], required=True,
            chosen=ConsentScope.THIS_STAY if stay_id is not None else ConsentScope.UNTIL_WITHDRAWN,
        )  # fmt: skip
        items: list[Item] = [said, self.is_given, self.social, self.scope,
                 (how_field(_("How it was &said")), now_field(seat, "given_at", _("&When")))]  # fmt: skip
        super().__init__(
            seat, parent, _("The patient's answer on sharing"), about, items, area="answer", act=_("Save")
        )
        self._given_at = self.form.field("given_at").value()
        self.is_given.edited.connect(self._arrange)
        self._arrange()

    def send(self, values: dict[str, Any]) -> Call[int]:
        now = values["given_at"] == self._given_at  # nothing else was said: the moment it is saved
        is_here = values["scope"] is ConsentScope.THIS_STAY
        return self.seat.desk.do(
            sharing.record_answer, self._patient_id, is_given=values["is_given"],
            social=bool(values["is_given"] and values["social"]), scope=values["scope"], form=values["form"],
            stay_id=self._stay_id if is_here else None, given_at=None if now else values["given_at"],
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The answer is saved."))

    def _arrange(self) -> None:
        self.social.setVisible(bool(self.is_given.value()))


class InformSheet(ActSheet):
    """Told, but no answer yet."""

    def __init__(self, seat: Seat, parent: QWidget, patient_id: int, about: str) -> None:
        self._patient_id = patient_id
        said = PlainLabel(
            _("What sharing means, and that the patient may object, has been explained to the patient."),
            wrap=True,
        )
        super().__init__(
            seat, parent, _("The patient has been informed"), about,
            [said, how_field(_("How it was &said"))], area="inform", act=_("Save"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(sharing.inform, self._patient_id, values["form"])

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("It is saved that the patient has been informed."))


class CapacitySheet(ActSheet):
    """For who cannot answer, and not only for the moment (LSVO 2:6, 3:3, 3:4)."""

    def __init__(self, seat: Seat, parent: QWidget, patient_id: int, about: str) -> None:
        self._patient_id, self._fields = patient_id, CapacityFields()
        super().__init__(
            seat, parent, _("The patient cannot answer"), about, self._fields.items, area="capacity",
            act=_("Save"),
        )  # fmt: skip

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(sharing.assess_capacity, self._patient_id, **self._fields.value())

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The assessment is saved."))
