"""Writing a report: begun, edited, previewed as the client will see it, sent or thrown away."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.forms import Form, whole
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of

from ..drafting import begin
from ..forms import DraftForm, SendForm
from ..models import ReportDraft
from ..numbers import read_numbers
from ..paper import paper_of, period_words
from ..parts import BY_KEY, complete, shown_parts
from ..reading import receivers
from ..sending import send
from ..showing import in_words
from .blueprint import pages
from .reports import as_pdf


@pages.route("/engagements/<uuid:id>/reports/new", methods=["POST"])
@requires(Can.WRITE_REPORT, of=Engagement)
def new(engagement: Engagement) -> ResponseReturnValue:
    form = Form()
    if done := form.attempt(
        lambda: begin(engagement, by=g.member), then=lambda draft: url_for(".edit", id=draft.id)
    ):
        return done
    flash(form.form_errors[0] if form.form_errors else "Nothing was begun.", "error")
    return redirect(url_for(".listing", id=engagement.id), 303)


@pages.route("/report-drafts/<uuid:id>", methods=["GET", "POST"])
@requires(Can.WRITE_REPORT, of=ReportDraft)
def edit(draft: ReportDraft) -> ResponseReturnValue:
    form = DraftForm.of(draft)
    if done := form.attempt(
        lambda: draft.rewrite(by=g.member, seen=whole(form.seen.data), **form.values()),
        then=lambda _: url_for(".preview", id=draft.id),
    ):
        return done
    theirs = draft if form.stale and draft.open else None
    if theirs is not None:
        form.seen.data = str(draft.revision)
    return render_template(
        "reports/edit.html", **place_of(draft), draft=draft, form=form, theirs=theirs,
        entries=[(BY_KEY[entry["key"]], entry["text"]) for entry in complete(draft.parts)],
    ), form.status  # fmt: skip


@pages.route("/report-drafts/<uuid:id>/preview")
@requires(Can.WRITE_REPORT, of=ReportDraft)
def preview(draft: ReportDraft) -> ResponseReturnValue:
    return _preview(draft)


@pages.route("/report-drafts/<uuid:id>/paper")
@requires(Can.WRITE_REPORT, of=ReportDraft)
def preview_paper(draft: ReportDraft) -> ResponseReturnValue:
    place = place_of(draft)
    numbers = read_numbers(place["engagement"], draft.since, g.workspace.practice)
    paper = paper_of(
        title=draft.title, since=draft.since, until=clock.today(), parts=shown_parts(draft.parts), numbers=numbers,
        client=place["client"].name, practice=g.workspace.practice, by=g.member.name,
    )  # fmt: skip
    return as_pdf(paper, f"{draft.title}, draft.pdf")


@pages.route("/report-drafts/<uuid:id>/send", methods=["POST"])
@requires(Can.WRITE_REPORT, of=ReportDraft)
def send_draft(draft: ReportDraft) -> ResponseReturnValue:
    engagement, form = place_of(draft)["engagement"], SendForm()
    form.offer(receivers(engagement), g.workspace.practice, [])
    if done := form.attempt(
        lambda: send(draft, form.chosen, by=g.member, seen=whole(form.seen.data)),
        then=lambda report: url_for(".show", id=report.id),
    ):
        flash("On its way. What was sent stays as it is.", "success")
        return done
    return _preview(draft, form)


@pages.route("/report-drafts/<uuid:id>/discard", methods=["POST"])
@requires(Can.WRITE_REPORT, of=ReportDraft)
def discard(draft: ReportDraft) -> ResponseReturnValue:
    form = Form()
    if done := form.attempt(
        lambda: draft.discard(by=g.member), then=lambda _: url_for(".listing", id=draft.engagement_id)
    ):
        flash("Thrown away. Nobody was sent anything.", "success")
        return done
    return _preview(draft, SendForm(formdata=None), refused=form)


def _preview(draft: ReportDraft, form: SendForm | None = None, refused: Any = None) -> ResponseReturnValue:
    place = place_of(draft)
    engagement = place["engagement"]
    if form is None:
        form = SendForm(formdata=None, seen=str(draft.revision))
        form.offer(receivers(engagement), g.workspace.practice, draft.recipients)
    elif form.stale:
        form.seen.data = str(draft.revision)
    page = render_template(
        "reports/preview.html", **place, draft=draft, form=form, refused=refused, parts=shown_parts(draft.parts),
        shown=in_words(read_numbers(engagement, draft.since, g.workspace.practice)),
        period=period_words(draft.since, clock.today()),
    )  # fmt: skip
    return page, (refused or form).status

