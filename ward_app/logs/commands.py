"""The use cases that write."""

from ward_app.logs.drawing import draw_random, draw_targeted
from ward_app.logs.extract import make_extract, record_extract
from ward_app.logs.judging import close_review, judge

__all__ = ["close_review", "draw_random", "draw_targeted", "judge", "make_extract", "record_extract"]
