"""The permission table, written a second time and by hand: policies, and every guarded route, must agree with it."""

from types import SimpleNamespace

import pytest

from tests import cast
from tests.fences.routes import all_routes, ask, token_of
from tracker.access import Can, policies
from tracker.access.permissions import PERMISSIONS, cell
from tracker.access.policies import allows, allows_proposing, allows_reading
from tracker.access.roles import Role
from tracker.core.ids import new_id

pytestmark = pytest.mark.every_engine

ROLES = ("operator", "lead", "consultant", "owner", "champion", "staff", "provider")
# Y may; O own or assigned; C her client's people; 3 and 4 proven at that level; P propose; R read; - may not.
TABLE = {
    "MANAGE_TENANTS": "Y------",
    "CREATE_ENGAGEMENT": "-YPR---",
    "ACCEPT_CHARTER": "-P-Y---",
    "INVITE": "-YPYC--",
    "DRAFT_STRATEGY": "-YOYYO-",
    "SIGN": "-PPYP--",
    "NAME_ACCOUNTABLE": "-PPYPO-",
    "RAISE_RUNG": "-YYYYP-",
    "RAISE_TO_TOP": "-PPYYP-",
    "COMPLETE_ITEM": "---OOO-",
    "VERIFY": "-YY334-",
    "LOG_WORK": "-OOOOOO",
    "KEEP_TOOLS": "-PPYYO-",
    "CLINIC": "-YYYYY-",
    "RAISE_FLAG": "-YYYYYO",
    "CLOSE_FLAG": "-P-YP--",
    "ANSWER_CHECK_IN": "-RRYYO-",
    "VIEW_INDEX": "-YOYYR-",
    "EXPORT": "---Y---",
    "DELETE_SIGNED": "-------",
    # What the domain's table leaves to the product.
    "SEE_HOME": "-YYYYYY",
    "SEE_PORTFOLIO": "-YY----",
    "SEE_ENGAGEMENT": "-YOYYY-",
    "SEE_CHECKLIST": "---YYY-",
    "MANAGE_CLIENTS": "-Y-----",
    "MANAGE_PEOPLE": "-Y-Y---",
    "MANAGE_WORKSPACE": "-Y-----",
    "SEE_PEOPLE": "-YYYYY-",
    "CLAIM_CRITERION": "-YOYY--",
    "KEEP_RUNBOOKS": "-YOYYY-",
    "ASSIGN_TRAINING": "-YOYY--",
    "KEEP_BASELINE": "-YOYY--",
    "CHANGE_SCOPE": "-PPYP--",
    "ATTACH": "-YOYYY-",
    "DELIVER": "-YOYY--",
    "ACCEPT_DELIVERABLE": "-PPYP--",
    "KEEP_MEASURES": "-YOYYO-",
    "SCORE_PROVIDER": "-YOYY--",
    "LOG_DECISION": "-YOYY--",
    "KEEP_RISKS": "-YOYYY-",
    "COMMENT": "-YOYYY-",
    "KEEP_CONTENT": "-YOYYY-",
    "PLAN_TIME": "-YOYY--",
    "IMPORT": "-YOYY--",
    "SEE_JOB": "-OOOOOO",
    "APPROVE_CONTENT": "-PPYOO-",
    "AGREE_TIME": "---YOO-",
    "KEEP_GUARDS": "-YOYY--",
    "TEACH_BACK": "---O---",
    "WRITE_REPORT": "-YORR--",
    "AUTOMATE_REPORT": "-Y-----",
    "KEEP_VIEW": "-OO----",
    "SHARE_SUMMARY": "-YOYR--",
    "ERASE_SELF": "-YYYYYY",
    "DELETE_WORKSPACE": "-Y-Y---",
    "ASSEMBLE_PACK": "-YOYY--",
    "BREAK_OFF": "-P-YY--",
    "CLOSE_EXCEPTION": "---YOO-",
    "CONFIRM_ACCESS": "---YOO-",
}
# In a workspace that a client owns its owner decides what a lead decides elsewhere.
OF_ONES_OWN = {
    "CREATE_ENGAGEMENT": "-YPY---",
    "MANAGE_WORKSPACE": "-Y-Y---",
    "SEE_PORTFOLIO": "-YYY---",
    "KEEP_VIEW": "-OOO---",
}
# An O that needs no more than being there: a lead works in every engagement, the client's own people at home.
EVERYWHERE = {("LOG_WORK", "lead")}
AT_HOME = {("LOG_WORK", "owner"), ("LOG_WORK", "champion"), ("LOG_WORK", "staff")}
PEOPLE = {
    "lead": "marcus", "consultant": "mina", "owner": "helen", "champion": "priya", "staff": "aisha",
    "provider": "brook",
}  # fmt: skip
# What a mark certainly opens, and what it certainly shuts, by what a guard asks at least. The rest is the record's.
OPENS = {"do": "Y", "propose": "YP", "read": "YRP"}
SHUTS = {"do": "-PR", "propose": "-R", "read": "-"}


