"""How each kind of flag is raised, in words, as people read it: exactly when, and how grave it is."""

from .sighting import KINDS, Kind

WHEN: dict[str, tuple[str, str]] = {
    "guard-share": (
        "In Training or Handover the practice delivered more than 25% of at least five pieces of an activity in 28"
        " days, and not a tenth less of it than in the 28 days before.", "High"),
    "guard-written-in": (
        "The practice is named as who does something in the end, or work of the practice was added after the Strategy"
        " gate, without a reason of the owner's and an end date.", "Critical"),
    "guard-linger": (
        "Fourteen days after the handover was accepted the practice still delivers work or has access.", "Critical"),
    "conflict": (
        "A provider is proposed who is affiliated with the practice or pays it for referrals, and that was not"
        " disclosed.",
        "Critical"),
    "no-owner": (
        "Nobody at the client has accepted to answer for an activity that runs.",
        "Critical for a critical or outsourced activity, else high"),
    "absent-owner": (
        "The owner has signed nothing, looked at nothing and taught nothing back for 30 days.",
        "Warning; high from 45 days"),
    "no-champion": (
        "There is no champion, or less than half of the hours that were to be kept free were used, three weeks"
        " running.",
        "High"),
    "one-person": (
        "After the Implementation gate one person alone can do a critical skill without help.", "High"),
    "locked-out": (
        "Somebody outside the client is the only admin of a tool, or holds the only way to recover it.",
        "High; critical in the Handover phase"),
    "disconnected": (
        "Of at least ten answers to customers in 56 days, fewer than 10% came from the client's own people.", "High"),
    "broadcast-only": (
        "Of at least twenty pieces published, fewer than 10% were answers; or no leader wrote for 30 days.", "Warning"),
    "slow-replies": (
        "Answers came later than promised in the middle, or more than 20% of them late, two weeks running.", "High"),
    "mismatch": (
        "An activity is outsourced although it is hard to foresee (1 or less) and needs much knowledge of the company"
        " (3 or more).", "High"),
    "time-squeeze": (
        "More than 125% of the planned hours were used in three of the last four weeks.", "Warning"),
    "voice-drift": (
        "More than half of the texts in 56 days were written outside, or the section on voice is not signed.",
        "Warning"),
    "rubber-stamp": ("Five or more signatures within ten minutes.", "Warning"),
    "no-measure": (
        "No measure has a baseline, or the numbers were not reviewed for more than 45 days.",
        "Warning; high in the Handover phase"),
    "skill-fading": (
        "Nobody who can do a skill has shown it for so long that the proof counts less than half, or a check-in after"
        " the handover is seven days late.", "Warning; high for a critical skill"),
    "stalled": ("No step was verified for 21 days.", "Warning"),
    "distant-provider": ("The meeting with a provider is 14 days overdue.", "Warning"),
    "plan-drift": ("The day by which the handover is 85% likely lies after the planned one.", "Warning"),
}  # fmt: skip


def described() -> list[tuple[Kind, str, str]]:
    """Every kind with when it is raised and how grave it is, in the order in which people read them."""
    known = [key for key in WHEN if key in KINDS]
    return [(KINDS[key], *WHEN.get(key, ("", ""))) for key in [*known, *(key for key in KINDS if key not in WHEN)]]
