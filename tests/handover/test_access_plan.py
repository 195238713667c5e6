"""How the practice's access ends: drawn up by itself, agreed by the client, confirmed row by row."""

from datetime import timedelta

import pytest

from tests.handover import scenes
from tests.handover.rehearsals import days_later, let_go
from tests.makers import acting, member
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.outbox import Letter
from tracker.engagements.daily import _everywhere
from tracker.engagements.deciding import reopen
from tracker.engagements.extension_points import facts_of
from tracker.engagements.hands_off import practice_access
from tracker.engagements.models import Phase, PlanChange, PracticeAccess
from tracker.engagements.plan_changes import approve, propose_ending
from tracker.handover.acceptance_letters import remind_of_keys
from tracker.handover.accepting import accept, offer
from tracker.handover.access_plan import Wish, add_row, agree, confirm, draw_up, plan_of, seen_of
from tracker.handover.models import Ending, HandoverAcceptance, PackOrder
from tracker.handover.practice_access import end_now, extend
from tracker.tenancy import scoped
from tracker.toolkit.models import AccessGrant

pytestmark = pytest.mark.slow


def rows(northgate):
    return {row.kind: row for row in plan_of(northgate.id)}


def remind(app, days):
    let_go()
    with app.app_context(), days_later(days):
        return _everywhere([remind_of_keys])


def leaves(app, who):
    with acting(app, "helen"):
        db.session.get_one(Membership, (member(who).workspace_id, member(who).id)).ended_at = clock.now()
        db.session.commit()


def test_it_is_drawn_up_when_the_handover_begins_and_grows_with_the_register(app, northgate, as_person):
    scenes.marcus_holds_a_key(app, northgate)
    scenes.to_the_handover(app, northgate)
    as_person("priya")
    assert [(row.kind, row.whose) for row in plan_of(northgate.id)] == [
        ("grant", "Marcus Hale"), ("passwords", ""), ("baton", ""),
    ]  # fmt: skip
    db.session.rollback()
    scenes.marcus_holds_a_key(app, northgate, "web-analytics", who="mina")
    as_person("priya")
    assert [row.whose for row in plan_of(northgate.id) if row.kind == "grant"] == ["Marcus Hale", "Mina Okafor"]
    draw_up(northgate.engagement)
    assert len(plan_of(northgate.id)) == 4


def test_nobody_and_no_day_stand_in_it_until_the_client_agrees(app, northgate, as_person):
    scenes.to_the_handover(app, northgate)
    as_person("priya")
    before = facts_of(northgate.id)["acceptance"]["access_plan"]
    assert {(row["who"], row["due"]) for row in before} == {(None, None)}
    db.session.rollback()
    scenes.agreed(app, northgate)
    as_person("priya")
    after = {row["kind"]: row for row in facts_of(northgate.id)["acceptance"]["access_plan"]}
    assert after["passwords"]["who"] == str(member("priya").id)
    assert after["passwords"]["due"] == (northgate.engagement.planned_handover + timedelta(days=7)).isoformat()


def test_what_two_people_decide_at_once_is_told_to_the_second(app, northgate, as_person):
    scenes.to_the_handover(app, northgate)
    with acting(app, "helen"):
        seen = seen_of(plan_of(northgate.id))
    scenes.agreed(app, northgate)
    helen = as_person("helen")
    with pytest.raises(Stale, match="changed the plan"):
        agree(northgate.engagement, [Wish(row, helen, 3) for row in plan_of(northgate.id)], by=helen, seen=seen)


@pytest.mark.parametrize(("days", "who", "message"), [(91, "priya", "Between 0 and 90"), (7, None, "Say who"),
                                                      (7, "marcus", "Say who"), (7, "brook", "Say who")])  # fmt: skip
def test_a_row_needs_somebody_of_the_client_and_a_day(app, northgate, as_person, days, who, message):
    scenes.to_the_handover(app, northgate)
    priya = as_person("priya")
    wishes = [Wish(rows(northgate)["passwords"], member(who) if who else None, days)]
    with pytest.raises(Refused, match=message):
        agree(northgate.engagement, wishes, by=priya, seen=seen_of(plan_of(northgate.id)))


def test_the_practice_decides_nothing_in_it(app, northgate, as_person):
    scenes.to_the_handover(app, northgate)
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="owner or champion"):
        add_row(northgate.engagement, "The key of the office", "", by=marcus)
    with pytest.raises(Refused, match="owner or champion"):
        agree(northgate.engagement, [], by=marcus, seen=seen_of(plan_of(northgate.id)))


def test_whoever_was_named_confirms_and_the_register_follows(app, northgate, as_person):
    grant = scenes.marcus_holds_a_key(app, northgate)
    scenes.to_the_handover(app, northgate)
    scenes.agreed(app, northgate)
    aisha = as_person("aisha")
    with pytest.raises(Refused, match="Only the person named"):
        confirm(rows(northgate)["grant"], by=aisha)
    priya = as_person("priya")
    confirm(rows(northgate)["grant"], "Removed, and tried with his address.", by=priya)
    db.session.commit()
    assert northgate.one(AccessGrant, grant).revoked_at is not None
    with pytest.raises(Stale):
        confirm(rows(northgate)["grant"], by=priya)


def test_what_is_ended_in_the_register_is_confirmed_with_it(app, northgate, as_person):
    grant = scenes.marcus_holds_a_key(app, northgate)
    scenes.to_the_handover(app, northgate)
    with acting(app, "priya") as priya:
        northgate.one(AccessGrant, grant).revoke(priya)
        db.session.commit()
    as_person("helen")
    assert rows(northgate)["grant"].confirmed_by_name == "Priya Shah"


