"""Two walls around every record: the workspace that owns it and, inside, the client it belongs to."""

from .models import AppendOnly, ClientModel, Workspace, WorkspaceModel, belongs, joined
from .scope import scoped, scoped_or_404, unscoped

__all__ = [
    "AppendOnly", "ClientModel", "Workspace", "WorkspaceModel", "belongs", "joined", "scoped", "scoped_or_404",
    "unscoped",
]  # fmt: skip
