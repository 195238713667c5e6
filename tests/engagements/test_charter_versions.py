"""The charter in parts: every version kept, the signed one for ever; and whether to begin at all."""

from datetime import timedelta

import pytest

from tests import makers
from tests.engagements.scenes import WORDS
from tests.engagements.test_charter import opened
from tests.told_once import told_once
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.agreeing import decline
from tracker.engagements.charter import (
    ask_for_signature,
    charter_signature,
    charter_text,
    newest_version,
    revise,
    sign_charter,
)
from tracker.engagements.charter_text import NEVER_BY_THE_INDEX, Terms
from tracker.engagements.fit import QUESTIONS, fit_words, newest_fit, record_fit
from tracker.engagements.models import EngagementState, Phase
from tracker.engagements.signing import hash_of
from tracker.tenancy import scoped


@pytest.fixture
def weirs(app):
    return begin_weirs(app)


@told_once
def begin_weirs(app):
    with makers.acting(app, "marcus"):
        id = makers.start("weir").id
        db.session.commit()
    return id


def terms(engagement, **changed):
    said = Terms("The list of readers, and the say in it.", 6, "Wes and Dawn", "Step by step.", "A pack, and goodbye.",
                 engagement.planned_handover)  # fmt: skip
    return said._replace(**changed)


def ends_of(id):
    rows = scoped(Phase).where(Phase.engagement_id == id).order_by(Phase.position)
    return [phase.planned_end for phase in db.session.scalars(rows)]


def yes(**changed):
    return {one.key: "yes" for one in QUESTIONS} | changed


def test_an_engagement_starts_with_what_its_playbook_suggests(weirs, as_person):
    as_person("marcus")
    version = newest_version(opened(weirs))
    assert (version.number, version.by_name) == (1, "Marcus Hale")
    assert "Shared inbox" in version.owned
    assert NEVER_BY_THE_INDEX in version.text
    assert version.text_hash == hash_of(version.text)


def test_a_change_is_a_new_version_and_asks_for_the_signature_anew(weirs, as_person):
    marcus = as_person("marcus")
    ask_for_signature(opened(weirs), by=marcus)
    later = opened(weirs).planned_handover + timedelta(days=140)
    before = ends_of(weirs)
    revise(opened(weirs), terms(opened(weirs), planned_handover=later), by=marcus, based_on=1)
    db.session.commit()
    assert opened(weirs).charter_asked_at is None
    assert opened(weirs).planned_handover == later
    ends = ends_of(weirs)
    assert ends[-1] == later
    assert all(new > old for new, old in zip(ends, before, strict=True))
    assert "6 hours a week, for Wes and Dawn" in charter_text(opened(weirs))
    assert newest_version(opened(weirs)).number == 2


def test_of_two_who_change_it_at_once_the_second_keeps_her_text(weirs, as_person):
    marcus = as_person("marcus")
    revise(opened(weirs), terms(opened(weirs)), by=marcus, based_on=1)
    with pytest.raises(Stale, match="Somebody else changed the charter"):
        revise(opened(weirs), terms(opened(weirs), owned="Everything."), by=marcus, based_on=1)


def test_nobody_signs_another_text_than_she_read(weirs, as_person):
    marcus = as_person("marcus")
    revise(opened(weirs), terms(opened(weirs)), by=marcus, based_on=1)
    db.session.commit()
    dawn = as_person("dawn")
    with pytest.raises(Stale, match="changed while you read it"):
        sign_charter(opened(weirs), WORDS, by=dawn, version=1)
    signature = sign_charter(opened(weirs), WORDS, by=dawn, version=2)
    assert signature.subject_hash == newest_version(opened(weirs)).text_hash


def test_a_signed_charter_is_no_longer_changed(weirs, as_person):
    dawn = as_person("dawn")
    sign_charter(opened(weirs), WORDS, by=dawn, version=1)
    with pytest.raises(Refused, match="stays as it is"):
        revise(opened(weirs), terms(opened(weirs)), by=dawn, based_on=1)


@pytest.mark.parametrize("moved", [-4000, 4000])
def test_a_handover_that_makes_no_sense_is_refused_at_its_field(weirs, as_person, moved):
    marcus = as_person("marcus")
    day = opened(weirs).planned_handover + timedelta(days=moved)
    with pytest.raises(Refused) as refusal:
        revise(opened(weirs), terms(opened(weirs), planned_handover=day), by=marcus, based_on=1)
    assert refusal.value.field == "planned_handover"


