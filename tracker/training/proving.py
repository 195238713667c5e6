"""What counts as showing that an item was done."""

from collections.abc import Callable

from tracker.core.errors import Refused

OR_A_FILE = "A file attached to the item does as well."


def check_proof(wanted: str, note: str, link: str, has_file: Callable[[], bool] = lambda: False) -> None:
    """`wanted` is note, link, either or none; a file that was attached shows as much as a link. Raises `Refused` at
    the field that is missing."""
    if wanted == "note" and not note:
        raise Refused("Write in a note how it went.", "note")
    if wanted == "link" and not link and not has_file():
        raise Refused(f"Add the link to the page that shows it. {OR_A_FILE}", "link")
    if wanted == "either" and not (note or link) and not has_file():
        raise Refused(f"Write a note or add a link that shows how it went. {OR_A_FILE}", "note")
