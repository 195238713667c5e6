"""A practice's own playbooks: made, copied, brought in, published, retired; engagements start from their versions."""

from copy import deepcopy
from io import BytesIO

import pytest

from tests import cast
from tests.makers import acting
from tests.playbooks.scenes import garden, one, set_in
from tests.playbooks.spoiling import SMALL, line_of, spoilt
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.playbooks.models import Playbook, PlaybookVersion
from tracker.playbooks.reading import list_shipped, read_playbook
from tracker.tenancy import scoped


def test_a_version_is_what_the_draft_was_and_stays_so(app):
    id = garden(app, publish=1)
    with acting(app, "marcus") as marcus:
        playbook = one(id)
        set_in(playbook, marcus, summary="Another summary.")
        assert playbook.changed
        playbook.publish(by=marcus)
        db.session.commit()
    with acting(app, "marcus"):
        versions = db.session.scalars(scoped(PlaybookVersion).order_by(PlaybookVersion.number))
        assert [(one.number, one.summary, one.record.version) for one in versions] == [
            (1, "Summary 1.", 1), (2, "Another summary.", 2),
        ]  # fmt: skip
        assert not one(id).changed


def test_what_could_not_feed_every_pillar_is_not_published(app):
    id = garden(app)
    with acting(app, "marcus") as marcus:
        playbook = one(id)
        sections = playbook.draft["sections"]
        set_in(playbook, marcus, sections=[])
        with pytest.raises(Refused, match="could not feed every pillar.*nothing is measured under Owns the strategy"):
            playbook.publish(by=marcus)
        set_in(playbook, marcus, sections=sections, licence="")
        with pytest.raises(Refused, match="has 1 gap still. The first: licence must not be empty"):
            playbook.publish(by=marcus)


def test_nothing_new_is_not_published_twice_and_what_changed_meanwhile_not_unseen(app):
    id = garden(app, publish=1)
    with acting(app, "marcus") as marcus:
        playbook = one(id)
        with pytest.raises(Refused, match="Nothing changed since version 1"):
            playbook.publish(by=marcus)
        seen = playbook.revision
        set_in(playbook, marcus, summary="Changed meanwhile.")
        with pytest.raises(Stale):
            playbook.publish(by=marcus, seen=seen)


@pytest.mark.slow
def test_a_copy_says_what_it_is_based_on_and_keeps_the_licence(app, marcus):
    shipped = list_shipped()[0]
    page = marcus.opens("/playbooks/social-media")
    page = marcus.opens(next(href for href in page.links if "/playbooks/new" in href))
    page = page.send(title="Social media for recruiters")
    assert page.says(f"{shipped.title}, version {shipped.version} ({shipped.source}")
    with acting(app, "marcus"):
        copy = db.session.scalars(scoped(Playbook)).one()
        assert copy.key == "social-media-for-recruiters"
        assert copy.draft["licence"] == shipped.licence
        assert copy.draft["source"].startswith(f"Based on {shipped.title}, version {shipped.version}: ")
        assert copy.draft["activities"] == shipped.as_dict()["activities"]


@pytest.mark.slow
def test_a_copy_of_an_earlier_version_holds_what_that_version_held(app, mina):
    garden(app, publish=2)
    page = mina.opens("/playbooks/new?from=garden:1").send(title="A smaller garden")
    assert page.says("A smaller garden")
    with acting(app, "marcus"):
        copy = db.session.scalars(scoped(Playbook).where(Playbook.key == "a-smaller-garden")).one()
        assert copy.draft["summary"] == "Summary 1."


@pytest.mark.slow
def test_the_empty_one_is_refused_and_every_pillar_named(marcus):
    page = marcus.opens("/playbooks/new").send(title="From nothing", original="")
    page = marcus.opens(page.path.removeprefix("/w/harbour") + "/publish")
    for words in ("It could not feed every pillar of the index", "Owns the strategy", "Survives a leaver"):
        assert page.says(words)
    page = page.send(note="Now!")
    assert page.status == 422 and page.says("It could not feed every pillar")
    assert page.form("note").values["note"] == "Now!"


