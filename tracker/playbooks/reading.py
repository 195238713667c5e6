"""The door to playbook files: reads one, checks all of it, gives its content or every problem with its line.

As a command, `python -m tracker.playbooks.reading FILE…` checks files and exits with 1 if any has problems.
"""

import os
import sys
from functools import cache
from pathlib import Path

from .checks import check
from .content import PlaybookContent
from .pillars import check_pillars
from .place import Place
from .playbook_shape import PLAYBOOK
from .problems import PlaybookError, Problem, Problems
from .shapes import FORBIDDEN
from .tree import Fields, Node, tree_of

__all__ = ["PlaybookContent", "PlaybookError", "list_shipped", "read_playbook"]

LARGEST = 256 * 1024  # bytes
_SHIPPED = Path(__file__).parent / "shipped"
# The first is the one most practices start from.
_SHOWN_FIRST = "social-media.yaml"


def read_playbook(source: str | bytes | os.PathLike[str], name: str | None = None) -> PlaybookContent:
    """Read and check a whole playbook.

    `source` is a path object, or the text itself; a `str` is always text, so that what somebody uploads can
    never name a file of ours. `name` stands before the line in messages; it defaults to the file's name.
    Raises PlaybookError with all problems, in the order of the file.
    """
    name = name or (Path(source).name if isinstance(source, os.PathLike) else "playbook")
    problems = Problems()
    content = _content(source, problems)
    if problems or content is None:
        raise PlaybookError(problems.by_line(), name, problems.left_out)
    return content


@cache
def list_shipped() -> tuple[PlaybookContent, ...]:
    """The playbooks that come with Baton, the social-media one first, the others by file name. Read once."""
    files = sorted(_SHIPPED.glob("*.yaml"), key=lambda file: (file.name != _SHOWN_FIRST, file.name))
    return tuple(read_playbook(file) for file in files)


def parse(source: str | bytes | os.PathLike[str], problems: Problems) -> Node | None:
    """The tree of a file, not judged yet; None, with the reason among `problems`, where it cannot be read."""
    text = _text(source, problems)
    if text is None or _control_characters(text, problems):
        return None
    return tree_of(text, problems)


def _content(source: str | bytes | os.PathLike[str], problems: Problems) -> PlaybookContent | None:
    root = parse(source, problems)
    if root is None:
        return None
    place = Place(problems)
    content = PLAYBOOK.read(root, place)
    if isinstance(root, Fields):
        check(root, place)
        check_pillars(root, place)
    return content if isinstance(content, PlaybookContent) else None


def _text(source: str | bytes | os.PathLike[str], problems: Problems) -> str | None:
    """The text with plain line ends; None if it cannot be read, is too large or is not UTF-8."""
    try:
        raw = _bytes(source)
    except OSError as error:
        problems.add(Problem(None, "", f"cannot be read: {error.strerror or 'unknown reason'}"))
        return None
    if len(raw) > LARGEST:
        problems.add(Problem(None, "", f"the file is larger than {LARGEST // 1024} KB"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.add(Problem(line, "", "the file is not UTF-8 text"))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(source: str | bytes | os.PathLike[str]) -> bytes:
    if isinstance(source, os.PathLike):
        with open(source, "rb") as file:
            return file.read(LARGEST + 1)
    if isinstance(source, str):
        # A lone surrogate has no UTF-8: let it through here, decoding then finds its line.
        return source[: LARGEST + 1].encode("utf-8", "surrogatepass")
    return source[: LARGEST + 1]


def _control_characters(text: str, problems: Problems) -> bool:
    """The parser stops at the first of these without its line, so they are looked for beforehand."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = FORBIDDEN.search(line)
        if found:
            code = f"U+{ord(found.group()):04X}"
            problems.add(Problem(number, "", f"control characters are not allowed; found {code}"))
    return bool(problems)


def main(arguments: list[str]) -> int:
    if not arguments:
        print("usage: python -m tracker.playbooks.reading FILE…", file=sys.stderr)
        return 2
    failed = False
    for file in map(Path, arguments):
        try:
            content = read_playbook(file)
        except PlaybookError as error:
            failed = True
            print(error)
        else:
            print(f"{file.name}: sound, {content.title} (version {content.version})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
