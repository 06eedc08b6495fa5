from tests.ui.seating import answers, drafts, guide, page, refusals, seat, store

__all__ = ["answers", "drafts", "guide", "page", "refusals", "seat", "store"]
