"""No route without a policy, and none whose record the fences could not find."""

import pytest

from tests.fences.furnishing import tenant_models
from tests.fences.routes import OWN_ACCOUNT, all_routes, routes_with_id
from tracker.access import Can

pytestmark = pytest.mark.every_engine

PUBLIC = {
    "static", "health.alive", "health.ready", "accounts.sign_in", "accounts.sign_in_as_demo", "accounts.sign_out",
    "accounts.sign_in_by_password", "accounts.link_sent", "accounts.open_link", "accounts.sign_up",
    "accounts.sign_up_sent", "accounts.finish_sign_up", "accounts.invitation", "reports.summary",
}  # fmt: skip


def test_every_route_has_a_policy(app):
    bare = [f"{route.name} ({route.rule.rule})" for route in all_routes(app) if route.policy is None]
    assert bare == []


def test_a_policy_is_public_or_ones_own_account_or_acts_of_the_table(app):
    for route in all_routes(app):
        if route.guarded:
            assert route.acts and set(route.acts) <= set(Can), route.name
            assert route.at_least in {"do", "propose", "read"}, route.name
        else:
            assert route.policy in {"public", "own account"}, route.name


def test_what_is_open_to_strangers_is_listed_here_by_hand(app):
    assert {route.name for route in all_routes(app) if route.policy == "public"} == PUBLIC


def test_every_id_in_an_address_is_of_a_model_behind_the_walls(app):
    known = set(tenant_models()) | set(OWN_ACCOUNT.values())
    assert {route.name for route in routes_with_id(app) if route.model not in known} == set()


def test_an_id_in_an_address_is_called_id_and_is_a_uuid(app):
    for route in all_routes(app):
        kinds = {name: type(one).__name__ for name, one in route.rule._converters.items()}
        assert kinds.get("id", "UUIDConverter") == "UUIDConverter", route.name
        assert [name for name, kind in kinds.items() if kind == "UUIDConverter"] in ([], ["id"]), route.name


def test_there_is_a_record_of_every_model_for_every_client(furnished):
    for home in furnished.homes.values():
        assert [model.__name__ for model in tenant_models() if model.__name__ not in home.rows] == []
