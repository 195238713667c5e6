"""A decision counts once its decider confirms it, and never changes after that."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.decisions.scenes import TEXTS, WORDS, confirm, values, write
from tests.makers import acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.decisions.models import Decision, DecisionAnswer
from tracker.decisions.reading import in_force, log_of, logged
from tracker.decisions.writing import write_down
from tracker.engagements.extension_points import slices
from tracker.engagements.signing import hash_of
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped


def test_it_waits_until_the_decider_confirms_it(app, northgate):
    id = write(app, northgate)
    with acting(app, "helen"):
        assert logged(northgate.one(Decision, id)).state == "waiting"
    confirm(app, northgate, id)
    with acting(app, "helen"):
        row = northgate.one(Decision, id)
        answer = db.session.scalars(scoped(DecisionAnswer)).one()
        assert logged(row).state == "in-force"
        assert (answer.verdict, answer.words, answer.said_hash) == ("confirmed", WORDS, hash_of(row.said))


def test_nobody_else_answers_for_the_decider(app, northgate):
    id = write(app, northgate)
    for key in ("marcus", "mina", "priya"):
        with acting(app, key) as me:
            row = northgate.one(Decision, id)
            with pytest.raises(Refused, match="Only Helen Ames"):
                row.confirm(WORDS, by=me, seen=1)
            with pytest.raises(Refused, match="Only Helen Ames"):
                row.decline("No.", by=me, seen=1)


def test_the_words_are_the_deciders_own(app, northgate):
    id = write(app, northgate)
    with acting(app, "helen") as helen:
        for words in ("ok", TEXTS["reasons"]):
            with pytest.raises(Refused):
                northgate.one(Decision, id).confirm(words, by=helen, seen=1)


@pytest.mark.parametrize("decider", ["marcus", "brook"])
def test_the_decider_is_one_of_the_clients_own_people(app, northgate, decider):
    with acting(app, "mina"), pytest.raises(Refused, match="client's own people"):
        values(decider=decider)


def test_a_day_to_come_decides_nothing(app, northgate):
    with acting(app, "mina"), pytest.raises(Refused, match="has not come"):
        values(decided_on=clock.today() + timedelta(days=1))


def test_a_change_meanwhile_has_to_be_read_first(app, northgate):
    id = write(app, northgate)
    with acting(app, "priya") as priya:
        northgate.one(Decision, id).rewrite(by=priya, seen=1, **values(decision="The practice pays."))
        db.session.commit()
    with acting(app, "helen") as helen, pytest.raises(Stale, match="Read it again"):
        northgate.one(Decision, id).confirm(WORDS, by=helen, seen=1)
    with acting(app, "mina") as mina, pytest.raises(Stale):
        northgate.one(Decision, id).rewrite(by=mina, seen=1, **values())


def test_what_is_confirmed_never_changes(app, northgate):
    id = write(app, northgate)
    confirm(app, northgate, id)
    with acting(app, "helen") as helen:
        row = northgate.one(Decision, id)
        with pytest.raises(Stale, match="confirmed already"):
            row.rewrite(by=helen, seen=1, **values(decision="Something else."))
        with pytest.raises(Stale):
            row.confirm("Once more, to be quite sure of it.", by=helen, seen=1)
        with pytest.raises(Stale):
            row.decline("I changed my mind.", by=helen, seen=1)


def test_the_decider_declines_and_the_writer_withdraws(app, northgate):
    first, second = write(app, northgate), write(app, northgate)
    with acting(app, "helen") as helen:
        with pytest.raises(Refused, match="Say why"):
            northgate.one(Decision, first).decline(" ", by=helen, seen=1)
        northgate.one(Decision, first).decline("I never said so.", by=helen, seen=1)
        with pytest.raises(Refused, match="Mina Okafor wrote"):
            northgate.one(Decision, second).withdraw("A slip.", by=helen, seen=1)
        db.session.commit()
    with acting(app, "mina") as mina:
        northgate.one(Decision, second).withdraw("A slip.", by=mina, seen=1)
        assert {logged(northgate.one(Decision, id)).state for id in (first, second)} == {"dropped"}
        with pytest.raises(Stale):
            northgate.one(Decision, second).rewrite(by=mina, seen=1, **values())


def test_a_later_one_takes_its_place_once_it_is_in_force(app, northgate):
    first = write(app, northgate)
    with acting(app, "mina"), pytest.raises(Refused, match="in force"):
        values(supersedes=northgate.one(Decision, first))
    confirm(app, northgate, first)
    with acting(app, "mina") as mina:
        given = values(supersedes=northgate.one(Decision, first), question="Who pays from spring?")
        second = write_down(northgate.engagement, by=mina, **given).id
        third = write_down(northgate.engagement, by=mina, **given).id
        db.session.commit()
    with acting(app, "mina"):
        assert logged(northgate.one(Decision, first)).state == "in-force"
    confirm(app, northgate, second, words="From spring on we do it another way.")
    with acting(app, "helen") as helen:
        old = logged(northgate.one(Decision, first))
        assert (old.state, old.successor.id) == ("superseded", second)
        assert [row.id for row in in_force(northgate.id)] == [second]
        with pytest.raises(Refused, match="superseded that earlier one"):
            northgate.one(Decision, third).confirm("And once more in another way.", by=helen, seen=1)
        northgate.one(Decision, third).confirmed_at = clock.now()
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_the_log_is_narrowed_and_read_a_page_at_a_time(app, northgate):
    ids = [write(app, northgate, question=f"Question {number}?") for number in range(3)]
    confirm(app, northgate, ids[0])
    with acting(app, "mina"), app.test_request_context():
        assert [one.id for one in log_of(northgate.id, "all").rows] == ids[::-1]
        assert [one.id for one in log_of(northgate.id, "in-force").rows] == ids[:1]
        assert [one.id for one in log_of(northgate.id, "waiting").rows] == ids[:0:-1]
        assert log_of(northgate.id, "superseded").rows == log_of(northgate.id, "dropped").rows == []


def test_it_may_be_about_a_record(app, northgate):
    with acting(app, "mina"):
        about = values(about=northgate.get(Activity, "paid-promotion"), about_type="activity")
        assert about["about_id"] == northgate.activity("paid-promotion")


def test_what_waits_is_handed_on_as_facts(app, northgate):
    id, other = write(app, northgate), write(app, northgate)
    confirm(app, northgate, other)
    with acting(app, "marcus"):
        assert slices["decisions"](northgate.id) == [
            {"id": str(id), "number": 1, "question": TEXTS["question"], "decider": str(member("helen").id),
             "written_on": clock.today().isoformat()}
        ]  # fmt: skip
