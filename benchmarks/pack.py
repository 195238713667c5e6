"""How long a handover pack takes in the worker: `python -m benchmarks.pack`.

A small one and one of two hundred pages, each built whole: read, written, typeset and packed. Prints the time on the
clock and on the processor, and exits with 1 when a pack took longer on the processor than it may on the clock.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from benchmarks import story
from benchmarks.places import ENGINES, Place, open_place
from tracker import create_app
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.engagements.models import Engagement
from tracker.handover.packs.bundle import bundle, hash_of
from tracker.handover.packs.chapters import document_of
from tracker.handover.packs.material import Book, LessonNote, Material
from tracker.handover.packs.paper import paper_of
from tracker.handover.packs.reading import gather
from tracker.tenancy import scoped

WORKSPACE = new_id()
SMALL, LARGE = 14, 200
MAY = {SMALL: 1.0, LARGE: 10.0}
STEP = "Open the shared inbox, read what came in, and answer it in **our** words."
STEPS = "\n".join(f"{n}. {STEP}" for n in range(1, 31))


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and on the processor, and what came of it."""

    pages: int
    clock: float
    processor: float
    size: int


def once(engagement: Engagement, more: int) -> Took:
    """One pack from the first statement to the last byte, with `more` runbooks and lessons than there are."""
    began, spent = time.perf_counter(), time.process_time()
    material, _ = gather(engagement, "full")
    document = document_of(_grown(material, more))
    paper = paper_of(document, hash_of(document, ()))
    packed = BytesIO()
    bundle(document, (), paper, lambda kept: (), packed)
    took = time.perf_counter() - began, time.process_time() - spent
    return Took(len(PdfReader(BytesIO(paper)).pages), *took, len(packed.getvalue()))


def _grown(material: Material, more: int) -> Material:
    """As an engagement that ran for years would be: a runbook and a lesson for every small thing."""
    on = material.as_of - timedelta(days=30)
    steps = STEPS.replace("Open", f"Of {more}, open")
    tests = (("Callum Reid", on, True, "Went through it on a Monday."),)
    books = tuple(
        Book("Reply and serve customers", f"How we do it: part {n}", steps, "Priya Shah", 3, on, tests)
        for n in range(more)
    )
    lessons = tuple(
        LessonNote(
            f"What we learnt, {n}",
            steps,
            "We changed the rota.",
            "changed",
            "Aisha Khan",
            on,
            "Replies",
        )
        for n in range(more)
    )
    return replace(material, books=material.books + books, lessons=material.lessons + lessons)


def pages_like(engagement: Engagement, pages: int) -> int:
    """How much has to be added so that a pack has about so many pages."""
    bare, grown = once(engagement, 0).pages, once(engagement, 40).pages
    return max(0, round((pages - bare) * 40 / max(grown - bare, 1)))


def run(place: Place) -> list[tuple[int, Took]]:
    """Each size once, the small one first: what the typesetter has set before, it sets in no time."""
    app = create_app(place.settings())
    with app.app_context():
        story.tell(WORKSPACE, days=20, far=(0.6,))
        with entered(Context(workspace=WORKSPACE, writes=False, zone="Europe/London")):
            engagement = db.session.scalars(scoped(Engagement)).first()
            assert engagement is not None
            small = once(engagement, 0)
            return [(SMALL, small), (LARGE, once(engagement, pages_like(engagement, LARGE)))]


def main(arguments: Any = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place, _ = open_place(options.engine, Path(folder), f"baton_pack_{time.time_ns()}")
        found = run(place)
    print("wanted  pages   clock  processor       size  may take")
    for wanted, took in found:
        told = f"{took.clock:6.2f}s {took.processor:9.2f}s {took.size:10,}"
        print(f"{wanted:6} {took.pages:6} {told}  {MAY[wanted]:.0f} s")
    return int(any(took.processor > MAY[wanted] for wanted, took in found))


if __name__ == "__main__":
    sys.exit(main())
