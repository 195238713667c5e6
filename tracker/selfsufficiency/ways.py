"""How a step that would raise the index is taken: by whom, with whose help, and what the rules ask for first.

The formula knows what an act is worth; the features know when their verbs refuse it. This reads the second from the
same facts, so that nobody is sent to a button that says no.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.engagements.extension_points import Facts

from .raising import Raise

NOT_BEGUN = {"prospect", "agreed"}
OVER = {"declined", "ended_early", "closed"}
CLIENT_DOES, TOP_RUNG = 3, 4
Place = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Way:
    """`act` is the key of its words; `people` the ids of who can do it, the likeliest first.

    `needs` says which second act or person it takes; `first` what must be done before, at `place`; empty when it can
    be done today.
    """

    act: str
    people: tuple[str, ...]
    needs: str = ""
    first: str = ""
    place: Place = None


class Ways:
    """Answers for the acts on one engagement. No statements."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.people: dict[str, Any] = facts["people"]
        self.own = [id for id, one in self.people.items() if one["active"] and one["side"] == "client"]
        self.owners = tuple(id for id in self.own if self.people[id]["role"] == "owner")
        self.champions = self._champions()
        self.activities = {row["id"]: row for row in facts["activities"]}
        self.runbooks = {row["activity"]: row for row in facts["runbooks"]}

    @property
    def over(self) -> bool:
        """Whether nothing can be done any more."""
        return self.facts["engagement"]["state"] in OVER

    def way(self, step: Raise) -> Way:
        return _WAYS[step.act](self, step)

    def way_of(self, act: str, id: str, person: str | None = None) -> Way:
        """The same for an act on `id` that nobody has reckoned the worth of."""
        return self.way(Raise(act, "", id, "", person, 0.0, 0.0))

    def _champions(self) -> tuple[str, ...]:
        """Those who accepted; else whoever has the role, else the owner."""
        named = [one["person"] for one in self.facts["engagement"]["champions"] if one["accepted"]]
        by_role = [id for id in self.own if self.people[id]["role"] == "champion"]
        return tuple(id for id in named if id in self.own) or tuple(by_role) or self.owners

    def by_owner(self, step: Raise) -> Way:
        return Way(step.act, self.owners)

    def by_champion(self, step: Raise) -> Way:
        return Way(step.act, self.champions)

    def rewriting(self, step: Raise) -> Way:
        return Way(step.act, self.owners, "Your own people write it; the owner signs it.")

    def accepting(self, step: Raise) -> Way:
        post = self.activities[step.id]["accountable"]
        return Way(step.act, (post["person"],) if post else self.owners)

    def naming(self, step: Raise) -> Way:
        """Whoever stands in for it cannot answer for it as well."""
        deputy = self.activities[step.id]["deputy"]
        if not [id for id in self.own if not deputy or id != deputy["person"]]:
            return Way(step.act, self.owners, first="Somebody else must join you: whoever stands in cannot answer too")
        return Way(step.act, self.owners, "Whoever is asked has to accept.")

    def ruling(self, step: Raise) -> Way:
        row = self.activities[step.id]
        if not row["rule_written"]:
            return Way("write_rule", self.owners, "Write it down, then sign it.")
        if self._decided_by_sourcing(row) and (missing := self._nobody_inside(row)):
            return Way("sign_rule", self.owners, first=missing, place=("responsibilities.activity", step.id))
        return Way("sign_rule", self.owners)

    def _decided_by_sourcing(self, row: dict[str, Any]) -> bool:
        decision = self.facts["sourcing"].get(row["id"])
        return bool(decision and row["rule"] and decision["rule"] == row["rule"]["id"])

    def _nobody_inside(self, row: dict[str, Any]) -> str:
        if not _accepted(row["accountable"]):
            return "Somebody of your own must accept to answer for it"
        return "" if _accepted(row["deputy"]) or len(self.own) < 2 else "Somebody of your own must accept to stand in"

    def deputising(self, step: Raise) -> Way:
        row = self.activities[step.id]
        if row["deputy"] and row["deputy"]["person"] in self.own:
            return Way("accept_deputy", (row["deputy"]["person"],))
        if len(self.own) < 2:
            return Way("find_deputy", self.owners, first="A second person must join you: nobody stands in for herself")
        return Way("find_deputy", self.owners, "Whoever is asked has to accept.")

    def testing(self, step: Raise) -> Way:
        runbook = self.runbooks.get(step.id)
        place = ("toolkit.runbook", step.id)
        if runbook is None:
            return Way(step.act, self.champions, first="The runbook must be written", place=place)
        testers = [id for id in (*self.champions, *self.owners, *self.own) if id != runbook["author"]]
        if not testers:
            return Way(step.act, (), first="Somebody else must join you: whoever wrote it cannot test it", place=place)
        needs = "It has to work when followed word by word."
        return Way(step.act, tuple(dict.fromkeys(testers)), needs, place=place)

    def climbing(self, step: Raise) -> Way:
        return self.climb(step.id, self.activities[step.id]["rung"] + 1)

    def climb(self, id: str, to: int) -> Way:
        """How the activity `id` gets to the rung `to`, from the one below."""
        row, act = self.activities[id], "raise_rung"
        place = ("responsibilities.activity", id)
        if to >= CLIENT_DOES and (items := self._unverified(row)):
            said = f"{items[0][1]} must be verified" if len(items) == 1 else f"{len(items)} items must be verified"
            return Way(act, self._movers(row), first=said, place=("training.checklist_item", items[0][0]))
        if to < TOP_RUNG:
            return Way(act, self._movers(row))
        if first := self._not_directed(row):
            return Way(act, self._witnesses(row), first=first, place=place)
        witnesses = self._witnesses(row)
        if not witnesses:
            first = "An owner or a champion who does not do it herself must vouch for it"
            return Way(act, (), first=first, place=place)
        return Way(act, witnesses, "It takes evidence, and the word of somebody who does not do it herself.")

    def _movers(self, row: dict[str, Any]) -> tuple[str, ...]:
        """Owner and champion move it at once, the accountable one first; staff only propose it."""
        able = {*self.owners, *(id for id in self.own if self.people[id]["role"] == "champion")}
        first = row["accountable"]["person"] if row["accountable"] else None
        order = dict.fromkeys((first, *self.champions, *self.owners))
        return tuple(id for id in order if id in able)

    def _witnesses(self, row: dict[str, Any]) -> tuple[str, ...]:
        doer = row["doer"]["person"]
        own = tuple(id for id in self._movers(row) if id != doer)
        return own or (self._consultants() if len(self.own) == 1 else ())

    def _consultants(self) -> tuple[str, ...]:
        return tuple(id for id in self.facts["engagement"]["consultants"] if self.people.get(id, {}).get("active"))

    def _unverified(self, row: dict[str, Any]) -> list[tuple[str, str]]:
        """Id and text of the required items of an activity that nobody of the client has shown."""
        items = self.facts["items"]
        shown = {number for number, person, _day in items["verified"] if person in self.own}
        return [
            (item["id"], f"“{item['text']}”")
            for item in items["items"]
            if item["required"] and row["key"] in item["activities"] and item["number"] not in shown
        ]

    def _not_directed(self, row: dict[str, Any]) -> str:
        """Why rung 4 cannot be said of it yet, as `responsibilities.doers` says it."""
        if row["doer"]["kind"] == "nobody":
            return "Somebody must be named who does it"
        if row["doer"]["kind"] != "practice":
            return ""
        signed = row["rule"] and row["rule"]["signed_on"] and row["rule"]["choice"] != "in_house"
        return "" if signed and _accepted(row["accountable"]) else "Somebody at the client must do it"

    def looking(self, step: Raise) -> Way:
        return self._begun(Way(step.act, (step.person,) if step.person else ()))

    def logging(self, step: Raise) -> Way:
        return self._begun(Way(step.act, (step.person,) if step.person else self.champions))

    def carrying(self, step: Raise) -> Way:
        row = self.activities[step.id]
        who = row["doer"]["person"] or (row["accountable"] or {}).get("person")
        return self._begun(Way(step.act, (who,) if who in self.own else self.champions))

    def _begun(self, way: Way) -> Way:
        if self.facts["engagement"]["state"] in NOT_BEGUN:
            return Way(way.act, way.people, first="The owner must sign the charter")
        return way

    def judged(self, step: Raise) -> Way:
        """Nobody judges herself."""
        return Way(step.act, (step.person,) if step.person else self.champions, self._judges())

    def second(self, step: Raise) -> Way:
        if len(self.own) < 2:
            return Way(step.act, self.champions, first="A second person must join you")
        return self.judged(step)

    def leading(self, step: Raise) -> Way:
        """An empty seat is filled before anybody can show anything in it."""
        if step.person not in self.own:
            team = ("engagements.team", self.facts["engagement"]["id"])
            return Way(step.act, self.owners, first="The seat must be filled: this leader has left", place=team)
        if not any(row["leader"] for row in self.facts["competencies"]):
            return Way(step.act, (step.person or "",), first="The playbook names no leader essentials")
        return self.judged(step)

    def _judges(self) -> str:
        names = [self.people[id]["name"].split()[0] for id in self._consultants()]
        return f"{' or '.join(names[:2])} judges it." if names else "Somebody else judges it."


