"""Pages of engagements."""

from .. import listing

from .pages import pages  # isort: skip
from . import charter, criteria, feed, gates, plan, starting, team

__all__ = ["charter", "criteria", "feed", "gates", "listing", "pages", "plan", "starting", "team"]
