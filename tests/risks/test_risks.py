"""Risks: raised by anybody, owned by somebody at the client who accepted, and a critical one closed by the owner."""

from datetime import timedelta

import pytest

from tests.makers import acting, member
from tracker.accounts.members import end_place
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.risks.models import Risk, RiskState
from tracker.risks.register import MOST_OPEN, open_risks, raise_risk
from tracker.risks.words import severity_of

GRAVE = {"title": "The only key to the shop is Tom's", "likelihood": 3, "impact": 4}
SMALL = {"title": "The scheduler is dear", "likelihood": 2, "impact": 1}
FORM = {"title": GRAVE["title"], "likelihood": "3", "impact": "4", "details": "He **leaves** in May."}


def raised(app, northgate, key, owner=None, **values):
    with acting(app, key) as me:
        risk = raise_risk(
            northgate.engagement, by=me, **GRAVE | values, owner=member(owner) if owner else None
        )
        db.session.commit()
        return risk.id


def does(app, northgate, key, id, verb):
    with acting(app, key) as me:
        verb(northgate.one(Risk, id), me)
        db.session.commit()


def state(app, northgate, id):
    with acting(app, "helen"):
        return northgate.one(Risk, id).state


@pytest.mark.parametrize(
    ("likelihood", "impact", "severity"),
    [(1, 1, "warn"), (1, 4, "warn"), (2, 3, "high"), (3, 3, "high"), (3, 4, "critical"), (4, 4, "critical")],
)
def test_likely_and_bad_is_grave(likelihood, impact, severity):
    assert severity_of(likelihood, impact) == severity


def test_it_is_owned_once_somebody_at_the_client_accepts(app, northgate):
    id = raised(app, northgate, "marcus", owner="priya")
    assert state(app, northgate, id) == RiskState.OPEN
    with acting(app, "aisha") as aisha, pytest.raises(Refused, match="who was asked"):
        northgate.one(Risk, id).accept(by=aisha)
    does(app, northgate, "priya", id, lambda risk, me: risk.accept(by=me))
    assert state(app, northgate, id) == RiskState.ACKNOWLEDGED


def test_whoever_takes_it_herself_has_accepted(app, northgate):
    id = raised(app, northgate, "priya", owner="priya")
    assert state(app, northgate, id) == RiskState.ACKNOWLEDGED


def test_nobody_of_the_practice_or_of_a_provider_owns_it(app, northgate):
    for key in ("marcus", "brook"):
        with acting(app, "marcus") as marcus, pytest.raises(Refused, match="at the client"):
            raise_risk(northgate.engagement, by=marcus, **GRAVE, owner=member(key))


def test_who_left_owns_nothing_any_more(app, northgate):
    id = raised(app, northgate, "priya", owner="priya")
    with acting(app, "helen") as helen:
        end_place(member("priya"), by=helen, because="She moved away.")
        db.session.commit()
    assert state(app, northgate, id) == RiskState.OPEN


def test_a_critical_risk_is_closed_put_off_and_made_smaller_by_the_owner_alone(app, northgate):
    id = raised(app, northgate, "marcus")
    for key in ("marcus", "priya", "aisha"):
        with acting(app, key) as me:
            risk = northgate.one(Risk, id)
            if key == "aisha":
                with pytest.raises(Refused, match="owner alone"):
                    risk.resolve("Done.", by=me)
            else:
                assert not risk.resolve("Done.", by=me) and risk.state == RiskState.OPEN
            for verb in (
                lambda: risk.snooze(clock.today() + timedelta(days=3), "Later.", by=me),  # noqa: B023
                lambda: risk.change(by=me, based_on=1, **SMALL),  # noqa: B023
            ):
                with pytest.raises(Refused, match="owner alone"):
                    verb()
    does(app, northgate, "helen", id, lambda risk, me: risk.resolve("Three people have a key.", by=me))
    assert state(app, northgate, id) == RiskState.RESOLVED
    does(app, northgate, "aisha", id, lambda risk, me: risk.reopen("Two gave theirs back.", by=me))
    assert state(app, northgate, id) == RiskState.OPEN


def test_a_small_one_is_put_off_by_anybody_for_ninety_days_at_most(app, northgate):
    id = raised(app, northgate, "aisha", **SMALL)
    with acting(app, "aisha") as me:
        for days in (0, 91):
            with pytest.raises(Refused, match="ninety days"):
                northgate.one(Risk, id).snooze(clock.today() + timedelta(days=days), "Later.", by=me)
    until = clock.today() + timedelta(days=90)
    does(app, northgate, "aisha", id, lambda risk, me: risk.snooze(until, "After the move.", by=me))
    assert state(app, northgate, id) == RiskState.SNOOZED
    with clock.at(clock.now() + timedelta(days=91)):
        assert state(app, northgate, id) == RiskState.OPEN


