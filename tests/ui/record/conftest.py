from tests.ui.seating import answers, drafts, guide, page, refusals, seat, store, swedish

__all__ = ["answers", "drafts", "guide", "page", "refusals", "seat", "store", "swedish"]
