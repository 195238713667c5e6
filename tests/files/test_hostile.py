"""Files made to break what looks at them: refused in bounded memory and time."""

import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.files import specimens
from tracker.core.errors import Refused
from tracker.files.checking import LARGEST_FILE, check_file
from tracker.files.office import BURSTS

pytestmark = pytest.mark.slow
MOST_SECONDS, MOST_MEMORY = 2.0, 12_000_000


def refused(name: str, content: bytes) -> str:
    """The reason; time and memory on the way are measured."""
    file = BytesIO(content)
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(Refused) as refusal:
        check_file(name, file)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < MOST_SECONDS
    assert peak < MOST_MEMORY
    return refusal.value.message


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (specimens.bomb, BURSTS),
        (lambda: specimens.bomb(300, says=1000), BURSTS),
        (lambda: specimens.bomb(3000, says=4_000_000), BURSTS),
        (lambda: specimens.bomb(90), BURSTS),
        (specimens.crowded, "This file holds far too many parts."),
        (lambda: specimens.crowded(2_500), "This file holds far too many parts."),
    ],
    ids=["says so", "lies", "lies a little", "swells", "an endless index", "too many parts"],
)
def test_an_archive_that_bursts_is_refused(make: Callable[[], bytes], reason: str) -> None:
    assert refused("letter.docx", make()) == reason


def test_parts_that_share_their_bytes_are_refused() -> None:
    """Ten thousand names for one and the same megabyte."""
    honest = specimens.office({f"word/{number}.xml": b"x" * 900 for number in range(40)})
    first = honest.index(b"word/0.xml") - 30
    cut = bytearray(honest)
    for number in range(1, 40):
        place = honest.rindex(f"word/{number}.xml".encode()) - 4
        cut[place : place + 4] = first.to_bytes(4, "little")
    assert "damaged" in refused("letter.docx", bytes(cut))


def test_a_picture_of_thirty_thousand_pixels_is_refused_unpainted() -> None:
    assert "12,000 pixels" in refused("wide.png", specimens.claimed_png(30_000, 30_000))


def test_a_text_of_twenty_five_megabytes_is_read_in_pieces() -> None:
    assert "named as text" in refused("note.txt", b"a" * (LARGEST_FILE - 1) + b"\x01")


def test_a_photo_without_an_end_is_refused() -> None:
    photo = specimens.picture("JPEG", (200, 200))
    assert "cut off" in refused("photo.jpg", photo[:-2] + b"\x7f" * 20_000_000)


def test_a_photo_of_nothing_but_marks_is_refused() -> None:
    photo = specimens.picture("JPEG", (200, 200))
    assert "cut off" in refused("photo.jpg", photo[:-2] + b"\xff\xe1\x00\x02" * 500_000)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert refused("plan.pdf", specimens.PDF + bytes(LARGEST_FILE)) == "A file may have at most 25 MB."


@pytest.mark.parametrize("length", range(0, 700, 41))
def test_a_file_cut_off_anywhere_is_refused_in_words(length: int) -> None:
    for name, content in {"a.docx": specimens.office(), "a.png": specimens.picture(), "a.pdf": specimens.PDF}.items():
        if 0 < length < len(content) - 8:
            assert refused(name, content[:length])
