"""The baseline: how ready people are, who is willing, and what exists before the work begins."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

RATINGS = ("awareness", "desire", "knowledge", "ability", "reinforcement")


def upgrade() -> None:
    op.create_table(
        "readiness",
        sa.Column("person_id", Id(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in RATINGS),
        sa.Column("note", sa.Text(), nullable=False),
        *_asked(),
        *_keys(),
        *(sa.CheckConstraint(f"{name} BETWEEN 1 AND 5", name=f"readiness_{name}") for name in RATINGS),
    )
    op.create_table(
        "willingness",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        *_asked(),
        *_keys(),
    )
    op.create_table(
        "finding",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        *_keys(),
    )
    for table in ("readiness", "willingness", "finding"):
        op.create_index(f"ix_{table}_engagement", table, ["workspace_id", "engagement_id"])
        raise_walls(op, table, "client", append_only=table != "finding")
    for table in ("readiness", "willingness"):
        op.create_index(f"ix_{table}_person", table, ["workspace_id", "engagement_id", "person_id", "id"])


def _asked() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "person_id"], ["membership.workspace_id", "membership.id"]),
    )


def _keys() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
    )


def downgrade() -> None:
    for table in ("finding", "willingness", "readiness"):
        op.drop_table(table)
