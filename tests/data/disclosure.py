"""Who reads what of three owners: the whole decision as a table, with the paragraph beside each row.

Three small tables say what the law sees in a reader: the records they work in (RECORDS), how they stand to an
owner (`stand`), whether they take part in the care (`part`). ROWS decides on that. Every combination of role,
relation, owner, answer, block, model, emergency and aim meets exactly one row; `example` gives a combination
for each row, to drive screens with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cache
from itertools import product

from ward_app.access.disclosure import (
    Aim,
    Answer,
    BlockFact,
    CollaborationModel,
    Ground,
    Hint,
    Reader,
    Relation,
    Sharing,
    Span,
)
from ward_app.access.policy import NOBODY, SYSTEM, Actor, Held, Role
from ward_app.owners import HEALTH, LegalBasis, Principal, RecordOwner

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
BEFORE, EARLIER = NOW - timedelta(days=2), NOW - timedelta(days=1)
HOLDS, ENDED = Span(BEFORE), Span(BEFORE, EARLIER)
HERE, THERE = 1, 2
"""The reader works on the one unit and not on the other."""
REGION, KOMMUN, SOCIAL = RecordOwner


class Who(Enum):
    """A role as the law tells it from others."""

    NURSE = auto()
    ASSISTANT_NURSE = auto()
    CARE_WORKER = auto()
    """An assistant nurse who also carries out care under the Social Services Act."""
    DOCTOR = auto()
    DOCTOR_WHO_REVIEWS = auto()
    """Of the region; reviews logs for the kommun beside it."""
    SECRETARY = auto()
    NEEDS_ASSESSOR = auto()
    UNIT_MANAGER = auto()
    LOG_REVIEWER = auto()
    SYSTEM_ADMINISTRATOR = auto()
    PROGRAM = auto()
    NOBODY = auto()


class Said(Enum):
    """What the patient has said about sharing."""

    NOT_ASKED = auto()
    YES = auto()
    """To the health records."""
    YES_TO_ALL = auto()
    YES_UNTOLD = auto()
    """To all, but nobody told what it means."""
    NO = auto()
    WITHDRAWN = auto()
    """A yes to all that has ended: taken back, or the stay is over."""
    UNABLE = auto()
    """Cannot answer, and would not object."""
    YES_THEN_UNABLE = auto()
    NO_THEN_UNABLE = auto()


class Blocked(Enum):
    """What stands in front of the row that is read."""

    NOTHING = auto()
    ENDED = auto()
    OTHER_OWNER = auto()
    OTHER_UNIT = auto()
    """Another unit than where the row was written."""
    OWN_UNIT = auto()
    """The unit where the reader works: it blocks the others."""
    UNIT = auto()
    UNIT_LIFTED = auto()
    """By this reader, for now."""
    RECORD = auto()
    RECORD_LIFTED = auto()


class Stand(Enum):
    OWN = auto()
    SAME_PROVIDER = auto()
    ACROSS = auto()
    ACROSS_SOCIAL = auto()
    """With the social services on either side."""


class Part(Enum):
    NONE = auto()
    NEWCOMER = auto()
    TAKES = auto()


@dataclass(frozen=True)
class Case:
    """One combination."""

    who: Who
    relation: Relation | None
    owner: RecordOwner
    said: Said
    blocked: Blocked
    model: CollaborationModel
    in_danger: bool
    """This reader has opened the record in an emergency."""
    aim: Aim


def held(role: Role, principal: Principal, *, social: bool = False) -> Held:
    return Held(1, role, HERE, principal, BEFORE, None, social)


PEOPLE: dict[Who, tuple[Held, ...]] = {
    Who.NURSE: (held(Role.NURSE, Principal.KOMMUN),),
    Who.ASSISTANT_NURSE: (held(Role.ASSISTANT_NURSE, Principal.KOMMUN),),
    Who.CARE_WORKER: (held(Role.ASSISTANT_NURSE, Principal.KOMMUN, social=True),),
    Who.DOCTOR: (held(Role.DOCTOR, Principal.REGION),),
    Who.DOCTOR_WHO_REVIEWS: (
        held(Role.DOCTOR, Principal.REGION),
        held(Role.LOG_REVIEWER, Principal.KOMMUN),
    ),
    Who.SECRETARY: (held(Role.SECRETARY, Principal.KOMMUN),),
    Who.NEEDS_ASSESSOR: (held(Role.NEEDS_ASSESSOR, Principal.KOMMUN),),
    Who.UNIT_MANAGER: (held(Role.UNIT_MANAGER, Principal.KOMMUN),),
    Who.LOG_REVIEWER: (held(Role.LOG_REVIEWER, Principal.KOMMUN),),
    Who.SYSTEM_ADMINISTRATOR: (held(Role.SYSTEM_ADMINISTRATOR, Principal.KOMMUN),),
}

RECORDS: dict[Who, frozenset[RecordOwner]] = {
    Who.NURSE: frozenset({KOMMUN}),
    Who.ASSISTANT_NURSE: frozenset({KOMMUN}),
    Who.CARE_WORKER: frozenset({KOMMUN, SOCIAL}),
    Who.DOCTOR: frozenset({REGION}),
    Who.DOCTOR_WHO_REVIEWS: frozenset({REGION}),
    Who.SECRETARY: frozenset({KOMMUN}),
    Who.NEEDS_ASSESSOR: frozenset({SOCIAL}),
}
"""The records whose content each works in (PDL 2:6, 4:2; OSL 8:2). Who is not here reads none."""


@cache
def reader_of(who: Who, aim: Aim) -> Reader:
    """As the policy of the program makes it of the assignments."""
    if who in PEOPLE:
        return Actor(7, "anna", "A. Berg", PEOPLE[who]).reader(NOW, aim)
    return (SYSTEM if who is Who.PROGRAM else NOBODY).reader(NOW, aim)


def stand(case: Case) -> Stand | None:
    """How the reader's records stand to the owner's; None is no right to any (PDL 4:2, SoL 14:7)."""
    mine = RECORDS.get(case.who)
    if mine is None:
        return None
    if case.owner in mine:
        return Stand.OWN  # PDL 4:1
    is_one_provider = case.model is not CollaborationModel.TWO_CAREGIVERS  # HSL 15:1, KL 9:37, lag 2003:192
    if is_one_provider and case.owner in HEALTH and mine & HEALTH:
        return Stand.SAME_PROVIDER
    if case.owner.legal_basis is LegalBasis.SOL or not mine & HEALTH:
        return Stand.ACROSS_SOCIAL  # OSL 8:2, LSVO 3:2
    return Stand.ACROSS  # LSVO 3:1


def part(case: Case) -> Part:
    """Whether the reader takes part in the care (PDL 4:1). Whoever gives health care in an emergency does."""
    if case.in_danger and RECORDS.get(case.who, frozenset()) & HEALTH:
        return Part.TAKES
    if case.relation is Relation.NEWCOMER:
        return Part.NEWCOMER
    return Part.NONE if case.relation is None else Part.TAKES


def is_emergency(case: Case) -> bool:
    """Danger to life opens across owners for who gives health care, and for nobody else (LSVO 3:5, 3:6)."""
    return case.in_danger and bool(RECORDS.get(case.who, frozenset()) & HEALTH)


@dataclass(frozen=True)
class Row:
    """One line of the law. A set that is empty stands for anything."""

    paragraph: str
    ground: Ground
    hint: Hint = Hint.NOTHING
    stand: frozenset[Stand | None] = frozenset()
    aim: frozenset[Aim] = frozenset()
    part: frozenset[Part] = frozenset()
    blocked: frozenset[Blocked] = frozenset()
    emergency: frozenset[bool] = frozenset()
    said: frozenset[Said] = frozenset()

    def meets(self, key: Key) -> bool:
        return all(not (wanted := getattr(self, name)) or value in wanted for name, value in key.items())


Key = dict[str, object]


def key_of(case: Case) -> tuple[Stand | None, Aim, Part, Blocked, bool, Said]:
    return stand(case), case.aim, part(case), case.blocked, is_emergency(case), case.said


KEY = ("stand", "aim", "part", "blocked", "emergency", "said")


@cache
def rows_for(*key: object) -> tuple[Row, ...]:
    named = dict(zip(KEY, key, strict=True))
    return tuple(row for row in ROWS if row.meets(named))


def row_of(case: Case) -> Row:
    (row,) = rows_for(*key_of(case))
    return row


ANY_STAND = frozenset[Stand | None](Stand)
OWN, SAME, ACROSS, ACROSS_SOCIAL = (frozenset[Stand | None]({one}) for one in Stand)
OTHERS = ACROSS | ACROSS_SOCIAL
CARE, COPY, FOLLOW_UP = (frozenset({one}) for one in Aim)
NONE, NEWCOMER, TAKES = (frozenset({one}) for one in Part)
IN_CARE = NEWCOMER | TAKES
EMERGENCY, ORDINARY = frozenset({True}), frozenset({False})

UNIT, UNIT_LIFTED = frozenset({Blocked.UNIT}), frozenset({Blocked.UNIT_LIFTED})
RECORD, RECORD_LIFTED = frozenset({Blocked.RECORD}), frozenset({Blocked.RECORD_LIFTED})
CLEAR = frozenset(Blocked) - UNIT - UNIT_LIFTED - RECORD - RECORD_LIFTED
"""No block that could concern this reader and this row."""


def _said(paragraph: str, ground: Ground, who: frozenset[Stand | None], *said: Said) -> Row:
    """Another provider's record, read for care by who takes part, nothing blocked, no danger."""
    hint = Hint.NOTHING if ground.opens else Hint.ELSEWHERE
    return Row(paragraph, ground, hint, who, CARE, TAKES, CLEAR, ORDINARY, frozenset(said))


