"""Where a new set of answers starts: what is known of the client, and what is usual in its sector. Pure."""

from .aid import PLACES

# A sector's usual answers, by a word in its name. Recruiters and advisers sell what they know; shops sell by calendar.
_USUAL = {
    ("recruit", "staffing"): {"knowledge": 4, "voice": 4, "speed": 3},
    ("legal", "account", "advis", "consult", "architect", "professional"): {"knowledge": 4, "voice": 3, "harm": 3},
    ("health", "dental", "medical", "care"): {"knowledge": 4, "harm": 4, "speed": 3},
    ("retail", "shop", "coffee", "food", "hospitality"): {"predictability": 3, "knowledge": 2, "speed": 3},
    ("charity", "communit", "education"): {"voice": 4, "time": 1},
}
_SIZES = (10, 50, 250, 1000)


def usual_answers(sector: str, headcount: int | None) -> dict[str, int]:
    """Answers by the key of their question; what nothing is known of is left out."""
    found: dict[str, int] = {}
    for words, usual in _USUAL.items():
        if any(word in sector.lower() for word in words):
            found |= usual
            break
    if headcount is not None:
        found["headcount"] = sum(headcount >= size for size in _SIZES)
    assert found.keys() <= PLACES.keys()
    return found
