"""Putting a decision forward, what the rules ask for, who signs, and what stays written."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers
from tests.sourcing.scenes import INWARD, OUTWARD, OWN_WORDS, put, studio
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of, slices
from tracker.responsibilities.doers import done_by_provider
from tracker.responsibilities.models import Post
from tracker.responsibilities.rules import ruling_of, sign_rule, write_rule
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.reading import inputs_of
from tracker.sourcing.aid import six_months_after
from tracker.sourcing.deciding import dissent
from tracker.sourcing.register import register

UNSKILLED = (4, 4, 4, 4, 0, 1, 1, 0, 0, 1)


def entry(northgate, key="make-images", today=None):
    id = str(northgate.activity(key))
    rows = register(facts_of(northgate.id), "Harbour & Lane", today or clock.today())
    return next(row for row in rows if row.activity == id)


def sign(northgate, key="make-images", words=OWN_WORDS):
    sign_rule(ruling_of(activity(northgate, key)).rule, words, by=member("helen"))
    db.session.commit()


def staffed(northgate, key="make-images"):
    answers(northgate, "priya", key)
    answers(northgate, "aisha", key, Post.DEPUTY)


def test_a_decision_is_a_rule_with_its_reasons_that_the_owner_signs(as_person, northgate):
    as_person("helen")
    staffed(northgate)
    decision = put(northgate)
    rule = ruling_of(activity(northgate, "make-images")).rule
    assert (decision.rule_id, rule.choice) == (rule.id, "in_house")
    for words in ("Aisha answers", "The answers say: in house", "Only insiders know enough", "gains nothing by it"):
        assert words in rule.text
    assert entry(northgate).state == "draft"
    sign(northgate)
    assert entry(northgate).state == "signed"
    assert decision.review_on == six_months_after(clock.today())


def test_it_is_final_only_once_somebody_inside_answers_and_somebody_stands_in(as_person, northgate):
    as_person("helen")
    put(northgate)
    with pytest.raises(Refused, match="accept to answer for it"):
        sign(northgate)
    db.session.rollback()
    answers(northgate, "priya", "make-images")
    with pytest.raises(Refused, match="accept to stand in"):
        sign(northgate)
    db.session.rollback()
    answers(northgate, "aisha", "make-images", Post.DEPUTY)
    sign(northgate)
    assert ruling_of(activity(northgate, "make-images")).signed


def test_a_rule_written_by_hand_asks_for_nobody_first(as_person, northgate):
    helen = as_person("helen")
    write_rule(activity(northgate, "make-images"), "in_house", "We do it.", by=helen)
    sign(northgate)
    assert entry(northgate).state == "by_hand"


def test_signing_it_counts_as_a_signed_decision_in_the_index(as_person, northgate):
    as_person("helen")
    staffed(northgate)
    put(northgate)
    before = assess(inputs_of(facts_of(northgate.id)), clock.today()).index
    sign(northgate)
    assert assess(inputs_of(facts_of(northgate.id)), clock.today()).index > before


def test_whoever_decides_otherwise_says_why(as_person, northgate):
    as_person("helen")
    with pytest.raises(Refused, match="Say why you decide otherwise") as refusal:
        put(northgate, choice="blend")
    assert refusal.value.field == "overruled_because"
    db.session.rollback()
    put(northgate, choice="blend", hands_on=50, overruled_because="Our designer leaves in May.")
    text = ruling_of(activity(northgate, "make-images")).rule.text
    assert "We decide otherwise because:** Our designer leaves" in text
    assert entry(northgate).overruled


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"choice": "nonsense"}, "choice"),
        ({"choice": "outsource", "answers": OUTWARD, "hands_on": 20}, "provider"),
        ({"choice": "in_house", "by_practice": True}, "provider"),
        ({"choice": "outsource", "answers": OUTWARD, "by_practice": True, "hands_on": 20}, "ends_on"),
        ({"choice": "outsource", "answers": OUTWARD, "by_practice": True, "hands_on": 9, "ends": 30}, "hands_on"),
        ({"choice": "outsource", "answers": OUTWARD, "by_practice": True, "hands_on": 10, "ends": 30}, "interest"),
        (
            {"choice": "outsource", "answers": OUTWARD, "by_practice": True, "hands_on": 10, "ends": 30,
             "interest": "A fee of 900 a month."},
            "second_quote",
        ),
        ({"choice": "blend", "answers": UNSKILLED, "hands_on": 30}, "ends_on"),
        ({"choice": "blend", "answers": UNSKILLED, "hands_on": 30, "ends": 0}, "ends_on"),
        ({"choice": "blend", "answers": UNSKILLED, "hands_on": 30, "ends": 60}, "training"),
        ({"choice": "blend", "answers": (*INWARD[:7], 1, 2, 4), "hands_on": 30}, "checked_by"),
    ],
)  # fmt: skip
def test_every_rule_asks_at_its_field_and_nothing_is_written(as_person, northgate, changed, field):
    as_person("helen")
    ends = changed.pop("ends", None)
    if ends is not None:
        changed["ends_on"] = clock.today() + timedelta(days=ends)
    with pytest.raises(Refused) as refusal:
        put(northgate, key="make-images", **changed)
    assert refusal.value.field == field
    assert ruling_of(activity(northgate, "make-images")) is None


def test_the_practice_says_in_the_signed_text_what_it_gains(as_person, northgate):
    as_person("helen")
    put(
        northgate, choice="outsource", answers=OUTWARD, by_practice=True, hands_on=10,
        ends_on=clock.today() + timedelta(days=90), interest="We would earn 900 a month.",
        second_quote="Brightside asks 700.",
    )  # fmt: skip
    text = ruling_of(activity(northgate, "make-images")).rule.text
    assert "Done outside by:** Harbour & Lane" in text and "We would earn 900" in text and "Brightside asks 700" in text


def test_a_firm_tied_to_the_practice_is_disclosed_too(as_person, northgate):
    as_person("helen")
    tied = studio(northgate, affiliation="Pays Harbour & Lane for referrals")
    outside = {"choice": "outsource", "answers": OUTWARD, "provider": tied, "hands_on": 10}
    with pytest.raises(Refused, match="what the adviser gains") as refusal:
        put(northgate, **outside)
    assert refusal.value.field == "interest"


def test_what_is_signed_opens_the_way_for_the_provider(as_person, northgate):
    helen = as_person("helen")
    firm = studio(northgate)
    staffed(northgate)
    put(northgate, choice="outsource", answers=OUTWARD, provider=firm, hands_on=10)
    with pytest.raises(Refused, match="owner has to sign"):
        done_by_provider(activity(northgate, "make-images"), firm, by=helen)
    sign(northgate)
    done_by_provider(activity(northgate, "make-images"), firm, by=helen)
    assert activity(northgate, "make-images").provider.name == "Brightside Studio"


def test_a_later_rule_supersedes_it_and_it_stays_to_be_read(as_person, northgate):
    helen = as_person("helen")
    staffed(northgate)
    first = put(northgate)
    sign(northgate)
    write_rule(activity(northgate, "make-images"), "in_house", "Callum does it now.", by=helen, seen=first.rule_id)
    db.session.commit()
    assert entry(northgate).state == "superseded"


def test_after_six_months_it_is_looked_at_again(as_person, northgate):
    as_person("helen")
    staffed(northgate)
    decision = put(northgate)
    sign(northgate)
    assert entry(northgate, today=decision.review_on - timedelta(days=1)).state == "signed"
    assert entry(northgate, today=decision.review_on).state == "review"


def test_other_views_stay_beside_it(as_person, northgate):
    as_person("helen")
    decision = put(northgate)
    dissent(decision, "A studio would do it better and cheaper.", by=member("priya"))
    db.session.commit()
    assert slices["sourcing"](northgate.id)[str(northgate.activity("make-images"))]["dissents"] == 1


def test_of_two_who_decide_at_once_the_second_is_told(as_person, northgate):
    as_person("helen")
    put(northgate)
    with pytest.raises(Stale):
        put(northgate, who="Callum does it.")


def test_somebody_embedded_has_a_last_day(as_person, northgate):
    as_person("helen")
    with pytest.raises(Refused, match="last day") as refusal:
        studio(northgate, days_on_site=8)
    assert refusal.value.field == "until"
    assert studio(northgate, days_on_site=8, until=clock.today() + timedelta(days=90)).embedded
