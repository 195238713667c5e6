"""The pages of the portfolio as people open them: what they keep is theirs, and no client's person sees any of it."""

import re

import pytest
from flask import Flask

from tests.makers import acting
from tests.pages import Page
from tests.portfolio.shelf import engagement
from tracker.core.database import db
from tracker.portfolio.models import SavedFilter
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


def heads(page: Page) -> list[str]:
    found = re.findall(r"<th scope=\"col\".*?>(?:<a[^>]*>)?([^<]+)", page.html)
    return [label for label in map(str.strip, found) if label != "Tick"]


def filters_of(app: Flask, key: str) -> list[SavedFilter]:
    with acting(app, key):
        return list(db.session.scalars(scoped(SavedFilter).order_by(SavedFilter.name)))


def test_a_view_is_saved_under_a_name_and_shown_beside_the_others(northgate, marcus, app):
    page = marcus.sends("/portfolio/saved?sort=index&phase=strategy&nonsense=1", name="Needs a push", opens=None)
    assert page.path.endswith("/portfolio")
    assert "/w/harbour/portfolio?phase=strategy&amp;sort=index" in page.html
    assert filters_of(app, "marcus")[0].filters == {"phase": "strategy", "sort": "index"}
    assert page.says("Needs a push") and page.says("Strategy take away")


def test_the_portfolio_opens_with_the_one_that_was_chosen_and_with_one_only(northgate, marcus, app):
    marcus.sends("/portfolio/saved?leaning=1", name="First", opens="y")
    marcus.sends("/portfolio/saved?late=1", name="Second", opens="y")
    assert [one.opens for one in filters_of(app, "marcus")] == [False, True]
    opened = marcus.opens("/portfolio", follow=False)
    assert opened.response.headers["Location"].endswith("/portfolio?late=1")
    assert marcus.opens("/portfolio?show=all").says("Northgate Recruitment")


def test_a_view_is_renamed_and_deleted(northgate, marcus, app):
    marcus.sends("/portfolio/saved?leaning=1", name="First")
    kept = filters_of(app, "marcus")[0].id
    assert marcus.sends(f"/portfolio/saved/{kept}", name="Lean ones").says("Lean ones")
    assert marcus.opens("/portfolio/saved").send("Delete Lean ones", action="/deletion").says("is deleted")
    assert filters_of(app, "marcus") == []


@pytest.mark.every_engine
def test_two_views_of_one_name_are_refused_at_the_field(northgate, marcus, app):
    marcus.sends("/portfolio/saved?leaning=1", name="First")
    page = marcus.sends("/portfolio/saved?late=1", name="first")
    assert page.status == 422 and page.says("You have a filter of this name.")
    assert page.form("name").values["name"] == "first"
    assert len(filters_of(app, "marcus")) == 1


@pytest.mark.every_engine
def test_a_saved_form_sent_twice_keeps_one(northgate, marcus, app):
    form = marcus.opens("/portfolio/saved?leaning=1").form("name")
    for _ in range(2):
        marcus.post("/portfolio/saved?leaning=1", **form.values | {"name": "Once"})
    assert len(filters_of(app, "marcus")) == 1


def test_nobody_learns_of_a_colleagues_views(northgate, marcus, mina, app):
    marcus.sends("/portfolio/saved?leaning=1", name="Mine alone", opens="y")
    kept = filters_of(app, "marcus")[0].id
    assert not mina.opens("/portfolio").says("Mine alone")
    assert mina.opens(f"/portfolio/saved/{kept}").status == 404
    assert mina.opens("/portfolio", follow=False).status == 200


def test_columns_are_each_persons_own(northgate, marcus, mina):
    page = marcus.opens("/portfolio?sort=index")
    assert heads(page)[:2] == ["Client", "Phase, next gate"]
    page = marcus.sends("/portfolio/columns?sort=index", columns=["planned", "lead", "steps", "change", "playbook"])
    assert heads(page) == ["Client", "Change", "Planned handover", "Steps left", "Led by", "Playbook"]
    assert page.says("Marcus Hale") and "sort=index" in page.html
    assert "Flags" in heads(mina.opens("/portfolio"))
    assert marcus.sends("/portfolio/columns", columns=[]).says("Choose at least one column.")


@pytest.mark.every_engine
def test_every_head_sorts_and_a_second_click_turns_it_round(northgate, marcus):
    page = marcus.opens("/portfolio?phase=strategy")
    assert "/portfolio?phase=strategy&amp;sort=index" in page.html
    page = marcus.opens("/portfolio?sort=index")
    assert 'aria-sort="descending"' in page.html
    assert "/portfolio?sort=index&amp;way=up" in page.html


def test_filters_are_chosen_on_a_page_of_their_own_that_knows_what_is_chosen(northgate, marcus):
    page = marcus.opens("/portfolio/filter?stage=learning&late=1&q=north&sort=needs")
    form = next(form for form in page.reader.forms if "stage" in form.names)
    assert form.method == "get"
    assert form.values["stage"] == "learning" and form.values["q"] == "north" and form.values["late"] == "1"
    assert form.values["sort"] == "needs" and "silent" not in form.values


@pytest.mark.parametrize("key", ["helen", "priya", "aisha", "brook"])
def test_no_clients_person_opens_any_of_it(northgate, visit, key):
    for path in ("/portfolio", "/portfolio/filter", "/portfolio/saved", "/portfolio/columns"):
        assert visit(key).opens(path).status == 403, path


def test_no_row_has_a_place_or_a_rank_and_nothing_says_best_or_worst_client(northgate, marcus, app):
    """Sorted by the index, the page says of each client how it stands and of none how it compares."""
    with acting(app, "marcus"):
        for number, value in enumerate((80.0, 20.0, 50.0)):
            engagement(number, f"Client {value}", value=value, lead="marcus")
        db.session.commit()
    page = marcus.opens("/portfolio?sort=index")
    assert not {"#", "No.", "Rank", "Place", "Position"} & set(heads(page))
    said = page.text.lower()
    for word in ("rank", "best client", "worst client", "average", "below", "league", "top ", "bottom"):
        assert word not in said, word


def test_a_view_that_holds_nothing_says_so(northgate, marcus):
    page = marcus.opens("/portfolio?q=nobody+of+this+name")
    assert page.says("Nothing here") and page.says("“nobody of this name” take away")


@pytest.mark.every_engine
@pytest.mark.parametrize("wish", ["sort=%00", "lead=x", "show=x&phase=y", "after=x~y&sort=seen", "q=" + "a" * 3000])
def test_whatever_an_address_holds_is_answered(northgate, marcus, wish):
    assert marcus.opens(f"/portfolio?{wish}").status == 200
