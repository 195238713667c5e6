"""Role: the part somebody plays in a workspace, on the practice's side or on one client's."""

from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Role(StrEnum):
    OPERATOR = "operator"
    LEAD = "lead"
    CONSULTANT = "consultant"
    OWNER = "owner"
    CHAMPION = "champion"
    STAFF = "staff"
    PROVIDER = "provider"

    @property
    def label(self) -> str:
        return "Lead consultant" if self is Role.LEAD else self.value.capitalize()


def label_of(role: Role, *, own: bool = False) -> str:
    """What people call the role; whoever advises in a client's own workspace is its coach."""
    return "Coach" if own and role is Role.CONSULTANT else role.label


PRACTICE_ROLES = (Role.LEAD, Role.CONSULTANT)
CLIENT_ROLES = (Role.OWNER, Role.CHAMPION, Role.STAFF, Role.PROVIDER)


class Member(Protocol):
    """What policies see of a person: her place in one workspace. `client_id` is empty on the practice's side, `own`
    says that the workspace is its client's, `moving` that it is being taken over just now."""

    id: UUID
    role: Role
    client_id: UUID | None
    own: bool
    moving: bool
