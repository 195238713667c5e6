"""A client takes over its workspace: whose a workspace is, and what is on its way."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import open_to_both, raise_walls

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

OPEN = "ended_at IS NULL"


def upgrade() -> None:
    op.add_column("workspace", _mark("owned_by_client"))
    op.add_column("workspace", _mark("in_making"))
    op.add_column("workspace", sa.Column("came_from_id", Id()))
    op.create_index("ix_workspace_came_from_id", "workspace", ["came_from_id"])
    op.add_column("membership", _mark("own"))
    op.add_column("membership", _mark("moving"))
    op.add_column("client", sa.Column("sealed_at", Moment()))
    op.create_table(
        "graduation",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("asked_by_id", Id(), nullable=True),
        sa.Column("asked_by_name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("client_name", sa.String(length=120), nullable=False),
        sa.Column("practice_name", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("grant", sa.String(length=8), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("target_id", Id(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("summary", Json, nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.Column("sealed_at", Moment(), nullable=True),
        sa.Column("switched_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id", "asked_by_id"], ["membership.workspace_id", "membership.id"],
                                name="fk_graduation_workspace_id_asked_by_id"),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
                                name="fk_graduation_workspace_id_client_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_graduation_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_graduation"),
    )  # fmt: skip
    op.create_index("ix_graduation_wall", "graduation", ["workspace_id", "client_id"])
    op.create_index("uq_graduation_open", "graduation", ["workspace_id", "client_id"], unique=True,
                    sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN))  # fmt: skip
    op.create_table(
        "graduation_ticket",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.Column("claim", Id(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_graduation_ticket"),
    )
    raise_walls(op, "graduation", "client")
    open_to_both(op, "graduation_ticket")


def _mark(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    op.drop_table("graduation_ticket")
    op.drop_table("graduation")
    for table, column in (("client", "sealed_at"), ("membership", "moving"), ("membership", "own")):
        op.drop_column(table, column)
    op.drop_index("ix_workspace_came_from_id", "workspace")
    for column in ("came_from_id", "in_making", "owned_by_client"):
        op.drop_column("workspace", column)
