"""The decision log, one decision, and the decider's answer."""

from typing import Any

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.core.forms import whole
from tracker.core.uploads import takes_files
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.subjects import find_subject, subject_of, subjects
from tracker.engagements.tabs import tab_values

from .forms import BecauseForm, ConfirmForm, DecisionForm, NewDecisionForm
from .models import Decision
from .reading import FILTERS, answers_of, in_force, log_of, logged, records_to_be_about
from .writing import checked, write_down

pages = Blueprint("decisions", __name__)


@pages.route("/engagements/<uuid:id>/decision-log")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def listing(engagement: Engagement) -> ResponseReturnValue:
    asked = request.args.get("show", "all")
    shown = asked if asked in FILTERS else "all"
    choices = [
        {"label": label, "url": url_for(".listing", id=engagement.id, show=name), "current": name == shown}
        for name, label in FILTERS.items()
    ]
    return render_template(
        "decisions/listing.html", **tab_values(engagement, "decisions"), page=log_of(engagement.id, shown),
        choices=choices, shown=shown,
    )  # fmt: skip


@pages.route("/decisions/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Decision)
def show(decision: Decision) -> ResponseReturnValue:
    return _page(decision)


@pages.route("/engagements/<uuid:id>/decision-log/new", methods=["GET", "POST"])
@takes_files
@requires(Can.LOG_DECISION, of=Engagement)
def new(engagement: Engagement) -> ResponseReturnValue:
    form = NewDecisionForm()
    _offer(form, engagement.id, engagement.client_id)
    if done := form.attempt(
        lambda: write_down(
            engagement, by=g.member, files=form.files.checked, **checked(engagement.client_id, **form.values())
        ),
        then=lambda row: url_for(".show", id=row.id),
    ):
        flash("Written down. It counts once the decider has confirmed it.", "success")
        return done
    return render_template("decisions/write.html", **place_of(engagement), form=form, decision=None), form.status


@pages.route("/decisions/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.LOG_DECISION, of=Decision)
def edit(decision: Decision) -> ResponseReturnValue:
    form = DecisionForm(obj=decision, seen=str(decision.revision))
    _offer(form, decision.engagement_id, decision.client_id, but=decision)
    if not form.is_submitted():
        for name in ("decider", "about", "supersedes"):
            form[name].data = str(getattr(decision, f"{name}_id") or "")
    if done := form.attempt(
        lambda: decision.rewrite(
            by=g.member, seen=whole(form.seen.data), **checked(decision.client_id, **form.values())
        ),
        then=lambda _: url_for(".show", id=decision.id),
    ):
        return done
    theirs = decision if form.stale else None
    if theirs is not None:
        form.seen.data = str(decision.revision)
    return render_template("decisions/write.html", **place_of(decision), form=form, decision=decision,
                           theirs=theirs), form.status  # fmt: skip


@pages.route("/decisions/<uuid:id>/confirm", methods=["POST"])
@requires(Can.SEE_ENGAGEMENT, of=Decision)
def confirm(decision: Decision) -> ResponseReturnValue:
    """Whoever may see it may try; the decision itself says that only its decider can."""
    form = ConfirmForm()
    return _answered(decision, form, "confirm", form.words, "Confirmed. It is in force.")


@pages.route("/decisions/<uuid:id>/decline", methods=["POST"])
@requires(Can.SEE_ENGAGEMENT, of=Decision)
def decline(decision: Decision) -> ResponseReturnValue:
    form = BecauseForm()
    return _answered(decision, form, "decline", form.because, "Declined.")


@pages.route("/decisions/<uuid:id>/withdraw", methods=["POST"])
@requires(Can.LOG_DECISION, of=Decision)
def withdraw(decision: Decision) -> ResponseReturnValue:
    form = BecauseForm()
    return _answered(decision, form, "withdraw", form.because, "Withdrawn.")


def _answered(decision: Decision, form: Any, verb: str, words: Any, said: str) -> ResponseReturnValue:
    """One of the decision's own verbs; a refusal is shown on its page with what was typed."""
    then = url_for(".show", id=decision.id)
    if done := form.attempt(
        lambda: getattr(decision, verb)(words.data, by=g.member, seen=whole(form.seen.data)), then=lambda _: then
    ):
        flash(said, "success")
        return done
    form.seen.data = str(decision.revision)
    return _page(decision, form=form, act=verb)


def _page(decision: Decision, form: Any = None, act: str = "") -> ResponseReturnValue:
    about = find_subject(decision.about_type, decision.about_id) if decision.about_id else None
    earlier = find_subject("decision", decision.supersedes_id) if decision.supersedes_id else None
    seen = str(decision.revision)
    forms = {
        name: form if act == name else kind(formdata=None, seen=seen)
        for name, kind in (("confirm", ConfirmForm), ("decline", BecauseForm), ("withdraw", BecauseForm))
    }
    page = render_template(
        "decisions/show.html", **place_of(decision), one=logged(decision), decision=decision, earlier=earlier,
        about=about, about_kind=subjects[decision.about_type] if about else None, answers=answers_of(decision),
        answering=forms, refused=form,
    )  # fmt: skip
    return page, form.status if form is not None else 200


def _offer(form: DecisionForm, engagement_id: Any, client_id: Any, but: Decision | None = None) -> None:
    form.decider.offer(db.session.scalars(own_people(client_id)), empty="Choose a person")
    form.about.offer(records_to_be_about(engagement_id), name=_about_words, empty="Nothing in particular")
    form.supersedes.offer(
        in_force(engagement_id, but.id if but else None), name=lambda row: row.audit_name, empty="No earlier decision"
    )


def _about_words(record: Any) -> str:
    kind = subject_of(record)
    return f"{kind.word.capitalize()}: {kind.name(record)}"
