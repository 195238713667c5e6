"""Pages of engagements."""

from .. import listing

from .pages import pages  # isort: skip
from . import charter, criteria, feed, gates, plan, scope, starting, team

__all__ = ["charter", "criteria", "feed", "gates", "listing", "pages", "plan", "scope", "starting", "team"]
