"""Who people are: users, their places in workspaces, invitations, sessions and one-time links."""

from tracker.access.roles import CLIENT_ROLES, PRACTICE_ROLES, Role

from .address_change import AddressChange
from .invitation import Invitation, InvitationState
from .membership import Membership
from .session import LoginSession, SignInAttempt, SignInLink
from .sign_up import SignUp
from .user import User

__all__ = [
    "CLIENT_ROLES", "PRACTICE_ROLES", "AddressChange", "Invitation", "InvitationState", "LoginSession", "Membership",
    "Role", "SignInAttempt", "SignInLink", "SignUp", "User",
]  # fmt: skip
