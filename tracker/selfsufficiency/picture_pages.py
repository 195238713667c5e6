"""The pages of pictures: all of one engagement, to look at and to hand out; and the map of who holds what."""

from typing import Any

from flask import Blueprint, g, render_template, request

from tracker.access import Can, requires
from tracker.engagements.extension_points import facts_of
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.toolkit.access_pictured import access_pictured

from .album import album_of
from .picturing import charges_in


def add_to(pages: Blueprint) -> None:
    pages.add_url_rule("/engagements/<uuid:id>/pictures", view_func=pictures)
    pages.add_url_rule("/engagements/<uuid:id>/responsibilities", view_func=responsibility_map)


@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def pictures(engagement: Engagement) -> Any:
    """`?table=` opens the table behind one of them: all at once would be too much for one page."""
    album = album_of(engagement, g.member, g.workspace.practice)
    return render_template(
        "selfsufficiency/pictures.html", **tab_values(engagement, "pictures"), album=album, link=link,
        table=request.args.get("table", ""),
    )  # fmt: skip


@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def responsibility_map(engagement: Engagement) -> Any:
    """Who answers, stands in, does and supplies, and who has access to what."""
    facts = facts_of(engagement.id)
    return render_template(
        "selfsufficiency/responsibility_map.html", **tab_values(engagement, "map"),
        charges=charges_in(facts, g.workspace.practice) if facts else [], access=access_pictured(engagement.id),
    )  # fmt: skip
