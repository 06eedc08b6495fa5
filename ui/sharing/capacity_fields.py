"""The assessment of who cannot answer: findings, what is known of the attitude, the conclusion (LSVO 2:6)."""

from __future__ import annotations

from typing import Any

from ui.kit.fields import Choice, Field, Option, TextArea
from ward_app.i18n import _


class CapacityFields:
    """The same in the admission and in the record; `prefix` keeps their names apart from others."""

    def __init__(self, prefix: str = "") -> None:
        self.findings = TextArea(
            f"{prefix}findings", _("What shows that the patient cannot answer, and not only for now"),
            required=True, lines=2,
        )  # fmt: skip
        self.attitude = TextArea(
            f"{prefix}attitude", _("What is known of the patient's attitude, and from whom"), required=True,
            lines=2,
        )  # fmt: skip
        self.would_object: Choice[bool] = Choice(
            f"{prefix}would_object", _("Is there reason to believe that the patient would object?"),
            [Option(False, _("No")), Option(True, _("Yes"))], required=True,
        )  # fmt: skip

    @property
    def items(self) -> list[Field[Any] | tuple[Field[Any], ...]]:
        return [(self.findings, self.attitude), self.would_object]

    def show(self, is_asked: bool) -> None:
        for field in (self.findings, self.attitude, self.would_object):
            field.setVisible(is_asked)

    def value(self) -> dict[str, Any]:
        """By the names that `assess_capacity` gives them."""
        return {
            "findings": self.findings.value() or "", "attitude": self.attitude.value() or "",
            "would_object": bool(self.would_object.value()),
        }  # fmt: skip
