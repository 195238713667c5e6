"""`dev.py test`: lint, the import contract, and the tests on both engines and in a browser."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from devkit import chromium, install
from devkit.data import SLOW
from devkit.place import Place
from devkit.steps import say

MOST_WORKERS = 4
OWN_WORKERS = ("-n", "--numprocesses", "--pdb")
# What the tests are told themselves; everything else that steers Baton is kept from them.
FOR_TESTS = ("BATON_TEST_ENGINES", "BATON_CHROMIUM")


def test(place: Place, fast: bool, extra: Sequence[str]) -> int:
    """Install what is missing, check the code, run pytest with `extra`. Returns pytest's exit code,
    or 1 when only a check of the code failed; raises `Trouble`."""
    install.make_venv(place)
    install.install_uv(place)
    install.install_libraries(place, "requirements-dev.txt")
    install.fetch_assets(place)
    browser = None if fast else chromium.provide(place.root)
    sound = check_code(place)
    env = environment(fast, browser, os.environ)
    code = subprocess.run(pytest_command(place, fast, extra), cwd=place.root, env=env).returncode
    if not sound:
        say("Not accepted: a check of the code failed, see above")
    return code or int(not sound)


def mutate(place: Place, modules: Sequence[str]) -> int:
    """Install what is missing and try mutations of the index's code. Returns 0 when few enough went unnoticed."""
    install.make_venv(place)
    install.install_uv(place)
    for requirements in ("requirements-dev.txt", "requirements-mutation.txt"):
        install.install_libraries(place, requirements)
    return subprocess.run([place.python, "-m", "devkit.mutation", *modules], cwd=place.root).returncode


def check_code(place: Place) -> bool:
    """Run ruff and the import contract; says what they found, and whether both are content."""
    return all([_check(place, "ruff", "check", "--quiet", "."), _check(place, "lint-imports", "--no-logo")])


def _check(place: Place, tool: str, *words: str) -> bool:
    ended = subprocess.run(
        [place.venv / "bin" / tool, *words],
        cwd=place.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if ended.returncode:
        print(ended.stdout, flush=True)
    say(f"{tool}: {'failed' if ended.returncode else 'content'}")
    return ended.returncode == 0


def environment(fast: bool, browser: str | None, env: Mapping[str, str]) -> dict[str, str]:
    """What the tests see: no setting of a Baton that runs here, the engines, and the browser."""
    ours = {name: value for name, value in env.items() if not _steers_baton(name) and name not in SLOW}
    engines = "sqlite" if fast else env.get("BATON_TEST_ENGINES") or "sqlite,postgresql"
    told = {"BATON_TEST_ENGINES": engines, **({"BATON_CHROMIUM": browser} if browser else {})}
    return {**ours, **told}


def _steers_baton(name: str) -> bool:
    return name == "DATABASE_URL" or (name.startswith("BATON_") and name not in FOR_TESTS)


def pytest_command(place: Place, fast: bool, extra: Sequence[str]) -> list[str | Path]:
    """pytest, on as many workers as there are cores (four at most) unless `extra` says otherwise."""
    spread = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist=loadgroup"]
    if any(word.startswith(OWN_WORKERS) for word in extra):
        spread = []
    chosen = ["-m", "not browser and not slow"] if fast else []
    return [place.python, "-m", "pytest", *spread, *chosen, *extra]
