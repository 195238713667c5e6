"""Shared summaries as those who share them see them: the list, a new link, another password, the end."""

from typing import Any

from flask import flash, g, render_template, session, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.forms import Form
from tracker.core.urls import absolute
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of

from .. import links
from ..forms import NewPasswordForm, ShareForm
from ..models import SummaryLink
from .blueprint import pages

JUST_MADE = "summary_just_made"


@pages.route("/engagements/<uuid:id>/shared")
@requires(Can.SHARE_SUMMARY, of=Engagement, at_least="read")
def shared(engagement: Engagement) -> ResponseReturnValue:
    return _page(engagement)


@pages.route("/engagements/<uuid:id>/shared/new", methods=["GET", "POST"])
@requires(Can.SHARE_SUMMARY, of=Engagement)
def new_link(engagement: Engagement) -> ResponseReturnValue:
    """The address is shown once, from the maker's own cookie: no row and no log holds it."""
    form, token = ShareForm(days=links.USUAL_DAYS), []

    def make() -> SummaryLink:
        link, secret = links.share(engagement, form.label.data, form.days.data, form.password.data, by=g.member)
        token.append(secret)
        return link

    if done := form.attempt(make, then=lambda _: url_for(".shared", id=engagement.id)):
        if token:
            session[JUST_MADE] = [str(engagement.id), token[0]]
        return done
    return render_template("reports/share.html", **place_of(engagement), form=form), form.status


@pages.route("/shared/<uuid:id>/password", methods=["GET", "POST"])
@requires(Can.SHARE_SUMMARY, of=SummaryLink)
def lock_link(link: SummaryLink) -> ResponseReturnValue:
    form = NewPasswordForm()
    if done := form.attempt(
        lambda: links.lock_anew(link, form.password.data, by=g.member),
        then=lambda _: url_for(".shared", id=link.engagement_id),
    ):
        flash("The new password counts from now on. Whoever was in is out.", "success")
        return done
    return render_template("reports/lock.html", **place_of(link), form=form, link=link), form.status


@pages.route("/shared/<uuid:id>/revoke", methods=["POST"])
@requires(Can.SHARE_SUMMARY, of=SummaryLink)
def revoke_link(link: SummaryLink) -> ResponseReturnValue:
    form = Form()
    if done := form.attempt(
        lambda: links.revoke(link, by=g.member), then=lambda _: url_for(".shared", id=link.engagement_id)
    ):
        flash("Revoked. The link leads nowhere from now on.", "success")
        return done
    return _page(place_of(link)["engagement"], form)


def _page(engagement: Engagement, refused: Any = None) -> ResponseReturnValue:
    made = session.get(JUST_MADE)
    address = None
    if made and made[0] == str(engagement.id):
        session.pop(JUST_MADE)
        address = absolute(url_for(".summary", token=made[1]))
    page = render_template(
        "reports/shared.html", **place_of(engagement), links=links.links_of(engagement.id), address=address,
        refused=refused,
    )  # fmt: skip
    return page, refused.status if refused else 200
