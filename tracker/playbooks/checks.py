"""What must hold between the parts of a playbook: unique keys, references and order.

Works on the tree and not on the finished content, so that it also reports on a file with other faults; a part
that is missing or has the wrong shape was reported already and is passed over.
"""

from collections.abc import Iterable, Iterator
from itertools import count

from .place import Place
from .playbook_shape import CHECK_IN_DAYS, PHASE_KINDS
from .problems import quoted
from .shapes import text_of, whole
from .tree import Fields, Listing, Node, Scalar

Located = tuple[Fields, Place]

# Gives the training of leaders its own score; a competency of that name would count twice.
RESERVED_COMPETENCY = "leader-essentials"


def check(root: Fields, place: Place) -> None:
    unique_keys(root, place)
    references(root, place)
    _order(root, place)
    _rungs_within_target(root, place)
    _quizzes(root, place)


def entries(fields: Fields, place: Place, name: str) -> Iterator[Located]:
    """The entries of a list, each with its place; one that is no record counts as a record without fields."""
    listing = fields.values.get(name)
    for at, entry in enumerate(listing.entries if isinstance(listing, Listing) else ()):
        record = entry if isinstance(entry, Fields) else Fields(entry.line)
        yield record, place.field(name).entry(at, entry)


def below(root: Fields, place: Place, outer: str, inner: str) -> Iterator[Located]:
    for fields, spot in entries(root, place, outer):
        yield from entries(fields, spot, inner)


def unique_keys(root: Fields, place: Place) -> None:
    for name in ("activities", "competencies", "modules", "tools", "sections", "measures"):
        _unique(entries(root, place, name))
    _unique(below(root, place, "phases", "exit_criteria"))
    _unique(below(root, place, "phases", "deliverables"))
    for competency, spot in entries(root, place, "competencies"):
        if text_of(competency, "key") == RESERVED_COMPETENCY:
            spot.field("key").refuse(
                competency.values["key"].line,
                f'must not be "{RESERVED_COMPETENCY}": mark items with leader: true instead',
            )


def _unique(records: Iterator[Located]) -> None:
    first: dict[str, int] = {}
    for fields, place in records:
        key = fields.values.get("key")
        if isinstance(key, Scalar) and key.text:
            if key.text in first:
                said = f"{quoted(key.text)} is used already, on line {first[key.text]}"
                place.field("key").refuse(key.line, said)
            first.setdefault(key.text, key.line)


def references(root: Fields, place: Place) -> None:
    competencies = _keys(root, place, "competencies")
    activities = _keys(root, place, "activities")
    for activity, spot in entries(root, place, "activities"):
        _all_known(activity, spot, "competencies", competencies)
    for tool, spot in entries(root, place, "tools"):
        _all_known(tool, spot, "competencies", competencies)
    handed_over = below(root, place, "phases", "deliverables")
    deliverables = {key: None for one, _ in handed_over if (key := text_of(one, "key"))}
    for criterion, spot in below(root, place, "phases", "exit_criteria"):
        rule = criterion.values.get("rule")
        if isinstance(rule, Fields) and text_of(rule, "name") == "deliverable_accepted" and "key" in rule.values:
            _known(rule.values["key"], spot.field("rule").field("key"), "deliverables", deliverables)
    for item, spot in below(root, place, "modules", "items"):
        _all_known(item, spot, "activities", activities)
        if "competency" in item.values:
            _known(item.values["competency"], spot.field("competency"), "competencies", competencies)


def _keys(root: Fields, place: Place, name: str) -> dict[str, None]:
    """In the order of the file, so that a suggestion is the same each time."""
    return {key: None for fields, _ in entries(root, place, name) if (key := text_of(fields, "key"))}


def _all_known(fields: Fields, place: Place, name: str, keys: dict[str, None]) -> None:
    listing = fields.values.get(name)
    seen: set[str] = set()
    for at, entry in enumerate(listing.entries if isinstance(listing, Listing) else ()):
        spot = place.field(name).entry(at, entry)
        _known(entry, spot, name, keys)
        if isinstance(entry, Scalar):
            if entry.text in seen:
                spot.refuse(entry.line, f"{quoted(entry.text)} is listed twice")
            seen.add(entry.text)


def _known(entry: Node, place: Place, name: str, keys: dict[str, None]) -> None:
    if isinstance(entry, Scalar) and entry.text and entry.text not in keys:
        hint = place.meant(entry.text, keys)
        place.refuse(entry.line, f"must be the key of one of the {name}; found {quoted(entry.text)}{hint}")


def _order(root: Fields, place: Place) -> None:
    days = tuple(map(str, CHECK_IN_DAYS))
    numbers = map(str, count(1))
    _in_order(entries(root, place, "phases"), "kind", PHASE_KINDS, f"the phases are {', '.join(PHASE_KINDS)}")
    _in_order(entries(root, place, "check_ins"), "day", days, f"check-ins are on days {', '.join(days)}")
    _in_order(
        below(root, place, "modules", "items"), "number", numbers, "items count from 1 through all modules"
    )


def _in_order(records: Iterator[Located], name: str, expected: Iterable[str], because: str) -> None:
    """Only the first out of order is told: those after it are out of order because of it."""
    for due, (fields, place) in zip(expected, records, strict=False):
        value = fields.values.get(name)
        if isinstance(value, Scalar) and value.text != due:
            place.field(name).refuse(value.line, f"must be {due}: {because}; found {quoted(value.text)}")
            return


def _rungs_within_target(root: Fields, place: Place) -> None:
    for activity, spot in entries(root, place, "activities"):
        target, rungs = whole(activity.values.get("target")), activity.values.get("rungs")
        last = whole(rungs.entries[-1]) if isinstance(rungs, Listing) and rungs.entries else None
        if target is not None and last is not None and 0 <= target < last <= 4:
            line = activity.values["target"].line
            spot.field("target").refuse(line, f"must not be below the rung planned at the last gate, {last}")


def _quizzes(root: Fields, place: Place) -> None:
    """The right answer is one of the choices, and no two choices are the same."""
    for item, spot in below(root, place, "modules", "items"):
        quiz = item.values.get("quiz")
        if isinstance(quiz, Fields):
            for question, where in entries(quiz, spot.field("quiz"), "questions"):
                _answerable(question, where)


def _answerable(question: Fields, place: Place) -> None:
    choices, answer = question.values.get("choices"), whole(question.values.get("answer"))
    if not isinstance(choices, Listing):
        return
    if answer is not None and len(choices.entries) < answer <= 6:
        line = question.values["answer"].line
        place.field("answer").refuse(line, f"must be one of the {len(choices.entries)} choices; found {answer}")
    seen: set[str] = set()
    for at, entry in enumerate(choices.entries):
        if isinstance(entry, Scalar) and entry.text.strip():
            if entry.text.strip() in seen:
                place.field("choices").entry(at, entry).refuse(entry.line, f"{quoted(entry.text)} is listed twice")
            seen.add(entry.text.strip())
