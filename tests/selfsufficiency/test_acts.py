"""Every next act on one thing: which there are, whom they name, what they can move and what is true afterwards."""

from dataclasses import replace

import pytest

from tests.selfsufficiency.worked_example import TODAY, activity, ago, competency, critical, firm, section, worked
from tracker.selfsufficiency.acts import changes
from tracker.selfsufficiency.inputs import Holder, Leader, Tool, Work

NOTHING = {"sections": (), "tools": (), "competencies": (), "leaders": (), "activities": ()}
DONE = {
    "accountability": 1.0, "accountable": "tom", "rule_signed": True, "rung": 4, "looked_on": TODAY,
    "deputy": "priya", "deputy_accepted": True, "runbook_tested_on": TODAY, "doer": "zoe",
}  # fmt: skip


def acts(kind=None, **facts):
    """The acts on these facts alone, or on those of one kind, by name."""
    found = [change for change in changes(firm(**NOTHING | facts), TODAY) if kind in (None, change.kind)]
    named = {change.act: change for change in found}
    assert len(named) == len(found), "each act once"
    return named


def on(one, **skills):
    """The acts on one activity."""
    return acts("activity", activities=(one,), **skills)


def after(change):
    """The activity as it would be."""
    (one,) = change.inputs.activities
    return one


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, {"log_work"}),
        ({"accountability": 0.5}, {"accept_accountability", "log_work"}),
        ({"accountability": 0.0}, {"name_accountable", "log_work"}),
        ({"rule_signed": False}, {"sign_rule", "log_work"}),
        ({"rung": 3}, {"raise_rung", "log_work"}),
        ({"rung": 2}, {"raise_rung"}),
        ({"rung": 0}, {"raise_rung"}),
        ({"deputy_accepted": False}, {"accept_deputy", "log_work"}),
        ({"deputy_accepted": False, "critical": False}, {"log_work"}),
        ({"runbook_tested_on": None}, {"test_runbook", "log_work"}),
        ({"runbook_tested_on": ago(365)}, {"log_work"}),
        ({"runbook_tested_on": ago(366)}, {"test_runbook", "log_work"}),
        ({"runbook_tested_on": None, "critical": False}, {"log_work"}),
        ({"looked_on": ago(56)}, {"log_work"}),
        ({"looked_on": ago(57)}, {"oversee", "log_work"}),
        ({"looked_on": None}, {"oversee", "log_work"}),
        ({"looked_on": None, "deputy_accepted": False}, {"accept_deputy", "oversee", "log_work"}),
        ({"looked_on": None, "accountability": 0.5}, {"accept_accountability", "oversee", "log_work"}),
        (
            {"looked_on": None, "accountability": 0.5, "deputy_accepted": False},
            {"accept_accountability", "accept_deputy", "log_work"},
        ),
        ({"provider": True}, {"log_work"}),
        ({"provider": True, "rung": 0}, {"raise_rung", "log_work"}),
        ({"provider": True, "accountability": 0.5}, {"accept_accountability"}),
    ],
)
def test_the_acts_on_an_activity(state, expected):
    assert set(on(replace(critical("replies", **DONE), **state))) == expected


def test_what_each_act_on_an_activity_leaves_behind():
    bare = critical("replies")
    todo = on(bare)
    assert {act: change.touches for act, change in todo.items()} == {
        "name_accountable": "RPZ", "sign_rule": "R", "raise_rung": "P", "accept_deputy": "Z", "test_runbook": "Z",
    }  # fmt: skip
    assert {change.person for change in todo.values()} == {None}
    assert {(change.kind, change.id, change.name) for change in todo.values()} == {("activity", "replies", "Replies")}
    assert after(todo["name_accountable"]) == replace(bare, accountability=1.0)
    assert after(todo["sign_rule"]) == replace(bare, rule_signed=True)
    assert after(todo["raise_rung"]) == replace(bare, rung=1)
    assert after(todo["accept_deputy"]) == replace(bare, deputy_accepted=True)
    assert after(todo["test_runbook"]) == replace(bare, runbook_tested_on=TODAY)


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ({}, "tom"),
        ({"accountability": 0.5}, "priya"),
        ({"accountability": 0.0, "accountable": None}, "priya"),
        ({"deputy": None, "deputy_accepted": False}, "tom"),
    ],
)
def test_whoever_accepted_looks_over_it(state, who):
    overdue = critical("replies", **DONE | {"looked_on": ago(90)} | state)
    look = on(overdue)["oversee"]
    assert (look.person, look.touches) == (who, "RTZ")
    assert after(look) == replace(overdue, looked_on=TODAY)


