"""A disk that is full, or a store that is away, is no defect: long work says so in plain words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.core.errors import Refused

from .storage import OutOfReach

FULL = "There is no room left where files are kept. Nothing was changed. Whoever runs Baton has to make room first."
AWAY = "The place where files are kept cannot be reached just now. Nothing was changed. Try again in a few minutes."
# Also a file that is larger than one may be there.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raises `Refused` with what to do, instead of whatever a disk or a store says."""
    try:
        yield
    except OutOfReach as problem:
        raise Refused(FULL if _full(problem.__cause__) else AWAY) from problem
    except (OSError, sqlite3.OperationalError) as problem:  # the latter where something is noted aside on disk
        raise Refused(FULL if _full(problem) else AWAY) from problem


def _full(problem: BaseException | None) -> bool:
    if isinstance(problem, sqlite3.OperationalError):
        return problem.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
    return isinstance(problem, OSError) and problem.errno in NO_ROOM
