"""What the baseline hands to gates: a warning before the launch. It never reaches the index."""

from datetime import date
from typing import Any
from uuid import UUID

from tracker.engagements.extension_points import Facts, Missing, evidence, warns_at_gates

from .reading import newest_knowledge
from .support import knows_the_basics

LAUNCH = {"strategy", "implementation"}


@evidence("baseline", nouns=("baseline",))
def read_baseline(engagement_id: UUID) -> dict[str, Any]:
    """Who is rated, and how well each knows the basics."""
    rows = newest_knowledge(engagement_id)
    return {
        "organisation": next((knowledge for person, knowledge in rows if person is None), None),
        "people": [[str(person), knowledge] for person, knowledge in rows if person is not None],
    }


@warns_at_gates
def nobody_knows_the_basics(facts: Facts, gate: dict[str, Any], _today: date) -> Missing | None:
    """Before the launch: where nobody knows the basics, both sides would waste their time."""
    if gate["kind"] not in LAUNCH or gate["state"] in {"passed", "waived"}:
        return None
    here = {"id": facts["engagement"]["id"]}
    active = {id for id, person in facts["people"].items() if person["active"]}
    kept = facts.get("baseline", {"people": [], "organisation": None})
    rated = [knowledge for person, knowledge in kept["people"] if person in active]
    if not rated and kept["organisation"] is None:
        return Missing("Nobody's readiness has been asked yet: who knows the basics?", "baseline.show", here)
    if not any(knows_the_basics(knowledge) for knowledge in [*rated, kept["organisation"] or 0]):
        return Missing(
            "Nobody knows the basics yet: a launch now would waste time and energy on both sides", "baseline.show", here
        )
    return None
