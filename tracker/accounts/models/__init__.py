"""Who people are: users, their places in workspaces, invitations, sessions and one-time links."""

from .invitation import Invitation
from .membership import CLIENT_ROLES, PRACTICE_ROLES, Membership, Role
from .session import LoginSession, SignInAttempt, SignInLink
from .user import User

__all__ = [
    "CLIENT_ROLES", "PRACTICE_ROLES", "Invitation", "LoginSession", "Membership", "Role", "SignInAttempt",
    "SignInLink", "User",
]  # fmt: skip
