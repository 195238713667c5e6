"""Drafts: a playbook that may still have gaps, as plain dicts and lists in the order of the file.

What is missing becomes a gap that the editor shows; what is wrong (an unknown field, a reference to nothing, text
where a list belongs) is refused with its line, so that whatever is in a draft can be shown in a form.
"""

import os
from typing import Any

from .checks import check, references, unique_keys
from .keys import give_keys
from .parts import renumber
from .pillars import check_pillars
from .place import Place
from .playbook_shape import CHECK_IN_DAYS, PHASE_KINDS, PLAYBOOK
from .problems import PlaybookError, Problem, Problems
from .reading import parse
from .records import Record, RuleShape, Rungs
from .shapes import INVALID, Entries, Shape, Truth, Whole
from .tree import Fields, Listing, Node, Scalar
from .writing import decimal

Draft = dict[str, Any]

_PHASES = (("Strategy", 4), ("Initial implementation", 8), ("Training", 8), ("Handover", 4))


def skeleton(title: str = "", key: str = "", source: str = "") -> Draft:
    """The draft from which a playbook is made anew: four phases and five check-ins, everything else a gap."""
    draft = blank(PLAYBOOK)
    draft |= {"key": key, "title": title, "version": 1, "language": "en-GB", "source": source}
    draft["leader_essentials"]["name"] = "Leader essentials"
    draft["phases"] = [
        _phase(kind, {"name": name, "weeks": weeks}) for kind, (name, weeks) in zip(PHASE_KINDS, _PHASES, strict=True)
    ]
    draft["check_ins"] = [{"day": day, "questions": []} for day in CHECK_IN_DAYS]
    return draft


def blank(shape: Shape) -> Any:
    """The gap of this shape."""
    if isinstance(shape, Record):
        left_out = {*shape.exactly_one, *getattr(shape, "optional", ())}
        return {name: blank(part) for name, part in shape.fields.items() if name not in left_out}
    if isinstance(shape, Entries | Rungs):
        return []
    if isinstance(shape, Truth):
        return False
    return None if isinstance(shape, Whole) else ""


def draft_from(source: str | bytes | os.PathLike[str], name: str = "playbook") -> Draft:
    """Read a data file into a draft. Raises PlaybookError with everything that is wrong in it, line by line."""
    problems = Problems()
    root = parse(source, problems)
    draft: Draft = {}
    if root is not None:
        place = Place(problems)
        draft = _take(root, PLAYBOOK, place)
        if isinstance(root, Fields):
            unique_keys(root, place)
            references(root, place)
            _arrange(draft, root, place)
    if problems or root is None:
        raise PlaybookError(problems.by_line(), name, problems.left_out)
    give_keys(draft)
    renumber(draft)
    return draft


def gaps_of(draft: Draft) -> tuple[Problem, ...]:
    """Everything that stands between a draft and being published, but for the pillars; lines say nothing here."""
    problems = Problems()
    root = _tree(draft)
    PLAYBOOK.read(root, Place(problems))
    check(root, Place(problems))
    return problems.by_line()


def unfed_pillars(draft: Draft) -> tuple[Problem, ...]:
    """The pillars of the index to which this draft gives nothing to measure, each in a sentence."""
    problems = Problems()
    check_pillars(_tree(draft), Place(problems))
    return problems.by_line()


def _take(node: Node, shape: Shape, place: Place) -> Any:
    if isinstance(shape, Record):
        return _record(node, shape, place)
    if isinstance(shape, Entries):
        return _entries(node, shape, place)
    if isinstance(shape, Rungs) and isinstance(node, Listing) and not node.entries:
        return []
    if not isinstance(shape, RuleShape) and isinstance(node, Scalar) and not node.text.strip():
        return blank(shape)
    value = shape.read(node, place)
    if value is INVALID:
        return blank(shape)
    if isinstance(shape, RuleShape):
        return {"name": value.name, **dict(value.params)}
    return list(value) if isinstance(value, tuple) else value


def _record(node: Node, shape: Record, place: Place) -> Any:
    if not isinstance(node, Fields):
        shape.read(node, place)
        return blank(shape)
    shape.only_known(node, place)
    chosen = [name for name in shape.exactly_one if name in node.values]
    if len(chosen) > 1:
        place.refuse_within(node.line, f"must have either {' or '.join(shape.exactly_one)}; found both")
    chosen = chosen or list(shape.exactly_one[-1:])
    values = blank(shape) | dict.fromkeys(chosen, "")
    for name, part in shape.fields.items():
        if name in node.values:
            values[name] = _take(node.values[name], part, place.field(name))
    return {name: values[name] for name in shape.fields if name in values}


def _entries(node: Node, shape: Entries, place: Place) -> list[Any]:
    if isinstance(node, Scalar) and not node.text.strip():
        return []
    if not isinstance(node, Listing) or len(node.entries) > shape.high:
        shape.read(node, place)
        return []
    return [_take(entry, shape.shape, place.entry(at, entry)) for at, entry in enumerate(node.entries)]


def _arrange(draft: Draft, root: Fields, place: Place) -> None:
    """Phases and check-ins have fixed places: put them there, with gaps for those that are missing."""
    phases = _by(draft, root, place, "phases", "kind", PHASE_KINDS)
    draft["phases"] = [phases.get(kind) or _phase(kind, {}) for kind in PHASE_KINDS]
    check_ins = _by(draft, root, place, "check_ins", "day", CHECK_IN_DAYS)
    draft["check_ins"] = [check_ins.get(day) or {"day": day, "questions": []} for day in CHECK_IN_DAYS]


def _phase(kind: str, values: Draft) -> Draft:
    return {"kind": kind, "name": "", "weeks": None, "exit_criteria": [], "deliverables": []} | values


def _by(draft: Draft, root: Fields, place: Place, name: str, field: str, known: tuple[Any, ...]) -> dict[Any, Draft]:
    found: dict[Any, Draft] = {}
    listing = root.values.get(name)
    for at, entry in enumerate(draft[name]):
        if entry[field] in known and entry[field] not in found:
            found[entry[field]] = entry
        elif isinstance(listing, Listing):
            node = listing.entries[at]
            said = f"must be one of {', '.join(map(str, known))}, each once"
            place.field(name).entry(at, node).field(field).refuse(node.line, said)
    return found


def _tree(value: Any) -> Any:
    """A draft as the tree that a file would give, so that the same checks judge both."""
    if isinstance(value, dict):
        return Fields(0, {name: _tree(part) for name, part in value.items()}, dict.fromkeys(value, 0))
    if isinstance(value, list):
        return Listing(0, [_tree(part) for part in value])
    if isinstance(value, bool):
        return Scalar(0, str(value).lower(), plain=True)
    if isinstance(value, float):
        return Scalar(0, decimal(value), plain=True)
    return Scalar(0, "" if value is None else str(value), plain=isinstance(value, int))
