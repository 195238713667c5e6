"""How far the practice's hands are off an engagement, and when it was sealed."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    full = sa.Column("practice_access", sa.String(length=4), nullable=False, server_default="full")
    op.add_column("engagement", full)
    op.add_column("engagement", sa.Column("practice_until", sa.Date()))
    op.add_column("engagement", sa.Column("sealed_at", Moment()))


def downgrade() -> None:
    op.drop_column("engagement", "sealed_at")
    op.drop_column("engagement", "practice_until")
    op.drop_column("engagement", "practice_access")
