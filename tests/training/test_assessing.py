"""Judging what somebody can do, and who may read it."""

from datetime import timedelta

import pytest

from tests import cast
from tests.makers import member
from tests.training.scenes import acting, judge, put_on, tick, verify
from tracker.audit import AuditEvent, record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped
from tracker.training.levels import proven_level
from tracker.training.models import Assessment, Competency
from tracker.training.skills import skills_of


def assess_page(northgate, competency="write") -> str:
    return f"/competencies/{northgate.competency(competency)}/assess"


def test_marcus_judges_aisha_by_what_he_saw(app, northgate, marcus, aisha):
    page = marcus.opens(assess_page(northgate)).send(
        person=str(cast.BY_KEY["aisha"].id), level="3", method="work_sample", note="Three posts, no edits needed."
    )
    assert page.says("Aisha Khan")
    assert page.says("3 Independent")
    with acting(app, "aisha") as me:
        assert proven_level(me, northgate.id, "write") == 3


def test_the_event_keeps_the_level_to_itself(app, northgate):
    judge(app, northgate, "aisha", 2)
    with acting(app, "helen"):
        event = db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "competency.assessed")).one()
    assert event.after == {"person": "Aisha Khan", "method": "observed"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"level": 5}, "level"),
        ({"level": -1}, "level"),
        ({"method": "hearsay"}, "method"),
        ({"note": "  "}, "note"),
        ({"on": "tomorrow"}, "on"),
    ],
)
def test_an_impossible_judgement_is_refused_at_its_field(app, northgate, change, field):
    with acting(app, "marcus") as marcus:
        if change.get("on"):
            change = {"on": clock.today() + timedelta(days=1)}
        values = {"level": 3, "method": "observed", "note": "Seen.", **change}
        with pytest.raises(Refused) as refused:
            northgate.get(Competency, "write").assess(member("aisha"), by=marcus, **values)
    assert refused.value.field == field


def test_nobody_is_judged_by_herself_and_no_outsider_is_judged(app, northgate):
    judge(app, northgate, "priya", 4)
    for key in ("priya", "brook", "marcus"):
        with acting(app, "priya") as priya, pytest.raises(Refused) as refused:
            northgate.get(Competency, "write").assess(member(key), 3, by=priya, method="observed", note="Seen.")
        assert refused.value.field == "person"


@pytest.mark.every_engine
def test_the_form_sent_twice_judges_once(app, northgate, marcus):
    page = marcus.opens(assess_page(northgate))
    for _ in range(2):
        page.send(person=str(cast.BY_KEY["aisha"].id), level="3", note="Seen at work.")
    with acting(app, "marcus"):
        assert len([*db.session.scalars(scoped(Assessment))]) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"level": ""}, "Choose a level."),
        ({"level": "9"}, "Not a valid choice."),
        ({"person": str(cast.BY_KEY["dawn"].id)}, "Not a valid choice."),
        ({"note": ""}, "What you saw is missing."),
        ({"note": "x" * 2001}, "At most 2,000 characters."),
    ],
)
def test_odd_input_is_refused_and_what_was_typed_stays(northgate, marcus, fields, says):
    sent = {"person": str(cast.BY_KEY["aisha"].id), "level": "3", "note": "Seen at work.", **fields}
    page = marcus.opens(assess_page(northgate)).send(**sent)
    assert page.status == 422
    assert page.says(says)
    assert page.form("note").values["note"] == sent["note"]


NOT_PROVEN = [("helen", 403), ("aisha", 403), ("brook", 404), ("wes", 404), ("ewan", 404)]


@pytest.mark.parametrize(("key", "status"), NOT_PROVEN)
def test_who_is_not_proven_does_not_judge(northgate, visit, key, status):
    assert visit(key).opens(assess_page(northgate)).status == status


@pytest.mark.every_engine
def test_priya_judges_once_she_is_proven_herself(app, northgate, priya):
    assert priya.opens(assess_page(northgate)).status == 403
    judge(app, northgate, "priya", 3)
    page = priya.opens(assess_page(northgate))
    assert page.status == 200
    assert str(cast.BY_KEY["priya"].id) not in page.html


def test_levels_are_read_by_the_person_and_the_trainers_alone(app, northgate, visit):
    judge(app, northgate, "aisha", 3)
    judge(app, northgate, "callum", 2)
    path = f"{northgate.path}/training/skills"
    trainer, owner, herself = visit("mina").opens(path), visit("helen").opens(path), visit("aisha").opens(path)
    assert trainer.says("2 With help") and trainer.says("3 Independent")
    assert not owner.says("With help") and "Callum Reid" not in owner.text
    assert owner.says("One person independent")
    assert herself.says("3 Independent") and not herself.says("With help")


def test_one_person_who_can_is_named_a_risk_where_the_skill_is_critical(app, northgate, helen):
    judge(app, northgate, "aisha", 3, "reply")
    assert helen.opens(f"{northgate.path}/training/skills").says("One-person risk")
    judge(app, northgate, "callum", 4, "reply")
    page = helen.opens(f"/competencies/{northgate.competency('reply')}")
    assert page.says("2 people independent.")
    assert not page.says("One-person risk")


def test_a_skill_fades_without_practice_or_proof(app, northgate):
    with acting(app, "marcus"):
        long_ago = clock.today() - timedelta(days=91)
    judge(app, northgate, "aisha", 3, "write", on=long_ago)
    judge(app, northgate, "aisha", 3, "reply", on=long_ago)
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    verify(app, northgate, "marcus", ids[3])
    with acting(app, "aisha") as aisha:
        skills = {skill.name: skill for skill in skills_of(aisha)}
        practised = skills_of(aisha, {(northgate.id, "reply"): clock.today()})
        names = {northgate.get(Competency, key).key: northgate.get(Competency, key).name for key in ("write", "reply")}
    assert not skills[names["write"]].fading
    assert skills[names["write"]].items_verified == 1
    assert skills[names["reply"]].fading
    assert not any(skill.fading for skill in practised)


def test_somebody_who_left_no_longer_covers_a_skill(app, northgate, helen):
    judge(app, northgate, "aisha", 3, "reply")
    with acting(app, "helen"):
        member("aisha").ended_at = clock.now()
        db.session.commit()
    with acting(app, "marcus"):
        northgate.get(Competency, "write").assess(
            member("callum"), 1, by=member("marcus"), method="observed", note="So that the facts are read anew."
        )
        record("member.left", northgate.engagement, by=member("marcus"))
        db.session.commit()
    assert helen.opens(f"/competencies/{northgate.competency('reply')}").says("Nobody assessed yet.")
