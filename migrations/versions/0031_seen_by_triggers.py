"""What flags need to see: since when somebody does an activity, and how long a text was read before it was signed."""

import sqlalchemy as sa
from alembic import op

from tracker.tenancy.walls import forget

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activity", sa.Column("doer_since", sa.Date(), nullable=True))
    op.add_column("sign_off", sa.Column("subject_name", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("sign_off", sa.Column("read_seconds", sa.Integer(), nullable=True))
    op.add_column("sign_off", sa.Column("text_words", sa.Integer(), nullable=True))
    forget(op, "fact_slice")


def downgrade() -> None:
    forget(op, "fact_slice")
    op.drop_column("sign_off", "text_words")
    op.drop_column("sign_off", "read_seconds")
    op.drop_column("sign_off", "subject_name")
    op.drop_column("activity", "doer_since")
