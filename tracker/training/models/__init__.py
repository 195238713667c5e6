"""What people must be able to do, how they learn it, and how it was shown."""

from .checklist import ChecklistItem, Module
from .competency import Assessment, Competency
from .progress import OPEN, ItemProgress, ProgressState

__all__ = ["OPEN", "Assessment", "ChecklistItem", "Competency", "ItemProgress", "Module", "ProgressState"]