def test_the_table_has_every_act_and_every_role():
    assert set(TABLE) == {can.name for can in Can}
    assert ROLES == tuple(role.value for role in Role)
    assert {can: set(row) for can, row in PERMISSIONS.items()} == {can: set(Role) for can in Can}


def test_in_a_workspace_of_ones_own_the_owner_decides_what_nobody_else_is_there_to_decide():
    for act, row in (TABLE | OF_ONES_OWN).items():
        marks = [cell(Can[act], Role(role), own=True)[-1] for role in ROLES]
        assert "".join(marks) == row, act


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_means_what_it_says(app, acting, role):
    """For records of which the person has no part but, at most, being in the same client."""
    with acting(PEOPLE.get(role, "marcus")) as somebody:
        member = SimpleNamespace(
            id=new_id(), role=Role(role), client_id=somebody.client_id, provider_id=None, active=True,
            own=False, moving=False,
            of_practice=somebody.of_practice, of_client=somebody.of_client, workspace_id=somebody.workspace_id,
        )  # fmt: skip
        theirs = SimpleNamespace(id=new_id(), client_id=new_id(), engagement_id=new_id())
        ours = SimpleNamespace(id=new_id(), client_id=somebody.client_id, engagement_id=new_id())
        for act, mark in ((act, row[ROLES.index(role)]) for act, row in TABLE.items()):
            can, everywhere = Can[act], (act, role) in EVERYWHERE
            assert allows(can, member, theirs) == (mark == "Y" or everywhere), act
            assert allows(can, member, ours) == (mark in "YC" or everywhere or (act, role) in AT_HOME), act
            assert allows_proposing(can, member, theirs) == (mark in "YP" or everywhere), act
            assert allows_reading(can, member, theirs) == (mark in "YRP" or everywhere), act


@pytest.mark.parametrize(("role", "least"), [("owner", 3), ("champion", 3), ("staff", 4)])
def test_a_proven_level_opens_its_cell_and_a_lower_one_does_not(app, acting, monkeypatch, role, least):
    with acting(PEOPLE[role]) as member:
        for level in range(5):
            monkeypatch.setattr(policies, "_proofs", [lambda *_, level=level: level])
            assert allows(Can.VERIFY, member, object()) == (level >= least)
            assert not allows(Can.VERIFY, member, None)


# Proposing may be hers, and taking back still only what she proposed herself.
HER_OWN = {("accounts.withdraw_invitation", "consultant")}


def expected(route, role):
    """True: must be let in. False: must be refused. None: it depends on the record."""
    if (route.name, role) in HER_OWN:
        return None
    marks = [TABLE[act.name][ROLES.index(role)] for act in route.acts]
    if any(mark in OPENS[route.at_least] for mark in marks):
        return True
    return False if all(mark in SHUTS[route.at_least] for mark in marks) else None


def guarded(app):
    return [route for route in all_routes(app) if route.guarded]


def address(furnished, route):
    return "/w/harbour" + route.path(furnished.id(route.model) if route.takes_id else None)


@pytest.mark.parametrize("role", PEOPLE)
def test_who_may_not_is_refused_by_every_route(furnished, app, visit, role):
    visitor = visit(PEOPLE[role])
    token, let_in = token_of(visitor), []
    for route in guarded(app):
        for method in route.methods if expected(route, role) is False else []:
            answer = ask(visitor, method, address(furnished, route), token)
            if answer.status_code not in {403, 404}:
                let_in.append((method, route.name, answer.status_code))
    assert let_in == []


@pytest.mark.parametrize("role", PEOPLE)
def test_who_may_is_let_in_by_every_page(furnished, app, visit, role):
    visitor, shut_out = visit(PEOPLE[role]), []
    for route in guarded(app):
        if "GET" in route.methods and expected(route, role):
            status = visitor.client.get(address(furnished, route)).status_code
            if status not in {200, 302, 303, 422}:
                shut_out.append((route.name, status))
    assert shut_out == []


@pytest.mark.parametrize("role", PEOPLE)
def test_who_may_is_let_in_by_every_button(furnished, app, visit, role):
    """Buttons act on the way, so that a later one may be refused by a rule of the domain, but not by the guard."""
    visitor = visit(PEOPLE[role])
    token, shut_out = token_of(visitor), []
    for route in guarded(app):
        if route.methods == ["POST"] and expected(route, role):
            status = ask(visitor, "POST", address(furnished, route), token).status_code
            if status not in {200, 204, 302, 303, 409, 422}:
                shut_out.append((route.name, status))
    assert shut_out == []


def test_every_role_is_somebody_of_the_cast():
    assert {cast.BY_KEY[key].role.value: key for key in PEOPLE.values()} == PEOPLE
