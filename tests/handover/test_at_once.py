"""Two people press at the same moment, in two processes: one of them counts, the other is told, nothing is doubled."""

from collections import Counter

import pytest

from tests import cast
from tests.at_once import at_once
from tests.graduation import scenes as graduation
from tests.handover import scenes
from tests.handover.after import after, booked, check_in, handed_over, on, written
from tests.handover.rehearsals import days_later, in_handover, rehearse, rehearse_in_every_workspace
from tests.handover.test_acceptance_pages import answers
from tests.makers import acting
from tests.moments import moment
from tests.pages import Visitor
from tracker.accounts.models import LoginSession, Membership, Role, User
from tracker.accounts.tokens import fingerprint, new_token
from tracker.audit import AuditEvent
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.extension_points import live_facts
from tracker.engagements.models import DatedException, SignOff
from tracker.handover.access_plan import plan_of
from tracker.handover.models import CheckIn, CheckInAnswer, HandoverAcceptance, PackSeal, Rehearsal
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.tenancy import Workspace, scoped

pytestmark = pytest.mark.slow
ROUNDS = 4
ONCE = ("engagement.handed_over", "handover.accepted_with_exceptions", "pack.sealed", "gate.passed")
OTTO = cast.Person("Otto Lane", "harbour", Role.OWNER, "northgate")


@pytest.fixture
def otto(app):
    """A second owner, signed in."""
    token = new_token()
    with app.app_context(), entered(Context(workspace=OTTO.workspace_id)):
        db.session.add(User(id=OTTO.user_id, email=OTTO.email, name=OTTO.name))
        db.session.flush()
        db.session.add(LoginSession(user_id=OTTO.user_id, token_hash=fingerprint(token)))
        db.session.add(Membership(id=OTTO.id, user_id=OTTO.user_id, client_id=OTTO.client_id, role=OTTO.role,
                                  name=OTTO.name))  # fmt: skip
        db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = f"{OTTO.user_id}:{token}"
    return Visitor(browser, OTTO.workspace, OTTO)


def pressing(page, button="", **fields):
    """What somebody does who has filled in a page: which answer she gets."""

    def press():
        answer = page.send(button, **fields)
        return [answer.status, answer.text]

    return press


def statuses(answers):
    return sorted(status for status, _ in answers)


def found(app, *models):
    """How many rows there are of each model, and how often each verb was recorded."""
    with app.app_context(), entered(cast.BY_KEY["helen"].context(writes=False)):
        rows = [list(db.session.scalars(scoped(model))) for model in models]
        verbs = Counter(db.session.scalars(scoped(AuditEvent).with_only_columns(AuditEvent.verb)))
        return rows, verbs


def drifted(app, northgate):
    """The slices that are kept otherwise than the rows say; a few are before anybody presses, since days have passed
    or somebody was put into the story without a word."""
    with app.app_context(), entered(cast.BY_KEY["helen"].context(writes=False)):
        kept, live = facts_of(northgate.id), live_facts(northgate.id)
        return {name for name in live if kept[name] != live[name]}


def in_rounds(stage, deed):
    """The same moment again and again; who is quicker is up to chance. First `deed` is done alone, so that what a
    process learns once is known to those that are made from this one."""
    with moment(stage) as go_back:
        deed()
        go_back()
        for _ in range(ROUNDS):
            yield
            go_back()


def rows_of_plan(app, northgate):
    with acting(app, "helen"):
        return len(plan_of(northgate.id))


def test_of_two_owners_who_take_over_one_does(stage, app, northgate, helen, otto):
    scenes.marcus_holds_a_key(app, northgate)
    with acting(app, "helen"):
        booked(northgate)
    id = scenes.offered(app, northgate)
    pages = [who.opens(f"/handover-offers/{id}/acceptance") for who in (helen, otto)]
    filled, planned = answers(pages[0]), rows_of_plan(app, northgate)
    (signed,), before = found(app, SignOff)
    askew = drifted(app, northgate)
    deeds = [pressing(page, words=scenes.TAKEN_OVER, **filled) for page in pages]
    for _ in in_rounds(stage, deeds[0]):
        told = at_once(app, *deeds)
        assert statuses(told) == [200, 409], told
        assert any("has accepted it meanwhile" in text for status, text in told if status == 409)
        models = (HandoverAcceptance, DatedException, PackSeal, CheckIn, SignOff)
        (offers, owed, seals, check_ins, signatures), verbs = found(app, *models)
        assert [one.state for one in offers] == ["accepted_with_exceptions"]
        assert (len(seals), len(check_ins)) == (1, 5) and all(one.due_on for one in check_ins)
        assert len(signatures) == len(signed) + 1
        assert len(owed) == len({one.criterion_id for one in owed}) > 0
        assert rows_of_plan(app, northgate) == planned
        assert {verb: (verbs - before)[verb] for verb in ONCE} == dict.fromkeys(ONCE, 1)
        assert drifted(app, northgate) <= askew


