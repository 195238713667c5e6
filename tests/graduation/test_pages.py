"""Taking over as people meet it, and what the owner of a workspace of her own can do there."""

import pytest
from sqlalchemy import select

from tests import cast
from tests.graduation import scenes
from tests.graduation.test_asking import second_owner
from tracker.accounts.models import Invitation
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState, Part, TeamMember
from tracker.graduation.models import Graduation
from tracker.tenancy import Workspace, scoped

pytestmark = pytest.mark.slow
FIELDS = {"practice": "Northgate", "slug": "northgate", "zone": "Europe/Paris", "grant": "summary"}


def test_helen_takes_her_workspace_over_and_runs_it(app, northgate, visit, helen, marcus, dawn):
    tab = f"{northgate.path}/take-over"
    assert helen.opens(tab).says("Not yet")
    scenes.handed_over(app, northgate)
    second_owner(app)
    assert helen.opens(tab).says("Take over the workspace")
    assert marcus.opens(tab).says("The owner has not asked for it")
    assert dawn.opens(tab).status == 404
    assert marcus.opens(f"{tab}/sign").status == 403

    # What was typed stays where something is wrong with it.
    wrong = helen.sends(f"{tab}/sign", **FIELDS | {"slug": "harbour"}, words=scenes.WORDS)
    assert wrong.status == 422 and wrong.says("Another workspace has this address")
    assert wrong.form("words").values["words"] == scenes.WORDS

    form = helen.opens(f"{tab}/sign").form("words")
    sent = {**form.values, **FIELDS, "words": scenes.WORDS}
    asked = helen.post(f"{tab}/sign", **sent)
    again = helen.post(f"{tab}/sign", **sent)
    assert asked.says("This waits for its turn.") and again.says("This waits for its turn.")
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        assert len(list(db.session.scalars(scoped(Graduation)))) == 1

    scenes.carried_out(app)
    home = helen.opens(tab)
    assert home.path == f"/w/northgate{northgate.path}/take-over"
    assert home.says("You run this on your own") and home.says("A summary")
    assert helen.opens("/").path.startswith("/w/northgate/")
    assert visit("aisha").opens("/checklist").path == "/w/northgate/checklist"
    assert dawn.opens("//w/northgate/").status == 404
    assert marcus.opens("//w/northgate/").status == 404
    assert marcus.opens(northgate.path).status == 404
    kept = marcus.opens("/graduations")
    assert kept.says("Northgate Recruitment") and kept.says("A summary")
    assert not kept.says(scenes.WORDS)

    _runs_it_alone(app, helen)


def _runs_it_alone(app, helen):
    own = "//w/northgate"
    # People: her own, and a coach from outside.
    assert helen.opens(f"{own}/people").says("Here now")
    invite = helen.opens(f"{own}/people/invite")
    assert invite.says("Coach") and not invite.says("Lead consultant")
    assert invite.send(name="Cora Coach", email="cora@elsewhere.example", role="consultant").says("on its way")
    assert helen.sends(f"{own}/people/invite", name="Nia New", email="nia@northgate.example", role="staff").says("way")
    # The workspace's name is the organisation's.
    assert helen.sends(f"{own}/settings", practice="Northgate Ltd", zone="Europe/London").says("Saved.")
    # An engagement of her own, from a playbook that comes with Baton.
    started = helen.sends(f"{own}/engagements/new", title="Finance, by ourselves", playbook="finance-systems")
    assert started.says("Finance, by ourselves"), started.text
    assert not started.says("the practice")
    with app.app_context():
        new = db.session.scalars(select(Workspace.id).where(Workspace.slug == "northgate")).one()
    with app.app_context(), entered(Context(workspace=new)):
        engagement = db.session.scalars(scoped(Engagement).where(Engagement.title == "Finance, by ourselves")).one()
        assert (engagement.state, engagement.lead_id) == (EngagementState.AGREED, cast.BY_KEY["helen"].id)
        seats = scoped(TeamMember).where(TeamMember.engagement_id == engagement.id)
        assert {seat.part for seat in db.session.scalars(seats)} == {Part.LEADER}
        invited = {row.email: row.client_id for row in db.session.scalars(scoped(Invitation))}
        assert invited == {"cora@elsewhere.example": None, "nia@northgate.example": scenes.NORTHGATE}
        path = f"{own}/engagements/{engagement.id}"
    for page in (f"{own}/portfolio", f"{own}/playbooks", f"{path}/ladder", f"{path}/strategy", f"{path}/overview"):
        assert helen.opens(page).status == 200, page
    signed = helen.sends(f"{path}/charter/signature", words="We start this ourselves, with our own people.")
    assert signed.status == 200