ROWS: tuple[Row, ...] = (
    # rights and aims
    Row("PDL 4:2, SoL 14:7", Ground.NO_RIGHT, stand=frozenset({None})),
    Row("LSVO 3:7", Ground.OTHER_AIM, stand=SAME | OTHERS, aim=COPY | FOLLOW_UP),
    Row("PDL 3:11, 8:2", Ground.OWN_RECORD, stand=OWN, aim=COPY),
    Row("PDL 2:4 p. 4", Ground.OWN_RECORD, stand=OWN, aim=FOLLOW_UP, blocked=CLEAR | RECORD | RECORD_LIFTED),
    Row("PDL 4:4", Ground.BLOCKED, Hint.BLOCKED, OWN, FOLLOW_UP, blocked=UNIT | UNIT_LIFTED),
    # the care relation
    Row("PDL 4:1, LSVO 3:1", Ground.NO_RELATION, stand=ANY_STAND, aim=CARE, part=NONE),
    Row("LSVO 3:1, 3:2", Ground.NO_RELATION, stand=OTHERS, aim=CARE, part=NEWCOMER),
    # one's own record
    Row("PDL 4:1", Ground.OWN_RECORD, Hint.NOTHING, OWN, CARE, IN_CARE, CLEAR | RECORD | RECORD_LIFTED),
    Row("PDL 4:4", Ground.BLOCKED, Hint.BLOCKED, OWN, CARE, IN_CARE, UNIT),
    Row("PDL 4:5", Ground.LIFTED_BLOCK, Hint.NOTHING, OWN, CARE, IN_CARE, UNIT_LIFTED),
    # one provider by commission or joint board
    Row("PDL 4:1, HSL 15:1, KL 9:37", Ground.SAME_PROVIDER, Hint.NOTHING, SAME, CARE, IN_CARE, CLEAR),
    Row("PDL 4:4", Ground.BLOCKED, Hint.BLOCKED, SAME, CARE, IN_CARE, UNIT | RECORD),
    Row("PDL 4:5", Ground.LIFTED_BLOCK, Hint.NOTHING, SAME, CARE, IN_CARE, UNIT_LIFTED | RECORD_LIFTED),
    # another provider: a block first, then danger, then what the patient said
    Row("LSVO 2:3, 3:7", Ground.BLOCKED_ELSEWHERE, Hint.NOTHING, OTHERS, CARE, TAKES,
        UNIT | UNIT_LIFTED | RECORD | RECORD_LIFTED),
    Row("LSVO 3:6", Ground.EMERGENCY, Hint.NOTHING, OTHERS, CARE, TAKES, CLEAR, EMERGENCY),
    _said("LSVO 3:1, 2:4", Ground.REFUSED, OTHERS, Said.NO, Said.NO_THEN_UNABLE),
    _said("LSVO 3:1, 2:4", Ground.NO_CONSENT, OTHERS, Said.NOT_ASKED, Said.WITHDRAWN),
    _said("LSVO 2:2, 2:4", Ground.NOT_INFORMED, OTHERS, Said.YES_UNTOLD),
    _said("LSVO 3:1, 3:2", Ground.CONSENT, OTHERS, Said.YES_TO_ALL),
    _said("LSVO 3:1", Ground.CONSENT, ACROSS, Said.YES, Said.YES_THEN_UNABLE),
    _said("LSVO 3:2, OSL 8:2", Ground.NO_CONSENT, ACROSS_SOCIAL, Said.YES),
    _said("LSVO 2:6, 3:3, 3:4", Ground.PRESUMED, OTHERS, Said.UNABLE),
    _said("LSVO 3:4", Ground.PRESUMED, ACROSS_SOCIAL, Said.YES_THEN_UNABLE),
)  # fmt: skip


