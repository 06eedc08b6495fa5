"""The part “Risks”: hypersensitivity must be answered, the rest is ticked where it is so."""

from __future__ import annotations

from typing import Any

from ui.admission.person_card import Found, known_risks
from ui.kit.buttons import Button
from ui.kit.fields import Check, Choice, Field, TextField
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.record.alerts_sheet import answer_field, severity_field
from ward_app.i18n import _
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Severity
from ward_app.stays.arriving import Risks, Substance
from ward_app.words import word

ROWS = 4
"""More substances than this are added in the record."""
TICKED = (AlertKind.FALL, AlertKind.PRESSURE_ULCER, AlertKind.NUTRITION, AlertKind.DELIRIUM)


class RiskFields:
    def __init__(self) -> None:
        self.known = PlainLabel(role="strong", wrap=True)
        self.answer: Choice[HypersensitivityAnswer] = answer_field()
        self.substances = [
            (
                TextField(f"substance_{nth}", _("&Substance"), max_length=200),
                TextField(f"reaction_{nth}", _("Reaction")),
                severity_field(f"severity_{nth}", _("Severity")),
            )
            for nth in range(1, ROWS + 1)
        ]
        self.more = Button(
            _("One more substance"), kind="quiet", icon="plus", clicked=self._add_row,
            name="admission.more_substances",
        )  # fmt: skip
        self.infection = TextField("infection", _("In&fection: agent and precautions"), max_length=200)
        self.ticks = {kind: Check(kind.value, word(kind)) for kind in TICKED}
        self._rows = 1
        self._recorded: frozenset[AlertKind] = frozenset()
        self.answer.edited.connect(self.arrange)
        self.show_found(None)

    @property
    def items(self) -> list[Item]:
        return [
            self.known,
            (self.answer, self.infection),
            *self.substances,
            self.more,
            tuple(self.ticks.values()),
        ]

    def show_found(self, found: Found | None) -> None:
        """What the record says already is not written twice."""
        self._recorded = frozenset(alert.kind for alert in found.alerts) if found else frozenset()
        self.known.setText(known_risks(found) if found else "")
        self.known.setVisible(found is not None and _says_something(found))
        for kind, tick in self.ticks.items():
            tick.setEnabled(kind not in self._recorded)
            if kind in self._recorded:
                tick.set_value(True)
        self.arrange()

    def arrange(self) -> None:
        is_yes = self.answer.value() is HypersensitivityAnswer.KNOWN
        filled = [nth for nth, row in enumerate(self.substances, 1) if not row[0].is_blank()]
        self._rows = max([self._rows, *filled])
        for nth, row in enumerate(self.substances):
            for field in row:
                field.setVisible(is_yes and nth < self._rows)
        self.substances[0][0].required = is_yes and AlertKind.HYPERSENSITIVITY not in self._recorded
        self.more.setVisible(is_yes and self._rows < ROWS)

    def value(self) -> Risks:
        answer = self.answer.value()
        assert answer is not None  # the form has asked for it
        is_yes = answer is HypersensitivityAnswer.KNOWN
        substances = tuple(
            Substance(text.value() or "", reaction.value() or "", severity.value() or Severity.UNKNOWN)
            for text, reaction, severity in self.substances
            if is_yes and not text.is_blank()
        )
        warnings = [(kind, "") for kind, tick in self.ticks.items() if tick.value() and tick.isEnabled()]
        if infection := self.infection.value():
            warnings.insert(0, (AlertKind.INFECTION, infection))
        return Risks(answer, substances, tuple(warnings))

    @property
    def asked(self) -> list[Field[Any]]:
        """What must be answered."""
        return [self.answer, self.substances[0][0]]

    def _add_row(self) -> None:
        self._rows = min(self._rows + 1, ROWS)
        self.arrange()
        self.substances[self._rows - 1][0].focus()


def _says_something(found: Found) -> bool:
    """That nothing is documented yet is said by the empty question itself."""
    return bool(found.alerts) or found.answer is not HypersensitivityAnswer.NOT_ASKED
