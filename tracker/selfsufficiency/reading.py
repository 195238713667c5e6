"""From the facts that features hand in to what the formula is reckoned from.

Only active people of the client count; somebody who left stops counting the day she left, her history stays.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.training.proofs import OWN_WORK, ever_verified, last_shown

from .inputs import Activity, Competency, Holder, Inputs, Leader, Section, Tool, Work

CLIENT = "client"
# The slices that the formula is reckoned from.
READ = frozenset({
    "people", "engagement", "strategy", "tools", "competencies", "items", "activities", "work", "runbooks", "lessons",
})  # fmt: skip
CONTROLS = ("account", "recovery", "billing", "admin")


def inputs_of(facts: Facts) -> Inputs:
    """What the formula needs, from all fact slices of one engagement (their shapes: `docs/facts.md`).

    Competencies go by their keys, since tools, items and activities name them so; all else by its id.
    """
    own = {id for id, person in facts["people"].items() if person["active"] and person["side"] == CLIENT}
    proofs = last_shown(facts)
    return Inputs(
        sections=tuple(_section(row) for row in facts["strategy"]),
        tools=tuple(_tool(row) for row in facts["tools"]),
        competencies=tuple(_competency(row, own, proofs) for row in facts["competencies"] if not row["leader"]),
        leaders=tuple(_leaders(facts, own, proofs)),
        activities=tuple(_activities(facts, own)),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _latest(days: Iterable[str | None]) -> date | None:
    return _day(max((day for day in days if day), default=None))


def _section(row: dict[str, Any]) -> Section:
    return Section(
        id=row["id"],
        title=row["title"],
        weight=row["weight"],
        written=row["written"],
        client_share=row["client_share"] or 0,
        signed_latest=bool(row["signed_on"]),
        signed_on=_day(row["signed_on"] or row["earlier_signed_on"]),
        signed_earlier=bool(row["earlier_signed_on"]) and not row["signed_on"],
        client_edit_on=_day(row["client_edit_on"]),
        na=row["na"],
        revised_on=_day(row["revised_on"]),
    )


def _tool(row: dict[str, Any]) -> Tool:
    return Tool(row["id"], row["name"], _control(row["check"]), tuple(row["competencies"]), row["na"])


def _control(check: dict[str, Any] | None) -> float | None:
    """c: 1 when the client holds everything, .5 when at least the admin, otherwise 0; None unchecked."""
    if check is None:
        return None
    if all(check[name] == CLIENT for name in CONTROLS):
        return 1.0
    return 0.5 if check["admin"] == CLIENT else 0.0


Proofs = dict[tuple[str, str], str]


def _competency(row: dict[str, Any], own: set[str], proofs: Proofs) -> Competency:
    holders = tuple(_holders(row, own, proofs))
    return Competency(row["key"], row["name"], row["critical"], holders, assessed=bool(holders))


def _holders(row: dict[str, Any], own: set[str], proofs: Proofs) -> Iterator[Holder]:
    for held in row["people"]:
        if held["person"] in own:
            proof = _latest([held["on"], proofs.get((row["key"], held["person"]))])
            yield Holder(held["person"], held["level"], proof)


def _leaders(facts: Facts, own: set[str], proofs: Proofs) -> Iterator[Leader]:
    """A leader who left keeps an empty seat: dropping it would let a departure raise the mean."""
    essentials = [row for row in facts["competencies"] if row["leader"]]
    held = {holder.person: holder for row in essentials for holder in _holders(row, own, proofs)}
    essential_items = {item["number"] for item in facts["items"]["items"] if item["leader"]}
    shown: dict[str, str] = {}
    for number, person, day in ever_verified(facts):
        if number in essential_items:
            shown[person] = max(day, shown.get(person, ""))
    for person in facts["engagement"]["leaders"]:
        holder = held.get(person)
        proof = _latest([holder.proof_on.isoformat() if holder and holder.proof_on else None, shown.get(person)])
        yield Leader(person, holder.level if holder else 0, proof, assessed=holder is not None)


def _activities(facts: Facts, own: set[str]) -> Iterator[Activity]:
    runbooks = {row["activity"]: row for row in facts["runbooks"]}
    for row in facts["activities"]:
        log = facts["work"].get(row["id"], ())
        posts = {post: row[post] for post in ("accountable", "deputy") if row[post] and row[post]["person"] in own}
        people = {post["person"] for post in posts.values()}
        yield Activity(
            id=row["id"],
            name=row["name"],
            weight=2 if row["critical"] else 1,
            critical=row["critical"],
            accountability=_accountability(posts.get("accountable")),
            rule_signed=bool(row["rule"] and row["rule"]["signed_on"]),
            looked_on=_latest(day for day, mode, _, person in log if person in people and mode in OWN_WORK),
            rung=row["rung"],
            provider=row["doer"]["kind"] == "provider",
            work=tuple(Work(mode, quantity, date.fromisoformat(day), person) for day, mode, quantity, person in log),
            runbook_tested_on=_tested_on(runbooks.get(row["id"])),
            deputy_accepted=bool(posts.get("deputy", {}).get("accepted_on")),
            na=row["na"],
            doer=row["doer"]["person"] if row["doer"]["person"] in own else None,
            accountable=posts["accountable"]["person"] if "accountable" in posts else None,
            deputy=posts["deputy"]["person"] if "deputy" in posts else None,
            competencies=tuple(row["competencies"]),
        )


def _accountability(post: dict[str, Any] | None) -> float:
    """A: 1 when an active person of the client accepted, .5 when she is only named."""
    if post is None:
        return 0.0
    return 1.0 if post["accepted_on"] else 0.5


def _tested_on(runbook: dict[str, Any] | None) -> date | None:
    """When the newest test of the text as it stands, by somebody who did not write it, worked; None if it failed."""
    counting = [
        test
        for test in (runbook or {}).get("tests", ())
        if test["person"] != runbook["author"] and test["version"] == runbook["version"]
    ]
    # They come the oldest first: of two on one day the later one counts.
    newest = counting[-1] if counting else None
    return _day(newest["on"]) if newest and newest["worked"] else None
