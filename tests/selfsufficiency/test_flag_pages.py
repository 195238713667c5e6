"""The pages of flags, as each role meets them."""

from datetime import timedelta

import pytest

from tests import cast
from tests.makers import acting
from tests.selfsufficiency.flag_scenes import CRITICAL, GUARD, all_flags, does, look, only_lamps, raised
from tracker.core import clock
from tracker.selfsufficiency.flags.described import WHEN, described
from tracker.selfsufficiency.flags.models import FlagState
from tracker.selfsufficiency.flags.sighting import KINDS

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]
SOON = (clock.today() + timedelta(days=10)).isoformat()


@pytest.fixture
def lamps(app, northgate):
    with only_lamps(app, northgate) as found:
        yield found


def only(app, northgate):
    flag, = all_flags(app, northgate)
    return flag


def test_every_kind_is_told_with_its_trigger(helen):
    page = helen.opens("/how-flags-are-raised")
    assert set(WHEN) == set(KINDS) and len(WHEN) == 21
    for kind, when, grave in described():
        assert all(page.says(" ".join(words.split())) for words in (kind.title, when, grave, kind.action)), kind.key


def test_nothing_flagged_says_what_will_stand_there(northgate, lamps, aisha):
    page = aisha.opens(f"{northgate.path}/flags")
    assert page.says("Nothing is flagged") and page.says("How flags are raised")


def test_aisha_takes_it_on_and_resolves_it(app, northgate, lamps, aisha, helen):
    id = raised(app, northgate, lamps)
    page = aisha.opens(f"{northgate.path}/flags")
    assert page.says("The lamp in the hall burns.") and page.says("Seen burning") and page.says("Put it out.")
    page = aisha.opens(f"/flags/{id}").send("I have seen it", action="/acknowledge")
    assert page.says("Noted: it was seen.") and page.says("Aisha Khan has seen the flag Lamp: Hall.")
    page = aisha.sends(f"/flags/{id}/keeper", keeper=str(cast.BY_KEY["aisha"].id), plan="Buy a timer.")
    assert page.says("Aisha Khan looks after the flag") and page.says("Buy a timer.")
    assert helen.opens(f"{northgate.path}/flags").says("Buy a timer.")
    page = aisha.sends(f"/flags/{id}/resolve", because="We want light there.")
    assert page.says("Why it was resolved") and page.says("We want light there.")
    page = helen.opens(f"{northgate.path}/flags")
    assert page.says("What is past") and page.says("Aisha Khan resolved it")
    assert helen.sends(f"/flags/{id}/reopen", because="It is day.").says("Helen Ames reopened the flag")
    assert helen.opens(f"{northgate.path}/activity").says("Helen Ames reopened the flag Lamp: Hall.")


def test_it_is_put_off_and_taken_up_again(app, northgate, lamps, callum):
    id = raised(app, northgate, lamps)
    page = callum.sends(f"/flags/{id}/snooze", until=SOON, because="After the move.")
    assert page.says("Put off") and page.says("After the move.")
    assert callum.opens(f"{northgate.path}/flags").says("After the move.")
    page = page.send("Take it up again", action="/wake")
    assert page.says("Back in the list.") and not page.says("Put off until")


@pytest.mark.parametrize("how", [{"severity": CRITICAL}, {"kind": GUARD}])
def test_closing_it_is_proposed_and_the_owner_decides(app, northgate, lamps, how, marcus, priya, helen):
    id = raised(app, northgate, lamps, **how)
    page = marcus.opens(f"/flags/{id}")
    assert page.says("Only the owner of Northgate Recruitment") and not page.says("Resolve it")
    page = marcus.sends(f"/flags/{id}/resolve", because="The key is back.")
    assert page.says("Marcus Hale proposes to close it") and not page.says("Agree")
    assert helen.opens(f"{northgate.path}/decisions").says("Marcus Hale asks to close the flag")
    page = helen.sends(f"/flags/{id}/keep-open", because="I have not seen it.")
    assert page.says("Helen Ames kept the flag") and not page.says("proposes to close it")
    priya.sends(f"/flags/{id}/snooze", until=SOON, because="It comes on Friday.")
    page = helen.opens(f"/flags/{id}/agree")
    assert page.says("It comes on Friday.")
    page = page.send("I agree")
    assert page.says("Helen Ames agreed with Priya Shah") and only(app, northgate).state == FlagState.SNOOZED


@pytest.mark.parametrize("key", ["mina", "aisha"])
@pytest.mark.parametrize("act", ["resolve", "snooze"])
def test_who_may_not_even_propose_is_told_so(app, northgate, lamps, visit, key, act):
    id = raised(app, northgate, lamps, severity=CRITICAL)
    fields = {"until": SOON} if act == "snooze" else {}
    page = visit(key).sends(f"/flags/{id}/{act}", because="It is out.", **fields)
    assert page.status == 422 and page.says("Only the client's owner")
    assert page.form("because").values["because"] == "It is out."


