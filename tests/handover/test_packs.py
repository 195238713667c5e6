"""A pack is asked for by those who may, assembled once, and sealed once."""

import io
import json
import zipfile

import pytest

from tests.handover.packing import ask, assembled, content, jobs, newest, open_orders, rows, work
from tests.makers import acting, start
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.engagements.models import EngagementState
from tracker.handover.models import HandoverPack, PackOrder, PackSeal
from tracker.handover.packs import ask_for_pack, newest_pack, seal, sealed_pack
from tracker.jobs import Job

pytestmark = pytest.mark.slow


def test_priya_asks_and_the_worker_assembles_a_pack(app, northgate):
    pack = assembled(app, northgate)
    assert (pack.number, pack.kind, pack.state, pack.by_name) == (1, "full", "assembled", "Priya Shah")
    assert content(app, northgate, "pdf").startswith(b"%PDF")
    packed = zipfile.ZipFile(io.BytesIO(content(app, northgate, "zip")))
    assert {"README.md", "pack.pdf", "manifest.json", "document.json", "tables/activities.csv"} <= set(
        packed.namelist()
    )
    assert json.loads(packed.read("manifest.json"))["pack"]["client"] == "Northgate Recruitment"
    assert open_orders(app) == 0 and jobs(app) == [("done", "Handover pack 1 is assembled.")]


def test_two_who_ask_get_one_pack(app, northgate):
    first, second = ask(app, northgate), ask(app, northgate, "mina")
    assert first == second
    work(app)
    assert len(rows(app, HandoverPack)) == 1 and len(rows(app, Job)) == 1


def test_when_nothing_has_changed_there_is_no_second_pack(app, northgate):
    """The first is itself a step that the record tells of, so that the second differs from it."""
    assembled(app, northgate)
    second = assembled(app, northgate)
    assert assembled(app, northgate, "marcus").id == second.id
    assert jobs(app)[-1][1] == f"Nothing has changed since: {second.title} says it all."


def test_helen_seals_it_once_and_no_other_takes_its_place(app, northgate):
    pack = assembled(app, northgate)
    with acting(app, "helen") as helen:
        row = seal(newest_pack(northgate.id), by=helen)
        db.session.commit()
        assert row.hash == pack.hash and sealed_pack(northgate.id).id == pack.id
        assert newest_pack(northgate.id).state == "sealed"
    with acting(app, "helen") as helen, pytest.raises(Stale, match="sealed already"):
        seal(newest_pack(northgate.id), by=helen)
    over(app, northgate)
    with acting(app, "helen") as helen, pytest.raises(Stale, match="stays the last one"):
        ask_for_pack(northgate.engagement, by=helen, kind="full")
    assert len(rows(app, PackSeal)) == 1


@pytest.mark.parametrize("who", ["priya", "marcus"])
def test_nobody_but_the_owner_seals(app, northgate, who):
    assembled(app, northgate)
    with acting(app, who) as by, pytest.raises(Refused, match="Only the owner"):
        seal(newest_pack(northgate.id), by=by)


def test_what_is_sealed_while_another_is_asked_for_stays_the_last(app, northgate):
    assembled(app, northgate)
    ask(app, northgate)
    with acting(app, "helen") as helen:
        seal(newest_pack(northgate.id), by=helen)
        db.session.commit()
    over(app, northgate)
    work(app)
    assert "sealed and stays the last one" in jobs(app)[-1][1]
    assert len(rows(app, HandoverPack)) == 1


def test_a_pack_and_its_seal_are_never_changed(app, northgate):
    assembled(app, northgate)
    with acting(app, "helen"), pytest.raises(Exception, match="never changed"):
        newest_pack(northgate.id).number = 7
        db.session.flush()


def test_before_the_charter_there_is_nothing_to_hand_over(app, northgate):
    with acting(app, "marcus") as marcus:
        engagement = start("weir")
        db.session.flush()
        with pytest.raises(Refused, match="before the charter is signed"):
            ask_for_pack(engagement, by=marcus)


def test_gates_read_of_it(app, northgate):
    assembled(app, northgate)
    with acting(app, "helen") as helen:
        seal(newest_pack(northgate.id), by=helen)
        db.session.commit()
        (row,) = slices["packs"](northgate.id)
    assert (row["number"], row["state"], row["kind"]) == (1, "sealed", "full")
    assert row["sealed_on"] and row["absent"] > 5


def test_a_minimum_pack_says_where_things_stand(app, northgate):
    pack = assembled(app, northgate, kind="minimum")
    packed = zipfile.ZipFile(io.BytesIO(content(app, northgate, "zip")))
    assert pack.title == "Minimum pack 1"
    assert "before the handover" in packed.read("01-undone.md").decode()
    assert not [name for name in packed.namelist() if "check-ins" in name]


def test_a_failed_try_is_given_up_for_the_next(app, northgate, monkeypatch):
    monkeypatch.setattr("tracker.handover.packs.assembling.gather", broken)
    ask(app, northgate)
    work(app)
    assert jobs(app)[0][0] == "failed" and open_orders(app) == 1
    monkeypatch.undo()
    assert assembled(app, northgate).number == 1
    assert [order.ended_at is None for order in rows(app, PackOrder)] == [False, False]
    assert newest(app, northgate).number == 1


def broken(*_):
    raise ZeroDivisionError


def over(app, northgate):
    with acting(app, "helen"):
        northgate.engagement.state = EngagementState.HANDED_OVER
        db.session.commit()
