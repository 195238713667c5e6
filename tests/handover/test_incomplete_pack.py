"""A pack that is not complete bars the acceptance: each part that it lacks is taken over with a day and somebody who
answers for it, or is seen to first."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.handover import scenes
from tests.handover.rehearsals import days_later, let_go
from tests.makers import member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.deciding import reopen
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import DatedException, Phase
from tracker.handover.accepting import Excepted, accept, offer
from tracker.handover.conditions import lacks, still_owed
from tracker.handover.exceptions import owed
from tracker.handover.models import HandoverAcceptance
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
ABSENT = ("Runbooks: Reply and serve customers: never tested", "Runbooks: Crisis response: not written",
          "Measures: Nothing is measured")  # fmt: skip
SOON = clock.today() + timedelta(days=30)


def parts(northgate, who="priya", due=SOON, keys=("runbooks", "measures")):
    return [
        Excepted(one.text, member(who), due, place=f"_p{place}", part=one.part)
        for place, one in enumerate(lacks(facts_of(northgate.id), 1, clock.today())) if one.part in keys
    ]  # fmt: skip


def accepts(northgate, id, given, helen, words=scenes.TAKEN_OVER):
    accept(northgate.one(HandoverAcceptance, id), words, [*scenes.excepted(northgate), *given], by=helen)
    db.session.commit()


def of_parts():
    query = scoped(DatedException).where(DatedException.part != "").order_by(DatedException.id)
    return list(db.session.scalars(query))


@pytest.fixture
def offered(app, northgate):
    return scenes.offered(app, northgate, ABSENT)


def test_every_part_that_it_lacks_bars_it(northgate, offered, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="and a day: Runbooks: two things missing in pack 1; Measures: "):
        accepts(northgate, offered, [], helen)
    with pytest.raises(Refused, match="and a day: Measures: "):
        accepts(northgate, offered, parts(northgate, keys=("runbooks",)), helen)
    assert northgate.engagement.state == "active" and of_parts() == []


def test_with_a_day_and_somebody_of_the_clients_it_is_taken_along(northgate, offered, as_person):
    helen = as_person("helen")
    accepts(northgate, offered, parts(northgate), helen)
    assert northgate.one(HandoverAcceptance, offered).state == "accepted_with_exceptions"
    assert {(row.part, row.acceptance_id, row.due_on) for row in of_parts()} == {
        ("runbooks", offered, SOON), ("measures", offered, SOON)
    }  # fmt: skip
    stands = {one.part: one for one in owed(facts_of(northgate.id), clock.today()) if one.part}
    assert stands["runbooks"].answers == "Priya Shah" and stands["runbooks"].missing


@pytest.mark.parametrize(
    ("who", "due", "field"),
    [("marcus", SOON, "who_p0"), ("priya", clock.today(), "due_p0"),
     ("priya", clock.today() + timedelta(days=367), "due_p0")],
)  # fmt: skip
def test_nobody_else_and_no_other_day_will_do(northgate, offered, as_person, who, due, field):
    helen = as_person("helen")
    with pytest.raises(Refused) as refusal:
        accepts(northgate, offered, parts(northgate, who, due), helen)
    assert refusal.value.field == field


def test_what_stands_already_is_taken_along_and_not_asked_anew(app, northgate, offered, as_person):
    helen = as_person("helen")
    accepts(northgate, offered, parts(northgate), helen)
    reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
    db.session.commit()
    again = offer(northgate.engagement, by=helen)
    facts = facts_of(northgate.id)
    assert lacks(facts, 1, clock.today()) == []
    assert {"runbooks", "measures"} <= {one.part for one in still_owed(facts, 1, clock.today())}
    accepts(northgate, again.id, [], helen, "We run it again, and better than before.")
    assert {row.acceptance_id for row in of_parts()} == {again.id} and len(of_parts()) == 2


def test_what_is_late_is_asked_anew_and_settles_the_earlier(app, northgate, offered, as_person):
    helen = as_person("helen")
    accepts(northgate, offered, parts(northgate), helen)
    reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
    db.session.commit()
    let_go()
    with days_later(31):
        helen = as_person("helen")
        again = offer(northgate.engagement, by=helen).id
        assert [one.part for one in lacks(facts_of(northgate.id), 1, clock.today())] == ["runbooks", "measures"]
        anew = parts(northgate, due=clock.today() + timedelta(days=9))
        gaps = scenes.excepted(northgate)
        accept(northgate.one(HandoverAcceptance, again), "We run it again.", [*gaps, *anew], by=helen)
        db.session.commit()
        assert [row.open for row in of_parts()].count(True) == 2 and len(of_parts()) == 4
        assert [one.state for one in owed(facts_of(northgate.id), clock.today()) if one.part] == ["open", "open"]


def test_who_has_left_answers_for_nothing_any_more(app, northgate, offered, as_person):
    """The owner is asked anew for a part; for what the gate let go he answers himself."""
    helen = as_person("helen")
    accepts(northgate, offered, parts(northgate, "callum"), helen)
    facts = facts_of(northgate.id)
    gone = {id: who | {"active": who["active"] and who["name"] != "Callum Reid"} for id, who in facts["people"].items()}
    assert [one.part for one in lacks(facts | {"people": gone}, 1, clock.today())] == ["runbooks", "measures"]


def test_what_is_there_by_now_leads_to_another_pack(northgate, offered, as_person):
    as_person("helen")
    facts = facts_of(northgate.id)
    row = facts["packs"][0] | {"lacks": [["index", 1]]}
    (one,) = lacks(facts | {"packs": [row]}, 1, clock.today())
    assert one.text == "The index and how it is reckoned: one thing missing in pack 1"
    assert one.ways[0].endpoint == "handover.pack"
    assert lacks(facts | {"packs": [row | {"kind": "minimum"}]}, 1, clock.today()) == []
    assert lacks(facts, 2, clock.today()) == []


def test_the_page_lists_each_part_with_the_way_to_it_and_offers_it_as_an_exception(northgate, offered, helen, marcus):
    page = helen.opens(f"/handover-offers/{offered}/acceptance")
    assert page.says("Missing in the pack: who sees to it, and by when?")
    assert any("/runbook" in link for link in page.links)
    form = page.form("words")
    filled = {name: str(BY_KEY["priya"].id) for name in form.names if name.startswith("who_g")} | {
        name: SOON.isoformat() for name in form.names if name.startswith("due_g")
    }
    refused = page.send(words=scenes.TAKEN_OVER, **filled)
    assert refused.status == 422 and refused.says("Choose who answers for it.") and refused.says(scenes.TAKEN_OVER)
    filled |= {name: str(BY_KEY["aisha"].id) for name in form.names if name.startswith("who_p")}
    filled |= {name: SOON.isoformat() for name in form.names if name.startswith("due_p")}
    assert page.send(words=scenes.TAKEN_OVER, **filled).says("Accepted with exceptions")
    taken = marcus.opens(f"{northgate.path}/handover")
    assert taken.says("Aisha Khan") and taken.says("Runbooks: ")
    pages = [marcus.opens(link) for link in taken.links if "/exceptions/" in link]
    assert sum(page.says("The handover pack goes without this until") for page in pages) == 2


def test_the_offer_says_what_the_pack_lacks(app, northgate, marcus):
    scenes.to_the_handover(app, northgate)
    scenes.put_a_pack_ready(app, northgate, ABSENT)
    page = marcus.opens(f"{northgate.path}/offer")
    assert page.says("The pack is not complete.") and any("/runbook" in link for link in page.links)


def test_once_handed_over_the_early_ending_is_no_page_of_the_handover_any_more(app, northgate, helen):
    path = f"{northgate.path}/early-ending"
    assert any(link.endswith(path) for link in helen.opens(f"{northgate.path}/handover").links)
    scenes.accepted(app, northgate)
    assert not any(link.endswith(path) for link in helen.opens(f"{northgate.path}/handover").links)
    page = helen.opens(path)
    assert page.says("It came to its handover on")
    assert any(link.endswith(f"{northgate.path}/acceptance") for link in page.links)
    assert not page.says("How our access ends") and not page.says("What is left to you")
