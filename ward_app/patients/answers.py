"""The answer on hypersensitivity as one reader may know it."""

from __future__ import annotations

from collections.abc import Callable

from ward_app.owners import RecordOwner
from ward_app.patients.model import HypersensitivityAnswer


def told(
    answer: HypersensitivityAnswer, owner: RecordOwner | None, *, has_warning: bool,
    reads: Callable[[RecordOwner], bool],
) -> HypersensitivityAnswer:  # fmt: skip
    """What only another record knows has, for this reader, not been asked yet: so it will be asked.

    `has_warning`: the reader sees a warning of hypersensitivity. `reads` tells whose record they may read.
    """
    is_known = answer is HypersensitivityAnswer.KNOWN
    is_told = has_warning if is_known else owner is None or reads(owner)
    return answer if is_told else HypersensitivityAnswer.NOT_ASKED
