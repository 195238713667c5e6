"""Pages of the work log: the tab of an engagement, one activity in two taps, and taking an entry back."""

from typing import Any

from flask import Blueprint, flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import joinedload

from tracker.access import Can, may, requires
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .forms import LogAnyForm, LogForm, TakeBackForm
from .logging import answering_for, log_work, may_take_back_at_once, take_back
from .models import WorkEntry
from .modes import TOTALS, modes_for, usual_mode, words_for
from .summary import summary_of

pages = Blueprint("worklog", __name__)

ENTRIES_ON_A_PAGE = 30
OWN_ENTRIES = 5


@pages.route("/engagements/<uuid:id>/work")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def log(engagement: Engagement) -> ResponseReturnValue:
    return _tab(engagement, None)


@pages.route("/engagements/<uuid:id>/work", methods=["POST"])
@requires(Can.LOG_WORK, of=Engagement)
def add(engagement: Engagement) -> ResponseReturnValue:
    activities = _activities(engagement)
    form = _form_for_any(activities)
    then = url_for(".log", id=engagement.id)

    def write() -> WorkEntry:
        return log_work(form.activity.record, form.mode.data, by=g.member, **form.amounts)

    if done := form.attempt(write, lambda entry: _logged(entry, form.activity.record, then)):
        return done
    return _tab(engagement, form), form.status


@pages.route("/activities/<uuid:id>/log", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=Activity)
def quick(activity: Activity) -> ResponseReturnValue:
    """Two taps post mode and one piece; the page itself asks for all the rest."""
    answering, form = answering_for(activity), LogForm()
    form.offer_modes(g.member, modes_for(g.member, activity, answering))
    if not form.is_submitted():
        form.mode.data = str(usual_mode(g.member, activity, answering))

    def write() -> WorkEntry:
        return log_work(activity, form.mode.data, by=g.member, **form.amounts)

    if done := form.attempt(write, lambda entry: _logged(entry, activity, _home_of(activity))):
        return done
    own = _entries().where(WorkEntry.activity_id == activity.id, WorkEntry.person_id == g.member.id)
    entries = db.session.scalars(own.order_by(WorkEntry.id.desc()).limit(OWN_ENTRIES)).all()
    page = render_template(
        "worklog/quick.html", activity=activity, form=form, entries=entries, names=TOTALS, back=_home_of(activity)
    )
    return page, form.status


@pages.route("/work/<uuid:id>/take-back", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=WorkEntry)
def take_entry_back(entry: WorkEntry) -> ResponseReturnValue:
    form, at_once = TakeBackForm(), may_take_back_at_once(entry, g.member)
    activity = db.session.scalars(scoped(Activity).where(Activity.id == entry.activity_id)).one()
    back = _home_of(activity)
    if done := form.attempt(lambda: take_back(entry, by=g.member, because=form.because.data or ""), lambda _: back):
        return done
    page = render_template(
        "worklog/take_back.html", entry=entry, activity=activity, form=form, at_once=at_once, names=TOTALS, back=back
    )
    return page, form.status


def _tab(engagement: Engagement, form: LogAnyForm | None) -> str:
    activities = _activities(engagement)
    if form is None and may(Can.LOG_WORK, engagement):
        form = _form_for_any(activities)
    entries = newest_first(_entries().where(WorkEntry.engagement_id == engagement.id), WorkEntry.id, ENTRIES_ON_A_PAGE)
    older = url_for(".log", id=engagement.id, after=entries.after) if entries.after else None
    return render_template(
        "worklog/log.html", **tab_values(engagement, "work"), form=form, summary=summary_of(engagement), names=TOTALS,
        activities={one.id: one for one in activities}, entries=entries.rows, older=older,
    )  # fmt: skip


def _activities(engagement: Engagement) -> list[Activity]:
    query = scoped(Activity).where(Activity.engagement_id == engagement.id).order_by(Activity.position)
    return list(db.session.scalars(query))


def _form_for_any(activities: list[Activity]) -> LogAnyForm:
    form = LogAnyForm()
    form.activity.offer([one for one in activities if one.not_applicable_at is None], empty="Choose")
    form.offer_modes(g.member, words_for(g.member))
    return form


def _entries() -> Any:
    return scoped(WorkEntry).options(joinedload(WorkEntry.person))


def _home_of(activity: Activity) -> str:
    """The practice works from the engagement's log; the client's and providers' people from what they run."""
    running = None if g.member.of_practice else link("overview.running")
    return running or url_for(".log", id=activity.engagement_id)


def _logged(entry: WorkEntry, activity: Activity, then: str) -> str:
    words = Markup('Logged: {} × {}, {}. <a href="{}">Take it back</a>')
    undo = url_for(".take_entry_back", id=entry.id)
    flash(words.format(entry.quantity, activity.unit, activity.name, undo), "success")
    return then