@pytest.mark.parametrize(
    ("people", "who", "looks"),
    [
        ({"doer": "zoe", "accountable": "tom", "deputy": "priya"}, "zoe", False),
        ({"doer": "tom", "accountable": "tom", "deputy": "priya"}, "tom", True),
        ({"doer": "priya", "accountable": "tom", "deputy": "priya"}, "priya", True),
        ({"doer": None, "accountable": "tom", "deputy": "priya"}, "tom", True),
        ({"doer": None, "accountable": None, "deputy": "priya"}, "priya", True),
        ({"doer": "zoe", "accountable": None, "deputy": None}, "zoe", False),
        ({"doer": None, "accountable": None, "deputy": None}, None, False),
    ],
)
def test_own_work_is_a_look_when_a_holder_of_a_post_does_it(people, who, looks):
    old = (worked("together", 2.0, 20), worked("client", 1.0, 9))
    before = critical("replies", **DONE | {"looked_on": ago(30), "work": old} | people)
    work = on(before)["log_work"]
    assert (work.person, work.touches) == (who, "RPTZ")
    assert after(work) == replace(
        before, work=(*old, Work("client", 1, TODAY, None)), looked_on=TODAY if looks else ago(30)
    )


def test_a_providers_work_is_no_practice_of_anybody():
    old = (worked("provider", 2.0, 20),)
    given = critical("ads", **DONE | {"provider": True, "work": old})
    work = on(given)["log_work"]
    assert (work.person, work.touches) == ("tom", "P")
    assert after(work) == replace(given, work=(*old, Work("provider", 1, TODAY, None)))


def test_work_renews_its_doer_in_the_skills_that_it_takes_and_nobody_else():
    def skills(proof):
        return tuple(
            competency(id, Holder("amy", 3, ago(200)), Holder("tom", 3, proof(id)), Holder("zoe", 2, ago(200)))
            for id in ("replying", "reporting")
        )

    before = skills(lambda id: ago(200))
    by_tom = critical("replies", **DONE | {"doer": "tom", "competencies": ("replying",), "looked_on": ago(60)})
    done = on(by_tom, competencies=before)
    renewed = skills(lambda id: TODAY if id == "replying" else ago(200))
    assert done["log_work"].inputs.competencies == renewed
    assert done["oversee"].inputs.competencies == renewed, "whoever looks it over practises too"
    by_a_firm = on(replace(by_tom, provider=True), competencies=before)
    assert by_a_firm["log_work"].inputs.competencies == before
    assert on(replace(by_tom, competencies=()), competencies=before)["log_work"].inputs.competencies == before
    by_nobody = replace(by_tom, doer=None, accountable=None, deputy=None)
    assert on(by_nobody, competencies=before)["log_work"].inputs.competencies == before
    for act in ("raise_rung", "sign_rule"):
        lower = replace(by_tom, rung=2, rule_signed=False)
        assert on(lower, competencies=before)[act].inputs.competencies == before


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, None),
        ({"signed_latest": False, "signed_on": None}, "sign_section"),
        ({"signed_on": ago(180)}, None),
        ({"signed_on": ago(181)}, "sign_section"),
        ({"client_share": 0.5}, "rewrite_section"),
        ({"client_share": 0.5, "signed_latest": False}, "sign_section"),
        ({"written": False, "client_share": 0.0, "signed_latest": False}, "rewrite_section"),
        ({"written": False, "client_share": 1.0}, "rewrite_section"),
        ({"written": False, "client_share": 1.0, "signed_latest": False}, "rewrite_section"),
    ],
)
def test_the_one_act_on_a_section(state, expected):
    before = section("voice", **state)
    found = acts(sections=(before,))
    assert set(found) == ({expected} if expected else set())
    if expected:
        (now,) = found[expected].inputs.sections
        signed = replace(before, signed_latest=True, signed_on=TODAY, client_edit_on=None)
        whole = replace(signed, written=True, client_share=1.0)
        assert now == (signed if expected == "sign_section" else whole)
        one = found[expected]
        assert (one.kind, one.id, one.name, one.touches, one.person) == ("section", "voice", "Voice", "S", None)


