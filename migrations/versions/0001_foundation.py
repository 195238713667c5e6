"""The foundation: workspaces, people, clients, engagements and everything in them, behind both walls."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import open_to_both, raise_walls

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Tables of a tenant: the wall that fences each, and whether its rows are only ever added.
FENCED = {
    "audit_event": ("client", True),
    "client": ("self", False),
    "membership": ("member", False),
    "engagement": ("client", False),
    "invitation": ("client", False),
    "competency": ("client", False),
    "fact_slice": ("client", False),
    "module": ("client", False),
    "phase": ("client", False),
    "provider": ("client", False),
    "sign_off": ("client", True),
    "snapshot": ("client", False),
    "standing": ("client", False),
    "strategy_section": ("client", False),
    "team_member": ("client", False),
    "tool": ("client", False),
    "access_grant": ("client", False),
    "activity": ("client", False),
    "assessment": ("client", True),
    "checklist_item": ("client", False),
    "exit_criterion": ("client", False),
    "revision": ("client", True),
    "tool_check": ("client", False),
    "appointment": ("client", False),
    "criterion_claim": ("client", False),
    "decision_rule": ("client", True),
    "item_progress": ("client", False),
    "level_change": ("client", False),
    "runbook": ("client", False),
    "waiver": ("client", True),
    "work_entry": ("client", False),
    "runbook_test": ("client", True),
}
OPEN = (
    "heartbeat",
    "letter",
    "sign_in_attempt",
    "sign_up",
    "submission",
    "users",
    "workspace",
    "login_session",
    "sign_in_link",
)


def upgrade() -> None:
    make_tables()
    for table, (wall, append_only) in FENCED.items():
        raise_walls(op, table, wall, append_only=append_only)
    for table in OPEN:
        open_to_both(op, table)
    open_to_both(op, "alembic_version", "SELECT")


def make_tables() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )
    op.create_table(
        "letter",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("workspace_id", Id(), nullable=True),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("given_up_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    op.create_index("ix_letter_waiting", "letter", ["sent_at", "next_try_at"], unique=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_key", "sign_in_attempt", ["key", "at"], unique=False)
    op.create_table(
        "sign_up",
        sa.Column("id", Id(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("practice", sa.String(length=120), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_up"),
        sa.UniqueConstraint("token_hash", name="uq_sign_up_token_hash"),
    )
    op.create_table(
        "submission",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", Id(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
    )
    op.create_table(
        "users",
        sa.Column("id", Id(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("theme", sa.String(length=5), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "workspace",
        sa.Column("id", Id(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sa.UniqueConstraint("slug", name="uq_workspace_slug"),
    )
    op.create_table(
        "audit_event",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("actor_id", Id(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_audit_event_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_engagement", "audit_event", ["workspace_id", "engagement_id", "id"], unique=False)
    op.create_index("ix_audit_event_wall", "audit_event", ["workspace_id", "client_id", "id"], unique=False)
    op.create_table(
        "client",
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sector", sa.String(length=80), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_client_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_client"),
        sa.UniqueConstraint("workspace_id", "reference", name="uq_client_workspace_id_reference"),
    )
    op.create_table(
        "login_session",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("signed_in_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_login_session_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_login_session"),
        sa.UniqueConstraint("token_hash", name="uq_login_session_token_hash"),
    )
    op.create_index("ix_login_session_user", "login_session", ["user_id"], unique=False)
    op.create_table(
        "sign_in_link",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", Id(), nullable=True),
        sa.Column("next_path", sa.String(length=500), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sign_in_link_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_link"),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_link_token_hash"),
    )
    op.create_table(
        "membership",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("provider_id", Id(), nullable=True),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("(client_id IS NULL) = (role IN ('lead', 'consultant'))", name="ck_membership_side"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_membership_user_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_membership_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_membership_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_membership"),
    )
    op.create_index("ix_membership_user", "membership", ["user_id"], unique=False)
    op.create_index("ix_membership_wall", "membership", ["workspace_id", "client_id", "user_id"], unique=False)
    op.create_index(
        "uq_membership_open",
        "membership",
        ["workspace_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "engagement",
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("playbook_key", sa.String(length=60), nullable=False),
        sa.Column("playbook_version", sa.Integer(), nullable=False),
        sa.Column("playbook", Json, nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("lead_id", Id(), nullable=False),
        sa.Column("charter", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("charter_asked_at", Moment(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("planned_handover", sa.Date(), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_engagement_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_engagement_workspace_id_lead_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_engagement"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_engagement_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "reference", name="uq_engagement_workspace_id_reference"),
    )
    op.create_table(
        "invitation",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("invited_by_id", Id(), nullable=False),
        sa.Column("invited_at", Moment(), nullable=False),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_invitation_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "invited_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_invitation_workspace_id_invited_by_id",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_invitation_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_invitation"),
    )
    op.create_index("ix_invitation_token", "invitation", ["workspace_id", "token_hash"], unique=False)
    op.create_index("ix_invitation_wall", "invitation", ["workspace_id", "client_id"], unique=False)
    op.create_table(
        "competency",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=400), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_competency_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_competency_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_competency"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_competency_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "key", name="uq_competency_workspace_id_engagement_id_key"
        ),
    )
    op.create_index("ix_competency_engagement", "competency", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "fact_slice",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_fact_slice_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_fact_slice_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_fact_slice"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_fact_slice_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "name", name="uq_fact_slice_workspace_id_engagement_id_name"
        ),
    )
    op.create_index("ix_fact_slice_engagement", "fact_slice", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "module",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_module_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_module_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_module"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_module_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", "key", name="uq_module_workspace_id_engagement_id_key"),
    )
    op.create_index("ix_module_engagement", "module", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "phase",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=False),
        sa.Column("deliverables", Json, nullable=False),
        sa.Column("review_asked_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_phase_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_phase_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_phase"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_phase_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "position", name="uq_phase_workspace_id_engagement_id_position"
        ),
    )
    op.create_index("ix_phase_engagement", "phase", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "provider",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("liaison", sa.String(length=120), nullable=False),
        sa.Column("contact_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_provider_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_provider_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "contact_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_provider_workspace_id_contact_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_provider"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_provider_workspace_id_client_id_id"),
    )
    op.create_index("ix_provider_engagement", "provider", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("signer_id", Id(), nullable=False),
        sa.Column("signer_name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("withdraws_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_sign_off_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_sign_off_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signer_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_sign_off_workspace_id_signer_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_sign_off"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_sign_off_workspace_id_client_id_id"),
    )
    op.create_index("ix_sign_off_engagement", "sign_off", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_sign_off_subject", "sign_off", ["workspace_id", "subject_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("causes", Json, nullable=False),
        sa.Column("computed_at", Moment(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("strategy", sa.Double(), nullable=False),
        sa.Column("tools", sa.Double(), nullable=False),
        sa.Column("responsibility", sa.Double(), nullable=False),
        sa.Column("practice", sa.Double(), nullable=False),
        sa.Column("resilience", sa.Double(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("held_by", Json, nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("upper_bound", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("formula_version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_snapshot_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_snapshot_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_snapshot"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_snapshot_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", "day", name="uq_snapshot_workspace_id_engagement_id_day"),
    )
    op.create_index("ix_snapshot_engagement", "snapshot", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_snapshot_wall", "snapshot", ["workspace_id", "client_id", "day"], unique=False)
    op.create_table(
        "standing",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", Id(), nullable=False),
        sa.Column("weekly", Json, nullable=False),
        sa.Column("practice_share", sa.Double(), nullable=True),
        sa.Column("practice_share_before", sa.Double(), nullable=True),
        sa.Column("hands_on_share", sa.Double(), nullable=True),
        sa.Column("client_seen_at", Moment(), nullable=True),
        sa.Column("client_seen_name", sa.String(length=120), nullable=False),
        sa.Column("gate", Json, nullable=False),
        sa.Column("waiting", Json, nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("causes", Json, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("strategy", sa.Double(), nullable=False),
        sa.Column("tools", sa.Double(), nullable=False),
        sa.Column("responsibility", sa.Double(), nullable=False),
        sa.Column("practice", sa.Double(), nullable=False),
        sa.Column("resilience", sa.Double(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("held_by", Json, nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("upper_bound", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("formula_version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_standing_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_standing_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_standing"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_standing_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", name="uq_standing_workspace_id_engagement_id"),
    )
    op.create_index("ix_standing_engagement", "standing", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "strategy_section",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("prompt", sa.String(length=300), nullable=False),
        sa.Column("guidance", sa.String(length=400), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("drafter_id", Id(), nullable=True),
        sa.Column("signature_asked_at", Moment(), nullable=True),
        sa.Column("not_applicable_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_strategy_section_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_strategy_section_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "drafter_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_strategy_section_workspace_id_drafter_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_strategy_section"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_strategy_section_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "key", name="uq_strategy_section_workspace_id_engagement_id_key"
        ),
    )
    op.create_index(
        "ix_strategy_section_engagement", "strategy_section", ["workspace_id", "engagement_id"], unique=False
    )
    op.create_table(
        "team_member",
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("named_at", Moment(), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_team_member_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_team_member_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_team_member_workspace_id_member_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_team_member"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_team_member_workspace_id_client_id_id"),
    )
    op.create_index("ix_team_member_engagement", "team_member", ["workspace_id", "engagement_id"], unique=False)
    op.create_index(
        "uq_team_member_open",
        "team_member",
        ["workspace_id", "engagement_id", "member_id", "part"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "tool",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("competencies", Json, nullable=False),
        sa.Column("renews_on", sa.Date(), nullable=True),
        sa.Column("proposed_by_id", Id(), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=True),
        sa.Column("not_applicable_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_tool_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_tool_workspace_id_client_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "proposed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_tool_workspace_id_proposed_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_tool"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_tool_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", "key", name="uq_tool_workspace_id_engagement_id_key"),
    )
    op.create_index("ix_tool_engagement", "tool", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("tool_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("requested_at", Moment(), nullable=False),
        sa.Column("granted_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_access_grant_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "tool_id"],
            ["tool.workspace_id", "tool.client_id", "tool.id"],
            name="fk_access_grant_workspace_id_client_id_tool_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_access_grant_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_access_grant_workspace_id_member_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_access_grant"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_access_grant_workspace_id_client_id_id"),
    )
    op.create_index("ix_access_grant_engagement", "access_grant", ["workspace_id", "engagement_id"], unique=False)
    op.create_index(
        "uq_access_grant_open",
        "access_grant",
        ["workspace_id", "tool_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "activity",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.String(length=400), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("customer_facing", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("frequency", sa.String(length=60), nullable=False),
        sa.Column("usual_doer", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("rungs", Json, nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("competencies", Json, nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("witnessed", sa.Boolean(), nullable=False),
        sa.Column("doer_kind", sa.String(length=10), nullable=False),
        sa.Column("doer_id", Id(), nullable=True),
        sa.Column("provider_id", Id(), nullable=True),
        sa.Column("not_applicable_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("rung BETWEEN 0 AND 4", name="ck_activity_rung"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_activity_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "provider_id"],
            ["provider.workspace_id", "provider.client_id", "provider.id"],
            name="fk_activity_workspace_id_client_id_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_activity_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "doer_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_activity_workspace_id_doer_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_activity"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_activity_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", "key", name="uq_activity_workspace_id_engagement_id_key"),
    )
    op.create_index("ix_activity_engagement", "activity", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("competency_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("assessor_id", Id(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name="ck_assessment_level"),
        sa.CheckConstraint("person_id <> assessor_id", name="ck_assessment_not_herself"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "assessor_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_assessment_workspace_id_assessor_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "competency_id"],
            ["competency.workspace_id", "competency.client_id", "competency.id"],
            name="fk_assessment_workspace_id_client_id_competency_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_assessment_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_assessment_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_assessment_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_assessment"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_assessment_workspace_id_client_id_id"),
    )
    op.create_index("ix_assessment_engagement", "assessment", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_assessment_person", "assessment", ["workspace_id", "person_id", "competency_id"], unique=False)
    op.create_table(
        "checklist_item",
        sa.Column("module_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("steps", Json, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("competency_key", sa.String(length=60), nullable=False),
        sa.Column("activities", Json, nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.String(length=8), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_checklist_item_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "module_id"],
            ["module.workspace_id", "module.client_id", "module.id"],
            name="fk_checklist_item_workspace_id_client_id_module_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_checklist_item_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_checklist_item"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_checklist_item_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "engagement_id", "number", name="uq_checklist_item_workspace_id_engagement_id_number"
        ),
    )
    op.create_index("ix_checklist_item_engagement", "checklist_item", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "exit_criterion",
        sa.Column("phase_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("rule", Json, nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_exit_criterion_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "phase_id"],
            ["phase.workspace_id", "phase.client_id", "phase.id"],
            name="fk_exit_criterion_workspace_id_client_id_phase_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_exit_criterion_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_exit_criterion"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_exit_criterion_workspace_id_client_id_id"),
    )
    op.create_index("ix_exit_criterion_engagement", "exit_criterion", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("section_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("by_client", sa.Boolean(), nullable=False),
        sa.Column("client_share", sa.Double(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_revision_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_revision_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "section_id"],
            ["strategy_section.workspace_id", "strategy_section.client_id", "strategy_section.id"],
            name="fk_revision_workspace_id_client_id_section_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_revision_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_revision"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_revision_workspace_id_client_id_id"),
        sa.UniqueConstraint("workspace_id", "section_id", "number", name="uq_revision_workspace_id_section_id_number"),
    )
    op.create_index("ix_revision_engagement", "revision", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_revision_section", "revision", ["workspace_id", "section_id", "number"], unique=False)
    op.create_table(
        "tool_check",
        sa.Column("tool_id", Id(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("recovery", sa.String(length=10), nullable=False),
        sa.Column("billing", sa.String(length=10), nullable=False),
        sa.Column("admin", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("confirmed_by_id", Id(), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_tool_check_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_tool_check_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "tool_id"],
            ["tool.workspace_id", "tool.client_id", "tool.id"],
            name="fk_tool_check_workspace_id_client_id_tool_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_tool_check_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "confirmed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_tool_check_workspace_id_confirmed_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_tool_check"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_tool_check_workspace_id_client_id_id"),
    )
    op.create_index("ix_tool_check_engagement", "tool_check", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_tool_check_tool", "tool_check", ["workspace_id", "tool_id", "id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("post", sa.String(length=12), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("named_at", Moment(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_appointment_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_appointment_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_appointment_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_appointment_workspace_id_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "proposed_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_appointment_workspace_id_proposed_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_appointment"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_appointment_workspace_id_client_id_id"),
    )
    op.create_index("ix_appointment_engagement", "appointment", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_appointment_member", "appointment", ["workspace_id", "member_id"], unique=False)
    op.create_index(
        "uq_appointment_open",
        "appointment",
        ["workspace_id", "activity_id", "post"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND named_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND named_at IS NOT NULL"),
    )
    op.create_table(
        "criterion_claim",
        sa.Column("criterion_id", Id(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_criterion_claim_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "criterion_id"],
            ["exit_criterion.workspace_id", "exit_criterion.client_id", "exit_criterion.id"],
            name="fk_criterion_claim_workspace_id_client_id_criterion_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_criterion_claim_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_criterion_claim_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_criterion_claim"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_criterion_claim_workspace_id_client_id_id"),
    )
    op.create_index("ix_criterion_claim_criterion", "criterion_claim", ["workspace_id", "criterion_id"], unique=False)
    op.create_index("ix_criterion_claim_engagement", "criterion_claim", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "decision_rule",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("choice", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_decision_rule_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_decision_rule_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_decision_rule_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_decision_rule_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_decision_rule"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_decision_rule_workspace_id_client_id_id"),
    )
    op.create_index("ix_decision_rule_activity", "decision_rule", ["workspace_id", "activity_id", "id"], unique=False)
    op.create_index("ix_decision_rule_engagement", "decision_rule", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "item_progress",
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("verified_by_id", Id(), nullable=True),
        sa.Column("verified_at", Moment(), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("stuck_at", Moment(), nullable=True),
        sa.Column("assigned_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_item_progress_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "item_id"],
            ["checklist_item.workspace_id", "checklist_item.client_id", "checklist_item.id"],
            name="fk_item_progress_workspace_id_client_id_item_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_item_progress_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_item_progress_workspace_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "verified_by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_item_progress_workspace_id_verified_by_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_item_progress"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_item_progress_workspace_id_client_id_id"),
        sa.UniqueConstraint(
            "workspace_id", "item_id", "person_id", name="uq_item_progress_workspace_id_item_id_person_id"
        ),
    )
    op.create_index("ix_item_progress_engagement", "item_progress", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_item_progress_person", "item_progress", ["workspace_id", "person_id", "state"], unique=False)
    op.create_index("ix_item_progress_waiting", "item_progress", ["workspace_id", "state", "done_at"], unique=False)
    op.create_table(
        "level_change",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("from_rung", sa.Integer(), nullable=False),
        sa.Column("to_rung", sa.Integer(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("effective_at", Moment(), nullable=True),
        sa.Column("confirmer_id", Id(), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("declined_because", sa.Text(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_level_change_workspace_id_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_level_change_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_level_change_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_level_change_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "confirmer_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_level_change_workspace_id_confirmer_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_level_change"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_level_change_workspace_id_client_id_id"),
    )
    op.create_index("ix_level_change_activity", "level_change", ["workspace_id", "activity_id", "id"], unique=False)
    op.create_index("ix_level_change_engagement", "level_change", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "runbook",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_runbook_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_runbook_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_runbook_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_runbook_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_runbook"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_runbook_workspace_id_client_id_id"),
    )
    op.create_index("ix_runbook_engagement", "runbook", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("uq_runbook_activity", "runbook", ["workspace_id", "activity_id"], unique=True)
    op.create_table(
        "waiver",
        sa.Column("criterion_id", Id(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"], name="fk_waiver_workspace_id_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "criterion_id"],
            ["exit_criterion.workspace_id", "exit_criterion.client_id", "exit_criterion.id"],
            name="fk_waiver_workspace_id_client_id_criterion_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_waiver_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_waiver_workspace_id_client_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_waiver"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_waiver_workspace_id_client_id_id"),
    )
    op.create_index("ix_waiver_criterion", "waiver", ["workspace_id", "criterion_id"], unique=False)
    op.create_index("ix_waiver_engagement", "waiver", ["workspace_id", "engagement_id"], unique=False)
    op.create_table(
        "work_entry",
        sa.Column("activity_id", Id(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("logged_at", Moment(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 1000", name="ck_work_entry_quantity"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "activity_id"],
            ["activity.workspace_id", "activity.client_id", "activity.id"],
            name="fk_work_entry_workspace_id_client_id_activity_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_work_entry_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_work_entry_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_work_entry_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_work_entry"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_work_entry_workspace_id_client_id_id"),
    )
    op.create_index("ix_work_entry_activity", "work_entry", ["workspace_id", "activity_id", "on"], unique=False)
    op.create_index("ix_work_entry_engagement", "work_entry", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_work_entry_newest", "work_entry", ["workspace_id", "engagement_id", "id"], unique=False)
    op.create_index("ix_work_entry_window", "work_entry", ["workspace_id", "engagement_id", "on"], unique=False)
    op.create_table(
        "runbook_test",
        sa.Column("runbook_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tester_id", Id(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_runbook_test_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "runbook_id"],
            ["runbook.workspace_id", "runbook.client_id", "runbook.id"],
            name="fk_runbook_test_workspace_id_client_id_runbook_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"],
            ["client.workspace_id", "client.id"],
            name="fk_runbook_test_workspace_id_client_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "tester_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_runbook_test_workspace_id_tester_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_runbook_test"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_runbook_test_workspace_id_client_id_id"),
    )
    op.create_index("ix_runbook_test_engagement", "runbook_test", ["workspace_id", "engagement_id"], unique=False)
    op.create_index("ix_runbook_test_runbook", "runbook_test", ["workspace_id", "runbook_id", "id"], unique=False)
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_index("ix_runbook_test_runbook", table_name="runbook_test")
    op.drop_index("ix_runbook_test_engagement", table_name="runbook_test")
    op.drop_table("runbook_test")
    op.drop_index("ix_work_entry_window", table_name="work_entry")
    op.drop_index("ix_work_entry_newest", table_name="work_entry")
    op.drop_index("ix_work_entry_engagement", table_name="work_entry")
    op.drop_index("ix_work_entry_activity", table_name="work_entry")
    op.drop_table("work_entry")
    op.drop_index("ix_waiver_engagement", table_name="waiver")
    op.drop_index("ix_waiver_criterion", table_name="waiver")
    op.drop_table("waiver")
    op.drop_index("uq_runbook_activity", table_name="runbook")
    op.drop_index("ix_runbook_engagement", table_name="runbook")
    op.drop_table("runbook")
    op.drop_index("ix_level_change_engagement", table_name="level_change")
    op.drop_index("ix_level_change_activity", table_name="level_change")
    op.drop_table("level_change")
    op.drop_index("ix_item_progress_waiting", table_name="item_progress")
    op.drop_index("ix_item_progress_person", table_name="item_progress")
    op.drop_index("ix_item_progress_engagement", table_name="item_progress")
    op.drop_table("item_progress")
    op.drop_index("ix_decision_rule_engagement", table_name="decision_rule")
    op.drop_index("ix_decision_rule_activity", table_name="decision_rule")
    op.drop_table("decision_rule")
    op.drop_index("ix_criterion_claim_engagement", table_name="criterion_claim")
    op.drop_index("ix_criterion_claim_criterion", table_name="criterion_claim")
    op.drop_table("criterion_claim")
    op.drop_index(
        "uq_appointment_open",
        table_name="appointment",
        sqlite_where=sa.text("ended_at IS NULL AND named_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND named_at IS NOT NULL"),
    )
    op.drop_index("ix_appointment_member", table_name="appointment")
    op.drop_index("ix_appointment_engagement", table_name="appointment")
    op.drop_table("appointment")
    op.drop_index("ix_tool_check_tool", table_name="tool_check")
    op.drop_index("ix_tool_check_engagement", table_name="tool_check")
    op.drop_table("tool_check")
    op.drop_index("ix_revision_section", table_name="revision")
    op.drop_index("ix_revision_engagement", table_name="revision")
    op.drop_table("revision")
    op.drop_index("ix_exit_criterion_engagement", table_name="exit_criterion")
    op.drop_table("exit_criterion")
    op.drop_index("ix_checklist_item_engagement", table_name="checklist_item")
    op.drop_table("checklist_item")
    op.drop_index("ix_assessment_person", table_name="assessment")
    op.drop_index("ix_assessment_engagement", table_name="assessment")
    op.drop_table("assessment")
    op.drop_index("ix_activity_engagement", table_name="activity")
    op.drop_table("activity")
    op.drop_index(
        "uq_access_grant_open",
        table_name="access_grant",
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_index("ix_access_grant_engagement", table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_index("ix_tool_engagement", table_name="tool")
    op.drop_table("tool")
    op.drop_index(
        "uq_team_member_open",
        table_name="team_member",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_team_member_engagement", table_name="team_member")
    op.drop_table("team_member")
    op.drop_index("ix_strategy_section_engagement", table_name="strategy_section")
    op.drop_table("strategy_section")
    op.drop_index("ix_standing_engagement", table_name="standing")
    op.drop_table("standing")
    op.drop_index("ix_snapshot_wall", table_name="snapshot")
    op.drop_index("ix_snapshot_engagement", table_name="snapshot")
    op.drop_table("snapshot")
    op.drop_index("ix_sign_off_subject", table_name="sign_off")
    op.drop_index("ix_sign_off_engagement", table_name="sign_off")
    op.drop_table("sign_off")
    op.drop_index("ix_provider_engagement", table_name="provider")
    op.drop_table("provider")
    op.drop_index("ix_phase_engagement", table_name="phase")
    op.drop_table("phase")
    op.drop_index("ix_module_engagement", table_name="module")
    op.drop_table("module")
    op.drop_index("ix_fact_slice_engagement", table_name="fact_slice")
    op.drop_table("fact_slice")
    op.drop_index("ix_competency_engagement", table_name="competency")
    op.drop_table("competency")
    op.drop_index("ix_invitation_wall", table_name="invitation")
    op.drop_index("ix_invitation_token", table_name="invitation")
    op.drop_table("invitation")
    op.drop_table("engagement")
    op.drop_index(
        "uq_membership_open",
        table_name="membership",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_membership_wall", table_name="membership")
    op.drop_index("ix_membership_user", table_name="membership")
    op.drop_table("membership")
    op.drop_table("sign_in_link")
    op.drop_index("ix_login_session_user", table_name="login_session")
    op.drop_table("login_session")
    op.drop_table("client")
    op.drop_index("ix_audit_event_wall", table_name="audit_event")
    op.drop_index("ix_audit_event_engagement", table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_table("workspace")
    op.drop_table("users")
    op.drop_table("submission")
    op.drop_table("sign_up")
    op.drop_index("ix_sign_in_attempt_key", table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_index("ix_letter_waiting", table_name="letter")
    op.drop_table("letter")
    op.drop_table("heartbeat")
    # ### end Alembic commands ###
