"""Who plays which part: named by somebody, accepted by herself, ended without losing history."""

import pytest

from tests import makers
from tests.counting import statements
from tests.makers import member
from tracker.accounts import departures
from tracker.accounts.arrivals import tell_of_arrival
from tracker.accounts.members import change_role
from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements import gates
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.engagements.team import accept, decline, end, name_for, open_seats
from tracker.tenancy import scoped


def seat_of(northgate, part):
    return [seat for seat in open_seats(northgate.engagement) if seat.part == part]


def champion_criterion(northgate):
    facts = facts_of(northgate.id)
    judged = gates.judge(facts["gates"][0], facts, clock.today())
    return next(one for one in judged if one.criterion["key"] == "champion")


def test_priya_is_champion_once_she_accepts(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.CHAMPION, member("priya"), by=helen)
    db.session.commit()
    assert champion_criterion(northgate).says == "Priya Shah is asked"
    priya = as_person("priya")
    accept(seat_of(northgate, Part.CHAMPION)[0], by=priya)
    db.session.commit()
    one = champion_criterion(northgate)
    assert (one.state, one.says) == ("met", "Priya Shah accepted")


def test_only_the_one_who_was_asked_answers_and_once(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.CHAMPION, member("priya"), by=helen)
    db.session.commit()
    with pytest.raises(Refused, match="Only the person who was asked"):
        accept(seat_of(northgate, Part.CHAMPION)[0], by=helen)
    priya = as_person("priya")
    decline(seat_of(northgate, Part.CHAMPION)[0], "I have no hours.", by=priya)
    db.session.commit()
    assert seat_of(northgate, Part.CHAMPION) == []
    declined = db.session.scalars(scoped(TeamMember).where(TeamMember.part == Part.CHAMPION)).one()
    with pytest.raises(Refused, match="answered already"):
        accept(declined, by=priya)


def test_naming_oneself_is_accepting(northgate, as_person):
    helen = as_person("helen")
    seat = name_for(northgate.engagement, Part.CHAMPION, helen, by=helen)
    assert seat.accepted_at is not None


def test_a_deputy_is_somebody_else(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.CHAMPION, member("priya"), by=helen)
    with pytest.raises(Refused, match="a deputy is somebody else") as refusal:
        name_for(northgate.engagement, Part.DEPUTY_CHAMPION, member("priya"), by=helen)
    assert refusal.value.field == "person"
    name_for(northgate.engagement, Part.DEPUTY_CHAMPION, member("aisha"), by=helen)
    with pytest.raises(Refused, match="already"):
        name_for(northgate.engagement, Part.DEPUTY_CHAMPION, member("aisha"), by=helen)


@pytest.mark.parametrize("who", ["mina", "marcus", "dawn", "brook"])
def test_the_practice_other_clients_and_providers_play_no_part_at_the_client(northgate, as_person, who):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="client's own people"):
        name_for(northgate.engagement, Part.CHAMPION, member(who), by=marcus)


def test_a_consultant_belongs_to_the_practice_and_one_always_stays(northgate, as_person):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="belongs to the practice"):
        name_for(northgate.engagement, Part.CONSULTANT, member("priya"), by=marcus)
    first, second = seat_of(northgate, Part.CONSULTANT)
    end(first, by=marcus)
    with pytest.raises(Refused, match="ended already"):
        end(first, by=marcus)
    with pytest.raises(Refused, match="has to stay"):
        end(second, by=marcus)


def test_whoever_leaves_stops_counting_that_day_and_keeps_her_history(northgate, as_person):
    helen = as_person("helen")
    priya = member("priya")
    name_for(northgate.engagement, Part.CHAMPION, priya, by=helen)
    accept(seat_of(northgate, Part.CHAMPION)[0], by=priya)
    db.session.commit()
    assert champion_criterion(northgate).met
    priya.ended_at = clock.now()
    departures.tell(priya, helen)
    db.session.commit()
    assert seat_of(northgate, Part.CHAMPION) == []
    assert db.session.scalars(scoped(TeamMember).where(TeamMember.member_id == priya.id)).one().ended_at is not None
    assert facts_of(northgate.id)["people"][str(priya.id)]["active"] is False
    assert champion_criterion(northgate).says == "Nobody is named"