@pytest.mark.parametrize(("control", "offered"), [(None, True), (0.0, True), (0.5, True), (1.0, False)])
def test_control_of_a_tool_is_taken_once(control, offered):
    before = Tool("inbox", "Inbox", control, ("replying",))
    found = acts(tools=(before,))
    assert set(found) == ({"take_control"} if offered else set())
    if offered:
        one = found["take_control"]
        assert (one.kind, one.id, one.name, one.touches, one.person) == ("tool", "inbox", "Inbox", "T", None)
        assert one.inputs.tools == (replace(before, control=1.0),)


@pytest.mark.parametrize(
    ("level", "act", "then"),
    [(0, "assess_next_level", 1), (2, "assess_next_level", 3), (3, "renew_proof", 3), (4, "renew_proof", 4)],
)
def test_somebody_climbs_or_renews(level, act, then):
    before = competency("replying", Holder("tom", level, ago(10)), critical=False)
    found = acts(competencies=(before,))
    assert set(found) == {act}
    one = found[act]
    assert (one.kind, one.id, one.name, one.touches, one.person) == (
        "competency", "replying", "Replying", "TZ", "tom",
    )  # fmt: skip
    assert one.inputs.competencies == (replace(before, holders=(Holder("tom", then, TODAY),)),)


@pytest.mark.parametrize(
    ("levels", "trained"),
    [((), "train_first"), ((1,), "train_first"), ((2,), None), ((3,), "train_second"), ((3, 1), "train_second"),
     ((3, 2), None), ((3, 3), None), ((4, 3), None)],
)  # fmt: skip
def test_one_more_is_trained_where_two_are_needed(levels, trained):
    holders = [Holder(f"p{i}", level, TODAY) for i, level in enumerate(levels)]
    before = competency("replying", *holders, assessed=bool(levels))
    found = list(changes(firm(**NOTHING | {"competencies": (before,)}), TODAY))
    training = [change for change in found if change.act.startswith("train")]
    assert [change.act for change in training] == ([trained] if trained else [])
    for one in training:
        assert (one.person, one.touches) == (None, "TZ")
        whole = replace(before, holders=(*before.holders, Holder("", 3, TODAY)), assessed=True)
        assert one.inputs.competencies == (whole,)
    plain = replace(before, critical=False)
    left = changes(firm(**NOTHING | {"competencies": (plain,)}), TODAY)
    assert not [change for change in left if change.act.startswith("train")]


def test_who_lost_the_skill_is_one_renewal_away():
    """A proof that faded to less than a half no longer counts, but its holder is nobody to be trained anew."""
    faded = competency("replying", Holder("tom", 3, ago(300)))
    assert set(acts(competencies=(faded,))) == {"renew_proof"}


def test_a_first_is_assessed_where_nobody_was():
    before = competency("replying", critical=False, assessed=False)
    found = acts(competencies=(before,))
    assert set(found) == {"assess_first"} and found["assess_first"].person is None
    assert found["assess_first"].inputs.competencies == (
        replace(before, holders=(Holder("", 1, TODAY),), assessed=True),
    )


@pytest.mark.parametrize(("level", "then"), [(0, 2), (1, 2), (2, 2), (3, 3)])
def test_a_leader_proves_the_essentials(level, then):
    found = acts(leaders=(Leader("helen", level, ago(20), False),))
    one = found["prove_leader"]
    assert (one.kind, one.id, one.name, one.touches, one.person) == ("leader", "helen", "helen", "T", "helen")
    assert one.inputs.leaders == (Leader("helen", then, TODAY, True),)


def test_an_act_on_one_thing_leaves_the_others_in_their_places():
    three = tuple(activity(id) for id in ("posts", "replies", "report"))
    found = [c for c in changes(firm(**NOTHING | {"activities": three}), TODAY) if c.act == "sign_rule"]
    assert [[one.rule_signed for one in c.inputs.activities] for c in found] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert [[one.id for one in c.inputs.activities] for c in found] == [["posts", "replies", "report"]] * 3