def test_what_the_client_leaves_out_is_not_proposed_again(app, northgate, as_person):
    scenes.marcus_holds_a_key(app, northgate)
    scenes.to_the_handover(app, northgate)
    helen = as_person("helen")
    wishes = [Wish(row, helen, 7, left_out=row.kind == "grant") for row in plan_of(northgate.id)]
    agree(northgate.engagement, wishes, by=helen, seen=seen_of(plan_of(northgate.id)))
    draw_up(northgate.engagement)
    assert Ending.GRANT not in rows(northgate)


def test_after_the_handover_each_row_has_its_day_and_is_late_after_it(app, northgate, as_person):
    scenes.accepted(app, northgate)
    as_person("helen")
    row = rows(northgate)["passwords"]
    assert (row.due_on, row.confirmer_id) == (clock.today() + timedelta(days=7), member("helen").id)
    assert not row.late
    with clock.at(clock.ago(days=-8)):
        assert row.late


def test_the_practice_knows_of_nothing_once_its_days_are_over(app, northgate, as_person):
    scenes.accepted(app, northgate)
    as_person("helen")
    for days, access in [(30, PracticeAccess.READ), (31, PracticeAccess.NONE)]:
        with clock.at(clock.ago(days=-days)):
            assert practice_access(northgate.engagement) == access


def test_the_owner_ends_it_at_once_or_lets_us_look_on(app, northgate, as_person):
    scenes.accepted(app, northgate)
    helen, until = as_person("helen"), clock.today() + timedelta(days=90)
    with pytest.raises(Refused, match="Say why"):
        extend(northgate.engagement, until, "", by=helen)
    with pytest.raises(Refused, match="within a year"):
        extend(northgate.engagement, until + timedelta(days=300), "One more review.", by=helen)
    extend(northgate.engagement, until, "The spring campaign is reviewed together.", by=helen)
    assert northgate.engagement.practice_until == until
    end_now(northgate.engagement, by=helen)
    assert practice_access(northgate.engagement) == PracticeAccess.NONE
    with pytest.raises(Stale):
        end_now(northgate.engagement, by=helen)
    extend(northgate.engagement, until, "We miss you.", by=helen)
    assert practice_access(northgate.engagement) == PracticeAccess.READ
    priya = as_person("priya")
    with pytest.raises(Refused, match="Only the owner"):
        end_now(northgate.engagement, by=priya)


def ended_early(app, northgate, as_person):
    """Proposed by Marcus, approved by Helen, who stays."""
    with acting(app, "marcus") as marcus:
        change = propose_ending(northgate.engagement, "The merger took the team away.", by=marcus).id
        db.session.commit()
    helen = as_person("helen")
    approve(northgate.one(PlanChange, change), "We go on with what we have.", by=helen)
    db.session.commit()
    return helen


def test_an_early_end_ends_access_by_the_same_plan(app, northgate, as_person):
    scenes.marcus_holds_a_key(app, northgate)
    ended_early(app, northgate, as_person)
    engagement = northgate.engagement
    assert (engagement.state, practice_access(engagement)) == ("ended_early", PracticeAccess.READ)
    assert engagement.practice_until == clock.today() + timedelta(days=30)
    assert db.session.scalars(scoped(PackOrder)).one().kind == "minimum"
    assert {row.due_on for row in plan_of(northgate.id) if row.kind != "baton"} == {clock.today() + timedelta(days=7)}


def test_a_handover_that_is_taken_back_stops_the_clock_and_asks_for_passwords_anew(app, northgate, as_person):
    scenes.marcus_holds_a_key(app, northgate)
    scenes.accepted(app, northgate)
    helen = as_person("helen")
    confirm(rows(northgate)["passwords"], "All four are changed.", by=helen)
    confirm(rows(northgate)["grant"], by=helen)
    reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
    db.session.commit()
    assert {row.due_on for row in plan_of(northgate.id)} == {None}
    assert {row.kind: row.confirmed_at is not None for row in plan_of(northgate.id)} == {
        "grant": True, "passwords": False, "baton": False,
    }  # fmt: skip
    db.session.rollback()
    assert remind(app, 30) == 0


def test_where_whoever_confirms_has_left_the_owner_does(app, northgate, as_person):
    scenes.to_the_handover(app, northgate)
    scenes.put_a_pack_ready(app, northgate)
    scenes.agreed(app, northgate)
    leaves(app, "priya")
    helen = as_person("helen")
    row = offer(northgate.engagement, by=helen)
    accept(row, scenes.TAKEN_OVER, scenes.excepted(northgate, "aisha"), by=helen)
    assert rows(northgate)["passwords"].confirmer_id == helen.id


def test_an_owner_is_reminded_of_what_nobody_else_confirms_any_more(app, northgate):
    scenes.to_the_handover(app, northgate)
    scenes.agreed(app, northgate, by="priya")
    scenes.put_a_pack_ready(app, northgate)
    with acting(app, "helen") as helen:
        accept(offer(northgate.engagement, by=helen), scenes.TAKEN_OVER, scenes.excepted(northgate, "aisha"), by=helen)
        db.session.commit()
    leaves(app, "priya")
    assert remind(app, 8) == 1
    with acting(app, "helen"):
        letters = [one for one in db.session.query(Letter) if one.kind == "keys_due"]
    assert [one.to_address.split("@")[0] for one in letters] == ["helen"]


def test_an_offer_that_an_early_end_withdraws_says_who_did(app, northgate, as_person):
    id = scenes.offered(app, northgate)
    helen = ended_early(app, northgate, as_person)
    row = northgate.one(HandoverAcceptance, id)
    assert (row.state, row.decided_by_name, row.decided_at is not None) == ("withdrawn", "Helen Ames", True)
    with pytest.raises(Stale, match="Helen Ames has withdrawn it meanwhile"):
        accept(row, scenes.TAKEN_OVER, by=helen)
