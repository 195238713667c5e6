"""What people must be able to do, how they learn it, and how it was shown."""

from .assignment import LEADERS, TO_ROLES, AssignmentRule
from .certificate import Certificate, ModuleRating
from .checklist import ChecklistItem, Module
from .competency import TOP_LEVEL, Assessment, Competency
from .progress import OPEN, ItemProgress, ProgressState
from .quiz import QuizAttempt

__all__ = [
    "LEADERS", "OPEN", "TOP_LEVEL", "TO_ROLES", "Assessment", "AssignmentRule", "Certificate", "ChecklistItem",
    "Competency", "ItemProgress", "Module", "ModuleRating", "ProgressState", "QuizAttempt",
]  # fmt: skip
