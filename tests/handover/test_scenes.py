"""The scenes that stories of the handover start from are what they say."""

from tests.handover import scenes
from tracker.engagements.models import Phase


def test_northgate_comes_to_the_handover(app, northgate, as_person):
    scenes.to_the_handover(app, northgate)
    as_person("helen")
    states = [northgate.get(Phase, kind).state for kind in ("strategy", "implementation", "training", "handover")]
    assert states == ["passed", "passed", "passed", "active"]