def test_two_who_change_it_at_once_lose_nothing(app, northgate):
    id = raised(app, northgate, "aisha", **SMALL)
    values = SMALL | {"title": "Dear"}
    does(app, northgate, "priya", id, lambda risk, me: risk.change(by=me, based_on=1, **values))
    with acting(app, "callum") as me, pytest.raises(Stale):
        northgate.one(Risk, id).change(by=me, based_on=1, **SMALL | {"title": "Cheap"})


def test_the_gravest_stand_first_and_there_is_an_end_to_them(app, northgate, monkeypatch):
    raised(app, northgate, "aisha", **SMALL)
    raised(app, northgate, "aisha")
    with acting(app, "helen") as helen:
        assert [risk.severity for risk in open_risks(northgate.id)] == ["critical", "warn"]
        assert MOST_OPEN == 100
        monkeypatch.setattr("tracker.risks.register.MOST_OPEN", 2)
        with pytest.raises(Refused, match="Resolve some first"):
            raise_risk(northgate.engagement, by=helen, **SMALL)


@pytest.mark.slow
def test_marcus_raises_it_priya_owns_it_and_helen_closes_it(app, northgate, marcus, priya, helen):
    page = marcus.opens(f"{northgate.path}/risks")
    assert page.says("No risk is on record")
    page = marcus.opens(f"{northgate.path}/risks/new").send(**FORM, owner=str(priya.person.id))
    assert page.says("Critical") and page.says("has yet to accept") and "<strong>leaves</strong>" in page.html
    assert page.says("Propose to close it")
    page = priya.opens(page.path).send("I own this", action="/accept")
    assert page.says("You own it.") and page.says("Owned")
    assert helen.opens(f"{northgate.path}/risks").says(FORM["title"])
    page = helen.opens(f"{page.path}/resolve").send(because="Three people have a key now.")
    assert page.says("Resolved") and page.says("Helen Ames resolved a risk")
    assert not helen.opens(f"{northgate.path}/risks").says(FORM["title"])
    assert helen.opens(f"{northgate.path}/risks?show=resolved").says("Three people have a key now.")
    assert helen.opens(f"{northgate.path}/activity").says("Marcus Hale raised a risk")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "What could hurt is missing."), ({"title": "x" * 201}, "At most 200"),
        ({"likelihood": "9"}, "Not a valid choice"), ({"impact": ""}, "Say how bad it would be."),
        ({"review_on": "soon"}, "Not a valid date"), ({"owner": "b"}, "not a valid choice"),
    ],
)  # fmt: skip
def test_odd_input_is_refused_at_the_field_and_kept(northgate, aisha, fields, says):
    page = aisha.opens(f"{northgate.path}/risks/new").send(**FORM | fields)
    assert page.status == 422 and says.casefold() in page.text.casefold()
    assert page.form("details").values["details"] == FORM["details"]


@pytest.mark.slow
@pytest.mark.every_engine
def test_two_browsers_keep_both_texts(app, northgate, priya, callum):
    id = raised(app, northgate, "aisha", **SMALL)
    first, second = (visitor.opens(f"/risks/{id}/edit") for visitor in (priya, callum))
    first.send(plan="Priya asks for a better price.")
    page = second.send(plan="Callum looks for another one.")
    assert page.status == 409 and page.says("Priya asks for a better price.")
    assert page.form("title").values["plan"] == "Callum looks for another one."
    assert page.send(title=SMALL["title"]).says("Callum looks for another one.")


@pytest.mark.slow
@pytest.mark.every_engine
def test_sent_twice_it_is_raised_once(app, northgate, aisha):
    page = aisha.opens(f"{northgate.path}/risks/new")
    for _ in range(2):
        page.send(**FORM)
    with acting(app, "helen"):
        assert len(open_risks(northgate.id)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("key", ["dawn", "tessa", "brook", "wes"])
def test_strangers_and_providers_find_none(app, northgate, visit, key):
    id = raised(app, northgate, "aisha")
    assert visit(key).opens(f"/risks/{id}").status == 404


def test_closing_a_critical_one_is_proposed_and_the_owner_decides(app, priya, helen, northgate):
    with acting(app, "priya") as me:
        risk = raise_risk(northgate.engagement, by=me, title="We lose the name.", likelihood=4, impact=4).id
        db.session.commit()
    page = priya.sends(f"/risks/{risk}/resolve", because="It is registered now.")
    assert page.says("Priya Shah proposes to close it") and not page.says("Resolved")
    page = helen.sends(f"/risks/{risk}/keep-open", because="I have not seen the paper.")
    assert not page.says("proposes to close it")
    priya.sends(f"/risks/{risk}/resolve", because="The paper is attached.")
    page = helen.sends(f"/risks/{risk}/resolve", because="I have read it.")
    assert page.says("Resolved")
