"""What lists of engagements are sorted and narrowed by, beside the standing."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

SORTS = ("value", "change", "our_share", "likely_on", "step", "gravest", "urgency", "quiet_since")
NAMES = {"our_share": "share", "likely_on": "likely", "quiet_since": "quiet"}
# What can be told from other columns at once. The rest is told the next time that an engagement is reckoned.
FILL = """
    UPDATE standing SET our_share = coalesce(practice_share, -1),
        state = (SELECT e.state FROM engagement e
                 WHERE e.workspace_id = standing.workspace_id AND e.id = standing.engagement_id),
        quiet_since = coalesce(client_seen_at, (SELECT e.created_at FROM engagement e
                 WHERE e.workspace_id = standing.workspace_id AND e.id = standing.engagement_id))
"""
WAITS = "UPDATE standing SET urgency = 400000000 + needs WHERE needs > 0 AND state IN ('agreed', 'active', 'paused')"


def upgrade() -> None:
    for column in _columns():
        op.add_column("standing", column)
    _past_the_walls(FILL, WAITS)
    for column in SORTS:
        op.create_index(f"ix_standing_{NAMES.get(column, column)}", "standing", ["workspace_id", column, "id"])
    op.create_index("ix_standing_state", "standing", ["workspace_id", "state", "quiet_since"])
    op.create_index("ix_engagement_planned", "engagement", ["workspace_id", "planned_handover", "id"])
    op.create_index("ix_client_name", "client", ["workspace_id", "name", "id"])


def downgrade() -> None:
    op.drop_index("ix_client_name", "client")
    op.drop_index("ix_engagement_planned", "engagement")
    op.drop_index("ix_standing_state", "standing")
    for column in SORTS:
        op.drop_index(f"ix_standing_{NAMES.get(column, column)}", "standing")
    for column in reversed(_columns()):
        op.drop_column("standing", column.name)


def _past_the_walls(*statements: str) -> None:
    """Row-level security binds the owner of the tables too: for these statements alone it does not."""
    walled = ("standing", "engagement") if op.get_bind().dialect.name == "postgresql" else ()
    for table in walled:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for statement in statements:
        op.execute(statement)
    for table in walled:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _columns() -> list[sa.Column]:
    return [
        sa.Column("state", sa.String(length=12), nullable=False, server_default="active"),
        sa.Column("step", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("change", sa.Double(), nullable=False, server_default="0"),
        sa.Column("our_share", sa.Double(), nullable=False, server_default="-1"),
        sa.Column("likely_on", sa.Date(), nullable=False, server_default="9999-12-31"),
        sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("gravest", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("quiet_since", Moment(), nullable=False, server_default="2000-01-01 00:00:00"),
    ]
