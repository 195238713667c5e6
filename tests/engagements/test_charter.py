"""The charter: agreed by the practice, signed by the owner in his own words."""

import pytest

from tests import makers
from tests.told_once import told_once
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.agreeing import agree, decline
from tracker.engagements.charter import ask_for_signature, charter_signature, charter_text, sign_charter
from tracker.engagements.models import Engagement, EngagementState, Part, Phase, PhaseState
from tracker.engagements.signing import hash_of
from tracker.engagements.team import open_seats
from tracker.tenancy import scoped

WORDS = "We take this on because our readers deserve an answer from us."


@pytest.fixture
def weirs(app):
    """The id of an engagement of Weir that Marcus has agreed."""
    return begin_weirs(app)


@told_once
def begin_weirs(app):
    with makers.acting(app, "marcus"):
        id = makers.start("weir").id
        db.session.commit()
    return id


def opened(id):
    return db.session.scalars(scoped(Engagement).where(Engagement.id == id)).one()


def test_the_owners_signature_makes_the_engagement_active_and_begins_its_first_phase(weirs, as_person):
    dawn = as_person("dawn")
    engagement = opened(weirs)
    sign_charter(engagement, WORDS, by=dawn)
    db.session.commit()
    assert engagement.state == EngagementState.ACTIVE
    phases = db.session.scalars(scoped(Phase).order_by(Phase.position)).all()
    assert [phase.state for phase in phases] == ["active", "planned", "planned", "planned"]


def test_what_was_signed_is_kept_as_a_hash_of_the_very_text_with_its_exit_date(weirs, as_person):
    dawn = as_person("dawn")
    signature = sign_charter(opened(weirs), WORDS, by=dawn)
    text = charter_text(opened(weirs))
    assert signature.subject_hash == hash_of(text)
    assert opened(weirs).planned_handover.isoformat() in text
    assert signature.words == WORDS
    assert signature.signer_name == "Dawn Perry"


def test_an_owner_who_came_after_the_start_leads_from_her_signature_on(weirs, as_person):
    dawn = as_person("dawn")
    engagement = opened(weirs)
    sign_charter(engagement, WORDS, by=dawn)
    assert [seat.member_id for seat in open_seats(engagement) if seat.part == Part.LEADER] == [dawn.id]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "own words"),
        ("ok", "own words"),
        ("Agreed", "own words"),
        ("!!! ??? … —— !!! ???", "own words"),
        ("The handover is planned from today, and everything we make is yours.", "words of the text itself"),
        ("  the HANDOVER is planned\nfrom today  ", "words of the text itself"),
    ],
)
def test_words_that_are_not_her_own_are_refused_at_the_field(weirs, as_person, words, reason):
    dawn = as_person("dawn")
    with pytest.raises(Refused, match=reason) as refusal:
        sign_charter(opened(weirs), words, by=dawn)
    assert refusal.value.field == "words"


def test_only_an_owner_of_that_client_signs(weirs, as_person):
    for key in ("marcus", "mina"):
        person = as_person(key)
        with pytest.raises(Refused, match="Only the owner"):
            sign_charter(opened(weirs), WORDS, by=person)
    wes = as_person("wes")
    with pytest.raises(Refused, match="Only the owner"):
        sign_charter(opened(weirs), WORDS, by=wes)


def test_a_signed_charter_is_not_signed_again(weirs, as_person):
    dawn = as_person("dawn")
    sign_charter(opened(weirs), WORDS, by=dawn)
    with pytest.raises(Refused, match="signed already"):
        sign_charter(opened(weirs), "And once more, with feeling.", by=dawn)


def test_a_consultants_prospect_waits_for_a_lead(as_person):
    as_person("mina")
    engagement = makers.start("weir", by="mina", lead=makers.member("marcus"))
    db.session.commit()
    id = engagement.id
    assert engagement.state == EngagementState.PROSPECT
    with pytest.raises(Refused, match="Only a lead"):
        agree(engagement, by=makers.member("mina"))
    dawn = as_person("dawn")
    with pytest.raises(Refused, match="agree the engagement first"):
        sign_charter(opened(id), WORDS, by=dawn)
    marcus = as_person("marcus")
    agree(opened(id), by=marcus)
    assert opened(id).state == EngagementState.AGREED
    with pytest.raises(Refused, match="decided already"):
        agree(opened(id), by=marcus)
    decline(opened(id), "Not a fit after all.", by=marcus)
    with pytest.raises(Refused, match="decided already"):
        decline(opened(id), "Nor any other day.", by=marcus)


def test_declining_needs_a_reason_and_deletes_nothing(as_person):
    as_person("mina")
    id = makers.start("weir", by="mina", lead=makers.member("marcus")).id
    db.session.commit()
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="Say why"):
        decline(opened(id), "", by=marcus)
    decline(opened(id), "They want to keep buying it in.", by=marcus)
    db.session.commit()
    assert opened(id).state == EngagementState.DECLINED
    assert db.session.scalars(scoped(Phase).where(Phase.engagement_id == id)).first().state == PhaseState.PLANNED
    with pytest.raises(Refused, match="declined"):
        ask_for_signature(opened(id), by=marcus)


def test_the_practice_asks_once(weirs, as_person):
    marcus = as_person("marcus")
    ask_for_signature(opened(weirs), by=marcus)
    with pytest.raises(Refused, match="asked to sign already"):
        ask_for_signature(opened(weirs), by=marcus)


def test_dawn_reads_and_signs_on_the_page(weirs, dawn, marcus):
    page = marcus.opens(f"/engagements/{weirs}/charter")
    page = page.send("Ask for the signature")
    assert page.says("The owner is asked to sign.")
    page = dawn.opens(f"/engagements/{weirs}")
    assert page.path.endswith("/charter")
    assert page.says("The handover is planned from today")
    page = page.send(words="fine")
    assert page.status == 422
    assert page.says("Say it in your own words")
    assert page.form("words").values["words"] == "fine"
    page = page.send(words=WORDS)
    assert page.status == 200
    page = dawn.opens(f"/engagements/{weirs}/charter")
    assert page.says(WORDS)
    assert page.says("Dawn Perry")
    assert page.says("Active")


@pytest.mark.every_engine
def test_sending_the_signature_twice_signs_once(weirs, dawn, as_person):
    form = dawn.opens(f"/engagements/{weirs}/charter").form("words")
    first = dawn.post(form.action, **{**form.values, "words": WORDS})
    again = dawn.post(form.action, **{**form.values, "words": WORDS})
    assert first.status == again.status == 200
    as_person("dawn")
    assert charter_signature(opened(weirs)).words == WORDS


def test_nobody_else_finds_a_form_to_sign(weirs, marcus, wes):
    for person in (marcus, wes):
        page = person.opens(f"/engagements/{weirs}/charter")
        assert all("words" not in form.names for form in page.reader.forms)
        assert person.post(f"/engagements/{weirs}/charter/signature", words=WORDS).status in {400, 403, 419}


def test_the_same_words_do_not_serve_for_two_signatures(northgate, as_person):
    helen = as_person("helen")
    from tracker.engagements.signing import sign

    phase = northgate.get(Phase, "strategy")
    with pytest.raises(Refused, match="very words for an earlier"):
        sign(phase, "Another text.", makers.HELENS_WORDS.upper() + "!!", by=helen)