@pytest.mark.slow
def test_a_file_is_brought_in_and_kept_again_without_a_difference(app, marcus):
    page = marcus.opens("/playbooks/import").send(text=SMALL)
    assert page.says("Brought in as a draft.")
    path = page.path.removeprefix("/w/harbour")
    page = marcus.opens(f"{path}/publish").send(note="The first.")
    assert page.says("The first.")
    kept = marcus.opens(f"{path}/versions/1/file").response
    assert kept.headers["Content-Disposition"] == 'attachment; filename="garden-1.yaml"'
    assert read_playbook(kept.data) == read_playbook(SMALL)
    again = marcus.opens(f"{path}/import").send(text=kept.get_data(as_text=True))
    assert again.says("Nothing changed since version 1.")
    assert marcus.opens(f"{path}/file").response.data == kept.data


@pytest.mark.slow
def test_a_file_with_mistakes_is_refused_with_their_lines_and_kept_in_the_form(app, marcus):
    text = spoilt("accountable: owner", "accountable: nobody")
    page = marcus.opens("/playbooks/import").send(text=text)
    assert page.status == 422
    assert page.says(f"Line {line_of('accountable: owner')}")
    assert page.says("accountable must be one of owner, champion")
    assert page.form("text").values["text"] == text
    with acting(app, "marcus"):
        assert db.session.scalars(scoped(Playbook)).all() == []


@pytest.mark.slow
def test_files_that_are_no_playbook_are_refused_with_a_reason_and_never_an_error(app, marcus):
    form = marcus.opens("/playbooks/import").form("text")
    files = {
        b"\xff\xfe": "is not UTF-8 text", b"#" * 300_000: "the file is larger than 256 KB",
        b"key: &a [*a]\n": "YAML aliases are not allowed", b"\0": "control characters",
        b"key: \n  " + b"[" * 9000: "nested more than 12 deep",
    }  # fmt: skip
    for raw, says in files.items():
        page = marcus.post("/playbooks/import", **{**form.values, "file": (BytesIO(raw), "x.yaml")})
        assert page.status == 422 and page.says(says), page.text
    page = marcus.post("/playbooks/import", **form.values)
    assert page.status == 422 and page.says("Choose a file, or paste its text.")
    page = marcus.post("/playbooks/import", **{**form.values, "file": (BytesIO(b"#" * 1_100_000), "x.yaml")})
    assert page.status == 413
    with acting(app, "marcus"):
        assert db.session.scalars(scoped(Playbook)).all() == []


@pytest.mark.slow
def test_a_file_is_uploaded(marcus):
    form = marcus.opens("/playbooks/import").form("text")
    sent = marcus.post("/playbooks/import", **{**form.values, "file": (BytesIO(SMALL.encode()), "garden.yaml")})
    assert sent.says("Brought in as a draft.") and sent.says("Keep the garden")


@pytest.mark.slow
def test_a_file_with_gaps_becomes_a_draft_that_names_them(marcus):
    page = marcus.opens("/playbooks/import").send(text=spoilt("licence: MIT\n", ""))
    assert page.status == 200 and page.says("1 thing stands between this draft and version 1.")
    assert page.says("Licence must not be empty")


@pytest.mark.slow
@pytest.mark.every_engine
def test_sending_the_same_form_twice_makes_one_playbook(app, marcus):
    form = marcus.opens("/playbooks/new").form("title")
    for _ in range(2):
        page = marcus.post("/playbooks/new", **{**form.values, "title": "Once", "original": ""})
        assert page.status == 200
    with acting(app, "marcus"):
        assert len(db.session.scalars(scoped(Playbook)).all()) == 1


