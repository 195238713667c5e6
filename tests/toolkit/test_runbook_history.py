"""What a runbook said before, and what changed."""

import pytest

from tests.toolkit.scenes import acting, try_out, write
from tracker.core.database import db
from tracker.tenancy import scoped
from tracker.toolkit.models import Runbook, RunbookVersion
from tracker.toolkit.runbook_history import compared, versions_of


def rewrite(app, northgate, id, by, text, title="How we reply"):
    with acting(app, by) as me:
        runbook = northgate.one(Runbook, id)
        runbook.rewrite(by=me, title=title, text=text, based_on=runbook.version)
        db.session.commit()


def test_what_was_replaced_is_kept_with_its_author(app, northgate):
    id = write(app, northgate, by="priya")
    rewrite(app, northgate, id, "aisha", "1. Read it.\n\n2. Answer it.")
    rewrite(app, northgate, id, "callum", "1. Read it.\n\n2. Answer it today.")
    with acting(app, "helen"):
        runbook = northgate.one(Runbook, id)
        assert [(one.number, one.author) for one in versions_of(runbook)] == [
            (3, "Callum Reid"), (2, "Aisha Khan"), (1, "Priya Shah"),
        ]  # fmt: skip
        found = compared(runbook, 1, 3)
    assert [passage.kind for passage in found.passages if passage.kind != "same"] == ["added"]
    assert found.titles is None and found.differs


def test_saving_the_same_text_keeps_no_version(app, northgate):
    id = write(app, northgate)
    rewrite(app, northgate, id, "priya", "1. Read it.")
    with acting(app, "helen"):
        assert db.session.scalars(scoped(RunbookVersion)).all() == []


@pytest.mark.slow
def test_the_page_shows_what_changed_and_offers_the_others(app, northgate, callum):
    id, path = write(app, northgate), f"/activities/{northgate.activity('reply')}/runbook"
    assert callum.opens(f"{path}/changes").says("There is one version only")
    rewrite(app, northgate, id, "aisha", "1. Read it.\n\n2. Answer it.", title="How we answer")
    try_out(app, northgate, id, "callum")
    page = callum.opens(path)
    assert f"{path}/changes" in "".join(page.links)
    page = callum.opens(f"{path}/changes")
    assert page.says("From version 1 by Priya Shah to version 2 by Aisha Khan.")
    assert page.says("The title was “How we reply” and is “How we answer”.") and page.says("2. Answer it.")


@pytest.mark.slow
@pytest.mark.parametrize("older", ["0", "2", "99", "-1", "x", "9" * 40, "%00"])
def test_a_version_that_is_not_kept_is_not_compared(app, northgate, callum, older):
    write(app, northgate)
    page = callum.opens(f"/activities/{northgate.activity('reply')}/runbook/changes?older={older}")
    assert page.status == 200 and page.says("There is one version only")


@pytest.mark.slow
def test_without_a_runbook_there_is_no_history_of_it(northgate, callum, brook):
    path = f"/activities/{northgate.activity('reply')}/runbook/changes"
    assert callum.opens(path).says("No runbook yet") and brook.opens(path).status == 404
