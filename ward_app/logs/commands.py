"""The use cases that write."""

from ward_app.logs.drawing import draw_random, draw_targeted
from ward_app.logs.judging import close_review, judge

__all__ = ["close_review", "draw_random", "draw_targeted", "judge"]