@pytest.mark.slow
def test_a_consultant_proposes_and_a_lead_publishes(app, mina, marcus):
    path = f"/playbooks/ours/{garden(app, by='mina')}"
    page = mina.opens(f"{path}/publish").send(note="Tried in two gardens.")
    assert page.says("Mina Okafor proposed to publish it") and page.says("None yet.")
    assert marcus.opens("/playbooks").says("To publish")
    assert marcus.opens(f"{path}/publish").send(note="Agreed.").says("Agreed.")
    token = mina.opens("/playbooks/new").form("title").values["csrf_token"]
    assert mina.post(f"{path}/retire", csrf_token=token).status == 403


@pytest.mark.slow
def test_an_engagement_starts_from_any_version_and_the_playbook_shows_it(app, marcus):
    id = garden(app, publish=2)
    client = str(cast.fixed("client weir"))
    for version, summary in (("", "Summary 2."), ("garden:1", "Summary 1.")):
        page = marcus.opens("/engagements/new?playbook=garden").send(client=client, version=version)
        assert page.status == 200, page.text
        with acting(app, "marcus"):
            newest = db.session.scalars(scoped(Engagement).order_by(Engagement.id.desc())).first()
            assert newest.playbook["summary"] == summary
            assert newest.playbook_version == (1 if version else 2)
    page = marcus.opens(f"/playbooks/ours/{id}")
    assert page.text.count("Weir Community Trust") == 2
    wrong = marcus.opens("/engagements/new?playbook=social-media").send(client=client, version="garden:1")
    assert wrong.status == 422 and wrong.says("This is a version of another playbook.")


@pytest.mark.slow
def test_a_retired_one_is_offered_no_longer_but_can_be_read_and_brought_back(app, marcus):
    path = f"/playbooks/ours/{garden(app, publish=1)}"
    page = marcus.opens(path).send(action="/retire")
    assert page.says("Retired")
    assert "garden" not in marcus.opens("/engagements/new").html
    assert marcus.opens(f"{path}/versions/1").says("Summary 1.")
    assert marcus.opens(path).send(action="/bring-back").says("Back on the shelf.")
    assert "garden" in marcus.opens("/engagements/new").html


@pytest.mark.slow
def test_what_changed_between_versions_is_told_in_words(app, marcus):
    id = garden(app, publish=1)
    with acting(app, "marcus") as me:
        playbook = one(id)
        draft = deepcopy(playbook.draft)
        draft["activities"][0] |= {"target": 4, "frequency": "Twice a day"}
        draft["tools"].append({**draft["tools"][0], "key": "hose", "name": "Hose"})
        draft["phases"][1]["weeks"] = 5
        set_in(playbook, me, activities=draft["activities"], tools=draft["tools"], phases=draft["phases"])
        playbook.publish(by=me)
        db.session.commit()
    page = marcus.opens(f"/playbooks/ours/{id}/changes?to=2")
    assert page.says("From version 1 to version 2.")
    assert page.says("Water the beds. How often: Every evening → Twice a day")
    assert page.says("Hose") and page.says("Dig. Weeks: 3 → 5")


@pytest.mark.slow
def test_the_calendar_shows_phases_and_what_is_due_from_any_day(app, marcus, helen):
    page = marcus.opens(f"/playbooks/ours/{garden(app)}/calendar?start=2027-03-01")
    assert page.says("Begun on 1 March 2027, it is handed over on 10 May 2027.")
    assert page.says("1 March 2027 to 15 March 2027, 2 weeks") and page.says("Check-in after 30 days")
    for odd in ("", "soon", "0001-01-01", "9999-12-31"):
        assert helen.opens(f"/playbooks/social-media/calendar?start={odd}").status == 200


@pytest.mark.slow
@pytest.mark.parametrize(("who", "status"), [("helen", 404), ("priya", 404), ("tessa", 404), ("mina", 200)])
def test_who_sees_a_practices_own_playbooks(app, visit, who, status):
    id = garden(app, publish=1)
    path = f"/w/harbour/playbooks/ours/{id}"
    for page in (path, f"{path}/versions/1", f"{path}/edit", f"{path}/publish"):
        assert visit(who).opens(page).status == status
    if who == "helen":
        assert not visit(who).opens("/playbooks").says("Keep the garden")
