"""The words for the fields, the rules and the levels of a playbook, as people read them in the editor."""

from typing import Any

FIELDS = {
    "title": "Title", "language": "Language", "source": "Source", "licence": "Licence", "summary": "Summary",
    "charter": "Charter", "label": "Promise", "hours": "Staffed hours", "explanation": "Explanation",
    "name": "Name", "description": "Description", "handover_pack": "Handover pack", "weeks": "Weeks",
    "exit_criteria": "What the gate asks", "deliverables": "Deliverables", "text": "Text", "rule": "Rule",
    "evidence": "Evidence", "purpose": "Purpose", "critical": "Critical", "customer_facing": "Customer-facing",
    "kind": "Kind", "frequency": "How often", "usual_doer": "Usual doer", "accountable": "Answers for it",
    "rungs": "Rungs", "target": "Target", "unit": "Counted in", "competencies": "Competencies", "why": "Why",
    "steps": "Steps", "minutes": "Minutes", "competency": "Competency", "activities": "Activities",
    "leader": "Leader essential", "required": "Required", "items": "Items", "prompt": "Question", "help": "Help",
    "questions": "Questions", "modules": "Training", "tools": "Tools", "sections": "Strategy sections",
    "phases": "Phases", "check_ins": "Check-ins", "key": "Key", "sla": "Promise to customers", "drill": "Drill",
    "leader_essentials": "Leader essentials", "share": "Share", "client_share": "The client's own share",
    "level": "Level", "people": "People", "rung": "Rung", "deputy": "Deputies",
}  # fmt: skip

# How a gate can read a criterion from the data: a line for whoever chooses it.
RULES = {
    "charter_signed": "The owner signed the charter",
    "appointments_accepted": "Those who answer for activities, and their deputies, accepted",
    "champion_named": "The client named a champion",
    "sections_signed": "Every strategy section is signed, a part of it in the client's own words",
    "decision_rules_signed": "The owner signed how activities are done, and by whom",
    "accounts_client_controlled": "Account, recovery, billing and admin of every tool are the client's",
    "rungs_at_least": "Activities stand on a rung of the ladder, or above",
    "items_verified": "A part of the required training items is verified",
    "competency_level": "Enough of the client's people stand at a level in each competency",
    "practice_share_at_most": "The practice delivered at most a part of the work in the last full weeks",
    "practice_not_delivering": "The practice delivered nothing in the last full weeks",
    "runbooks_written": "Activities have a runbook",
    "runbooks_tested": "Activities have a runbook that somebody else than its author tested",
    "no_outside_admin": "No tool has its only admin outside the client",
    "no_open_critical_flags": "No critical flag is open",
    "rehearsal_held": "A rehearsal of so many weeks was held, with the practice silent",
    "teach_back_held": "The owner has explained of late, in their own words, something they signed",
    "pack_ready": "The handover pack is assembled in full",
    "access_plan_agreed": "It is said when each access of the practice ends, and who ends it",
    "check_ins_booked": "Somebody is named for each check-in after the handover",
}

CHOICES = {
    "all": "All", "critical": "Critical ones only", "strategic": "Strategic", "tactical": "Tactical",
    "owner": "Owner", "champion": "Champion", "note": "A note", "link": "A link", "either": "A note or a link",
    "none": "Nothing",
}  # fmt: skip

RUNGS = (
    "0 Consultant alone", "1 Consultant, client watches", "2 Together", "3 Client does, consultant checks",
    "4 Client does or directs alone",
)  # fmt: skip
LEVELS = ("0 None", "1 Aware", "2 With help", "3 Independent", "4 Teaches")
GATES = ("Strategy", "Implementation", "Training", "Handover")


def field_words(name: str) -> str:
    return FIELDS.get(name, name.replace("_", " ").capitalize())


def rule_words(rule: dict[str, Any]) -> str:
    """A rule with its numbers: "Activities stand on a rung … (rung 2; activities: critical ones only)"."""
    given = [
        f"{field_words(name).lower()}: {CHOICES.get(str(value), str(value)).lower()}"
        for name, value in rule.items()
        if name != "name"
    ]
    return RULES.get(rule["name"], rule["name"]) + (f" ({'; '.join(given)})" if given else "")
