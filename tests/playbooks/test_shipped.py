"""What ships is complete, hangs together, and holds the social-media playbook to its specification."""

import json
from pathlib import Path

import pytest
import yaml

from tracker.playbooks import tree
from tracker.playbooks.content import Phase, PlaybookContent
from tracker.playbooks.reading import list_shipped, read_playbook

SHIPPED = {playbook.key: playbook for playbook in list_shipped()}
FILES = Path(tree.__file__).parent / "shipped"
every_playbook = pytest.mark.parametrize("playbook", SHIPPED.values(), ids=SHIPPED.keys())


@pytest.fixture
def social() -> PlaybookContent:
    return SHIPPED["social-media"]


def rules(phase: Phase) -> dict[str, dict]:
    return {one.key: dict(one.rule.params) | {"is": one.rule.name} for one in phase.exit_criteria if one.rule}


def claimed(phase: Phase) -> list[str]:
    return [one.key for one in phase.exit_criteria if one.evidence]


def test_four_playbooks_ship_the_social_media_one_first():
    assert list(SHIPPED) == ["social-media", "analytics-bi", "finance-systems", "website-seo"]
    assert list_shipped() is list_shipped()


# The social-media playbook


def test_its_parts_are_all_there(social: PlaybookContent):
    assert social.title == "Social media: leave the tools behind"
    assert len(social.phases) == 4
    assert len(social.activities) == 14
    assert len(social.competencies) == 9
    assert len(social.modules) == 7
    assert len(social.items) == 38
    assert len(social.tools) == 11
    assert len(social.sections) == 12
    assert len(social.check_ins) == 5
    assert len(social.handover_pack) == 16


def test_the_rungs_of_its_activities(social: PlaybookContent):
    assert {activity.key: "".join(map(str, activity.rungs)) for activity in social.activities} == {
        "set-strategy": "2334",
        "approve-content": "3344",
        "monthly-measures": "1234",
        "reply": "1234",
        "account-control": "2344",
        "crisis-response": "1234",
        "plan-calendar": "1234",
        "write-posts": "0234",
        "make-images": "0134",
        "publish": "0234",
        "listen": "1234",
        "leader-participation": "1234",
        "paid-promotion": "0134",
        "brief-providers": "1234",
    }
    assert {activity.target for activity in social.activities} == {4}


def test_who_answers_for_its_activities_and_which_are_critical(social: PlaybookContent):
    critical = [activity.key for activity in social.activities if activity.critical]
    assert critical == [activity.key for activity in social.activities][:6]
    owners = {activity.key for activity in social.activities if activity.accountable == "owner"}
    assert owners == {"set-strategy", "approve-content", "crisis-response", "leader-participation"}


def test_its_competencies(social: PlaybookContent):
    assert [f"{one.name}{'*' * one.critical}" for one in social.competencies] == [
        "Develop strategy*",
        "Deliver strategy",
        "Control accounts*",
        "Write",
        "Reply*",
        "Handle crisis*",
        "Measure*",
        "Supervise providers",
        "Train others",
    ]


def test_its_modules_items_and_leader_essentials(social: PlaybookContent):
    assert [len(module.items) for module in social.modules] == [5, 5, 6, 6, 4, 6, 6]
    assert [item.number for item in social.items] == list(range(1, 39))
    assert [item.number for item in social.items if item.leader] == [1, 5, 6, 8, 16, 31]
    assert all(item.required for item in social.items)
    assert social.items[18].text == "Answer five enquiries within the service promise"
    assert social.items[37].text == "Run two weeks with the consultant silent"


def test_only_the_approval_route_is_needed_before_the_first_gate(social: PlaybookContent):
    """Sensitive content starts at rung 3, which needs its mapped items verified."""
    assert [item.number for item in social.items if "approve-content" in item.activities] == [16]


