"""What leaves with a person; tools: recovery tried, contracts, roles; the earlier texts of runbooks."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# Whether rows of it are only ever added.
FENCED = {"departure": True, "recovery_test": True, "contract": False, "runbook_version": True}


def upgrade() -> None:
    _make(
        "departure",
        [
            sa.Column("person_id", Id(), nullable=False),
            sa.Column("person_name", sa.String(length=120), nullable=False),
            sa.Column("by_id", Id(), nullable=False),
            sa.Column("at", Moment(), nullable=False),
            sa.Column("spots", Json, nullable=False),
        ],
        person=("person_id", "by_id"),
    )
    _make(
        "recovery_test",
        [
            sa.Column("tool_id", Id(), nullable=False),
            sa.Column("tester_id", Id(), nullable=False),
            sa.Column("worked", sa.Boolean(), nullable=False),
            sa.Column("note", sa.Text(), nullable=False),
            sa.Column("on", sa.Date(), nullable=False),
            sa.Column("at", Moment(), nullable=False),
        ],
        person=("tester_id",),
        under=("tool", "tool_id"),
    )
    op.create_index("ix_recovery_test_tool", "recovery_test", ["workspace_id", "tool_id", "id"])
    _make(
        "contract",
        [
            sa.Column("tool_id", Id(), nullable=False),
            sa.Column("cost", sa.String(length=60), nullable=False),
            sa.Column("paid_by", sa.String(length=10), nullable=True),
            sa.Column("seats", sa.Integer(), nullable=True),
            sa.Column("holder_id", Id(), nullable=True),
            sa.Column("changed_at", Moment(), nullable=False),
            sa.UniqueConstraint("workspace_id", "tool_id", name="uq_contract_workspace_id_tool_id"),
            sa.CheckConstraint("seats > 0", name="ck_contract_seats"),
        ],
        person=("holder_id",),
        under=("tool", "tool_id"),
    )
    _make(
        "runbook_version",
        [
            sa.Column("runbook_id", Id(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("title", sa.String(length=160), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("author_id", Id(), nullable=False),
            sa.Column("written_at", Moment(), nullable=False),
            sa.UniqueConstraint(
                "workspace_id", "runbook_id", "version", name="uq_runbook_version_workspace_id_runbook_id_version"
            ),
        ],
        person=("author_id",),
        under=("runbook", "runbook_id"),
    )
    op.add_column("access_grant", sa.Column("role", sa.String(length=60), server_default="", nullable=False))
    for table, append_only in FENCED.items():
        raise_walls(op, table, "client", append_only=append_only)


def _make(name: str, parts: list, *, person: tuple[str, ...], under: tuple[str, str] | None = None) -> None:
    """A table of one engagement: its own parts, keys to people of the workspace, and to what it hangs under."""
    parents = [("engagement", "engagement_id"), *([under] if under else [])]
    op.create_table(
        name,
        *parts,
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", "client_id", key], [f"{table}.workspace_id", f"{table}.client_id", f"{table}.id"],
                name=f"fk_{name}_workspace_id_client_id_{key}",
            )
            for table, key in parents
        ),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", key], ["membership.workspace_id", "membership.id"],
                name=f"fk_{name}_workspace_id_{key}",
            )
            for key in person
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name=f"fk_{name}_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{name}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{name}_workspace_id_client_id_id"),
    )  # fmt: skip
    op.create_index(f"ix_{name}_engagement", name, ["workspace_id", "engagement_id"])


def downgrade() -> None:
    op.drop_column("access_grant", "role")
    for name in reversed(FENCED):
        op.drop_table(name)
