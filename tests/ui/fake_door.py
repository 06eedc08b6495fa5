"""A door without a ward: runs what it is given, and can be made to hang until a test lets it go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from ui.desk import Changes
from ward_app.ops import Command, Query, Work

P = ParamSpec("P")
R = TypeVar("R")


class FakeDoor:
    """Every call runs with no work at all; `hung` cleared makes all calls wait."""

    def __init__(self) -> None:
        self.on_change: Callable[[Changes], None] = lambda _changes: None
        self.going = threading.Event()
        self.going.set()
        self.asked: list[str] = []

    def do(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._run(op, *args, **kwargs)

    def ask(self, op: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self._run(op, *args, **kwargs)

    def allows(self, op: Command[..., Any] | Query[..., Any]) -> bool:
        return op.needs is None

    def _run(self, op: Command[P, R] | Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        self.asked.append(op.name)
        self.going.wait()
        return op(cast(Work, None), *args, **kwargs)
