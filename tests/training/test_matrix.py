"""People by competencies in depth: who judged how, what fades when, and a page that bears sixty people."""

from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from tests.cast import BY_KEY, SPACE
from tests.counting import statements
from tests.makers import acting
from tests.training.scenes import judge
from tracker.accounts.models import Membership, Role, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.training.bus_factor import bus_factor
from tracker.training.cover import faded, fades_on, freshness
from tracker.training.matrix import matrix_of
from tracker.training.models import Assessment, Competency
from tracker.training.sight import sight_of

TODAY = date(2026, 11, 20)


FADING = [(0, 1.0, False, 91), (90, 1.0, False, 91), (91, 0.996, False, 271), (270, 0.5, False, 271),
          (271, 0.498, True, 271)]  # fmt: skip


@pytest.mark.parametrize(("days", "rho", "gone", "next_loss"), FADING)
def test_a_skill_halves_every_180_days_after_the_first_90(days, rho, gone, next_loss):
    shown = TODAY - timedelta(days=days)
    assert freshness(shown, TODAY) == pytest.approx(rho, abs=1e-3)
    assert faded(shown, TODAY) == gone
    assert fades_on(shown, TODAY) == shown + timedelta(days=next_loss)


def carried(app, northgate, key):
    with acting(app, key) as me:
        facts = facts_of(northgate.id)
        return {(one.kind, one.name): one for one in bus_factor(facts, sight_of(facts, me), clock.today())}


def test_how_many_could_leave_and_who_is_nearest(app, northgate):
    judge(app, northgate, "aisha", 3, "reply")
    judge(app, northgate, "callum", 2, "reply")
    for_trainer, for_owner = carried(app, northgate, "mina"), carried(app, northgate, "helen")
    assert for_trainer["skill", "Reply"].words == "Stops when one person leaves"
    assert for_trainer["skill", "Reply"].nearest == "Callum is nearest: with help"
    assert for_trainer["activity", "Reply and serve customers"].hands == 1
    assert for_owner["skill", "Reply"].hands == 1 and for_owner["skill", "Reply"].nearest == ""
    assert list(for_trainer.values())[-1].hands == 1


def test_a_faded_skill_carries_nothing_until_it_is_shown_again(app, northgate):
    with acting(app, "marcus"):
        long_ago = clock.today() - timedelta(days=300)
    judge(app, northgate, "aisha", 3, "reply", on=long_ago)
    one = carried(app, northgate, "mina")["skill", "Reply"]
    assert (one.hands, one.nearest) == (0, "Aisha could, and has only to show it again")


def test_the_matrix_says_who_judged_how_and_what_fades_when(app, northgate):
    with acting(app, "marcus"):
        day = clock.today() - timedelta(days=100)
    judge(app, northgate, "aisha", 3, "reply", on=day)
    with acting(app, "mina") as mina:
        row = next(row for row in matrix_of(facts_of(northgate.id), mina).rows if row.key == "reply")
        held = row.held[str(BY_KEY["aisha"].id)]
    assert (held.level, held.word, held.assessor, held.how) == (3, "Independent", "Marcus Hale", "Watched at work")
    assert (held.days, held.fading, held.faded, held.loses_on) == (100, True, False, day + timedelta(days=271))


@pytest.mark.slow
def test_a_cell_opens_its_history_to_whoever_may_know_it(app, northgate, visit):
    judge(app, northgate, "aisha", 2, "reply")
    judge(app, northgate, "aisha", 3, "reply")
    path = f"/competencies/{northgate.competency('reply')}/history?person={BY_KEY['aisha'].id}"
    page = visit("mina").opens(path)
    assert page.says("Level 3 of 4, independent.") and page.says("2 With help") and page.says("Watched at work.")
    assert visit("aisha").opens(path).says("Me: Reply")
    for key in ("helen", "callum", "priya"):
        assert visit(key).opens(path).status == 404
    assert path in visit("mina").opens(f"{northgate.path}/training/skills").html


@pytest.mark.every_engine
@pytest.mark.slow
@pytest.mark.parametrize("person", ["", "nonsense", "\x00", str(BY_KEY["marcus"].id), str(BY_KEY["dawn"].id)])
def test_a_history_of_nobody_is_not_there(northgate, mina, person):
    path = f"/competencies/{northgate.competency('reply')}/history?person={person.replace(chr(0), '%00')}"
    assert mina.opens(path).status == 404


def crowd(app, northgate, people: int) -> None:
    """So many people more, each judged in every competency."""
    with acting(app, "marcus") as marcus:
        keys = northgate.engagement.keys
        client_id = keys["client_id"]
        for place in range(people):
            name = f"Person {place:02d}"
            user = User(id=uuid5(SPACE, name), email=f"p{place}@northgate.example", name=name)
            db.session.add(user)
            db.session.flush()
            id: UUID = uuid5(SPACE, f"member {name}")
            db.session.add(Membership(id=id, user_id=user.id, client_id=client_id, role=Role.STAFF, name=name))
            db.session.flush()
            for n, competency_id in enumerate(northgate.ids["Competency"].values()):
                db.session.add(
                    Assessment(**keys, competency_id=competency_id, person_id=id, assessor_id=marcus.id,
                               level=(place + n) % 5, note="Seen.", on=clock.today())
                )  # fmt: skip
        record("member.left", northgate.engagement, by=marcus)
        record("competency.assessed", northgate.get(Competency, "reply"), by=marcus)
        db.session.commit()


@pytest.mark.slow
@pytest.mark.parametrize("key", ["mina", "helen"])
@pytest.mark.every_engine
def test_sixty_people_by_forty_competencies_are_a_page_at_a_time(app, northgate, visit, key):
    visitor, path = visit(key), f"{northgate.path}/training/skills"
    with acting(app, "marcus"):
        for place in range(30):
            db.session.add(
                Competency(**northgate.engagement.keys, position=100 + place, key=f"more-{place}", name=f"More {place}",
                           critical=place % 2 == 0)
            )  # fmt: skip
        db.session.commit()
        northgate.ids["Competency"].update(
            {row.key: row.id for row in db.session.query(Competency) if row.key.startswith("more-")}
        )
    visitor.opens(path)
    with statements(app) as few:
        visitor.opens(path)
    crowd(app, northgate, 60)
    with statements(app) as many:
        page = visitor.opens(path)
    assert len(few) == len(many) <= 8
    assert len(page.html) < 400_000
    if key == "mina":
        assert page.says("People 1 to 12 of 60, by name") and not page.says("Person 12")
        page = visitor.opens(f"{path}?people=48")
        assert page.says("People 49 to 60 of 60") and page.says("Person 59") and not page.says("Person 00")
    else:
        assert not page.says("Person 00") and page.says("independent")


@pytest.mark.every_engine
@pytest.mark.slow
@pytest.mark.parametrize("people", ["-1", "x", "9" * 30, "999", "%00", "5"])
def test_an_odd_place_shows_some_page(app, northgate, mina, people):
    judge(app, northgate, "aisha", 3, "reply")
    page = mina.opens(f"{northgate.path}/training/skills?people={people}")
    assert page.status == 200 and page.says("Aisha Khan")
