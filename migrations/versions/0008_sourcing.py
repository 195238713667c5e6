"""Sourcing decisions with other views, scorecards and meetings of providers, and the terms of a provider."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_meeting",
        sa.Column("provider_id", Id(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_provider_meeting_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_provider_meeting_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "provider_id"],
            ["provider.workspace_id", "provider.client_id", "provider.id"],
            name="fk_provider_meeting_workspace_id_client_id_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_provider_meeting_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_provider_meeting"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_provider_meeting_workspace_id_client_id_id"),
    )
    op.create_index(
        "ix_provider_meeting_engagement", "provider_meeting", ["workspace_id", "engagement_id"], unique=False
    )
    op.create_index(
        "ix_provider_meeting_provider", "provider_meeting", ["workspace_id", "provider_id", "on"], unique=False
    )
    op.create_table(
        "scorecard",
        sa.Column("provider_id", Id(), nullable=False),
        sa.Column("scorer_id", Id(), nullable=False),
        sa.Column("holds", Json, nullable=False),
        sa.Column("marks", Json, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_scorecard_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "provider_id"],
            ["provider.workspace_id", "provider.client_id", "provider.id"],
            name="fk_scorecard_workspace_id_client_id_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_scorecard_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "scorer_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_scorecard_workspace_id_scorer_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_scorecard"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_scorecard_workspace_id_client_id_id"),
    )
    op.create_index("ix_scorecard_engagement", "scorecard", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_scorecard_provider", "scorecard", ["workspace_id", "provider_id", "id"], unique=False)
    op.create_table(
        "sourcing_decision",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("rule_id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("recommendation", sa.String(length=12), nullable=False),
        sa.Column("choice", sa.String(length=12), nullable=False),
        sa.Column("provider_id", Id(), nullable=True),
        sa.Column("by_practice", sa.Boolean(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("overruled_because", sa.Text(), nullable=False),
        sa.Column("hands_on", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.String(length=300), nullable=False),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.Column("second_quote", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("hands_on BETWEEN 0 AND 100", name="ck_sourcing_decision_hands_on"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_sourcing_decision_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_sourcing_decision_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_sourcing_decision_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "provider_id"],
            ["provider.workspace_id", "provider.client_id", "provider.id"],
            name="fk_sourcing_decision_workspace_id_client_id_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "rule_id"],
            ["decision_rule.workspace_id", "decision_rule.client_id", "decision_rule.id"],
            name="fk_sourcing_decision_workspace_id_client_id_rule_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_sourcing_decision_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_sourcing_decision"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_sourcing_decision_workspace_id_client_id_id"),
    )
    op.create_index(
        "ix_sourcing_decision_activity", "sourcing_decision", ["workspace_id", "activity_id", "id"], unique=False
    )
    op.create_index(
        "ix_sourcing_decision_engagement", "sourcing_decision", ["workspace_id", "engagement_id"], unique=False
    )
    op.create_index("ix_sourcing_decision_rule", "sourcing_decision", ["workspace_id", "rule_id"], unique=False)
    op.create_table(
        "dissent",
        sa.Column("decision_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "decision_id"],
            ["sourcing_decision.workspace_id", "sourcing_decision.client_id", "sourcing_decision.id"],
            name="fk_dissent_workspace_id_client_id_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_dissent_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_dissent_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_dissent_workspace_id_member_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_dissent"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_dissent_workspace_id_client_id_id"),
    )
    op.create_index("ix_dissent_decision", "dissent", ["workspace_id", "decision_id", "id"], unique=False)
    op.create_index("ix_dissent_engagement", "dissent", ["workspace_id", "engagement_id"], unique=False)
    op.add_column("provider", sa.Column("affiliation", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("provider", sa.Column("days_on_site", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("provider", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("provider", sa.Column("meets_every", sa.Integer(), nullable=True))
    op.add_column("provider", sa.Column("availability", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("provider", sa.Column("exit_terms", sa.Text(), nullable=False, server_default=""))
    # ### end Alembic commands ###
    raise_walls(op, "provider_meeting", "client", append_only=True)
    raise_walls(op, "scorecard", "client", append_only=True)
    raise_walls(op, "sourcing_decision", "client", append_only=True)
    raise_walls(op, "dissent", "client", append_only=True)


def downgrade() -> None:
    op.drop_column("provider", "exit_terms")
    op.drop_column("provider", "availability")
    op.drop_column("provider", "meets_every")
    op.drop_column("provider", "until")
    op.drop_column("provider", "days_on_site")
    op.drop_column("provider", "affiliation")
    op.drop_index("ix_dissent_engagement", table_name="dissent")
    op.drop_index("ix_dissent_decision", table_name="dissent")
    op.drop_table("dissent")
    op.drop_index("ix_sourcing_decision_rule", table_name="sourcing_decision")
    op.drop_index("ix_sourcing_decision_engagement", table_name="sourcing_decision")
    op.drop_index("ix_sourcing_decision_activity", table_name="sourcing_decision")
    op.drop_table("sourcing_decision")
    op.drop_index("ix_scorecard_provider", table_name="scorecard")
    op.drop_index("ix_scorecard_engagement", table_name="scorecard")
    op.drop_table("scorecard")
    op.drop_index("ix_provider_meeting_provider", table_name="provider_meeting")
    op.drop_index("ix_provider_meeting_engagement", table_name="provider_meeting")
    op.drop_table("provider_meeting")
    # ### end Alembic commands ###
