"""Writing a section: who wrote it, and how much of it is the client's, is remembered with every save."""

import pytest

from tests.makers import member
from tests.strategy.scenes import PURPOSE, section, standing, written
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.strategy.models import Revision
from tracker.strategy.states import SectionState
from tracker.strategy.writing import LONGEST_TEXT, assign, revise
from tracker.tenancy import scoped


def revisions(northgate, key="purpose"):
    query = scoped(Revision).where(Revision.section_id == northgate.section(key)).order_by(Revision.number)
    return db.session.scalars(query).all()


def test_every_save_is_a_revision_with_its_author_and_the_clients_share(northgate, as_person):
    as_person("marcus")
    written(northgate, "More placements.", by="marcus", share=0)
    as_person("priya")
    written(northgate, PURPOSE, by="priya", share=1)
    found = [(one.number, one.text, one.author.name, one.by_client, one.client_share) for one in revisions(northgate)]
    assert found == [
        (1, "More placements.", "Marcus Hale", False, 0.0),
        (2, PURPOSE, "Priya Shah", True, 1.0),
    ]


def test_an_unwritten_section_is_empty_and_a_written_one_a_draft(northgate, as_person):
    from tracker.core import clock

    as_person("priya")
    assert standing(northgate).state(clock.today()) == SectionState.EMPTY
    written(northgate, by="priya", share=1)
    assert standing(northgate).state(clock.today()) == SectionState.DRAFT


@pytest.mark.parametrize(("person", "share"), [("marcus", 1.0), ("mina", 1.0), ("priya", 0.0), ("helen", 0.25)])
def test_nobody_claims_more_or_less_than_her_side_can_say(northgate, as_person, person, share):
    as_person(person)
    with pytest.raises(Refused) as refusal:
        revise(section(northgate), PURPOSE, share, by=member(person), based_on=0)
    assert refusal.value.field == "share"


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (LONGEST_TEXT + 1)])
def test_a_text_that_says_nothing_or_too_much_is_refused_at_its_field(northgate, as_person, text):
    as_person("priya")
    with pytest.raises(Refused) as refusal:
        revise(section(northgate), text, 1.0, by=member("priya"), based_on=0)
    assert refusal.value.field == "text"
    assert revisions(northgate) == []


def test_saving_the_same_text_again_makes_no_revision(northgate, as_person):
    as_person("priya")
    written(northgate, by="priya", share=1)
    with pytest.raises(Refused, match="saved already"):
        revise(section(northgate), PURPOSE, 0.5, by=member("priya"), based_on=1)
    assert len(revisions(northgate)) == 1


@pytest.mark.parametrize("based_on", [0, 2, 7, -1])
def test_a_save_that_started_from_another_revision_is_stale(northgate, as_person, based_on):
    as_person("priya")
    written(northgate, by="priya", share=1)
    with pytest.raises(Stale):
        revise(section(northgate), "Something else.", 1.0, by=member("priya"), based_on=based_on)
    assert len(revisions(northgate)) == 1


def test_a_section_is_given_to_one_of_the_clients_own_people_and_taken_back(northgate, as_person):
    as_person("priya")
    assign(section(northgate), member("aisha"), by=member("priya"))
    assert section(northgate).drafter_id == member("aisha").id
    assign(section(northgate), None, by=member("priya"))
    assert section(northgate).drafter_id is None


@pytest.mark.parametrize("person", ["marcus", "brook", "dawn"])
def test_a_section_is_not_given_to_somebody_who_is_not_the_clients_own(northgate, as_person, person):
    as_person("marcus")
    with pytest.raises(Refused):
        assign(section(northgate), member(person), by=member("marcus"))
    assert section(northgate).drafter_id is None
