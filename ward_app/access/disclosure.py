"""The one decision on reading: may this reader see what this owner holds about this patient, and why?

Three owners share the ward (`owners`). Within one record the rules of inner secrecy hold: a care relation
(PDL 4:1), a right (PDL 4:2) and no block that the patient asked for (PDL 4:4). Across owners LSVO 3 kap.
holds: relation, consent or the path of who cannot consent, and no block; nothing else opens it (LSVO 3:7),
no role and no administrator. Knows nothing of stores: `sharing.reading` finds the facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from ward_app.owners import HEALTH, LegalBasis, RecordOwner


class CollaborationModel(StrEnum):
    """How region and kommun run the unit: the customer's legal decision, kept with its reference."""

    TWO_CAREGIVERS = auto()
    """Two care providers: LSVO holds between them."""
    COMMISSIONED = auto()
    """One provides on the other's behalf (HSL 15:1, KL 9:37): inner secrecy between their health records."""
    JOINT_BOARD = auto()
    """A joint board (lag 2003:192) is one provider: inner secrecy between the health records."""


class Aim(StrEnum):
    """What it is read for (PDL 2:4). Across owners only care counts (LSVO 3:1, 3:2, 3:7)."""

    CARE = auto()
    COPY = auto()
    """A copy of the owner's own record, asked for by the patient or by law (PDL 3:11, 8:2)."""
    FOLLOW_UP = auto()
    """Completeness, quality, statistics: what the owner may do with its own record (PDL 2:4 p. 4)."""


class Relation(StrEnum):
    """How the reader takes part in the care (PDL 4:1)."""

    TEAM = auto()
    """Assigned to the unit where the patient is, is expected, or was until a few days ago."""
    NAMED = auto()
    """Responsible nurse or doctor of the stay."""
    CONSULT = auto()
    STATED = auto()
    """Said by the reader, with a reason."""
    NEWCOMER = auto()
    """The patient has no stay yet: registering is where a relation begins."""


class Ground(StrEnum):
    """Why it may be read, or why not."""

    OWN_RECORD = auto()
    SAME_PROVIDER = auto()
    CONSENT = auto()
    PRESUMED = auto()
    EMERGENCY = auto()
    LIFTED_BLOCK = auto()

    NO_RIGHT = auto()
    NO_RELATION = auto()
    OTHER_AIM = auto()
    BLOCKED = auto()
    BLOCKED_ELSEWHERE = auto()
    REFUSED = auto()
    NOT_INFORMED = auto()
    NO_CONSENT = auto()

    @property
    def opens(self) -> bool:
        return self in _OPEN


_OPEN = frozenset({
    Ground.OWN_RECORD, Ground.SAME_PROVIDER, Ground.CONSENT, Ground.PRESUMED, Ground.EMERGENCY,
    Ground.LIFTED_BLOCK,
})  # fmt: skip
PARAGRAPH: dict[Ground, str] = {
    Ground.OWN_RECORD: "PDL 4:1",
    Ground.SAME_PROVIDER: "PDL 4:1",
    Ground.CONSENT: "LSVO 3:1, 3:2",
    Ground.PRESUMED: "LSVO 3:3, 3:4",
    Ground.EMERGENCY: "LSVO 3:6",
    Ground.LIFTED_BLOCK: "PDL 4:5",
    Ground.NO_RIGHT: "PDL 4:2, SoL 14:7",
    Ground.NO_RELATION: "PDL 4:1, LSVO 3:1",
    Ground.OTHER_AIM: "LSVO 3:7",
    Ground.BLOCKED: "PDL 4:4",
    Ground.BLOCKED_ELSEWHERE: "LSVO 2:3",
    Ground.REFUSED: "LSVO 3:1",
    Ground.NOT_INFORMED: "LSVO 2:2",
    Ground.NO_CONSENT: "LSVO 3:1",
}
"""The law behind each ground."""


class Hint(StrEnum):
    """What the reader may be told of what they may not read."""

    NOTHING = auto()
    ELSEWHERE = auto()
    """That another care provider has data: not who, not what (LSVO 2:4)."""
    BLOCKED = auto()
    """That there are blocked data within the own provider (PDL 4:4)."""


@dataclass(frozen=True, slots=True)
class Decision:
    ground: Ground
    hint: Hint = Hint.NOTHING

    @property
    def allowed(self) -> bool:
        return self.ground.opens


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the records they work in, the acts under which their role reads, the units they work on."""

    user_id: int | None
    homes: frozenset[RecordOwner] = frozenset()
    reads: frozenset[LegalBasis] = frozenset()
    units: frozenset[int | None] = frozenset()
    """None among them is an assignment that holds on every unit."""
    aim: Aim = Aim.CARE

    def works_on(self, unit_id: int | None) -> bool:
        return unit_id in self.units or None in self.units


@dataclass(frozen=True, slots=True)
class Span:
    """From when and, half-open, until when something holds."""

    from_at: datetime
    to_at: datetime | None = None

    def counts(self, at: datetime) -> bool:
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the patient answered about the owners reading each other's records on this ward."""

    span: Span
    is_given: bool
    social: bool = False
    """Also to and from the social services' record."""


