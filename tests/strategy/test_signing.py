"""The owner signs the very text that he read, in his own words; later edits show, and he may think again."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.strategy.scenes import HELENS_WORDS, PURPOSE, section, signed, standing, written
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import SignOff
from tracker.engagements.signing import hash_of
from tracker.strategy.signatures import ask_for_signature, return_section, sign_section, withdraw_signature
from tracker.strategy.states import SectionState
from tracker.tenancy import scoped

SECOND_WORDS = "Yes, the new figure is the one the board agreed on Tuesday."


@pytest.fixture
def draft(northgate, as_person):
    """Priya wrote the purpose; the session is Helen's."""
    as_person("priya")
    written(northgate, by="priya", share=1)
    as_person("helen")
    return northgate


def state(northgate):
    return standing(northgate).state(clock.today())


def test_the_signature_holds_the_owners_words_and_the_hash_of_the_very_text(draft):
    signature = signed(draft)
    assert signature.words == HELENS_WORDS
    assert signature.signer_name == "Helen Ames"
    assert signature.subject_hash == hash_of(PURPOSE)
    assert state(draft) == SectionState.SIGNED


def test_a_later_edit_is_an_unsigned_change_until_he_signs_that_too(draft, as_person):
    signed(draft)
    as_person("marcus")
    written(draft, "Twenty more placements a month.", by="marcus", share=0.5)
    as_person("helen")
    assert state(draft) == SectionState.UNSIGNED_CHANGE
    assert standing(draft).signed_number == 1
    signed(draft, SECOND_WORDS)
    assert state(draft) == SectionState.SIGNED
    assert standing(draft).signed_number == 2


def test_a_text_saved_after_he_opened_the_page_is_not_signed_by_mistake(draft, as_person):
    as_person("priya")
    written(draft, "Quite another aim.", by="priya", share=1)
    as_person("helen")
    with pytest.raises(Stale):
        sign_section(section(draft), HELENS_WORDS, by=member("helen"), number=1)
    assert db.session.scalars(scoped(SignOff).where(SignOff.subject_type == "Revision")).all() == []


@pytest.mark.parametrize("person", ["marcus", "mina", "priya", "aisha", "brook"])
def test_nobody_but_the_owner_signs(draft, as_person, person):
    as_person(person)
    with pytest.raises(Refused, match="Only the owner"):
        sign_section(section(draft), "I agree with all of this text.", by=member(person), number=1)


@pytest.mark.parametrize("words", ["", "ok", "yes yes", PURPOSE, PURPOSE.upper()])
def test_words_that_are_not_his_own_are_refused_at_their_field(draft, words):
    with pytest.raises(Refused) as refusal:
        sign_section(section(draft), words, by=member("helen"), number=1)
    assert refusal.value.field == "words"
    assert state(draft) == SectionState.DRAFT


def test_there_is_nothing_to_sign_in_an_unwritten_section(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="nothing to sign"):
        sign_section(section(northgate), HELENS_WORDS, by=helen, number=0)


def test_what_is_signed_is_not_signed_twice(draft):
    signed(draft)
    with pytest.raises(Refused, match="signed already"):
        sign_section(section(draft), SECOND_WORDS, by=member("helen"), number=1)


def test_after_half_a_year_the_review_is_overdue_and_the_owner_confirms_the_same_text(draft):
    signed(draft)
    with clock.at(clock.now() + timedelta(days=180)):
        assert state(draft) == SectionState.SIGNED
    with clock.at(clock.now() + timedelta(days=181)):
        assert state(draft) == SectionState.STALE
        signed(draft, SECOND_WORDS)
        assert state(draft) == SectionState.SIGNED
        assert standing(draft).signed_on == clock.today()


def test_taking_the_signature_back_keeps_both_rows_and_says_why(draft):
    signature = signed(draft)
    withdraw_signature(section(draft), "The board decided against it yesterday.", by=member("helen"))
    rows = db.session.scalars(scoped(SignOff).where(SignOff.subject_id == signature.subject_id).order_by(SignOff.id))
    assert [(row.words, row.withdraws_id) for row in rows] == [
        (HELENS_WORDS, None),
        ("The board decided against it yesterday.", signature.id),
    ]
    assert state(draft) == SectionState.DRAFT


def test_a_signature_confirmed_at_its_review_is_taken_back_whole(draft):
    signed(draft)
    with clock.at(clock.now() + timedelta(days=200)):
        signed(draft, SECOND_WORDS)
        withdraw_signature(section(draft), "The board decided against it yesterday.", by=member("helen"))
        assert state(draft) == SectionState.DRAFT


def test_after_taking_it_back_the_owner_may_sign_the_same_text_again(draft):
    signed(draft)
    withdraw_signature(section(draft), "I want to sleep on this first.", by=member("helen"))
    signed(draft, SECOND_WORDS)
    assert state(draft) == SectionState.SIGNED


def test_only_the_owner_takes_a_signature_back(draft, as_person):
    signed(draft)
    as_person("priya")
    with pytest.raises(Refused, match="Only the owner"):
        withdraw_signature(section(draft), "It does not read well any more.", by=member("priya"))
    assert state(draft) == SectionState.SIGNED


def test_there_is_nothing_to_take_back_where_nothing_is_signed(draft):
    with pytest.raises(Refused, match="No signature stands"):
        withdraw_signature(section(draft), "I have changed my mind about it.", by=member("helen"))


def test_the_owner_is_asked_once_and_his_signature_answers(draft, as_person):
    as_person("mina")
    ask_for_signature(section(draft), by=member("mina"))
    first = section(draft).signature_asked_at
    ask_for_signature(section(draft), by=member("mina"))
    assert section(draft).signature_asked_at == first
    db.session.commit()
    as_person("helen")
    signed(draft)
    assert section(draft).signature_asked_at is None


def test_nobody_asks_for_a_signature_on_nothing_or_on_what_is_signed(draft, as_person):
    with pytest.raises(Refused, match="nothing to sign"):
        ask_for_signature(section(draft, "voice"), by=member("helen"))
    signed(draft)
    with pytest.raises(Refused, match="signed already"):
        ask_for_signature(section(draft), by=member("helen"))


def test_the_owner_returns_what_he_was_asked_to_sign_with_a_reason(draft):
    with pytest.raises(Refused, match="Nobody asks"):
        return_section(section(draft), "There is no date in it.", by=member("helen"))
    ask_for_signature(section(draft), by=member("helen"))
    with pytest.raises(Refused) as refusal:
        return_section(section(draft), "", by=member("helen"))
    assert refusal.value.field == "because"
    return_section(section(draft), "There is no date in it.", by=member("helen"))
    assert section(draft).signature_asked_at is None
    assert state(draft) == SectionState.DRAFT
