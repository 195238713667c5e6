"""When the owner looks at a signed section again, and what it counts until then."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.strategy.scenes import HELENS_WORDS, PURPOSE, path, section, signed, standing, written
from tests.strategy.test_facts import days_ago, fact
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import live_facts
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.worth import signature
from tracker.strategy.reviewing import set_review
from tracker.strategy.signatures import sign_section
from tracker.strategy.states import review_date


def worth(northgate):
    """o of the section Purpose, as the index counts it today."""
    inputs = inputs_of(live_facts(northgate.id))
    return next(signature(one, clock.today()) for one in inputs.sections if one.title == "Purpose")


def signed_ago(northgate, days):
    with days_ago(days):
        written(northgate, by="priya", share=1)
        signed(northgate)


@pytest.mark.parametrize(("days", "state", "counts"), [(0, "signed", 1), (180, "signed", 1), (181, "stale", 0.5)])
def test_a_signature_is_good_for_180_days(northgate, as_person, days, state, counts):
    as_person("helen")
    signed_ago(northgate, days)
    assert standing(northgate).state(clock.today()) == state
    assert worth(northgate) == counts
    assert fact(northgate)["review_on"] == (clock.today() - timedelta(days=days - 180)).isoformat()


@pytest.mark.parametrize(
    ("days", "by", "counts"), [(14, "priya", 1), (15, "priya", 0.5), (14, "mina", 0.5), (0, "mina", 0.5)]
)
def test_an_edit_by_the_client_keeps_its_worth_for_fourteen_days(northgate, as_person, days, by, counts):
    as_person("marcus" if by == "mina" else "helen")
    with days_ago(60):
        written(northgate, by="priya", share=1)
    as_person("helen")
    with days_ago(60):
        signed(northgate)
    as_person("marcus" if by == "mina" else "helen")
    with days_ago(days):
        written(northgate, PURPOSE + " And more.", by=by, share=0.5)
    assert standing(northgate).state(clock.today()) == "unsigned_change"
    assert worth(northgate) == counts and fact(northgate)["review_on"] is None


def test_the_day_by_which_she_looks_again_never_lies_after_the_signature_is_good():
    on = clock.now().date()
    assert review_date(on, 180, None) == on + timedelta(days=180)
    assert review_date(on, 30, None) == on + timedelta(days=30)
    assert review_date(on, 30, on + timedelta(days=100)) == on + timedelta(days=100)
    assert review_date(on, 180, on + timedelta(days=400)) == on + timedelta(days=180)


def test_she_looks_sooner_confirms_the_same_text_and_the_day_of_her_own_is_spent(northgate, as_person):
    helen = as_person("helen")
    signed_ago(northgate, 40)
    one, today = section(northgate), clock.today()
    with pytest.raises(Refused, match="signed already"):
        sign_section(one, "It is still what we are here for.", by=helen, number=1)
    assert set_review(one, 90, today, by=helen) == today
    db.session.flush()
    assert standing(northgate).review_on == today and worth(northgate) == 1
    sign_section(one, "It is still what we are here for.", by=helen, number=1)
    db.session.commit()
    assert one.review_on is None and standing(northgate).review_on == today + timedelta(days=90)


@pytest.mark.parametrize(
    ("every", "days", "field"), [(7, None, "every"), (180, -1, "on"), (180, 141, "on"), (30, 4_000, "on")]
)
def test_a_day_that_cannot_be_is_refused_at_its_field(northgate, as_person, every, days, field):
    helen = as_person("helen")
    signed_ago(northgate, 40)
    on = clock.today() + timedelta(days=days) if days is not None else None
    with pytest.raises(Refused) as refusal:
        set_review(section(northgate), every, on, by=helen)
    assert refusal.value.field == field


def test_nobody_but_the_owner_sets_it_and_only_for_what_is_signed(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="nothing to review"):
        set_review(section(northgate), 90, None, by=helen)
    signed_ago(northgate, 1)
    with pytest.raises(Refused, match="Only the owner"):
        set_review(section(northgate), 90, None, by=member("priya"))


@pytest.mark.slow
def test_what_is_due_stands_among_her_decisions_and_is_confirmed_in_her_own_words(northgate, helen, priya, acting):
    with acting("helen"):
        signed_ago(northgate, 60)
    page = helen.sends(path(northgate, "review"), every="30")
    assert page.says("You look at it again by") and page.says("Review due")
    assert helen.opens(f"{northgate.path}/decisions").says("Say whether “Purpose” still stands")
    assert helen.opens(f"{northgate.path}/strategy").says("Review and sign : Purpose")
    page = helen.opens(path(northgate, "sign"))
    assert page.says("Is this still right?") and page.says("not a word changed since")
    assert page.send(words=HELENS_WORDS).says("You used these very words")
    assert page.send(words="I read it again and would sign it again.").says("Signed, in your own words.")
    assert not helen.opens(f"{northgate.path}/decisions").says("still stands")
    assert priya.opens(path(northgate, "review")).status == 403
    page = helen.sends(path(northgate, "review"), every="30", on="nonsense")
    assert page.status == 422 and page.form("every").values["every"] == "30"
