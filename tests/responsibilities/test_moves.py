"""Moving an activity up and down the ladder: who, why, who witnessed it, and what is refused."""

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, learnt
from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.doers import done_by_person
from tracker.responsibilities.ladder import confirm, decline, move, undo
from tracker.responsibilities.models import LevelChange
from tracker.tenancy import scoped

SHOWN = "Twelve replies of Thursday, sent without us: https://inbox.example/thursday"


def stands(northgate, key="reply"):
    found = activity(northgate, key)
    db.session.flush()
    db.session.refresh(found)
    return found.rung, found.witnessed


def test_a_consultant_moves_an_activity_and_the_owner_witnesses_it(as_person, northgate):
    mina = as_person("mina")
    move(activity(northgate), 2, by=mina, because="Two weeks side by side", seen=0)
    db.session.commit()
    assert stands(northgate) == (2, False)

    helen = as_person("helen")
    change = db.session.scalars(scoped(LevelChange)).one()
    confirm(change, by=helen)
    db.session.commit()
    assert stands(northgate) == (2, True)
    assert (change.confirmer_id, change.because) == (helen.id, "Two weeks side by side")
    told = [event.verb for event in db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb.startswith("rung.")))]
    assert told == ["rung.moved", "rung.witnessed"]


def test_the_same_side_cannot_witness_its_own_move(as_person, northgate):
    mina = as_person("mina")
    change = move(activity(northgate), 2, by=mina, because="Side by side")
    for key in ("mina", "marcus"):
        with pytest.raises(Refused, match="The other side witnesses"):
            confirm(change, by=member(key))


def test_what_staff_move_waits_until_somebody_agrees(as_person, northgate):
    aisha = as_person("aisha")
    change = move(activity(northgate), 2, by=aisha, because="I did ten with Mina")
    db.session.commit()
    assert stands(northgate) == (0, False)
    with pytest.raises(Refused, match="own proposal"):
        confirm(change, by=member("aisha"))
    confirm(change, by=member("priya"))
    assert stands(northgate) == (2, False), "a colleague agrees; only the other side witnesses"
    confirm(change, by=member("mina"))
    assert stands(northgate) == (2, True)


def test_a_proposal_that_the_practice_agrees_to_is_witnessed_at_once(as_person, northgate):
    aisha = as_person("aisha")
    change = move(activity(northgate), 1, by=aisha, because="I watched a week")
    confirm(change, by=member("mina"))
    assert stands(northgate) == (1, True)


def test_the_same_move_is_not_proposed_twice_and_lapses_when_the_rung_moves(as_person, northgate):
    aisha = as_person("aisha")
    proposal = move(activity(northgate), 2, by=aisha, because="I did ten with Mina")
    with pytest.raises(Refused, match="proposed already"):
        move(activity(northgate), 2, by=member("callum"), because="So did I")
    move(activity(northgate), 1, by=member("helen"), because="One step at a time")
    assert proposal.declined_because == "The rung moved meanwhile."
    with pytest.raises(Stale):
        confirm(proposal, by=member("priya"))


def test_a_proposal_is_declined_with_a_reason(as_person, northgate):
    aisha = as_person("aisha")
    proposal = move(activity(northgate), 2, by=aisha, because="I did ten with Mina")
    with pytest.raises(Refused, match="Say why") as refusal:
        decline(proposal, by=member("priya"), because="")
    assert refusal.value.field == "because"
    with pytest.raises(Refused, match="Only somebody who may move it"):
        decline(proposal, by=member("callum"), because="No")
    decline(proposal, by=member("priya"), because="Ten more first")
    db.session.commit()
    assert stands(northgate) == (0, False)
    assert proposal.declined_because == "Ten more first"


def test_whoever_proposed_a_move_may_withdraw_it(as_person, northgate):
    aisha = as_person("aisha")
    proposal = move(activity(northgate), 2, by=aisha, because="I did ten with Mina")
    decline(proposal, by=aisha, because="Too early")
    assert proposal.declined_at is not None


def test_rung_three_waits_for_the_training_that_prepares_for_it(as_person, northgate):
    mina = as_person("mina")
    with pytest.raises(Refused, match="needs training first; these [0-9]+ items are not yet verified") as refusal:
        move(activity(northgate), 3, by=mina, because="She can do it")
    assert refusal.value.field == "rung"
    assert "answer five enquiries" in refusal.value.message.lower() or "and" in refusal.value.message
    learnt(northgate)
    move(activity(northgate), 3, by=mina, because="She can do it")
    assert stands(northgate) == (3, False)


def test_a_verified_item_counts_no_more_once_its_holder_left(as_person, northgate):
    mina = as_person("marcus")
    learnt(northgate, person="callum")
    member("callum").ended_at = clock.now()
    db.session.flush()
    with pytest.raises(Refused, match="needs training first"):
        move(activity(northgate), 3, by=mina, because="He could do it")


