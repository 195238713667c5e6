"""The index in words: reasons, acts and stages as people read them."""

from typing import Any

from flask import url_for

from .formula import PILLARS
from .points import Row
from .stages import OPEN_CRITICAL_FLAG, Stage

# What time alone takes; and what it gives, as the consultants' work leaves the weeks that count.
AGED, LEFT_BEHIND = "Skills and proofs grew older", "Work of eight weeks ago no longer counts"
ABOUT = {
    "S": "For each section of the strategy: written, in the client's own words, and signed by the owner.",
    "T": "For each tool: the client controls it and somebody of theirs can work it. Leaders know the essentials.",
    "R": "For each activity: one of the client's people accepted it, a signed rule guides it, and she or the deputy "
    "looked at it in the last 56 days. Critical activities count twice.",
    "P": "For each activity: how far it has moved up the ladder, and who did it in the last 56 days. "
    "Critical activities count twice.",
    "Z": "For each critical skill two people who have it; for each critical activity a tested runbook and a deputy.",
}
SHARE_OF_INDEX = {"S": "a quarter", "T": "a fifth", "R": "a quarter", "P": "a fifth", "Z": "a tenth"}

REASONS = {
    "none_listed": "Nothing is listed here yet, so nothing can count",
    "unwritten": "Not written yet",
    "never_signed": "Written, never signed by the owner",
    "signed": "Signed by the owner",
    "edited_by_client": "Signed; the client has edited it in the last fortnight",
    "review_overdue": "Signed more than 180 days ago: the review is overdue",
    "unsigned_change": "Changed since the owner signed",
    "not_checked": "Nobody has checked who controls it",
    "client_controls": "The client controls account, recovery, billing and admin",
    "client_administers": "The client administers it; account, recovery or billing is still elsewhere",
    "outsider_controls": "Somebody outside the client controls it",
    "not_assessed": "Not assessed yet",
    "learning": "Still learning",
    "fading": "Proven, and fading without practice",
    "proven": "Proven",
    "nobody_named": "Nobody named, so nothing can count",
    "named_not_accepted": "Named, not yet accepted",
    "accepted": "Accepted",
    "provider_unowned": "Done by a provider with nobody accountable: counts nothing",
    "not_logged": "No work logged in the last 56 days",
    "logged": "Work logged",
    "nobody_qualified": "Nobody works independently yet",
    "one_qualified": "One person only: if she is away, it stops",
    "two_qualified": "Two people or more",
    "runbook_untested": "No runbook tried by somebody who did not write it",
    "runbook_test_out_of_date": "The last test is more than a year old",
    "runbook_tested": "Runbook tested by somebody who did not write it",
    "no_deputy": "No deputy has accepted",
    "deputy_without_accountable": "A deputy, but nobody accountable to stand in for",
    "deputy_accepted": "A deputy has accepted",
    "leaders_counted": "Leaders who have shown enough",
}
KINDS = {
    "section": "", "tool": "", "leader": "Leader essentials: ", "leaders": "Leader essentials", "activity": "",
    "cover": "Two people for: ", "runbook": "Runbook: ", "deputy": "Deputy: ",
}  # fmt: skip
ACTS = {
    "sign_section": "Sign “{name}”",
    "rewrite_section": "Write “{name}” in the client's own words and sign it",
    "name_accountable": "Name somebody who answers for “{name}”, and have it accepted",
    "accept_accountability": "Accept answering for “{name}”",
    "sign_rule": "Sign how “{name}” is decided and done",
    "write_rule": "Write down how “{name}” is decided and done, and sign it",
    "oversee": "Look over “{name}” and log it",
    "raise_rung": "Move “{name}” one rung up",
    "accept_deputy": "Accept standing in for “{name}”",
    "find_deputy": "Find a deputy for “{name}” who accepts",
    "test_runbook": "Have somebody else try the runbook of “{name}”",
    "log_work": "Do “{name}” once without the consultant and log it",
    "take_control": "Take control of {name}: account, recovery, billing and admin, and check it off",
    "assess_next_level": "Bring “{name}” to the next level and have it assessed",
    "renew_proof": "Show “{name}” again and have it assessed",
    "assess_first": "Have somebody assessed in “{name}”, aware of it at least",
    "train_second": "Train a second person in “{name}” until she works independently, and have it assessed",
    "prove_leader": "Show the leader essentials and have them assessed",
    "bring_somebody_further": "Have “{name}” practised, and assessed again",
    "bring_leaders_further": "Have the leaders show their essentials, and assessed",
    "ask_accountable": "Ask somebody to answer for “{name}”",
    "write_section": "Write “{name}”, best by your own people",
    "take_admin": "Become the admin of {name}, and check it off",
    "check_tool": "Check who controls {name}",
    "train_first": "Train somebody in “{name}” until she works independently, and have it assessed",
    "carry_work": "Do “{name}” without the consultant for eight weeks, and log it",
}
OWNERS_ACTS = {"sign_section", "rewrite_section", "name_accountable", "sign_rule", "write_rule", "find_deputy"}


