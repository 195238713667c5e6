"""Incidents, lessons and drills: blameless, and practice for whoever learnt from them."""

from datetime import timedelta

import pytest

from tests.clinic.scenes import learns, reports, solves
from tests.makers import acting, member
from tracker.clinic.learning import learn, rehearse
from tracker.clinic.models import Incident, IncidentState, Lesson
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of, slices
from tracker.responsibilities.models import Activity
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import scoped
from tracker.training.models import Competency
from tracker.training.proofs import last_shown

REPORT = {"title": "A complaint lay for two days", "happened": "1. It came by post.\n2. Nobody looked there."}
DRILL = {"title": "A complaint on a Sunday", "allowed": "30", "minutes": "24", "reached": "yes"}


def index(app, northgate):
    with acting(app, "helen"):
        return db.session.scalars(scoped(Standing).where(Standing.engagement_id == northgate.id)).one().value


def judged(app, northgate, key="callum", skill="reply", level=3, days_ago=200):
    """Somebody was judged independent long ago: the skill is fading."""
    with acting(app, "marcus") as marcus:
        northgate.get(Competency, skill).assess(
            member(key), level, by=marcus, method="observed", note="A day alone.",
            on=clock.today() - timedelta(days=days_ago),
        )
        db.session.commit()


def test_an_incident_is_solved_then_learnt_from(app, northgate):
    id = reports(app, northgate, "aisha")
    with acting(app, "callum") as callum:
        with pytest.raises(Refused, match="how it was solved"):
            learn(northgate.one(Incident, id), by=callum, title="Early", learnt="Too early.")
    solves(app, northgate, "callum", id)
    learns(app, northgate, "priya", id)
    with acting(app, "helen") as helen:
        incident = northgate.one(Incident, id)
        assert incident.state == IncidentState.LEARNT
        with pytest.raises(Stale):
            incident.solve(clock.today(), "Again.", by=helen)


def test_days_that_cannot_be_are_refused(app, northgate):
    with pytest.raises(Refused, match="still to come"):
        reports(app, northgate, "aisha", on=clock.today() + timedelta(days=1))
    id = reports(app, northgate, "aisha")
    with acting(app, "aisha") as aisha:
        for days, why in ((1, "still to come"), (-1, "noticed later")):
            with pytest.raises(Refused, match=why):
                northgate.one(Incident, id).solve(clock.today() + timedelta(days=days), "Done.", by=aisha)


def test_there_is_no_field_for_who_is_to_blame():
    fields = {column.name for column in Incident.__table__.columns if column.name.endswith("_id")}
    assert fields == {
        "workspace_id", "client_id", "engagement_id", "activity_id", "noticed_by_id", "reported_by_id", "solved_by_id",
    }  # fmt: skip


def test_who_writes_solves_and_learns_has_practised(app, northgate):
    id = reports(app, northgate, "aisha")
    solves(app, northgate, "callum", id)
    learns(app, northgate, "priya", id)
    today, reply = clock.today().isoformat(), str(northgate.activity("reply"))
    with acting(app, "helen"):
        shown = slices["lessons"](northgate.id)["shown"]
        assert sorted(shown) == sorted([reply, str(member(key).id), today] for key in ("aisha", "callum", "priya"))
        proofs = last_shown(facts_of(northgate.id))
        assert proofs["reply", str(member("callum").id)] == today


def test_a_lesson_about_nothing_in_particular_is_no_practice_of_anything(app, northgate):
    reports(app, northgate, "aisha", about=None)
    with acting(app, "helen"):
        assert slices["lessons"](northgate.id) == {"shown": [], "drills": []}


def test_learning_from_practice_freshens_a_fading_skill_and_never_lowers_the_index(app, northgate):
    judged(app, northgate)
    before = index(app, northgate)
    id = reports(app, northgate, "aisha")
    assert index(app, northgate) == before
    solves(app, northgate, "callum", id)
    after = index(app, northgate)
    assert after > before
    learns(app, northgate, "callum", id)
    assert index(app, northgate) == after


