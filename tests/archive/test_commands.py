"""The operator's commands, as they are typed."""

import json

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select

from tests.archive.archives import entries
from tracker.archive.parts import parts
from tracker.core.database import db
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow


@pytest.fixture
def run(furnished):
    runner = furnished.app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


def test_out_and_in_again(furnished, run, tmp_path):
    file = tmp_path / "northgate.zip"
    said = run("export-archive", "--workspace", "harbour", "--client", "C-0001", file)
    assert said.exit_code == 0, said.output
    assert "rows and" in said.output and "gone already" in said.output
    assert file.stat().st_mode & 0o077 == 0
    assert run("check-archive", file).output.startswith("Sound: ")
    said = run("import-archive", file, "--workspace-slug", "northgate")
    assert "into /w/northgate" in said.output
    with furnished.app.app_context():
        assert db.session.scalar(select(Workspace.name).where(Workspace.slug == "northgate")) == "Northgate Recruitment"


def test_a_whole_workspace_is_called_as_before(furnished, run, tmp_path):
    file = tmp_path / "harbour.zip"
    assert run("export-archive", "--workspace", "harbour", file).exit_code == 0
    assert run("import-archive", file, "--workspace-slug", "harbour-two").exit_code == 0
    with furnished.app.app_context():
        names = select(Workspace.name).where(Workspace.slug.in_(["harbour", "harbour-two"]))
        assert db.session.scalars(names).all() == ["Harbour & Lane"] * 2


def test_what_is_refused_is_said(run, tmp_path):
    file = tmp_path / "no.zip"
    file.write_bytes(b"no")
    for words in (("check-archive", file), ("import-archive", file)):
        said = run(*words)
        assert said.exit_code == 1
        assert "This archive is refused. This is not a ZIP file" in said.output
    assert "no workspace" in run("export-archive", "--workspace", "nowhere", file).output
    assert "no client" in run("export-archive", "--workspace", "harbour", "--client", "Quay Architects", file).output
    assert file.read_bytes() == b"no"
    assert [path.name for path in tmp_path.iterdir()] == ["no.zip"]


def test_every_row_is_as_the_schema_says_that_travels_with_it(run, tmp_path):
    file, folder = tmp_path / "harbour.zip", tmp_path / "schema"
    run("export-archive", "--workspace", "harbour", file)
    assert run("archive-schema", folder).exit_code == 0
    found = entries(file.read_bytes())
    assert {path.stem for path in folder.iterdir()} == {*parts(), "manifest"}
    for path in folder.iterdir():
        schema = json.loads(path.read_text())
        assert json.loads(found[f"schema/{path.name}"]) == schema
        Draft202012Validator.check_schema(schema)
        lines = [found["manifest.json"]] if path.stem == "manifest" else found[f"rows/{path.stem}.jsonl"].splitlines()
        for line in lines:
            Draft202012Validator(schema).validate(json.loads(line))