def test_its_strategy_gate(social: PlaybookContent):
    phase = social.phases[0]
    assert rules(phase) == {
        "charter": {"is": "charter_signed"},
        "appointments": {"is": "appointments_accepted", "accountable": "all", "deputy": "critical"},
        "champion": {"is": "champion_named"},
        "sections": {"is": "sections_signed", "client_share": 0.5},
        "sourcing": {"is": "decision_rules_signed", "activities": "all"},
        "baseline": {"is": "baseline_measured"},
    }
    assert claimed(phase) == ["audit", "hours"]
    assert [one.key for one in phase.deliverables] == [
        "charter-exit-plan", "audit", "strategy", "sourcing-register", "time-plan",
    ]  # fmt: skip


def test_its_implementation_gate(social: PlaybookContent):
    phase = social.phases[1]
    assert rules(phase) == {
        "accounts": {"is": "accounts_client_controlled"},
        "demonstrated": {"is": "rungs_at_least", "rung": 1, "activities": "all"},
        "critical-together": {"is": "rungs_at_least", "rung": 2, "activities": "critical"},
        "draft-runbooks": {"is": "runbooks_written", "activities": "critical"},
    }
    assert claimed(phase) == ["sla-running", "first-report"]
    deliverables = [one.key for one in phase.deliverables]
    assert deliverables == ["register", "calendar", "response-protocol", "report-1"]


def test_its_training_gate(social: PlaybookContent):
    phase = social.phases[2]
    assert rules(phase) == {
        "items": {"is": "items_verified", "share": 1.0},
        "two-people": {"is": "competency_level", "level": 3, "people": 2, "competencies": "critical"},
        "our-share": {"is": "practice_share_at_most", "share": 0.25, "weeks": 2},
    }
    assert claimed(phase) == ["drill"]
    assert [one.key for one in phase.deliverables] == ["skills-matrix", "drill-record", "tested-runbooks"]


def test_its_handover_gate(social: PlaybookContent):
    phase = social.phases[3]
    assert rules(phase) == {
        "critical-alone": {"is": "rungs_at_least", "rung": 4, "activities": "critical"},
        "not-delivering": {"is": "practice_not_delivering", "weeks": 4, "activities": "critical"},
        "teach-back": {"is": "teach_back_held"},
        "tested-runbooks": {"is": "runbooks_tested", "activities": "critical"},
        "no-outside-admin": {"is": "no_outside_admin"},
        "no-critical-flags": {"is": "no_open_critical_flags"},
        "rehearsal": {"is": "rehearsal_held", "weeks": 2},
        "pack": {"is": "pack_ready"},
        "access-plan": {"is": "access_plan_agreed"},
        "check-ins": {"is": "check_ins_booked"},
    }
    assert claimed(phase) == []
    assert [one.key for one in phase.deliverables] == ["pack", "acceptance", "lessons"]


def test_its_sections_ask_the_twelve_questions(social: PlaybookContent):
    titles = "Purpose|People|Position and voice|Channels|Content|Service|People, time, sourcing|Leaders|Rules"
    assert [one.title for one in social.sections] == [
        *titles.split("|"), "Risk", "Measures", "Independence",
    ]  # fmt: skip
    assert [one.title for one in social.sections if one.critical] == ["Purpose"]
    assert social.sections[9].prompt == "What could hurt us; who decides Sunday night?"


def test_its_promise_and_its_questions_after_the_handover(social: PlaybookContent):
    assert social.sla.hours == 4
    assert [len(check_in.questions) for check_in in social.check_ins] == [5, 5, 5, 5, 5]
    assert social.check_ins[2].questions == social.check_ins[3].questions == social.check_ins[4].questions


# The smaller ones


