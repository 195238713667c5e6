"""Playbooks as people read them before an engagement starts."""

import pytest

from tests.counting import statements
from tracker.playbooks.reading import list_shipped

pytestmark = pytest.mark.one_engine


def test_the_shelf_holds_every_shipped_playbook(marcus):
    page = marcus.opens("/playbooks")
    for content in list_shipped():
        assert page.says(content.title)
        assert page.says(content.summary)


@pytest.mark.parametrize("content", list_shipped(), ids=lambda content: content.key)
def test_all_of_a_playbook_can_be_read(marcus, content):
    page = marcus.opens(f"/playbooks/{content.key}")
    assert page.status == 200
    for one in (*content.activities, *content.competencies, *content.tools):
        assert page.says(one.name)
    for phase in content.phases:
        assert all(page.says(criterion.text) for criterion in phase.exit_criteria)
        assert all(page.says(deliverable.name) for deliverable in phase.deliverables)
    for section in content.sections:
        assert page.says(section.prompt)
    for item in content.items:
        assert page.says(item.text)
    assert page.says(content.source)
    assert page.says(f"Licence: {content.licence}")


def test_an_engagement_starts_from_the_playbook_that_was_read(marcus):
    page = marcus.opens("/playbooks/social-media")
    path = next(href for href in page.links if "/engagements/new" in href)
    assert marcus.opens(path).form("playbook").values["playbook"] == "social-media"


def test_the_owner_reads_playbooks_and_starts_nothing(helen):
    page = helen.opens("/playbooks/social-media")
    assert page.status == 200
    assert not any("/engagements/new" in href for href in page.links)


@pytest.mark.parametrize(("who", "status"), [("priya", 403), ("aisha", 403), ("brook", 403), ("mina", 200)])
def test_who_reads_playbooks(visit, who, status):
    assert visit(who).opens("/playbooks").status == status


@pytest.mark.parametrize("key", ["no-such", "..", "%2e%2e%2fsocial-media", "social-media%00", "x" * 3000])
def test_a_playbook_that_is_not_there_is_not_found(marcus, key):
    assert marcus.opens(f"/playbooks/{key}").status == 404


def test_reading_costs_next_to_nothing(app, marcus):
    with statements(app) as sent:
        marcus.opens("/playbooks/social-media")
    assert len(sent) <= 2
