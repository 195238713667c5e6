"""The rows of discussion: comments with their mendings, and what stands in somebody's inbox."""

from .comment import MENDABLE, Comment, Mending, Visibility, newest_text
from .inbox_row import InboxRow, Kind

__all__ = ["MENDABLE", "Comment", "InboxRow", "Kind", "Mending", "Visibility", "newest_text"]
