"""Every single realistic next act on an engagement, as the facts would be after it.

An act is one step somebody can take today: sign what is written, accept what one was named for, climb one
rung, prove one skill. Whether the rules of its feature let it happen now, and who may, is said by ``ways``.
``touches`` says which pillars it can move, so that only those are reckoned again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .delivered import PROVIDER, in_window
from .inputs import Activity, Competency, Holder, Inputs, Leader, Section, Work
from .worth import LEADER_LEVEL, QUALIFIED_LEVEL, TOP_RUNG, qualified, runbook_tested, signature

LEARNER = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One act and the facts after it. ``person`` is None when the act names nobody in particular."""

    act: str
    kind: str
    id: str
    name: str
    person: str | None
    touches: str
    inputs: Inputs


def changes(facts: Inputs, today: date) -> Iterator[Change]:
    """Every act these facts allow; not applicable items must be removed before."""
    for i, section in enumerate(facts.sections):
        for act, after in _section_acts(section, today):
            yield _change(facts, "sections", i, act, after, "section", section.id, section.title, "S")
    for i, activity in enumerate(facts.activities):
        for act, touches, after in _activity_acts(activity, today):
            yield _change(facts, "activities", i, act, after, "activity", activity.id, activity.name, touches)
        for act, touches, person, after in _work_acts(activity, today):
            change = _change(
                facts, "activities", i, act, after, "activity", activity.id, activity.name, touches, person
            )
            renews = "T" in touches
            yield replace(change, inputs=_practised(change.inputs, activity, person, today)) if renews else change
    for i, tool in enumerate(facts.tools):
        if (tool.control or 0) < 1:
            after = replace(tool, control=1.0)
            yield _change(facts, "tools", i, "take_control", after, "tool", tool.id, tool.name, "T")
    for i, skill in enumerate(facts.competencies):
        for act, person, after in _competency_acts(skill, today):
            yield _change(
                facts, "competencies", i, act, after, "competency", skill.id, skill.name, "TZ", person
            )
    for i, leader in enumerate(facts.leaders):
        who, after = leader.person, _proven(leader, today)
        yield _change(facts, "leaders", i, "prove_leader", after, "leader", who, who, "T", who)


def _change(
    facts: Inputs, field: str, place: int, act: str, after: Any,
    kind: str, id: str, name: str, touches: str, person: str | None = None,
) -> Change:  # fmt: skip
    items = getattr(facts, field)
    changed = replace(facts, **{field: (*items[:place], after, *items[place + 1 :])})
    return Change(act, kind, id, name, person, touches, changed)


def _section_acts(section: Section, today: date) -> Iterator[tuple[str, Section]]:
    """Signing what is written comes before rewriting it; a rewritten text is signed in the same breath."""
    signed = replace(section, signed_latest=True, signed_on=today, client_edit_on=None)
    if section.written and signature(section, today) < 1:
        yield "sign_section", signed
    elif not section.written or section.client_share < 1:
        yield "rewrite_section", replace(signed, written=True, client_share=1.0)


def _activity_acts(activity: Activity, today: date) -> Iterator[tuple[str, str, Activity]]:
    if activity.accountability < 1:
        act = "accept_accountability" if activity.accountability else "name_accountable"
        yield act, "RPZ", replace(activity, accountability=1.0)
    if not activity.rule_signed:
        yield "sign_rule", "R", replace(activity, rule_signed=True)
    if activity.rung < TOP_RUNG:
        yield "raise_rung", "P", replace(activity, rung=activity.rung + 1)
    if activity.critical and not activity.deputy_accepted:
        yield "accept_deputy", "Z", replace(activity, deputy_accepted=True)
    if activity.critical and not runbook_tested(activity, today):
        yield "test_runbook", "Z", replace(activity, runbook_tested_on=today)


def _work_acts(activity: Activity, today: date) -> Iterator[tuple[str, str, str | None, Activity]]:
    """Looking over is for whoever has accepted a post. Own work is practice, and by a holder of a post also a look."""
    accepted = activity.accountability >= 1
    answering = activity.accountable if accepted else activity.deputy
    if not in_window(activity.looked_on, today) and (accepted or activity.deputy_accepted):
        yield "oversee", "RTZ", answering, replace(activity, looked_on=today)
    if activity.provider:
        if accepted:
            work = (*activity.work, Work(PROVIDER, 1, today, None))
            yield "log_work", "P", answering, replace(activity, work=work)
    elif activity.rung >= TOP_RUNG - 1:
        doer = activity.doer or activity.accountable or activity.deputy
        looked = doer is not None and doer in {activity.accountable, activity.deputy}
        work = (*activity.work, Work("client", 1, today, None))
        after = replace(activity, work=work, looked_on=today if looked else activity.looked_on)
        yield "log_work", "RPTZ", doer, after


def _practised(facts: Inputs, activity: Activity, person: str | None, today: date) -> Inputs:
    """Work on an activity renews what its doer can do in the skills that it takes."""
    if person is None or not activity.competencies:
        return facts
    return replace(
        facts,
        competencies=tuple(
            replace(skill, holders=tuple(_renewed(holder, person, today) for holder in skill.holders))
            if skill.id in activity.competencies
            else skill
            for skill in facts.competencies
        ),
    )


def _renewed(holder: Holder, person: str, today: date) -> Holder:
    return replace(holder, proof_on=today) if holder.person == person else holder


def _competency_acts(competency: Competency, today: date) -> Iterator[tuple[str, str | None, Competency]]:
    for i, holder in enumerate(competency.holders):
        act = "assess_next_level" if holder.level < QUALIFIED_LEVEL else "renew_proof"
        level = max(holder.level, min(holder.level + 1, QUALIFIED_LEVEL))
        holders = list(competency.holders)
        holders[i] = replace(holder, level=level, proof_on=today)
        yield act, holder.person, replace(competency, holders=tuple(holders), assessed=True)
    if not competency.holders:
        yield "assess_first", None, replace(competency, holders=(Holder(LEARNER, 1, today),), assessed=True)
    if competency.critical and len(qualified(competency, today)) < 2:
        yield from _one_more(competency, today)


def _one_more(competency: Competency, today: date) -> Iterator[tuple[str, str | None, Competency]]:
    """Train somebody new, unless a colleague is one assessment away.

    One level may be worth nothing where no tool asks for the skill, so the way to independence is an act as a whole.
    """
    able = qualified(competency, today)
    if not any(h.level >= QUALIFIED_LEVEL - 1 for h in competency.holders if h.person not in able):
        trained = (*competency.holders, Holder(LEARNER, QUALIFIED_LEVEL, today))
        act = "train_second" if able else "train_first"
        yield act, None, replace(competency, holders=trained, assessed=True)


def _proven(leader: Leader, today: date) -> Leader:
    level = max(leader.level, LEADER_LEVEL)
    return replace(leader, level=level, proof_on=today, assessed=True)
