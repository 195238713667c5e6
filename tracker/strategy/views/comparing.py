"""Any two revisions beside each other, and everything that changed since the owner signed."""

from typing import Any

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.rewriting import budget
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of as place_and_client

from ..comparing import Offered, comparison, offered, since_signed, two_revisions
from ..forms import CompareForm
from ..models import StrategySection
from ..next_steps import next_step
from ..reading import leaves, place_of
from ..standing import standings
from .blueprint import pages


@pages.route("/sections/<uuid:id>/compare")
@requires(Can.SEE_ENGAGEMENT, of=StrategySection)
def compare(section: StrategySection) -> ResponseReturnValue:
    """The revisions `older` and `newer`; without them the latest with the signed one, or with the one before."""
    choices = offered(section)
    if not choices:
        return render_template("strategy/compare.html", engagement=place_of(section), section=section, form=None)
    older, newer = _asked(choices)
    found = two_revisions(section, older, newer)
    if older != newer and found is None:
        abort(404)
    form = CompareForm(formdata=None)
    form.offer([SelectChoice(one.number, _named(one)) for one in choices], older, newer)
    return render_template(
        "strategy/compare.html",
        engagement=place_of(section),
        section=section,
        form=form,
        comparison=comparison(*found) if found else None,
        signed=next((one.number for one in choices if one.signed), None),
        latest=choices[0].number,
    )


def _asked(choices: list[Offered]) -> tuple[int, int]:
    latest = choices[0].number
    signed = next((one.number for one in choices if one.signed and one.number < latest), max(latest - 1, 1))
    older, newer = _number("older", signed), _number("newer", latest)
    return min(older, newer), max(older, newer)


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _named(one: Offered) -> str:
    day = clock.day_of(one.revision.written_at)
    signed = ", signed" if one.signed else ""
    return f"{one.number}: {one.revision.author.name}, {day.day} {day:%b %Y}{signed}"


@pages.route("/engagements/<uuid:id>/strategy/changes")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def changes(engagement: Engagement) -> ResponseReturnValue:
    """On one page: what stands now and was not signed, section by section."""
    found = [leaf for leaf in leaves(engagement.id) if leaf.section.not_applicable_at is None]
    return render_template(
        "strategy/changes.html",
        **place_and_client(engagement),
        changed=[leaf for leaf in found if leaf.changed],
        never_signed=[leaf for leaf in found if leaf.latest and not leaf.signed],
        unwritten=[leaf for leaf in found if not leaf.latest],
        signed=[leaf for leaf in found if leaf.signed and not leaf.changed],
        comparisons=since_signed(found, budget()),
        steps=_steps(engagement),
    )


def _steps(engagement: Engagement) -> dict[Any, Any]:
    return {one.id: next_step(one, g.member, clock.today()) for one in standings(engagement.id)}
