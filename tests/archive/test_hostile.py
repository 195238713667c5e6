"""A bad or hostile archive is refused whole, with the reason, before anything of it is written."""

import json
import stat
import struct
import zipfile
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.archive.archives import archive_of, bring, entries, with_manifest, with_rows, with_sums, zipped
from tests.archive.conftest import CLIENT, HARBOUR, PRACTICE
from tracker.accounts.models import User
from tracker.archive import checking, zips
from tracker.archive.zips import BadArchive
from tracker.core.context import entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow
_kept: dict[str, bytes] = {}


@pytest.fixture
def good(furnished):
    """Northgate's archive."""
    with furnished.app.app_context():
        engine = db.engine.dialect.name
    if engine not in _kept:
        _kept[engine] = archive_of(furnished.app, CLIENT)
    return _kept[engine]


@pytest.fixture
def refused(furnished):
    """`refused(content, "words")`: it is refused for that reason, and nothing has changed."""

    def refuse(content, reason, error=BadArchive, **where):
        before = footprint(furnished.app)
        with pytest.raises(error, match=reason):
            bring(furnished.app, content, **where or {"slug": "never"})
        assert footprint(furnished.app) == before

    return refuse


def footprint(app):
    with app.app_context():
        counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Workspace, User)]
        folder = app.config["SETTINGS"].instance / "files"
        with entered(PRACTICE.context()):
            rows = db.session.scalar(select(func.count()).select_from(cast.Client))
        return *counts, rows, sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_what_is_no_zip(refused):
    refused(b"PK\x03\x04 but no more", "not a ZIP")
    refused(b"", "not a ZIP")


def test_a_zip_that_is_cut_off_or_damaged(good, refused):
    refused(good[: len(good) // 2], "not a ZIP")
    at = good.index(b"rows/audit_event.jsonl") + 200
    refused(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :], "damaged|changed|no JSON|breaks off|too long")


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "/etc/passwd", "files/../manifest.json", "rows/client.jsonl/../../x", "files\\x", "C:/x",
    "x.py", "files/" + "A" * 64, "rows/Client.jsonl", "rows/",
])  # fmt: skip
def test_a_name_that_leads_elsewhere(good, refused, name):
    refused(zipped(entries(good) | {name: b"x"}), "has no place|no plain file")


def test_a_link_in_place_of_a_file(good, refused):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in entries(good).items():
            target.writestr(name, content)
        link = zipfile.ZipInfo("files/" + "a" * 64)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
    refused(out.getvalue(), "no plain file")


def test_a_name_twice(good, refused):
    out = BytesIO(good)
    with zipfile.ZipFile(out, "a") as target, pytest.warns(UserWarning):
        target.writestr("rows/client.jsonl", b"")
    refused(out.getvalue(), "there twice")


def test_an_encrypted_entry(good, refused):
    content = bytearray(good)
    directory = content.rindex(b"PK\x01\x02")
    flags = struct.unpack_from("<H", content, directory + 8)[0]
    struct.pack_into("<H", content, directory + 8, flags | 1)
    refused(bytes(content), "encrypted")


def test_a_bomb(good, refused):
    refused(zipped(entries(good) | {"rows/client.jsonl": b" " * 50_000_000}), "far more than it takes")


