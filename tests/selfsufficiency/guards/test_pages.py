"""The page of safeguards: what it says to whom, how people answer, and how a signer explains what he signed."""

from uuid import UUID

import pytest

from tests import makers
from tests.strategy.scenes import HELENS_WORDS, signed, written
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import SignOff
from tracker.selfsufficiency.guards.models import GuardAnswer, TeachBack
from tracker.selfsufficiency.guards.teaching_back import ask, explain, open_teach_backs
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]
EXPLAINED = "We answer every reader ourselves, and nobody sells to them in a reply."


@pytest.fixture
def signature(app, northgate) -> UUID:
    """Priya wrote why Northgate is there, and Helen signed it; the lot spared it."""
    with makers.acting(app, "priya"):
        written(northgate, by="priya", share=1.0)
        db.session.commit()
    with makers.acting(app, "helen"):
        id = signed(northgate).id
        db.session.commit()
    return id


@pytest.fixture(autouse=True)
def spared(monkeypatch):
    """The lot falls on nothing."""
    monkeypatch.setattr("tracker.selfsufficiency.guards.teaching_back.teach_back_day", lambda id, day: None)


def sign_off(id):
    return db.session.scalars(scoped(SignOff).where(SignOff.id == id)).one()


@pytest.mark.parametrize("who", ["marcus", "mina", "helen", "priya"])
def test_both_sides_read_the_same_safeguards(who, visit, northgate, signature):
    page = visit(who).opens(f"{northgate.path}/safeguards")
    for title in ("Signatures in a burst", "Explained in their own words", "Hands on, beside the index",
                  "Logged work, looked at by a second person", "The consultants' time against their work"):  # fmt: skip
        assert page.says(title)
    assert page.says("2 signatures in 56 days") and page.says("never 5 within ten minutes.")


@pytest.mark.parametrize(("who", "status"), [("aisha", 403), ("brook", 404), ("dawn", 404), ("tessa", 404)])
def test_the_rest_does_not(who, status, visit, northgate, signature):
    assert visit(who).opens(f"{northgate.path}/safeguards").status == status
    assert visit(who).opens(f"/signatures/{signature}/teach-back").status == status


def test_an_answer_stands_there_for_both_sides_and_changes_no_number(app, northgate, helen, mina, signature):
    with makers.acting(app, "helen"):
        before = db.session.scalars(scoped(Standing)).one().value
    path = f"{northgate.path}/safeguards/time"
    page = mina.opens(path)
    assert page.says("Time and work of every consultant fit in the last 8 full weeks.")
    page = page.send(text="I only listened in that week.")
    assert page.says("“I only listened in that week.”") and page.says("Mina Okafor, for the practice")
    page = helen.sends(path, text="That is how I saw it.")
    assert page.says("“That is how I saw it.”") and page.says("“I only listened in that week.”")
    with makers.acting(app, "helen"):
        rows = list(db.session.scalars(scoped(GuardAnswer).order_by(GuardAnswer.id)))
        assert [(row.by_practice, row.guard) for row in rows] == [(True, "time"), (False, "time")]
        assert rows[0].saw == "Time and work of every consultant fit in the last 8 full weeks."
        assert db.session.scalars(scoped(Standing)).one().value == before
    assert helen.opens(f"{northgate.path}/activity").says("answered a safeguard: The consultants' time against their")


def test_the_newest_six_answers_to_each_are_shown(app, northgate, helen):
    path = f"{northgate.path}/safeguards/sample"
    for number in range(7):
        page = helen.sends(path, text=f"Answer number {number}.")
    assert page.says("“Answer number 6.”") and page.says("“Answer number 1.”") and not page.says("“Answer number 0.”")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_bad_answer_is_refused_at_the_field_and_kept(text, northgate, helen):
    page = helen.sends(f"{northgate.path}/safeguards/bursts", text=text)
    assert page.status == 422 and 'id="text-error"' in page.html and text.strip() in page.html


@pytest.mark.every_engine
def test_an_answer_sent_twice_is_one(app, northgate, helen):
    page = helen.opens(f"{northgate.path}/safeguards/hands_on")
    page.send(text="We hire next month.")
    page.send(text="We hire next month.")
    with makers.acting(app, "helen"):
        assert len(list(db.session.scalars(scoped(GuardAnswer)))) == 1


def test_no_other_safeguard_can_be_answered(northgate, helen):
    assert helen.opens(f"{northgate.path}/safeguards/everything").status == 404


