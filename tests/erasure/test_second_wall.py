"""What waits to be deleted is not changed by anything, whatever let it come as far as the commit."""

import pytest

from tests.makers import acting, client
from tests.makers import member as member_of
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.erasure.asking import ask_for_client, ask_for_workspace, of_client, of_workspace, open_for, take_back
from tracker.responsibilities.models import Activity
from tracker.tenancy import Workspace
from tracker.worklog.logging import log_work
from tracker.worklog.models import Mode


def works(app, northgate, who):
    with acting(app, who) as person:
        log_work(northgate.get(Activity, "reply"), Mode.TOGETHER, by=person)
        db.session.commit()


@pytest.mark.parametrize("whole", [False, True], ids=["a client", "the workspace"])
def test_nobody_changes_anything_until_it_is_taken_back(app, northgate, whole):
    with acting(app, "marcus" if whole else "helen") as asker:
        deletion = ask_for_workspace(by=asker) if whole else ask_for_client(client("northgate"), by=asker)
        target = of_workspace(asker.workspace_id) if whole else of_client(asker.client_id)
        assert deletion.target == target
        db.session.commit()
    for who in ("aisha", "marcus"):
        with pytest.raises(Refused, match="is to be deleted on"):
            works(app, northgate, who)
    with acting(app, "marcus" if whole else "helen") as asker:
        take_back(open_for(target), by=asker)
        db.session.commit()
    for who in ("aisha", "marcus"):
        works(app, northgate, who)


def test_another_client_goes_on(app, northgate):
    with acting(app, "helen") as helen:
        ask_for_client(client("northgate"), by=helen)
        db.session.commit()
    with acting(app, "marcus") as marcus:
        record("client.changed", client("weir"), by=marcus)
        db.session.commit()
        assert db.session.get_one(Workspace, marcus.workspace_id).closing
        record("client.changed", client("northgate"), by=member_of("marcus"))
        with pytest.raises(Refused, match="is to be deleted on"):
            db.session.commit()