@pytest.mark.parametrize(
    ("key", "sections", "critical", "tools"),
    [
        (
            "website-seo",
            "purpose audiences content search accessibility measures",
            "publish domain-hosting restore enquiries performance-review",
            "registrar dns hosting cms search-console analytics",
        ),
        (
            "finance-systems",
            "control-aims chart calendar approvals tax reporting",
            "reconcile approve-payments close payroll backups",
            "ledger bank-feed payroll receipts document-store",
        ),
        (
            "analytics-bi",
            "decisions definitions sources quality privacy cadence",
            "refresh define-metric correct-data access monthly-decision",
            "warehouse pipeline dashboard catalogue repository",
        ),
    ],
)
def test_the_smaller_playbooks(key: str, sections: str, critical: str, tools: str):
    playbook = SHIPPED[key]
    assert [section.key for section in playbook.sections] == sections.split()
    assert [activity.key for activity in playbook.activities if activity.critical] == critical.split()
    assert [tool.key for tool in playbook.tools] == tools.split()
    assert 8 <= len(playbook.activities) <= 10
    assert 5 <= len(playbook.competencies) <= 7
    assert len(playbook.modules) == 4
    assert 14 <= len(playbook.items) <= 18


def test_in_finance_nobody_approves_what_they_prepared():
    finance = SHIPPED["finance-systems"]
    assert "never the preparer" in finance.sla.label
    assert "never approves" in finance.charter
    assert "separation" in claimed(finance.phases[0])


def test_each_playbook_has_its_own_promise_and_drill():
    assert len({playbook.sla.label for playbook in SHIPPED.values()}) == 4
    assert len({playbook.drill.name for playbook in SHIPPED.values()}) == 4


# All of them


@every_playbook
def test_it_goes_into_json_and_back(playbook: PlaybookContent):
    stored = json.loads(json.dumps(playbook.as_dict()))
    assert stored == playbook.as_dict()
    assert PlaybookContent.from_dict(stored) == playbook


@every_playbook
def test_every_handover_gate_reads_the_same_ten_things_from_the_data(playbook: PlaybookContent):
    asked = {rule["is"]: rule for rule in rules(playbook.phases[3]).values()}
    assert set(asked) == {
        "rungs_at_least", "practice_not_delivering", "runbooks_tested", "no_outside_admin", "no_open_critical_flags",
        "teach_back_held", "rehearsal_held", "pack_ready", "access_plan_agreed", "check_ins_booked",
    }  # fmt: skip
    assert asked["rungs_at_least"]["rung"] == 4
    assert asked["practice_not_delivering"]["weeks"] >= 4


@every_playbook
def test_every_competency_is_trained_and_every_activity_proves_one(playbook: PlaybookContent):
    assert {item.competency for item in playbook.items} == {one.key for one in playbook.competencies}
    assert all(activity.competencies for activity in playbook.activities)
    assert all(tool.competencies for tool in playbook.tools)


@every_playbook
def test_every_activity_has_an_item_that_opens_rung_3_and_no_item_opens_more_than_two(
    playbook: PlaybookContent,
):
    mapped = {key for item in playbook.items for key in item.activities}
    assert mapped == {activity.key for activity in playbook.activities}
    assert max(len(item.activities) for item in playbook.items) <= 2


@every_playbook
def test_no_gate_asks_for_a_rung_that_its_own_plan_does_not_reach(playbook: PlaybookContent):
    asked = [
        (at, criterion.rule)
        for at, phase in enumerate(playbook.phases)
        for criterion in phase.exit_criteria
        if criterion.rule and criterion.rule.name == "rungs_at_least"
    ]
    assert len(asked) >= 3
    for at, rule in asked:
        bound = [one for one in playbook.activities if one.critical or rule["activities"] == "all"]
        assert min(activity.rungs[at] for activity in bound) >= rule["rung"]


@every_playbook
def test_the_charter_says_how_it_ends_what_is_whose_and_that_nobody_is_paid_by_the_index(
    playbook: PlaybookContent,
):
    assert "### The exit plan starts on day one" in playbook.charter
    assert "### What is yours" in playbook.charter
    assert "you protect" in playbook.charter.lower() or "protect their hours" in playbook.charter
    assert "never by the self-sufficiency index" in " ".join(playbook.charter.lower().split())


@every_playbook
def test_both_parsers_read_the_same(playbook: PlaybookContent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert read_playbook(FILES / f"{playbook.key}.yaml") == playbook
