"""Explain this number, and how the index works."""

from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.models import Engagement
from tracker.training.sight import sight_of

from .delivered import WINDOW
from .display import shown, standing_of
from .explaining import Explainer, Proof, Step
from .facts_on_record import facts_of
from .formula import FORMULA_VERSION, PILLARS, WEIGHTS
from .movements import movements
from .stages import MINIMA, Stage
from .words import ABOUT, SHARE_OF_INDEX

pages = Blueprint("selfsufficiency", __name__)


@pages.route("/engagements/<uuid:id>/explain")
@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def explain(engagement: Engagement) -> Any:
    """Every bar opened to its evidence; `?pillar=S` opens one."""
    pillar = request.args.get("pillar") if request.args.get("pillar") in PILLARS else None
    facts = facts_of(engagement.id)
    standing = standing_of(engagement.id)
    if not facts or standing is None:
        return render_template("selfsufficiency/nothing_yet.html", engagement=engagement)
    explanation = Explainer(facts, clock.today(), standing.mark, sight_of(facts, g.member)).explain(pillar)
    return render_template(
        "selfsufficiency/explain.html",
        engagement=engagement,
        index=shown(standing),
        pillar=pillar,
        pillars=PILLARS,
        about=ABOUT,
        shares=SHARE_OF_INDEX,
        rows={key: [_row(proof) for proof in proofs] for key, proofs in explanation.rows.items()},
        steps=[_step(step) for step in explanation.steps],
        later=[_step(step) for step in explanation.later],
        not_evidenced=explanation.not_evidenced,
        movements=movements(engagement.id) if pillar is None else [],
    )


@pages.route("/how-the-index-works")
@requires(Can.VIEW_INDEX, Can.SEE_PORTFOLIO, at_least="read")
def how() -> Any:
    """The method, published: pillars, weights, formula, stages, what counts how long."""
    return render_template(
        "selfsufficiency/how.html", pillars=PILLARS, weights=WEIGHTS, about=ABOUT, stages=list(Stage), minima=MINIMA,
        window=WINDOW.days, version=FORMULA_VERSION,
    )  # fmt: skip


def _row(proof: Proof) -> dict[str, Any]:
    return {
        "name": proof.name, "detail": proof.detail, "on": proof.on, "person": proof.person,
        "points": proof.points, "out_of": proof.out_of, "href": address(proof.link),
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    me = str(g.member.id) in step.person_ids
    return {
        "act": step.act, "person": "You" if me else step.person, "gain": step.gain, "href": address(step.link),
        "needs": step.needs, "first": step.first,
    }  # fmt: skip


def address(link: tuple[str, str] | None) -> str | None:
    return url_for(link[0], id=link[1]) if link else None
