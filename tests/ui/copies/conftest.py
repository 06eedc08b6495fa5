"""A secretary of the municipality in front of one filled record."""

from __future__ import annotations

from tests.ui.seating import Answers, FakeGuide, answers, drafts, guide, page, refusals, seat, store, swedish
from tests.ward_app.copies.conftest import Told, administrator, secretary, social, told

__all__ = [
    "Answers", "FakeGuide", "Told", "administrator", "answers", "drafts", "guide", "page", "refusals", "seat",
    "secretary", "social", "store", "swedish", "told",
]  # fmt: skip
