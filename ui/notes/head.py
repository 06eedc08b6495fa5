"""The head of the editor: what kind of note, about when, by whom, and why it is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.kit.fields import Choice, DateTimeField, Field, Option, TextField
from ui.kit.form import Form
from ui.notes.judging import judge_time
from ui.notes.writing import Mode
from ward_app.clock import Clock
from ward_app.i18n import _
from ward_app.notes.model import NoteKind
from ward_app.notes.queries import Choices
from ward_app.words import word


def kind_options(kinds: Sequence[NoteKind]) -> list[Option[NoteKind]]:
    return [Option(kind, word(kind)) for kind in kinds]


class HeadForm(Form):
    """A new note has a kind; a correction has a reason; who does not sign says whose note it is."""

    def __init__(self, mode: Mode, choices: Choices, kind: NoteKind | None, clock: Clock, area: str) -> None:
        self._choices = choices
        self._clock = clock
        self._fixed_kind = kind if mode is not Mode.NEW else None
        when = DateTimeField(
            "occurred_at",
            _("&Time of the event"),
            now=clock,
            required=True,
            check=lambda occurred_at: judge_time(occurred_at, clock()),
        )
        top: list[Field[Any]] = [when]
        if mode is Mode.NEW:
            kinds = choices.kinds or (choices.authors[0].kinds if choices.authors else ())
            chosen = kind if kind in kinds else next(iter(kinds), None)
            top.insert(0, Choice(
                "kind", _("&Kind of note"), kind_options(kinds), shape="combo", required=True, chosen=chosen,
            ))  # fmt: skip
        if mode is Mode.CORRECT:
            top.append(TextField("reason", _("Wh&y it is corrected"), required=True))
        rows: list[Any] = [tuple(top)]
        if choices.authors and mode is not Mode.REWRITE:
            authors = [
                Option(author.id, _("{author}, {title}").format(author=author.name, title=word(author.role)))
                for author in choices.authors
            ]
            rows.insert(0, Choice(
                "author_id", _("&Author, who answers for the note"), authors, shape="combo", required=True,
            ))  # fmt: skip
        super().__init__(rows, area=area)
        self.setContentsMargins(0, 0, 0, 0)

    @property
    def kind(self) -> NoteKind:
        """The kind in force: chosen, or that of the note which is changed."""
        if self._fixed_kind is not None:
            return self._fixed_kind
        kind: NoteKind | None = self.values()["kind"]
        return kind or NoteKind.OTHER

    def offer_kinds_of_author(self) -> None:
        """A doctor's note for a doctor: the kinds follow who answers for the note."""
        if "author_id" not in self.fields or "kind" not in self.fields:
            return
        author_id = self.values()["author_id"]
        author = next((each for each in self._choices.authors if each.id == author_id), None)
        field = self.field("kind")
        assert isinstance(field, Choice)
        if author is not None:
            field.set_options(kind_options(author.kinds))
            if field.value() is None:
                field.set_value(author.kinds[0])
