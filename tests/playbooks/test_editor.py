"""The editor: every part of a draft by forms alone, without two people losing what they wrote."""

import pytest

from tests.counting import statements
from tests.makers import acting
from tests.playbooks.scenes import draft_of, garden, one, set_in
from tracker.core.database import db
from tracker.playbooks.parts import PARTS, entries_of
from tracker.playbooks.reading import list_shipped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


@pytest.fixture
def path(app):
    return f"/playbooks/ours/{garden(app)}"


@pytest.fixture
def id(path):
    return path.rpartition("/")[2]


def draft(app, path):
    return draft_of(app, path.rpartition("/")[2])


def inside(page):
    return page.path.removeprefix("/w/harbour")


WAITS = {
    "about": {"summary": "It mends itself.", "source": "Ours", "licence": "CC BY 4.0", "charter": "## Agreed\n\nOn."},
    "promises": {
        "sla_label": "First look at a gap", "sla_hours": "8", "sla_explanation": "Before the sheep see it.",
        "drill_name": "Storm", "drill_description": "A night of wind.", "leader_essentials_name": "Leaders",
        "leader_essentials_description": "Hold a hammer.", "handover_pack": "The hammer\n\n  The nails  ",
    },
}  # fmt: skip


def test_a_playbook_is_written_by_forms_alone_from_nothing_to_its_first_version(app, marcus):
    path = inside(marcus.opens("/playbooks/new").send(title="Mend the fence", original=""))
    for page, values in WAITS.items():
        assert marcus.opens(f"{path}/edit/{page}").send(**values).says("Saved in the draft.")

    def adds(part, inside="", **values):
        page = marcus.opens(f"{path}/add/{part}{inside}").send(**values)
        assert page.says("Added to the draft."), page.text
        return page

    adds("competencies", name="Hammering", description="Hits the nail.", critical="y", target="3")
    adds("activities", name="Mend a gap", purpose="No sheep leaves.", critical="y", kind="tactical",
         accountable="owner", usual_doer="Staff", frequency="Weekly", unit="gap", competencies="hammering")  # fmt: skip
    adds("sections", title="Why a fence?", prompt="Whom does it keep?", help="Think of the sheep.")
    adds("tools", name="Hammer", purpose="For nails", competencies="hammering")
    adds("modules", title="First nails", why="Thumbs are dear.")
    adds("items", "?in=first-nails", text="Drive a nail", why="It holds.", steps="Hold it.\nHit it.", minutes="5",
         evidence="note", competency="hammering", activities="mend-a-gap", leader="y")  # fmt: skip
    for kind in ("strategy", "implementation", "training", "handover"):
        adds("criteria", f"?in={kind}&rule=rungs_at_least", text=f"{kind} done", rung="2", activities="critical")
        adds("deliverables", f"?in={kind}", name=f"{kind} paper", description="On paper.")
    for day in (30, 60, 90, 180, 365):
        marcus.opens(f"{path}/edit/check-ins/{day}").send(questions="Does it stand?\nWho mends it?")
    assert marcus.opens(f"{path}/edit").says("Nothing is missing: the draft can be published.")
    assert marcus.opens(f"{path}/publish").send(note="Up it goes.").says("Up it goes.")
    written = draft(app, path)
    assert written["key"] == "mend-the-fence" and written["handover_pack"] == ["The hammer", "The nails"]
    assert written["phases"][0]["exit_criteria"] == [{
        "key": "strategy-done", "text": "strategy done",
        "rule": {"name": "rungs_at_least", "activities": "critical", "rung": 2},
    }]  # fmt: skip


@pytest.mark.parametrize("content", list_shipped()[:2], ids=lambda content: content.key)
def test_every_entry_of_a_shipped_playbook_is_saved_as_it_was_by_its_own_form(app, marcus, content):
    path = inside(marcus.opens(f"/playbooks/new?from={content.key}:{content.version}").send(title=content.title))
    before = draft(app, path)
    for part in PARTS.values():
        for entry in list(entries_of(before, part))[:6]:
            page = marcus.opens(f"{path}/edit/{part.name}/{entry[part.id]}")
            assert page.status == 200, page.text
            name = next(field for field in page.form("seen").names if field not in {"csrf_token", "once", "seen"})
            page.send(**{name: page.form("seen").values.get(name)})
    for name in ("about", "promises"):
        marcus.opens(f"{path}/edit/{name}").send(**{"title" if name == "about" else "sla_label": None})
    assert draft(app, path) == before


