"""An end before the handover: what is left to the client, what is open, and how the practice's access ends."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.extension_points import facts_of
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values

from ..acceptance_showing import access_words, counts_as_open, plan_shown
from ..left_behind import left_behind
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/early-ending")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def ending(engagement: Engagement) -> ResponseReturnValue:
    facts = facts_of(engagement.id)
    plan = plan_shown(facts, engagement, g.member)
    return render_template(
        "handover/ending.html", **tab_values(engagement, "ending"), left=left_behind(facts, clock.today()), plan=plan,
        plan_counts=counts_as_open(plan), access=access_words(engagement),
        pack_href=link("handover.pack", id=engagement.id), link=link,
    )  # fmt: skip
