"""The triggers on facts as the features hand them in, and the pages that their proofs lead to."""

import pytest

from tests import makers
from tests.selfsufficiency.triggers.loud import LOUD
from tests.selfsufficiency.triggers.worlds import seen, world
from tracker.core import clock
from tracker.engagements.extension_points import live_facts
from tracker.selfsufficiency.flags.catalogue import KINDS
from tracker.selfsufficiency.flags.sighting import World
from tracker.selfsufficiency.reading import inputs_of

pytestmark = pytest.mark.slow


def test_every_proof_leads_to_a_page(app):
    for key, slices in LOUD.items():
        for proof in (proof for one in seen(key, world(**slices)) for proof in one.proofs if proof.endpoint):
            (rule, *_) = app.url_map.iter_rules(proof.endpoint)
            assert rule.arguments == set(proof.values), f"{key} leads to {proof.endpoint}"


def test_an_engagement_of_eight_weeks_in_which_nothing_was_done(app, northgate):
    with makers.acting(app, "marcus"):
        facts, today = live_facts(northgate.engagement.id), clock.today()
        there = World(facts, inputs_of(facts), today, last_step_on=northgate.engagement.starts_on)
        raised = {key: {one.severity.word for one in kind.trigger(there)} for key, kind in KINDS.items()}
    # Helen is named a leader, and nobody has written to a customer.
    assert {key: words for key, words in raised.items() if words} == {
        "no-champion": {"high"}, "broadcast-only": {"warn"}, "stalled": {"warn"}, "no-measure": {"warn"},
    }  # fmt: skip
