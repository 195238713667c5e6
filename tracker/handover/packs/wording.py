"""How a pack says days, numbers and who signed. Days carry their year always: a pack is read for years."""

from collections.abc import Iterable
from datetime import date

from .document import Block, Said, Tone
from .records import Paper, Signature


def day(value: date | str | None, otherwise: str = "") -> str:
    """`3 March 2026`, of a date or of ISO text."""
    if not value:
        return otherwise
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.day} {found:%B %Y}"


def count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def figure(value: float | None) -> str:
    """A number as people write it: 1,200 and 3.5, without noise behind the point."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def yes(value: bool, word: str = "Yes", otherwise: str = "No") -> str:
    return word if value else otherwise


def signed(signature: Signature, did: str = "Signed") -> Iterable[Block]:
    yield Said(f"{did} by {signature.by} on {day(signature.on)}: \N{LEFT DOUBLE QUOTATION MARK}{signature.words}"
               f"\N{RIGHT DOUBLE QUOTATION MARK}", Tone.SIGNED)  # fmt: skip


def paper(found: Paper) -> str:
    """Where a deliverable stands, in a sentence."""
    if found.signature is not None:
        newer = "" if found.state == "accepted" else "; a newer version is not accepted"
        return (
            f"{found.name}, version {found.version}, accepted by {found.signature.by} on "
            f"{day(found.signature.on)}{newer}. Its text is under \N{LEFT DOUBLE QUOTATION MARK}What the phases "
            "handed over\N{RIGHT DOUBLE QUOTATION MARK}."
        )
    return f"{found.name}: not accepted by the owner." if found.version else f"{found.name}: nothing was handed in."


def size(octets: int) -> str:
    """3 KB, 1.2 MB."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} KB"
