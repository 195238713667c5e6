"""Status reports: drafts, what was sent, schedules, and summaries that are shared by a link."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = ("report_draft", "status_report", "report_schedule", "summary_link")


def upgrade() -> None:
    _drafts()
    _reports()
    _schedules()
    _links()
    for table in TABLES:
        raise_walls(op, table, "client", append_only=table == "status_report")


def _drafts() -> None:
    op.create_table(
        "report_draft",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("recipients", Json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("begun_by_id", Id(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("changed_by_id", Id(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("discarded_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_report_draft_workspace_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "engagement_id"], ["engagement.workspace_id", "engagement.id"],
            name="fk_report_draft_workspace_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_report_draft_workspace_id_client_id_engagement_id",
        ),
        *_people("report_draft", "begun_by_id", "changed_by_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_report_draft"),
    )  # fmt: skip
    op.create_index("ix_report_draft_engagement", "report_draft", ["workspace_id", "engagement_id"])
    op.create_index("ix_report_draft_wall", "report_draft", ["workspace_id", "client_id"])


def _reports() -> None:
    _make(
        "status_report",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_id", Id(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("numbers", Json, nullable=False),
        sa.Column("recipients", Json, nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("sent_by_id", Id(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "draft_id"], ["report_draft.workspace_id", "report_draft.id"],
            name="fk_status_report_workspace_id_draft_id",
        ),
        *_people("status_report", "sent_by_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "number", name="uq_status_report_workspace_id_engagement_id_number"
        ),
        sa.UniqueConstraint("workspace_id", "draft_id", name="uq_status_report_workspace_id_draft_id"),
    )  # fmt: skip


def _schedules() -> None:
    _make(
        "report_schedule",
        sa.Column("rhythm", sa.String(length=12), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("sends", sa.Boolean(), nullable=False),
        sa.Column("recipients", Json, nullable=False),
        sa.Column("set_by_id", Id(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("next_at", Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_people("report_schedule", "set_by_id"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="ck_report_schedule_weekday"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name="ck_report_schedule_hour"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", name="uq_report_schedule_workspace_id_engagement_id"
        ),
    )
    op.create_index("ix_report_schedule_due", "report_schedule", ["workspace_id", "next_at"])


def _links() -> None:
    _make(
        "summary_link",
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("revoked_by_id", Id(), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        *_people("summary_link", "made_by_id", "revoked_by_id"),
        sa.UniqueConstraint("workspace_id", "token_hash", name="uq_summary_link_workspace_id_token_hash"),
    )


def _people(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["workspace_id", column], ["membership.workspace_id", "membership.id"],
            name=f"fk_{table}_workspace_id_{column}",
        )
        for column in columns
    ]  # fmt: skip


def _make(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of one engagement."""
    op.create_table(
        name,
        *parts,
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name=f"fk_{name}_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name=f"fk_{name}_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{name}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{name}_workspace_id_client_id_id"),
    )  # fmt: skip
    op.create_index(f"ix_{name}_engagement", name, ["workspace_id", "engagement_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
