"""The whole document: its chapters in their order, each with what it lacks."""

from collections.abc import Callable, Iterator

from ...models.pack import NAMES
from ..completeness import TITLES, absent, parts_of
from ..document import Block, Chapter, Document
from ..material import Material
from . import after, glance, lasting, learning, owning, working

Maker = Callable[[Material], Iterator[Block]]
MAKERS: dict[str, Maker] = {
    "strategy": owning.strategy,
    "decisions": owning.decisions,
    "accountability": owning.accountability,
    "sourcing": working.sourcing,
    "tools": working.tools,
    "runbooks": working.runbooks,
    "calendar": working.calendar,
    "protocol": working.protocol,
    "training": learning.training,
    "skills": learning.skills,
    "measures": learning.measures,
    "open": learning.open_items,
    "lessons": learning.lessons,
    "rehearsal": lasting.rehearsal,
    "index": after.index,
    "support": after.support,
    "check_ins": lasting.check_ins,
}


# What stands under which heading, in the order of the chapters.
PARTS = {
    "Where it stands": ("undone", "glance"),
    "What the client owns": ("strategy", "decisions", "accountability", "sourcing"),
    "How the work goes on": ("tools", "runbooks", "calendar", "protocol"),
    "What people can do": ("training", "skills", "measures", "open", "lessons", "rehearsal"),
    "How far it came, and what follows": ("index", "support", "check_ins", "papers", "proofs"),
}
PART_OF = {key: part for part, keys in PARTS.items() for key in keys}


def _keys(material: Material) -> list[str]:
    """What a minimum pack does not ask for stands in it all the same where there is something to tell."""
    parts = {*parts_of(material.kind), *(["rehearsal"] if material.trials else [])}
    return [key for key in TITLES if key in parts]


def document_of(material: Material, tell: Callable[[], None] = lambda: None) -> Document:
    """Pure. `tell` is called after each chapter."""
    lacks = absent(material.facts, material.as_of, material.kind)
    chapters = []
    keys = _keys(material)
    if material.kind == "minimum":
        chapters.append(_chapter("undone", "What is left", after.undone(material)))
    chapters.append(_chapter("glance", "At a glance", glance.glance(material, keys, lacks)))
    for key in keys:
        missing = tuple(one.text for one in lacks.get(key, ()))
        chapters.append(_chapter(key, TITLES[key], MAKERS[key](material), missing))
        tell()
    chapters.append(_chapter("papers", "What the phases handed over", after.papers(material)))
    chapters.append(_chapter("proofs", "Signatures and files", after.proofs(material)))
    return Document(
        title=NAMES[material.kind], client=material.client, practice=material.practice, engagement=material.title,
        code=material.code, kind=material.kind, as_of=material.as_of, chapters=tuple(chapters),
    )  # fmt: skip


def _chapter(key: str, title: str, told: Iterator[Block], missing: tuple[str, ...] = ()) -> Chapter:
    return Chapter(key, title, tuple(told), missing, PART_OF[key])
