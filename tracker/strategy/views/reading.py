"""The strategy as it stands: the tab, the whole of it to print, one section, an old revision."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.rewriting import compare
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of as place_and_client
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..authorship import authorship, mean_share
from ..measured import board
from ..models import StrategySection
from ..next_steps import next_step
from ..policies import gives_out
from ..reading import history_of, leaf_in_place, leaves, place_of, returned_since, revision_of
from ..standing import Standing, standings
from ..states import SectionState, review_due
from ..writing_out import as_markdown
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/strategy")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def overview(engagement: Engagement) -> ResponseReturnValue:
    sections = standings(engagement.id)
    names = _names(sections)
    rows = [_row(section, names) for section in sections]
    return render_template(
        "strategy/overview.html",
        **tab_values(engagement, "strategy"),
        rows=[row for row in rows if row["state"] != SectionState.SET_ASIDE],
        set_aside=[row for row in rows if row["state"] == SectionState.SET_ASIDE],
        **_sums([section for section in sections if not section.na]),
    )


def _names(sections: Iterable[Standing]) -> dict[UUID | None, str]:
    ids = {id for one in sections for id in (one.author_id, one.signer_id, one.drafter_id) if id is not None}
    query = scoped(Membership).with_only_columns(Membership.id, Membership.name).where(Membership.id.in_(ids))
    return {id: name for id, name in db.session.execute(query)} if ids else {}


def _row(section: Standing, names: dict[UUID | None, str]) -> dict[str, Any]:
    drafter = names.get(section.drafter_id, "")
    return {
        "section": section,
        "state": section.state(clock.today()),
        "author": names.get(section.author_id, ""),
        "signer": names.get(section.signer_id, ""),
        "drafter": drafter,
        "step": next_step(section, g.member, clock.today(), drafter),
    }


def _sums(sections: list[Standing]) -> dict[str, Any]:
    return {
        "count": len(sections),
        "signed": sum(section.signed for section in sections),
        "asked": sum(section.asked_on is not None and not section.signed for section in sections),
        "share": mean_share(sections),
    }


@pages.route("/engagements/<uuid:id>/strategy/whole")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def whole(engagement: Engagement) -> ResponseReturnValue:
    """Everything on one page, to read or print: what is signed, beside it what is not, and the goals."""
    return render_template(
        "strategy/whole.html", engagement=engagement, leaves=leaves(engagement.id), board=board(engagement.id)
    )


@pages.route("/engagements/<uuid:id>/strategy.md")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def download(engagement: Engagement) -> ResponseReturnValue:
    """The same as a Markdown file."""
    text = as_markdown(engagement, leaves(engagement.id), board(engagement.id), clock.today())
    name = f"strategy-{engagement.code}.md"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(text, mimetype="text/markdown", headers=headers)


@pages.route("/engagements/<uuid:id>/strategy/words")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def words(engagement: Engagement) -> ResponseReturnValue:
    """Whose words these are, section by section and person by person."""
    sections = standings(engagement.id)
    return render_template(
        "strategy/words.html", **place_and_client(engagement), sections=[one for one in sections if not one.na],
        authorship=authorship(engagement.id, sections),
    )  # fmt: skip


@pages.route("/sections/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=StrategySection)
def section(section: StrategySection) -> ResponseReturnValue:
    leaf, engagement = leaf_in_place(section)
    return render_template(
        "strategy/section.html",
        engagement=engagement,
        section=section,
        leaf=leaf,
        changes=compare(leaf.signed.text, leaf.latest.text) if leaf.changed else [],
        history=history_of(section),
        returned=returned_since(leaf),
        drafter=_drafter(section),
        may_assign=gives_out(g.member, section),
        review_due=review_due(leaf.signed_on, clock.today(), leaf.review_on),
    )


def _drafter(section: StrategySection) -> Membership | None:
    if section.drafter_id is None:
        return None
    return db.session.scalar(scoped(Membership).where(Membership.id == section.drafter_id))


@pages.route("/sections/<uuid:id>/revisions/<int:number>")
@requires(Can.SEE_ENGAGEMENT, of=StrategySection)
def revision(section: StrategySection, number: int) -> ResponseReturnValue:
    """One saved text, and how it came from the one before."""
    shown = revision_of(section, number) if number < 1_000_000_000 else None
    if shown is None:
        abort(404)
    before = revision_of(section, number - 1)
    return render_template(
        "strategy/revision.html",
        engagement=place_of(section),
        section=section,
        revision=shown,
        changes=compare(before.text, shown.text) if before else [],
    )
