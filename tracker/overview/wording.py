"""Small words inside the owner's sentences."""

from datetime import date


def number(count: int) -> str:
    """Small numbers in words, as a sentence wants them."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if 0 <= count < len(words) else str(count)


def lower_first(text: str) -> str:
    """“Paid promotion” inside a sentence; names written in capitals stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def all_of(total: int) -> str:
    return "the one activity" if total == 1 else "both activities" if total == 2 else f"all {total} activities"


def a_day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
