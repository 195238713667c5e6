"""Claims with evidence, and the owner's waivers."""

from datetime import timedelta

import pytest

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.criteria import claim, open_claim, waive, withdraw
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import ExitCriterion, Phase, PhaseState


def audit(northgate):
    return northgate.get(ExitCriterion, "audit")


def shown(northgate, key="audit"):
    facts = facts_of(northgate.id)
    return next(one for gate in facts["gates"] for one in gate["criteria"] if one["key"] == key)


def test_priya_claims_the_audit_and_everybody_sees_her_evidence(northgate, as_person):
    priya = as_person("priya")
    claim(audit(northgate), "Ten findings, 3 November.", "https://files.example/audit", by=priya)
    db.session.commit()
    found = shown(northgate)["claim"]
    assert found["by"] == str(priya.id)
    assert (found["evidence"], found["link"]) == ("Ten findings, 3 November.", "https://files.example/audit")
    assert found["on"] == clock.today().isoformat()


def test_what_the_data_tells_cannot_be_claimed(northgate, as_person):
    priya = as_person("priya")
    with pytest.raises(Refused, match="read from the data"):
        claim(northgate.get(ExitCriterion, "sections"), "Trust me.", by=priya)


def test_one_claim_stands_at_a_time(northgate, as_person):
    priya = as_person("priya")
    claim(audit(northgate), "Ten findings.", by=priya)
    db.session.commit()
    with pytest.raises(Refused, match="You have claimed this already"):
        claim(audit(northgate), "Eleven findings.", by=priya)
    mina = as_person("mina")
    with pytest.raises(Stale, match="Somebody else claimed this"):
        claim(audit(northgate), "Twelve findings.", by=mina)


def test_a_claim_is_withdrawn_freely_by_its_maker_and_with_a_reason_by_others(northgate, as_person):
    priya = as_person("priya")
    claim(audit(northgate), "Ten findings.", by=priya)
    withdraw(audit(northgate), by=priya)
    claim(audit(northgate), "Twelve findings.", by=priya)
    db.session.commit()
    helen = as_person("helen")
    with pytest.raises(Refused, match="Say why"):
        withdraw(audit(northgate), by=helen)
    withdraw(audit(northgate), "The list of accounts is missing.", by=helen)
    db.session.commit()
    assert open_claim(audit(northgate)) is None
    assert shown(northgate)["claim"] is None
    with pytest.raises(Refused, match="no claim to withdraw"):
        withdraw(audit(northgate), "Again.", by=helen)


def test_helen_waives_until_a_day(northgate, as_person):
    helen = as_person("helen")
    until = clock.today() + timedelta(days=30)
    waive(audit(northgate), "Last year's audit will do.", until, by=helen)
    db.session.commit()
    assert shown(northgate)["waiver"]["expires_on"] == until.isoformat()


def test_a_later_waiver_takes_the_place_of_an_earlier_one(northgate, as_person):
    helen = as_person("helen")
    for days in (30, 60):
        waive(audit(northgate), f"Another {days} days.", clock.today() + timedelta(days=days), by=helen)
    db.session.commit()
    assert shown(northgate)["waiver"]["reason"] == "Another 60 days."


@pytest.mark.parametrize("days", [-1, 0, 367, 40_000])
def test_a_waiver_ends_after_today_and_within_a_year(northgate, as_person, days):
    helen = as_person("helen")
    with pytest.raises(Refused) as refusal:
        waive(audit(northgate), "For a while.", clock.today() + timedelta(days=days), by=helen)
    assert refusal.value.field == "expires_on"


@pytest.mark.parametrize("who", ["marcus", "mina", "priya", "aisha"])
def test_nobody_but_the_owner_waives(northgate, as_person, who):
    person = as_person(who)
    with pytest.raises(Refused, match="Only the owner"):
        waive(audit(northgate), "For a while.", clock.today() + timedelta(days=5), by=person)


def test_behind_a_passed_gate_nothing_is_claimed_withdrawn_or_waived(northgate, as_person):
    helen = as_person("helen")
    claim(audit(northgate), "Ten findings.", by=helen)
    northgate.get(Phase, "strategy").state = PhaseState.PASSED
    db.session.commit()
    for verb in (
        lambda: claim(audit(northgate), "Once more.", by=helen),
        lambda: withdraw(audit(northgate), "Once more.", by=helen),
        lambda: waive(audit(northgate), "Once more.", clock.today() + timedelta(days=5), by=helen),
    ):
        with pytest.raises(Refused, match="is passed. Reopen it first"):
            verb()


def test_a_consultant_claims_on_the_page_and_a_bad_link_changes_nothing(northgate, mina):
    page = mina.opens(f"/criteria/{northgate.criterion('audit')}/claim")
    page = page.send(evidence="Ten findings.", link="javascript:alert(1)")
    assert page.status == 422
    assert page.says("A link starts with https:// or http://.")
    assert page.form("evidence").values["evidence"] == "Ten findings."
    page = page.send(evidence="Ten findings 🔎 \u202eאבג\u0007", link="https://files.example/a")
    assert page.status == 200
    assert page.says("Claimed by Mina Okafor")
    assert page.says("Ten findings 🔎 אבג")


def test_staff_and_strangers_find_no_form_to_claim(northgate, aisha, dawn, tessa, visitor):
    path = f"/criteria/{northgate.criterion('audit')}/claim"
    assert aisha.opens(path).status == 403
    assert dawn.opens(path).status == 404
    assert tessa.opens(path).status == 404
    assert "/sign-in" in visitor.opens(f"//w/harbour{path}", follow=False).response.location


def test_helen_waives_on_the_page(northgate, helen):
    page = helen.opens(f"/criteria/{northgate.criterion('sections')}/waiver")
    page = page.send(reason="Two sections follow in January.", expires_on="yesterday")
    assert page.status == 422
    assert page.form("reason").values["reason"] == "Two sections follow in January."
    until = clock.today() + timedelta(days=60)
    page = page.send(expires_on=until.isoformat())
    assert page.status == 200
    assert page.says("Two sections follow in January.")
    assert page.says("Waived")
