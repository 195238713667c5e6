"""An older archive is brought to the tables of today: by itself where that is plain, by a step where it is not."""

import json

import pytest
from sqlalchemy import select

from tests.archive.archives import archive_of, bring, entries, with_rows, with_sums
from tests.archive.conftest import CLIENT, NORTHGATE
from tracker.archive.forward import gatherings, known_revisions, step, steps
from tracker.archive.plain import text_of
from tracker.archive.zips import BadArchive
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.engagements.models import DatedException, Engagement
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow
_KNOWN = known_revisions()
BEFORE = _KNOWN[_KNOWN.index(next(revision for revision, table in gatherings if table == "dated_exception")) - 1]


@pytest.fixture
def stepping():
    """`stepping(revision)(work)`: a step for the time of one test."""
    before = dict(steps)
    yield step
    steps.clear()
    steps.update(before)


def older(content, change, without=()):
    """The archive as an earlier version would have written it."""
    left = {f"rows/{one}.jsonl" for one in without}
    parts = {name: part for name, part in entries(content).items() if name not in left}
    told = json.loads(parts["manifest.json"])
    told["revision"] = known_revisions()[-2]
    told["tables"] = [table for table in told["tables"] if table["name"] not in without]
    for name in [name for name in parts if name.startswith("rows/")]:
        rows = [change(name[5:-6], json.loads(line)) for line in parts[name].splitlines()]
        parts[name] = b"".join(text_of(row) + b"\n" for row in rows)
    return with_sums(parts | {"manifest.json": json.dumps(told).encode()})


def before_exceptions_were_one_kind(content):
    """The archive as the version before would have written it: two kinds of exception, each in its own table."""
    content = older(content, lacking("dated_exception", "acceptance_id", "part", "closed_by_name"))
    parts = entries(content)
    told = json.loads(parts["manifest.json"])
    told["revision"] = BEFORE
    told["tables"] = sorted([*told["tables"], {"name": "handover_exception", "rows": 0, "content": "", "sha256": ""}],
                            key=lambda one: one["name"])  # fmt: skip
    dated = [json.loads(line) for line in parts["rows/dated_exception.jsonl"].splitlines()]
    (acceptance,) = (json.loads(line)["id"] for line in parts["rows/handover_acceptance.jsonl"].splitlines())
    waiver = json.loads(parts["rows/waiver.jsonl"].splitlines()[0])
    dated = [row | {"waiver_id": waiver["id"], "criterion_id": waiver["criterion_id"]} for row in dated[:1]]
    shared = ("client_id", "engagement_id", "text", "answers_id", "due_on", "closed_at")
    both = [
        {name: row[name] for name in shared} | {
            "id": str(new_id()), "acceptance_id": acceptance, "criterion_id": criterion, "closed_by_name": "Helen Ames",
            "how": "It hangs in the yard.",
        }
        for row in dated for criterion in (row["criterion_id"], None)
    ]  # fmt: skip
    for name, rows in (("dated_exception", dated), ("handover_exception", both)):
        parts[f"rows/{name}.jsonl"] = b"".join(text_of(row) + b"\n" for row in rows)
    return with_sums(parts | {"manifest.json": json.dumps(told).encode()})


def lacking(table, *columns):
    return lambda name, row: {k: v for k, v in row.items() if name != table or k not in columns}


def brought(app, model, slug="older"):
    return all_brought(app, model, slug)[0]


def all_brought(app, model, slug="older"):
    with app.app_context(), entered(Context()):
        workspace = db.session.scalars(select(Workspace.id).where(Workspace.slug == slug)).one()
    with app.app_context(), entered(Context(workspace=workspace)):
        rows = db.session.scalars(select(model)).all()
        db.session.expunge_all()
        return rows


def test_what_was_added_since_has_its_default(furnished):
    content = older(archive_of(furnished.app, CLIENT), lacking("engagement", "practice_access", "sealed_at"))
    bring(furnished.app, content, slug="older")
    found = brought(furnished.app, Engagement)
    assert (found.practice_access, found.sealed_at) == ("full", None)


def test_a_table_that_was_not_there_yet_stays_empty(furnished):
    content = older(archive_of(furnished.app, CLIENT), lambda _, row: row, without=["dissent", "lesson"])
    assert bring(furnished.app, content, slug="older").rows > 0


def test_a_step_changes_what_was_written_otherwise(furnished, stepping):
    @stepping(known_revisions()[-1])
    def title_is_called_name(name, row):
        if name == "client":
            return {("name" if key == "title" else key): value for key, value in row.items()}
        return None if name == "dissent" else row

    def as_it_was(name, row):
        return {("title" if key == "name" else key): value for key, value in row.items()} if name == "client" else row

    bring(furnished.app, older(archive_of(furnished.app, CLIENT), as_it_was), slug="older")
    found = brought(furnished.app, Client)
    assert (found.id, found.name) == (NORTHGATE, "Northgate Recruitment")


def test_without_the_step_it_is_refused(furnished):
    with pytest.raises(BadArchive, match="lacks “name”"):
        bring(furnished.app, older(archive_of(furnished.app, CLIENT), lacking("client", "name")), slug="older")


def test_two_kinds_of_exception_come_in_as_one(furnished):
    content = before_exceptions_were_one_kind(archive_of(furnished.app, CLIENT))
    bring(furnished.app, content, slug="older")
    rows = sorted(all_brought(furnished.app, DatedException), key=lambda row: row.waiver_id is None)
    assert [(row.acceptance_id is not None, row.waiver_id is not None) for row in rows] == [(True, True), (True, False)]
    assert rows[1].evidence == "It hangs in the yard." and rows[1].closed_by_name == "Helen Ames"


def test_rows_that_no_version_wrote_are_refused(furnished):
    content = before_exceptions_were_one_kind(archive_of(furnished.app, CLIENT))
    forged = with_rows(content, "handover_exception", lambda rows: rows[0].pop("acceptance_id"))
    with pytest.raises(BadArchive, match="not as an earlier version"):
        bring(furnished.app, forged, slug="older")


def test_of_today_nothing_may_be_missing(furnished):
    content = older(archive_of(furnished.app, CLIENT), lacking("engagement", "sealed_at"))
    parts = entries(content)
    told = json.loads(parts["manifest.json"])
    told["revision"] = known_revisions()[-1]
    with pytest.raises(BadArchive, match="lacks “sealed_at”"):
        bring(furnished.app, with_sums(parts | {"manifest.json": json.dumps(told).encode()}), slug="older")
