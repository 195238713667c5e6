"""The page of packs: assembling one, watching it come, and taking it along."""

from flask import g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.buttons import carry_out
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values

from ..packs.keeping import ask_for_pack
from ..packs.showing import making_of, packs_shown
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/pack")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def pack(engagement: Engagement) -> ResponseReturnValue:
    """While one is in the making the page asks again for that part; once it is there, for the whole page."""
    if "HX-Request" in request.headers:
        return _progress(engagement)
    shown = packs_shown(engagement, request.args.get("hash", ""))
    return render_template("handover/pack.html", **tab_values(engagement, "pack"), packs=shown)


@pages.route("/engagements/<uuid:id>/pack/assemble", methods=["POST"])
@requires(Can.ASSEMBLE_PACK, of=Engagement)
def assemble_pack(engagement: Engagement) -> ResponseReturnValue:
    then = url_for(".pack", id=engagement.id)
    said = "It is being assembled. You can leave this page; it goes on without you."
    return carry_out(lambda: ask_for_pack(engagement, by=g.member), said, then)


def _progress(engagement: Engagement) -> ResponseReturnValue:
    making, _ = making_of(engagement)
    if making is not None:
        return render_template("handover/_pack_progress.html", making=making, engagement=engagement)
    answer = make_response("")
    answer.headers["HX-Refresh"] = "true"
    return answer
