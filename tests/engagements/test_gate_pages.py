"""The gates on the page: what is missing, with the way to mend it; the decision, signed once."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests import makers
from tests.counting import statements
from tests.engagements.scenes import HELENS_WORDS, phase, waive_everything
from tracker.core.database import db
from tracker.engagements.criteria import claim
from tracker.engagements.models import ExitCriterion, Phase, SignOff
from tracker.tenancy import scoped

pytestmark = pytest.mark.one_engine


def test_the_tab_shows_four_gates_with_their_criteria(northgate, aisha):
    page = aisha.opens(f"{northgate.path}/gates")
    for name in ("Strategy", "Initial implementation", "Training", "Handover"):
        assert page.says(name)
    assert page.says("Seven criteria are missing")
    assert page.says("The charter is signed by the owner")


def test_a_gate_says_what_is_missing_and_links_to_where_it_is_mended(northgate, helen):
    page = helen.opens(f"/gates/{northgate.phase('strategy')}")
    assert page.says("Nobody is named champion")
    assert any(href.endswith(f"{northgate.path}/team") for href in page.links)
    assert page.says("To show: The audit document")


def test_helen_is_not_asked_for_words_in_vain(northgate, helen):
    page = helen.opens(f"/gates/{northgate.phase('strategy')}/decision")
    assert page.says("Seven criteria are missing")
    assert page.says("You can pass the gate once each criterion is met, or waived")
    assert all("words" not in form.names for form in page.reader.forms)


def test_helen_cannot_pass_it_all_the_same_and_is_told_why(northgate, helen):
    path = f"/gates/{northgate.phase('strategy')}/decision"
    token = helen.opens(path).form("csrf_token").values["csrf_token"]
    page = helen.post(path, csrf_token=token, words=HELENS_WORDS)
    assert page.status == 422
    assert page.says("The Strategy gate cannot pass yet, seven criteria are missing")
    assert page.form("words").values["words"] == HELENS_WORDS


def test_helen_passes_the_gate_and_everybody_reads_her_words(app, northgate, helen, aisha):
    with makers.acting(app, "helen"):
        waive_everything(northgate, "strategy")
    page = helen.sends(f"/gates/{northgate.phase('strategy')}/decision", words=HELENS_WORDS)
    assert page.status == 200
    assert page.says("Passed on")
    page = aisha.opens(f"/gates/{northgate.phase('strategy')}")
    assert page.says(HELENS_WORDS)
    assert page.says("Helen Ames")
    assert page.says("Waived until")


@pytest.mark.every_engine
def test_sending_the_decision_twice_signs_once_and_an_old_page_is_told(app, northgate, helen):
    with makers.acting(app, "helen"):
        waive_everything(northgate, "strategy")
    path = f"/gates/{northgate.phase('strategy')}/decision"
    form = helen.opens(path).form("words")
    another = helen.opens(path).form("words")
    for _ in range(2):
        assert helen.post(path, **{**form.values, "words": HELENS_WORDS}).says("Passed on")
    page = helen.post(path, **{**another.values, "words": "The board has seen all of it twice."})
    assert page.status == 409
    assert page.says("was passed already. Nothing was signed twice.")
    with makers.acting(app, "helen"):
        signatures = scoped(SignOff).where(SignOff.subject_id == northgate.phase("strategy"))
        assert len(db.session.scalars(signatures).all()) == 1


def test_priya_asks_and_helen_sends_back_with_a_reason(northgate, priya, helen):
    path = f"/gates/{northgate.phase('strategy')}"
    page = priya.opens(path).send("Ask the owner to decide")
    assert page.says("The owner is asked to decide.")
    assert helen.opens(path).says("At the gate")
    page = helen.sends(f"{path}/return", because="Show me the baseline first.")
    assert page.status == 200
    assert "Ask the owner to decide" in page.html or priya.opens(path).says("Ask the owner to decide")


def test_asking_twice_is_refused_politely(northgate, priya):
    page = priya.opens(f"/gates/{northgate.phase('strategy')}")
    form = page.form(button="Ask the owner to decide")
    priya.post(form.action, **form.values)
    again = priya.post(form.action, **form.values)
    assert again.status == 422
    assert again.says("asked already")


def test_marcus_begins_a_phase_early(northgate, marcus):
    page = marcus.opens(f"/gates/{northgate.phase('implementation')}").send("Begin it now")
    assert page.says("Initial implementation has begun.")


@pytest.mark.parametrize("who", ["marcus", "mina", "priya", "aisha"])
def test_nobody_but_the_owner_opens_the_decision(northgate, visit, who):
    for ending in ("decision", "return", "reopening"):
        assert visit(who).opens(f"/gates/{northgate.phase('strategy')}/{ending}").status == 403


def test_other_clients_and_practices_never_learn_that_a_gate_exists(northgate, visit):
    there = f"/gates/{northgate.phase('strategy')}"
    nowhere = "/gates/00000000-0000-7000-8000-000000000000"
    for who in ("dawn", "wes", "tessa", "ewan", "brook"):
        found, never = visit(who).opens(there), visit(who).opens(nowhere)
        assert found.status == never.status == 404
        assert _plain(found.html) == _plain(never.html)


def _plain(html):
    """Without what differs from answer to answer, such as tokens."""
    return re.sub(r'(content|value)="[^"]*"', "", html)


@pytest.mark.parametrize("who", ["helen", "mina"])
def test_pages_cost_the_same_however_much_was_claimed(app, northgate, visit, who):
    visitor = visit(who)
    paths = [f"{northgate.path}/gates", f"/gates/{northgate.phase('strategy')}", f"{northgate.path}/charter"]
    few = [_cost(app, visitor, path) for path in paths]
    with makers.acting(app, "helen") as helen:
        for key in ("audit", "hours"):
            claim(northgate.get(ExitCriterion, key), f"The {key} of November.", by=helen)
        db.session.commit()
        waive_everything(northgate, "implementation")
    assert [_cost(app, visitor, path) for path in paths] == few
    assert max(few) <= 8


def _cost(app, visitor, path):
    with statements(app) as sent:
        assert visitor.opens(path).status == 200
    return len(sent)


def test_a_passed_gate_counts_as_done_on_the_rail(app, northgate, helen):
    with makers.acting(app, "helen"):
        waive_everything(northgate, "strategy")
    helen.sends(f"/gates/{northgate.phase('strategy')}/decision", words=HELENS_WORDS)
    page = helen.opens(f"{northgate.path}/gates")
    assert re.search(r'class="done"[^>]*>.*?Strategy', page.html, re.S)
    with makers.acting(app, "helen"):
        assert phase(northgate.id, 1).state == "active"
        assert northgate.get(Phase, "strategy").closed


@pytest.mark.every_engine
def test_two_decisions_at_the_same_moment_sign_once(app, northgate, visit):
    with makers.acting(app, "helen"):
        waive_everything(northgate, "strategy")
    path = f"/gates/{northgate.phase('strategy')}/decision"
    browsers = [visit("helen") for _ in range(4)]
    forms = [browser.opens(path).form("words").values for browser in browsers]
    together = Barrier(len(browsers))

    def decide(number):
        together.wait()
        words = f"The board agreed, said for the {number}th time."
        return browsers[number].post(path, **{**forms[number], "words": words}, follow=False).status

    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = sorted(pool.map(decide, range(len(browsers))))
    assert statuses == [303, 409, 409, 409]
    with makers.acting(app, "helen"):
        signatures = scoped(SignOff).where(SignOff.subject_id == northgate.phase("strategy"))
        assert len(db.session.scalars(signatures).all()) == 1
