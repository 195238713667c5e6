"""What the JSON in a pack looks like is written down, beside the documentation and in each pack."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.handover.test_pack_document import MATERIAL
from tracker.archive.shapes import written
from tracker.handover.packs.bundle import bundle
from tracker.handover.packs.chapters import document_of
from tracker.handover.packs.document import Chapter, Heading, Picture, Points, Prose, Said, Table, Tone, as_data
from tracker.handover.packs.shapes import SCHEMAS

KEPT = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "pack"
EVERY_BLOCK = (
    Heading("What", 2), Said("So.", Tone.MISSING), Prose("*So*"), Points(("a", "b")), Picture("p", "<svg/>", "Seen"),
    Table("t", "T", ("A",), (("1",),), (0,)),
)  # fmt: skip


def test_docs_schemas_pack_is_what_dev_py_schemas_writes():
    assert {path.stem: path.read_bytes() for path in KEPT.iterdir()} == {
        name: written(schema) for name, schema in SCHEMAS.items()
    }


@pytest.mark.parametrize("kind", ["full", "minimum"])
def test_a_pack_is_as_the_schemas_in_it_say(kind):
    document, into = document_of(replace(MATERIAL, kind=kind)), io.BytesIO()
    bundle(document, (), b"%PDF", lambda kept: (), into)
    packed = zipfile.ZipFile(into)
    for name in SCHEMAS:
        schema = json.loads(packed.read(f"schema/{name}.json"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(packed.read(f"{name}.json")))


def test_every_kind_of_block_is_described_and_nothing_else():
    document = document_of(MATERIAL)
    data = as_data(replace(document, chapters=(Chapter("all", "All", EVERY_BLOCK),)))
    check = Draft202012Validator(SCHEMAS["document"])
    assert check.is_valid(data) and len(data["chapters"][0]["blocks"]) == len(EVERY_BLOCK)
    data["chapters"][0]["blocks"][0]["more"] = 1
    assert not check.is_valid(data)
