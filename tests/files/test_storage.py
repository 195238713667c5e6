"""Both places keep whole files or none, and tell when they are away."""

import os
import time
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests import cast
from tests.files import specimens
from tests.files.scenes import book, pdf, put, write
from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.ids import new_id
from tracker.files import attaching
from tracker.files.checking import check_file
from tracker.files.disk import DiskStorage
from tracker.files.models import Attachment
from tracker.files.s3 import S3Storage
from tracker.files.storage import Gone, OutOfReach, new_key, storage
from tracker.files.tidying import tidy_files
from tracker.toolkit.models import Runbook


@pytest.fixture(scope="module")
def store():
    """An S3-compatible store, and the setting that names it."""
    server = ThreadedMotoServer(port=0, verbose=False)
    with patch.dict(os.environ, {"AWS_ACCESS_KEY_ID": "for tests", "AWS_SECRET_ACCESS_KEY": "only"}):
        server.start()
        host, port = server.get_host_and_port()
        url = f"http://127.0.0.1:{port}"
        boto3.client("s3", endpoint_url=url, region_name="us-east-1").create_bucket(Bucket="papers")
        assert host
        yield f"s3://papers?endpoint={url}&prefix=baton"
        server.stop()


@pytest.fixture(params=["disk", "s3"])
def place(request, tmp_path):
    if request.param == "disk":
        return DiskStorage(tmp_path / "files")
    return S3Storage.at(request.getfixturevalue("store"))


def key():
    return new_key(new_id(), new_id())


pytestmark = pytest.mark.slow


def test_what_is_put_is_read_until_it_is_removed(place):
    name = key()
    place.put(name, BytesIO(b"x" * 200_000))
    pieces = [*place.read(name)]
    assert b"".join(pieces) == b"x" * 200_000 and len(pieces) > 1
    place.remove(name)
    place.remove(name)
    with pytest.raises(Gone):
        place.read(name)


def test_what_is_old_is_found_by_its_shard(place):
    name = key()
    place.put(name, BytesIO(b"x"))
    shard, soon = name[:2], clock.now() + timedelta(minutes=1)
    assert name in place.older(shard, soon, 10_000)
    assert place.older(shard, clock.now() - timedelta(hours=1), 10) == []
    assert len(place.older(shard, soon, 1)) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "aa/../../x", "", "aa/b/c/d"])
def test_nothing_but_a_key_of_ours_is_ever_a_path(place, name):
    for act in (place.read, place.remove, lambda one: place.put(one, BytesIO(b"x"))):
        with pytest.raises(ValueError):
            act(name)


def test_a_disk_that_fails_is_said_to_be_away_and_leaves_no_half(tmp_path):
    place = DiskStorage(tmp_path / "files")
    with patch("os.fsync", side_effect=OSError(28, "No space left on device")), pytest.raises(OutOfReach):
        place.put(key(), BytesIO(b"x"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_store_that_is_away_is_said_to_be_away_soon():
    place = S3Storage.at("s3://papers?endpoint=http://127.0.0.1:9")
    began = time.monotonic()
    with patch.dict(os.environ, {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}), pytest.raises(OutOfReach):
        place.put(key(), BytesIO(b"x"))
    assert time.monotonic() - began < 8


def test_a_page_says_that_files_are_away_and_the_rest_goes_on(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book(northgate))
    with patch.object(DiskStorage, "put", side_effect=OutOfReach()):
        answer = page.send(action="/files", files=pdf())
    assert answer.status == 503 and answer.response.headers["Retry-After"] == "30"
    assert callum.opens(book(northgate)).says("How we reply")
    assert page.send(action="/files", files=pdf()).says("Attached.")


def test_files_go_to_the_store_that_the_settings_name(app, northgate, callum, store):
    write(app, northgate)
    with patch.dict(app.extensions, {"files": S3Storage.at(store)}):
        page = callum.opens(book(northgate)).send(action="/files", files=pdf())
        link = next(link for link in page.links if "/files/" in link)
        assert callum.opens(link).response.data == specimens.PDF
    assert callum.opens(link).status == 404  # and nowhere else


def keys_in(app):
    folder = app.config["SETTINGS"].instance / "files"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_key_says_whose_it_is_and_nothing_that_was_typed(app, northgate):
    id = put(app, northgate, write(app, northgate), "secret plan.pdf")
    with acting(app, "helen"):
        key = northgate.one(Attachment, id).key
    assert key.split("/")[1:3] == [str(cast.fixed("workspace harbour")), str(cast.fixed("client northgate"))]
    assert "plan" not in key and key in keys_in(app)


def test_a_refusal_after_the_bytes_were_written_leaves_none(app, northgate):
    runbook, before = write(app, northgate), keys_in(app)
    with acting(app, "priya") as priya:
        attaching.attach(northgate.one(Runbook, runbook), [check_file("a.pdf", BytesIO(specimens.PDF))], by=priya)
        db.session.rollback()
    assert keys_in(app) == before


def test_the_worker_finds_what_was_left_behind_and_forgets_what_was_removed(app, northgate, monkeypatch):
    kept, gone = (put(app, northgate, write_once, name) for write_once, name in [(write(app, northgate), "a.pdf")] * 2)
    with acting(app, "priya") as priya:
        row = northgate.one(Attachment, gone)
        attaching.remove(row, by=priya)
        removed_key, kept_key = row.key, northgate.one(Attachment, kept).key
        db.session.commit()
    with app.app_context():
        left = new_key(cast.fixed("workspace harbour"), cast.fixed("client northgate"))
        foreign = new_key(new_id(), new_id())
        for key in (left, foreign):
            storage().put(key, BytesIO(b"x"))
        fresh = keys_in(app)
        for day in range(16):
            with clock.at(clock.now() + timedelta(days=day)):
                if not day:
                    tidy_files()
                    assert keys_in(app) == fresh  # too new to be judged
                else:
                    tidy_files()
        with clock.at(clock.now() + timedelta(days=16)):
            tidy_files()
        assert not {left, foreign} & keys_in(app)
        assert {kept_key, removed_key} <= keys_in(app)
        with clock.at(clock.now() + timedelta(days=31)):
            tidy_files()
        assert removed_key not in keys_in(app) and kept_key in keys_in(app)
    with acting(app, "priya") as priya, pytest.raises(Refused, match="is gone"):
        attaching.put_back(northgate.one(Attachment, gone), by=priya)
