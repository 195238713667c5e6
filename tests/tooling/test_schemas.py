"""`dev.py schemas` writes what archives and packs look like."""

from devkit import install, line, schemas
from devkit.place import Place


def test_it_can_be_asked_for():
    assert line.read(["schemas"]).command == "schemas"


def test_a_schema_of_what_is_no_more_goes(tmp_path, monkeypatch):
    for step in ("make_venv", "install_uv", "install_libraries"):
        monkeypatch.setattr(install, step, lambda *_: None)
    asked = []
    monkeypatch.setattr(schemas, "run_tool", lambda command, *_: asked.append(command[-2]))
    old = tmp_path / "docs" / "schemas" / "archive" / "no_more.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}")
    assert schemas.write(Place(tmp_path)) == 0
    assert asked == ["archive-schema", "pack-schema"] and not old.exists()
