"""The recovery code after the first day: typed back at last, or made anew."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.fields.base import letters_wide
from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.settings.bench import Bench
from ui.start.recovery_code import CodePart
from ward_app.entrance import upkeep
from ward_app.entrance.entrance import Entered
from ward_app.i18n import _
from ward_app.store import recovery


class TypeBackSheet(Sheet):
    """The code is on paper since the first start."""

    def __init__(self, parent: QWidget, bench: Bench) -> None:
        super().__init__(parent, _("Type back the recovery code"), area="settings.type_back")
        self._bench = bench
        lead = _("Type it from the paper that was printed. If the paper is missing, make a new code.")
        self.part = CodePart(bench.seat.desk, None)
        self.part.typed.connect(self._confirm)
        self.content.addWidget(PlainLabel(lead, wrap=True))
        self.content.addWidget(self.part)
        self.add_button(_("The code is right"), self.part.send)
        self.setMinimumWidth(letters_wide(self, 74))
        self.part.form.focus_first()

    def _confirm(self, typed: str) -> None:
        entered = Entered(self._bench.app, self._bench.seat.account)
        call = self._bench.seat.desk.run(self._bench.entrance.confirm_code, entered, typed)
        call.then(self._answered).failed(self.part.refuse)

    def _answered(self, right: bool) -> None:
        if not right:
            self.part.refuse_code()
            return
        self._bench.seat.guide.notice(_("The recovery code is right. People can be admitted."))
        self.accept()


class NewCodeSheet(Sheet):
    """It takes the place of the old one only when it has been typed back from the new paper."""

    def __init__(self, parent: QWidget, bench: Bench) -> None:
        from ward_app.reports.recovery_sheet import RecoverySheet

        super().__init__(parent, _("New recovery code"), area="settings.new_code")
        self._bench = bench
        self._code = recovery.new_code()
        lead = _(
            "Print this code and type it back from the paper. Until then the old code counts; afterwards it"
            " opens nothing, so destroy the old paper."
        )
        sheet = RecoverySheet(
            self._code, bench.seat.ward.name, bench.config.workstation, str(bench.config.store_path),
            bench.seat.account.actor.name, bench.seat.clock(),
        )  # fmt: skip
        self.part = CodePart(bench.seat.desk, sheet)
        self.part.typed.connect(self._renew)
        self.content.addWidget(PlainLabel(lead, wrap=True))
        self.content.addWidget(self.part)
        self.add_button(_("The code is right"), self.part.send)
        self.setMinimumWidth(letters_wide(self, 80))
        self.part.print_button.setFocus()

    def _renew(self, typed: str) -> None:
        call = self._bench.seat.desk.run(
            upkeep.renew_code, self._bench.app, self._bench.entrance, self._code, typed
        )
        call.then(self._renewed).failed(self.part.refuse)

    def _renewed(self, _none: None) -> None:
        self._bench.seat.guide.notice(_("The new recovery code counts. Destroy the old paper."))
        self.accept()
