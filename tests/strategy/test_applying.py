"""Which sections apply is the owner's to say; at least one always does."""

import pytest

from tests.makers import member
from tests.strategy.scenes import section, standing, written
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import SignOff
from tracker.strategy.applying import set_aside, take_up
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import ask_for_signature
from tracker.strategy.states import SectionState
from tracker.strategy.writing import revise
from tracker.tenancy import scoped

BECAUSE = "We have no leaders on the networks, and want none there."


def test_a_section_set_aside_keeps_the_owners_reason_and_takes_no_more_text(northgate, as_person):
    helen = as_person("helen")
    set_aside(section(northgate, "leaders"), BECAUSE, by=helen)
    db.session.commit()
    assert standing(northgate, "leaders").state(clock.today()) == SectionState.SET_ASIDE
    query = scoped(SignOff).where(SignOff.subject_id == northgate.section("leaders"))
    assert [row.words for row in db.session.scalars(query)] == [BECAUSE]
    with pytest.raises(Refused, match="set aside"):
        revise(section(northgate, "leaders"), "A weekly note.", 1.0, by=helen, based_on=0)


@pytest.mark.parametrize("person", ["marcus", "mina", "priya", "aisha"])
def test_nobody_but_the_owner_sets_a_section_aside(northgate, as_person, person):
    as_person(person)
    with pytest.raises(Refused, match="Only the owner"):
        set_aside(section(northgate, "leaders"), BECAUSE, by=member(person))
    assert section(northgate, "leaders").not_applicable_at is None


def test_the_last_section_that_applies_stays(northgate, as_person):
    helen = as_person("helen")
    rows = db.session.scalars(scoped(StrategySection).order_by(StrategySection.position)).all()
    for place, row in enumerate(rows[:-1]):
        set_aside(row, f"Number {place} does not apply to a firm like ours.", by=helen)
    with pytest.raises(Refused, match="last section"):
        set_aside(rows[-1], BECAUSE, by=helen)
    assert rows[-1].not_applicable_at is None


def test_a_section_taken_up_again_has_its_text_as_it_was(northgate, as_person):
    helen = as_person("helen")
    written(northgate, by="helen", share=1)
    set_aside(section(northgate), BECAUSE, by=helen)
    take_up(section(northgate), by=helen)
    take_up(section(northgate), by=helen)
    assert standing(northgate).state(clock.today()) == SectionState.DRAFT
    assert standing(northgate).number == 1


def test_setting_aside_ends_the_request_for_a_signature(northgate, as_person):
    helen = as_person("helen")
    written(northgate, by="helen", share=1)
    ask_for_signature(section(northgate), by=helen)
    set_aside(section(northgate), BECAUSE, by=helen)
    assert section(northgate).signature_asked_at is None
    with pytest.raises(Refused, match="set aside"):
        ask_for_signature(section(northgate), by=helen)


def test_a_reason_that_says_nothing_is_refused_at_its_field(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused) as refusal:
        set_aside(section(northgate), "no", by=helen)
    assert refusal.value.field == "because"
