"""The worked example of the index: a small firm on its way, whose every number is known."""

from dataclasses import replace
from datetime import date, timedelta

from tracker.selfsufficiency.inputs import (
    Activity,
    Competency,
    Holder,
    Inputs,
    Leader,
    Section,
    Tool,
    Work,
)

TODAY = date(2026, 11, 21)


def ago(days):
    return TODAY - timedelta(days=days)


def section(id, weight=1, written=True, share=1.0, signed=True, **facts):
    signed_on = ago(10) if signed else None
    made = Section(id, id.capitalize(), weight, written, share, signed, signed_on, False, None)
    return replace(made, **facts)


def worked(mode, quantity, days=7, person="priya"):
    return Work(mode, quantity, ago(days), person)


def activity(id, **facts):
    bare = Activity(id, id.capitalize(), 1, False, 0.0, False, None, 0, False, (), None, False)
    return replace(bare, **facts)


def critical(id, **facts):
    return activity(id, weight=2, critical=True, **facts)


def competency(id, *holders, critical=True, assessed=True):
    return Competency(id, id.capitalize(), critical, tuple(holders), assessed)


def firm(**facts):
    """The worked example, with whole lists replaced by ``facts``."""
    return replace(EXAMPLE, **facts)


def with_item(inputs, id, **facts):
    """The same facts with one section, tool, competency or activity changed."""
    lists = {}
    for field in ("sections", "tools", "competencies", "activities"):
        items = getattr(inputs, field)
        lists[field] = tuple(replace(i, **facts) if i.id == id else i for i in items)
    return replace(inputs, **lists)


EXAMPLE = Inputs(
    sections=(
        section("purpose", weight=2), section("voice", share=0.5), section("measures", share=0, signed=False),
    ),
    tools=(
        Tool("scheduler", "Scheduler", 1.0, ("replying",)),
        Tool("analytics", "Analytics", 0.5, ("reporting",)),
    ),
    competencies=(
        competency("replying", Holder("priya", 3, ago(30)), Holder("tom", 3, ago(60))),
        competency("reporting", Holder("priya", 2, ago(180))),
    ),
    leaders=(Leader("helen", 2, ago(40), True), Leader("david", 0, None, True)),
    activities=(
        critical(
            "replies", accountability=1.0, rule_signed=True, looked_on=ago(4), rung=3,
            work=(worked("client", 20), worked("client_checked", 5, days=30)),
            runbook_tested_on=ago(100), deputy_accepted=True,
        ),
        activity(
            "posts", accountability=1.0, rule_signed=True, rung=4, provider=True,
            work=(worked("provider", 8),),
        ),
        critical(
            "report", accountability=0.5, rule_signed=True, looked_on=ago(19), rung=2,
            work=(worked("consultant", 1), worked("together", 1)),
        ),
        activity("ads"),
    ),
)  # fmt: skip