def stage_of(name: str) -> Stage:
    return Stage[name.upper()]


def row_name(row: Row, name_of: dict[str, str]) -> str:
    """What a row is about; leaders go by their names."""
    if row.reason == "none_listed":
        return {"S": "Strategy", "T": "Tools", "R": "Activities", "P": "Activities", "Z": "Critical work"}[row.pillar]
    return KINDS[row.kind] + (name_of.get(row.id, "Somebody who left") if row.kind == "leader" else row.name)


def row_detail(row: Row) -> str:
    """Why the row is worth its points, in a line."""
    said = REASONS[row.reason]
    if row.kind == "leaders":
        parts = {part.key: round(part.value) for part in row.parts}
        return f"{parts['able']} of {parts['of']} leaders have shown enough"
    if row.pillar == "R":
        parts = {part.key: part.value for part in row.parts}
        said += ", rule signed" if parts["rule_signed"] else "; no signed rule"
        said += ", looked at" if parts["looked"] else "; not looked at in the last 56 days"
    if row.pillar == "P" and row.reason != "provider_unowned":
        parts = {part.key: part.value for part in row.parts}
        said = f"Rung {round(parts['rung'] * 4)} of 4; " + (
            f"{parts['work']:.0%} of the credit for the work" if row.reason == "logged" else said.lower()
        )
    return said


def hidden_words(row: Row) -> str | None:
    """How many stand behind a row whose person is not for this reader to know; None where nobody is hidden."""
    parts = {part.key: round(part.value) for part in row.parts}
    if row.kind == "leaders":
        return "The leaders"
    if "hidden" not in parts:
        return None
    people = parts.get("people", 1)
    return ("Nobody alone yet", "One person")[people] if people < 2 else f"{people} people"


def act_words(act: str, name: str) -> str:
    return ACTS[act].format(name=name)


def held_words(held_by: list[Any]) -> str:
    """“held by Keeps responsibility, .38 of .40”; empty when nothing holds the stage."""
    said = [
        "an open critical flag"
        if held == OPEN_CRITICAL_FLAG
        else f"{PILLARS[held[0]]}, {_part(held[2])} of {_part(held[1])}"
        for held in held_by
    ]
    return "held by " + " and ".join(said) if said else ""


def _part(value: float) -> str:
    """Cut, never rounded up: .399 is not yet .40."""
    return f"{int(value * 100 + 1e-9) / 100:.2f}".removeprefix("0")


def address(link: tuple[str, str] | None) -> str | None:
    """The path of a page of one thing, given as endpoint and id."""
    return url_for(link[0], id=link[1]) if link else None


YES_OR_NO = {"no": "No", "yes": "Yes"}
OPTIONS = {
    "rung": ("0 They do it", "1 You watch", "2 Together", "3 You do, they check", "4 You alone"),
    "post": {"nobody": "Nobody", "asked": "Asked, not accepted", "accepted": "Somebody accepted"},
    "work": {"now": "As logged", "own": "Your own people alone"},
    "section": {"empty": "Not written", "draft": "Written, not signed", "signed": "Signed as written"},
    "tool": {"unchecked": "Not checked", "elsewhere": "Somebody else's", "admin": "You are admin", "all": "All yours"},
    "skill": {"0": "Nobody works independently", "1": "One person does", "2": "Two people do"},
}
RUNGS_FOR_PRACTICE = ("0 We do it", "1 They watch", "2 Together", "3 They do, we check", "4 They alone")
FOR_PRACTICE = {
    "work": {"now": "As logged", "own": "Their own people alone"},
    "tool": {"unchecked": "Not checked", "elsewhere": "Somebody else's", "admin": "Admin theirs", "all": "All theirs"},
}


def option_words(kind: str, of_practice: bool) -> dict[str, str]:
    """The words of a dial's values, to the client or to the practice; a number stays one."""
    if kind == "rung":
        return dict(zip("01234", RUNGS_FOR_PRACTICE if of_practice else OPTIONS["rung"], strict=True))
    found = FOR_PRACTICE.get(kind) if of_practice else None
    return dict(found or OPTIONS.get(kind) or YES_OR_NO)
