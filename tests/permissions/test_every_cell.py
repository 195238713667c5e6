"""The domain's permission table, every cell of it tried through the pages by somebody who has that role."""

import pytest

from tests.fences.routes import all_routes
from tests.fences.test_permissions import PEOPLE, ROLES, TABLE
from tests.permissions.deeds import DEEDS, DONE, PROPOSED, READ, REFUSED, World, verify

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]
# What a mark lets somebody do with what is hers or her client's, and with all else.
MEANS = {
    "Y": (DONE, DONE),
    "O": (DONE, REFUSED),
    "C": (DONE, DONE),
    "P": (PROPOSED, PROPOSED),
    "R": (READ, READ),
    "-": (REFUSED, REFUSED),
}
# Acts of which nothing can be asked yet: no route may guard itself by them.
WITHOUT_PAGES = {"MANAGE_TENANTS", "DELETE_SIGNED"}


def cells():
    """Act, role and whose record: a mark that knows no difference is tried once. By level: see below. The operator has
    no place in a workspace, so that no page is ever opened as one."""
    for act in DEEDS:
        for role, mark in zip(ROLES, TABLE[act], strict=True):
            if role != "operator" and mark not in "34":
                yield act, role, True
                if mark == "O":
                    yield act, role, False


@pytest.fixture
def world(app, northgate, visit):
    return World(app, northgate, visit)


@pytest.mark.parametrize(("act", "role", "own"), cells())
def test_a_cell_means_what_it_says(world, act, role, own):
    mark = TABLE[act][ROLES.index(role)]
    assert DEEDS[act](world, PEOPLE[role], own) == MEANS[mark][0 if own else 1]


@pytest.mark.parametrize("role", ["owner", "champion", "staff"])
@pytest.mark.parametrize("level", [None, 2, 3, 4])
def test_a_level_opens_its_cell(world, role, level):
    least = int(TABLE["VERIFY"][ROLES.index(role)])
    assert verify(world, PEOPLE[role], own=False, level=level) == (DONE if (level or 0) >= least else REFUSED)


def test_an_act_without_pages_opens_none(app):
    asked = {act.name for route in all_routes(app) for act in route.acts}
    assert asked & WITHOUT_PAGES == set()


def test_every_act_of_the_domain_is_tried_or_has_no_pages():
    of_the_domain = list(TABLE)[: list(TABLE).index("SEE_HOME")]
    assert set(of_the_domain) - set(DEEDS) == WITHOUT_PAGES
