"""The telephone rings: may I say that she is here? One field, one answer that gives nothing away (PSL-01)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.messages import Strip
from ui.kit.sheet import Sheet
from ui.seat import Seat
from ui.sharing.enter import on_enter
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.stays.queries import Tellable, may_tell

_LETTERS = 62


class PhoneSheet(Sheet):
    """Who is not here and who is kept secret look exactly alike."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent, _("May I say that someone is here?"), area="phone")
        self._seat = seat
        self.cancel.setText(_("Close"))
        self.text = TextField("text", _("&Name or personal number that the caller gives"), required=True)
        self.form = Form([self.text], area=self.area)
        self._strips: list[Strip] = []
        self._answers = QVBoxLayout()
        self._answers.setSpacing(SPACE_S)
        said = _("Only what the patient has agreed to may be told. Each question is in the access log.")
        self.content.addWidget(PlainLabel(said, "muted", wrap=True))
        self.content.addWidget(self.form)
        self.content.addLayout(self._answers)
        self.content.addStretch(1)
        self.add_button(_("Show the answer"), self.ask, name="ask")
        on_enter(self.text, self.ask)
        self.setMinimumWidth(QFontMetrics(self.font()).averageCharWidth() * _LETTERS)
        self.form.focus_first()

    def ask(self) -> None:
        self._clear()
        if self.form.check():
            call = self._seat.desk.ask(may_tell, self.text.value() or "", self._seat.ward.unit_id)
            call.then(self._show).failed(self._refuse)

    def texts(self) -> list[str]:
        """What it answers."""
        return [strip.label.text() for strip in self._strips]

    def _show(self, people: Sequence[Tellable]) -> None:
        if not people:
            self._answer("warning", _(
                "You may not tell that anyone is here. Say: “I can neither confirm nor deny whether "
                "someone is here.”"
            ))  # fmt: skip
        for one in people:
            if one.only_to:
                said = _("{name}, {age}: only to {people}.")
                self._answer("info", said.format(name=one.name, age=one.age, people=one.only_to))
            else:
                self._answer(
                    "success", _("{name}, {age}: you may say yes.").format(name=one.name, age=one.age)
                )
        self.text.focus()

    def _refuse(self, error: WardError) -> None:
        self.form.refuse(error)

    def _answer(self, level: str, text: str) -> None:
        self._strips.append(Strip(level, text))
        self._answers.addWidget(self._strips[-1])
        announce(self, text)

    def _clear(self) -> None:
        strips, self._strips = self._strips, []
        for strip in strips:
            self._answers.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
