"""What changed between two texts, as people read it: paragraph by paragraph first, then word by word.

A paragraph that moved is shown as moved, not as taken out and put in. The work is bounded, since texts can be made to
be slow: when the budget ends, what is left is shown as removed and added.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .alignment import Budget, align
from .passages import key_of, passages_of, words_of

SAME, ADDED, REMOVED = "same", "added", "removed"
CHANGED, MOVED, LEFT, GAP = "changed", "moved", "left", "gap"
# Enough for two long texts that differ in a few hundred words; about half a second where it is all spent.
STEPS = 600_000
LIKE, VERY_LIKE = 0.4, 0.7  # how many words two paragraphs share for one to be the other rewritten
LEAST_MOVED = 20  # characters: shorter lines come back too often to speak of having moved
FEWEST_MOVED_WORDS = 8
WORDS_KEPT = 0.3  # below this a rewritten paragraph is easier read as two
BEGINNING = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: same, added, removed, changed (in words), moved (perhaps changed too), left (its beginning, where it
    moved from), or gap where unchanged ones are left out. `place` is where it stands in the later text."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    place: int | None = None

    @property
    def text(self) -> str:
        """As it reads now; of a removed one, as it read."""
        return "".join(piece.text for piece in self.pieces if piece.kind != REMOVED or self.kind == REMOVED)


def budget() -> Budget:
    """What one page may spend on all its comparisons."""
    return Budget(STEPS)


def compare(before: str, after: str, *, whole: bool = False, spending: Budget | None = None) -> list[Passage]:
    """How `after` came from `before`. With `whole` nothing that stayed the same is left out."""
    passages = _Comparison(passages_of(before), passages_of(after), spending or budget()).passages()
    return passages if whole else list(_shortened(passages))


def counterparts(before: list[str], after: list[str]) -> dict[int, int]:
    """For each passage of `before` that stayed in its order, as it was or rewritten: its place in `after`."""
    found = _Comparison(before, after, budget())
    found.match()
    return {b: a for a, b in {**found.same, **found.rewritten}.items()}


@dataclass(slots=True)
class _Comparison:
    before: list[str]
    after: list[str]
    spending: Budget
    same: dict[int, int] = field(default_factory=dict)  # place after: place before
    rewritten: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)

    def passages(self) -> list[Passage]:
        self.match()
        return list(self._told())

    def match(self) -> None:
        old, new = [key_of(one) for one in self.before], [key_of(one) for one in self.after]
        found = align(old, new, self.spending)
        self.same = {a: b for b, a in found.pairs}
        if found.complete:
            self._find_moved(old, new)
            self._find_rewritten()
            self._find_moved_and_rewritten()

    def _left_over(self) -> tuple[list[int], list[int]]:
        taken = {*self.same.values(), *self.rewritten.values(), *self.moved.values()}
        given = {*self.same, *self.rewritten, *self.moved}
        return (
            [b for b in range(len(self.before)) if b not in taken],
            [a for a in range(len(self.after)) if a not in given],
        )

    def _find_moved(self, old: list[str], new: list[str]) -> None:
        gone, come = self._left_over()
        places: dict[str, list[int]] = {}
        for b in reversed(gone):
            if len(old[b]) >= LEAST_MOVED:
                places.setdefault(old[b], []).append(b)
        for a in come:
            if places.get(new[a]):
                self.moved[a] = places[new[a]].pop()

    def _find_rewritten(self) -> None:
        """Between two paragraphs that stayed, those rewritten keep their order."""
        gone, come = self._left_over()
        counts = {b: Counter(self.before[b].split()) for b in gone}
        for run_gone, run_come in self._runs(gone, come):
            at = 0
            for a in run_come:
                likest = self._likest(Counter(self.after[a].split()), run_gone[at:], counts, LIKE)
                if likest is not None:
                    self.rewritten[a] = likest
                    at = run_gone.index(likest) + 1

    def _runs(self, gone: list[int], come: list[int]) -> Iterator[tuple[list[int], list[int]]]:
        edges = [(-1, -1), *sorted((b, a) for a, b in self.same.items()), (len(self.before), len(self.after))]
        for (b1, a1), (b2, a2) in zip(edges, edges[1:], strict=False):
            if b2 - b1 > 1 and a2 - a1 > 1:
                yield [b for b in gone if b1 < b < b2], [a for a in come if a1 < a < a2]

    def _find_moved_and_rewritten(self) -> None:
        gone, come = self._left_over()
        counts = {b: Counter(self.before[b].split()) for b in gone}
        for a in come:
            words = Counter(self.after[a].split())
            if sum(words.values()) >= FEWEST_MOVED_WORDS:
                likest = self._likest(words, [b for b in gone if b in counts], counts, VERY_LIKE)
                if likest is not None:
                    self.moved[a] = likest
                    del counts[likest]

    def _likest(
        self, words: Counter[str], places: Sequence[int], counts: dict[int, Counter[str]], least: float
    ) -> int | None:
        best, found = least, None
        for b in places:
            if not self.spending.spend(min(len(words), len(counts[b])) + 1):
                return found
            both = sum((words & counts[b]).values())
            alike = 2 * both / max(sum(words.values()) + sum(counts[b].values()), 1)
            if alike > best or (alike == best and found is None):
                best, found = alike, b
        return found

    def _told(self) -> Iterator[Passage]:
        """In the order of the later text; what was removed stands where it was, before what came in its place."""
        origin = {**self.same, **self.rewritten}
        moved_from, b = set(self.moved.values()), 0
        until = self._next_origins(origin)
        for a, text in enumerate(self.after):
            yield from self._gone(range(b, until[a]), moved_from)
            b = max(b, until[a]) + (a in origin)
            if a in self.same:
                yield Passage(SAME, (Piece(SAME, text),), a)
            elif a in self.rewritten:
                yield Passage(CHANGED, self._words(self.before[self.rewritten[a]], text), a)
            elif a in self.moved:
                yield Passage(MOVED, self._words(self.before[self.moved[a]], text), a)
            else:
                yield Passage(ADDED, (Piece(ADDED, text),), a)
        yield from self._gone(range(b, len(self.before)), moved_from)

    def _next_origins(self, origin: dict[int, int]) -> list[int]:
        """For each place after: up to where the earlier text is told before it."""
        upcoming, found = len(self.before), []
        for a in range(len(self.after) - 1, -1, -1):
            upcoming = origin.get(a, upcoming)
            found.append(upcoming)
        return found[::-1]

    def _gone(self, places: Iterable[int], moved_from: set[int]) -> Iterator[Passage]:
        for b in places:
            text = self.before[b]
            if b in moved_from:
                key = key_of(text)
                begun = key if len(key) <= BEGINNING else key[:BEGINNING].rsplit(" ", 1)[0] + "…"
                yield Passage(LEFT, (Piece(SAME, begun),))
            else:
                yield Passage(REMOVED, (Piece(REMOVED, text),))

    def _words(self, before: str, after: str) -> tuple[Piece, ...]:
        end = after[len(after.rstrip()) :]
        old, new = words_of(before.rstrip()), words_of(after.rstrip())
        found = align([one.strip() for one in old], [one.strip() for one in new], self.spending)
        pieces = _joined(_tidied(_pieces(old, new, found.pairs)))
        kept = sum(len(piece.text.strip()) for piece in pieces if piece.kind == SAME)
        if kept < WORDS_KEPT * max(len(before.strip()), len(after.strip())):
            pieces = [Piece(REMOVED, before.rstrip()), Piece(ADDED, after.rstrip())]
        return tuple(_joined([*pieces, Piece(SAME, end)] if end else pieces))


def _pieces(old: list[str], new: list[str], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[str, str, str]]:
    """(removed, added, same) in turn: what was exchanged, and what follows it unchanged."""
    b = a = 0
    for pair_b, pair_a in pairs:
        yield "".join(old[b:pair_b]), "".join(new[a:pair_a]), new[pair_a]
        b, a = pair_b + 1, pair_a + 1
    yield "".join(old[b:]), "".join(new[a:]), ""


def _tidied(parts: Iterable[tuple[str, str, str]]) -> Iterator[Piece]:
    """Exchanges with nothing but a space or a mark between them are one exchange: phrases read better than crumbs."""
    removed = added = between = ""
    for gone, come, same in parts:
        if gone or come:
            if not (removed or added) or any(map(str.isalnum, between)):
                yield from _exchange(removed, added)
                yield Piece(SAME, between)
                removed = added = between = ""
            removed, added, between = removed + between + gone, added + between + come, ""
        between += same
    yield from _exchange(removed, added)
    yield Piece(SAME, between)


def _exchange(removed: str, added: str) -> Iterator[Piece]:
    yield Piece(REMOVED, removed)
    yield Piece(ADDED, added)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    said = (piece for piece in pieces if piece.text)
    return [Piece(kind, "".join(one.text for one in run)) for kind, run in groupby(said, lambda piece: piece.kind)]


def _shortened(passages: list[Passage]) -> Iterator[Passage]:
    """Of a long unchanged stretch only the paragraph beside each change stays."""
    for kind, run in groupby(passages, lambda passage: passage.kind):
        stretch = list(run)
        if kind != SAME or len(stretch) <= 3:
            yield from stretch
            continue
        if stretch[0] is not passages[0]:
            yield stretch[0]
        yield Passage(GAP)
        if stretch[-1] is not passages[-1]:
            yield stretch[-1]
