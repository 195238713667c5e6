"""What if: dials turned on a copy, seen beside what is; the address holds it all, and nothing is stored."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given, settings

from tests.counting import statements
from tests.makers import acting, member
from tests.selfsufficiency.facts import engagements
from tests.selfsufficiency.test_promises import steps_of
from tests.selfsufficiency.worked_example import EXAMPLE, TODAY
from tests.training.scenes import judge
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.appointments import name
from tracker.responsibilities.models import Activity, Post
from tracker.selfsufficiency import what_if
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.inputs import Inputs
from tracker.selfsufficiency.plan import plan_of
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.sandbox import address_of, dials_of, turned
from tracker.selfsufficiency.ways import Ways
from tracker.tenancy import scoped

pytestmark = pytest.mark.one_engine


def keyed(inputs: Inputs):
    """As much of the facts as dials need, with the ids as keys."""
    return {
        "activities": [{"id": one.id, "key": one.id} for one in inputs.activities],
        "strategy": [{"id": one.id, "key": one.id} for one in inputs.sections],
        "tools": [{"id": one.id, "key": one.id} for one in inputs.tools],
    }


def dials(inputs=EXAMPLE, **asked):
    return dials_of(keyed(inputs), inputs, TODAY, {word.replace("__", "."): value for word, value in asked.items()})


def index(inputs=EXAMPLE, **asked):
    return assess(turned(inputs, dials(inputs, **asked), TODAY), TODAY).index


def test_the_worked_examples_of_the_method_come_out():
    assert round(index(), 2) == 64.26
    assert round(index(section__measures="signed"), 2) == 66.79
    assert round(index(post__report="accepted"), 2) == 68.15
    assert round(index(rung__replies="2"), 2) == 63.28
    assert round(index(skill__replying="1"), 2) == 62.89


@settings(max_examples=150, deadline=None, database=None)
@given(engagements)
def test_with_nothing_turned_it_is_as_it_is_and_no_dial_up_lowers_it(inputs):
    # Nobody signs what is not written, though the formula would count it.
    inputs = replace(inputs, sections=tuple(one for one in inputs.sections if one.written))
    found = dials(inputs)
    before = assess(inputs, TODAY).index
    assert address_of(found) == {}
    assert assess(turned(inputs, found, TODAY), TODAY).index == pytest.approx(before, abs=1e-9)
    for dial in found:
        for value in dial.options[dial.options.index(dial.now) + 1 :]:
            asked = dials_of(keyed(inputs), inputs, TODAY, {dial.word: value})
            assert assess(turned(inputs, asked, TODAY), TODAY).index >= before - 1e-9, (dial, value)


def test_what_is_no_value_of_a_dial_turns_nothing():
    assert address_of(dials(rung__replies="9", rung__nothing="1", post__report="king", skill__replying="-1")) == {}
    assert address_of(dials(rung__replies="4", rung__report="2")) == {"rung.replies": "4"}, "2 is where it stands"


def test_turning_a_rung_by_one_gives_what_the_steps_say(northgate, as_person):
    as_person("marcus")
    facts, today = facts_of(northgate.id), clock.today()
    inputs = inputs_of(facts)
    worth = {(step.act, step.id): step.after for step, _way in steps_of(facts)}
    for dial in dials_of(facts, inputs, today, {}):
        act, to = {"tool": ("take_control", "all"), "post": ("name_accountable", "accepted")}.get(dial.kind, ("", ""))
        if dial.kind == "rung":
            act, to = "raise_rung", str(int(dial.now) + 1)
        if (act, dial.id) not in worth:
            continue
        asked = dials_of(facts, inputs, today, {dial.word: to})
        assert assess(turned(inputs, asked, today), today).index == pytest.approx(worth[act, dial.id])


def plan(northgate, **asked):
    facts, today = facts_of(northgate.id), clock.today()
    found = dials_of(facts, inputs_of(facts), today, {word.replace("__", "."): value for word, value in asked.items()})
    return [
        " ".join(filter(None, (one.words, one.person, one.first)))
        for one in plan_of(found, Ways(facts), lambda kind, id: (kind, id))
    ]


def test_the_plan_says_every_step_between_now_and_then(northgate, as_person):
    helen = as_person("helen")
    name(northgate.get(Activity, "listen"), Post.ACCOUNTABLE, member("priya"), by=helen)
    db.session.commit()
    asked = {"rung.listen": "3", "post.listen": "accepted", "section.purpose": "signed", "skill.write": "2"}
    said = plan(northgate, **{word.replace(".", "__"): value for word, value in asked.items()})
    assert [re.sub(r"\d+ items", "n items", line) for line in said] == [
        "Move “Listen” to rung 1 Priya Shah", "Move “Listen” to rung 2 Priya Shah",
        "Move “Listen” to rung 3 Priya Shah n items must be verified", "Accept answering for “Listen” Priya Shah",
        "Write “Purpose” in the client's own words and sign it Helen Ames",
        "Train somebody in “Write” until she works independently, and have it assessed Priya Shah",
        "Train a second person in “Write” until she works independently, and have it assessed Priya Shah",
    ]  # fmt: skip


def test_a_step_back_is_called_so(northgate, as_person):
    helen = as_person("helen")
    name(northgate.get(Activity, "listen"), Post.ACCOUNTABLE, helen, by=helen)
    db.session.commit()
    assert plan(northgate, post__listen="nobody") == [
        "This would be a step back: “Listen” loses whoever answers for it."
    ]


def query(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page).query).items()}


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["helen", "priya", "marcus", "mina"])
def test_whoever_sees_the_index_turns_it_and_the_address_keeps_it(northgate, visit, reader):
    me = visit(reader)
    page = me.opens(f"{northgate.path}/what-if")
    assert page.says("Turn something below to see what it would make.")
    values = page.form("rung.reply").values | {"rung.reply": "2", "section.purpose": "signed"}
    answer = me.opens(f"{northgate.path}/what-if?{urlencode(values)}", follow=False).response
    assert answer.status_code == 302
    assert query(answer.location) == {"rung.reply": "2", "section.purpose": "signed"}
    shown = me.opens(f"{northgate.path}/what-if?rung.reply=2&section.purpose=signed")
    assert shown.says("as you turned it") and shown.says("Move “Reply and serve customers” to rung 2")
    assert shown.form("rung.reply").values["rung.reply"] == "2"


@pytest.mark.slow
def test_the_part_for_the_page_at_hand_pushes_the_short_address(northgate, helen):
    headers = {"HX-Request": "true"}
    page = helen.opens(f"{northgate.path}/what-if?rung.reply=1&rung.listen=0", headers=headers)
    assert "<html" not in page.html and "what-if-line" in page.html
    assert query(page.response.headers["HX-Push-Url"]) == {"rung.reply": "1"}


def kept(app, northgate):
    """Every row of the engagement, as Marcus reads it."""
    with acting(app, "marcus"):
        models = [one.class_ for one in db.Model.registry.mappers if issubclass(one.class_, EngagementModel)]
        columns = {model: [getattr(model, column.key) for column in model.__mapper__.column_attrs] for model in models}
        queries = {model: scoped(model).where(model.engagement_id == northgate.id) for model in models}
        return {
            model.__name__: sorted(map(str, db.session.execute(queries[model].with_only_columns(*columns[model]))))
            for model in models
        }


@pytest.mark.slow
def test_nothing_is_stored(app, northgate, helen):
    """Neither row by row, nor by any statement that could write."""
    turned = f"{northgate.path}/what-if?rung.reply=4&post.reply=accepted&skill.write=2&tool.scheduler=all&leaders=1"
    helen.opens(turned)  # the first page of a session notes that it was seen
    before = kept(app, northgate)
    with statements(app) as sent:
        assert helen.opens(turned).says("as you turned it")
    assert kept(app, northgate) == before
    written = [statement for statement in sent if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}]
    assert sent and not written
    assert helen.post(f"{northgate.path}/what-if", follow=False).status == 405


@pytest.mark.slow
def test_no_level_of_anybody_is_told(app, northgate, helen):
    judge(app, northgate, "aisha", 3, "write")
    page = helen.opens(f"{northgate.path}/what-if?skill.write=0")
    assert page.says("One person does (now)") and not page.says("Aisha")


@pytest.mark.slow
def test_strangers_find_nothing(northgate, dawn, tessa, brook):
    assert dawn.opens(f"{northgate.path}/what-if").status == 404
    assert brook.opens(f"{northgate.path}/what-if").status in {403, 404}
    assert tessa.opens(f"//w/harbour{northgate.path}/what-if").status == 404


@pytest.mark.slow
def test_an_open_critical_flag_holds_the_stage_in_the_sandbox_too(northgate, helen, monkeypatch):
    """With everything turned up nothing else holds it."""
    best = {dial: field for dial, field in helen.opens(f"{northgate.path}/what-if").form("rung.reply").values.items()}
    best = {word: _TOP[word.split(".")[0]] for word in best if word.split(".")[0] in _TOP}
    free = helen.opens(f"{northgate.path}/what-if?{urlencode(best)}")
    assert free.says("Self-sufficient as you turned it")
    monkeypatch.setattr(what_if, "critical_open", lambda facts: True)
    held = helen.opens(f"{northgate.path}/what-if?{urlencode(best)}")
    assert held.says("Leading as you turned it") and held.says("no open critical flag, and one is open")


_TOP = {
    "rung": "4", "post": "accepted", "deputy": "yes", "rule": "yes", "book": "yes", "work": "own", "section": "signed",
    "tool": "all", "skill": "2", "leaders": "1",
}  # fmt: skip
