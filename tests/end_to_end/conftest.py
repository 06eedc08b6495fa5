"""One display for all of these tests, and a house for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end import house as houses
from tests.end_to_end.display import Display, display
from tests.end_to_end.house import House


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with display(tmp_path_factory.mktemp("display") / "screen") as shown:
        yield shown


@pytest.fixture
def house(tmp_path: Path) -> House:
    return houses.build(tmp_path / "house")
