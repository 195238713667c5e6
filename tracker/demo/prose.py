"""The texts of a story, read from a Markdown file: `# part`, then `## key`, its text, and the owner's words as a "
    "quote."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "prose"


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` as it is saved; `words` are those in which an owner signs it, one quote for each voice there is."""

    text: str
    words: tuple[str, ...]


@cache
def prose(name: str) -> dict[str, dict[str, Passage]]:
    """Every part of a file: `prose("northgate.md")["sections"]["purpose"]`."""
    parts: dict[str, dict[str, Passage]] = {}
    for part in ("\n" + (FOLDER / name).read_text(encoding="utf-8")).split("\n# ")[1:]:
        title, _, body = part.partition("\n")
        passages = (passage.partition("\n") for passage in ("\n" + body).split("\n## ")[1:])
        parts[title.strip()] = {key.strip(): _passage(text) for key, _, text in passages}
    return parts


def _passage(body: str) -> Passage:
    lines = body.strip().splitlines()
    words = tuple(line.removeprefix(">").strip() for line in lines if line.startswith(">"))
    return Passage("\n".join(line for line in lines if not line.startswith(">")).strip(), words)
