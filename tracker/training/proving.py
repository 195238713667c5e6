"""What counts as showing that an item was done."""

from collections.abc import Callable

from tracker.core.errors import Refused


def check_proof(wanted: str, note: str, link: str, has_file: Callable[[], bool] = lambda: False) -> None:
    """`wanted` is note, link, either or none; a file that was attached shows as much as a link. Raises `Refused` at
    the field that is missing."""
    if wanted == "note" and not note:
        raise Refused("Write in a note how it went.", "note")
    if wanted == "link" and not link and not has_file():
        raise Refused("Add the link to the page that shows it, or attach a file on the item’s page.", "link")
    if wanted == "either" and not (note or link) and not has_file():
        raise Refused("Write a note, add a link, or attach a file that shows how it went.", "note")
