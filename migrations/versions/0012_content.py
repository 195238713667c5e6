"""What is said to customers, with its versions and approvals."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_item",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("reply", sa.Boolean(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("in_name_of_id", Id(), nullable=True),
        sa.Column("disclosure", sa.String(length=300), nullable=False),
        sa.Column("author_kind", sa.String(length=8), nullable=False),
        sa.Column("author_id", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_content_item_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_content_item_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_content_item_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_content_item_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "in_name_of_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_content_item_workspace_id_in_name_of_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_content_item"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_content_item_workspace_id_client_id_id"),
    )
    op.create_index("ix_content_item_engagement", "content_item", ["workspace_id", "engagement_id"])
    op.create_index("ix_content_item_newest", "content_item", ["workspace_id", "engagement_id", "id"])
    op.create_index("ix_content_item_planned", "content_item", ["workspace_id", "engagement_id", "planned_on"])
    op.create_index("ix_content_item_published", "content_item", ["workspace_id", "engagement_id", "published_on"])
    op.create_table(
        "content_version",
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("author_kind", sa.String(length=8), nullable=False),
        sa.Column("author_id", Id(), nullable=True),
        sa.Column("written_by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_content_version_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_content_version_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_content_version_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "item_id"],
            ["content_item.workspace_id", "content_item.client_id", "content_item.id"],
            name="fk_content_version_workspace_id_client_id_item_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "written_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_content_version_workspace_id_written_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_content_version"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_content_version_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "item_id", "number", name="uq_content_version_workspace_id_item_id_number"),
    )
    op.create_index("ix_content_version_engagement", "content_version", ["workspace_id", "engagement_id"])
    op.create_table(
        "content_decision",
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_content_decision_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_content_decision_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_content_decision_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "item_id"],
            ["content_item.workspace_id", "content_item.client_id", "content_item.id"],
            name="fk_content_decision_workspace_id_client_id_item_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_content_decision"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_content_decision_workspace_id_client_id_id"),
    )
    op.create_index("ix_content_decision_engagement", "content_decision", ["workspace_id", "engagement_id"])
    op.create_index("ix_content_decision_item", "content_decision", ["workspace_id", "item_id"])
    raise_walls(op, "content_item", "client")
    raise_walls(op, "content_version", "client", append_only=True)
    raise_walls(op, "content_decision", "client", append_only=True)


def downgrade() -> None:
    op.drop_table("content_decision")
    op.drop_table("content_version")
    op.drop_table("content_item")
