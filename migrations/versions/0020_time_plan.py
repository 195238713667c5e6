"""Hours that are kept free for somebody, and what is left undone instead."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_plan",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("displaces", sa.String(length=500), nullable=False),
        sa.Column("first_week", sa.Date(), nullable=False),
        sa.Column("last_week", sa.Date(), nullable=True),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("person_agreed_at", Moment(), nullable=True),
        sa.Column("owner_id", Id(), nullable=True),
        sa.Column("owner_agreed_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("hours BETWEEN 1 AND 40", name="ck_time_plan_hours"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_time_plan_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_time_plan_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_time_plan_workspace_id_owner_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_time_plan_workspace_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "proposed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_time_plan_workspace_id_proposed_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_time_plan"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_time_plan_workspace_id_client_id_id"),
    )
    op.create_index("ix_time_plan_engagement", "time_plan", ["workspace_id", "engagement_id"])
    op.create_index("ix_time_plan_person", "time_plan", ["workspace_id", "person_id"])
    raise_walls(op, "time_plan", "client")


def downgrade() -> None:
    op.drop_table("time_plan")
