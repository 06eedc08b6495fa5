from __future__ import annotations

from collections.abc import Iterator

import pytest

from ward_app import i18n


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The texts as they stand in the code."""
    i18n.use("en")
    yield
    i18n.use("en")
