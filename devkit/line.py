"""The command line: what can be asked, and how a trouble is told."""

import argparse
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from devkit import install, schemas, screenshots, serving, testing
from devkit.place import Place
from devkit.trouble import Trouble, from_os

OURS = {"--fast", "-h", "--help"}
ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Do what the command line asks. Returns the exit code; a trouble is told in one paragraph."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        return _do(read(sys.argv[1:] if argv is None else argv), Place(root))
    except Trouble as trouble:
        return _tell(trouble)
    except OSError as error:
        return _tell(from_os(error, "working in this folder"))
    except KeyboardInterrupt:
        return _tell(Trouble("Stopped before it was ready. The same command goes on from here."), code=130)


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as asked; after `test`, words that are not ours go to pytest."""
    extra = [word for word in argv[1:] if word not in OURS] if argv[:1] == ["test"] else []
    asked = _parser().parse_args([word for word in argv if word not in extra])
    asked.extra = extra
    return asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 dev.py", description="Run Baton here, or test it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    run = commands.add_parser("run", help="install what is missing and serve", allow_abbrev=False)
    run.add_argument("--port", type=_port, default=5000, help="5000 if not given")
    run.add_argument("--host", default="127.0.0.1", help="the address to listen on, 127.0.0.1 if not given")
    run.add_argument("--reset-demo", action="store_true", help="put the demo back as it was")
    test = commands.add_parser(
        "test", help="check the code and run the tests; other words go to pytest", allow_abbrev=False
    )
    test.add_argument("--fast", action="store_true", help="the part that takes under a minute")
    commands.add_parser("screenshots", help="take the pictures in docs/pictures, of the demo")
    mutate = commands.add_parser("mutate", help="change the index's code bit by bit: does a test notice?")
    mutate.add_argument("modules", nargs="*", help="formula, flags/triggers_people, …; all if none is named")
    commands.add_parser("schemas", help="write docs/schemas anew, after a change of the tables")
    commands.add_parser("assets", help="fetch the files for the browser")
    commands.add_parser("lock", help="pin the libraries anew, with hashes")
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 1 to 65535")
    return int(text)


def _do(asked: argparse.Namespace, place: Place) -> int:
    if asked.command == "run":
        return serving.run(place, asked.host, asked.port, asked.reset_demo)
    if asked.command == "test":
        return testing.test(place, asked.fast, asked.extra)
    if asked.command == "screenshots":
        return screenshots.take(place)
    if asked.command == "schemas":
        return schemas.write(place)
    if asked.command == "mutate":
        return testing.mutate(place, asked.modules)
    install.make_venv(place)
    install.install_uv(place)
    (install.fetch_assets if asked.command == "assets" else install.lock)(place)
    return 0


def _tell(trouble: Trouble, code: int = 1) -> int:
    width = min(100, shutil.get_terminal_size().columns)
    print(textwrap.fill(str(trouble), width, break_long_words=False, break_on_hyphens=False), file=sys.stderr)
    return code
