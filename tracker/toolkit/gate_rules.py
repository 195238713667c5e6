"""The rules by which a gate reads tools and runbooks."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

from .models import CONTROLS

TESTED_WITHIN = timedelta(days=365)
OUTSIDE = {"practice": "the practice", "provider": "a provider"}
HOLDERS = {**OUTSIDE, "shared": "several sides", "nobody": "nobody"}


@gate_rule("accounts_client_controlled")
def accounts_client_controlled(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """Account, recovery, billing and admin of every tool are in the client's hands."""
    tools = _counting(facts["tools"])
    left = [_tool(tool, why) for tool in tools if (why := _not_controlled(tool))]
    says = f"{len(tools) - len(left)} of {len(tools)} tools client-controlled"
    return Verdict(bool(tools) and not left, says, tuple(left))


@gate_rule("no_outside_admin")
def no_outside_admin(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """No tool has its only admin outside the client. What nobody has checked is not shown."""
    tools = _counting(facts["tools"])
    own = {id for id, person in facts["people"].items() if person["active"] and person["side"] == "client"}
    left = [_tool(tool, why) for tool in tools if (why := _outside_admin(tool, own))]
    says = f"{len(tools) - len(left)} of {len(tools)} tools have an admin at the client"
    return Verdict(bool(tools) and not left, says, tuple(left))


@gate_rule("runbooks_written")
def runbooks_written(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """These activities have a runbook."""
    return _runbooks(facts, params, "written", lambda runbook: "no runbook yet" if runbook is None else "")


@gate_rule("runbooks_tested")
def runbooks_tested(facts: Facts, params: dict[str, Any], today: date) -> Verdict:
    """These activities have a runbook whose present text somebody other than its author tried with success."""
    return _runbooks(facts, params, "tested", lambda runbook: untested(runbook, today))


def _counting(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["na"]]


def _tool(tool: dict[str, Any], why: str) -> Missing:
    return Missing(f"{tool['name']}: {why}", "toolkit.tool", {"id": tool["id"]})


def _not_controlled(tool: dict[str, Any]) -> str:
    check = tool["check"]
    if check is None:
        return "a check waits to be confirmed" if tool["waiting"] else "not checked yet"
    held = [f"{name} with {HOLDERS[check[name]]}" for name in CONTROLS if check[name] != "client"]
    return ", ".join(held)


def _outside_admin(tool: dict[str, Any], own: set[str]) -> str:
    check = tool["check"]
    if check is None:
        return "not checked yet"
    if check["admin"] in OUTSIDE:
        return f"admin with {OUTSIDE[check['admin']]}"
    named = {grant["person"] for grant in tool["admins"]}
    return "every named admin is outside" if named and not named & own else ""


def _runbooks(
    facts: Facts, params: dict[str, Any], word: str, lack: Callable[[dict[str, Any] | None], str]
) -> Verdict:
    wanted = [row for row in _counting(facts["activities"]) if params["activities"] == "all" or row["critical"]]
    written = {runbook["activity"]: runbook for runbook in facts["runbooks"]}
    left = [
        Missing(f"{row['name']}: {why}", "toolkit.runbook", {"id": row["id"]})
        for row in wanted
        if (why := lack(written.get(row["id"])))
    ]
    says = f"{len(wanted) - len(left)} of {len(wanted)} runbooks {word}"
    return Verdict(bool(wanted) and not left, says, tuple(left))


def untested(runbook: dict[str, Any] | None, today: date) -> str:
    """Why the present text does not count as tested; empty when it does."""
    if runbook is None:
        return "no runbook yet"
    newest = next(
        (test for test in reversed(runbook["tests"])
         if test["person"] != runbook["author"] and test["version"] == runbook["version"]),
        None,
    )  # fmt: skip
    if newest is None:
        return "not tested since it was written"
    if not newest["worked"]:
        return "the last test failed"
    return "tested more than a year ago" if today - date.fromisoformat(newest["on"]) > TESTED_WITHIN else ""
