"""What counts as showing that an item was done."""

from tracker.core.errors import Refused


def check_proof(wanted: str, note: str, link: str) -> None:
    """`wanted` is note, link, either or none. Raises `Refused` at the field that is missing."""
    if wanted == "note" and not note:
        raise Refused("Write in a note how it went.", "note")
    if wanted == "link" and not link:
        raise Refused("Add the link to the page that shows it.", "link")
    if wanted == "either" and not (note or link):
        raise Refused("Write a note or add a link that shows how it went.", "note")
