"""What can be wrong on somebody's machine, said in a paragraph they can act on."""

import errno
import os
import re
import shutil
import tempfile
from pathlib import Path

FULL = re.compile(r"No space left on device|ENOSPC|database or disk is full|Disk quota exceeded", re.I)
UNREACHABLE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|dns error"
    r"|error sending request|Failed to establish a new connection|Max retries exceeded"
    r"|Temporary failure (in name resolution|resolving)|Could not resolve|Network is unreachable"
    r"|timed out|Failed to fetch|No matching distribution found",
    re.I,
)
CHANGED = re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch|EINTEGRITY", re.I)
# The last line of a traceback, and what follows it up to a blank line.
RAISED = re.compile(r"^[\w.]+(?:Error|Exception|Settings): .+(?:\n(?!\[SQL|\(Background).+)*", re.M)
NEARLY_FULL = 4 * 2**20
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT}
# Lines in which pip and npm talk about themselves after the error.
HINT = re.compile(
    r"\[notice\]|hint:|npm (error|ERR!) (A complete log|\S*\.log|$)|\(Background on this|.*npm help config",
    re.I,
)


class Trouble(Exception):
    """Something the person at the keyboard can mend. Its text is one paragraph, ready to print."""


class ToolFailed(Trouble):
    """A tool failed for a reason of its own, which is quoted."""


def disk_full(doing: str) -> Trouble:
    """The disk filled up while `doing` ("installing the libraries")."""
    return Trouble(
        f"The disk is full: {doing} ran out of space. Free about 1 GB where Baton lies (and in the folder "
        "for temporary files), then run the same command again; it goes on where it stopped."
    )


def from_os(error: OSError, doing: str) -> Trouble:
    """The trouble behind an error of the operating system."""
    if error.errno in DISK_ERRORS:
        return disk_full(doing)
    where = f" ({error.filename})" if error.filename else ""
    return Trouble(f"Stopped while {doing}: {os.strerror(error.errno) if error.errno else error}{where}.")


def from_output(output: str, doing: str, fetching: bool = False) -> Trouble:
    """The trouble behind a failed tool, judged by what it printed; `fetching`: it asks a registry."""
    if FULL.search(output) or nearly_full():
        return disk_full(doing)
    if fetching and CHANGED.search(output):
        return Trouble(
            f"Stopped while {doing}: a downloaded file is not the one that was locked, so it was not used. "
            "Try again; if it stays so, something between you and the registry alters files."
        )
    if fetching and UNREACHABLE.search(output):
        return Trouble(
            f"No package registry could be reached while {doing}. Baton needs the network the first time it "
            "starts: check the connection, and the proxy or mirror that pip and npm are told to use, then "
            f"run the same command again. The tool said: {_from(UNREACHABLE, output)}"
        )
    return ToolFailed(f"Stopped while {doing}. The tool said: {last_words(output)}")


def nearly_full(*folders: Path) -> bool:
    """Whether a disk we write to is as good as full: tools do not always say so when it is."""
    ours = folders or (Path(__file__).parent, Path(tempfile.gettempdir()))
    return any(shutil.disk_usage(folder).free < NEARLY_FULL for folder in ours)


def _from(wanted: re.Pattern[str], output: str, most: int = 200) -> str:
    found = wanted.search(output)
    return output[found.start() :].partition("\n")[0][:most] if found else "nothing."


def last_words(output: str, most: int = 300) -> str:
    """What `output` says last: its last error with the lines that belong to it, else its last line.

    Cut to `most` characters.
    """
    raised = list(RAISED.finditer(output))
    if raised:
        return " ".join(raised[-1][0].split())[:most]
    lines = [line.strip() for line in output.splitlines()]
    said = [line for line in lines if re.search(r"\w", line) and not HINT.match(line)]
    return said[-1][:most] if said else "nothing."
