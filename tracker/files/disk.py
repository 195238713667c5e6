"""Files in a folder beside the database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tracker.core.web import log

from .storage import CHUNK, Gone, OutOfReach, checked, known


class DiskStorage:
    """Each file is written aside and then given its name, so that a power cut leaves a whole file or none."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, key: str, content: BinaryIO) -> None:
        target = self.folder / checked(key)
        with _reachable():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside = target.parent / f"{secrets.token_hex(8)}.part"
            try:
                _write(aside, content)
                os.replace(aside, target)
                _keep_name(target.parent)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise

    def read(self, key: str) -> Iterator[bytes]:
        with _reachable():
            try:
                file = (self.folder / checked(key)).open("rb")
            except FileNotFoundError:
                raise Gone(key) from None
        return _pieces(file)

    def remove(self, key: str) -> None:
        with _reachable():
            (self.folder / checked(key)).unlink(missing_ok=True)

    def older(self, shard: str, before: datetime, most: int) -> list[str]:
        found: list[str] = []
        with _reachable():
            for path in sorted((self.folder / shard).glob("*/*/*")):
                key = str(path.relative_to(self.folder))
                if path.stat().st_mtime >= before.timestamp():
                    continue
                if known(key):
                    found.append(key)
                else:
                    path.unlink(missing_ok=True)  # what was being written when the power went
                if len(found) == most:
                    break
        return found


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        log.error("files out of reach", problem=type(problem).__name__, errno=problem.errno)
        raise OutOfReach() from problem


def _write(path: Path, content: BinaryIO) -> None:
    content.seek(0)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(CHUNK):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """The name itself must have reached the disk before anybody is told that the file is kept."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
