"""Risks: what could hurt, and who at the client owns it."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "risk",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("owner_id", Id(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("raised_by_id", Id(), nullable=False),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snoozed_because", sa.String(length=500), nullable=False),
        sa.Column("resolved_at", Moment(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("impact BETWEEN 1 AND 4", name="ck_risk_impact"),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 4", name="ck_risk_likelihood"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_risk_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_risk_workspace_id_client_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_risk_workspace_id_owner_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "raised_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_risk_workspace_id_raised_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_risk"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_risk_workspace_id_client_id_id"),
    )
    op.create_index("ix_risk_engagement", "risk", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_risk_open", "risk", ["workspace_id", "engagement_id", "resolved_at", "id"], unique=False)
    raise_walls(op, "risk", "client")


def downgrade() -> None:
    op.drop_table("risk")
