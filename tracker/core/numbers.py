"""Numbers as people type and read them, whatever their habits with points and commas."""

import re
import unicodedata

MOST = 1e12
DECIMALS = 4
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_PLAIN = re.compile(r"-?\d+(\.\d+)?|-?\.\d+")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
WRITE = "Write a number, such as 12, 3.5 or 1,200."


def read_number(text: str) -> float:
    """The number that `text` says, to four decimals. Raises `ValueError` with a reason for people.

    "1,200" is twelve hundred and "1.200" is one and a fifth, as in British English; where only the other reading makes
    a number ("12,5", "1.200,50", "0,25") that one is meant. Spaces group digits. Digits of any script count.
    """
    said = _SPACES.sub("", _western(text)).replace("\u2212", "-").replace("\u2013", "-").removeprefix("+")
    if not any(map(str.isdigit, said)):
        raise ValueError(WRITE)
    plain = _plain(said)
    if plain is None or len(plain) > 40:
        raise ValueError(WRITE)
    number = float(plain)
    if abs(number) > MOST:
        raise ValueError("This number is too large. Choose a larger unit, such as thousands.")
    if number != round(number, DECIMALS):
        raise ValueError(f"At most {DECIMALS} digits after the point.")
    return number + 0.0  # no "-0"


def _plain(said: str) -> str | None:
    if _PLAIN.fullmatch(said):
        return said
    if _GROUPED.fullmatch(said):
        return said.replace(",", "")
    turned = said.translate(str.maketrans(",.", ".,"))
    if _PLAIN.fullmatch(turned):
        return turned
    return turned.replace(",", "") if _GROUPED.fullmatch(turned) else None


def _western(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text.strip()[:60])


def say_number(number: float) -> str:
    """ "1,200", "3.5": no more digits than were typed."""
    said = f"{number:,.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said.replace("-", "\N{MINUS SIGN}")


def say_quantity(number: float, unit: str) -> str:
    """ "12 placements", "64%", "£1,200"."""
    said = say_number(number)
    if unit in {"%", "percent", "per cent"}:
        return f"{said}%"
    if len(unit) == 1 and unicodedata.category(unit) == "Sc":
        sign, said = ("\N{MINUS SIGN}", said[1:]) if number < 0 else ("", said)
        return f"{sign}{unit}{said}"
    return f"{said} {unit}" if unit else said
