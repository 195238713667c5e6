"""`dev.py screenshots`: the pictures in docs/pictures, taken of the demo as it is on its first day."""

import os
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devkit import chromium, data, install, serving
from devkit.place import Place, keep_secret_key
from devkit.steps import run_tool, say
from devkit.trouble import Trouble

HOST = "127.0.0.1"
# What a developer's own Baton was told must not steer this one.
OURS = ("DATABASE_URL", "BATON_")


def take(place: Place) -> int:
    """Serve the demo on a spare port from a folder of its own, and photograph it. Raises `Trouble`."""
    install.make_venv(place)
    install.install_uv(place)
    install.install_libraries(place, "requirements-dev.txt")
    install.fetch_assets(place)
    browser = chromium.provide(place.root)
    if browser is None:
        raise Trouble("Pictures need a browser: install Chromium, or name it in BATON_CHROMIUM.")
    with tempfile.TemporaryDirectory(prefix="baton-pictures-") as folder:
        return _photograph(Studio(place.root, Path(folder)), browser)


@dataclass(frozen=True)
class Studio(Place):
    """This checkout, with a data folder of its own."""

    folder: Path

    @property
    def instance(self) -> Path:
        return self.folder


def _photograph(studio: Studio, browser: str) -> int:
    port = _spare_port()
    keep_secret_key(studio.instance)
    env = data.environment(studio, port, HOST, _without_ours(os.environ))
    data.migrate(studio, env)
    data.load_demo(studio, env)
    web = serving.programs(studio, HOST, port)[0]
    web.start(studio, env)
    try:
        say("Taking the pictures")
        camera = [studio.python, "-m", "devkit.camera", env["BATON_URL"], browser, studio.root / "docs" / "pictures"]
        run_tool(camera, "taking the pictures", studio.root, env)
    finally:
        web.stop()
    return 0


def _without_ours(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if not name.startswith(OURS)}


def _spare_port() -> int:
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return trial.getsockname()[1]