def test_what_was_signed_stays_readable_when_the_handover_moves(northgate, as_person):
    from tracker.engagements.plan_changes import propose_extension

    helen = as_person("helen")
    propose_extension(northgate.engagement, clock.today() + timedelta(days=500), "Two were ill for weeks.", by=helen)
    db.session.commit()
    version = newest_version(northgate.engagement)
    assert charter_signature(northgate.engagement).subject_hash == hash_of(version.text)
    assert version.planned_handover != northgate.engagement.planned_handover


def test_the_fit_is_a_judgement_in_words(weirs, as_person):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="unsure is one") as refusal:
        record_fit(opened(weirs), {"core": "yes"}, "", by=marcus)
    assert refusal.value.field == "end"
    record_fit(opened(weirs), yes(), "Dawn wants it.", by=marcus)
    assert fit_words(newest_fit(opened(weirs)).answers) == "It looks like a fit."
    record_fit(opened(weirs), yes(core="no"), "On second thoughts.", by=marcus)
    assert "speaks against beginning" in fit_words(newest_fit(opened(weirs)).answers)
    assert fit_words(yes(time="no")) == "One answer speaks against it; settle that first."
    assert fit_words(yes(time="unsure", place="unsure")) == "It may fit; two answers are still open."


def test_after_the_signature_the_question_is_settled(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="belongs before it"):
        record_fit(northgate.engagement, yes(), "", by=helen)
    with pytest.raises(Refused, match="decided already"):
        decline(northgate.engagement, "Too late.", by=helen)


def test_the_owner_too_may_say_that_it_is_not_a_fit(weirs, as_person):
    wes = as_person("wes")
    with pytest.raises(Refused, match="Only a lead"):
        decline(opened(weirs), "We would rather buy it.", by=wes)
    dawn = as_person("dawn")
    decline(opened(weirs), "We would rather buy it.", by=dawn)
    assert opened(weirs).state == EngagementState.DECLINED
    assert (opened(weirs).stopped_by, opened(weirs).stopped_by_practice) == ("Dawn Perry", False)


@pytest.mark.slow
def test_dawn_and_marcus_write_it_on_the_page(weirs, marcus, dawn, wes):
    page = marcus.opens(f"/engagements/{weirs}/charter/edit")
    stale = dawn.opens(f"/engagements/{weirs}/charter/edit")
    page = page.send(owned="The readers' list.", hours="many")
    assert page.status == 422
    assert page.form("owned").values["owned"] == "The readers' list."
    page = page.send(hours="7", hours_for="Wes; the brochure waits")
    assert page.says("7 hours a week, for Wes; the brochure waits")
    stale = stale.send(owned="All of it.")
    assert stale.status == 409
    assert stale.form("owned").values["owned"] == "All of it."
    assert stale.says("The readers' list.")
    assert stale.send(hours="8").says("8 hours a week")
    page = dawn.opens(f"/engagements/{weirs}/charter").send(words=WORDS)
    assert page.status == 200
    page = wes.opens(f"/engagements/{weirs}/charter")
    assert page.says(WORDS)
    assert page.says("What we are never paid by")
    page = wes.opens(next(link for link in page.links if "/charters/" in link).removeprefix("/w/harbour"))
    assert page.says("The text is what it was when it was written")
    assert wes.opens(f"/engagements/{weirs}/charter/edit").status == 403


@pytest.mark.slow
def test_not_a_fit_is_shown_for_what_it_is(weirs, dawn, marcus, visit):
    page = marcus.opens(f"/engagements/{weirs}/fit")
    refused = page.send(core="no", end="yes", basics="yes", place="yes", note="She would rather buy it.")
    assert refused.status == 422
    assert refused.says("Choose an answer; unsure is one.")
    page = refused.send(core="no", end="yes", basics="yes", place="yes", time="yes")
    assert page.says("This speaks against beginning")
    page = dawn.opens(f"/engagements/{weirs}/decline").send(because="We would rather buy it for good.")
    assert page.says("Not a fit, said Dawn Perry")
    assert marcus.opens("/portfolio?show=ended").says("Not a fit")
    client = makers.cast.fixed("client weir")
    assert marcus.opens(f"/clients/{client}").says("We would rather buy it for good.")
    assert visit("tessa").opens(f"/engagements/{weirs}/fit").status == 404
