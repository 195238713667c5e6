"""Who is asked and told about an activity, what customers are promised, and how soon they are answered."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "involvement",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("say", sa.String(length=10), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_involvement_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_involvement_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_involvement_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_involvement_workspace_id_member_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_involvement"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_involvement_workspace_id_client_id_id"),
    )
    op.create_index("ix_involvement_engagement", "involvement", ["workspace_id", "engagement_id"], unique=False)
    op.create_index(
        "uq_involvement_open",
        "involvement",
        ["workspace_id", "activity_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "reply_week",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("median_minutes", sa.Integer(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("answered BETWEEN 1 AND 100000", name="ck_reply_week_answered"),
        sa.CheckConstraint("late BETWEEN 0 AND answered", name="ck_reply_week_late"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_reply_week_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_reply_week_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_reply_week_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_reply_week_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_reply_week"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_reply_week_workspace_id_client_id_id"),
    )
    op.create_index("ix_reply_week_activity", "reply_week", ["workspace_id", "activity_id", "week"], unique=False)
    op.create_index("ix_reply_week_engagement", "reply_week", ["workspace_id", "engagement_id"], unique=False)
    op.add_column("activity", sa.Column("sla_hours", sa.Integer(), nullable=True))
    # ### end Alembic commands ###
    raise_walls(op, "involvement", "client")
    raise_walls(op, "reply_week", "client", append_only=True)


def downgrade() -> None:
    op.drop_column("activity", "sla_hours")
    op.drop_index("ix_reply_week_engagement", table_name="reply_week")
    op.drop_index("ix_reply_week_activity", table_name="reply_week")
    op.drop_table("reply_week")
    op.drop_index(
        "uq_involvement_open",
        table_name="involvement",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_involvement_engagement", table_name="involvement")
    op.drop_table("involvement")
    # ### end Alembic commands ###
