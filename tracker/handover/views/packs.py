"""The page of packs: assembling one, watching it come, and taking it along."""

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.buttons import carry_out
from tracker.core.errors import Refused
from tracker.core.uploads import reckons_files
from tracker.engagements.forms import OwnWordsForm
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values, tab_values_inside

from ..models import HandoverPack
from ..pack_forms import ProveForm
from ..packs.keeping import ask_for_pack
from ..packs.showing import making_of, packs_shown
from ..sealing import seal_minimum, seals_early_end
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/pack")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def pack(engagement: Engagement) -> ResponseReturnValue:
    """While one is in the making the page asks again for that part; once it is there, for the whole page."""
    if "HX-Request" in request.headers:
        return _progress(engagement)
    return _page(engagement, ProveForm(), request.args.get("hash", ""))


@pages.route("/engagements/<uuid:id>/pack/check", methods=["GET", "POST"])
@reckons_files
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def prove_file(engagement: Engagement) -> ResponseReturnValue:
    """Somebody asks whether her file is what was sealed. Only its hash is looked at, while it passes by."""
    if request.method == "GET":  # an answer that was looked at again later
        return redirect(url_for(".pack", id=engagement.id, _anchor="check"))
    form = ProveForm()
    hash, name = form.asked() if form.validate() else ("", "")
    if not hash and not form.errors:
        form.refuse(Refused("Choose a file, or paste its hash.", "file"))
    return _page(engagement, form, hash, name)


@pages.route("/engagements/<uuid:id>/pack/assemble", methods=["POST"])
@requires(Can.ASSEMBLE_PACK, of=Engagement)
def assemble_pack(engagement: Engagement) -> ResponseReturnValue:
    then = url_for(".pack", id=engagement.id)
    said = "It is being assembled. You can leave this page; it goes on without you."
    return carry_out(lambda: ask_for_pack(engagement, by=g.member), said, then)


@pages.route("/packs/<uuid:id>/seal", methods=["GET", "POST"])
@requires(Can.SIGN, of=HandoverPack)
def seal_pack(pack: HandoverPack) -> ResponseReturnValue:
    """What an early end leaves is sealed by the owner, like the pack of a handover by its acceptance."""
    form, then = OwnWordsForm(), url_for(".pack", id=pack.engagement_id)
    if done := form.attempt(lambda: seal_minimum(pack, form.words.data, by=g.member), then=lambda _: then):
        flash("Sealed. It is yours for good.", "success")
        return done
    values = tab_values_inside(pack, "pack")
    seals = seals_early_end(pack, values["engagement"])
    return render_template("handover/seal.html", **values, form=form, pack=pack, seals=seals, back=then), form.status


def _page(engagement: Engagement, form: ProveForm, hash: str, name: str = "") -> ResponseReturnValue:
    shown = packs_shown(engagement, g.member, hash, name)
    seals = shown.newest is not None and seals_early_end(shown.newest.pack, engagement)
    values = tab_values(engagement, "pack")
    return render_template("handover/pack.html", **values, packs=shown, seals=seals, form=form), form.status


def _progress(engagement: Engagement) -> ResponseReturnValue:
    making, _ = making_of(engagement)
    if making is not None:
        return render_template("handover/_pack_progress.html", making=making, engagement=engagement)
    answer = make_response("")
    answer.headers["HX-Refresh"] = "true"
    return answer