@pytest.mark.slow
@pytest.mark.parametrize("key", ["marcus", "priya", "callum", "helen"])
@pytest.mark.parametrize("about", ["reply", "crisis-response", "set-strategy", None])
def test_no_lesson_of_anybody_lowers_the_index(app, northgate, key, about):
    for skill in ("reply", "handle-crisis", "develop-strategy"):
        judged(app, northgate, skill=skill)
        judged(app, northgate, "priya", skill=skill, level=2, days_ago=20)
    before = index(app, northgate)
    id = reports(app, northgate, key, about=about)
    solves(app, northgate, key, id)
    learns(app, northgate, key, id)
    assert index(app, northgate) >= before


def test_a_drill_is_passed_in_time_and_counts_for_who_took_part(app, northgate):
    with acting(app, "marcus") as marcus:
        values = {"title": "A lost account", "activity": northgate.get(Activity, "crisis-response"), "allowed": 30}
        people = [member("callum"), member("helen")]
        day = clock.today() - timedelta(days=3)
        results = [
            rehearse(northgate.engagement, by=marcus, **values, on=day, minutes=minutes, reached=reached, people=people)
            for minutes, reached in ((30, True), (31, True), (10, False))
        ]
        assert [drill.passed for drill in results] == [True, False, False]
        with pytest.raises(Refused, match="who took part"):
            rehearse(northgate.engagement, by=marcus, **values, on=day, minutes=3, reached=True, people=[])
        found = slices["lessons"](northgate.id)
        who = {(str(one.id), day.isoformat()) for one in people}
    assert {(person, on) for _, person, on in found["shown"]} == who
    assert sorted(passed for *_, passed in found["drills"]) == [False, False, True]


def test_a_lesson_is_changed_once(app, northgate):
    id = reports(app, northgate, "aisha")
    solves(app, northgate, "aisha", id)
    lesson_id = learns(app, northgate, "aisha", id)
    with acting(app, "priya") as priya:
        lesson = northgate.one(Lesson, lesson_id)
        lesson.changed(by=priya)
        with pytest.raises(Stale):
            lesson.changed(by=priya)


@pytest.mark.slow
def test_callum_writes_it_down_aisha_solves_it_and_priya_learns(app, northgate, callum, aisha, priya):
    page = callum.opens(f"{northgate.path}/lessons")
    assert page.says("Nothing has gone wrong that anybody wrote down.")
    page = callum.opens(f"{northgate.path}/incidents/new")
    assert page.says("it could have been anybody")
    page = page.send(**REPORT, activity=str(northgate.activity("reply")), noticed_by=str(priya.person.id))
    assert page.says("Open") and page.says("thanks to Priya Shah")
    page = aisha.opens(f"{page.path}/solve").send(did="We wrote and rang.")
    assert page.says("the same day")
    page = priya.opens(f"{page.path}/lesson").send(title="Post counts too", learnt="Look there.", change="The rota.")
    assert page.says("To change")
    assert page.send(action="/changed").says("Changed")
    page = callum.opens(f"{northgate.path}/lessons")
    assert page.says("Post counts too") and page.says("Learnt from")


@pytest.mark.slow
def test_a_drill_on_the_page(northgate, priya, callum):
    page = priya.opens(f"{northgate.path}/drills/new").send(
        **DRILL, activity=str(northgate.activity("crisis-response")), people=str(callum.person.id)
    )
    assert page.says("Passed") and page.says("The goal was reached in 24 minutes") and page.says("Callum Reid")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("incidents/new", REPORT | {"title": ""}, "In one sentence is missing."),
        ("incidents/new", REPORT | {"noticed_on": "2999-01-01"}, "That day is still to come."),
        ("lessons/new", {"title": "A", "learnt": ""}, "What we learnt is missing."),
        ("drills/new", DRILL | {"minutes": "0"}, "Between 1 and 10,000"),
        ("drills/new", DRILL | {"people": ""}, "Say who took part."),
    ],
)
def test_odd_input_is_refused_at_the_field_and_kept(northgate, aisha, path, fields, says):
    page = aisha.opens(f"{northgate.path}/{path}").send(**fields)
    assert page.status == 422 and page.says(says)
    assert page.form("title").values["title"] == fields["title"]


@pytest.mark.slow
def test_providers_and_strangers_read_none_of_it(app, northgate, visit):
    id = reports(app, northgate, "aisha")
    for key in ("brook", "dawn", "tessa"):
        assert visit(key).opens(f"/incidents/{id}").status == 404
        assert visit(key).opens(f"{northgate.path}/lessons").status == 404
