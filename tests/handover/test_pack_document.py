"""What a pack says, without a database: it hides nothing, and the same material gives the same bytes."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from tracker.handover.packs.bundle import bundle, hash_of, placed
from tracker.handover.packs.chapters import document_of
from tracker.handover.packs.completeness import TITLES, absent
from tracker.handover.packs.document import Table
from tracker.handover.packs.markdown import plain
from tracker.handover.packs.material import Material
from tracker.handover.packs.paper import paper_of
from tracker.handover.packs.records import Kept, Section, Signature

TODAY = date(2026, 11, 29)
HELEN = Signature("Helen Ames", date(2026, 3, 3), "Purpose", "We mean every word.", "a" * 64)
FACTS = {
    "engagement": {"id": "e", "state": "active", "handed_over_on": None, "charter_signed_on": "2026-01-05",
                   "planned_handover": "2026-12-24", "champions": [], "deputy_champions": []},
    "people": {"h": {"name": "Helen Ames", "role": "owner", "side": "client", "active": True},
               "l": {"name": "Leah Moss", "role": "staff", "side": "client", "active": False}},
    "gates": [{"name": "Strategy", "state": "passed", "closed_on": "2026-03-09", "criteria": []}],
    "strategy": [{"id": "s", "title": "Purpose", "na": False, "written": True, "signed_on": None,
                  "earlier_signed_on": "2026-03-03", "review_on": None}],
    "activities": [{"id": "a", "name": "Reply", "critical": True, "na": False, "customer_facing": True, "rung": 3,
                    "target": 4, "witnessed": False, "rung_on": None, "confirmer": None, "sla_hours": None,
                    "accountable": {"person": "l", "named_on": "2026-02-01", "accepted_on": "2026-02-02"},
                    "deputy": None, "doer": {"kind": "practice", "person": None, "provider_name": ""},
                    "rule": None, "rule_written": False}],
    "sourcing": {}, "runbooks": [], "competencies": [], "tools": [],
    "measures": {"reviewed_on": None, "goals": [], "measures": []},
    "items": {"items": [], "verified": [], "waiting": []}, "lessons": {"shown": [], "drills": []},
    "check_ins": [{"days": 30, "due_on": None, "answers": "h", "stand_in": None}],
}  # fmt: skip
MATERIAL = Material(
    as_of=TODAY, kind="full", client="Northgate & Sons", practice="Harbour <Lane>", title="Social media", code="E-0001",
    facts=FACTS, sections=(Section("Purpose", "Why?", "Because *we* mean it.", HELEN, "", "", True),),
    questions=((30, ("What did you run alone?",)),),
)  # fmt: skip


def said(document) -> str:
    return json.dumps([[vars_of(block) for block in chapter.blocks] for chapter in document.chapters])


def vars_of(block):
    return [str(getattr(block, name)) for name in block.__slots__]


def test_every_part_that_is_asked_for_has_a_chapter():
    assert [chapter.key for chapter in document_of(MATERIAL).chapters] == ["glance", *TITLES, "papers", "proofs"]


@pytest.mark.parametrize(
    ("part", "lack"),
    [
        ("strategy", "Purpose: changed since it was signed"),
        ("accountability", "Reply: nobody answers for it"),
        ("sourcing", "Reply: not decided how it is done"),
        ("tools", "No tools are on the register"),
        ("runbooks", "Reply: no runbook yet"),
        ("protocol", "No drill was passed"),
        ("measures", "Nothing is measured"),
        ("check_ins", "The check-ins after the handover are not booked"),
    ],
)
def test_what_is_missing_is_found_and_printed(part, lack):
    assert lack in [one.text for one in absent(FACTS, TODAY)[part]]
    chapter = next(one for one in document_of(MATERIAL).chapters if one.key == part)
    assert lack in chapter.absent and lack in said(document_of(MATERIAL))


def test_a_minimum_pack_begins_with_where_things_stand_and_asks_for_no_check_ins():
    keys = [chapter.key for chapter in document_of(replace(MATERIAL, kind="minimum")).chapters]
    assert keys[0] == "undone" and "check_ins" not in keys
    assert "check_ins" not in absent(FACTS, TODAY, "minimum")


def test_who_signed_what_when_stands_beside_it_and_what_is_newer_too():
    changed = replace(MATERIAL.sections[0], newer="Because we must.", newer_by="Priya Shah")
    words = said(document_of(replace(MATERIAL, sections=(changed,))))
    assert "Signed by Helen Ames on 3 March 2026" in words and "We mean every word." in words
    assert "Not signed. Written by Priya Shah since it was signed" in words and "Because we must." in words


@pytest.mark.slow
def test_the_same_material_gives_the_same_pdf_and_the_same_zip():
    document = document_of(MATERIAL)
    papers = {paper_of(document_of(MATERIAL), "0" * 64) for _ in range(2)}
    zips = set()
    for _ in range(2):
        into = io.BytesIO()
        bundle(document, (), next(iter(papers)), lambda kept: (), into)
        zips.add(into.getvalue())
    assert len(papers) == len(zips) == 1
    assert hash_of(document, ()) != hash_of(document_of(replace(MATERIAL, title="Other")), ())


@pytest.mark.slow
def test_the_pdf_is_tagged_archival_and_says_its_language_title_and_day():
    reader = PdfReader(io.BytesIO(paper_of(document_of(MATERIAL), "0" * 64)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part>1<" in metadata and "pdfaid:part>2<" in metadata and "pdfaid:conformance>A<" in metadata
    assert reader.metadata.title == "Handover pack, Northgate & Sons"
    assert reader.metadata.creation_date.date() == TODAY
    assert "Contents" in reader.pages[1].extract_text() and "Harbour <Lane>" in reader.pages[0].extract_text()


@pytest.mark.slow
def test_nothing_runs_off_the_page_however_long_it_is():
    """A word without an end is broken, an empty column is not printed, and a long row goes over pages."""
    rows = ((f"A_{'very_' * 30}long_name.pdf", "", "3 March 2026"), ("Short", "", "word " * 4000))
    chapter = replace(document_of(MATERIAL).chapters[0], told=(Table("t", "T", ("File", "Note", "Day"), rows, (2,)),))
    paper = paper_of(replace(document_of(MATERIAL), client="Donau" * 24, chapters=(chapter,)), "0" * 64)
    pages = PdfReader(io.BytesIO(paper)).pages
    told = "".join(page.extract_text() for page in pages)
    assert told.count("word") == 4000 and len(pages) > 5
    assert "Note" not in told and "long_" in told.replace("\N{ZERO WIDTH SPACE}", "").replace("\n", "")


@pytest.mark.slow
def test_the_contents_name_every_part_and_every_chapter_with_its_page():
    reader = PdfReader(io.BytesIO(paper_of(document_of(MATERIAL), "0" * 64)))
    contents = reader.pages[1].extract_text()
    for part, chapters in document_of(MATERIAL).parts.items():
        assert part in contents
        for _, chapter in chapters:
            line = next(line for line in contents.splitlines() if chapter.title in line)
            page = int(line.split(".")[-1])
            assert chapter.title in reader.pages[page - 1].extract_text()


@pytest.mark.slow
def test_the_zip_names_the_hash_of_every_file_in_it():
    files = (Kept("plan.pdf", "Runbook", hashlib.sha256(b"one").hexdigest(), 3, "k1", TODAY, "Priya"),
             Kept("PLAN.pdf", "Runbook", hashlib.sha256(b"two").hexdigest(), 3, "k2", TODAY, "Priya"))  # fmt: skip
    into = io.BytesIO()
    bundle(document_of(MATERIAL), files, b"%PDF", lambda kept: [{"k1": b"one", "k2": b"two"}[kept.key]], into)
    packed = zipfile.ZipFile(into)
    listed = {row["path"]: row["sha256"] for row in json.loads(packed.read("manifest.json"))["files"]}
    assert set(listed) | {"manifest.json"} == set(packed.namelist())
    assert all(hashlib.sha256(packed.read(path)).hexdigest() == hash for path, hash in listed.items())
    assert {"files/plan.pdf", "files/002-PLAN.pdf"} <= set(listed)


def test_no_name_of_a_file_leaves_the_folder():
    names = ("../../etc/passwd.txt", "a/b.txt", "..", "con:.txt")
    kept = [Kept(name, "", "", 1, "", TODAY, "") for name in names]
    assert [path for path, _ in placed(kept)] == ["files/_.._etc_passwd.txt", "files/a_b.txt", "files/file",
                                                  "files/con_.txt"]  # fmt: skip


def test_what_people_typed_is_nothing_but_words():
    assert plain("*so* | [x](javascript:y)\n<b>") == r"\*so\* \| \[x\](javascript:y) \<b\>"
    into = io.BytesIO()
    document = document_of(replace(MATERIAL, facts=FACTS | {"goals": []}))
    formula = Table("formula", "Formula", ("=1+1",), (("=cmd()",),))
    chapter = replace(document.chapters[0], told=(formula,))
    bundle(replace(document, chapters=(chapter,)), (), b"", lambda kept: (), into)
    assert "'=cmd()" in zipfile.ZipFile(into).read("tables/formula.csv").decode()
