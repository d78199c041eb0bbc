"""The road over treden 3 to 6: milestones, deadlines and contacts, from the case file (§3, §4)."""

from ibt.traject.toets import check_verbeterplan, is_incomplete
from ibt.traject.traject import Vraag, follow_traject

__all__ = ["Vraag", "check_verbeterplan", "follow_traject", "is_incomplete"]
