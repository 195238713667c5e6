"""What a phase hands over is a row with versions, review and acceptance, and no longer a list inside the phase."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from tracker.core.ids import new_id
from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEYS = ("workspace_id", "client_id", "engagement_id")
PHASE = sa.table(
    "phase", *(sa.column(name, Id()) for name in (*KEYS, "id")), sa.column("deliverables", Json)
)
DELIVERABLE = sa.table(
    "deliverable", *(sa.column(name, Id()) for name in (*KEYS, "id", "phase_id")), sa.column("position", sa.Integer()),
    sa.column("key", sa.String()), sa.column("name", sa.String()), sa.column("description", sa.String()),
    sa.column("state", sa.String()), sa.column("version", sa.Integer()),
)  # fmt: skip


def _walls() -> list[sa.Column]:
    return [sa.Column(name, Id(), nullable=False) for name in ("engagement_id", "client_id", "workspace_id", "id")]


def _keys(*more: sa.schema.SchemaItem) -> list[sa.schema.SchemaItem]:
    engagement = ["workspace_id", "client_id", "engagement_id"]
    return [
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.ForeignKeyConstraint(engagement, [f"engagement.{name}" for name in ("workspace_id", "client_id", "id")]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
        *more,
    ]


def _person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id", column], ["membership.workspace_id", "membership.id"])


def _parent(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "client_id", column], [f"{table}.{name}" for name in ("workspace_id", "client_id", "id")]
    )


def upgrade() -> None:
    op.create_table(
        "deliverable",
        sa.Column("phase_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reviewer_id", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("accepted_version", sa.Integer(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        *_walls(),
        *_keys(
            _parent("phase", "phase_id"), _person("reviewer_id"),
            sa.UniqueConstraint("workspace_id", "engagement_id", "key"),
        ),
    )  # fmt: skip
    op.create_table(
        "deliverable_version",
        sa.Column("deliverable_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("files_said", sa.Text(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_walls(),
        *_keys(
            _parent("deliverable", "deliverable_id"), _person("author_id"),
            sa.UniqueConstraint("workspace_id", "deliverable_id", "number"),
        ),
    )  # fmt: skip
    op.create_table(
        "deliverable_opinion",
        sa.Column("deliverable_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *_walls(),
        *_keys(_parent("deliverable", "deliverable_id"), _person("by_id")),
    )
    for table in ("deliverable", "deliverable_version", "deliverable_opinion"):
        op.create_index(f"ix_{table}_engagement", table, ["workspace_id", "engagement_id"])
    op.create_index(
        "ix_deliverable_opinion_deliverable", "deliverable_opinion", ["workspace_id", "deliverable_id", "id"]
    )
    with _unfenced("phase"):
        _move_rows()
    op.drop_column("phase", "deliverables")
    raise_walls(op, "deliverable", "client")
    raise_walls(op, "deliverable_version", "client", append_only=True)
    raise_walls(op, "deliverable_opinion", "client", append_only=True)


def _move_rows() -> None:
    phases = op.get_bind().execute(sa.select(PHASE)).mappings().all()
    rows = [
        {**{name: phase[name] for name in KEYS}, "id": new_id(), "phase_id": phase["id"], "position": position,
         "key": one["key"], "name": one["name"], "description": one.get("description", ""), "state": "draft",
         "version": 0}
        for phase in phases for position, one in enumerate(phase["deliverables"])
    ]  # fmt: skip
    for start in range(0, len(rows), 500):
        op.bulk_insert(DELIVERABLE, rows[start : start + 500])


def downgrade() -> None:
    op.add_column("phase", sa.Column("deliverables", Json, nullable=True))
    with _unfenced("phase"), _unfenced("deliverable"):
        _move_back()
    with op.batch_alter_table("phase") as batch:
        batch.alter_column("deliverables", existing_type=Json, nullable=False)
    for table in ("deliverable_opinion", "deliverable_version", "deliverable"):
        op.drop_table(table)


def _move_back() -> None:
    found = defaultdict(list)
    query = sa.select(DELIVERABLE).order_by(DELIVERABLE.c.position)
    for row in op.get_bind().execute(query).mappings():
        found[row["workspace_id"], row["phase_id"]].append(
            {"key": row["key"], "name": row["name"], "description": row["description"]}
        )
    for phase in op.get_bind().execute(sa.select(PHASE.c.workspace_id, PHASE.c.id)):
        op.execute(
            PHASE.update()
            .where(PHASE.c.workspace_id == phase.workspace_id, PHASE.c.id == phase.id)
            .values(deliverables=found[phase.workspace_id, phase.id])
        )


class _unfenced:
    """Row-level security is forced, so that even the owner of the tables sees no row; let her see them for a moment."""

    def __init__(self, table: str):
        self.table = table

    def __enter__(self) -> None:
        self._say("NO FORCE")

    def __exit__(self, failure: object, *_: object) -> None:
        if failure is None:
            self._say("FORCE")

    def _say(self, word: str) -> None:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {self.table} {word} ROW LEVEL SECURITY")
