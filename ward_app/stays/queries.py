"""Everything that can be asked about stays."""

from ward_app.stays.arrivals import ArrivalRow, DischargedRow, discharged_since, planned_arrivals
from ward_app.stays.board import board
from ward_app.stays.board_rows import AlertTag, Board, BoardCard, BoardPlace, PlaceState
from ward_app.stays.known import KnownRow, as_known
from ward_app.stays.presence import Tellable, may_tell
from ward_app.stays.summary import (
    CareFactRow,
    LeaveRow,
    PurposeRow,
    StayEventRow,
    StaySummary,
    stay_events,
    stay_summary,
)  # fmt: skip

__all__ = [
    "AlertTag", "ArrivalRow", "Board", "BoardCard", "BoardPlace", "CareFactRow", "DischargedRow", "KnownRow",
    "LeaveRow", "PlaceState", "PurposeRow", "StayEventRow", "StaySummary", "Tellable", "as_known", "board",
    "discharged_since", "may_tell", "planned_arrivals", "stay_events", "stay_summary",
]  # fmt: skip