def _accepted(post: dict[str, Any] | None) -> bool:
    return bool(post and post["accepted_on"])


def ready(ways: Ways, steps: Iterator[Raise]) -> Iterator[tuple[Raise, Way]]:
    """The steps with their ways; none once the engagement is over."""
    if not ways.over:
        yield from ((step, ways.way(step)) for step in steps)


_WAYS: dict[str, Callable[[Ways, Raise], Way]] = {
    "sign_section": Ways.by_owner,
    "rewrite_section": Ways.rewriting,
    "name_accountable": Ways.naming,
    "accept_accountability": Ways.accepting,
    "sign_rule": Ways.ruling,
    "oversee": Ways.looking,
    "raise_rung": Ways.climbing,
    "accept_deputy": Ways.deputising,
    "test_runbook": Ways.testing,
    "log_work": Ways.logging,
    "take_control": Ways.by_champion,
    "assess_next_level": Ways.judged,
    "renew_proof": Ways.judged,
    "assess_first": Ways.judged,
    "train_second": Ways.second,
    "prove_leader": Ways.leading,
    "bring_somebody_further": Ways.by_champion,
    "bring_leaders_further": Ways.by_champion,
    # What only a what-if asks: larger or smaller than one step.
    "ask_accountable": Ways.by_owner,
    "write_section": Ways.by_champion,
    "take_admin": Ways.by_champion,
    "check_tool": Ways.by_champion,
    "train_first": Ways.judged,
    "carry_work": Ways.carrying,
}
