"""`dev.py schemas`: the JSON Schemas in docs/schemas, of this version's archives and packs."""

import os
import tempfile
from pathlib import Path

from devkit import data, install
from devkit.place import Place, keep_secret_key
from devkit.steps import run_tool, say

COMMANDS = {"archive": "archive-schema", "pack": "pack-schema"}


def write(place: Place) -> int:
    """Write them anew; what a table had that is no more goes. Raises `Trouble`."""
    install.make_venv(place)
    install.install_uv(place)
    install.install_libraries(place, "requirements.txt")
    say("Writing the schemas")
    with tempfile.TemporaryDirectory(prefix="baton-schemas-") as instance:
        keep_secret_key(Path(instance))
        env = data.environment(place, 5000, "127.0.0.1", os.environ) | {"BATON_INSTANCE": instance}
        for name, command in COMMANDS.items():
            folder = place.root / "docs" / "schemas" / name
            for old in folder.glob("*.json"):
                old.unlink()
            flask = [place.python, "-m", "flask", "--app", "wsgi", command, folder]
            run_tool(flask, "writing the schemas", place.root, env)
    return 0
