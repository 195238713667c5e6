"""The what-if page: dials to turn on a sandbox copy, and what they would make beside what is."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.training.sight import sight_of

from .display import Bar, next_words, standing_of
from .doubts import BOUND, COVERAGE, PROVISIONAL, RANGE, Doubt, Figures, doubts_of
from .explaining import Explainer
from .facts_on_record import facts_of
from .flags.kept import critical_open
from .formula import PILLARS, Assessment, assess
from .plan import Todo, plan_of
from .sandbox import LEADERS, SECTION, SKILL, TOOL, Dial, address_of, dials_of, turned
from .stages import MINIMA, Stage
from .words import address, option_words

# How sure the evidence makes a number is a question to what is, not to what might be.
ABOUT_EVIDENCE = {PROVISIONAL, COVERAGE, BOUND, RANGE}


@dataclass(frozen=True, slots=True)
class Side:
    """The number as it is now, or as it would be; as `components/index.html` draws it."""

    value: float
    stage: str
    stage_number: int
    next: str
    bars: list[Bar]
    doubts: list[Doubt]


def add_to(pages: Blueprint) -> None:
    pages.add_url_rule("/engagements/<uuid:id>/what-if", view_func=what_if)


@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def what_if(engagement: Engagement) -> Any:
    """Nothing is stored: what is turned stands in the address, which is made as short as it can be."""
    standing, facts = standing_of(engagement.id), facts_of(engagement.id)
    if standing is None or not facts:
        return render_template("selfsufficiency/nothing_yet.html", engagement=engagement)
    today = clock.today()
    explainer = Explainer(facts, today, standing.mark, sight_of(facts, g.member))
    dials = dials_of(facts, explainer.inputs, today, request.args)
    found = address_of(dials)
    here = url_for(".what_if", id=engagement.id, **found)
    part = "HX-Request" in request.headers
    if not part and request.args.to_dict() != found:
        return redirect(here)
    flag = critical_open(facts)
    values = {
        "now": _side(assess(explainer.inputs, today, open_critical_flag=flag)),
        "then": _side(assess(turned(explainer.inputs, dials, today), today, open_critical_flag=flag)),
        "plan": [_todo(todo) for todo in plan_of(dials, explainer.ways, explainer.link)],
        "engagement": engagement, "here": here,
    }  # fmt: skip
    if part:
        page = render_template("selfsufficiency/_what_if.html", in_part=True, **values)
        return page, {"HX-Push-Url": here, "Vary": "HX-Request"}
    values |= tab_values(engagement, "what_if")
    return render_template("selfsufficiency/what_if.html", **values, **_form_of(dials))


def _side(found: Assessment) -> Side:
    following = found.stage.following
    least = MINIMA.get(following, {}) if following else MINIMA[Stage.SELF_SUFFICIENT]
    bars = [Bar(key, name, found.pillars[key], least.get(key)) for key, name in PILLARS.items()]
    held = [one if isinstance(one, str) else list(one) for one in found.held_by]
    coverage = found.coverage
    figures = Figures(
        found.index, found.stage, held, coverage.present, coverage.required, found.upper_bound, found.low, found.high
    )
    doubts = [doubt for doubt in doubts_of(figures) if doubt.key not in ABOUT_EVIDENCE]
    return Side(found.index, found.stage.label, int(found.stage), next_words(following, bars), bars, doubts)


def _todo(todo: Todo) -> dict[str, Any]:
    return {
        "words": todo.words, "person": todo.person, "needs": todo.needs, "first": todo.first,
        "href": address(todo.place),
    }  # fmt: skip


def _form_of(dials: list[Dial]) -> dict[str, Any]:
    """One select for each dial: the activities in rows, all else in lists."""
    asked = [InputRequired()]
    fields = {
        dial.word: SelectField(dial.name, asked, choices=_choices(dial), default=dial.chosen) for dial in dials
    }
    form = type("WhatIf", (Form,), fields)()
    rest = {SECTION: [], TOOL: [], SKILL: [], LEADERS: []}
    rows = []
    for dial in dials:
        if dial.kind in rest:
            rest[dial.kind].append((dial, form[dial.word]))
    standing = [dial for dial in dials if dial.kind not in rest]
    for (_id, name), group in groupby(standing, key=lambda dial: (dial.id, dial.name)):
        rows.append({"name": name, "cells": {dial.kind: form[dial.word] for dial in group}})
    return {"rows": rows, "sections": rest[SECTION], "tools": rest[TOOL], "skills": rest[SKILL] + rest[LEADERS]}


def _choices(dial: Dial) -> list[SelectChoice]:
    words = option_words(dial.kind, g.member.of_practice)
    said = {value: words.get(value, value) + (" (now)" if value == dial.now else "") for value in dial.options}
    return [SelectChoice(value, label) for value, label in said.items()]