@pytest.mark.parametrize("other", ["refusal", "withdrawal"])
def test_who_takes_over_and_who_takes_it_back_never_both_do(stage, app, northgate, helen, otto, marcus, other):
    id = scenes.offered(app, northgate)
    page = helen.opens(f"/handover-offers/{id}/acceptance")
    taking = pressing(page, words=scenes.TAKEN_OVER, **answers(page))
    if other == "refusal":
        against = pressing(otto.opens(f"/handover-offers/{id}/refusal"), because="First a month of the calendar.")
    else:
        form = marcus.opens(f"{northgate.path}/acceptance").form(action="withdrawal")

        def against():
            answer = marcus.post(f"/handover-offers/{id}/withdrawal", **form.values)
            return [answer.status, answer.text]

    askew = drifted(app, northgate)
    for _ in in_rounds(stage, taking):
        told = at_once(app, taking, against)
        (offers, seals, check_ins), verbs = found(app, HandoverAcceptance, PackSeal, CheckIn)
        taken = offers[0].state == "accepted_with_exceptions"
        # Once it is taken over the practice only looks on, which the guard says before the offer can.
        assert told[0][0] == (200 if taken else 409), told
        assert told[1][0] in ({403, 409} if taken and other == "withdrawal" else {409} if taken else {200}), told
        assert len(offers) == 1
        assert len(seals) == verbs["engagement.handed_over"] == verbs["pack.sealed"] == int(taken)
        assert verbs["handover.declined"] + verbs["handover.withdrawn"] == int(not taken)
        assert len(check_ins) == 5 * int(taken)
        assert drifted(app, northgate) <= askew


def test_of_two_members_who_answer_a_check_in_one_does(stage, app, northgate, visit):
    with acting(app, "helen"):
        booked(northgate, answers="aisha", stand_in="priya")
        handed_over(northgate)
    with on(after(30)):
        with acting(app, "helen"):
            written(check_in(northgate), "helen", fallen={"reply": 2})
            id = check_in(northgate).id
            db.session.commit()
        pages = [who.opens(f"/check-ins/{id}/send") for who in (visit("aisha"), visit("priya"))]
        deeds, askew = [pressing(page, "Send it") for page in pages], drifted(app, northgate)
        for _ in in_rounds(stage, deeds[0]):
            told = at_once(app, *deeds)
            assert statuses(told) == [200, 409], told
            assert any("What was sent stands" in text for _, text in told)
            (sent,), verbs = found(app, CheckInAnswer)
            assert len(sent) == verbs["check_in.answered"] == 1
            assert verbs["rung.relapsed"] + verbs["relapse.noted"] <= 1
            assert drifted(app, northgate) <= askew


def test_a_rehearsal_broken_off_while_the_night_ends_it_ends_once(stage, app, northgate, visit):
    in_handover(app, northgate)
    id = rehearse(app, northgate)
    with days_later(14):
        page = visit("helen").opens(f"/rehearsals/{id}/end")

        def night():
            with app.app_context():
                return [200, str(rehearse_in_every_workspace())]

        breaking, askew = pressing(page, because="We need a hand with the calendar."), drifted(app, northgate)
        for _ in in_rounds(stage, breaking):
            told = at_once(app, breaking, night)
            (rehearsals,), verbs = found(app, Rehearsal)
            assert len(rehearsals) == 1
            broken = rehearsals[0].state == "broken"
            assert told[0][0] == (200 if broken else 409), told
            assert told[1][1] == ("0" if broken else "1")
            assert verbs["rehearsal.broken_off"] + verbs["rehearsal.held"] == 1
            assert drifted(app, northgate) <= askew


def test_of_two_owners_who_take_their_workspace_along_one_does(stage, app, northgate, helen, otto):
    graduation.handed_over(app, northgate)
    path = f"{northgate.path}/take-over/sign"
    pages = [who.opens(path) for who in (helen, otto)]
    fields = {"practice": "Northgate", "zone": "Europe/London", "grant": "nothing", "words": graduation.WORDS}
    slugs = ("northgate", "northgate-too")
    deeds = [pressing(page, **fields, slug=slug) for page, slug in zip(pages, slugs, strict=True)]
    askew = drifted(app, northgate)
    for _ in in_rounds(stage, deeds[0]):
        told = at_once(app, *deeds)
        assert statuses(told) == [200, 409], told
        with app.app_context():
            made = [space for space in db.session.scalars(db.select(Workspace)) if space.owned_by_client]
            assert len(made) == 1 and made[0].slug in slugs
        _, verbs = found(app)
        assert verbs["engagement.take_over_asked"] == 1
        assert drifted(app, northgate) <= askew
