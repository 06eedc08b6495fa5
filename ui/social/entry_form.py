"""The form of an entry: what it tells of, when it happened, why it is corrected, and the text."""

from __future__ import annotations

from typing import Any

from ui.kit.fields import Choice, DateTimeField, Field, Option, TextField
from ui.kit.form import Form
from ui.notes.growing import GrowingArea
from ui.notes.judging import judge_time
from ui.notes.writing import Mode
from ui.social.writing import TEXT
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.social.model import SocialKind
from ward_app.social.rows import SocialRow
from ward_app.words import word

LINES = 8
"""Of the text, before anything is written."""


class EntryForm(Form):
    def __init__(self, mode: Mode, row: SocialRow | None, clock: Clock, area: str) -> None:
        self._fixed_kind = row.kind if row is not None else None
        top: list[Field[Any]] = [
            DateTimeField(
                "occurred_at",
                _("&Time of the event"),
                now=clock,
                required=True,
                check=lambda occurred_at: judge_time(occurred_at, clock()),
            )
        ]
        if mode is Mode.NEW:
            kinds = [Option(kind, word(kind)) for kind in SocialKind]
            top.insert(0, Choice("kind", _("&Kind of entry"), kinds, shape="combo", required=True,
                                 chosen=SocialKind.EVENT))  # fmt: skip
        if mode is Mode.CORRECT:
            top.append(TextField("reason", _("Wh&y it is corrected"), required=True))
        super().__init__([tuple(top), GrowingArea(TEXT, _("Te&xt"), least_lines=LINES)], area=area)
        self.set_values({
            "occurred_at": row.occurred_at if row else clock(), TEXT: row.text if row else None,
        })  # fmt: skip

    @property
    def kind(self) -> SocialKind:
        """Chosen, or that of the entry which is changed."""
        kind: SocialKind = self._fixed_kind or self.values()["kind"] or SocialKind.EVENT
        return kind

    @property
    def text(self) -> str:
        """As typed."""
        return self.field(TEXT).raw()
