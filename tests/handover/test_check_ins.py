"""Check-ins: booked, dated by the handover, open by the day, answered once, and what they set going."""

from datetime import date, timedelta

import pytest

from tests.handover.after import HANDED_OVER, after, answered, booked, check_in, handed_over, on, written
from tests.makers import member
from tracker.audit import AuditEvent, record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import EngagementState
from tracker.handover.check_in_answering import critical_activities, keep_part, missing, send
from tracker.handover.check_in_booking import book, current, every
from tracker.handover.check_in_questions import DEFAULTS, STANDING, asked, questions_of
from tracker.handover.closing import close
from tracker.handover.models import CheckInAnswer
from tracker.handover.models.check_in import DAYS, state_on
from tracker.handover.relapses import climbs, relapses_of, still_down
from tracker.responsibilities import ladder
from tracker.responsibilities.models import Activity, DoerKind
from tracker.selfsufficiency.models import Snapshot
from tracker.tenancy import scoped

LEAP = date(2028, 1, 30)


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(8, "scheduled"), (7, "invited"), (0, "invited"), (-6, "invited"), (-7, "missed"), (-400, "missed")],
)
def test_the_state_follows_from_the_days(ahead, state):
    assert state_on(HANDED_OVER + timedelta(days=ahead), False, HANDED_OVER) == state
    assert state_on(HANDED_OVER, True, after(400)) == "done"
    assert state_on(None, False, HANDED_OVER) == "planned"


def test_the_playbooks_wording_becomes_the_label_of_a_standing_field():
    found = asked([*DEFAULTS[30]])
    assert found.words == DEFAULTS[30][:2]
    assert (found.called, found.surprises) == ("Whom did you call?", "Was there any surprise with access?")
    assert found.shown == "Show one piece of the work once more."
    assert found.manage == STANDING["manage"]
    assert asked(["Show one.", "Show another."]).words == ("Show another.",)


def test_an_old_playbook_without_check_ins_gets_our_questions():
    assert questions_of({}, 60) == [*DEFAULTS[60]]
    assert questions_of({"check_ins": [{"day": 60, "questions": []}]}, 60) == [*DEFAULTS[60]]
    assert questions_of({"check_ins": [{"day": 60, "questions": ["How?"]}]}, 60) == ["How?"]


def test_the_handover_gives_what_was_booked_its_days_and_the_rest_to_the_owner(as_person, northgate):
    helen = as_person("helen")
    book(northgate.engagement, {30: (member("priya"), member("aisha"))}, by=helen)
    assert [one.state for one in current(northgate.id)] == ["planned"]
    handed_over(northgate)
    found = current(northgate.id)
    assert [(one.days, one.due_on) for one in found] == [(days, after(days)) for days in DAYS]
    assert [one.answers.name for one in found] == ["Priya Shah", *["Helen Ames"] * 4]
    assert found[0].questions[0] == "What are we doing, in your own words?"


def test_the_29th_of_february_is_a_day_like_any_other(as_person, northgate):
    as_person("helen")
    handed_over(northgate, LEAP)
    assert [one.due_on for one in current(northgate.id)] == [
        date(2028, 2, 29), date(2028, 3, 30), date(2028, 4, 29), date(2028, 7, 28), date(2029, 1, 29)
    ]  # fmt: skip


def test_a_handover_taken_back_takes_the_days_and_a_new_one_begins_a_round(as_person, northgate):
    helen = as_person("helen")
    handed_over(northgate)
    answered(northgate, 30)
    with on(after(40)):
        northgate.engagement.state, northgate.engagement.handed_over_on = EngagementState.ACTIVE, None
        record("engagement.resumed", northgate.engagement, by=helen)
        db.session.commit()
    assert [one.state for one in current(northgate.id)] == ["done", *["planned"] * 4]
    handed_over(northgate, after(100))
    assert [(one.days, one.round) for one in every(northgate.id)] == [*((days, 1) for days in DAYS), (30, 2)]
    assert current(northgate.id)[0].due_on == after(130)


