"""Pages of engagements."""

from .pages import pages  # isort: skip
from . import charter, criteria, feed, gates, starting, team

__all__ = ["charter", "criteria", "feed", "gates", "pages", "starting", "team"]
