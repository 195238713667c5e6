"""The rows of the work log."""

from .content import AuthorKind, ContentDecision, ContentItem, ContentState, ContentVersion
from .entry import Mode, WorkEntry
from .question import Answer, Why, WorkQuestion
from .time_plan import TimePlan
from .work_import import WorkImport

__all__ = [
    "Answer", "AuthorKind", "ContentDecision", "ContentItem", "ContentState", "ContentVersion", "Mode",
    "TimePlan", "Why", "WorkEntry", "WorkImport",
    "WorkQuestion",
]  # fmt: skip
