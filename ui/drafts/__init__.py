"""What people are typing, kept on this workstation a second behind the keys."""

from ui.drafts.drafts import Drafts
from ui.drafts.keeper import Keeper
from ui.drafts.line import DraftLine

__all__ = ["DraftLine", "Drafts", "Keeper"]
