"""The whole document: its chapters in their order, each with what it lacks."""

from collections.abc import Callable, Iterator

from ..completeness import TITLES, absent, parts_of
from ..document import Block, Chapter, Document
from ..material import Material
from . import after, learning, owning, working

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
    "index": after.index,
    "support": after.support,
    "check_ins": after.check_ins,
}
NAMES = {"full": "Handover pack", "minimum": "Minimum pack"}


def document_of(material: Material, tell: Callable[[], None] = lambda: None) -> Document:
    """Pure. `tell` is called after each chapter."""
    lacks = absent(material.facts, material.as_of, material.kind)
    chapters = []
    if material.kind == "minimum":
        chapters.append(Chapter("undone", "Where things stand", tuple(after.undone(material))))
    for key in parts_of(material.kind):
        missing = tuple(one.text for one in lacks.get(key, ()))
        chapters.append(Chapter(key, TITLES[key], tuple(MAKERS[key](material)), missing))
        tell()
    chapters.append(Chapter("papers", "What the phases handed over", tuple(after.papers(material))))
    chapters.append(Chapter("proofs", "Signatures and files", tuple(after.proofs(material))))
    return Document(
        title=NAMES[material.kind], client=material.client, practice=material.practice, engagement=material.title,
        code=material.code, kind=material.kind, as_of=material.as_of, chapters=tuple(chapters),
    )  # fmt: skip