def cases() -> Iterator[Case]:
    """Every combination there is."""
    kinds = (Who, (None, *Relation), RecordOwner, Said, Blocked, CollaborationModel, (False, True), Aim)
    return (Case(*one) for one in product(*kinds))


@cache
def examples() -> dict[Row, Case]:
    """A combination for each row, the most ordinary first: a nurse of the team, two care providers."""
    found: dict[Row, Case] = {}
    for case in cases():
        for row in rows_for(*key_of(case)):
            if row not in found or _oddness(case) < _oddness(found[row]):
                found[row] = case
    return found


def _oddness(case: Case) -> int:
    ordinary = Case(
        Who.NURSE, Relation.TEAM, REGION, Said.YES_TO_ALL, Blocked.NOTHING,
        CollaborationModel.TWO_CAREGIVERS, False, Aim.CARE,
    )  # fmt: skip
    return sum(getattr(case, one.name) != getattr(ordinary, one.name) for one in fields(Case))


@cache
def sharing_of(case: Case) -> Sharing:
    """The facts of the combination, as they would be read from the store."""
    return Sharing(
        model=case.model,
        relations=((case.relation, HOLDS),) if case.relation else (),
        informed=None if case.said is Said.YES_UNTOLD else HOLDS,
        answers=_answers(case.said),
        presumed=(Span(EARLIER),) if case.said.name.endswith("UNABLE") else (),
        emergencies=(HOLDS,) if case.in_danger else (),
        blocks=_blocks(case.blocked, case.owner),
    )


