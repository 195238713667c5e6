"""What was forecast, kept as it was said."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json
from tracker.tenancy.walls import raise_walls

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forecast",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("steps_left", sa.Integer(), nullable=False),
        sa.Column("history", Json, nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("even_weeks", sa.Integer(), nullable=True),
        sa.Column("likely_weeks", sa.Integer(), nullable=True),
        sa.Column("safe_weeks", sa.Integer(), nullable=True),
        sa.Column("even", sa.Date(), nullable=True),
        sa.Column("likely", sa.Date(), nullable=True),
        sa.Column("safe", sa.Date(), nullable=True),
        sa.Column("planned_handover", sa.Date(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_forecast_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_forecast_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_forecast"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_forecast_workspace_id_client_id_id"),
    )
    op.create_index("ix_forecast_engagement", "forecast", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_forecast_wall", "forecast", ["workspace_id", "client_id", "day"], unique=False)
    op.add_column("standing", sa.Column("done_on", sa.Date(), nullable=True))
    raise_walls(op, "forecast", "client", append_only=True)


def downgrade() -> None:
    op.drop_column("standing", "done_on")
    op.drop_index("ix_forecast_wall", table_name="forecast")
    op.drop_index("ix_forecast_engagement", table_name="forecast")
    op.drop_table("forecast")
