"""Starting an engagement from a shipped playbook."""

from datetime import timedelta

import pytest

from tests import makers
from tests.counting import statements
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement, EngagementState, ExitCriterion, Part, Phase
from tracker.engagements.team import open_seats
from tracker.engagements.views import starting as views
from tracker.playbooks.content import PlaybookContent
from tracker.playbooks.reading import list_shipped
from tracker.tenancy import scoped


def of_weir(app):
    """The engagements of Weir as they stand: state, title, playbook."""
    with makers.acting(app, "dawn"):
        rows = db.session.scalars(scoped(Engagement).order_by(Engagement.id))
        return [(row.state, row.title, row.playbook_key) for row in rows]


@pytest.mark.every_engine
def test_marcus_starts_one_and_it_is_agreed_at_once(app, marcus):
    page = marcus.opens(f"/engagements/new?client={makers.cast.fixed('client weir')}")
    form = page.form("client")
    assert form.values["client"] == str(makers.cast.fixed("client weir"))
    assert form.values["playbook"] == "social-media"
    assert form.values["starts_on"] == clock.today().isoformat()
    page = page.send(title="Finding our voice")
    assert page.status == 200
    assert page.path.endswith("/charter")
    assert of_weir(app) == [(EngagementState.AGREED, "Finding our voice", "social-media")]


def test_mina_proposes_and_marcus_agrees_on_the_page(app, mina, marcus):
    page = mina.sends("/engagements/new", client=str(makers.cast.fixed("client weir")))
    assert page.says("Prospect")
    assert page.says("A lead of the practice has to agree")
    assert "Agree" not in [label for form in page.reader.forms for label, _, _ in form.buttons]
    page = marcus.opens(page.path.removeprefix("/w/harbour")).send("Agree")
    assert page.says("Agreed. The owner can sign the charter now.")
    assert of_weir(app)[0][0] == EngagementState.AGREED


def test_marcus_declines_with_a_reason(app, mina, marcus):
    page = mina.sends("/engagements/new", client=str(makers.cast.fixed("client weir")))
    path = page.path.removeprefix("/w/harbour").removesuffix("/charter")
    assert mina.opens(f"{path}/decline").status == 403
    page = marcus.sends(f"{path}/decline", because="   ")
    assert page.status == 422
    page = page.send(because="They would rather buy it in.")
    assert page.says("This engagement was declined.")
    assert of_weir(app)[0][0] == EngagementState.DECLINED


@pytest.mark.every_engine
def test_sending_the_form_twice_starts_one(app, marcus):
    form = marcus.opens("/engagements/new").form("client")
    values = {**form.values, "client": str(makers.cast.fixed("client weir"))}
    answers = [marcus.post("/engagements/new", **values) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].path == answers[1].path
    assert len(of_weir(app)) == 1


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("client", "", "Choose a client."),
        ("client", str(makers.cast.fixed("client quay")), "Not a valid choice"),
        ("client", "x" * 5000, "Not a valid choice"),
        ("playbook", "no-such", "Not a valid choice"),
        ("title", "y" * 161, "At most 160 characters."),
        ("starts_on", "", "The start is missing."),
        ("starts_on", "31 February", "Not a valid date"),
        ("starts_on", "9999-12-31", "within two years"),
        ("starts_on", "0001-01-01", "within two years"),
        ("planned_handover", "soon", "Not a valid date"),
        ("planned_handover", "2001-01-01", "after the start"),
        ("planned_handover", "9999-12-31", "within three years"),
        ("lead", str(makers.cast.BY_KEY["mina"].id), "Not a valid choice"),
        ("lead", str(makers.cast.BY_KEY["tessa"].id), "Not a valid choice"),
    ],
)
def test_odd_input_is_refused_at_its_field_and_nothing_typed_is_lost(app, marcus, field, value, reason):
    values = {"client": str(makers.cast.fixed("client weir")), "title": "Our 🗞 voice", field: value}
    page = marcus.sends("/engagements/new", **values)
    assert page.status == 422
    assert page.says(reason)
    if field != "title":
        assert page.form("title").values["title"] == "Our 🗞 voice"
    assert of_weir(app) == []


