"""What changed between two pieces of plain JSON, as plain JSON again, short enough to be kept for every commit.

A patch is `["=", value]` (it became this), `["-"]` (it is gone), `{key: patch}` for an object, or `["~", steps]` for a
list: a number above nought keeps so many items and one below skips so many; a list puts its items in; an object
`{"p": patch}` patches the next item. What follows the last step is kept.
"""

import json
from difflib import SequenceMatcher
from typing import Any

Patch = Any
_GONE = ["-"]


def difference(old: Any, new: Any) -> Patch | None:
    """The patch that makes `new` of `old`; None when they are equal."""
    if old == new:
        return None
    if isinstance(old, dict) and isinstance(new, dict):
        return _of_objects(old, new)
    if isinstance(old, list) and isinstance(new, list) and old and new:
        return _of_lists(old, new)
    return ["=", new]


def patched(old: Any, patch: Patch | None) -> Any:
    """What `old` became; `old` itself stays as it is."""
    if patch is None:
        return old
    if isinstance(patch, dict):
        new = {key: value for key, value in old.items() if patch.get(key) != _GONE}
        return new | {key: patched(old.get(key), part) for key, part in patch.items() if part != _GONE}
    kind, value = patch
    return value if kind == "=" else _along(old, value)


def _of_objects(old: dict[str, Any], new: dict[str, Any]) -> Patch:
    found: dict[str, Any] = {key: _GONE for key in old.keys() - new.keys()}
    for key, value in new.items():
        if key not in old:
            found[key] = ["=", value]
        elif (part := difference(old[key], value)) is not None:
            found[key] = part
    return found


def _of_lists(old: list[Any], new: list[Any]) -> Patch:
    """Items are known again by their id, else by all they say."""
    start = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(old), len(new)) if start is None else start
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    steps = [*([start] if start else []), *_steps(before, after)]
    return ["~", _joined(steps)]


def _steps(before: list[Any], after: list[Any]) -> list[Any]:
    known, wanted = [_known_by(item) for item in before], [_known_by(item) for item in after]
    steps: list[Any] = []
    for tag, first, last, start, end in SequenceMatcher(None, known, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            parts = (difference(*pair) for pair in zip(before[first:last], after[start:end], strict=True))
            steps += [1 if part is None else {"p": part} for part in parts]
            continue
        if last > first:
            steps.append(first - last)
        if end > start:
            steps.append(after[start:end])
    return steps


def _known_by(item: Any) -> str:
    if isinstance(item, dict) and "id" in item:
        return str(item["id"])
    return json.dumps(item, sort_keys=True)


def _joined(steps: list[Any]) -> list[Any]:
    """Neighbouring numbers that keep are one, and what keeps to the end is left out."""
    found: list[Any] = []
    for step in steps:
        if found and isinstance(step, int) and step > 0 and isinstance(found[-1], int) and found[-1] > 0:
            found[-1] += step
        else:
            found.append(step)
    if found and isinstance(found[-1], int) and found[-1] > 0:
        found.pop()
    return found


def _along(old: list[Any], steps: list[Any]) -> list[Any]:
    new: list[Any] = []
    place = 0
    for step in steps:
        if isinstance(step, list):
            new += step
        elif isinstance(step, dict):
            new.append(patched(old[place], step["p"]))
            place += 1
        elif step > 0:
            new += old[place : place + step]
            place += step
        else:
            place -= step
    return new + old[place:]