def test_the_practice_asks_and_the_owner_explains_in_his_own_words(app, northgate, mina, helen, priya, signature):
    page = mina.opens(f"{northgate.path}/safeguards").send(action=f"/signatures/{signature}/ask")
    assert page.says("Helen Ames is asked to explain it.") and page.says("asked by Mina Okafor; waiting")
    with makers.acting(app, "helen") as helen_herself:
        (one,) = open_teach_backs(facts_of(northgate.id), clock.today(), str(helen_herself.id))
        assert (one.sign_off, one.name) == (str(signature), "Purpose")
    page = helen.opens(f"/signatures/{signature}/teach-back")
    assert page.says("A strategy section: Purpose")
    page = page.send(words=EXPLAINED)
    assert page.says("1 explained, 0 waiting") and page.says(f"“{EXPLAINED}”")
    for reader in (mina, priya):
        assert reader.opens(f"{northgate.path}/safeguards").says(f"“{EXPLAINED}”")
    with makers.acting(app, "helen"):
        facts = facts_of(northgate.id)
        assert facts["teach_backs"]["answered"] == [
            [clock.today().isoformat(), str(makers.member("helen").id), str(signature)]
        ]
        assert open_teach_backs(facts, clock.today(), str(makers.member("helen").id)) == []
        assert {"teach_back.asked", "teach_back.answered"} <= set(db.session.scalars(
            scoped(AuditEvent).with_only_columns(AuditEvent.verb)
        ))  # fmt: skip


@pytest.mark.parametrize("words", ["", "Yes.", HELENS_WORDS])
def test_words_that_are_not_his_own_are_refused_at_the_field(words, northgate, helen, signature):
    page = helen.sends(f"/signatures/{signature}/teach-back", words=words)
    assert page.status == 422 and 'id="words-error"' in page.html and words in page.html


def test_nobody_explains_what_somebody_else_signed(app, northgate, priya, marcus, signature):
    for somebody in (priya, marcus):
        assert somebody.opens(f"/signatures/{signature}/teach-back").status == 403
    with makers.acting(app, "helen"), pytest.raises(Refused, match="Only whoever signed it"):
        explain(sign_off(signature), EXPLAINED, by=makers.member("priya"))


def test_a_signature_is_asked_about_once_and_never_by_its_signer(app, northgate, signature):
    with makers.acting(app, "helen") as helen, pytest.raises(Refused, match="Somebody else asks"):
        ask(sign_off(signature), by=helen)
    with makers.acting(app, "priya") as priya:
        ask(sign_off(signature), by=priya)
        with pytest.raises(Stale, match="is asked about this already"):
            ask(sign_off(signature), by=priya)


def test_what_the_lot_asks_about_is_asked_about(app, northgate, monkeypatch, signature):
    monkeypatch.setattr("tracker.selfsufficiency.guards.teaching_back.teach_back_day", lambda id, day: day)
    with makers.acting(app, "priya") as priya:
        with pytest.raises(Stale, match="is asked about this already"):
            ask(sign_off(signature), by=priya)
        waiting = open_teach_backs(facts_of(northgate.id), clock.today(), str(makers.member("helen").id))
        assert str(signature) in {one.sign_off for one in waiting}


@pytest.mark.every_engine
def test_explained_twice_is_once(app, northgate, signature):
    with makers.acting(app, "helen") as helen:
        explain(sign_off(signature), EXPLAINED, by=helen)
        db.session.commit()
        with pytest.raises(Stale, match="explained this already"):
            explain(sign_off(signature), "Again, in other words of mine.", by=helen)
        assert db.session.scalars(scoped(TeachBack)).one().answered_at is not None
        (row,) = db.session.scalars(scoped(GuardAnswer))
        assert (row.guard, row.text, row.by_id) == ("teach_backs", EXPLAINED, helen.id)
        assert row.saw.startswith("A strategy section: Purpose, signed on ")


def test_whoever_has_left_is_not_asked(app, northgate, signature):
    with makers.acting(app, "marcus") as marcus:
        makers.member("helen").ended_at = clock.now()
        with pytest.raises(Refused, match="Helen Ames has left"):
            ask(sign_off(signature), by=marcus)


def test_what_is_typed_is_data(northgate, helen):
    page = helen.sends(f"{northgate.path}/safeguards/bursts", text="<script>alert(1)</script> {{ 7 * 7 }}")
    assert "<script>alert" not in page.html and page.says("<script>alert(1)</script> {{ 7 * 7 }}")