def test_a_name_changes_and_the_key_that_others_refer_to_stays(app, path, marcus):
    marcus.opens(f"{path}/edit/competencies/watering").send(name="Watering with care")
    now = draft(app, path)
    assert now["competencies"][0]["name"] == "Watering with care"
    assert now["competencies"][0]["key"] == "watering" == now["activities"][0]["competencies"][0]
    assert marcus.opens(f"{path}/edit/activities/water").says("Watering with care")


def test_what_is_still_named_elsewhere_is_not_removed_and_the_places_are_told(app, path, marcus):
    page = marcus.opens(f"{path}/edit/competencies").send("Remove : Watering", action="watering/place")
    assert page.status == 422
    for place in ("activity “Water the beds”", "tool “Watering can”", "item “Find the tap”"):
        assert page.says(place)
    assert len(draft(app, path)["competencies"]) == 2


def test_what_was_removed_is_put_back_where_it_stood(app, path, marcus):
    before = draft(app, path)
    page = marcus.opens(f"{path}/edit/modules").send("Remove : Water", action="water/place")
    assert page.says("Removed. It can be put back.") and page.says("Module: Water")
    assert [item["number"] for item in entries_of(draft(app, path), PARTS["items"])] == [1]
    page = page.send(action="/put-back")
    assert page.says("Put back where it stood.") and draft(app, path) == before
    token = page.form("csrf_token").values["csrf_token"]
    assert marcus.post(f"{path}/put-back", csrf_token=token, which="no-such").status == 409


@pytest.mark.every_engine
def test_a_button_pressed_twice_moves_once(app, path, marcus):
    form = marcus.opens(f"{path}/edit/activities").form(action="weed/place")
    for _ in range(2):
        marcus.post(f"{path}/edit/activities/weed/place", **{**form.values, "do": "up"})
    assert [one["key"] for one in draft(app, path)["activities"]] == ["weed", "water"]


@pytest.mark.every_engine
def test_two_people_on_one_entry_lose_nothing(app, path, marcus, mina):
    hers, his = mina.opens(f"{path}/edit/activities/weed"), marcus.opens(f"{path}/edit/activities/weed")
    assert hers.send(purpose="Because Mina says so.").says("Saved in the draft.")
    page = his.send(purpose="Because Marcus says so.")
    assert page.status == 409
    assert page.says("Because Mina says so.") and page.form("purpose").values["purpose"] == "Because Marcus says so."
    assert page.send(purpose="Because both say so.").says("Saved in the draft.")
    assert draft(app, path)["activities"][1]["purpose"] == "Because both say so."


@pytest.mark.every_engine
def test_two_people_on_two_entries_do_not_disturb_each_other(app, path, marcus, mina):
    hers, his = mina.opens(f"{path}/edit/activities/weed"), marcus.opens(f"{path}/edit/activities/water")
    assert hers.send(purpose="Mina's.").status == his.send(purpose="Marcus's.").status == 200
    assert [one["purpose"] for one in draft(app, path)["activities"]] == ["Marcus's.", "Mina's."]


def test_an_entry_removed_meanwhile_keeps_what_was_typed(path, marcus, mina):
    his = marcus.opens(f"{path}/edit/deliverables/plan")
    mina.opens(f"{path}/edit/phases/strategy").send("Remove : Plan", action="plan/place")
    page = his.send(description="Still mine.")
    assert page.status == 409 and page.form("description").values["description"] == "Still mine."
    assert page.says("Lately removed")
    assert marcus.opens(f"{path}/edit/deliverables/plan").says("This deliverable is no longer in the draft.")


@pytest.mark.every_engine
def test_sending_the_same_new_entry_twice_adds_it_once(app, path, marcus):
    form = marcus.opens(f"{path}/add/tools").form("name")
    for _ in range(2):
        assert marcus.post(f"{path}/add/tools", **{**form.values, "name": "Hose"}).says("Tools")
    assert [tool["key"] for tool in draft(app, path)["tools"]] == ["can", "hose"]


def test_an_item_moves_to_another_module(app, path, marcus):
    marcus.opens(f"{path}/edit/items/1").send(module="weeds")
    modules = draft(app, path)["modules"]
    assert [len(module["items"]) for module in modules] == [0, 2]
    assert [item["text"] for item in modules[1]["items"]] == ["Name three weeds", "Find the tap"]
    assert [item["number"] for item in modules[1]["items"]] == [1, 2]


