"""Long work is a row of its own, with a ticket that any worker may find."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import open_to_both, raise_walls

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("asked_by_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("home", Json, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("result", Json, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("started_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_job_workspace_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "asked_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_job_workspace_id_asked_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_job_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_job"),
    )
    op.create_index("ix_job_asker", "job", ["workspace_id", "asked_by_id", "id"])
    op.create_index("ix_job_wall", "job", ["workspace_id", "client_id"])
    op.create_table(
        "job_ticket",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.Column("claim", Id(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job_ticket"),
    )
    op.create_index("ix_job_ticket_due", "job_ticket", ["next_try_at"])
    op.create_index("ix_job_ticket_workspace", "job_ticket", ["workspace_id"])
    raise_walls(op, "job", "client")
    open_to_both(op, "job_ticket")


def downgrade() -> None:
    op.drop_table("job_ticket")
    op.drop_table("job")
