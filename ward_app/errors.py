"""What a user may read when something cannot be done. Anything else that is raised is a bug."""

from __future__ import annotations


class WardError(Exception):
    """A refusal, worded for the user: what, why and what to do. Holds no personal number."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(WardError):
    """A rule of the ward says no."""


class Invalid(WardError):
    """One value cannot be accepted; `field` names the parameter it came in by."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Unlikely(Invalid):
    """The value may be right but needs one confirmation or a reason before it is stored."""


class NotAllowed(WardError):
    """The user may not do this. The door logs the attempt, with whom it was about where that is known."""

    patient_id: int | None = None


class NoRelation(NotAllowed):
    """The user takes no part in this patient's care, as far as is known. A reason opens it (PDL 4:1)."""

    patient_id: int

    def __init__(self, patient_id: int, sentence: str) -> None:
        super().__init__(sentence)
        self.patient_id = patient_id


class Unreadable(NotAllowed):
    """It belongs to a record that the user may not read, so neither may it be changed (PDL 4:2, LSVO 3:1)."""

    def __init__(self, patient_id: int, sentence: str) -> None:
        super().__init__(sentence)
        self.patient_id = patient_id


class Conflict(WardError):
    """Someone else was faster: the thing has changed since the user looked at it."""


class StoreDown(WardError):
    """The store does not answer. Nothing was written; trying again may help."""


class StoreUnusable(WardError):
    """The store cannot be opened at all: not ours, newer than the program, damaged, or in an unsafe place."""


class SignedOut(NotAllowed):
    """This session was ended from elsewhere: nothing more is done in it until someone signs in again."""


class SecondFactorNeeded(WardError):
    """The password was right; now the code from the phone, or the card's PIN."""

    def __init__(self, sentence: str, *, by_card: bool = False) -> None:
        super().__init__(sentence)
        self.by_card = by_card


class SignInFailed(WardError):
    """Wrong name or password, or too early after a wrong one; `wait_seconds` until the next try counts."""

    def __init__(self, sentence: str, wait_seconds: int = 0) -> None:
        super().__init__(sentence)
        self.wait_seconds = wait_seconds
