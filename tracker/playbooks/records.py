"""Shapes made of named fields: records, the rungs of an activity, and the rule of an exit criterion."""

from collections.abc import Callable
from typing import Any

from .content import Rule
from .place import Place
from .problems import quoted
from .rules import RULES
from .shapes import INVALID, Entries, OneOf, Shape, Whole, refuse, text_of
from .tree import Fields, Listing, Node


class Record:
    """Named fields. All are required but those in `optional`, and those in `exactly_one`, of which one must stand."""

    def __init__(
        self, build: Callable[..., Any], *, exactly_one: tuple[str, ...] = (), optional: tuple[str, ...] = (),
        **fields: Shape,
    ):  # fmt: skip
        self.build = build
        self.fields = fields
        self.exactly_one = exactly_one
        self.optional = optional

    def read(self, node: Node, place: Place) -> Any:
        if not isinstance(node, Fields):
            return refuse(node, place, "must be named fields (name: value)")
        complete = self.only_known(node, place)
        complete &= self._none_missing(node, place)
        values = {
            name: shape.read(node.values[name], place.field(name))
            for name, shape in self.fields.items()
            if name in node.values
        }
        return self.build(**values) if complete and INVALID not in values.values() else INVALID

    def only_known(self, node: Fields, place: Place) -> bool:
        unknown = [name for name in node.values if name not in self.fields]
        for name in unknown:
            hint = place.meant(name, self.fields)
            place.refuse_within(node.lines[name], f"unknown field {quoted(name)}{hint}")
        for name, line in node.repeats:
            place.refuse_within(line, f"{quoted(name)} is written twice; first on line {node.lines[name]}")
        return not unknown and not node.repeats

    def _none_missing(self, node: Fields, place: Place) -> bool:
        may_be_missing = {*self.exactly_one, *self.optional}
        missing = [name for name in self.fields if name not in node.values and name not in may_be_missing]
        for name in missing:
            place.field(name).refuse(node.line, "is missing")
        chosen = [name for name in self.exactly_one if name in node.values]
        if self.exactly_one and len(chosen) != 1:
            choice, written = " or ".join(self.exactly_one), " and ".join(chosen) or "neither"
            place.refuse_within(node.line, f"must have either {choice}; found {written}")
            return False
        return not missing


class Rungs:
    """The rungs an activity stands on at the four gates; a handover never plans to go back."""

    _rule = "must be four numbers from 0 to 4, never falling"
    _numbers = Entries(Whole(0, 4), 4, 4)

    def read(self, node: Node, place: Place) -> Any:
        quiet = Place(type(place.problems)())
        rungs = self._numbers.read(node, quiet)
        if not quiet.problems and list(rungs) == sorted(rungs):
            return rungs
        if isinstance(node, Listing):
            written = ", ".join(getattr(entry, "text", "…") for entry in node.entries[:8])
            place.refuse(node.line, f"{self._rule}; found {quoted(written)}")
            return INVALID
        return refuse(node, place, self._rule)


class RuleShape:
    """One of the rules that a gate can read from the data, with exactly its own parameters."""

    def __init__(self) -> None:
        self._shapes = {name: Record(Rule.of, name=OneOf(name), **params) for name, params in RULES.items()}

    def read(self, node: Node, place: Place) -> Any:
        if not isinstance(node, Fields):
            return refuse(node, place, "must be named fields (name: value)")
        name = text_of(node, "name")
        if name in self._shapes:
            return self._shapes[name].read(node, place)
        if name is None:
            place.field("name").refuse(node.line, "is missing")
        else:
            hint = place.meant(name, RULES) or f"; known are {', '.join(RULES)}"
            line = node.values["name"].line
            place.field("name").refuse(line, f"must be a known rule; found {quoted(name)}{hint}")
        return INVALID
