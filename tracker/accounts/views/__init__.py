"""Pages of accounts, a file for each thing that people come for; the letters that lead to them come along."""

from .. import letters, moved
from . import account, front, invitations, joining, people, sign_in, sign_up, workspaces
from .blueprint import pages

__all__ = [
    "account", "front", "invitations", "joining", "letters", "moved", "pages", "people", "sign_in", "sign_up",
    "workspaces",
]  # fmt: skip
