"""What the measuring commands share: how they are asked, and how they say whether a promise was kept."""

import argparse
from pathlib import Path

from benchmarks.places import ENGINES


def parser(about: str) -> argparse.ArgumentParser:
    """`--engine` (may be given twice), `--workspaces` and `--folder`, where the filled databases stay."""
    found = argparse.ArgumentParser(description=about.splitlines()[0])
    found.add_argument("--engine", choices=ENGINES, action="append")
    found.add_argument("--workspaces", type=int, default=1000)
    found.add_argument("--folder", type=Path, default=Path("instance/benchmarks"))
    return found


def kept(promise: bool) -> str:
    return "yes" if promise else "NO"
