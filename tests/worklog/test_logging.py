"""Logging who did how much: whose mode it is, which days count, and taking a slip back."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers, decided
from tracker.access import Can
from tracker.access.policies import allows
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.doers import done_by_provider
from tracker.responsibilities.models import DoerKind, Post
from tracker.responsibilities.providers import add_provider, place_with
from tracker.responsibilities.setting_aside import set_aside
from tracker.worklog.evidence import read_work
from tracker.worklog.logging import log_work, take_back
from tracker.worklog.models import Mode
from tracker.worklog.modes import modes_for, usual_mode


def outsourced(northgate):
    """Brightside answers the customers, Priya answers for it, Brook works for Brightside."""
    studio = add_provider(northgate.engagement, "Brightside", by=member("helen"))
    answers(northgate, "priya")
    decided(northgate, choice="outsource")
    done_by_provider(activity(northgate), studio, by=member("helen"))
    place_with(studio, member("brook"), by=member("helen"))
    db.session.commit()


def test_what_a_colleague_did_is_read_as_evidence(as_person, northgate):
    aisha = as_person("aisha")
    today = clock.today()
    log_work(activity(northgate), Mode.CLIENT, by=aisha, quantity=3)
    log_work(activity(northgate), Mode.CLIENT, by=aisha, quantity=2)
    log_work(activity(northgate), Mode.CLIENT_CHECKED, by=aisha, on=today - timedelta(days=1))
    db.session.commit()
    id, yesterday = str(northgate.activity("reply")), today - timedelta(days=1)
    assert read_work(northgate.id) == {
        id: [
            [yesterday.isoformat(), "client_checked", 1, str(aisha.id)],
            [today.isoformat(), "client", 5, str(aisha.id)],
        ]
    }


def test_the_index_moves_in_the_same_transaction(as_person, northgate):
    from tracker.selfsufficiency.models import Standing
    from tracker.tenancy import scoped

    aisha = as_person("aisha")
    standing = db.session.scalars(scoped(Standing)).one()
    before = standing.practice
    log_work(activity(northgate), Mode.CLIENT, by=aisha, quantity=10)
    db.session.commit()
    assert standing.practice > before


@pytest.mark.parametrize("mode", [Mode.CLIENT, Mode.PROVIDER, Mode.OVERSIGHT, "nonsense", ""])
def test_the_practice_never_logs_as_the_client_nor_as_a_provider(as_person, northgate, mode):
    mina = as_person("mina")
    with pytest.raises(Refused, match="Choose how it was done") as refusal:
        log_work(activity(northgate), mode, by=mina)
    assert refusal.value.field == "mode"


def test_work_of_a_practice_contracted_as_the_doer_stays_a_consultants(as_person, northgate):
    mina = as_person("mina")
    assert activity(northgate).doer_kind == DoerKind.PRACTICE
    with pytest.raises(Refused):
        log_work(activity(northgate), Mode.PROVIDER, by=mina)
    assert usual_mode(mina, activity(northgate)) == Mode.CONSULTANT


@pytest.mark.parametrize("mode", [Mode.CONSULTANT, "consultant"])
def test_the_client_never_logs_as_the_consultant(as_person, northgate, mode):
    helen = as_person("helen")
    with pytest.raises(Refused, match="Choose how it was done"):
        log_work(activity(northgate), mode, by=helen)


def test_looking_over_is_for_whoever_answers_or_stands_in(as_person, northgate):
    priya = as_person("priya")
    with pytest.raises(Refused, match="Only whoever accepted") as refusal:
        log_work(activity(northgate), Mode.OVERSIGHT, by=priya)
    assert refusal.value.field == "mode"
    answers(northgate, "priya")
    answers(northgate, "callum", post=Post.DEPUTY)
    log_work(activity(northgate), Mode.OVERSIGHT, by=priya)
    log_work(activity(northgate), Mode.OVERSIGHT, by=member("callum"))


def test_a_providers_work_is_logged_by_its_people_or_by_whoever_answers(as_person, northgate):
    helen = as_person("helen")
    outsourced(northgate)
    priya, brook, aisha = member("priya"), member("brook"), member("aisha")
    log_work(activity(northgate), Mode.PROVIDER, by=priya, quantity=4)
    log_work(activity(northgate), Mode.PROVIDER, by=brook, quantity=6)
    for mode in (Mode.CLIENT, Mode.OVERSIGHT):
        with pytest.raises(Refused):
            log_work(activity(northgate), mode, by=brook)
    with pytest.raises(Refused, match="Only whoever accepted"):
        log_work(activity(northgate), Mode.PROVIDER, by=aisha)
    assert helen and sum(row[2] for row in read_work(northgate.id)[str(northgate.activity("reply"))]) == 10


def test_no_provider_is_logged_where_none_does_the_work(as_person, northgate):
    priya = as_person("priya")
    assert priya
    answers(northgate, "priya")
    with pytest.raises(Refused, match="No provider does this"):
        log_work(activity(northgate), Mode.PROVIDER, by=priya)


def test_a_providers_person_may_log_only_what_is_given_to_her_firm(as_person, northgate):
    as_person("helen")
    brook = member("brook")
    assert not allows(Can.LOG_WORK, brook, activity(northgate))
    outsourced(northgate)
    assert allows(Can.LOG_WORK, brook, activity(northgate))
    assert not allows(Can.LOG_WORK, brook, activity(northgate, "listen"))
    assert not allows(Can.LOG_WORK, brook, northgate.engagement)


@pytest.mark.parametrize(("days", "reason"), [(-1, "has not come yet"), (61, "within 60 days")])
def test_a_day_out_of_reach_is_refused(as_person, northgate, days, reason):
    aisha = as_person("aisha")
    with pytest.raises(Refused, match=reason) as refusal:
        log_work(activity(northgate), Mode.CLIENT, by=aisha, on=clock.today() - timedelta(days=days))
    assert refusal.value.field == "on"


def test_nothing_is_logged_for_the_time_before_the_engagement(as_person, northgate):
    aisha = as_person("aisha")
    before = northgate.engagement.starts_on - timedelta(days=1)
    with pytest.raises(Refused, match="The engagement began on"):
        log_work(activity(northgate), Mode.CLIENT, by=aisha, on=before)
    log_work(activity(northgate), Mode.CLIENT, by=aisha, on=northgate.engagement.starts_on)


@pytest.mark.parametrize("quantity", [0, -3, 1001, 10**30])
def test_an_impossible_amount_is_refused(as_person, northgate, quantity):
    aisha = as_person("aisha")
    with pytest.raises(Refused) as refusal:
        log_work(activity(northgate), Mode.CLIENT, by=aisha, quantity=quantity)
    assert refusal.value.field == "quantity"


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_an_impossible_time_is_refused(as_person, northgate, minutes):
    aisha = as_person("aisha")
    with pytest.raises(Refused) as refusal:
        log_work(activity(northgate), Mode.CLIENT, by=aisha, minutes=minutes)
    assert refusal.value.field == "minutes"


@pytest.mark.parametrize(("state", "reason"), [("agreed", "signed the charter"), ("closed", "is over")])
def test_work_belongs_to_an_engagement_that_runs(as_person, northgate, state, reason):
    marcus = as_person("marcus")
    northgate.engagement.state = state
    with pytest.raises(Refused, match=reason):
        log_work(activity(northgate), Mode.CONSULTANT, by=marcus)


def test_nothing_is_logged_for_what_is_set_aside(as_person, northgate):
    helen = as_person("helen")
    set_aside(activity(northgate), by=helen, because="No customers")
    with pytest.raises(Refused, match="set aside"):
        log_work(activity(northgate), Mode.CLIENT, by=helen)


def test_a_slip_is_taken_back_the_same_day_and_stays_on_record(as_person, northgate):
    aisha = as_person("aisha")
    entry = log_work(activity(northgate), Mode.CLIENT, by=aisha, quantity=100)
    take_back(entry, by=aisha)
    db.session.commit()
    assert read_work(northgate.id) == {}
    assert entry.quantity == 100 and entry.taken_back_at is not None
    with pytest.raises(Stale):
        take_back(entry, by=aisha)


def test_later_and_for_others_a_reason_is_needed(as_person, northgate):
    aisha = as_person("aisha")
    entry = log_work(activity(northgate), Mode.CLIENT, by=aisha)
    with pytest.raises(Refused, match="Say why") as refusal:
        take_back(entry, by=member("helen"))
    assert refusal.value.field == "because"
    with clock.at(clock.now() + timedelta(days=2)):
        with pytest.raises(Refused, match="Say why"):
            take_back(entry, by=aisha)
        take_back(entry, by=aisha, because="It was Callum's")


def test_only_her_own_entries_or_those_an_owner_or_lead_corrects(as_person, northgate):
    aisha = as_person("aisha")
    entry = log_work(activity(northgate), Mode.CLIENT, by=aisha)
    may = {key for key in ("aisha", "callum", "priya", "helen", "brook") if allows(Can.LOG_WORK, member(key), entry)}
    assert may == {"aisha", "helen"}
    assert allows(Can.LOG_WORK, member("marcus"), entry) and not allows(Can.LOG_WORK, member("mina"), entry)


def test_what_is_offered_follows_side_and_part(as_person, northgate):
    as_person("helen")
    priya, reply = member("priya"), activity(northgate)
    assert modes_for(priya, reply, ()) == [Mode.CLIENT, Mode.CLIENT_CHECKED, Mode.TOGETHER]
    assert modes_for(priya, reply, {priya.id}) == [Mode.CLIENT, Mode.CLIENT_CHECKED, Mode.TOGETHER, Mode.OVERSIGHT]
    outsourced(northgate)
    assert Mode.PROVIDER in modes_for(priya, activity(northgate), {priya.id})
    assert modes_for(member("brook"), reply, ()) == [Mode.PROVIDER]
    assert modes_for(member("mina"), reply, ()) == [Mode.CONSULTANT, Mode.TOGETHER, Mode.CLIENT_CHECKED]


def test_two_taps_log_the_likely_mode(as_person, northgate):
    as_person("helen")
    reply, aisha, mina, brook = activity(northgate), member("aisha"), member("mina"), member("brook")
    usual = []
    for rung in range(5):
        reply.rung = rung
        usual.append((usual_mode(aisha, reply), usual_mode(mina, reply)))
    assert usual == [
        ("together", "consultant"), ("together", "consultant"), ("together", "together"),
        ("client_checked", "client_checked"), ("client", "client_checked"),
    ]  # fmt: skip
    assert usual_mode(brook, reply) == Mode.PROVIDER
