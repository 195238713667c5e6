"""“Is that so?”: what is logged for somebody waits for her word, and of the rest a part is asked about."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers
from tracker.access import Can
from tracker.access.policies import allows
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.ids import new_id
from tracker.responsibilities.doers import done_by_person
from tracker.tenancy import scoped
from tracker.worklog.answering import correct, questions_for, say_no, say_yes
from tracker.worklog.asking import drawn
from tracker.worklog.evidence import read_work
from tracker.worklog.logging import log_work, take_back
from tracker.worklog.models import Mode, Why, WorkEntry, WorkQuestion
from tracker.worklog.sampling import sample_of
from tracker.worklog.summary import summary_of


def questions():
    return list(db.session.scalars(scoped(WorkQuestion).order_by(WorkQuestion.id)))


def entries():
    return list(db.session.scalars(scoped(WorkEntry).order_by(WorkEntry.id)))


def counted(northgate, key="reply"):
    return sum(row[2] for row in read_work(northgate.id).get(str(northgate.activity(key)), ()))


def test_what_the_practice_checked_counts_once_the_doer_has_confirmed_it(as_person, northgate):
    mina = as_person("mina")
    entry = log_work(activity(northgate), Mode.CLIENT_CHECKED, by=mina, person=member("aisha"), quantity=4)
    assert (entry.person_id, entry.logged_by_id) == (member("aisha").id, mina.id)
    assert counted(northgate) == 0 and entry.waiting
    assert summary_of(northgate.engagement).totals == []
    (asked,) = questions_for(member("aisha"))
    assert asked.sentence.startswith("Mina Okafor logged for you: 4 × reply, Reply and serve customers")
    say_yes(questions()[0], by=member("aisha"))
    assert counted(northgate) == 4 and questions_for(member("aisha")) == []
    with pytest.raises(Stale):
        say_yes(questions()[0], by=member("aisha"))


def test_the_practice_says_who_did_what_it_checked(as_person, northgate):
    mina = as_person("mina")
    for person in (None, member("brook"), member("marcus")):
        with pytest.raises(Refused, match="Say who at the client did it") as refusal:
            log_work(activity(northgate), Mode.CLIENT_CHECKED, by=mina, person=person)
        assert refusal.value.field == "person"
    done_by_person(activity(northgate), member("aisha"), by=member("helen"))
    assert log_work(activity(northgate), Mode.CLIENT_CHECKED, by=mina).person_id == member("aisha").id


def test_a_declined_entry_never_counts_and_its_reason_stays(as_person, northgate):
    priya = as_person("priya")
    log_work(activity(northgate), Mode.CLIENT, by=priya, person=member("aisha"), quantity=9)
    with pytest.raises(Refused, match="Say what is not right"):
        say_no(questions()[0], by=member("aisha"), because="")
    say_no(questions()[0], by=member("aisha"), because="Callum did these.")
    assert counted(northgate) == 0
    assert entries()[0].taken_back_at is not None and questions()[0].because == "Callum did these."


def test_she_corrects_what_was_logged_for_her(as_person, northgate):
    priya = as_person("priya")
    log_work(activity(northgate), Mode.CLIENT, by=priya, person=member("aisha"), quantity=9)
    with pytest.raises(Refused, match="Only the person"):
        correct(questions()[0], by=member("helen"), mode="client", quantity=3)
    correct(questions()[0], by=member("aisha"), mode="together", quantity=3, because="With Mina")
    (row,) = read_work(northgate.id)[str(northgate.activity("reply"))]
    assert row[1:] == ["together", 3, str(member("aisha").id)]


@pytest.mark.parametrize(
    ("by", "person", "mode", "reason"),
    [
        ("mina", "marcus", "consultant", "Only a lead"),
        ("priya", "aisha", "oversight", "logs that herself"),
        ("priya", "brook", "client", "You log your own work"),
        ("priya", "mina", "client", "You log your own work"),
        ("brook", "aisha", "provider", "You log your own work"),
    ],
)
def test_nobody_logs_for_whom_she_may_not(as_person, northgate, by, person, mode, reason):
    me = as_person(by)
    with pytest.raises(Refused, match=reason):
        log_work(activity(northgate), mode, by=me, person=member(person))
    assert questions() == []


def test_a_lead_logs_the_work_of_a_colleague_of_the_practice(as_person, northgate):
    marcus = as_person("marcus")
    log_work(activity(northgate), Mode.CONSULTANT, by=marcus, person=member("mina"), quantity=2)
    assert counted(northgate) == 2 and questions() == []


def test_nobody_logs_for_somebody_who_has_left(as_person, northgate):
    marcus = as_person("marcus")
    member("aisha").ended_at = clock.now()
    with pytest.raises(Refused, match="Aisha Khan has left"):
        log_work(activity(northgate), Mode.CLIENT_CHECKED, by=marcus, person=member("aisha"))


@pytest.fixture
def every_lot(monkeypatch):
    """The lot falls on every entry."""
    monkeypatch.setattr("tracker.worklog.asking.drawn", lambda id: True)


@pytest.mark.parametrize("rung", [0, 4])
def test_of_own_work_what_is_drawn_is_asked_about_and_counts_meanwhile(as_person, northgate, every_lot, rung):
    aisha = as_person("aisha")
    answers(northgate, "priya")
    activity(northgate).rung = rung
    for _ in range(3):
        log_work(activity(northgate), Mode.CLIENT, by=aisha)
    assert [(one.why, one.asked_id) for one in questions()] == [(Why.SAMPLE, member("priya").id)] * 3
    assert counted(northgate) == 3
    say_no(questions()[0], by=member("priya"), because="I did that one.")
    assert counted(northgate) == 2


def test_one_in_ten_is_drawn_by_its_id(as_person, northgate):
    ids = [new_id() for _ in range(5000)]
    chosen = {id for id in ids if drawn(id)}
    assert 400 < len(chosen) < 600
    assert chosen == {id for id in ids if drawn(id)}


def test_what_the_lot_spares_nobody_is_asked_about(as_person, northgate, monkeypatch):
    monkeypatch.setattr("tracker.worklog.asking.drawn", lambda id: False)
    aisha = as_person("aisha")
    answers(northgate, "priya")
    log_work(activity(northgate), Mode.CLIENT, by=aisha)
    assert questions() == []


def test_the_sample_is_counted_with_its_answers(as_person, northgate, monkeypatch):
    lots = iter([True, True, False, True])
    monkeypatch.setattr("tracker.worklog.asking.drawn", lambda id: next(lots))
    aisha = as_person("aisha")
    answers(northgate, "priya")
    for _ in range(4):
        log_work(activity(northgate), Mode.CLIENT, by=aisha)
    say_yes(questions()[0], by=member("priya"))
    say_no(questions()[1], by=member("priya"), because="I did that one.")
    assert sample_of(northgate.id, 9)[0] == {"days": 56, "pool": 4, "asked": 3, "yes": 1, "no": 1, "open": 1}
    assert [answer for _, _, answer in sample_of(northgate.id, 9)[1]] == ["", "no", "yes"]
    assert sample_of(northgate.id, 1)[1] == [(clock.today(), questions()[2].what, "")]
    with clock.at(clock.now() + timedelta(days=57)):
        counts, newest = sample_of(northgate.id, 9)
        assert counts == {"days": 56, "pool": 0, "asked": 0, "yes": 0, "no": 0, "open": 0} and len(newest) == 3


def test_before_anything_is_logged_the_sample_is_empty(as_person, northgate):
    as_person("priya")
    assert sample_of(northgate.id, 9) == ({"days": 56, "pool": 0, "asked": 0, "yes": 0, "no": 0, "open": 0}, [])


def test_only_what_lots_are_drawn_for_is_in_the_pool(as_person, northgate, every_lot):
    mina = as_person("mina")
    answers(northgate, "priya")
    log_work(activity(northgate), Mode.TOGETHER, by=mina)
    log_work(activity(northgate), Mode.CONSULTANT, by=mina)
    log_work(activity(northgate), Mode.CLIENT_CHECKED, by=mina, person=member("aisha"))
    assert sample_of(northgate.id, 9)[0] == {"days": 56, "pool": 1, "asked": 1, "yes": 0, "no": 0, "open": 1}


def test_nobody_is_asked_about_her_own_log(as_person, northgate, every_lot):
    priya = as_person("priya")
    answers(northgate, "priya")
    log_work(activity(northgate), Mode.CLIENT, by=priya)
    assert questions() == []


def test_what_the_practice_did_together_with_the_client_is_asked_of_the_client(as_person, northgate, every_lot):
    mina = as_person("mina")
    answers(northgate, "priya")
    log_work(activity(northgate), Mode.CONSULTANT, by=mina)
    assert questions() == []
    log_work(activity(northgate), Mode.TOGETHER, by=mina)
    assert [(one.why, one.asked_id) for one in questions()] == [("sample", member("priya").id)]


def test_only_who_is_asked_answers_and_the_owner_for_who_has_left(as_person, northgate):
    priya = as_person("priya")
    log_work(activity(northgate), Mode.CLIENT, by=priya, person=member("aisha"))
    db.session.commit()
    (asked,) = questions()

    def may():
        keys = ("aisha", "helen", "callum", "priya", "marcus", "mina", "brook")
        return {key for key in keys if allows(Can.LOG_WORK, member(key), asked)}

    assert may() == {"aisha"} and questions_for(member("helen")) == []
    as_person("marcus")
    member("aisha").ended_at = clock.now()
    db.session.commit()
    (asked,) = questions()
    assert may() - {"aisha"} == {"helen"}
    assert questions_for(member("helen"))[0].sentence.startswith("Priya Shah logged for Aisha Khan")


def test_a_slip_logged_for_somebody_is_taken_back_by_whoever_logged_it(as_person, northgate):
    priya = as_person("priya")
    entry = log_work(activity(northgate), Mode.CLIENT, by=priya, person=member("aisha"))
    take_back(entry, by=priya)
    assert questions_for(member("aisha")) == [] and questions()[0].answer == "withdrawn"
    with pytest.raises(Stale, match="taken back already"):
        correct(questions()[0], by=member("aisha"), mode="client", quantity=1)
