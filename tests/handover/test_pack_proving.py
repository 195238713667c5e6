"""Somebody holds a file and asks whether it is what was sealed. Only its hash is looked at, as it passes by."""

import io
import tempfile
import tracemalloc
import zipfile

import pytest

from tests.files.test_uploads import Endless
from tests.handover.packing import assembled, content
from tests.makers import acting
from tracker.core.database import db
from tracker.core.uploads import Reckoned
from tracker.engagements.models import EngagementState
from tracker.files.models import Attachment
from tracker.files.storage import storage
from tracker.handover.packs import newest_pack, seal
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
MEGABYTES_60 = 60_000_000
HEAD = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="pack.zip"\r\n\r\n'


def path(northgate) -> str:
    return f"{northgate.path}/pack"


def check(visitor, northgate, file: bytes, name: str):
    page = visitor.opens(path(northgate))
    return page.send("Check it", action="/pack/check#check", file=(io.BytesIO(file), name))


@pytest.fixture
def sealed(app, northgate):
    pack = assembled(app, northgate)
    with acting(app, "helen") as helen:
        seal(newest_pack(northgate.id), by=helen)
        northgate.engagement.state = EngagementState.HANDED_OVER
        db.session.commit()
    return pack


@pytest.mark.parametrize("who", ["helen", "aisha", "marcus"])
def test_the_files_of_the_pack_are_known_again(app, northgate, sealed, visit, who):
    for kind, word in (("pdf", "PDF"), ("zip", "ZIP")):
        page = check(visit(who), northgate, content(app, northgate, kind), "whatever it is called")
        assert page.says(f"Yes: this is the {word} of Handover pack 1, unchanged since Helen Ames sealed it on")
        assert page.status == 200


def test_so_is_every_member_of_the_zip_and_a_changed_one_is_told(app, northgate, sealed, helen):
    packed = zipfile.ZipFile(io.BytesIO(content(app, northgate, "zip")))
    for name in ("02-strategy.md", "tables/activities.csv", "manifest.json", "document.json"):
        page = check(helen, northgate, packed.read(name), name.split("/")[-1])
        assert page.says(f"Yes: this is {name} in the ZIP of Handover pack 1, unchanged"), name
    page = check(helen, northgate, packed.read("02-strategy.md") + b" ", "02-strategy.md")
    assert page.says("No. 02-strategy.md in the ZIP of Handover pack 1 has another hash: this file was changed.")
    assert check(helen, northgate, b"A letter", "letter.txt").says("No: none of the packs here has this hash")


def test_a_hash_does_as_well_and_nothing_at_all_is_asked_for_again(app, northgate, sealed, helen):
    page = helen.opens(path(northgate))
    assert page.send("Check it", action="/pack/check#check", hash=sealed.zip_hash.upper()).says("Yes: this is the ZIP")
    assert page.send("Check it", action="/pack/check#check", hash="lamp").says("has 64 digits")
    empty = page.send("Check it", action="/pack/check#check")
    assert empty.status == 422 and empty.says("Choose a file, or paste its hash.")
    assert page.send("Check it", action="/pack/check#check", hash="a" * 81).status == 422
    assert helen.opens(f"{path(northgate)}/check").says("Is my file the real one?")


def test_a_pack_that_is_not_sealed_says_so(app, northgate, helen):
    assembled(app, northgate)
    page = check(helen, northgate, content(app, northgate, "pdf"), "pack.pdf")
    assert page.says("unchanged since it was assembled on") and page.says("That pack is not sealed")


def test_where_the_zip_is_gone_its_own_hash_is_known_still(app, northgate, sealed, helen):
    packed = zipfile.ZipFile(io.BytesIO(whole := content(app, northgate, "zip")))
    with acting(app, "helen"):
        lies = scoped(Attachment).where(Attachment.subject_id == sealed.id, Attachment.kind == "zip")
        storage().remove(db.session.scalars(lies).one().key)
    assert check(helen, northgate, whole, "pack.zip").says("Yes: this is the ZIP of Handover pack 1")
    assert check(helen, northgate, packed.read("README.md"), "README.md").says("No: none of the packs")


@pytest.mark.parametrize("who", ["dawn", "tessa", "brook"])
def test_strangers_learn_nothing(app, northgate, sealed, visit, who):
    stranger = visit(who)
    page = stranger.post(f"{path(northgate)}/check", csrf_token=a_token(stranger), hash=sealed.pdf_hash)
    assert page.status in {403, 404} and not page.says("Handover pack")


def a_token(visitor) -> str:
    return visitor.opens("/").html.split('name="csrf_token" value="')[1].split('"')[0]


def test_a_large_file_passes_by_in_pieces_and_nothing_of_it_is_written(app, northgate, sealed, helen, monkeypatch):
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda *_: pytest.fail("Something was kept."))
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *_: pytest.fail("Something was kept."))
    monkeypatch.setattr("tracker.handover.packs.proving._members", lambda *_: iter(()))
    head = f'--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{a_token(helen)}\r\n'.encode() + HEAD
    tracemalloc.start()
    answer, _ = send(helen, northgate, Ended(head, MEGABYTES_60))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 200 and "none of the packs here" in answer.text
    assert peak < 20_000_000


class Ended(Endless):
    """A body that comes to its end as a form must."""

    end = b"\r\n--cut--\r\n"

    def read(self, size=-1):
        if self.left:
            return super().read(size)
        piece, self.end = self.end, b""
        return piece

    readline = read


def send(visitor, northgate, body):
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=cut", "wsgi.input": body, "wsgi.input_terminated": True}
    return visitor.client.post(f"/w/harbour{path(northgate)}/check", environ_overrides=sent), body.read_so_far


def test_what_is_too_large_is_read_no_further_than_it_may_be(northgate, helen, monkeypatch):
    monkeypatch.setattr("tracker.handover.views.packs.prove_file.largest_body", 2_000_000)
    answer, read = send(helen, northgate, Endless(HEAD, 10**12))
    assert answer.status_code == 413 and read <= 2_200_000


def test_what_is_reckoned_is_the_sum_and_nothing_else():
    taken = Reckoned()
    taken.write(b"ab")
    taken.write(b"c")
    assert taken.seek(0) == 0 and taken.size == 3
    assert taken.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
