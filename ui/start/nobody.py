"""The door before anyone has come to it: it lets nothing through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from ui.desk import Changes
from ward_app.errors import NotAllowed
from ward_app.i18n import _
from ward_app.ops import Command, Query

P = ParamSpec("P")
R = TypeVar("R")


class NoDoor:
    """What the desk of the way in stands at: only `run` and `later` are of use there."""

    on_change: Callable[[Changes], None] = staticmethod(lambda _changes: None)

    def do(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        raise NotAllowed(_("Sign in first."))

    def ask(self, op: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        raise NotAllowed(_("Sign in first."))

    def allows(self, op: Command[..., Any] | Query[..., Any]) -> bool:
        return False
