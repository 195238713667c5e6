"""`kill -9` of the web server under load: what was acknowledged is there, once. `benchmarks/` does it for longer."""

import time
from pathlib import Path

import pytest

from benchmarks.concurrency import run
from benchmarks.places import open_place
from tests.databases import engines_under_test

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("engine", engines_under_test())
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(engine: str, tmp_path: Path) -> None:
    place, _ = open_place(engine, tmp_path, f"baton_race_{time.time_ns()}")
    found = run(place, seconds=8, kills=2)
    assert not found.wrong
    assert sum(len(one.work) + len(one.texts) for one in found.told) > 0