def test_a_criterion_is_known_another_way(app, path, marcus):
    page = marcus.opens(f"{path}/edit/criteria/harvest?rule=")
    page = marcus.opens(next(href for href in page.links if "rule=items_verified" in href).removeprefix("/w/harbour"))
    assert page.send(share="80").says("Saved in the draft.")
    criterion = draft(app, path)["phases"][3]["exit_criteria"][0]
    assert criterion == {"key": "harvest", "text": "The first harvest is in",
                         "rule": {"name": "items_verified", "share": 0.8}}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "fields", "says"),
    [
        ("activities/weed", {"name": ""}, "Name is missing."),
        ("activities/weed", {"name": "x" * 121}, "At most 120 characters."),
        ("activities/weed", {"rung_0": "7"}, "Not a valid choice."),
        ("phases/training", {"weeks": "105"}, "A whole number from 1 to 104."),
        ("items/1", {"steps": "a\n" * 6}, "At most 5 lines."),
        ("items/1", {"steps": "a" * 241}, "At most 240 characters on each line."),
        ("items/1", {"competency": "no-such"}, "Not a valid choice."),
        ("criteria/verified", {"share": "101"}, "A number from 0 to 100."),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_kept(app, path, marcus, part, fields, says):
    before = draft(app, path)
    page = marcus.opens(f"{path}/edit/{part}").send(**fields)
    assert page.status == 422 and page.says(says)
    for name, value in fields.items():
        if name not in {"rung_0", "competency"}:
            assert page.form(name).values[name].strip() == value.strip()
    assert draft(app, path) == before


HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}", "=1+1", "../../etc/passwd", "ﬀ\u202eabc\0", "日本語", "x" * 120]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:12])
def test_hostile_and_long_names_are_only_text(app, path, marcus, name):
    page = marcus.opens(f"{path}/add/activities").send(name=name, purpose="Why not.")
    assert page.says("Added to the draft.") and "<script>alert" not in page.html
    made = draft(app, path)["activities"][-1]
    assert made["key"].replace("-", "").isalnum() and made["key"].isascii()
    assert marcus.opens(f"{path}/edit/activities/{made['key']}").status == 200
    assert marcus.opens(f"{path}/file").status == 200


def test_every_gap_leads_to_the_page_where_it_is_mended(marcus):
    path = inside(marcus.opens("/playbooks/new").send(title="Gaps", original=""))
    page = marcus.opens(f"{path}/publish")
    gaps = [href.removeprefix("/w/harbour") for href in page.links if "/mend?" in href]
    assert len(gaps) > 20
    for href in gaps:
        page = marcus.opens(href)
        assert page.status == 200 and "/edit/" in page.path, href


def test_the_largest_playbook_stays_usable_and_costs_no_more_statements(app, path, marcus):
    pages = (
        "", "/edit", "/edit/activities", "/edit/activities?page=3", "/edit/modules/water", "/edit/items/1", "/publish",
        "/calendar",
    )  # fmt: skip

    def cost():
        counts = {}
        for page in pages:
            with statements(app) as sent:
                assert marcus.opens(path + page).status == 200
            counts[page] = len(sent)
        return counts

    small = cost()
    with acting(app, "marcus") as me:
        playbook = one(path.rpartition("/")[2])
        now = playbook.draft
        activity, module = now["activities"][0], now["modules"][0]
        item = module["items"][0]
        activities = [
            {**activity, "key": f"water-{n}" if n else "water", "name": f"Bed {n} " + "x" * 80} for n in range(60)
        ]
        modules = [
            {**module, "key": f"m-{m}" if m else "water",
             "items": [{**item, "number": m * 25 + n + 1, "text": f"{m} {n} " + "y" * 90} for n in range(25)]}
            for m in range(20)
        ]  # fmt: skip
        set_in(playbook, me, activities=activities, modules=modules)
        db.session.commit()
    large = cost()
    assert large == small and max(large.values()) <= 8
    page = marcus.opens(f"{path}/edit/activities")
    assert page.says("1 to 25 of 60, at most 60") and page.html.count("<") < 3000
    assert marcus.opens(f"{path}/edit/activities?page=3").says("51 to 60 of 60")
    token = page.form("csrf_token").values["csrf_token"]
    refused = marcus.post(f"{path}/add/activities", csrf_token=token, name="One more")
    assert refused.status == 422 and refused.says("There are 60 activities already, and that is the most.")


@pytest.mark.parametrize("entry", ["no-such", "..", "%00", "x" * 500])
def test_an_entry_that_is_not_there_leads_back_to_the_list(path, marcus, entry):
    for part in ("activities", "items", "criteria", "phases", "check-ins"):
        assert marcus.opens(f"{path}/edit/{part}/{entry}").status in {200, 404}
