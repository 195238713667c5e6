"""The pages of deliverables, as each role uses them."""

from io import BytesIO

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.deliverables.scenes import TEXT, WORDS, accept, ask, hand_in, path_of
from tests.files import specimens
from tests.makers import acting
from tracker.core.database import db
from tracker.deliverables.models import DeliverableVersion
from tracker.files.models import Attachment
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


def pdf(name="audit.pdf"):
    return BytesIO(specimens.PDF), name


def versions(app):
    with acting(app, "helen"):
        return len([*db.session.scalars(scoped(DeliverableVersion))])


def test_mina_hands_in_the_audit_and_helen_accepts_it(app, northgate, mina, helen, priya):
    path = path_of(app, northgate)
    page = mina.opens(f"{northgate.path}/deliverables")
    assert page.says("Audit") and page.says("Nothing yet")
    page = mina.opens(f"{path}/versions/new").send(text=TEXT, files=pdf(), note="First.")
    assert page.says("Kept as a new version.") and page.says("audit.pdf") and "<h3>Audit</h3>" in page.html
    assert page.send("Ask the owner to accept it").says("In review")
    page = priya.opens(f"{path}/advice").send(fit="yes", words="I checked every account myself.")
    assert page.says("recommends accepting it")
    page = helen.opens(f"{path}/accept")
    assert page.says("Nineteen accounts") and page.says("audit.pdf")
    page = page.send(words=WORDS)
    assert page.says("Accepted") and page.says(WORDS)
    mina.opens(f"{path}/versions/new").send(text="Twenty accounts.")
    page = helen.opens(path)
    assert page.says("Changed since accepted") and page.says("Read what was accepted")
    assert helen.opens(f"{path}/versions/1").says("Nineteen accounts")
    assert helen.opens(f"{northgate.path}/activity").says("Helen Ames accepted Audit, version 1.")


def test_helen_finds_it_among_what_waits_for_her(app, northgate, helen):
    hand_in(app, northgate)
    ask(app, northgate)
    assert helen.opens(f"{northgate.path}/decisions").says("Accept “Audit”")


def test_the_gate_links_to_what_comes_out_of_it(app, northgate, helen):
    page = helen.opens(f"/gates/{northgate.phase('strategy')}")
    assert any(link.endswith(path_of(app, northgate)) for link in page.links)


def test_helen_returns_it_and_the_reason_stands_there(app, northgate, mina, helen):
    hand_in(app, northgate)
    ask(app, northgate)
    path = path_of(app, northgate)
    page = helen.opens(f"{path}/return").send(because="")
    assert page.status == 422 and page.says("What is missing is missing.")
    helen.opens(f"{path}/return").send(because="The page of 2019 is missing.")
    assert mina.opens(path).says("“The page of 2019 is missing.”")


@pytest.mark.every_engine
def test_sent_twice_it_is_one_version_with_one_file(app, northgate, mina):
    page = mina.opens(f"{path_of(app, northgate)}/versions/new")
    for _ in range(2):
        page.send(text=TEXT, files=pdf())
    assert versions(app) == 1
    with acting(app, "mina"):
        assert len([*db.session.scalars(scoped(Attachment))]) == 1


def test_a_refused_file_keeps_what_was_typed(app, northgate, mina):
    page = mina.opens(f"{path_of(app, northgate)}/versions/new").send(
        text=TEXT, note="New.", link="https://example.org/a", files=(BytesIO(b"MZ"), "run.exe")
    )
    assert page.status == 422 and page.says("Programs are not taken.")
    kept = page.form("text").values
    assert (kept["text"], kept["note"], kept["link"]) == (TEXT, "New.", "https://example.org/a")
    assert versions(app) == 0


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "give at least one of them"),
        ({"text": "x" * 20_001}, "At most 20,000 characters."),
        ({"text": "x", "link": "javascript:alert(1)"}, "A link starts with https:// or http://."),
        ({"text": "x", "note": "x" * 1001}, "At most 1,000 characters."),
    ],
)
def test_odd_input_is_refused_at_the_field(app, northgate, mina, fields, says):
    page = mina.opens(f"{path_of(app, northgate)}/versions/new").send(**fields)
    assert page.status == 422 and page.says(says)


@pytest.mark.every_engine
def test_two_browsers_keep_both_texts(app, northgate, mina, priya):
    path = f"{path_of(app, northgate)}/versions/new"
    first, second = mina.opens(path), priya.opens(path)
    first.send(text="Mina's text")
    page = second.send(text="Priya's text")
    assert page.status == 409
    assert page.says("Mina's text") and page.form("text").values["text"] == "Priya's text"
    assert page.send(text="Both").says("Version 2")


def test_helen_is_shown_the_newer_version_before_she_accepts(app, northgate, helen):
    hand_in(app, northgate)
    page = helen.opens(f"{path_of(app, northgate)}/accept")
    hand_in(app, northgate, text="Twenty accounts.")
    page = page.send(words=WORDS)
    assert page.status == 409 and page.says("Twenty accounts.") and page.form("words").values["words"] == WORDS
    assert page.send(words=WORDS).says("Accepted")


def test_a_day_and_a_reviewer_are_planned(app, northgate, priya, aisha):
    path = path_of(app, northgate)
    page = priya.opens(f"{path}/plan").send(due_on="2031-02-03", reviewer=str(BY_KEY["priya"].id))
    assert page.says("3 February 2031") and page.says("Priya Shah")
    assert priya.opens(f"{path}/plan").send(due_on="soon").status == 422
    assert aisha.opens(f"{path}/plan").status == 403
    assert "New version" not in aisha.opens(path).text


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan", "brook"])
def test_strangers_find_nothing(app, northgate, visit, key):
    hand_in(app, northgate)
    path = path_of(app, northgate)
    for page in (path, f"{path}/versions/1", f"{path}/accept", f"{northgate.path}/deliverables"):
        assert visit(key).opens(page).status == 404


def test_a_file_of_an_accepted_version_stays(app, northgate, mina):
    hand_in(app, northgate)
    accept(app, northgate)
    with acting(app, "mina"):
        file = db.session.scalars(scoped(Attachment)).one().id
    page = mina.opens(path_of(app, northgate))
    assert "/remove" not in page.html and mina.opens(f"/files/{file}").status == 200
    token = mina.opens("/account").form().values["csrf_token"]
    assert mina.post(f"/files/{file}/remove", csrf_token=token).status == 422


def test_pages_cost_the_same_however_many_versions(app, northgate, mina):
    hand_in(app, northgate)
    path = path_of(app, northgate)
    mina.opens(path)

    def cost():
        found = []
        for page in (path, f"{northgate.path}/deliverables"):
            with statements(app) as sent:
                assert mina.opens(page).status == 200
            found.append(len(sent))
        return found

    few = cost()
    for number in range(5):
        hand_in(app, northgate, text=f"Text {number}")
        accept(app, northgate, f"I read this and agree with point {number}.")
    assert cost() == few
    assert few[0] <= 10 and few[1] <= 8


