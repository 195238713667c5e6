"""Who may know of an engagement: leads all, consultants theirs, clients their own, providers none."""

import pytest

from tests import makers
from tests.counting import statements
from tracker.access import Can
from tracker.access.policies import allows, sees
from tracker.core.database import db
from tracker.engagements.models import Part, Phase
from tracker.engagements.team import end, open_seats
from tracker.engagements.visibility import visible_engagements
from tracker.responsibilities.models import Activity


@pytest.fixture
def without_mina(app, northgate):
    """Northgate's engagement, in which Mina does not work any more."""
    with makers.acting(app, "marcus") as marcus:
        mina = makers.cast.BY_KEY["mina"].id
        end(next(s for s in open_seats(northgate.engagement) if s.member_id == mina), by=marcus)
        db.session.commit()
    return northgate


@pytest.mark.parametrize("who", ["marcus", "mina", "helen", "priya", "aisha"])
def test_whoever_belongs_to_it_sees_it(northgate, visit, who):
    assert visit(who).opens(f"{northgate.path}/gates").status == 200


@pytest.mark.parametrize("who", ["brook", "dawn", "wes", "tessa", "ewan"])
def test_whoever_does_not_learns_nothing(northgate, visit, who):
    for path in (northgate.path, f"{northgate.path}/gates", f"{northgate.path}/activity", f"{northgate.path}/charter"):
        assert visit(who).opens(path).status == 404


def test_a_stranger_is_asked_to_sign_in(northgate, visitor):
    answer = visitor.opens(f"//w/harbour{northgate.path}/gates", follow=False)
    assert answer.status == 302
    assert "/sign-in" in answer.response.location


@pytest.mark.every_engine
def test_a_consultant_sees_an_engagement_no_longer_once_her_part_has_ended(without_mina, mina):
    for path in (f"{without_mina.path}/gates", f"/gates/{without_mina.phase('strategy')}",
                 f"/criteria/{without_mina.criterion('audit')}/claim"):  # fmt: skip
        assert mina.opens(path).status == 404


def test_a_lead_sees_all_of_them_and_a_consultant_hers(without_mina, as_person):
    as_person("marcus")
    makers.start("weir")
    db.session.commit()
    for who, count in (("marcus", 2), ("mina", 0), ("helen", 1), ("dawn", 1), ("brook", 0), ("tessa", 0)):
        member = as_person(who)
        assert len(db.session.scalars(visible_engagements(member)).all()) == count, who


def test_an_o_is_a_yes_in_her_engagements_and_a_no_elsewhere(without_mina, as_person):
    acts = (Can.SEE_ENGAGEMENT, Can.VIEW_INDEX, Can.CLAIM_CRITERION, Can.KEEP_RUNBOOKS, Can.ASSIGN_TRAINING)
    as_person("mina")
    elsewhere = makers.start("weir", by="mina", lead=makers.member("marcus"))
    db.session.commit()
    mina = makers.member("mina")
    assert all(allows(act, mina, elsewhere) for act in acts)
    assert not any(allows(act, mina, without_mina.engagement) for act in acts)
    assert not any(allows(act, mina, without_mina.get(Phase, "strategy")) for act in acts)
    assert not any(allows(act, mina) for act in acts)


def test_a_provider_knows_only_the_activities_given_to_the_firm(northgate, as_person):
    as_person("marcus")
    brook = makers.member("brook")
    reply = northgate.get(Activity, "reply")
    assert not sees(brook, northgate.engagement)
    assert not sees(brook, reply)
    listen, seat = northgate.get(Activity, "listen"), open_seats(northgate.engagement)[0]
    with db.session.no_autoflush:
        brook.provider_id = reply.provider_id = makers.cast.fixed("a provider")
        assert sees(brook, reply)
        assert not sees(brook, listen)
        assert not sees(brook, seat)
    db.session.rollback()


def test_asking_often_costs_one_statement(app, northgate, as_person):
    mina = as_person("mina")
    activities = [northgate.get(Activity, key) for key in ("reply", "listen", "publish")]
    with statements(app) as sent:
        assert all(sees(mina, one) and allows(Can.CLAIM_CRITERION, mina, one) for one in activities)
    assert len(sent) == 1


def test_parts_other_than_consultant_open_no_door(app, without_mina, as_person):
    as_person("marcus")
    seats = open_seats(without_mina.engagement)
    assert {seat.part for seat in seats} == {Part.CONSULTANT, Part.LEADER}


def test_a_clients_page_lists_its_engagements_for_those_who_may_see_them(without_mina, marcus, mina):
    path = f"/clients/{makers.cast.fixed('client northgate')}"
    assert marcus.opens(path).says("Social media: leave the tools behind")
    assert not mina.opens(path).says("Social media: leave the tools behind")
