"""Days and numbers as people say them."""

from datetime import date

from tracker.core import clock

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def day_words(day: date) -> str:
    """`14 July`, with the year unless it is this one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != clock.today().year else "")


def number_word(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def in_a_row(words: list[str]) -> str:
    """`Helen, Priya and Tom`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
