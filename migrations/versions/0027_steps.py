"""Steps left, how they moved each day, and what was delivered."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Json

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("snapshot", sa.Column("steps_left", sa.Integer(), nullable=True))
    op.add_column("snapshot", sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False))
    op.add_column("snapshot", sa.Column("steps_lost", sa.Integer(), server_default="0", nullable=False))
    op.add_column("snapshot", sa.Column("steps_added", sa.Integer(), server_default="0", nullable=False))
    op.add_column("snapshot", sa.Column("practice_share", sa.Double(), nullable=True))
    op.add_column("snapshot", sa.Column("delivered", Json, server_default="{}", nullable=False))
    op.add_column("standing", sa.Column("last_step_on", sa.Date(), nullable=True))
    op.add_column("standing", sa.Column("forecast", Json, server_default="{}", nullable=False))
    op.add_column("standing", sa.Column("steps_left", sa.Integer(), nullable=True))
    op.add_column("standing", sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False))
    op.add_column("standing", sa.Column("steps_lost", sa.Integer(), server_default="0", nullable=False))
    op.add_column("standing", sa.Column("steps_added", sa.Integer(), server_default="0", nullable=False))
    op.add_column("standing", sa.Column("delivered", Json, server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("standing", "delivered")
    op.drop_column("standing", "steps_added")
    op.drop_column("standing", "steps_lost")
    op.drop_column("standing", "steps_done")
    op.drop_column("standing", "steps_left")
    op.drop_column("standing", "forecast")
    op.drop_column("standing", "last_step_on")
    op.drop_column("snapshot", "delivered")
    op.drop_column("snapshot", "practice_share")
    op.drop_column("snapshot", "steps_added")
    op.drop_column("snapshot", "steps_lost")
    op.drop_column("snapshot", "steps_done")
    op.drop_column("snapshot", "steps_left")
