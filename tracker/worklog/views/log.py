"""The log: the tab of an engagement, one activity in two taps, and taking an entry back."""

from typing import Any

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import joinedload

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from ..forms import LogAnyForm, LogForm, TakeBackForm
from ..logging import answering_for, log_work, may_take_back_at_once, take_back
from ..models import WorkEntry, WorkQuestion
from ..modes import TOTALS, modes_for, usual_mode, words_for
from ..summary import summary_of
from .blueprint import activities_of, home_of, pages

ENTRIES_ON_A_PAGE = 30
OWN_ENTRIES = 5


@pages.route("/engagements/<uuid:id>/work")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def log(engagement: Engagement) -> ResponseReturnValue:
    query = _entries().options(joinedload(WorkEntry.question).joinedload(WorkQuestion.asked))
    entries = newest_first(query.where(WorkEntry.engagement_id == engagement.id), WorkEntry.id, ENTRIES_ON_A_PAGE)
    older = url_for(".log", id=engagement.id, after=entries.after) if entries.after else None
    return render_template(
        "worklog/log.html", **tab_values(engagement, "work"), summary=summary_of(engagement), names=TOTALS,
        activities={one.id: one for one in activities_of(engagement)}, entries=entries.rows, older=older,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/work/add", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=Engagement)
def add(engagement: Engagement) -> ResponseReturnValue:
    """One piece of work of any activity."""
    form = LogAnyForm()
    form.activity.offer([one for one in activities_of(engagement) if one.not_applicable_at is None], empty="Choose")
    form.offer_modes(g.member, words_for(g.member))
    form.offer_people(g.member, db.session.scalars(own_people(engagement.client_id)))
    then = url_for(".log", id=engagement.id)

    def write() -> WorkEntry:
        return log_work(form.activity.record, form.mode.data, by=g.member, **form.amounts)

    if done := form.attempt(write, lambda entry: _logged(entry, form.activity.record, then)):
        return done
    return render_template("worklog/add.html", **place_of(engagement), form=form), form.status


@pages.route("/activities/<uuid:id>/log", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=Activity)
def quick(activity: Activity) -> ResponseReturnValue:
    """Two taps post mode and one piece; the page itself asks for all the rest."""
    answering, form = answering_for(activity), LogForm()
    form.offer_modes(g.member, modes_for(g.member, activity, answering))
    form.offer_people(g.member, db.session.scalars(own_people(activity.client_id)))
    if not form.is_submitted():
        form.mode.data = str(usual_mode(g.member, activity, answering))

    def write() -> WorkEntry:
        return log_work(activity, form.mode.data, by=g.member, **form.amounts)

    if done := form.attempt(write, lambda entry: _logged(entry, activity, home_of(activity))):
        return done
    own = _entries().where(WorkEntry.activity_id == activity.id, WorkEntry.person_id == g.member.id)
    entries = db.session.scalars(own.order_by(WorkEntry.id.desc()).limit(OWN_ENTRIES)).all()
    page = render_template(
        "worklog/quick.html", activity=activity, form=form, entries=entries, names=TOTALS, back=home_of(activity)
    )
    return page, form.status


@pages.route("/work/<uuid:id>/take-back", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=WorkEntry)
def take_entry_back(entry: WorkEntry) -> ResponseReturnValue:
    form, at_once = TakeBackForm(), may_take_back_at_once(entry, g.member)
    activity = db.session.scalars(scoped(Activity).where(Activity.id == entry.activity_id)).one()
    back = home_of(activity)
    if done := form.attempt(lambda: take_back(entry, by=g.member, because=form.because.data or ""), lambda _: back):
        return done
    page = render_template(
        "worklog/take_back.html", entry=entry, activity=activity, form=form, at_once=at_once, names=TOTALS, back=back
    )
    return page, form.status


def _entries() -> Any:
    return scoped(WorkEntry).options(joinedload(WorkEntry.person))


def _logged(entry: WorkEntry, activity: Activity, then: str) -> str:
    words = Markup('Logged: {} × {}, {}. <a href="{}">Take it back</a>')
    undo = url_for(".take_entry_back", id=entry.id)
    flash(words.format(entry.quantity, activity.unit, activity.name, undo), "success")
    if entry.logged_by_id is not None and entry.question_id is not None:
        flash("It counts once the person whose work it is has confirmed it.", "info")
    return then
