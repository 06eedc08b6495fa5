"""The lock of the practice ward: one click, for oneself or for anyone else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel, literal
from ui.kit.messages import Strip
from ui.lock.page import who
from ui.start.page import WIDE, StartPage
from ui.start.practice import NameButtons
from ward_app.access.policy import Actor
from ward_app.clock import Clock
from ward_app.errors import WardError
from ward_app.i18n import _, time_text
from ward_app.practice.ward import Click


class PracticeLockPage(StartPage):
    """`chosen` gives the user's id."""

    chosen = Signal(int)

    def __init__(
        self,
        actor: Actor,
        names: Sequence[Click],
        clock: Clock,
        *,
        workstation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        lead = _("{who}. Locked since {time}.").format(who=who(actor, clock), time=time_text(clock()))
        super().__init__(
            _("Locked"), lead=lead, letters=WIDE, is_practice=True, workstation=workstation, parent=parent
        )
        self.problem = Strip("danger", "")
        self.problem.hide()
        back = _("Go on as {name}").format(name=literal(actor.name))
        self.back = Button(back, kind="primary", clicked=lambda: self._choose(actor), name="lock.enter")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        self.names = NameButtons([click for click in names if click.user_id != actor.user_id])
        self.names.chosen.connect(self.chosen)
        for part in (self.problem, PlainLabel(_("Or work as someone else"), "strong"), self.names):
            self.content.addWidget(part)
        self.content.insertLayout(1, row)

    def focus_first(self) -> None:
        self.back.setFocus()

    def refuse(self, error: WardError) -> None:
        self.problem.label.setText(error.sentence)
        self.problem.show()

    def _choose(self, actor: Actor) -> None:
        if actor.user_id is not None:
            self.chosen.emit(actor.user_id)
