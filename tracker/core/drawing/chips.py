"""Chips: icon, then word, then colour, so that a state is never told by colour alone."""

from functools import lru_cache

from markupsafe import Markup, escape

from .icons import icon as draw

SEVERITIES = {
    "critical": ("Critical", "bad", "alert-octagon"),
    "high": ("High", "bad", "alert-circle"),
    "warn": ("Warning", "warn", "alert-triangle"),
}
STATES = {
    # strategy
    "empty": ("Empty", "", "circle-dashed"),
    "draft": ("Draft", "", "pencil"),
    "signed": ("Signed", "good", "circle-check"),
    "unsigned_change": ("Unsigned change", "warn", "pencil-exclamation"),
    "stale": ("Review overdue", "warn", "clock"),
    # training
    "todo": ("To do", "", "circle"),
    "done_by_trainee": ("Waiting for a check", "acc", "hourglass"),
    "verified": ("Verified", "good", "circle-check"),
    "returned": ("Returned", "warn", "arrow-back-up"),
    "lapsed": ("Lapsed", "warn", "clock"),
    # phases and criteria
    "planned": ("Planned", "", "circle"),
    "active": ("Active", "acc", "player-play"),
    "gate_review": ("At the gate", "acc", "hourglass"),
    "passed": ("Passed", "good", "circle-check"),
    "reopened": ("Reopened", "warn", "arrow-back-up"),
    "waived": ("Waived", "", "ban"),
    "unmet": ("Not met", "warn", "circle-dashed"),
    "claimed": ("Claimed", "acc", "hourglass"),
    "met": ("Met", "good", "circle-check"),
    # engagements
    "prospect": ("Prospect", "", "circle"),
    "agreed": ("Agreed", "", "circle-check"),
    "handed_over": ("Handed over", "good", "circle-check"),
    "closed": ("Closed", "", "lock"),
    "paused": ("Paused", "warn", "player-pause"),
    "declined": ("Declined", "bad", "x"),
    "ended_early": ("Ended early", "bad", "x"),
    # playbooks
    "published": ("Published", "good", "circle-check"),
    "retired": ("Retired", "", "archive"),
    # tools, runbooks, invitations, flags
    "requested": ("Requested", "warn", "clock"),
    "revoked": ("Revoked", "", "ban"),
    "tested": ("Tested", "good", "circle-check"),
    "review": ("In review", "acc", "hourglass"),
    "accepted": ("Accepted", "good", "circle-check"),
    "asked": ("Asked", "warn", "clock"),
    "open": ("Open", "warn", "alert-triangle"),
    "resolved": ("Resolved", "good", "circle-check"),
    "acknowledged": ("Owned", "acc", "user-check"),
    "snoozed": ("Put off", "", "moon"),
    "expired": ("Expired", "warn", "clock"),
    "withdrawn": ("Withdrawn", "", "ban"),
    "critical": ("Critical", "line", "diamond"),
}


@lru_cache(maxsize=1024)
def chip(sprite: str, word: str, kind: str = "", icon: str | None = None) -> Markup:
    """`kind`: '' neutral, good, warn, bad, acc (the client's progress) or line (an edge only)."""
    css = f"bt-chip {escape(kind)}" if kind else "bt-chip"
    return Markup(f'<span class="{css}">{draw(sprite, icon) if icon else ""}{escape(word)}</span>')


def severity(sprite: str, level: str, word: str | None = None) -> Markup:
    """A flag's severity (critical, high, warn), or `word` in its place ("2 warnings")."""
    known, kind, picture = SEVERITIES.get(level, SEVERITIES["warn"])
    return chip(sprite, word or known, kind, picture)


def state(sprite: str, name: str, word: str | None = None) -> Markup:
    """A state of the domain. One that is not known here is written out, with a plain mark."""
    known, kind, picture = STATES.get(name, (name.replace("_", " ").capitalize(), "", "circle"))
    return chip(sprite, word or known, kind, picture)
