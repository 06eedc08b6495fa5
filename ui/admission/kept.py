"""Admissions that were begun and left: kept as drafts, offered again, taken up or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.drafts.drafts import Drafts
from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ui.record.wrapping import breakable
from ward_app.clock import Clock
from ward_app.drafts.journal import Draft
from ward_app.i18n import _, relative_text

FORM = "admission"
PATIENT, CALLED = "patient_id", "called"
"""Beside the form's own values: whom it is about, and how the person may be called in a list."""


def kept(drafts: Drafts) -> list[Draft]:
    """The newest first."""
    return drafts.all(FORM)


def free_subject(drafts: Drafts) -> str:
    """A name for one more."""
    taken = {draft.subject for draft in kept(drafts)}
    return next(str(nth) for nth in range(1, len(taken) + 2) if str(nth) not in taken)


def patient_of(values: Mapping[str, str]) -> int | None:
    return int(values[PATIENT]) if values.get(PATIENT) else None


def called(values: Mapping[str, str]) -> str:
    names = ", ".join(values[name] for name in ("family_name", "given_name") if values.get(name))
    return values.get(CALLED) or names or values.get("number_text") or _("Nobody yet")


class KeptBar(QFrame):
    """Hidden while there are none."""

    def __init__(
        self, clock: Clock, take_up: Callable[[Draft], object], discard: Callable[[Draft], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("admission.kept")
        self.setProperty("ground", "warning")
        self._clock, self._take_up, self._discard = clock, take_up, discard
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_S, SPACE_XS, SPACE_XS, SPACE_XS)
        self._box.setSpacing(SPACE_XS)
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        while old := self._box.takeAt(0):
            if widget := old.widget():
                widget.hide()
                widget.deleteLater()
        for draft in drafts:
            self._box.addWidget(self._row(draft))
        self.setVisible(bool(drafts))

    def _row(self, draft: Draft) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        said = _("Admission begun {time}: {person}").format(
            time=relative_text(draft.kept_at, self._clock()), person=breakable(called(draft.values))
        )
        row.addWidget(PlainLabel(said, wrap=True), 1)
        area = f"admission.kept.{draft.subject}"
        row.addWidget(
            Button(_("Go on with it"), clicked=lambda: self._take_up(draft), name=f"{area}.take_up")
        )
        row.addWidget(
            Button(_("Discard"), kind="danger", clicked=lambda: self._discard(draft), name=f"{area}.discard")
        )
        return widget