def test_a_consultant_who_leaves_gives_up_her_engagements(northgate, as_person):
    marcus = as_person("marcus")
    mina = member("mina")
    mina.ended_at = clock.now()
    departures.tell(mina, marcus)
    db.session.commit()
    assert [seat.member_id for seat in seat_of(northgate, Part.CONSULTANT)] == [marcus.id]
    assert facts_of(northgate.id)["people"][str(mina.id)]["active"] is False


def test_whoever_joins_the_client_counts_in_its_engagement_at_once(northgate, as_person):
    helen = as_person("helen")
    newcomer = Membership(user_id=makers.cast.BY_KEY["ewan"].user_id, client_id=helen.client_id, role=Role.STAFF,
                          name="Ewan Ross")  # fmt: skip
    db.session.add(newcomer)
    db.session.flush()
    tell_of_arrival(newcomer, newcomer)
    db.session.commit()
    assert facts_of(northgate.id)["people"][str(newcomer.id)]["name"] == "Ewan Ross"


def test_another_role_counts_at_once(northgate, as_person):
    helen = as_person("helen")
    change_role(member("aisha"), Role.CHAMPION, by=helen)
    db.session.commit()
    assert facts_of(northgate.id)["people"][str(member("aisha").id)]["role"] == "champion"


def test_helen_names_priya_and_priya_accepts_on_the_page(northgate, helen, priya):
    page = helen.sends(f"{northgate.path}/team", part="champion", person=str(priya.person.id))
    assert page.status == 200
    assert page.says("Priya Shah asked")
    page = priya.opens(f"{northgate.path}/team").send("Accept")
    assert page.says("You are champion.")
    assert not page.says("Priya Shah asked")


def test_aisha_declines_with_a_reason(northgate, helen, aisha):
    helen.sends(f"{northgate.path}/team", part="deputy_champion", person=str(aisha.person.id))
    page = aisha.opens(f"{northgate.path}/team")
    path = next(href for href in page.links if href.endswith("/refusal"))
    page = aisha.sends(path, because="My hours are not protected.")
    assert page.status == 200
    assert not page.says("Aisha Khan asked")


@pytest.mark.parametrize("foreign", ["dawn", "mina", "tessa", "brook"])
def test_people_from_elsewhere_are_simply_not_among_the_choices(northgate, helen, foreign):
    person = makers.cast.BY_KEY[foreign]
    page = helen.sends(f"{northgate.path}/team", part="champion", person=str(person.id))
    assert page.status == 422
    assert page.says("Not a valid choice")


def test_marcus_adds_and_ends_consultants_and_helen_cannot(northgate, marcus, helen, mina):
    assert not helen.opens(f"{northgate.path}/team").says("Add somebody from the practice")
    assert helen.post(f"{northgate.path}/team/consultants", consultant=str(mina.person.id)).status in {400, 403, 419}
    page = marcus.sends(f"{northgate.path}/team", consultant=str(mina.person.id))
    assert page.status == 422
    assert page.says("Mina Okafor is consultant already.")


@pytest.mark.parametrize("who", ["mina", "priya", "aisha"])
def test_others_read_the_team_and_change_nothing(northgate, visit, who):
    page = visit(who).opens(f"{northgate.path}/team")
    assert page.status == 200
    assert not page.says("Name one of the client's people")
    assert not page.says("End this part")


def test_ending_a_part_of_another_client_finds_nothing(northgate, app, dawn):
    with makers.acting(app, "helen"):
        id = seat_of(northgate, Part.LEADER)[0].id
    form = dawn.opens("/engagements/00000000-0000-7000-8000-000000000000/team")
    assert form.status == 404
    for path in ("acceptance", "refusal", "end"):
        assert dawn.opens(f"/team/{id}/{path}").status in {404, 405}


@pytest.mark.every_engine
def test_the_page_costs_the_same_with_more_people(app, northgate, marcus):
    def cost():
        with statements(app) as sent:
            assert marcus.opens(f"{northgate.path}/team").status == 200
        return len(sent)

    few = cost()
    with makers.acting(app, "helen") as helen:
        for key in ("priya", "aisha", "callum"):
            name_for(northgate.engagement, Part.LEADER, member(key), by=helen)
        db.session.commit()
    assert cost() == few <= 8


def test_the_engagement_is_another_tenants_business_too(northgate, as_person):
    as_person("tessa")
    assert db.session.scalars(scoped(Engagement)).all() == []
