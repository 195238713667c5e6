"""The day's work: done in every workspace, and one that fails holds up no other."""

from tests import cast
from tracker.core.context import current_context
from tracker.engagements import daily


def test_every_workspace_has_its_turn_and_a_failure_holds_up_no_other(app, monkeypatch):
    visited = []

    def breaks() -> int:
        raise RuntimeError("no")

    def counts() -> int:
        visited.append(current_context().workspace)
        return 2

    monkeypatch.setattr(daily, "_tasks", [breaks, counts])
    with app.app_context():
        assert daily.do_the_days_work() == 4
    assert set(visited) == {cast.fixed("workspace harbour"), cast.fixed("workspace tidewater")}