def test_rung_four_stands_with_evidence_and_a_client_witness_who_is_not_the_doer(as_person, northgate):
    priya = as_person("priya")
    learnt(northgate)
    done_by_person(activity(northgate), member("aisha"), by=priya)
    with pytest.raises(Refused) as refusal:
        move(activity(northgate), 4, by=priya, because="She runs it")
    assert refusal.value.field == "evidence"
    change = move(activity(northgate), 4, by=priya, because="She runs it", evidence=SHOWN)
    db.session.commit()
    assert stands(northgate) == (4, True)
    assert change.confirmer_id == priya.id


def test_the_practice_only_proposes_rung_four(as_person, northgate):
    mina = as_person("mina")
    learnt(northgate)
    done_by_person(activity(northgate), member("aisha"), by=mina)
    proposal = move(activity(northgate), 4, by=mina, because="She runs it", evidence=SHOWN)
    assert stands(northgate) == (0, False)
    with pytest.raises(Refused, match="Rung 4 needs a witness at the client"):
        confirm(proposal, by=member("marcus"))
    confirm(proposal, by=member("helen"))
    assert stands(northgate) == (4, True)


def test_the_doer_cannot_vouch_for_herself(as_person, northgate):
    priya = as_person("priya")
    learnt(northgate)
    done_by_person(activity(northgate), priya, by=member("helen"))
    proposal = move(activity(northgate), 4, by=priya, because="I run it", evidence=SHOWN)
    assert stands(northgate) == (0, False), "a proposal, although she may raise others"
    with pytest.raises(Refused, match="own proposal"):
        confirm(proposal, by=priya)
    confirm(proposal, by=member("helen"))
    assert stands(northgate) == (4, True)


def test_a_doer_cannot_vouch_for_what_the_consultant_proposed(as_person, northgate):
    mina = as_person("mina")
    learnt(northgate)
    done_by_person(activity(northgate), member("priya"), by=mina)
    proposal = move(activity(northgate), 4, by=mina, because="She runs it", evidence=SHOWN)
    with pytest.raises(Refused, match="does not do it herself"):
        confirm(proposal, by=member("priya"))


def test_where_the_client_is_one_person_the_consultant_witnesses(as_person, northgate):
    marcus = as_person("marcus")
    learnt(northgate)
    for key in ("priya", "aisha", "callum"):
        member(key).ended_at = clock.now()
    helen = member("helen")
    learnt(northgate, person="helen")
    done_by_person(activity(northgate), helen, by=marcus)
    proposal = move(activity(northgate), 4, by=helen, because="I run it", evidence=SHOWN)
    assert stands(northgate) == (0, False)
    confirm(proposal, by=marcus)
    assert stands(northgate) == (4, True)


def test_rung_four_needs_a_doer_at_the_client(as_person, northgate):
    helen = as_person("helen")
    learnt(northgate)
    with pytest.raises(Refused, match="The practice still does this"):
        move(activity(northgate), 4, by=helen, because="It is ours", evidence=SHOWN)


def test_taking_back_needs_why_and_nothing_else(as_person, northgate):
    priya = as_person("priya")
    learnt(northgate)
    done_by_person(activity(northgate), member("aisha"), by=priya)
    move(activity(northgate), 4, by=priya, because="She runs it", evidence=SHOWN)
    with pytest.raises(Refused, match="Say why it moves") as refusal:
        move(activity(northgate), 2, by=member("mina"), because="")
    assert refusal.value.field == "because"
    move(activity(northgate), 2, by=member("mina"), because="Complaints went unanswered")
    assert stands(northgate) == (2, False)


def test_a_slip_is_undone_until_somebody_witnessed_it(as_person, northgate):
    mina = as_person("mina")
    first = move(activity(northgate), 1, by=mina, because="She watched")
    confirm(first, by=member("helen"))
    slip = move(activity(northgate), 2, by=mina, because="Wrong row")
    undo(slip, by=mina)
    db.session.commit()
    assert stands(northgate) == (1, True), "what was witnessed before is witnessed again"
    with pytest.raises(Refused, match="Somebody witnessed"):
        undo(first, by=mina)
    with pytest.raises(Stale):
        undo(slip, by=mina)


def test_only_the_last_move_can_be_undone(as_person, northgate):
    mina = as_person("mina")
    first = move(activity(northgate), 1, by=mina, because="She watched")
    move(activity(northgate), 2, by=mina, because="Side by side")
    with pytest.raises(Stale, match="moved on"):
        undo(first, by=mina)


def test_who_saw_another_rung_is_told_so(as_person, northgate):
    mina = as_person("mina")
    move(activity(northgate), 2, by=mina, because="Side by side", seen=0)
    with pytest.raises(Stale, match="it stands on rung 2 now, both do it together"):
        move(activity(northgate), 1, by=mina, because="She watches", seen=0)


@pytest.mark.parametrize("rung", [-1, 5, 0])
def test_a_rung_that_is_none_or_the_same_is_refused(as_person, northgate, rung):
    mina = as_person("mina")
    with pytest.raises(Refused) as refusal:
        move(activity(northgate), rung, by=mina, because="Because")
    assert refusal.value.field == "rung"


def test_nothing_moves_in_an_engagement_that_is_over(as_person, northgate):
    marcus: Membership = as_person("marcus")
    northgate.engagement.state = "closed"
    with pytest.raises(Refused, match="This engagement is over"):
        move(activity(northgate), 1, by=marcus, because="Late")
