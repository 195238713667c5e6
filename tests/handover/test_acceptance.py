"""The handover offered, and the owner's answer: what bars it, what becomes an exception, what follows."""

from datetime import timedelta

import pytest

from tests.handover import scenes
from tests.makers import acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import reopen, waive_phase
from tracker.engagements.exceptions import close
from tracker.engagements.extension_points import facts_of
from tracker.engagements.hands_off import practice_access
from tracker.engagements.models import DatedException, Phase, PracticeAccess, SignOff
from tracker.handover.accepting import Excepted, accept, decline, offer, withdraw
from tracker.handover.exceptions import owed
from tracker.handover.models import HandoverAcceptance
from tracker.handover.packs import sealed_pack
from tracker.tenancy import scoped
from tracker.toolkit.models import Holder, Tool

pytestmark = pytest.mark.slow


def offer_in(northgate, id):
    return northgate.one(HandoverAcceptance, id)


def taken_along(northgate):
    """What the newest acceptance took along, the oldest first."""
    query = scoped(DatedException).where(DatedException.acceptance_id.is_not(None)).order_by(DatedException.id)
    return list(db.session.scalars(query))


def test_nothing_is_offered_before_training_is_passed(northgate, as_person):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="The Training gate is open"):
        offer(northgate.engagement, by=marcus)


def test_a_training_that_was_waived_has_to_be_passed_first(app, northgate, as_person):
    for kind, words in list(scenes.PASSED.items())[:2]:
        scenes.pass_the_gate(app, northgate, kind, words)
    with acting(app, "helen") as helen:
        waive_phase(northgate.get(Phase, "training"), "My people learnt it elsewhere.", by=helen)
        db.session.commit()
    scenes.put_a_pack_ready(app, northgate)
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="Training was waived, and has to be passed: reopen its gate"):
        offer(northgate.engagement, by=marcus)


def test_the_owner_takes_over_in_her_own_words_and_the_practice_looks_on(app, northgate, as_person):
    id = scenes.accepted(app, northgate)
    as_person("helen")
    row, engagement = offer_in(northgate, id), northgate.engagement
    assert (row.state, row.words) == ("accepted_with_exceptions", scenes.TAKEN_OVER)
    assert (engagement.state, engagement.handed_over_on) == ("handed_over", clock.today())
    assert northgate.get(Phase, "handover").state == "passed"
    assert practice_access(engagement) == PracticeAccess.READ
    assert engagement.practice_until == clock.today() + timedelta(days=30)
    signed = scoped(SignOff).where(SignOff.subject_id == id)
    assert db.session.scalars(signed).one().words == scenes.TAKEN_OVER


def test_the_pack_is_sealed_with_it_and_stays_so_when_the_handover_is_taken_back(app, northgate, as_person):
    scenes.accepted(app, northgate)
    helen = as_person("helen")
    assert sealed_pack(northgate.id).number == 1
    reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
    db.session.commit()
    again = offer(northgate.engagement, by=helen)
    accept(again, "We run it again, and better than before.", scenes.excepted(northgate), by=helen)
    db.session.commit()
    assert (again.pack_number, northgate.engagement.state) == (1, "handed_over")


def test_what_the_gate_still_asks_needs_somebody_and_a_day(app, northgate, as_person):
    id = scenes.offered(app, northgate)
    helen = as_person("helen")
    with pytest.raises(Refused, match="needs somebody who answers for it and a day: Critical activities"):
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, by=helen)
    found = scenes.excepted(northgate)
    late = [*found[1:], Excepted(found[0].text, member("priya"), clock.today(), found[0].criterion, "_g0")]
    with pytest.raises(Refused, match="a day after today") as refusal:
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, late, by=helen)
    assert refusal.value.field == "due_g0"
    stranger = [*found[1:], Excepted(found[0].text, member("marcus"), clock.today(), found[0].criterion, "_g0")]
    with pytest.raises(Refused, match="Choose somebody of yours"):
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, stranger, by=helen)


def test_a_key_that_only_the_practice_holds_bars_it(app, northgate, as_person):
    id = scenes.offered(app, northgate)
    with acting(app, "helen") as helen:
        controls = dict.fromkeys(("account", "recovery", "billing"), Holder.CLIENT) | {"admin": Holder.PRACTICE}
        northgate.get(Tool, "scheduler").check(by=helen, holders=controls)
        db.session.commit()
    helen = as_person("helen")
    with pytest.raises(Refused, match="only we can let others in"):
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, scenes.excepted(northgate), by=helen)


@pytest.mark.parametrize("who", ["marcus", "priya"])
def test_nobody_but_the_owner_takes_over(app, northgate, as_person, who):
    id = scenes.offered(app, northgate)
    person = as_person(who)
    with pytest.raises(Refused, match="Only the owner"):
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, scenes.excepted(northgate), by=person)
    with pytest.raises(Refused, match="Only the owner"):
        decline(offer_in(northgate, id), "Not while the calendar is empty.", by=person)


@pytest.mark.parametrize("words", ["Fine.", "The handover with pack 1, offered by Marcus Hale."])
def test_words_that_are_not_her_own_are_refused(app, northgate, as_person, words):
    id = scenes.offered(app, northgate)
    helen = as_person("helen")
    with pytest.raises(Refused, match="own"):
        accept(offer_in(northgate, id), words, scenes.excepted(northgate), by=helen)


def test_a_refusal_returns_to_work_and_another_offer_may_follow(app, northgate, as_person):
    id = scenes.offered(app, northgate)
    helen = as_person("helen")
    with pytest.raises(Refused, match="Say why"):
        decline(offer_in(northgate, id), "", by=helen)
    decline(offer_in(northgate, id), "First I want to see a month of the calendar.", by=helen)
    db.session.commit()
    assert northgate.engagement.state == "active"
    with pytest.raises(Stale, match="Helen Ames has declined it meanwhile"):
        accept(offer_in(northgate, id), scenes.TAKEN_OVER, scenes.excepted(northgate), by=helen)
    db.session.rollback()
    marcus = as_person("marcus")
    again = offer(northgate.engagement, by=marcus)
    with pytest.raises(Refused, match="offered already"):
        offer(northgate.engagement, by=marcus)
    withdraw(again, by=marcus)
    assert again.state == "withdrawn"


def test_an_exception_is_mended_by_whoever_answers_for_it(app, northgate, as_person):
    scenes.accepted(app, northgate)
    aisha = as_person("aisha")
    first = taken_along(northgate)[0].id
    with pytest.raises(Refused, match="Whoever answers"):
        close(northgate.one(DatedException, first), "I have seen to it.", by=aisha)
    priya = as_person("priya")
    row = northgate.one(DatedException, first)
    close(row, "Four weeks without a hand of theirs.", by=priya)
    db.session.commit()
    with pytest.raises(Stale):
        close(row, "Once more.", by=priya)
    stands = owed(facts_of(northgate.id), clock.today())
    assert [one.closed.partition(",")[0] for one in stands if one.state == "closed"] == ["Priya Shah"]


def test_a_gate_that_is_reopened_takes_the_handover_back_and_gives_us_our_hands(app, northgate, as_person):
    id = scenes.accepted(app, northgate)
    helen = as_person("helen")
    reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
    db.session.commit()
    assert offer_in(northgate, id).state == "taken_back"
    assert practice_access(northgate.engagement) == PracticeAccess.FULL
