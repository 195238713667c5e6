"""What trainees write when they tick an item off: two sentences to draw from for each item of a playbook."""

from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "prose"


def note_on(playbook: str, number: int, lot: Random) -> str:
    """Raises KeyError for an item on which nobody has written anything."""
    return lot.choice(_notes(playbook)[number])


@cache
def _notes(playbook: str) -> dict[int, list[str]]:
    """A file of lines such as `6. Signed in as myself. | The shared sign-in is gone.`"""
    lines = (FOLDER / f"{playbook}-notes.md").read_text(encoding="utf-8").splitlines()
    numbered = (line.partition(". ") for line in lines if line[:1].isdigit())
    return {int(number): [note.strip() for note in notes.split("|")] for number, _, notes in numbered}
