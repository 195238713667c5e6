"""What is taken and what is refused, by ending and by content, with a reason for each."""

from io import BytesIO

import pytest
from PIL import Image

from tests.files import specimens
from tracker.core.errors import Refused
from tracker.files.checking import check_file, check_files

HONEST = {
    "plan.pdf": specimens.PDF, "shot.png": specimens.picture(), "photo.JPG": specimens.picture("JPEG"),
    "photo.jpeg": specimens.picture("JPEG"), "small.webp": specimens.picture("WEBP"),
    "moves.gif": specimens.picture("GIF"), "note.txt": "Über uns\n".encode(), "old.txt": b"caf\xe9",
    "list.csv": b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le"), "read.md": b"# Steps\n\n1. Open it.",
    "letter.docx": specimens.office(), "sums.xlsx": specimens.office(main="xl/workbook.xml"),
    "talk.pptx": specimens.office({"ppt/embeddings/Sheet1.xlsx": specimens.office()}, main="ppt/presentation.xml"),
    "letter.odt": specimens.open_document(), "sums.ods": specimens.open_document("spreadsheet"),
    "talk.odp": specimens.open_document("presentation"),
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_are_taken(name):
    taken = check_file(name, BytesIO(HONEST[name]))
    assert (taken.name, len(taken.hash)) == (name, 64)
    taken.content.seek(0)
    assert len(taken.content.read()) == taken.size > 0


REFUSED = {
    ("../../etc/passwd.txt", b"root"): "may not hold a path",
    ("..\\secret.txt", b"root"): "may not hold a path",
    ("/tmp/a.txt", b"root"): "may not hold a path",
    ("..txt", b"root"): "may not hold a path",
    ("noending", b"x"): "ends with its kind",
    (".pdf", specimens.PDF): "ends with its kind",
    ("empty.txt", b""): "is empty",
    ("invoice.pdf.exe", b"MZ"): "Programs are not taken",
    ("all.zip", specimens.office()): "Archives are not taken",
    ("logo.svg", b"<svg/>"): "SVG",
    ("page.html", b"<html>"): "Web pages",
    ("film.mp4", b"\0\0\0\x18ftypmp42"): "give the link",
    ("letter.docm", specimens.office()): "macros",
    ("letter.doc", b"\xd0\xcf\x11\xe0"): "Old Office",
    ("thing.xyz", b"x"): "Taken are PDF",
    ("plan.pdf", b"MZ\x90\0"): "it is a program",
    ("plan.pdf", specimens.PDF[:-8]): "cut off",
    ("shot.png", specimens.PDF): "named PNG, but it is a pdf file",
    ("shot.png", specimens.picture("JPEG")): "named PNG, but it is",
    ("shot.png", specimens.picture()[:-6]): "cut off",
    ("shot.jpg", specimens.picture("JPEG")[:-40]): "cut off",
    ("shot.webp", specimens.picture("WEBP")[:-20]): "cut off",
    ("shot.gif", specimens.picture("GIF", (300, 300))[:30]): "cut off",
    ("wide.png", specimens.claimed_png(30_000, 30_000)): "at most 12,000 pixels along a side",
    ("long.png", specimens.claimed_png(30_000, 1)): "at most 12,000 pixels along a side",
    ("large.png", specimens.claimed_png(11_000, 11_000)): "50 million in all",
    ("note.txt", b"\x00\x01\x02"): "named as text",
    ("note.txt", b"\n <!DOCTYPE html><script>"): "holds a web page or a script",
    ("note.md", b"#!/bin/sh\nrm"): "holds a web page or a script",
    ("letter.docx", specimens.PDF): "named docx, but it is a pdf file",
    ("letter.docx", specimens.office()[:-30]): "cut off or damaged",
    ("letter.docx", specimens.office(main="xl/workbook.xml")): "it is something else",
    ("letter.docx", specimens.office(kind=specimens.WITH_MACROS)): "holds macros",
    ("letter.docx", specimens.office({"word/vbaProject.bin": b"x"})): "holds macros",
    ("letter.docx", specimens.office({"word/media/run.exe": b"x"})): "holds a program",
    ("letter.docx", specimens.office({"word/media/a.png": b"MZ" + bytes(90)})): "holds a program",
    ("letter.docx", specimens.office({"../../a.xml": b"x"})): "lead outside",
    ("letter.docx", specimens.office({"/etc/a.xml": b"x"})): "lead outside",
    ("letter.odt", specimens.open_document("spreadsheet")): "it is something else",
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), REFUSED, ids=lambda part: part[:40] if isinstance(part, str) else "")
def test_others_are_refused_with_the_reason(name, content):
    with pytest.raises(Refused) as refusal:
        check_file(name, BytesIO(content))
    assert REFUSED[name, content] in refusal.value.message


def test_control_and_direction_marks_leave_the_name():
    assert check_file("re\u202eport\x00 \t of  May.txt", BytesIO(b"x")).name == "report of May.txt"


def test_a_long_name_keeps_its_ending():
    name = check_file("x" * 900 + ".txt", BytesIO(b"x")).name
    assert len(name) == 120 and name.endswith("x.txt")


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_photo_loses_the_place_where_it_was_taken_and_nothing_else(form, ending):
    photo = specimens.phone_photo(form)
    assert b"Phone maker" in photo
    kept = check_file(f"photo.{ending}", BytesIO(photo)).content
    with Image.open(kept) as clean, Image.open(BytesIO(photo)) as before:
        assert not clean.getexif().get_ifd(0x8825)
        assert clean.tobytes() == before.tobytes()
        assert clean.getexif().get(0x0112, 6) == 6
    kept.seek(0)
    assert b"Phone maker" not in kept.read()


def test_what_hides_behind_a_photo_is_left_out():
    kept = check_file("photo.jpg", BytesIO(specimens.picture("JPEG") + b"<?php GPS film")).content
    kept.seek(0)
    assert kept.read().endswith(b"\xff\xd9")


def test_a_progressive_photo_stays_whole():
    photo = specimens.picture("JPEG", (400, 300), progressive=True)
    with Image.open(check_file("photo.jpg", BytesIO(photo)).content) as clean, Image.open(BytesIO(photo)) as before:
        assert clean.tobytes() == before.tobytes()


class Sent:
    def __init__(self, filename, content=b"x"):
        self.filename, self.stream = filename, BytesIO(content)


def test_of_several_files_the_one_at_fault_is_named():
    with pytest.raises(Refused, match="two.exe: Programs are not taken"):
        check_files([Sent("one.txt"), Sent("two.exe")])
    assert check_files([Sent("")]) == []
    with pytest.raises(Refused, match="At most 5"):
        check_files([Sent("one.txt")] * 6)
