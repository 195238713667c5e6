"""What happens in every engagement in much the same way, told once: beats for whole stretches of a story."""

from collections.abc import Iterable, Mapping

from ..calendar import A_WEEK
from ..script import Act, Beat, on
from .responsibilities import accepts, moves, names, signs_rule, witnesses, writes_rule
from .strategy import asks_to_sign, signs, writes


def days_after(week: int, day: int, days: int, who: str, *acts: Act) -> list[Beat]:
    """`who` acts so many working days after a day."""
    place = (week - 1) * A_WEEK + day - 1 + days
    return on(place // A_WEEK + 1, place % A_WEEK + 1, who, *acts)


def agree_on_strategy(
    plan: Mapping[str, tuple[str, float]], *, week: int, owner: str, asked_by: str, a_day: int = 1
) -> list[Beat]:
    """From `week` on `a_day` sections are written, by whom and how much in the client's words as `plan` says.

    Each is put before the owner a day later and signed the day after that; the owner signs her own at once.
    """
    told = []
    for place, (key, (writer, share)) in enumerate(plan.items()):
        written = place // a_day
        told += days_after(week, 1, written, writer, writes(key, share=share))
        if writer != owner:
            told += days_after(week, 1, written + 1, asked_by, asks_to_sign(key))
        told += days_after(week, 1, written + (2 if writer != owner else 0), owner, signs(key))
    return told


def decide_how(keys: Iterable[str], *, week: int, writer: str, owner: str, a_day: int = 4) -> list[Beat]:
    """From `week` on `a_day` decision rules are written; the owner signs each a day later."""
    told = []
    for place, key in enumerate(keys):
        told += days_after(week, 2, place // a_day, writer, writes_rule(key))
        told += days_after(week, 2, place // a_day + 1, owner, signs_rule(key))
    return told


def share_out(
    accountable: Mapping[str, Iterable[str]], deputies: Mapping[str, Iterable[str]], *, week: int, owner: str
) -> list[Beat]:
    """The owner names who answers for what and who stands in; each accepts in the days that follow."""
    told = []
    for person, keys in accountable.items():
        told += on(week, 1, owner, names(person, *keys))
    for person, keys in deputies.items():
        told += on(week, 2, owner, names(person, *keys, post="deputy"))
    asked = dict.fromkeys([*accountable, *deputies])
    for place, person in enumerate(one for one in asked if one != owner):
        told += on(week, 3 + place % 3, person, accepts())
    return told


def climb(steps: Mapping[int, tuple[int, str]], *, mover: str, witness: str) -> list[Beat]:
    """`{week: (rung, "key key …")}`: on Monday `mover` moves them up, on Wednesday `witness` confirms it.

    The top rung has its witness from the start, so there is nothing to confirm.
    """
    told = []
    for week, (rung, keys) in steps.items():
        told += on(week, 1, mover, moves(rung, *keys.split()))
        if rung < 4:
            told += on(week, 3, witness, witnesses(*keys.split()))
    return told
