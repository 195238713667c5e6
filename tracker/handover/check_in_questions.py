"""What is asked at a check-in: the playbook's questions, as they were frozen into the engagement, else our own.

What every check-in asks in a field of its own, so that answers can be held side by side from the first to the last, is
not asked twice: the playbook's wording becomes the label of that field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_LATER = (
    "Which decision came from the numbers?",
    "What has changed in the strategy?",
    "Has a newcomer been trained?",
    "Which skills are fading?",
    "Would you manage another 90 days without us?",
)
DEFAULTS: dict[int, tuple[str, ...]] = {
    30: (
        "What are we doing, in your own words?",
        "What did you run alone?",
        "Whom did you call?",
        "Was there any surprise with access?",
        "Show one piece of the work once more.",
    ),
    60: (
        "What did customers teach you?",
        "Which mistake changed how you work?",
        "How do the hours compare with the plan?",
        "Could the deputy run it tomorrow?",
        "Show how you oversee a provider.",
    ),
    90: _LATER,
    180: _LATER,
    365: _LATER,
}
# The fields that every check-in has, as they are asked where the playbook does not ask them in words of its own.
STANDING = {
    "called": "Whom did you call, and what for?",
    "surprises": "Was there any surprise with access?",
    "shown": "What was shown once more?",
    "manage": "Would you manage another 90 days without us?",
}
_OF_ITS_OWN: dict[str, Callable[[str], bool]] = {
    "called": lambda text: text.startswith("whom did you call"),
    "surprises": lambda text: "surprise" in text and "access" in text,
    "shown": lambda text: text.startswith(("re-demonstrate", "show ")),
    "manage": lambda text: text.startswith("would you manage another"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` are answered in one's own words; the rest are the labels of the fields that stand in every check-in."""

    words: tuple[str, ...]
    called: str
    surprises: str
    shown: str
    manage: str

    @property
    def to_show(self) -> bool:
        """Whether this check-in asks that a piece of the work is shown once more: then that, or why nothing was."""
        return self.shown != STANDING["shown"]


def asked(questions: list[str]) -> Asked:
    """Sort a check-in's questions into those fields."""
    labels, words = dict(STANDING), []
    for question in questions:
        field = next((name for name, fits in _OF_ITS_OWN.items() if fits(question.casefold())), None)
        if field is None or labels[field] != STANDING[field]:
            words.append(question)
        else:
            labels[field] = question
    return Asked(tuple(words), **labels)


def questions_of(playbook: dict[str, Any], days: int) -> list[str]:
    """What the engagement's frozen playbook asks after so many days, else what we would ask."""
    of_day = (one for one in playbook.get("check_ins", ()) if one.get("day") == days)
    return [*next(of_day, {}).get("questions", ())] or [*DEFAULTS[days]]
