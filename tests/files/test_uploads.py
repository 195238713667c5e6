"""Bodies that are too long, too many or no form at all: refused before they are taken in."""

import time
import tracemalloc
from io import BytesIO

import pytest

from tests.files import specimens
from tests.files.scenes import book, pdf, write
from tests.makers import acting
from tracker.core.database import db
from tracker.core.uploads import LARGEST_UPLOAD
from tracker.files.models import Attachment
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


class Endless:
    """A body that goes on for as long as somebody reads it, and counts how much was read."""

    def __init__(self, start: bytes, length: int):
        self.start, self.left, self.read_so_far = start, length, 0

    def read(self, size: int = -1) -> bytes:
        size = min(self.left, 65536 if size < 0 else size)
        self.left -= size
        self.read_so_far += size
        piece, self.start = self.start[:size], self.start[size:]
        return piece + b"x" * (size - len(piece))

    readline = read


HEAD = b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'


def send(visitor, path, length, *, says=None):
    """Send a form of `length` bytes; with `says` None it does not say how long it is."""
    body = Endless(HEAD, length)
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=cut", "wsgi.input": body, "wsgi.input_terminated": True}
    if says is not None:
        sent["CONTENT_LENGTH"] = str(says)
    tracemalloc.start()
    began = time.perf_counter()
    answer = visitor.client.post("/w/harbour" + path, environ_overrides=sent)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 5 and peak < 15_000_000
    return answer, body.read_so_far


def test_a_body_that_says_it_is_huge_is_not_read(app, northgate, callum):
    path = f"/runbook/{write(app, northgate)}/files"
    answer, read = send(callum, path, 10**12, says=10**12)
    assert (answer.status_code, read) == (413, 0)
    assert b"25 MB" in answer.data


def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_it_may_be(app, northgate, callum):
    path = f"/runbook/{write(app, northgate)}/files"
    answer, read = send(callum, path, 10**12)
    assert answer.status_code == 413
    assert read <= LARGEST_UPLOAD + 200_000


def test_a_strangers_body_stays_short(app, northgate, visitor):
    path = f"/runbook/{write(app, northgate)}/files"
    answer, read = send(visitor, path, 20_000_000)
    assert answer.status_code in {302, 413} and read <= 1_200_000


def test_other_forms_stay_short(app, northgate, callum):
    write(app, northgate)
    answer, read = send(callum, f"{book(northgate)}/edit", 20_000_000)
    assert answer.status_code == 413 and read <= 1_200_000


def test_twenty_four_megabytes_arrive_whole(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book(northgate))
    large = specimens.PDF[:9] + b"x" * 24_000_000 + specimens.PDF[9:]
    answer = page.send(action="/files", files=(BytesIO(large), "large.pdf"))
    assert answer.says("24.0 MB")
    link = next(link for link in answer.links if "/files/" in link)
    assert callum.opens(link).response.data == large


def test_a_thousand_parts_are_too_many(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book(northgate))
    assert page.send(action="/files", files=[pdf(f"{number}.pdf") for number in range(600)]).status == 413
    assert page.send(action="/files", files=[pdf(f"{number}.pdf") for number in range(6)]).says("At most 5 files")
    with acting(app, "callum"):
        assert [*db.session.scalars(scoped(Attachment))] == []


def test_a_form_that_breaks_off_keeps_nothing(app, northgate, callum):
    runbook = write(app, northgate)
    path, kind = f"/w/harbour/runbook/{runbook}/files", "multipart/form-data; boundary=cut"
    answer = callum.client.post(path, data=HEAD + specimens.PDF, content_type=kind)
    assert answer.status_code in {400, 419, 422}
