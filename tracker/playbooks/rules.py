"""The closed list of rules by which a gate reads an exit criterion from the data.

A playbook names a rule and gives every parameter, so that the file says all there is to know. What fits no
rule is a criterion with evidence, claimed by a person.
"""

from .shapes import KEY, OneOf, Shape, Share, Whole

_WHICH = OneOf("all", "critical")
_WEEKS = Whole(1, 52)

RULES: dict[str, dict[str, Shape]] = {
    # The owner signed the charter.
    "charter_signed": {},
    # Whoever answers for these activities accepted; likewise the deputies.
    "appointments_accepted": {"accountable": _WHICH, "deputy": _WHICH},
    # The client named a champion.
    "champion_named": {},
    # Every section is signed, and at least this mean part of the text is the client's own.
    "sections_signed": {"client_share": Share()},
    # There is a measure, and every one has a baseline.
    "baseline_measured": {},
    # The owner signed how these activities are done, and by whom.
    "decision_rules_signed": {"activities": _WHICH},
    # Account, recovery, billing and admin of every tool are in the client's hands.
    "accounts_client_controlled": {},
    # These activities stand on this rung of the responsibility ladder or above.
    "rungs_at_least": {"rung": Whole(1, 4), "activities": _WHICH},
    # This part of the required items is verified, each for at least one person.
    "items_verified": {"share": Share()},
    # So many client people stand at this level or above in each of these competencies.
    "competency_level": {"level": Whole(1, 4), "people": Whole(1, 20), "competencies": _WHICH},
    # The practice delivered at most this part of the work in each of the last full weeks.
    "practice_share_at_most": {"share": Share(), "weeks": _WEEKS},
    # The practice delivered nothing of these activities in the last full weeks.
    "practice_not_delivering": {"weeks": _WEEKS, "activities": _WHICH},
    # These activities have a runbook; likewise one that somebody other than its author tested.
    "runbooks_written": {"activities": _WHICH},
    "runbooks_tested": {"activities": _WHICH},
    # No tool has its only admin outside the client.
    "no_outside_admin": {},
    # No critical flag is open; seen or put off, one is open still.
    "no_open_critical_flags": {},
    # A rehearsal of so many weeks was held to its end, and the owner has said what it showed.
    "rehearsal_held": {"weeks": Whole(1, 4)},
    # The owner has explained of late, in his own words, something that he signed.
    "teach_back_held": {},
    # The handover pack is assembled in full.
    "pack_ready": {},
    # For each access of the practice it is said who ends it, and when.
    "access_plan_agreed": {},
    # For each check-in after the handover somebody at the client is named.
    "check_ins_booked": {},
    # The owner accepted the newest version of this deliverable.
    "deliverable_accepted": {"key": KEY},
}
