"""The rows of the work log."""

from .content import AuthorKind, ContentDecision, ContentItem, ContentState, ContentVersion
from .entry import Mode, WorkEntry
from .question import Answer, Why, WorkQuestion

__all__ = [
    "Answer", "AuthorKind", "ContentDecision", "ContentItem", "ContentState", "ContentVersion", "Mode", "Why",
    "WorkEntry", "WorkQuestion",
]  # fmt: skip
