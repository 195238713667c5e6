"""The life of a flag: seen, looked after, put off, judged, gone by itself, and what it never does."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests import cast
from tests.counting import statements
from tests.makers import acting, member
from tests.selfsufficiency.flag_scenes import (
    CRITICAL,
    GUARD,
    HIGH,
    WARN,
    all_flags,
    does,
    look,
    only_lamps,
    raised,
)
from tracker.audit import AuditEvent, record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.discussion.models import InboxRow
from tracker.engagements.extension_points import facts_of, live_facts
from tracker.engagements.models import EngagementState
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.flags.models import Flag, FlagState
from tracker.selfsufficiency.flags.seasons import SEASONS, Season, looked_for
from tracker.tenancy import scoped

SOON = timedelta(days=10)


@pytest.fixture
def lamps(app, northgate):
    with only_lamps(app, northgate) as found:
        yield found


def states(app, northgate):
    return [(flag.subject, flag.state) for flag in all_flags(app, northgate)]


def told(app, northgate):
    """The verbs about flags in the feed, and who acted."""
    with acting(app, "helen"):
        query = scoped(AuditEvent).where(AuditEvent.verb.like("flag.%")).order_by(AuditEvent.id)
        found = [event for event in db.session.scalars(query) if "lamp" in event.subject_name.lower()]
        return [(event.verb, event.actor_name) for event in found]


def standing(app, northgate):
    with acting(app, "helen"):
        return standing_of(northgate.id)


def test_it_is_raised_once_however_often_one_looks(app, northgate, lamps):
    lamps.burn("hall", HIGH)
    for days in (0, 0, 1):
        look(app, northgate, days=days)
    assert states(app, northgate) == [("hall", FlagState.OPEN)]
    assert told(app, northgate) == [("flag.raised", "Baton")]
    day = clock.today().isoformat()
    assert standing(app, northgate).flags == [
        ["lamp", "hall", 2, "open", "Lamp", "The lamp in the hall burns.", day, None]
    ]


def test_no_two_of_the_same_can_stand(app, northgate, lamps):
    id = raised(app, northgate, lamps)
    with acting(app, "marcus"):
        flag = northgate.one(Flag, id)
        values = {name: getattr(flag, name) for name in ("kind", "subject", "name", "severity", "says")}
        db.session.add(Flag(**flag.keys, **values, opened_on=clock.today(), seen_on=clock.today()))
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_it_goes_by_itself_and_comes_back_as_another(app, northgate, lamps):
    first = raised(app, northgate, lamps)
    does(app, northgate, "helen", first, lambda flag, me: flag.acknowledge(by=me))
    lamps.out("hall")
    look(app, northgate, days=3)
    lamps.burn("hall")
    look(app, northgate, days=5)
    old, new = all_flags(app, northgate)
    assert (old.id, old.state, old.gone_on) == (first, FlagState.GONE, clock.today() + timedelta(days=3))
    assert (new.state, new.opened_on, new.acknowledged_at) == (FlagState.OPEN, clock.today() + timedelta(days=5), None)
    assert [verb for verb, _ in told(app, northgate)] == [
        "flag.raised", "flag.acknowledged", "flag.gone", "flag.raised",
    ]  # fmt: skip


def test_it_grows_and_eases_where_it_stands(app, northgate, lamps):
    id = raised(app, northgate, lamps, severity=WARN)
    for severity in (CRITICAL, HIGH):
        lamps.burn("hall", severity)
        look(app, northgate)
    flag, = all_flags(app, northgate)
    assert (flag.id, flag.level) == (id, "high")
    assert [verb for verb, _ in told(app, northgate)] == ["flag.raised", "flag.grew", "flag.eased"]


def test_new_figures_are_kept_and_told_to_nobody(app, northgate, lamps):
    raised(app, northgate, lamps)
    lamps.burn("hall", says="It has burnt for nine days.")
    look(app, northgate, days=1)
    flag, = all_flags(app, northgate)
    assert flag.says == "It has burnt for nine days." and flag.seen_on == clock.today() + timedelta(days=1)
    assert standing(app, northgate).flags[0][5] == flag.says and len(told(app, northgate)) == 1


def test_many_at_once_are_told_together(app, northgate, lamps):
    for subject in ("hall", "yard", "attic"):
        lamps.burn(subject)
    look(app, northgate)
    assert told(app, northgate) == [("flag.several_raised", "Baton")]
    lamps.burning.clear()
    look(app, northgate)
    assert [verb for verb, _ in told(app, northgate)] == ["flag.several_raised", "flag.several_gone"]
    assert {state for _, state in states(app, northgate)} == {FlagState.GONE}


def test_a_judgement_stands_until_it_gets_graver(app, northgate, lamps):
    id = raised(app, northgate, lamps, severity=HIGH)
    does(app, northgate, "aisha", id, lambda flag, me: flag.resolve("We want it to burn.", by=me))
    for severity in (HIGH, WARN, HIGH):
        lamps.burn("hall", severity)
        look(app, northgate, days=1)
        assert states(app, northgate) == [("hall", FlagState.RESOLVED)]
    assert standing(app, northgate).flags == []
    lamps.burn("hall", CRITICAL)
    look(app, northgate, days=2)
    assert states(app, northgate) == [("hall", FlagState.OPEN)]
    assert told(app, northgate)[-1] == ("flag.opened_again", "Baton")


def test_what_was_judged_and_came_back_is_looked_at_anew(app, northgate, lamps):
    id = raised(app, northgate, lamps)
    does(app, northgate, "aisha", id, lambda flag, me: flag.resolve("We want it to burn.", by=me))
    lamps.out("hall")
    look(app, northgate, days=1)
    assert states(app, northgate) == [("hall", FlagState.RESOLVED)]
    lamps.burn("hall")
    look(app, northgate, days=2)
    assert states(app, northgate) == [("hall", FlagState.RESOLVED), ("hall", FlagState.OPEN)]


def test_what_is_put_off_wakes_on_its_day_or_when_it_gets_graver(app, northgate, lamps):
    hall, yard = raised(app, northgate, lamps), raised(app, northgate, lamps, "yard", severity=WARN)
    until = clock.today() + SOON
    for id in (hall, yard):
        does(app, northgate, "priya", id, lambda flag, me: flag.snooze(until, "After the move.", by=me))
    assert {row[3] for row in standing(app, northgate).flags} == {"snoozed"}
    lamps.burn("yard", HIGH)
    look(app, northgate, days=9)
    assert told(app, northgate)[-1] == ("flag.opened_again", "Baton")
    look(app, northgate, days=10)
    assert told(app, northgate)[-1] == ("flag.woken", "Baton")
    assert {state for _, state in states(app, northgate)} == {FlagState.OPEN}
    assert [(row[3], row[7]) for row in standing(app, northgate).flags] == [("open", None), ("open", None)]


@pytest.mark.parametrize("days", [0, 91])
def test_it_is_put_off_for_ninety_days_at_most(app, northgate, lamps, days):
    id = raised(app, northgate, lamps)
    until = clock.today() + timedelta(days=days)
    with pytest.raises(Refused, match="ninety days"):
        does(app, northgate, "aisha", id, lambda flag, me: flag.snooze(until, "Later.", by=me))


@pytest.mark.parametrize("how", [{"severity": CRITICAL}, {"severity": HIGH, "kind": GUARD}])
@pytest.mark.parametrize(
    ("key", "may"),
    [("helen", "do"), ("marcus", "propose"), ("priya", "propose"), ("mina", None), ("aisha", None), ("brook", None)],
)
def test_a_critical_one_and_a_guru_guard_rest_by_the_owner_alone(app, northgate, lamps, how, key, may):
    id, until = raised(app, northgate, lamps, **how), clock.today() + SOON
    for verb in (lambda flag, me: flag.resolve("It is out.", by=me), lambda flag, me: flag.snooze(until, "So.", by=me)):
        if may is None:
            with pytest.raises(Refused, match="Only the client's owner"):
                does(app, northgate, key, id, verb)
            continue
        assert does(app, northgate, key, id, verb) is (may == "do")
        flag, = all_flags(app, northgate)
        assert (flag.closing_at is not None) is (may == "propose")
        if may == "do" and flag.resolved_at:
            does(app, northgate, key, id, lambda flag, me: flag.reopen("Once more.", by=me))


def test_the_owner_decides_what_was_proposed(app, northgate, lamps):
    id = raised(app, northgate, lamps, severity=CRITICAL)
    does(app, northgate, "marcus", id, lambda flag, me: flag.resolve("The key is back.", by=me))
    with acting(app, "helen"):
        proposal, = facts_of(northgate.id)["flags"]["proposals"]
        assert (proposal["by"], proposal["what"]) == ("Marcus Hale", "to close the flag “Lamp: Hall”")
        assert facts_of(northgate.id)["flags"] == live_facts(northgate.id)["flags"]
    does(app, northgate, "helen", id, lambda flag, me: flag.keep_open("I have not seen it.", by=me))
    until = clock.today() + SOON
    does(app, northgate, "priya", id, lambda flag, me: flag.snooze(until, "It is on its way.", by=me))
    with pytest.raises(Refused, match="Only the client's owner"):
        does(app, northgate, "priya", id, lambda flag, me: flag.agree(by=me, based_on=flag.changes))
    does(app, northgate, "helen", id, lambda flag, me: flag.agree(by=me, based_on=flag.changes))
    flag, = all_flags(app, northgate)
    assert (flag.state, flag.snoozed_because, flag.closing_at) == (FlagState.SNOOZED, "It is on its way.", None)
    with pytest.raises(Stale):
        does(app, northgate, "helen", id, lambda flag, me: flag.agree(by=me, based_on=flag.changes))


def test_somebody_looks_after_it(app, northgate, lamps):
    id = raised(app, northgate, lamps)
    give = lambda flag, me: flag.look_after(member("aisha"), "Buy a timer.", by=me, based_on=1)  # noqa: E731
    does(app, northgate, "priya", id, give)
    flag, = all_flags(app, northgate)
    assert (flag.keeper_id, flag.plan, flag.state) == (cast.BY_KEY["aisha"].id, "Buy a timer.", FlagState.ACKNOWLEDGED)
    with pytest.raises(Stale, match="Somebody else changed"):
        does(app, northgate, "callum", id, give)


def test_seen_is_said_once(app, northgate, lamps):
    id = raised(app, northgate, lamps)
    for key in ("aisha", "priya", "aisha"):
        does(app, northgate, key, id, lambda flag, me: flag.acknowledge(by=me))
    assert told(app, northgate)[1:] == [("flag.acknowledged", "Aisha Khan")]


def test_what_is_gone_or_resolved_meanwhile_is_said(app, northgate, lamps):
    gone, judged = raised(app, northgate, lamps), raised(app, northgate, lamps, "yard")
    does(app, northgate, "aisha", judged, lambda flag, me: flag.resolve("It stays.", by=me))
    lamps.out("hall")
    look(app, northgate)
    for id, said in ((gone, "is gone"), (judged, "was resolved")):
        with pytest.raises(Stale, match=said):
            does(app, northgate, "priya", id, lambda flag, me: flag.snooze(clock.today() + SOON, "Later.", by=me))


def test_a_trigger_that_fails_breaks_nothing_and_keeps_what_stood(app, northgate, lamps):
    id = raised(app, northgate, lamps)
    lamps.broken = True
    look(app, northgate, days=1)
    assert states(app, northgate) == [("hall", FlagState.OPEN)]
    assert standing(app, northgate).day == clock.today() + timedelta(days=1)
    lamps.broken = False
    lamps.out("hall")
    look(app, northgate, days=2)
    assert [(flag.id, flag.state) for flag in all_flags(app, northgate)] == [(id, FlagState.GONE)]


def test_no_flag_moves_the_number(app, northgate, lamps):
    look(app, northgate)
    before = standing(app, northgate)
    raised(app, northgate, lamps, severity=CRITICAL)
    after = standing(app, northgate)
    numbers = "value upper_bound low high strategy tools responsibility practice resilience"
    for name in numbers.split():
        assert getattr(after, name) == getattr(before, name)
    assert not any(cause[3] for cause in after.causes)


def test_a_look_that_finds_nothing_new_asks_nothing_more(app, northgate, lamps):
    def asked():
        with statements(app) as sent:
            look(app, northgate)
        return len(sent)

    look(app, northgate)
    none = asked()
    for place in range(30):
        lamps.burn(f"room {place}")
    look(app, northgate)
    assert asked() == none


@pytest.mark.parametrize("how", [{"severity": HIGH}, {"severity": CRITICAL}])
def test_lead_and_owner_find_critical_ones_in_one_line_of_their_inbox(app, northgate, lamps, how):
    for subject in ("hall", "yard", "attic"):
        lamps.burn(subject, **how)
    look(app, northgate)
    look(app, northgate, days=1)
    with acting(app, "marcus"):
        rows = db.session.scalars(scoped(InboxRow))
        found = [row for row in rows if "lamp" in row.subject_name.lower()]
        rows = {row.person_id: row for row in found}
        assert len(rows) == len(found)
        if how["severity"] == HIGH:
            assert rows == {}
            return
        assert rows.keys() == {member("marcus").id, member("helen").id}
        row = rows[member("helen").id]
        assert row.says == "Baton raised a critical flag:" and row.excerpt.endswith("And 2 more critical flags.")


def test_each_state_has_its_season():
    assert SEASONS.keys() == set(EngagementState)
    assert {state for state, season in SEASONS.items() if season is Season.SILENT} == {
        "prospect", "agreed", "declined", "ended_early", "closed",
    }  # fmt: skip
    for key, afterwards in (("guard-linger", True), ("no-owner", True), ("guard-share", False), ("stalled", False)):
        assert looked_for(key, Season.ON_THE_WAY) and looked_for(key, Season.AFTERWARDS) is afterwards
        assert not looked_for(key, Season.SILENT)


@pytest.mark.parametrize(
    ("state", "stands"),
    [
        ("paused", FlagState.OPEN), ("handed_over", FlagState.OPEN), ("closed", FlagState.GONE),
        ("ended_early", FlagState.GONE),
    ],
)
def test_flags_follow_the_state_of_the_engagement(app, northgate, lamps, state, stands):
    raised(app, northgate, lamps)
    move_to(app, northgate, state)
    assert states(app, northgate) == [("hall", stands)]
    lamps.burn("yard")
    lamps.out("hall")
    look(app, northgate)
    seen = {"paused": [("hall", FlagState.OPEN)], "handed_over": [("hall", FlagState.GONE), ("yard", FlagState.OPEN)]}
    assert states(app, northgate) == seen.get(state, [("hall", FlagState.GONE)])


def move_to(app, northgate, state):
    with acting(app, "helen") as helen:
        northgate.engagement.state = EngagementState(state)
        record("engagement.moved", northgate.engagement, by=helen)
        db.session.commit()
