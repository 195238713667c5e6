"""Two walls around every record: the workspace that owns it and, inside, the client it belongs to."""

from .models import AppendOnly, ClientModel, Workspace, WorkspaceModel, belongs, joined
from .saying import said_here, said_of_a_coach
from .scope import scoped, scoped_or_404, unscoped

__all__ = [
    "AppendOnly", "ClientModel", "Workspace", "WorkspaceModel", "belongs", "joined", "said_here", "said_of_a_coach",
    "scoped", "scoped_or_404", "unscoped",
]  # fmt: skip
