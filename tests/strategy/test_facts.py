"""What the strategy tells gates and the index, and when an edit by the client keeps a signature alive."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.strategy.scenes import section, signed, written
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import slices, slices_of_noun
from tracker.strategy.applying import set_aside
from tracker.strategy.signatures import ask_for_signature, withdraw_signature
from tracker.strategy.writing import assign


def fact(northgate, key="purpose"):
    return next(row for row in slices["strategy"](northgate.id) if row["key"] == key)


def days_ago(days):
    return clock.at(clock.now() - timedelta(days=days))


def day(days=0):
    return (clock.today() - timedelta(days=days)).isoformat()


def test_an_unwritten_section_is_told_as_it_is(northgate, as_person):
    as_person("helen")
    assert fact(northgate) == {
        "id": str(northgate.section("purpose")), "key": "purpose", "title": "Purpose", "weight": 2, "written": False,
        "revisions": 0, "client_share": 0.0, "by_client": False, "revised_on": None, "author": None,
        "signed_on": None, "earlier_signed_on": None, "signer": None, "client_edit_on": None, "asked_on": None,
        "na": False, "review_on": None,
    }  # fmt: skip


def test_all_twelve_sections_come_in_the_playbooks_order(northgate, as_person):
    as_person("helen")
    rows = slices["strategy"](northgate.id)
    assert [row["key"] for row in rows] == [
        "purpose", "people", "voice", "channels", "content", "service", "sourcing", "leaders", "rules", "risk",
        "measures", "independence",
    ]  # fmt: skip
    assert slices_of_noun["section"] == {"strategy", "signatures"}


def test_a_signed_section_names_author_share_and_signer(northgate, as_person):
    helen = as_person("helen")
    with days_ago(3):
        written(northgate, by="priya", share=0.5)
    signed(northgate)
    told = fact(northgate)
    assert (told["written"], told["client_share"], told["author"]) == (True, 0.5, str(member("priya").id))
    assert (told["revised_on"], told["signed_on"], told["signer"]) == (day(3), day(), str(helen.id))
    assert (told["earlier_signed_on"], told["client_edit_on"]) == (None, None)


def test_an_edit_by_the_client_after_the_signature_is_dated_by_the_first_of_them(northgate, as_person):
    as_person("helen")
    with days_ago(30):
        written(northgate, by="priya", share=1)
        signed(northgate)
    with days_ago(9):
        written(northgate, "First thoughts.", by="priya", share=1)
    with days_ago(2):
        written(northgate, "Second thoughts.", by="aisha", share=0.5)
    told = fact(northgate)
    assert (told["signed_on"], told["earlier_signed_on"]) == (None, day(30))
    assert (told["client_edit_on"], told["client_share"], told["revisions"]) == (day(9), 0.5, 3)


@pytest.mark.parametrize("order", [("marcus", "priya"), ("priya", "marcus")])
def test_one_edit_by_the_practice_ends_that_grace(northgate, as_person, order):
    as_person("marcus")
    with days_ago(30):
        written(northgate, by="priya", share=1)
    as_person("helen")
    with days_ago(29):
        signed(northgate)
    for author in order:
        as_person(author)
        written(northgate, f"What {author} thinks.", by=author, share=0.5)
    told = fact(northgate)
    assert told["earlier_signed_on"] == day(29)
    assert told["client_edit_on"] is None


def test_a_signature_taken_back_leaves_no_grace_either(northgate, as_person):
    helen = as_person("helen")
    written(northgate, "One.", by="priya", share=1)
    signed(northgate)
    written(northgate, "Two.", by="priya", share=1)
    signed(northgate, "The second text says it better than the first.")
    withdraw_signature(section(northgate), "On reflection it promises too much.", by=helen)
    db.session.commit()
    told = fact(northgate)
    assert (told["signed_on"], told["earlier_signed_on"], told["client_edit_on"]) == (None, day(), None)


def test_what_waits_and_what_does_not_apply_is_told(northgate, as_person):
    helen = as_person("helen")
    written(northgate, by="priya", share=1)
    ask_for_signature(section(northgate), by=helen)
    set_aside(section(northgate, "leaders"), "None of us will be out there in person.", by=helen)
    db.session.commit()
    assert fact(northgate)["asked_on"] == day()
    assert [row["key"] for row in slices["strategy"](northgate.id) if row["na"]] == ["leaders"]


def test_giving_a_section_to_somebody_changes_nothing_that_counts(northgate, as_person):
    as_person("helen")
    before = slices["strategy"](northgate.id)
    assign(section(northgate), member("aisha"), by=member("helen"))
    db.session.commit()
    assert slices["strategy"](northgate.id) == before
