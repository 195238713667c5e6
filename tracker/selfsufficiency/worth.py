"""What one piece of evidence is worth, 0 to 1, on a given day: the small rules the five pillars add up."""

from datetime import date

from .delivered import credit, in_window
from .inputs import Activity, Competency, Holder, Leader, Section, Tool

WRITTEN, AUTHORSHIP, SIGNATURE = 0.2, 0.3, 0.5
SIGNATURE_DAYS = 180
CLIENT_EDIT_DAYS = 14
FRESH_DAYS = 90
HALVING_DAYS = 180
FULL_LEVEL = 3
LEADER_LEVEL = 2
QUALIFIED_LEVEL = 3
QUALIFIED_FRESHNESS = 0.5
CONTROL, SKILL = 0.4, 0.6
ACCEPTED, RULE, LOOKED = 0.6, 0.2, 0.2
RUNG, WORK = 0.5, 0.5
TOP_RUNG = 4
RUNBOOK_DAYS = 365


def within(on: date | None, days: int, today: date) -> bool:
    """Whether a day is known and at most ``days`` ago."""
    return on is not None and (today - on).days <= days


def signature(section: Section, today: date) -> float:
    """o: 1 signed, .5 only an earlier revision or its review is overdue, 0 never signed.

    A client may improve a signed text: the signature keeps its worth for 14 days after such an edit.
    """
    if not (section.signed_latest or section.signed_earlier):
        return 0.0
    stands = section.signed_latest or within(section.client_edit_on, CLIENT_EDIT_DAYS, today)
    return 1.0 if stands and within(section.signed_on, SIGNATURE_DAYS, today) else 0.5


def section_worth(section: Section, today: date) -> float:
    """v = 0.2 written + 0.3 client authorship + 0.5 signature."""
    return (
        WRITTEN * section.written + AUTHORSHIP * section.client_share + SIGNATURE * signature(section, today)
    )


def freshness(proof_on: date | None, today: date) -> float:
    """ρ: 1 up to 90 days after practice or proof, then halving every 180 days; 0 without any proof."""
    if proof_on is None:
        return 0.0
    days = (today - proof_on).days
    return 1.0 if days <= FRESH_DAYS else 0.5 ** ((days - FRESH_DAYS) / HALVING_DAYS)


def skill(holder: Holder, today: date) -> float:
    """min(level/3, 1)·ρ of one person in one competency."""
    return min(holder.level / FULL_LEVEL, 1.0) * freshness(holder.proof_on, today)


def best_skill(competency: Competency, today: date) -> float:
    """The best active client person's min(level/3, 1)·ρ; 0 when nobody was assessed."""
    if not competency.assessed:
        return 0.0
    return max((skill(holder, today) for holder in competency.holders), default=0.0)


def tool_skill(tool: Tool, skills: dict[str, float]) -> float:
    """k: the mean of the best skill in each of the tool's competencies; an unknown one counts nought."""
    if not tool.competencies:
        return 0.0
    return sum(skills.get(key, 0.0) for key in tool.competencies) / len(tool.competencies)


def tool_worth(tool: Tool, skills: dict[str, float]) -> float:
    """t = 0.4 control + 0.6 skill; a tool nobody checked has no control."""
    return CONTROL * (tool.control or 0.0) + SKILL * tool_skill(tool, skills)


def leader_worth(leader: Leader, today: date) -> float:
    """min(level/2, 1)·ρ in the leader essentials; 0 when not assessed."""
    if not leader.assessed:
        return 0.0
    return min(leader.level / LEADER_LEVEL, 1.0) * freshness(leader.proof_on, today)


def responsibility(activity: Activity, today: date) -> float:
    """r = A(0.6 + 0.2 signed rule + 0.2 looked at within the window)."""
    looked = in_window(activity.looked_on, today)
    return activity.accountability * (ACCEPTED + RULE * activity.rule_signed + LOOKED * looked)


def unowned_provider(activity: Activity) -> bool:
    """An outside provider does it and no client person has accepted to answer for it."""
    return activity.provider and activity.accountability < 1


def practice(activity: Activity, today: date) -> float:
    """p = 0.5 rung/4 + 0.5 credit of the log; nought for a provider nobody answers for."""
    if unowned_provider(activity):
        return 0.0
    return RUNG * activity.rung / TOP_RUNG + WORK * credit(activity, today)


def qualified(competency: Competency, today: date) -> set[str]:
    """The people at level 3 or above whose proof has not faded below a half."""
    if not competency.assessed:
        return set()
    return {
        holder.person
        for holder in competency.holders
        if holder.level >= QUALIFIED_LEVEL and freshness(holder.proof_on, today) >= QUALIFIED_FRESHNESS
    }


def cover(competency: Competency, today: date) -> float:
    """1 when two people could do it tomorrow, .5 when one could, otherwise 0."""
    return min(len(qualified(competency, today)), 2) / 2


def runbook_tested(activity: Activity, today: date) -> bool:
    """Whether somebody other than its author tested the runbook within a year."""
    return within(activity.runbook_tested_on, RUNBOOK_DAYS, today)


def deputised(activity: Activity) -> bool:
    """Whether an accepted deputy stands behind a named accountable person."""
    return activity.deputy_accepted and activity.accountability > 0