@pytest.mark.parametrize("key", ["marcus", "mina", "priya", "aisha"])
def test_deciding_is_the_owners_alone(app, northgate, lamps, visit, key):
    id = raised(app, northgate, lamps, severity=CRITICAL)
    does(app, northgate, "priya", id, lambda flag, me: flag.resolve("Done.", by=me))
    for act in ("agree", "keep-open"):
        assert visit(key).opens(f"/flags/{id}/{act}").status == 403


@pytest.mark.parametrize("key", ["dawn", "tessa", "brook", "wes", "ewan"])
def test_strangers_and_providers_find_none(app, northgate, lamps, visit, key):
    id = raised(app, northgate, lamps)
    for path in (f"/flags/{id}", f"/flags/{id}/resolve", f"/flags/{id}/keeper"):
        assert visit(key).opens(path).status == 404, path


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("snooze", {"until": "soon", "because": "Later."}, "Not a valid date"),
        ("snooze", {"until": "2020-01-01", "because": "Later."}, "within the next ninety days"),
        ("snooze", {"until": SOON, "because": " "}, "is missing"),
        ("snooze", {"until": SOON, "because": "x" * 501}, "At most 500"),
        ("resolve", {"because": "x" * 2001}, "At most 2,000"),
        ("keeper", {"keeper": "nobody", "plan": "Look."}, "not a valid choice"),
        ("keeper", {"keeper": str(cast.BY_KEY["brook"].id), "plan": "Look."}, "not a valid choice"),
        ("keeper", {"plan": "x" * 2001}, "At most 2,000"),
    ],
)  # fmt: skip
def test_odd_input_is_refused_at_the_field_and_kept(app, northgate, lamps, priya, act, fields, says):
    id = raised(app, northgate, lamps)
    page = priya.sends(f"/flags/{id}/{act}", **fields)
    assert page.status == 422 and says.casefold() in page.text.casefold()
    name = "plan" if act == "keeper" else "because"
    assert page.form(name).values[name].strip() == fields[name].strip()


@pytest.mark.every_engine
def test_two_browsers_keep_both_texts(app, northgate, lamps, priya, callum):
    id = raised(app, northgate, lamps)
    first, second = (visitor.opens(f"/flags/{id}/keeper") for visitor in (priya, callum))
    first.send(plan="Priya buys a timer.")
    page = second.send(plan="Callum cuts the wire.")
    assert page.status == 409 and page.says("Priya buys a timer.")
    assert page.form("plan").values["plan"] == "Callum cuts the wire."
    assert page.send("Save over what stands now", plan=None).says("Callum cuts the wire.")


@pytest.mark.every_engine
def test_sent_twice_it_is_done_once(app, northgate, lamps, aisha):
    id = raised(app, northgate, lamps)
    page = aisha.opens(f"/flags/{id}/resolve")
    first, second = (page.send(because="We want light there.") for _ in range(2))
    assert first.status == second.status == 200
    assert second.text.count("Aisha Khan resolved the flag") == 1


@pytest.mark.every_engine
def test_what_is_gone_meanwhile_is_said(app, northgate, lamps, aisha):
    id = raised(app, northgate, lamps)
    page = aisha.opens(f"/flags/{id}/resolve")
    lamps.out("hall")
    look(app, northgate)
    page = page.send(because="We want light there.")
    assert page.status == 409 and page.says("is gone meanwhile")
    assert aisha.opens(f"/flags/{id}").says("Gone")


def test_what_is_past_is_read_a_page_at_a_time(app, northgate, lamps, helen):
    for number in range(45):
        lamps.burn(f"room {number:02d}")
    look(app, northgate)
    lamps.burning.clear()
    look(app, northgate)
    page = helen.opens(f"{northgate.path}/flags")
    found = page.text.count("Gone by itself")
    while older := next((href for href in page.links if "after=" in href), None):
        page = helen.opens(older.partition("#")[0].removeprefix("/w/harbour"))
        found += page.text.count("Gone by itself")
    with acting(app, "marcus"):
        assert found >= 45


def test_what_somebody_types_is_text(app, northgate, lamps, priya, helen):
    id = raised(app, northgate, lamps)
    priya.sends(f"/flags/{id}/resolve", because="<script>alert(1)</script> {{ 7*7 }}")
    page = helen.opens(f"/flags/{id}")
    assert "<script>alert" not in page.html and page.says("{{ 7*7 }}")


def test_the_head_of_every_page_counts_what_is_grave(app, northgate, lamps, helen):
    raised(app, northgate, lamps, severity=CRITICAL)
    raised(app, northgate, lamps, "yard")
    page = helen.opens(f"{northgate.path}/ladder")
    assert page.says("1 critical flag") and page.says("1 grave flag")