def _answers(said: Said) -> tuple[Answer, ...]:
    if said in (Said.NOT_ASKED, Said.UNABLE):
        return ()
    span = ENDED if said is Said.WITHDRAWN else HOLDS
    is_given = said not in (Said.NO, Said.NO_THEN_UNABLE)
    return (Answer(span, is_given, is_given and said not in (Said.YES, Said.YES_THEN_UNABLE)),)


def _blocks(blocked: Blocked, owner: RecordOwner) -> tuple[BlockFact, ...]:
    lifted = (HOLDS,)
    facts: dict[Blocked, BlockFact] = {
        Blocked.ENDED: BlockFact(ENDED, owner),
        Blocked.OTHER_OWNER: BlockFact(HOLDS, next(one for one in RecordOwner if one is not owner)),
        Blocked.OTHER_UNIT: BlockFact(HOLDS, owner, THERE),
        Blocked.OWN_UNIT: BlockFact(HOLDS, owner, HERE),
        Blocked.UNIT: BlockFact(HOLDS, owner, THERE),
        Blocked.UNIT_LIFTED: BlockFact(HOLDS, owner, THERE, lifted),
        Blocked.RECORD: BlockFact(HOLDS, owner),
        Blocked.RECORD_LIFTED: BlockFact(HOLDS, owner, None, lifted),
    }
    return (facts[blocked],) if blocked in facts else ()


def written_on(case: Case) -> int:
    """The unit that wrote the row that is read."""
    return THERE if case.blocked in (Blocked.UNIT, Blocked.UNIT_LIFTED) else HERE
