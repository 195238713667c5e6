"""Who does it, how that is decided and signed, and what an outside firm needs first."""

import pytest

from tests.makers import member
from tests.responsibilities.scenes import OWN_WORDS, activity, answers, decided
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.signing import hash_of
from tracker.responsibilities.doers import done_by_nobody, done_by_person, done_by_practice, done_by_provider
from tracker.responsibilities.models import DoerKind
from tracker.responsibilities.providers import add_provider, change_provider, place_with
from tracker.responsibilities.rules import ruling_of, sign_rule, signed_text, write_rule


def brightside(northgate, by="helen"):
    contact = member("priya")
    return add_provider(northgate.engagement, "Brightside Studio", by=member(by), liaison="Ola", contact=contact)


def test_a_colleague_takes_it_over_from_the_practice(as_person, northgate):
    priya = as_person("priya")
    done_by_person(activity(northgate), member("aisha"), by=priya, because="She has the mornings")
    db.session.commit()
    assert (activity(northgate).doer_kind, activity(northgate).doer.name) == ("person", "Aisha Khan")
    with pytest.raises(Refused, match="done by Aisha Khan already"):
        done_by_person(activity(northgate), member("aisha"), by=priya)
    done_by_nobody(activity(northgate), by=priya)
    done_by_practice(activity(northgate), by=priya)
    assert (activity(northgate).doer_kind, activity(northgate).doer_id) == (DoerKind.PRACTICE, None)


@pytest.mark.parametrize("outsider", ["brook", "mina", "dawn"])
def test_only_own_people_are_doers_by_name(as_person, northgate, outsider):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="own people"):
        done_by_person(activity(northgate), member(outsider), by=marcus)


def test_nothing_is_outsourced_before_somebody_inside_answers_and_the_owner_signed(as_person, northgate):
    helen = as_person("helen")
    studio = brightside(northgate)
    with pytest.raises(Refused, match="somebody of the client's own has to answer"):
        done_by_provider(activity(northgate), studio, by=helen)
    answers(northgate, "priya")
    with pytest.raises(Refused, match="the owner has to sign"):
        done_by_provider(activity(northgate), studio, by=helen)
    write_rule(activity(northgate), "outsource", "Brightside drafts, Priya approves.", by=member("priya"))
    with pytest.raises(Refused, match="the owner has to sign"):
        done_by_provider(activity(northgate), studio, by=helen)
    sign_rule(ruling_of(activity(northgate)).rule, "Brightside may draft; Priya has the last word.", by=helen)
    done_by_provider(activity(northgate), studio, by=helen)
    assert activity(northgate).provider.name == "Brightside Studio"


def test_what_is_signed_as_in_house_is_not_outsourced(as_person, northgate):
    helen = as_person("helen")
    answers(northgate, "priya")
    decided(northgate)
    with pytest.raises(Refused, match="signed that this is done in house"):
        done_by_provider(activity(northgate), brightside(northgate), by=helen)


def test_the_practice_is_no_provider(as_person, northgate):
    helen = as_person("helen")
    with pytest.raises(Refused, match="is the practice") as refusal:
        add_provider(northgate.engagement, "harbour & lane", by=helen)
    assert refusal.value.field == "name"


def test_a_provider_has_one_entry_and_a_contact_of_the_clients_own(as_person, northgate):
    helen = as_person("helen")
    studio = brightside(northgate)
    with pytest.raises(Refused, match="of that name already"):
        add_provider(northgate.engagement, "BRIGHTSIDE studio", by=helen)
    with pytest.raises(Refused, match="own people") as refusal:
        change_provider(studio, northgate.engagement, "Brightside", by=helen, liaison="", contact=member("brook"))
    assert refusal.value.field == "contact"
    change_provider(studio, northgate.engagement, "Brightside", by=helen, liaison="Ola", contact=None)
    assert (studio.name, studio.contact_id) == ("Brightside", None)


def test_a_providers_person_is_placed_with_it(as_person, northgate):
    helen = as_person("helen")
    studio = brightside(northgate)
    with pytest.raises(Refused, match="invited as a provider's person"):
        place_with(studio, member("aisha"), by=helen)
    place_with(studio, member("brook"), by=helen)
    assert member("brook").provider_id == studio.id


def test_the_owner_signs_how_it_is_done_in_his_own_words(as_person, northgate):
    helen = as_person("helen")
    rule = write_rule(activity(northgate), "blend", "Brightside drafts, we approve.", by=member("mina"))
    with pytest.raises(Refused, match="own words"):
        sign_rule(rule, "Fine", by=helen)
    with pytest.raises(Refused, match="Only the owner"):
        sign_rule(rule, OWN_WORDS, by=member("priya"))
    signature = sign_rule(rule, OWN_WORDS, by=helen)
    db.session.commit()
    assert signature.subject_hash == hash_of(signed_text(rule))
    assert ruling_of(activity(northgate)).signed
    with pytest.raises(Stale, match="signed already"):
        sign_rule(rule, "Again, with other words this time.", by=helen)


def test_new_words_are_unsigned_until_the_owner_signs_again(as_person, northgate):
    helen = as_person("helen")
    decided(northgate)
    standing = ruling_of(activity(northgate)).rule
    write_rule(activity(northgate), "in_house", "Aisha answers, Priya reads ten a week.", by=helen, seen=standing.id)
    db.session.commit()
    assert not ruling_of(activity(northgate)).signed
    with pytest.raises(Stale, match="newer rule"):
        sign_rule(standing, "I sign what I saw an hour ago.", by=helen)


def test_two_who_write_the_rule_at_once_do_not_overwrite_each_other(as_person, northgate):
    helen = as_person("helen")
    write_rule(activity(northgate), "in_house", "Aisha answers.", by=member("priya"))
    with pytest.raises(Stale, match="another rule meanwhile"):
        write_rule(activity(northgate), "blend", "A studio answers at night.", by=helen)


def test_a_rule_that_says_the_same_is_not_written_twice(as_person, northgate):
    helen = as_person("helen")
    rule = write_rule(activity(northgate), "in_house", "Aisha answers.", by=helen)
    with pytest.raises(Refused, match="written already"):
        write_rule(activity(northgate), "in_house", "Aisha answers.", by=helen, seen=rule.id)
