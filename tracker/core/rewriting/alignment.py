"""What two sequences have in common, in order, found with a bound on the work.

Myers' algorithm: its work grows with what differs, so it is quick where little does. What was made to be slow ends
when the budget is spent.
"""

from array import array
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """Steps that may still be taken. One budget may serve several comparisons, so that a page is bounded as a whole."""

    steps: int

    def spend(self, steps: int) -> bool:
        """Take so many steps; False when there are not enough left."""
        self.steps -= steps
        return self.steps >= 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """`pairs` of places, one in each sequence, that hold the same, both ascending. `complete` unless the budget ended:
    then only what both begin and end with is paired."""

    pairs: list[tuple[int, int]]
    complete: bool


def align(before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget) -> Alignment:
    """The longest common subsequence of both."""
    shortest = min(len(before), len(after))
    head = 0
    while head < shortest and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shortest - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail], budget)
    pairs = [(place, place) for place in range(head)]
    pairs += [(head + b, head + a) for b, a in middle or ()]
    pairs += [(len(before) - n, len(after) - n) for n in range(tail, 0, -1)]
    return Alignment(pairs, complete=middle is not None)


def _middle(before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget) -> list[tuple[int, int]] | None:
    """None when the budget ended first. `reach[k]` is how far `before` is read on diagonal k after `edits` edits."""
    if not before or not after:
        return []
    numbers: dict[Hashable, int] = {}
    old = [numbers.setdefault(one, len(numbers)) for one in before]
    new = [numbers.setdefault(one, len(numbers)) for one in after]
    reach, trail = {1: 0}, []
    for edits in range(len(old) + len(new) + 1):
        slid = 0
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = start = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(old) and 0 <= x - k < len(new) and old[x] == new[x - k]:
                x += 1
            slid += x - start
            reach[k] = x
            if x >= len(old) and x - k >= len(new):
                return _walk_back(old, new, trail)
        if not budget.spend(edits + 1 + slid):
            return None
        trail.append(array("l", (reach[k] for k in range(-edits, edits + 1, 2))))
    raise AssertionError("two sequences are never further apart than both are long")


def _walk_back(old: list[int], new: list[int], trail: list[array]) -> list[tuple[int, int]]:
    """The pairs on the way that led to both ends."""
    pairs, x, y = [], len(old), len(new)
    for edits in range(len(trail), 0, -1):
        reach, k = trail[edits - 1], x - y
        down = k == -edits or (k != edits and _at(reach, k - 1, edits - 1) < _at(reach, k + 1, edits - 1))
        start = _at(reach, k + 1, edits - 1) if down else _at(reach, k - 1, edits - 1)
        from_y = start - (k + 1 if down else k - 1)
        after_edit = start if down else start + 1
        while x > after_edit:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = start, from_y
    while x > 0 and y > 0:
        x, y = x - 1, y - 1
        pairs.append((x, y))
    return pairs[::-1]


def _at(reach: array, k: int, edits: int) -> int:
    return reach[(k + edits) // 2]