@dataclass(frozen=True, slots=True)
class BlockFact:
    """A block (spärr). `unit_id` is the unit whose data are blocked from who works on other units; without it
    the owner's whole record is blocked from who works in the other owners' records."""

    span: Span
    owner: RecordOwner
    unit_id: int | None = None
    lifted: tuple[Span, ...] = ()
    """When this reader has lifted it (PDL 4:5)."""

    def stands(self, at: datetime) -> bool:
        return self.span.counts(at) and not any(span.counts(at) for span in self.lifted)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is known of one patient that decides who reads what."""

    model: CollaborationModel = CollaborationModel.TWO_CAREGIVERS
    relations: tuple[tuple[Relation, Span], ...] = ()
    """Of this reader."""
    informed: Span | None = None
    answers: tuple[Answer, ...] = ()
    """In the order they were given: the last one holds, for as long as it does."""
    presumed: tuple[Span, ...] = ()
    """When the patient cannot answer, and would not object as far as can be told (LSVO 2:6, 3:3, 3:4)."""
    emergencies: tuple[Span, ...] = ()
    """When this reader has opened the record in an emergency (LSVO 3:6)."""
    blocks: tuple[BlockFact, ...] = ()

    def relation(self, at: datetime) -> Relation | None:
        return next((kind for kind, span in self.relations if span.counts(at)), None)

    def answer(self, at: datetime) -> Answer | None:
        """The last that was given, while it holds. One that has ended brings no earlier one back."""
        last = next((one for one in reversed(self.answers) if one.span.from_at <= at), None)
        return last if last is not None and last.span.counts(at) else None


def may_read(
    reader: Reader, patient: Sharing, owner: RecordOwner, at: datetime, unit_id: int | None = None
) -> Decision:
    """May the reader see what `owner` holds about the patient? `unit_id` is where it was written."""
    if owner.legal_basis not in reader.reads or not reader.homes:
        return Decision(Ground.NO_RIGHT)
    if reader.aim is not Aim.CARE:
        return _for_another_aim(reader, patient, owner, at, unit_id)
    relation, in_emergency = patient.relation(at), _in_emergency(reader, patient, at)
    if relation is None and not in_emergency:
        return Decision(Ground.NO_RELATION)
    if owner in reader.homes:
        return _within(reader, patient, owner, at, unit_id, Ground.OWN_RECORD)
    if patient.model is not CollaborationModel.TWO_CAREGIVERS and owner in HEALTH and reader.homes & HEALTH:
        return _within(reader, patient, owner, at, unit_id, Ground.SAME_PROVIDER)
    if relation is Relation.NEWCOMER and not in_emergency:
        return Decision(Ground.NO_RELATION)  # LSVO 3:1 asks for a relation that there is already
    return _across(reader, patient, owner, at, unit_id)


def _for_another_aim(
    reader: Reader, patient: Sharing, owner: RecordOwner, at: datetime, unit_id: int | None
) -> Decision:
    """The owner's own record only. What the patient or the law asks for is copied whole, blocked or not;
    whoever follows the care up is one more reader of another unit."""
    if owner not in reader.homes:
        return Decision(Ground.OTHER_AIM)
    if reader.aim is Aim.FOLLOW_UP and any(
        block.span.counts(at) for block in _against(reader, patient, owner, unit_id)
    ):
        return Decision(Ground.BLOCKED, Hint.BLOCKED)
    return Decision(Ground.OWN_RECORD)


def _within(
    reader: Reader, patient: Sharing, owner: RecordOwner, at: datetime, unit_id: int | None, open_: Ground
) -> Decision:
    """Inner secrecy. A block toward the other owners stands between the parts of one provider too."""
    against = [block for block in _against(reader, patient, owner, unit_id) if block.span.counts(at)]
    if any(block.stands(at) for block in against):
        return Decision(Ground.BLOCKED, Hint.BLOCKED)
    return Decision(Ground.LIFTED_BLOCK if against else open_)


def _against(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> Iterator[BlockFact]:
    """The blocks that keep this reader from what the owner's unit wrote: those of the whole record from who
    works in another, those of a unit from who works elsewhere, in whichever record."""
    for block in patient.blocks:
        if block.owner is not owner:
            continue
        if block.unit_id is None:
            if owner not in reader.homes:
                yield block
        elif block.unit_id == unit_id and not reader.works_on(unit_id):
            yield block


def _across(
    reader: Reader, patient: Sharing, owner: RecordOwner, at: datetime, unit_id: int | None
) -> Decision:
    """LSVO 3 kap. A block is for its owner to lift; of it nothing is told but in an emergency (2:2)."""
    if any(block.span.counts(at) for block in _against(reader, patient, owner, unit_id)):
        return Decision(Ground.BLOCKED_ELSEWHERE)
    if _in_emergency(reader, patient, at):
        return Decision(Ground.EMERGENCY)
    answer = patient.answer(at)
    if answer is not None and not answer.is_given:
        return Decision(Ground.REFUSED, Hint.ELSEWHERE)
    if answer is not None and (answer.social or not _is_social(reader, owner)):
        informed = patient.informed is not None and patient.informed.counts(at)
        return Decision(Ground.CONSENT) if informed else Decision(Ground.NOT_INFORMED, Hint.ELSEWHERE)
    if any(span.counts(at) for span in patient.presumed):
        return Decision(Ground.PRESUMED)
    return Decision(Ground.NO_CONSENT, Hint.ELSEWHERE)


def _is_social(reader: Reader, owner: RecordOwner) -> bool:
    """Whether the social services are on either side."""
    return owner.legal_basis is LegalBasis.SOL or not reader.homes & HEALTH


def _in_emergency(reader: Reader, patient: Sharing, at: datetime) -> bool:
    """Danger to life or health opens for those who give health care only (LSVO 3:5, 3:6)."""
    return bool(reader.homes & HEALTH) and any(span.counts(at) for span in patient.emergencies)
