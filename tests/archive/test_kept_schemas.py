"""The schemas that are kept beside the documentation are those that archives carry: `python3 dev.py schemas`."""

import json
from pathlib import Path

from tracker.archive.manifest import SCHEMA
from tracker.archive.parts import parts
from tracker.archive.shapes import schema_of, written

KEPT = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "archive"


def test_docs_schemas_archive_is_what_dev_py_schemas_writes():
    made = {"manifest": SCHEMA} | {part.name: schema_of(part) for part in parts().values()}
    kept = {path.stem: path.read_bytes() for path in KEPT.iterdir()}
    assert {*kept} == {*made}
    assert [name for name, schema in made.items() if kept[name] != written(schema)] == []


def test_somebody_who_reads_them_finds_that_they_are_json_schema():
    assert all(json.loads(path.read_text())["$schema"].endswith("2020-12/schema") for path in KEPT.iterdir())
