"""The facts that engagements hand to gates and the index, read in at most two statements each."""

import json

import pytest

from tests import makers
from tests.counting import statements
from tests.makers import member
from tracker.core.database import db
from tracker.engagements.criteria import claim
from tracker.engagements.evidence import read_engagement, read_people, read_plan, read_scope
from tracker.engagements.gate_evidence import read_gates
from tracker.engagements.models import ExitCriterion, Part
from tracker.engagements.team import name_for


def person(key):
    return str(makers.cast.BY_KEY[key].id)


def test_people_are_the_clients_and_those_of_the_practice_who_worked_here(northgate, as_person):
    as_person("helen")
    people = read_people(northgate.id)
    assert set(people) == {person(key) for key in ("marcus", "mina", "helen", "priya", "aisha", "callum", "brook")}
    assert people[person("helen")] == {"name": "Helen Ames", "role": "owner", "side": "client", "active": True}
    assert people[person("mina")]["side"] == "practice"
    assert people[person("brook")]["side"] == "provider"


def test_the_engagement_tells_its_dates_its_signature_and_its_parts(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.CHAMPION, member("priya"), by=helen)
    facts = read_engagement(northgate.id)
    assert facts["state"] == "active"
    assert facts["charter_signed_on"] > facts["starts_on"]
    assert facts["leaders"] == [person("helen")]
    assert facts["champions"] == [{"person": person("priya"), "accepted": False}]
    assert set(facts["consultants"]) == {person("mina"), person("marcus")}


def test_the_gates_tell_criteria_in_order_with_their_newest_claim(northgate, as_person):
    priya = as_person("priya")
    claim(northgate.get(ExitCriterion, "audit"), "Ten findings.", by=priya)
    gates = read_gates(northgate.id)
    assert [gate["kind"] for gate in gates] == ["strategy", "implementation", "training", "handover"]
    assert [gate["state"] for gate in gates] == ["active", "planned", "planned", "planned"]
    keys = [one["key"] for one in gates[0]["criteria"]]
    assert keys[:4] == ["charter", "appointments", "champion", "audit"]
    by_key = {one["key"]: one for one in gates[0]["criteria"]}
    assert by_key["audit"]["claim"]["evidence"] == "Ten findings."
    assert by_key["hours"]["claim"] is None
    assert by_key["sections"]["rule"] == {"name": "sections_signed", "client_share": 0.5}


@pytest.mark.parametrize("reader", [read_people, read_engagement, read_gates, read_plan, read_scope])
def test_a_slice_is_plain_json_and_costs_two_statements_at_most(app, northgate, as_person, reader):
    as_person("helen")
    with statements(app) as sent:
        facts = reader(northgate.id)
    assert json.loads(json.dumps(facts)) == facts
    assert len(sent) <= 2


def test_a_slice_stays_behind_the_clients_wall(northgate, as_person):
    as_person("dawn")
    assert read_people(northgate.id) == {}
    assert read_gates(northgate.id) == []
    db.session.rollback()
