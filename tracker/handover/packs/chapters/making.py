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
        chapters.append(Chapter("undone", "Where things stand", tuple(after.undone(material))))
    chapters.append(Chapter("glance", "At a glance", tuple(glance.glance(material, keys, lacks))))
    for key in keys:
        missing = tuple(one.text for one in lacks.get(key, ()))
        chapters.append(Chapter(key, TITLES[key], tuple(MAKERS[key](material)), missing))
        tell()
    chapters.append(Chapter("papers", "What the phases handed over", tuple(after.papers(material))))
    chapters.append(Chapter("proofs", "Signatures and files", tuple(after.proofs(material))))
    return Document(
        title=NAMES[material.kind], client=material.client, practice=material.practice, engagement=material.title,
        code=material.code, kind=material.kind, as_of=material.as_of, chapters=tuple(chapters),
    )  # fmt: skip
