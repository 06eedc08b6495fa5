"""The sheets that lie open over the page."""

from __future__ import annotations

from typing import Any

from ui.handover.page import HandoverPage


def sheets(page: HandoverPage, kind: type[Any]) -> list[Any]:
    return [one for one in page.findChildren(kind) if one.isVisible()]
