"""The demo on SQLite, told once in a test run by whichever process comes first, and copied by all who need it."""

import fcntl
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

from tests.databases import open_stage
from tracker.demo.loading import load
from tracker.demo.stories.practices import PRACTICES

SECONDS = "seconds of computing"


def put_told_demo(basetemp: Path, into: Path) -> float:
    """Copy the database with the demo, and its files, into this folder. Returns the seconds that the telling took.

    Other workspaces live there too. `basetemp` is that of the tests' own process.
    """
    run = basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp
    told = run / "told"
    with (run / "told.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (told / SECONDS).is_file():
            shutil.rmtree(told, ignore_errors=True)
            told.mkdir()
            _tell(told)
    shutil.copytree(told, into, dirs_exist_ok=True)
    return float((into / SECONDS).read_text())


def _tell(folder: Path) -> None:
    stage = open_stage("sqlite", folder, "told")
    stage.set_back()
    stage.app.config["SETTINGS"] = replace(stage.app.config["SETTINGS"], demo=True)
    began = time.process_time()
    with stage.app.app_context():
        for practice in PRACTICES:
            load(practice)
    seconds = time.process_time() - began
    stage.keep_as_opening()
    (folder / SECONDS).write_text(str(seconds))
