"""Who may do what: one table of permissions, one guard for every route."""

from .guard import may, may_propose, own_account, public, requires
from .permissions import Can

__all__ = ["Can", "may", "may_propose", "own_account", "public", "requires"]
