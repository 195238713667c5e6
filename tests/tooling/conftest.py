"""A checkout to work in, and a stand-in for every tool, which notes what it was asked."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from devkit.place import Place

STAND_IN = """#!{python}
import json, os, sys
with open({asked!r}, "a") as notes:
    notes.write(json.dumps([{name!r}, *sys.argv[1:]]) + "\\n")
print({says!r})
sys.exit({code})
"""


class Tools:
    """Programs put in the place of real ones. `asked` is every command line they were given."""

    def __init__(self, folder: Path):
        self.notes = folder / "asked.jsonl"

    def put(self, path: Path, says: str = "", code: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(
            STAND_IN.format(python=sys.executable, asked=str(self.notes), name=path.name, says=says, code=code)
        )
        path.chmod(0o755)

    @property
    def asked(self) -> list[list[str]]:
        return [json.loads(line) for line in self.notes.read_text().splitlines()] if self.notes.exists() else []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    root = tmp_path / "baton"
    (root / "migrations" / "versions").mkdir(parents=True)
    (root / "tracker" / "static").mkdir(parents=True)
    (root / "tracker" / "static" / "icons.txt").write_text("check\n")
    for name in ("uv", "node", "dev"):
        (root / f"requirements-{name}.txt").write_text(f"{name}==1\n")
    (root / "requirements.txt").write_text("flask==3\n")
    return Place(root)


@pytest.fixture
def tools(tmp_path: Path, place: Place) -> Tools:
    """Stand-ins for the programs of `.venv`, which exists as if it had been made."""
    tools = Tools(tmp_path)
    for name in ("python", "uv", "npm"):
        tools.put(place.venv / "bin" / name)
    return tools


@pytest.fixture
def only_on_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """`only_on_path()` leaves nothing on the PATH and returns the folder that is on it now."""

    def empty() -> Path:
        folder = tmp_path / "path"
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv("PATH", str(folder))
        return folder

    return empty
