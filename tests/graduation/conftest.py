"""Nobody waits in these stories for writers who have settled."""

from datetime import timedelta

import pytest

from tracker.graduation import working


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "SETTLED", timedelta(0))
