"""Content: the list with what is planned, one item with its versions, and what becomes of it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..checking import ground_of
from ..content import add_item, approve, drop, latest_version, logged_as, publish, revise, send_back
from ..content_forms import WHOSE, ApproveForm, ContentForm, PublishForm, SendBackForm
from ..content_reading import FILTERS, KINDS, decisions_on, listed, planned, versions_of, voices
from ..models import AuthorKind, ContentItem
from ..modes import DONE
from .blueprint import activities_of, pages

MOST_PEOPLE = 500


@pages.route("/engagements/<uuid:id>/content")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def content(engagement: Engagement) -> ResponseReturnValue:
    show = request.args.get("show", "open")
    show = show if show in FILTERS else "open"
    found = listed(engagement, show)
    older = url_for(".content", id=engagement.id, show=show, after=found.after) if found.after else None
    return render_template(
        "worklog/content.html", **tab_values(engagement, "content"), items=found.rows, older=older, show=show,
        filters=FILTERS, kinds=KINDS, weeks=planned(engagement), voices=voices(engagement),
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/content/new", methods=["GET", "POST"])
@requires(Can.KEEP_CONTENT, of=Engagement)
def new_item(engagement: Engagement) -> ResponseReturnValue:
    kind = AuthorKind.CLIENT if g.member.of_client else AuthorKind.PRACTICE
    form = ContentForm(author_kind=str(kind), author=str(g.member.id))
    _offer(form, engagement, None)

    def write() -> ContentItem:
        return add_item(engagement, form.activity.record, form.words, by=g.member, **form.what)

    if done := form.attempt(write, lambda item: url_for(".item", id=item.id)):
        return done
    return render_template("worklog/content_form.html", **place_of(engagement), form=form, item=None, whose=WHOSE), (
        form.status
    )


@pages.route("/content/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=ContentItem)
def item(item: ContentItem) -> ResponseReturnValue:
    return _page(item)


@pages.route("/content/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.KEEP_CONTENT, of=ContentItem)
def edit_item(item: ContentItem) -> ResponseReturnValue:
    place, newest = place_of(item), latest_version(item)
    form = ContentForm(
        based_on=str(item.version), title=item.title, activity=str(item.activity_id), channel=item.channel,
        reply=item.reply, planned_on=item.planned_on, text=newest.text if newest else "",
        link=newest.link if newest else "", author_kind=str(item.author_kind), author=str(item.author_id or ""),
        in_name_of=str(item.in_name_of_id or ""), disclosure=item.disclosure,
    )  # fmt: skip
    _offer(form, place["engagement"], item)

    def write() -> None:
        what = {**form.what, "activity_id": form.activity.record.id}
        revise(item, form.words, by=g.member, based_on=form.version, **what)

    if done := form.attempt(write, lambda _: url_for(".item", id=item.id)):
        flash("Saved.", "success")
        return done
    if form.stale:
        newest = latest_version(item)
        form.based_on.data = str(item.version)
    page = render_template(
        "worklog/content_form.html", **place, form=form, item=item, whose=WHOSE, newest=newest if form.stale else None
    )
    return page, form.status


@pages.route("/content/<uuid:id>/approve", methods=["POST"])
@requires(Can.APPROVE_CONTENT, of=ContentItem)
def approve_item(item: ContentItem) -> ResponseReturnValue:
    form = ApproveForm()
    then = url_for(".item", id=item.id)
    if done := form.attempt(lambda: approve(item, by=g.member, words=form.words.data or ""), lambda _: then):
        flash("Approved. It may go out.", "success")
        return done
    return _page(item, approving=form), form.status


@pages.route("/content/<uuid:id>/return", methods=["POST"])
@requires(Can.APPROVE_CONTENT, of=ContentItem)
def return_item(item: ContentItem) -> ResponseReturnValue:
    form = SendBackForm()
    then = url_for(".item", id=item.id)
    if done := form.attempt(lambda: send_back(item, by=g.member, words=form.words.data), lambda _: then):
        flash("Returned to whoever wrote it.", "success")
        return done
    return _page(item, returning=form), form.status


@pages.route("/content/<uuid:id>/publish", methods=["POST"])
@requires(Can.KEEP_CONTENT, of=ContentItem)
def publish_item(item: ContentItem) -> ResponseReturnValue:
    form = PublishForm()
    then = url_for(".item", id=item.id)

    def write() -> None:
        publish(item, by=g.member, on=form.on.data, log=bool(form.log.data))

    if done := form.attempt(write, lambda _: then):
        flash("Published.", "success")
        return done
    return _page(item, publishing=form), form.status


@pages.route("/content/<uuid:id>/drop", methods=["POST"])
@requires(Can.KEEP_CONTENT, of=ContentItem)
def drop_item(item: ContentItem) -> Response:
    drop(item, by=g.member)
    db.session.commit()
    flash("Dropped. Saving a change takes it up again.", "success")
    return redirect(url_for(".content", id=item.engagement_id), 303)


def _page(item: ContentItem, **refused: Any) -> str:
    """An item; `refused` are forms that are to be shown again."""
    forms = {"approving": ApproveForm(), "returning": SendBackForm(), "publishing": PublishForm(), **refused}
    mode = logged_as(item, g.member, ground_of(item.engagement_id, item.activity))
    return render_template(
        "worklog/content_item.html", **place_of(item), item=item, versions=versions_of(item), kinds=KINDS,
        decisions=decisions_on(item), approves=may(Can.APPROVE_CONTENT, item), logged=DONE[mode] if mode else None,
        **forms,
    )  # fmt: skip


def _offer(form: ContentForm, engagement: Engagement, item: ContentItem | None) -> None:
    mine = item.activity_id if item else None
    activities = [one for one in activities_of(engagement) if one.not_applicable_at is None or one.id == mine]
    here = or_(Membership.client_id == engagement.client_id, Membership.client_id.is_(None))
    people = scoped(Membership).where(here, Membership.ended_at.is_(None)).order_by(Membership.name).limit(MOST_PEOPLE)
    form.offer(g.member, activities, list(db.session.scalars(people)), item)