@pytest.mark.parametrize(("who", "status"), [("helen", 403), ("priya", 403), ("aisha", 403), ("brook", 403)])
def test_the_client_side_starts_nothing(visit, who, status):
    assert visit(who).opens("/engagements/new").status == status
    assert visit(who).post("/engagements/new", title="Mine").status in {400, 403, 419}


def test_the_engagement_keeps_a_frozen_copy_and_phases_end_on_the_handover(as_person):
    as_person("marcus")
    content = list_shipped()[0]
    handover = clock.today() + timedelta(days=200)
    engagement = makers.start("weir", content=content, planned_handover=handover)
    assert PlaybookContent.from_dict(engagement.playbook) == content
    query = scoped(Phase).where(Phase.engagement_id == engagement.id).order_by(Phase.position)
    phases = db.session.scalars(query).all()
    assert [phase.kind for phase in phases] == ["strategy", "implementation", "training", "handover"]
    assert phases[-1].planned_end == handover
    assert sorted(phase.planned_end for phase in phases) == [phase.planned_end for phase in phases]
    criteria = db.session.scalars(scoped(ExitCriterion).where(ExitCriterion.engagement_id == engagement.id)).all()
    assert len(criteria) == sum(len(phase.exit_criteria) for phase in content.phases)


@pytest.mark.parametrize("content", list_shipped(), ids=lambda content: content.key)
def test_every_shipped_playbook_starts(as_person, content):
    as_person("marcus")
    engagement = makers.start("weir", content=content)
    db.session.commit()
    assert engagement.title == content.title
    assert engagement.state == EngagementState.AGREED


def test_the_lead_and_whoever_started_it_work_in_it_and_the_owner_leads(as_person):
    as_person("mina")
    engagement = makers.start("weir", by="mina", lead=makers.member("marcus"))
    seats = {(seat.part, seat.member_id) for seat in open_seats(engagement)}
    people = {key: makers.cast.BY_KEY[key].id for key in ("mina", "marcus", "dawn")}
    assert seats == {
        (Part.CONSULTANT, people["mina"]), (Part.CONSULTANT, people["marcus"]), (Part.LEADER, people["dawn"]),
    }  # fmt: skip


def test_a_handover_before_the_start_is_refused(as_person):
    as_person("marcus")
    with pytest.raises(Refused, match="after the start") as refusal:
        makers.start("weir", planned_handover=clock.today())
    assert refusal.value.field == "planned_handover"


def test_references_count_up_in_the_workspace(as_person):
    as_person("marcus")
    first, second = makers.start("weir"), makers.start("weir")
    assert [first.reference, second.reference] == [2, 3]
    assert first.code == "E-0002"


def test_an_engagement_opens_on_its_charter_until_it_runs(northgate, helen, marcus):
    assert not helen.opens(northgate.path, follow=False).response.location.endswith("/charter")
    page = marcus.sends("/engagements/new", client=str(makers.cast.fixed("client weir")))
    path = page.path.removeprefix("/w/harbour").removesuffix("/charter")
    assert marcus.opens(path, follow=False).response.location.endswith(f"{path}/charter")


def test_the_frozen_playbook_can_be_read(northgate, aisha):
    page = aisha.opens(f"{northgate.path}/playbook")
    assert page.says("Version 1, as it was copied when this engagement started.")
    assert page.says("Reply and serve customers")


@pytest.mark.every_engine
def test_the_form_costs_the_same_with_more_clients(app, marcus):
    def cost():
        with statements(app) as sent:
            assert marcus.opens("/engagements/new").status == 200
        return len(sent)

    few = cost()
    with makers.acting(app, "marcus"):
        for number in range(30):
            db.session.add(makers.Client(reference=100 + number, name=f"Client {number}"))
        db.session.commit()
    assert cost() == few <= 8


def test_a_practice_without_clients_is_sent_to_add_one(app, marcus, monkeypatch):
    monkeypatch.setattr(views, "MOST_CHOICES", 0)
    page = marcus.opens("/engagements/new")
    assert page.says("No clients yet")
    assert any(href.endswith("/clients/new") for href in page.links)
