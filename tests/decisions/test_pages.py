"""The decision log as people use it."""

from io import BytesIO

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.decisions.scenes import TEXTS, WORDS, confirm, form, write
from tests.files import specimens
from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.models import Decision
from tracker.files.models import Attachment
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


def log(northgate):
    return f"{northgate.path}/decision-log"


def count(app):
    with acting(app, "helen"):
        return len([*db.session.scalars(scoped(Decision))])


def test_mina_writes_it_down_and_helen_confirms_it(app, northgate, mina, helen, priya):
    assert mina.opens(log(northgate)).says("No decisions yet")
    activity = northgate.activity("paid-promotion")
    page = mina.opens(f"{log(northgate)}/new").send(
        **form(decided_on=clock.today().isoformat(), about=str(activity)), files=(BytesIO(specimens.PDF), "offer.pdf")
    )
    assert page.says("Written down.") and page.says("It does not count yet") and page.says("offer.pdf")
    assert any(link.endswith(f"/activities/{activity}") for link in page.links)
    assert helen.opens(f"{northgate.path}/decisions").says("Who pays for the advertising card?")
    assert not priya.opens(page.path).says("Is this what you decided?")
    page = helen.opens(page.path).send(action="/confirm", words=WORDS)
    assert page.says("In force") and page.says(WORDS)
    assert "/edit" not in page.html and "Attach a file" not in page.text
    assert mina.opens(log(northgate)).says("In force")
    assert mina.opens(f"{northgate.path}/activity").says("Helen Ames confirmed the decision D-1")


def test_a_refused_file_keeps_what_was_typed(app, northgate, mina):
    page = mina.opens(f"{log(northgate)}/new").send(
        **form(decided_on=clock.today().isoformat()), files=(BytesIO(b"MZ"), "run.exe")
    )
    assert page.status == 422 and page.says("Programs are not taken.")
    kept = page.form("question").values
    assert {name: kept[name] for name in TEXTS} == TEXTS and kept["decider"] == str(BY_KEY["helen"].id)
    assert count(app) == 0


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"question": ""}, "Question is missing."),
        ({"decision": "x" * 4001}, "At most 4,000 characters."),
        ({"decided_on": "2999-01-01"}, "This day has not come yet."),
        ({"decided_on": "soon"}, "Not a valid date value."),
        ({"decider": ""}, "Choose who decided."),
        ({"decider": str(BY_KEY["dawn"].id)}, "Not a valid choice."),
    ],
)
def test_odd_input_is_refused_at_the_field(app, northgate, mina, fields, says):
    page = mina.opens(f"{log(northgate)}/new").send(**{**form(decided_on=clock.today().isoformat()), **fields})
    assert page.status == 422 and page.says(says)
    assert count(app) == 0


@pytest.mark.every_engine
def test_sent_twice_it_is_written_once(app, northgate, mina):
    page = mina.opens(f"{log(northgate)}/new")
    for _ in range(2):
        page.send(**form(decided_on=clock.today().isoformat()), files=(BytesIO(specimens.PDF), "offer.pdf"))
    with acting(app, "helen"):
        assert len([*db.session.scalars(scoped(Attachment))]) == 1
    assert count(app) == 1


@pytest.mark.every_engine
def test_two_browsers_keep_both_texts(app, northgate, mina, priya):
    path = f"/decisions/{write(app, northgate)}/edit"
    first, second = mina.opens(path), priya.opens(path)
    first.send(decision="Mina's text")
    page = second.send(decision="Priya's text")
    assert page.status == 409
    assert page.says("Mina's text") and page.form("decision").values["decision"] == "Priya's text"
    assert page.send(decision="Both").says("Both")


def test_helen_reads_a_change_before_she_confirms(app, northgate, mina, helen):
    id = write(app, northgate)
    page = helen.opens(f"/decisions/{id}")
    mina.opens(f"/decisions/{id}/edit").send(decision="The practice pays.")
    page = page.send(action="/confirm", words=WORDS)
    assert page.status == 409 and page.says("The practice pays.") and page.form("words").values["words"] == WORDS


def test_nobody_confirms_for_helen(app, northgate, helen, priya):
    id = write(app, northgate)
    token = priya.opens("/account").form().values["csrf_token"]
    page = priya.post(f"/decisions/{id}/confirm", csrf_token=token, words=WORDS, seen="1")
    assert page.status == 422 and page.says("Only Helen Ames can answer this.")
    page = helen.opens(f"/decisions/{id}").send(action="/decline", because="I never said so.")
    assert page.says("Dropped") and page.says("I never said so.")


def test_the_log_is_filtered(app, northgate, aisha):
    confirm(app, northgate, write(app, northgate))
    write(app, northgate, question="Which colour?")
    assert aisha.opens(f"{log(northgate)}?show=waiting").says("Which colour?")
    assert not aisha.opens(f"{log(northgate)}?show=in-force").says("Which colour?")
    assert aisha.opens(f"{log(northgate)}?show=superseded").says("None of these")
    assert aisha.opens(f"{log(northgate)}?show=%00'&after=nonsense").says("Which colour?")
    assert aisha.opens(f"{log(northgate)}/new").status == 403


def test_what_people_typed_is_shown_as_text(app, northgate, mina):
    id = write(app, northgate, decision="<script>alert(1)</script> {{ 7*7 }}", question="<b>Why</b>?")
    page = mina.opens(f"/decisions/{id}")
    assert "<script>alert" not in page.html and page.says("<b>Why</b>?") and page.says("{{ 7*7 }}")


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan", "brook"])
def test_strangers_find_nothing(app, northgate, visit, key):
    id = write(app, northgate)
    for path in (log(northgate), f"/decisions/{id}", f"/decisions/{id}/edit", f"{log(northgate)}/new"):
        assert visit(key).opens(path).status == 404


def test_pages_cost_the_same_however_many(app, northgate, mina):
    path = f"/decisions/{write(app, northgate)}"
    mina.opens(path)

    def cost():
        found = []
        for page in (path, log(northgate), f"{log(northgate)}/new"):
            with statements(app) as sent:
                assert mina.opens(page).status == 200
            found.append(len(sent))
        return found

    few = cost()
    for number in range(6):
        confirm(app, northgate, write(app, northgate), words=f"I agree with this for reason {number}.")
    assert cost() == few
    assert few[0] <= 10 and few[1] <= 8 and few[2] <= 10