def test_entries_that_lie_over_each_other(good, refused):
    """One large piece that many entries of the directory point to."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("manifest.json", entries(good)["manifest.json"])
        target.writestr("files/" + "a" * 64, b"x" * 5000)
        second = zipfile.ZipInfo("files/" + "b" * 64)
        first = target.filelist[1]
        second.header_offset, second.file_size, second.compress_size, second.CRC = (
            first.header_offset, first.file_size, first.compress_size, first.CRC,
        )  # fmt: skip
        target.filelist.append(second)
        target.NameToInfo[second.filename] = second
    refused(out.getvalue(), "lie over each other|damaged")


@pytest.mark.parametrize(("limit", "value", "reason"), [
    ("MOST_ENTRIES", 10, "more entries"), ("LARGEST", 1000, "unpack to more"), ("LONGEST_LINE", 100, "too long"),
    ("LARGEST_FILE", 3, "too large"),
])  # fmt: skip
def test_too_much_of_anything(good, refused, monkeypatch, limit, value, reason):
    monkeypatch.setattr(zips, limit, value)
    refused(good, reason)


def test_too_many_rows(good, refused, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ROWS", 100)
    refused(good, "more rows")


@pytest.mark.parametrize(("change", "reason"), [
    (lambda told: told.update(version=2), "newer format"),
    (lambda told: told.update(revision="9999_tomorrow"), "does not know"),
    (lambda told: told.update(format="somebody-elses"), "not that of an archive"),
    (lambda told: told.update(content="0" * 64), "sum of its content"),
    (lambda told: told.update(extra=1), "unknown “extra”"),
    (lambda told: told.pop("tables"), "lacks “tables”"),
    (lambda told: told["scope"].update(client=None), "whose content"),
    (lambda told: told["scope"].update(client=str(new_id())), "another client"),
    (lambda told: told["workspace"].update(zone="Mars/Olympus"), "time zone"),
    (lambda told: told["workspace"].update(zone="../../etc/passwd"), "time zone"),
    (lambda told: told["workspace"].update(name="x" * 121), "too long"),
    (lambda told: told["workspace"].update(id=str(new_id())), "unknown “id”"),
    (lambda told: told["tables"].append(told["tables"][0]), "names a table twice"),
    (lambda told: told["tables"].pop(), "is missing"),
    (lambda told: told["tables"][0].update(rows=-1), "out of range"),
    (lambda told: told["tables"][0].update(rows=10**9), "more rows|does not have"),
    (lambda told: told["tables"][0].update(sha256="0" * 64), "changed"),
    (lambda told: told["files"].update(count=0), "files that are there"),
])  # fmt: skip
def test_a_manifest_that_does_not_tell_the_truth(good, refused, change, reason):
    refused(with_manifest(good, change), reason)


def test_a_manifest_that_is_none(good, refused):
    refused(zipped(entries(good) | {"manifest.json": b"[" * 100_000}), "no JSON")
    refused(zipped({name: part for name, part in entries(good).items() if name != "manifest.json"}), "no manifest")


def test_a_part_that_is_missing_or_too_much(good, refused):
    parts = entries(good)
    refused(zipped({name: part for name, part in parts.items() if name != "rows/client.jsonl"}), "is missing")
    refused(zipped(parts | {"rows/users.jsonl": b""}), "not in the manifest")
    file = next(name for name in parts if name.startswith("files/"))
    refused(zipped({name: part for name, part in parts.items() if name != file}), "is missing")
    refused(zipped(parts | {file: parts[file] + b"x"}), "not as large|not what|files that are there")
    refused(zipped(parts | {"files/" + "a" * 64: b"x"}), "named by no row")


@pytest.mark.parametrize("table", ["users", "login_session", "workspace", "export_of_something"])
def test_a_table_that_is_none_of_an_archives(good, refused, table):
    parts = entries(good)
    told = json.loads(parts["manifest.json"])
    told["tables"].append({"name": table, "rows": 0, "content": "0" * 64, "sha256": "0" * 64})
    parts |= {"manifest.json": json.dumps(told).encode(), f"rows/{table}.jsonl": b""}
    refused(with_sums(parts), "is no table")


def set_in(table, **values):
    return table, lambda rows: rows[0].update(values)


def dropped(table, name):
    return table, lambda rows: rows[0].pop(name)


FORGED = {
    "an unknown column": (*set_in("client", password="x"), "unknown “password”"),
    "a workspace of its own": (*set_in("client", workspace_id=str(HARBOUR)), "unknown “workspace_id”"),
    "a column that is missing": (*dropped("client", "name"), "lacks “name”"),
    "a text where a number is": (*set_in("client", headcount="34"), "headcount is no integer"),
    "a yes where a number is": (*set_in("client", headcount=True), "headcount is no integer"),
    "a number out of range": (*set_in("client", headcount=2**31), "out of range"),
    "a fraction of a person": (*set_in("client", headcount=1.5), "headcount is no integer"),
    "nothing where there must be something": (*set_in("client", name=None), "name is no string"),
    "a text that is too long": (*set_in("client", name="x" * 121), "too long"),
    "a NUL": (*set_in("client", name="North\x00gate"), "no text may have"),
    "a value that is none of the list": (*set_in("engagement", state="owned"), "unknown value"),
    "a day that is none": (*set_in("engagement", starts_on="2026-02-30"), "is no date"),
    "a day before all days": (*set_in("engagement", starts_on="0001-01-01"), "not written as it must be"),
    "a moment that is none": (*set_in("client", added_at="2026-01-01T25:00:00.000000Z"), "is no date-time"),
    "a moment elsewhere": (*set_in("client", added_at="2026-01-01T10:00:00+02:00"), "not written as it must be"),
    "an id that is none": (*set_in("client", id="1; DROP TABLE client"), "not written as it must be"),
    "JSON of another shape": (*set_in("engagement", playbook=[]), "no object"),
    "another client's id": (*set_in("provider", client_id=str(new_id())), "another client"),
    "a key that points outside": (*set_in("provider", engagement_id=str(new_id())), "not in the archive"),
    "a person from outside": (*set_in("engagement", lead_id=str(new_id())), "not in the archive"),
    "a lead with an open place": (
        "membership", lambda rows: next(one for one in rows if one["role"] == "lead").update(ended_at=None),
        "open place"),
    "a role of the other side": (
        "membership", lambda rows: next(one for one in rows if one["role"] == "owner").update(role="lead"),
        "not for her side"),
    "an operator": (
        "membership", lambda rows: next(one for one in rows if one["role"] == "owner").update(role="operator"),
        "not for her side"),
    "no address": (*set_in("membership", user_id="Robert'); --"), "not written as it must be"),
    "a row twice": ("provider", lambda rows: rows.append(rows[0]), "there twice"),
    "an unknown kind of file": (*set_in("attachment", kind="exe"), "unknown kind"),
    "a decision over one that is nowhere": (*set_in("decision", supersedes_id=str(new_id())), "not there"),
    "bytes that are not there": (*set_in("status_report", paper="0" * 64), "is missing|named by no row"),
}  # fmt: skip


@pytest.mark.every_engine
@pytest.mark.parametrize("what", FORGED)
def test_a_row_that_is_forged_though_all_sums_are_right(good, refused, what):
    table, change, reason = FORGED[what]
    refused(with_rows(good, table, change), reason)


@pytest.mark.parametrize("line", [b"{", b"[]\n", b'{"id": NaN}\n', b'{"id": 1e999}\n', b"[" * 5000 + b"\n",
                                  b'{"id": "\\ud800"}\n', b"\xff\xfe\n", b"1" * 5000 + b"\n"])  # fmt: skip
def test_a_line_that_is_no_row(good, refused, line):
    refused(zipped(entries(good) | {"rows/client.jsonl": line}), "client.jsonl")


def test_rows_that_are_there_already(good, refused):
    refused(good, "there already", Refused, into="harbour")


def test_an_address_that_is_taken_or_is_none(good, refused):
    refused(good, "Choose another", Refused, slug="tidewater")
    refused(good, "cannot be the address", Refused, slug="../x")
    refused(good, "cannot be the address", Refused, slug="admin")
    refused(good, "no workspace", Refused, into="nowhere")


def test_a_whole_workspace_goes_into_no_other(furnished, refused):
    refused(archive_of(furnished.app, PRACTICE), "Only one client", Refused, into="tidewater")


def test_a_value_that_only_the_database_knows_to_be_wrong(good, refused):
    refused(with_rows(good, *set_in("activity", rung=9)), "breaks a rule", Refused)


def test_what_is_typed_is_data(furnished, good):
    script = "<script>alert(1)</script>{{ 7*7 }}"
    content = with_rows(good, *set_in("client", name=script))
    bring(furnished.app, content, slug="typed")
    with furnished.app.app_context():
        assert db.session.scalar(select(Workspace.name).where(Workspace.slug == "typed")) == script


def test_twice_is_once(furnished, good, refused):
    bring(furnished.app, good, slug="once")
    refused(good, "brought in there already", Refused, slug="once")


def test_a_client_goes_into_a_practice_that_is_there(furnished, good):
    bring(furnished.app, good, into="tidewater")
    with furnished.app.app_context(), entered(cast.BY_KEY["tessa"].context()):
        names = dict(db.session.execute(select(cast.Client.reference, cast.Client.name)).all())
    assert names == {1: "Quay Architects", 2: "Northgate Recruitment"}
