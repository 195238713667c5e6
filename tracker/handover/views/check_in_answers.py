"""Answering a check-in, one part after the other, each kept as it is left."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core import clock
from tracker.core.database import db
from tracker.core.forms import whole
from tracker.engagements.place import place_of

from ..check_in_answering import PARTS, critical_activities, keep_part, missing, said_of, send
from ..check_in_forms import (
    WHO_DOES,
    PartForm,
    SendForm,
    ahead_form,
    calls_form,
    show_form,
    who_form,
    words_form,
)
from ..check_in_questions import asked
from ..check_in_reading import due_words, skills_of, to_be_shown
from ..models import CheckIn
from ..models.check_in_answer import MANAGE
from .blueprint import pages

ORDER = list(PARTS)


@pages.route(f"/check-ins/<uuid:id>/answer/<any({', '.join(ORDER)}):part>", methods=["GET", "POST"])
@requires(Can.ANSWER_CHECK_IN, of=CheckIn)
def answer_part(check_in: CheckIn, part: str) -> ResponseReturnValue:
    if not check_in.open and request.method == "GET":
        return redirect(url_for(".check_in", id=check_in.id))
    activities = critical_activities(check_in.engagement_id) if part == "who" else []
    form = _form(check_in, part, activities)
    if done := form.attempt(
        lambda: keep_part(check_in, part, form.values(), seen=whole(form.seen.data), by=g.member),
        then=lambda _: _next(check_in, part),
    ):
        flash("Kept. You can leave and come back.", "success")
        return done
    theirs = _theirs(check_in, part, form) if form.stale else []
    return render_template(
        "handover/answer_part.html", **place_of(check_in), check_in=check_in, part=part, parts=PARTS, form=form,
        activities=activities, who_does=WHO_DOES, theirs=theirs, place=ORDER.index(part) + 1,
        before=ORDER[ORDER.index(part) - 1] if part != ORDER[0] else None,
    ), form.status  # fmt: skip


def _form(check_in: CheckIn, part: str, activities: list[Any]) -> PartForm:
    questions = asked(check_in.questions)
    if part == "words":
        return words_form(check_in, questions)
    if part == "who":
        return who_form(check_in, activities)
    if part == "calls":
        return calls_form(check_in, questions)
    if part == "show":
        people = list(db.session.scalars(own_people(check_in.client_id)))
        return show_form(check_in, questions, people, skills_of(check_in.engagement_id))
    return ahead_form(check_in, questions)


def _next(check_in: CheckIn, part: str) -> str:
    place = ORDER.index(part) + 1
    if place == len(ORDER):
        return url_for(".send_check_in", id=check_in.id)
    return url_for(".answer_part", id=check_in.id, part=ORDER[place])


def _theirs(check_in: CheckIn, part: str, form: PartForm) -> list[tuple[str, str]]:
    """What is kept now, beside what was typed here; sending again replaces it."""
    db.session.refresh(check_in)
    form.seen.data = str(check_in.revision(part))
    kept = check_in.written(part)
    found = []
    for field in form:
        if field.short_name in kept:
            labels = {str(value): label for value, label, *_ in field.iter_choices()} if _chosen(field) else {}
            value = str(kept[field.short_name])
            found.append((field.label.text, labels.get(value, value)))
    return found


def _chosen(field: Any) -> bool:
    return hasattr(field, "iter_choices")


@pages.route("/check-ins/<uuid:id>/send", methods=["GET", "POST"])
@requires(Can.ANSWER_CHECK_IN, of=CheckIn)
def send_check_in(check_in: CheckIn) -> ResponseReturnValue:
    """All of it once more, what sending will change, and the one button."""
    then = url_for(".check_in", id=check_in.id)
    form = SendForm()
    if done := form.attempt(lambda: send(check_in, by=g.member), then=lambda _: then):
        flash("Sent. Thank you.", "success")
        return done
    if not check_in.open and not form.is_submitted():
        return redirect(then)
    activities, who = critical_activities(check_in.engagement_id), check_in.written("who")
    said = [(one, said_of(one, who), who.get(f"why_{one.id}", "")) for one in activities]
    return render_template(
        "handover/send_check_in.html", **place_of(check_in), check_in=check_in, form=form, parts=PARTS,
        asked=asked(check_in.questions), missing=missing(check_in, activities), said=said, who_does=WHO_DOES,
        manage=MANAGE, due=due_words(check_in, clock.today()), fallen=_fallen(said), shows=to_be_shown(check_in),
    ), form.status  # fmt: skip


def _fallen(said: list[tuple[Any, int | None, str]]) -> list[tuple[Any, int]]:
    return [(activity, rung) for activity, rung, _ in said if rung is not None and rung < activity.rung]
