"""What people must be able to do, how they learn it, and how it was shown."""

from .checklist import ChecklistItem, ItemProgress, Module, ProgressState
from .competency import Assessment, Competency

__all__ = ["Assessment", "ChecklistItem", "Competency", "ItemProgress", "Module", "ProgressState"]
