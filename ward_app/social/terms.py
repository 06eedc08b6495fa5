"""The terms of a decision as they are typed: which measure, for when, who decided, under which paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ward_app.cleaning import one_line
from ward_app.errors import Invalid
from ward_app.i18n import _

LAW = "SoL 11:1"
"""The paragraph most decisions rest on, for a form to begin with (2025:400)."""


@dataclass(frozen=True, slots=True, repr=False)
class DecisionTerms:
    """`to_on` is the last day; None is until further notice."""

    what: str
    from_on: date | None
    to_on: date | None
    decided_by: str
    decided_on: date | None
    paragraph: str = ""


def cleaned(terms: DecisionTerms, today: date) -> DecisionTerms:
    """What is stored. A refusal names the field as forms do, with `decision_` before the name here."""
    done = replace(
        terms, what=_line("what", terms.what), decided_by=_line("decided_by", terms.decided_by),
        paragraph=one_line(terms.paragraph, field="decision_paragraph"),
    )  # fmt: skip
    if not done.what:
        raise Invalid("decision_what", _("Fill in which measure was decided."))
    if done.from_on is None:
        raise Invalid("decision_from_on", _("Fill in from which day the decision holds."))
    if done.to_on is not None and done.to_on < done.from_on:
        raise Invalid("decision_to_on", _("The last day comes before the first. Check both."))
    if not done.decided_by:
        raise Invalid("decision_decided_by", _("Fill in who decided."))
    if done.decided_on is None:
        raise Invalid("decision_decided_on", _("Fill in the day of the decision."))
    if done.decided_on > today:
        raise Invalid("decision_decided_on", _("A decision that has not been made yet cannot be registered."))
    return done


def _line(name: str, text: str) -> str:
    return one_line(text, field=f"decision_{name}")
