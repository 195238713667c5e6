"""The pages of flags: what is open, one flag, what is done about it, and how flags are raised."""

from collections.abc import Callable
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.core.buttons import carry_out
from tracker.core.forms import Form, whole
from tracker.discussion.mentions import tellable
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.engagements.telling import tell
from tracker.risks.forms import KeepForm, SnoozeForm
from tracker.training.sight import sight_of

from ..views import pages
from .described import described
from .forms import AgreeForm, KeeperForm, ReopenForm, ResolveForm
from .models import Flag
from .register import history_of, open_flags, past_flags
from .showing import proofs_of

Question = tuple[str, str]


@pages.route("/engagements/<uuid:id>/flags")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def flags(engagement: Engagement) -> ResponseReturnValue:
    """What is open stands on the first page; what is past is read a page at a time."""
    page, facts = past_flags(engagement.id), facts_of(engagement.id)
    sight = sight_of(facts, g.member)
    older = url_for(".flags", id=engagement.id, after=page.after, _anchor="past") if page.after else None
    found = open_flags(engagement.id)
    return render_template(
        "selfsufficiency/flags.html", **tab_values(engagement, "flags"), flags=found, past=page.rows, older=older,
        proofs={flag.id: proofs_of(flag, facts, sight) for flag in found},
    )  # fmt: skip


@pages.route("/how-flags-are-raised")
@requires(Can.VIEW_INDEX, Can.SEE_PORTFOLIO, at_least="read")
def how_flags() -> ResponseReturnValue:
    return render_template("selfsufficiency/how_flags.html", kinds=described())


@pages.route("/flags/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Flag)
def flag(flag: Flag) -> ResponseReturnValue:
    facts, events = facts_of(flag.engagement_id), history_of(flag)
    return render_template(
        "selfsufficiency/flag.html", **place_of(flag), flag=flag, history=[tell(one) for one in events],
        raised=any(one.verb == "flag.raised" for one in events),
        proofs=proofs_of(flag, facts, sight_of(facts, g.member)),
    )  # fmt: skip


@pages.route("/flags/<uuid:id>/acknowledge", methods=["POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def acknowledge_flag(flag: Flag) -> Response:
    return carry_out(lambda: flag.acknowledge(by=g.member), "Noted: it was seen.", _here(flag))


@pages.route("/flags/<uuid:id>/keeper", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def flag_keeper(flag: Flag) -> ResponseReturnValue:
    form = KeeperForm(keeper=str(flag.keeper_id or g.member.id), plan=flag.plan, based_on=str(flag.changes))
    form.keeper.offer(tellable(flag), empty="Choose a person")

    def looked_after() -> None:
        flag.look_after(form.keeper.record, form.plan.data, by=g.member, based_on=whole(form.based_on.data))

    return _asked(flag, form, ("Who looks after this flag?", "Save"), looked_after)


@pages.route("/flags/<uuid:id>/snooze", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def snooze_flag(flag: Flag) -> ResponseReturnValue:
    form = SnoozeForm()
    label = "Put it off" if _settles(flag) else "Propose to put it off"
    question = ("Put this flag off until a day", label)
    return _asked(flag, form, question, lambda: flag.snooze(form.until.data, form.because.data, by=g.member))


@pages.route("/flags/<uuid:id>/resolve", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def resolve_flag(flag: Flag) -> ResponseReturnValue:
    form = ResolveForm()
    question = ("This flag needs nothing more", "Resolve it" if _settles(flag) else "Propose to close it")
    return _asked(flag, form, question, lambda: flag.resolve(form.because.data, by=g.member))


@pages.route("/flags/<uuid:id>/reopen", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def reopen_flag(flag: Flag) -> ResponseReturnValue:
    form = ReopenForm()
    return _asked(flag, form, ("Open it again", "Reopen it"), lambda: flag.reopen(form.because.data, by=g.member))


@pages.route("/flags/<uuid:id>/wake", methods=["POST"])
@requires(Can.RAISE_FLAG, of=Flag)
def wake_flag(flag: Flag) -> Response:
    return carry_out(lambda: flag.wake(by=g.member), "Back in the list.", _here(flag))


@pages.route("/flags/<uuid:id>/agree", methods=["GET", "POST"])
@requires(Can.CLOSE_FLAG, of=Flag)
def agree_flag(flag: Flag) -> ResponseReturnValue:
    form = AgreeForm(based_on=str(flag.changes))
    question = ("Do you agree?", "I agree")
    return _asked(flag, form, question, lambda: flag.agree(by=g.member, based_on=whole(form.based_on.data)))


@pages.route("/flags/<uuid:id>/keep-open", methods=["GET", "POST"])
@requires(Can.CLOSE_FLAG, of=Flag)
def keep_flag_open(flag: Flag) -> ResponseReturnValue:
    form = KeepForm()
    question = ("Keep this flag open", "Keep it open")
    return _asked(flag, form, question, lambda: flag.keep_open(form.because.data, by=g.member))


def _settles(flag: Flag) -> bool:
    """Whether whoever looks may let it rest at once."""
    return not flag.closed_by_the_owner_alone or may(Can.CLOSE_FLAG, flag)


def _asked(flag: Flag, form: Form, question: Question, verb: Callable[[], Any]) -> ResponseReturnValue:
    """A page with one question about a flag; after a 409 it shows what stands now beside what was typed."""
    then = _here(flag)
    if done := form.attempt(verb, then=lambda _: then):
        return done
    if form.stale and "based_on" in form:
        form.based_on.data = str(flag.changes)
    return render_template(
        "selfsufficiency/ask_flag.html", **place_of(flag), flag=flag, form=form, question=question[0],
        label=question[1], theirs=form.stale,
    ), form.status  # fmt: skip


def _here(flag: Flag) -> str:
    return url_for("selfsufficiency.flag", id=flag.id)
