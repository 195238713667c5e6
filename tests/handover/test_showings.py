"""Shown once more: a witness of the client's own judges it, and that renews the skill."""

import pytest

from tests.handover.after import after, answered, check_in, handed_over, on, written
from tests.makers import acting, member
from tests.training.scenes import judge
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.handover.check_in_answering import send
from tracker.handover.models import Showing
from tracker.handover.showings import decline, witness
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.reading import inputs_of
from tracker.tenancy import scoped
from tracker.training.models import Assessment


def shown(northgate, person="aisha", by="priya", skill="reply"):
    return {
        "person": str(member(person).id), "witness": str(member(by).id),
        "competency": str(northgate.competency(skill)), "what": "An angry customer, answered on Monday.",
    }  # fmt: skip


@pytest.fixture
def scene(app, northgate):
    judge(app, northgate, "priya", 3, "reply")
    with acting(app, "helen"):
        handed_over(northgate)
        answered(northgate, 90, show=shown(northgate))
    return northgate


def test_what_was_seen_is_an_assessment_and_the_skill_is_fresh_again(app, scene):
    with acting(app, "priya") as priya, on(after(91)):
        showing = db.session.scalars(scoped(Showing)).one()
        witness(showing, 3, "Calm, and in our own voice.", by=priya)
        db.session.commit()
        newest = db.session.scalars(scoped(Assessment).order_by(Assessment.at.desc())).first()
        assert (newest.person_id, newest.assessor_id, newest.level, newest.method, newest.on) == (
            member("aisha").id, priya.id, 3, "live_evidence", after(91),
        )  # fmt: skip
        reply = next(one for one in inputs_of(facts_of(scene.id)).competencies if one.id == "reply")
        assert {one.person: one.proof_on for one in reply.holders}[str(member("aisha").id)] == after(91)
        with pytest.raises(Stale):
            witness(showing, 4, "Once more.", by=priya)


def test_only_whoever_watched_says_it_and_she_may_say_that_she_cannot(app, scene):
    with acting(app, "helen") as helen, on(after(91)):
        showing = db.session.scalars(scoped(Showing)).one()
        with pytest.raises(Refused, match="Only whoever watched"):
            witness(showing, 3, "I was told.", by=helen)
    with acting(app, "priya") as priya, on(after(91)):
        showing = db.session.scalars(scoped(Showing)).one()
        decline(showing, "I was on holiday.", by=priya)
        db.session.commit()
        assert not showing.waits


@pytest.mark.parametrize(
    ("person", "by", "says"),
    [("priya", "priya", "Nobody witnesses herself"), ("aisha", "callum", "has not been judged good enough")],
)
def test_a_witness_is_somebody_else_who_is_good_enough(app, northgate, person, by, says):
    judge(app, northgate, "priya", 3, "reply")
    with acting(app, "helen") as helen:
        handed_over(northgate)
        with on(after(30)):
            one = check_in(northgate)
            written(one, "helen", show=shown(northgate, person, by))
            with pytest.raises(Refused, match=says):
                send(one, by=helen)
