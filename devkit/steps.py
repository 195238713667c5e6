"""Steps that are done once: each remembers a hash of what it was made from."""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devkit.trouble import Trouble, from_os, from_output


@dataclass(frozen=True)
class Stamps:
    """Remembers, in a folder, which steps were finished and with what."""

    folder: Path

    def fresh(self, step: str, inputs: str) -> bool:
        """Whether `step` was last finished with these `inputs` (a text from `fingerprint`)."""
        stamp = self.folder / step
        return stamp.is_file() and stamp.read_text() == inputs

    def write(self, step: str, inputs: str) -> None:
        """Remember that `step` is finished."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(inputs)

    def forget(self, step: str) -> None:
        """Have `step` done again next time."""
        (self.folder / step).unlink(missing_ok=True)


def fingerprint(*inputs: Path | str) -> str:
    """A SHA-256 over texts, files and whole folders; a missing file counts as such."""
    digest = hashlib.sha256()
    for part in inputs:
        for name, content in _contents(part):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _contents(part: Path | str) -> Iterable[tuple[str, bytes]]:
    if isinstance(part, str):
        yield "", part.encode()
    elif part.is_dir():
        for file in sorted(part.rglob("*.py")):
            yield str(file.relative_to(part)), file.read_bytes()
    else:
        yield part.name, part.read_bytes() if part.is_file() else b"\0missing"


def say(text: str) -> None:
    """One line about what is happening now."""
    print(f"· {text}", flush=True)


def run_tool(
    command: Sequence[str | Path],
    doing: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    fetching: bool = False,
    log: Path | None = None,
) -> str:
    """Run a tool to its end and return what it printed; `fetching` says that it asks a registry.

    When it fails and `log` is given, all that it printed is kept there.
    Raises `Trouble`, naming what Baton was `doing`, when the tool is missing or fails.
    """
    try:
        ended = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise from_os(error, doing) from error
    if ended.returncode:
        raise _kept(from_output(ended.stdout, doing, fetching), ended.stdout, log)
    return ended.stdout


def _kept(trouble: Trouble, output: str, log: Path | None) -> Trouble:
    if log:
        try:
            log.write_text(output, "utf-8")
        except OSError:
            return trouble
        return type(trouble)(f"{trouble} All that it said is in {log}.")
    return trouble
