"""Writing a section, and giving it to somebody to write."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.ids import new_id
from tracker.core.rewriting import Passage, compare

from ..forms import AssignForm, SectionForm, share_details, whole_number
from ..merging import merge
from ..models import Revision, StrategySection
from ..policies import gives_out
from ..reading import leaf_of, place_of, revision_of
from ..writing import assign as give
from ..writing import revise
from .blueprint import pages


@pages.route("/sections/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.DRAFT_STRATEGY, of=StrategySection)
def edit(section: StrategySection) -> ResponseReturnValue:
    """The editor. If somebody saved meanwhile, her text is shown beside the one in the editor, and neither is lost."""
    form = SectionForm()
    form.offer_shares(g.member)
    based_on = whole_number(form.based_on)
    if "take" in request.form and form.validate_on_submit():
        return _taken(section, form)
    if done := form.attempt(
        lambda: revise(section, form.text.data, form.share.data, by=g.member, based_on=based_on),
        then=lambda saved: _saved(section, saved),
    ):
        return done
    latest = leaf_of(section).latest
    if not form.is_submitted() and latest is not None:
        form.start_from(g.member, latest.text, latest.number, latest.client_share)
    elif not form.is_submitted():
        form.start_from(g.member, "", 0, 0.0)
    theirs = latest if form.is_submitted() and latest is not None and latest.number != based_on else None
    meanwhile = _meanwhile(section, theirs, based_on)
    if theirs is not None:
        form.mine.data = form.mine.data or form.text.data
        form.start.data = form.start.data or str(based_on)
        if form.stale:
            form.based_on.data = str(theirs.number)
    return _editor(section, form, theirs, meanwhile), form.status


def _editor(section: StrategySection, form: SectionForm, theirs: Revision | None, meanwhile: list[Passage]) -> str:
    """Beside the editor, if somebody saved meanwhile: her text, and how the writer's own differs from it."""
    mine = form.mine.data or ""
    return render_template(
        "strategy/edit.html", engagement=place_of(section), section=section, form=form, theirs=theirs,
        meanwhile=meanwhile, details=share_details(g.member), mine=mine if theirs is not None else "",
        between=compare(theirs.text, mine) if theirs is not None and mine else [],
    )  # fmt: skip


def _taken(section: StrategySection, form: SectionForm) -> ResponseReturnValue:
    """Fill the editor with theirs, hers, or both put together. Nothing is saved, and nothing is lost."""
    theirs = leaf_of(section).latest
    if theirs is None:
        raise Refused("Nothing was saved meanwhile.")
    start = whole_number(form.start)
    base = revision_of(section, start) if 0 < start < theirs.number else None
    mine = form.mine.data = form.mine.data or form.text.data
    if request.form["take"] == "both":
        merged = merge(base.text if base else "", mine, theirs.text)
        form.text.data = merged.text
        flash(_told(merged.clashes), "info")
    else:
        form.text.data = theirs.text if request.form["take"] == "theirs" else mine
    form.based_on.data = str(theirs.number)
    form.once.data = str(new_id())
    return _editor(section, form, theirs, _meanwhile(section, theirs, start)), 409


def _told(clashes: int) -> str:
    if not clashes:
        return "Both are put together below. Read it, then save: nothing is saved yet."
    places = "one place" if clashes == 1 else f"{clashes} places"
    return f"Both are put together below. In {places} you both changed the same, so both stand there, theirs first."


def _saved(section: StrategySection, revision: Revision) -> str:
    flash(f"Saved as revision {revision.number}.", "success")
    return url_for(".section", id=section.id)


def _meanwhile(section: StrategySection, theirs: Revision | None, based_on: int) -> list[Passage]:
    """Their whole text, with what they changed in the one that the writer started from."""
    if theirs is None:
        return []
    start = revision_of(section, based_on) if based_on > 0 else None
    return compare(start.text if start else "", theirs.text, whole=True)


@pages.route("/sections/<uuid:id>/assign", methods=["GET", "POST"])
@requires(Can.DRAFT_STRATEGY, of=StrategySection, also=gives_out)
def assign(section: StrategySection) -> ResponseReturnValue:
    form = AssignForm(person=str(section.drafter_id or ""))
    form.person.offer(db.session.scalars(own_people(section.client_id)), empty="Nobody in particular")
    if done := form.attempt(
        lambda: give(section, form.person.record, by=g.member), then=lambda _: _given(section, form.person.record)
    ):
        return done
    return render_template(
        "strategy/assign.html", engagement=place_of(section), section=section, form=form
    ), form.status  # fmt: skip


def _given(section: StrategySection, person: Membership | None) -> str:
    flash(f"{person.name} writes this section." if person else "Nobody in particular writes this section.", "success")
    return url_for(".section", id=section.id)
