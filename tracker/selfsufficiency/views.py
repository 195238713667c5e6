"""Explain this number, and how the index works."""

from dataclasses import replace
from typing import Any

from flask import g, render_template, request, url_for

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.training.sight import sight_of

from . import history_pages, picture_pages
from .burn_down_pages import add_to as add_burn_down
from .delivered import WINDOW
from .display import IndexShown, pillars_of_standing, shown, standing_of
from .doubts import weighings
from .explaining import Explainer, Proof, Step
from .facts_on_record import facts_of
from .formula import FORMULA_VERSION, PILLARS, WEIGHTS
from .guards.views import add_to as add_guards
from .movements import movements
from .pages import pages
from .seen import shares_of
from .stages import MINIMA, Stage
from .what_if import add_to
from .words import ABOUT, SHARE_OF_INDEX, address

__all__ = ["history_pages", "pages"]
add_to(pages)
picture_pages.add_to(pages)
add_burn_down(pages)
add_guards(pages)


@pages.route("/engagements/<uuid:id>/explain")
@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def explain(engagement: Engagement) -> Any:
    """Every bar opened to its evidence; `?pillar=S` opens one."""
    pillar = request.args.get("pillar") if request.args.get("pillar") in PILLARS else None
    facts = facts_of(engagement.id)
    standing = standing_of(engagement.id)
    if not facts or standing is None:
        return render_template("selfsufficiency/nothing_yet.html", engagement=engagement)
    today, index = clock.today(), shown(standing)
    explainer = Explainer(facts, today, standing.mark, sight_of(facts, g.member))
    explanation = explainer.explain(pillar)
    return render_template(
        "selfsufficiency/explain.html",
        **tab_values(engagement, "explain"),
        practice=g.workspace.practice,
        index=index,
        bars=linked_bars(engagement, index),
        pillar=pillar,
        pillars=PILLARS,
        about=ABOUT,
        shares_of=SHARE_OF_INDEX,
        seen=[replace(one, missing=[(name, address(link)) for name, link in one.missing]) for one in explainer.seen()],
        weighed=weighings(pillars_of_standing(standing)),
        shares=shares_of(facts, today),
        rows=[_row(proof) for proof in explanation.rows.get(pillar or "", ())],
        steps=[_step(step) for step in explanation.steps],
        later=[_step(step) for step in explanation.later],
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


def linked_bars(engagement: Engagement, index: IndexShown | None) -> list[dict[str, Any]]:
    """The five bars, each a link to its evidence."""
    return [
        {"name": bar.name, "value": bar.value, "least": bar.least,
         "href": url_for("selfsufficiency.explain", id=engagement.id, pillar=bar.key)}
        for bar in (index.bars if index else ())
    ]  # fmt: skip


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
