"""What must be seen of a patient, as marks: an icon and a word, the dangerous ones first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ward_app.i18n import _, dated_text
from ward_app.patients.cpr import CprState
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind
from ward_app.social.rows import DecisionEnd, DecisionState
from ward_app.stays.board_rows import BoardCard, BoardPlace, PlaceState
from ward_app.stays.model import Purpose
from ward_app.words import brief, word

ALERTS: dict[AlertKind, tuple[str, str]] = {
    AlertKind.INFECTION: ("biohazard", "danger"),
    AlertKind.HYPERSENSITIVITY: ("triangle-alert", "danger"),
    AlertKind.FALL: ("footprints", "neutral"),
    AlertKind.PRESSURE_ULCER: ("bandage", "neutral"),
    AlertKind.NUTRITION: ("utensils", "neutral"),
    AlertKind.DELIRIUM: ("brain", "neutral"),
    AlertKind.OTHER: ("flag", "neutral"),
}
"""Icon and kind of tag of each warning, in the order in which they stand."""

PURPOSES: dict[Purpose, str] = {
    Purpose.MEDICAL_INVESTIGATION: "medical",
    Purpose.MEDICAL_TREATMENT: "medical",
    Purpose.HOME_CARE_SUPPORT: "medical",
    Purpose.CARE_NEEDS_ASSESSMENT: "medical",
    Purpose.REHABILITATION: "rehab",
    Purpose.PALLIATIVE: "palliative",
    Purpose.RESPITE: "respite",
    Purpose.SAFETY: "respite",
    Purpose.DAY_CARE: "respite",
}
"""The colour of each type of stay. It always stands with its word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`said` is the whole of it: substance or agent with the word, for tool tips and screen readers."""

    text: str
    icon: str
    kind: str
    said: str
    is_decision: bool = False

    @property
    def rank(self) -> int:
        """What is left out last where there is no room for all: red, amber, decisions, then the rest."""
        return {"danger": 0, "warning": 1}.get(self.kind, 2 if self.is_decision else 3)

    @property
    def is_urgent(self) -> bool:
        return self.rank < 3


def alert_marks(card: BoardCard) -> list[Mark]:
    """Infection and allergy in red, what is not known about allergy, then the risks."""
    marks = [*_infection(card), *_allergy(card), *_risks(card)]
    if card.same_name:
        marks.insert(0, Mark(_("Similar name"), "users", "warning", _("Similar name on the ward")))
    return marks


def decision_marks(card: BoardCard) -> list[Mark]:
    """What is not to be done, by decision. One that should have been reviewed does not hold, and says so."""
    marks = []
    if card.cpr is CprState.NO:
        marks.append(Mark(word(CprState.NO), "heart-off", "neutral", word(CprState.NO), True))
    elif card.cpr is CprState.OVERDUE:
        marks.append(Mark(_("No CPR: expired"), "clock-alert", "warning", word(CprState.OVERDUE), True))
    no_cpr = word(LimitationKind.NO_CPR)
    return marks + [Mark(text, "ban", "neutral", text, True) for text in card.limitations if text != no_cpr]


def place_marks(place: BoardPlace) -> list[Mark]:
    """What is so of the place rather than of the person."""
    marks = []
    if place.card is not None and place.card.deceased:
        marks.append(Mark(_("Deceased"), "flower-2", "neutral", _("Deceased")))
    if place.state is PlaceState.ON_LEAVE:
        marks.append(Mark(_("On leave"), "luggage", "info", place.state_note or _("On leave")))
    if place.card is not None and place.card.decision_end is not None:
        marks.append(_decision_end(place.card.decision_end))
    if place.is_over_occupancy:
        marks.append(Mark(_("Over-occupancy"), "bed-single", "neutral", _("Over-occupancy place")))
    return marks


def _decision_end(end: DecisionEnd) -> Mark:
    """The stay has no ground after that day, unless someone decides (SOL-04)."""
    if end.state is DecisionState.OVER:
        said = _("The decision ended {date}").format(date=dated_text(end.last_on))
        return Mark(_("Decision over"), "clock-alert", "danger", said)
    said = _("The decision holds to {date}").format(date=dated_text(end.last_on))
    kind = "warning" if end.state is DecisionState.ENDS_SOON else "danger"
    return Mark(_("Decision ends"), "clock-alert", kind, said)


def marks_of(place: BoardPlace) -> list[Mark]:
    if place.card is None:
        return place_marks(place)
    return [*alert_marks(place.card), *decision_marks(place.card), *place_marks(place)]


def _infection(card: BoardCard) -> Iterator[Mark]:
    yield from _alerts(card, AlertKind.INFECTION)


def _allergy(card: BoardCard) -> Iterator[Mark]:
    """The answer counts where no substance is recorded; that nobody has asked is a mark too."""
    known = list(_alerts(card, AlertKind.HYPERSENSITIVITY))
    yield from known
    if known or card.hypersensitivity in (None, HypersensitivityAnswer.NONE_KNOWN):
        return
    said = word(card.hypersensitivity)
    icon, kind = ALERTS[AlertKind.HYPERSENSITIVITY]
    if card.hypersensitivity is HypersensitivityAnswer.KNOWN:
        yield Mark(brief(AlertKind.HYPERSENSITIVITY), icon, kind, said)
    elif card.hypersensitivity is HypersensitivityAnswer.NOT_KNOWN:
        yield Mark(_("Allergy unknown"), icon, "warning", said)
    else:
        yield Mark(_("Allergy not asked"), icon, "warning", said)


def _risks(card: BoardCard) -> Iterator[Mark]:
    for kind in ALERTS:
        if kind not in (AlertKind.INFECTION, AlertKind.HYPERSENSITIVITY):
            yield from _alerts(card, kind)


def _alerts(card: BoardCard, kind: AlertKind) -> Iterator[Mark]:
    """One mark for all warnings of a kind, with every one of them in what it says."""
    found = [tag for tag in card.alerts if tag.kind is kind]
    if not found:
        return
    texts = ", ".join(tag.text for tag in found if tag.text)
    icon, ink = ALERTS[kind]
    text = texts if kind is AlertKind.OTHER and texts else brief(kind)
    yield Mark(text, icon, ink, f"{word(kind)}: {texts}" if texts else word(kind))