def test_who_answers_is_of_the_client_and_nobody_stands_in_for_herself(as_person, northgate):
    helen = as_person("helen")
    for people, field in (
        ((member("brook"), None), "answers_30"), ((helen, member("brook")), "stand_in_30"),
        ((helen, helen), "stand_in_30"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            book(northgate.engagement, {30: people}, by=helen)
        assert refusal.value.field == field


def test_when_she_who_answers_leaves_her_stand_in_answers_then_the_owner(as_person, northgate):
    as_person("helen")
    booked(northgate)
    one = check_in(northgate)
    assert one.whose_turn.id == member("priya").id
    member("priya").ended_at = member("aisha").ended_at = None
    for leaver, left in (("priya", member("aisha").id), ("aisha", None)):
        member(leaver).ended_at = northgate.engagement.created_at
        assert (one.whose_turn.id if one.whose_turn else None) == left


def test_a_part_is_kept_as_it_is_left_and_two_who_write_in_one_part_lose_nothing(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    with on(after(23)):
        one = check_in(northgate)
        keep_part(one, "calls", {"called": "Nobody."}, seen=0, by=member("helen"))
        keep_part(one, "ahead", {"why": "It went well."}, seen=0, by=member("priya"))
        db.session.commit()
        assert one.written("calls") == {"called": "Nobody."}
        with pytest.raises(Stale, match="Helen Ames wrote in this part"):
            keep_part(one, "calls", {"called": "Mina."}, seen=0, by=member("priya"))


def test_it_opens_a_week_before_its_day_and_not_sooner(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    with on(after(22)), pytest.raises(Refused, match="not open yet"):
        keep_part(check_in(northgate), "calls", {}, seen=0, by=member("helen"))


def test_sending_asks_for_everything_and_names_each_thing(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    with on(after(30)):
        one = check_in(northgate)
        left = missing(one, critical_activities(northgate.id))
        assert [found.part for found in left] == ["words"] * 2 + ["who"] * 6 + ["calls"] * 2 + ["show"] + ["ahead"] * 2
        with pytest.raises(Refused, match="Who does Reply and serve customers now"):
            send(one, by=member("helen"))
        written(one, "helen", fallen={"reply": 2})
        who = dict(one.written("who"))
        del who[f"why_{northgate.activity('reply')}"]
        keep_part(one, "who", who, seen=1, by=member("helen"))
        assert [found.text for found in missing(one, critical_activities(northgate.id))] == [
            "What happened with Reply and serve customers?"
        ]


def test_a_piece_of_the_work_is_shown_once_more_or_it_is_said_why_not(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    with on(after(30)):
        one = check_in(northgate)
        written(one, "helen")
        keep_part(one, "show", {}, seen=1, by=member("helen"))
        with pytest.raises(Refused, match="or say why nothing could be shown"):
            send(one, by=member("helen"))
        keep_part(one, "show", {"not_shown": "Aisha was away."}, seen=2, by=member("helen"))
        said = send(one, by=member("helen"))
    assert said.words[-1] == ["Re-demonstrate one reply to a customer.", "Nothing was shown: Aisha was away."]
    assert answered(northgate, 90).state == "done", "where nothing is asked to be shown, nothing has to be"


def test_an_answer_is_sent_once_and_kept_in_own_words(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    one = answered(northgate)
    said = db.session.scalars(scoped(CheckInAnswer)).one()
    assert said.words[0] == ["What are we doing, in your own words?", "We did it ourselves, 0."]
    assert (said.by_name, said.manage, one.state, one.draft) == ("Helen Ames", "yes", "done", {})
    with on(after(30)), pytest.raises(Stale, match="sent meanwhile"):
        send(one, by=member("helen"))
    row = next(row for row in facts_of(northgate.id)["check_ins"] if row["days"] == 30)
    assert (row["state"], row["answered_on"], row["relapses"]) == ("done", str(after(30)), 0)


def test_what_fell_back_goes_down_by_the_ladders_own_verb_and_counts_as_regression(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    one = answered(northgate, fallen={"reply": 2})
    reply = northgate.get(Activity, "reply")
    change = db.session.scalars(ladder.effective_changes(reply).limit(1)).one()
    assert (reply.rung, change.from_rung, change.because) == (2, 4, "Callum left, and we rang Mina.")
    assert (one.relapses, one.down) == (1, 1)
    day = db.session.scalars(scoped(Snapshot).where(Snapshot.day == after(30))).one()
    moved = [(points < 0, kind) for verb, _, _, points, kind, *_ in day.causes if verb == "rung.moved"]
    assert moved == [(True, "regression")]
    climb, = climbs(relapses_of(one), facts_of(northgate.id))
    assert [endpoint for _, endpoint, _ in climb.steps] == [
        "training.overview", "toolkit.runbook", "responsibilities.activity", "responsibilities.move"
    ]  # fmt: skip


def test_climbing_back_to_the_rung_it_fell_from_is_told_once(as_person, northgate):
    as_person("helen")
    handed_over(northgate, rung=2)
    one = answered(northgate, fallen={"reply": 0})
    reply = northgate.get(Activity, "reply")
    with on(after(40)):
        ladder.move(reply, 1, by=member("helen"), because="We do half of it.")
        db.session.commit()
        assert still_down(northgate.id) == 1
        ladder.move(reply, 2, by=member("helen"), because="Side by side again.")
        db.session.commit()
    assert still_down(northgate.id) == 0
    relapse, = relapses_of(one)
    assert relapse.climbed_at is not None
    told = scoped(AuditEvent).where(AuditEvent.verb == "relapse.climbed_back")
    assert len(db.session.scalars(told).all()) == 1


def test_staff_say_what_fell_back_and_somebody_who_may_confirms_it(as_person, northgate):
    as_person("helen")
    booked(northgate, answers="aisha", stand_in=None)
    handed_over(northgate)
    one = answered(northgate, by="aisha", fallen={"reply": 1})
    reply = northgate.get(Activity, "reply")
    assert (reply.rung, still_down(northgate.id)) == (4, 1)
    assert climbs(relapses_of(one), facts_of(northgate.id))[0].proposed
    waiting, = db.session.scalars(ladder.waiting_changes(reply)).all()
    with on(after(31)):
        ladder.decline(waiting, by=member("helen"), because="It was one evening only.")
        db.session.commit()
    assert (still_down(northgate.id), reply.rung) == (0, 4)


def test_the_last_check_in_closes_the_engagement_unless_something_is_down(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    answered(northgate, 365, fallen={"reply": 3})
    assert northgate.engagement.state == "handed_over"
    with on(after(370)):
        with pytest.raises(Refused) as refusal:
            close(northgate.engagement, "Done.", by=member("helen"))
        assert refusal.value.field == "words"
        with pytest.raises(Refused, match="Only the owner"):
            close(northgate.engagement, "We are happy with it.", by=member("priya"))
        close(northgate.engagement, "It is ours, and the evening shift we shall mend.", by=member("helen"))
        db.session.commit()
        with pytest.raises(Stale):
            close(northgate.engagement, "It is ours, once more.", by=member("helen"))


def test_after_a_year_in_which_all_went_well_it_closes_by_itself(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    answered(northgate, 365)
    assert northgate.engagement.state == "closed"
    told = db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "engagement.closed")).one()
    assert told.because == "We have done it for a month."
    with on(after(365)), pytest.raises(Refused, match="not closed"):
        keep_part(check_in(northgate, 180), "calls", {}, seen=0, by=member("helen"))


def test_doing_it_through_a_provider_that_one_directs_is_no_falling_back(as_person, northgate):
    as_person("helen")
    handed_over(northgate)
    northgate.get(Activity, "reply").doer_kind = DoerKind.PROVIDER
    assert answered(northgate).relapses == 0
