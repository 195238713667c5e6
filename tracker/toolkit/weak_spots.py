"""Tools that nobody of the client would command, and runbooks that nobody could follow."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.engagements.weak_spots import Spot, Thing, World, counting, looks_for_weak_spots

from .gate_rules import TESTED_WITHIN, untested
from .models import CONTROLS

# Whoever has one of these can shut everybody else out.
KEYS_TO_THE_HOUSE = {"account", "recovery", "admin"}
UNKNOWN = "Nobody has checked who controls it."
GROUP = "Tools"


@looks_for_weak_spots(GROUP)
def tools(world: World) -> Iterator[Thing]:
    for tool in counting(world.facts["tools"]):
        admins = [grant["person"] for grant in tool["admins"]]
        spots = (*_control(tool, world), *_admins(tool, admins, world), *_recovery(tool, world), *_paying(tool, world))
        yield Thing(tool["name"], spots)


def _control(tool: dict[str, Any], world: World) -> Iterator[Spot]:
    check = tool["check"]
    if check is None:
        yield _spot(tool, "unchecked", "warn", UNKNOWN, "Check who controls it")
        return
    for holder, severity in (("practice", "critical"), ("provider", "high"), ("nobody", "high")):
        held = [name for name in CONTROLS if check[name] == holder]
        if not held or (holder == "practice" and not world.practice_gone):
            continue
        grave = severity if KEYS_TO_THE_HOUSE & set(held) else "warn"
        with_whom = "nobody" if holder == "nobody" else f"the {holder}"
        yield _spot(tool, holder, grave, f"{_listed(held).capitalize()} with {with_whom}.", "Take control of it")


def _admins(tool: dict[str, Any], admins: list[str], world: World) -> Iterator[Spot]:
    """Somebody named as admin, or nobody named: then the check alone says who lets others in."""
    own = [person for person in admins if world.here(person)]
    if not admins:
        return
    if not own:
        outside = any(world.around(person) for person in admins)
        text = "Only people outside can let others in: you are locked out." if outside else "Nobody can let others in."
        yield _spot(tool, "no_admin", "high", text, "Make one of the client's people an admin")
    elif len(own) == 1:
        text = f"Only {world.name(own[0])} can let others in."
        yield _spot(tool, "sole_admin", "warn", text, "Name a second admin")


def _recovery(tool: dict[str, Any], world: World) -> Iterator[Spot]:
    test = tool.get("recovery")
    if test is None:
        text = "Nobody of the client has tried the recovery."
    elif not test["worked"]:
        text = "The last try to recover it failed."
    elif world.today - date.fromisoformat(test["on"]) > TESTED_WITHIN:
        text = "The recovery was last tried more than a year ago."
    elif not world.here(test["by"]):
        text = f"{world.name(test['by'])} tried the recovery and is gone."
    else:
        return
    yield _spot(tool, "recovery", "warn", text, "Try the recovery")


def _paying(tool: dict[str, Any], world: World) -> Iterator[Spot]:
    if world.practice_gone and tool.get("paid_by") == "practice":
        yield _spot(tool, "paid", "high", "The practice pays for it.", "Pay for it yourselves")
    contract = tool.get("contract")
    if contract and not world.around(contract):
        yield _spot(tool, "contract", "high", "Nobody who is here holds the contract.", "Say who holds the contract")


def _spot(tool: dict[str, Any], what: str, severity: str, text: str, mend: str) -> Spot:
    return Spot(f"tool:{tool['id']}:{what}", severity, tool["name"], text, mend, "keeper", "toolkit.tool", tool["id"])


@looks_for_weak_spots("Runbooks of critical activities")
def runbooks(world: World) -> Iterator[Thing]:
    written = {runbook["activity"]: runbook for runbook in world.facts["runbooks"]}
    for activity in counting(world.facts["activities"]):
        if activity["critical"]:
            yield Thing(activity["name"], tuple(_book(activity, written.get(activity["id"]), world)))


def _book(activity: dict[str, Any], runbook: dict[str, Any] | None, world: World) -> Iterator[Spot]:
    why = untested(runbook, world.today)
    if why:
        severity, mend = ("high", "Write it") if runbook is None else ("warn", "Have somebody else follow it")
        yield _page(activity, "untested", severity, f"{why.capitalize()}.", mend)
    if runbook is not None:
        knowing = {runbook["author"], *(test["person"] for test in runbook["tests"] if test["worked"])}
        if not any(world.here(person) for person in knowing):
            text = "Nobody of the client who is here wrote it or followed it."
            yield _page(activity, "unknown", "warn", text, "Have somebody follow it")


def _page(activity: dict[str, Any], what: str, severity: str, text: str, mend: str) -> Spot:
    key = f"runbook:{activity['id']}:{what}"
    return Spot(key, severity, activity["name"], text, mend, "anybody", "toolkit.runbook", activity["id"])


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
