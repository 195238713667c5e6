"""What a pack tells of rehearsals, and one assembled later of what the client said at its check-ins."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.handover import rehearsals, scenes
from tests.handover.after import HANDED_OVER, after, answered, handed_over, on
from tests.handover.packing import ask, assembled, content, jobs, rows, work
from tests.handover.test_pack_document import MATERIAL, said
from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Stale
from tracker.engagements.deciding import reopen
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Phase
from tracker.handover.accepting import Excepted, accept, offer
from tracker.handover.conditions import lacks
from tracker.handover.models import HandoverPack, PackSeal
from tracker.handover.packs import ask_for_pack, newest_pack, seal, sealed_pack
from tracker.handover.packs.chapters import document_of
from tracker.handover.packs.completeness import absent
from tracker.handover.packs.reading import gather
from tracker.handover.packs.records import Answered, Fall, Trial
from tracker.handover.rehearsing import describe


def chapter(document, key):
    return next(one for one in document.chapters if one.key == key)


def read(northgate, kind="full"):
    return document_of(gather(northgate.engagement, kind)[0])


@pytest.mark.slow
def test_a_rehearsal_broken_off_says_why_and_what_was_done_alone(app, northgate):
    rehearsals.in_handover(app, northgate)
    rehearsals.rehearse(app, northgate)
    rehearsals.work_alone(app, northgate, 3)
    rehearsals.broken_off(app, northgate, "Two of us are ill.")
    with acting(app, "helen") as helen:
        describe(rehearsals.the_rehearsal(), rehearsals.SHOWED, by=helen)
        db.session.commit()
        document = read(northgate)
    told = said(document)
    assert "Two of us are ill." in told and rehearsals.SHOWED in told and rehearsals.HOPE in told
    assert "3 things were done without help until then, 0 questions were asked" in told
    days = next(table for _, table in document.tables if table.name == "rehearsal-1")
    assert [row[1] for row in days.rows] == ["3"]
    assert "None was held to its last day." in told
    assert "rehearsal" in [one.key for one in document_of(_minimum(app, northgate)).chapters]


def _minimum(app, northgate):
    with acting(app, "helen"):
        return gather(northgate.engagement, "minimum")[0]


@pytest.mark.slow
def test_one_assembled_after_the_handover_tells_what_fell_back_and_stands_beside_the_sealed_one(app, northgate):
    sealed = assembled(app, northgate)
    with acting(app, "helen") as helen:
        seal(newest_pack(northgate.id), by=helen)
        handed_over(northgate)
        answered(northgate, 30, fallen={"reply": 2}, manage="with_help")
    with on(after(40)):
        later = assembled(app, northgate, "helen")
    assert (later.kind, later.title, later.state) == ("later", "Follow-up pack 2", "assembled"), jobs(app)
    packed = zipfile.ZipFile(io.BytesIO(content(app, northgate, "zip")))
    told = packed.read("18-check-ins.md").decode()
    assert "Callum left, and we rang Mina." in told and "With help. We have done it for a month." in told
    assert "What are we doing, in your own words?" in told and "Not yet" in told
    table = packed.read("tables/relapses.csv").decode()
    assert "30 days" in table and "4 to 2" in table
    document = json.loads(packed.read("document.json"))
    assert any("With help. We have done" in str(one) for one in document["chapters"])
    assert len(packed.namelist()) == len(set(packed.namelist()))
    with acting(app, "helen"):
        assert sealed_pack(northgate.id).id == sealed.id


@pytest.mark.slow
def test_after_the_handover_the_practice_assembles_none_and_nobody_one_in_place_of_the_sealed(app, northgate):
    assembled(app, northgate)
    with acting(app, "helen") as helen:
        seal(newest_pack(northgate.id), by=helen)
        handed_over(northgate)
        with pytest.raises(Stale, match="stays the last one"):
            ask_for_pack(northgate.engagement, by=helen, kind="full")
    with acting(app, "marcus") as marcus, pytest.raises(Stale, match="the client's own to assemble"):
        ask_for_pack(northgate.engagement, by=marcus)
    ask(app, northgate, "priya")
    work(app)
    assert [row.kind for row in rows(app, HandoverPack)] == ["full", "later"] and len(rows(app, PackSeal)) == 1


@pytest.mark.slow
def test_a_handover_taken_back_and_made_again_seals_the_pack_that_is_accepted_then(app, northgate):
    scenes.accepted(app, northgate)
    with acting(app, "helen") as helen:
        reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
        db.session.commit()
    assert assembled(app, northgate, "helen").number == 2
    with acting(app, "helen") as helen:
        again = offer(northgate.engagement, by=helen)
        due, missing = clock.today() + timedelta(days=30), lacks(facts_of(northgate.id), 2, clock.today())
        parts = [Excepted(one.text, helen, due, part=one.part, place=f"_p{n}") for n, one in enumerate(missing)]
        accept(again, "We run it again, and better.", [*scenes.excepted(northgate), *parts], by=helen)
        db.session.commit()
        assert sealed_pack(northgate.id).number == again.pack_number == 2


def test_what_was_said_before_a_handover_was_taken_back_is_not_lost():
    fall = Fall("Reply", 4, 3, "Ill.", date(2026, 5, 1))
    early = Answered(30, 1, None, date(2026, 4, 1), "Helen Ames", (("What did you run alone?", "All of it."),), (),
                     "Yes", "", "", "", (fall,), ())  # fmt: skip
    material = replace(MATERIAL, answered=(early,))
    told = said(document_of(material))
    assert "After 30 days, of an earlier handover" in told and "All of it." in told and "1 May 2026" in told


def test_a_rehearsal_that_was_not_held_is_told_and_asked_for_by_the_gate_alone():
    assert "rehearsal" not in absent(MATERIAL.facts, MATERIAL.as_of)
    assert "None was begun." in said(document_of(MATERIAL))


def test_the_first_page_tells_how_far_each_part_came():
    trial = Trial("held", "2 weeks", HANDED_OVER, after(13), "To see.", "Helen Ames", "", "",
                  ((HANDED_OVER, 4, 1), (after(1), 3, 0)), "", "", None)  # fmt: skip
    material = replace(MATERIAL, trials=(trial,))
    (table,) = [block for block in chapter(document_of(material), "glance").told if hasattr(block, "rows")]
    lines = {row[0]: row[1:] for row in table.rows}
    assert lines["The signed strategy"] == ("1 of 1 section signed as it stands", "1")
    assert lines["Rehearsals"][0] == "Held until 14 March 2027: 7 done without help, 1 question asked"
    assert lines["Tools, access and proof of recovery"][1] == "1"
