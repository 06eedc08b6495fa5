"""How columns share the width of a table, so that none of them ends up beyond its edge."""

from __future__ import annotations

from collections.abc import Sequence


def share_widths(room: int, needed: Sequence[int], weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """A width for each column that together fill `room`.

    Columns get what they need; what is over goes to those with weight. Where there is too little, first
    those that may be cut give way down to `least`, then all give in proportion.
    """
    if not needed or room <= 0:
        return list(needed)
    widths = list(needed)
    over = room - sum(widths)
    if over >= 0:
        shares = weights if any(weights) else [0] * (len(weights) - 1) + [1]
        return _spread(widths, over, shares)
    slack = [have - low for have, low in zip(widths, least, strict=True)]
    if sum(slack) >= -over:
        return _spread(widths, over, slack)
    return _spread([0] * len(least), room, list(least))


def _spread(widths: Sequence[int], amount: int, shares: Sequence[int]) -> list[int]:
    """Add `amount` (or take it, when negative) by shares, to the last pixel."""
    result, left, parts = list(widths), amount, sum(shares)
    for place, share in enumerate(shares):
        if not parts:
            break
        piece = round(left * share / parts)
        result[place] += piece
        left -= piece
        parts -= share
    return result
