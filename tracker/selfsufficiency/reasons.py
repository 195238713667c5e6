"""Why a piece of evidence is worth what it is: one key per state, for which the interface has the words."""

from datetime import date

from .delivered import deliveries
from .inputs import Activity, Competency, Leader, Section, Tool
from .worth import (
    LEADER_LEVEL,
    deputised,
    freshness,
    qualified,
    runbook_tested,
    signature,
    unowned_provider,
)

NONE_LISTED = "none_listed"


def of_section(section: Section, today: date) -> str:
    """unwritten, never_signed, signed, edited_by_client, review_overdue or unsigned_change."""
    if not section.written:
        return "unwritten"
    signed = signature(section, today)
    if not signed:
        return "never_signed"
    if section.signed_latest:
        return "signed" if signed == 1 else "review_overdue"
    return "edited_by_client" if signed == 1 else "unsigned_change"


def of_tool(tool: Tool) -> str:
    """not_checked, client_controls, client_administers or outsider_controls."""
    if tool.control is None:
        return "not_checked"
    if tool.control >= 1:
        return "client_controls"
    return "client_administers" if tool.control else "outsider_controls"


def of_leader(leader: Leader, today: date) -> str:
    """not_assessed, fading, learning or proven."""
    if not leader.assessed:
        return "not_assessed"
    if leader.level < LEADER_LEVEL:
        return "learning"
    return "proven" if freshness(leader.proof_on, today) == 1 else "fading"


def of_responsibility(activity: Activity) -> str:
    """nobody_named, named_not_accepted or accepted."""
    if activity.accountability >= 1:
        return "accepted"
    return "named_not_accepted" if activity.accountability else "nobody_named"


def of_practice(activity: Activity, today: date) -> str:
    """provider_unowned, not_logged or logged."""
    if unowned_provider(activity):
        return "provider_unowned"
    return "logged" if deliveries(activity.work, today) else "not_logged"


def of_cover(competency: Competency, today: date) -> str:
    """not_assessed, nobody_qualified, one_qualified or two_qualified (or more)."""
    if not competency.assessed:
        return "not_assessed"
    able = len(qualified(competency, today))
    return ("nobody_qualified", "one_qualified", "two_qualified")[min(able, 2)]


def of_runbook(activity: Activity, today: date) -> str:
    """runbook_untested, runbook_test_out_of_date or runbook_tested."""
    if activity.runbook_tested_on is None:
        return "runbook_untested"
    return "runbook_tested" if runbook_tested(activity, today) else "runbook_test_out_of_date"


def of_deputy(activity: Activity) -> str:
    """no_deputy, deputy_without_accountable or deputy_accepted."""
    if not activity.deputy_accepted:
        return "no_deputy"
    return "deputy_accepted" if deputised(activity) else "deputy_without_accountable"
