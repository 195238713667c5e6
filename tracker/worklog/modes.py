"""How a piece of work was done: the words for each mode, and which of them somebody may log for an activity."""

from collections.abc import Collection

from tracker.accounts.models import Membership, Role
from tracker.responsibilities.models import Activity, DoerKind
from tracker.tenancy import said_of_a_coach

from .models import Mode

FOR_PRACTICE = {
    Mode.CONSULTANT: ("We did it", "The client had no hand in it. It counts as the consultant's work."),
    Mode.TOGETHER: ("Together", "Both worked on it, side by side. It counts half for either."),
    Mode.CLIENT_CHECKED: (
        "They did it, we checked",
        "The client did it; we looked before it went out. Say who did: it counts once she has confirmed it.",
    ),
}
FOR_CLIENT = {
    Mode.CLIENT: ("We did it alone", "Nobody from the practice touched or checked it."),
    Mode.CLIENT_CHECKED: ("We did it, they checked", "You did it; the consultant looked before it went out."),
    Mode.TOGETHER: ("Together", "You and the consultant worked on it, side by side."),
    Mode.OVERSIGHT: ("I looked it over", "A review, spot check or approval by whoever answers for it, or her deputy."),
    Mode.PROVIDER: ("Our provider did it", "Logged by whoever answers for it, or her deputy."),
}
FOR_OWN = {mode: (name, said_of_a_coach(words)) for mode, (name, words) in FOR_CLIENT.items()}
FOR_PROVIDER = {Mode.PROVIDER: ("We delivered it", "What your firm delivered to the client.")}

# What somebody of the client may log for a colleague, who then confirms it.
FOR_OTHERS = {Mode.CLIENT, Mode.CLIENT_CHECKED, Mode.TOGETHER}

USUAL_FOR_PRACTICE = (Mode.CONSULTANT, Mode.CONSULTANT, Mode.TOGETHER, Mode.CLIENT_CHECKED, Mode.CLIENT_CHECKED)
USUAL_FOR_CLIENT = (Mode.TOGETHER, Mode.TOGETHER, Mode.TOGETHER, Mode.CLIENT_CHECKED, Mode.CLIENT)

TOTALS = {
    Mode.CONSULTANT: "The consultant alone",
    Mode.TOGETHER: "Together",
    Mode.CLIENT_CHECKED: "The client, checked",
    Mode.CLIENT: "The client alone",
    Mode.PROVIDER: "A provider",
    Mode.OVERSIGHT: "Looked over",
}

DONE = {
    Mode.CONSULTANT: "done by the consultant",
    Mode.TOGETHER: "done together with the consultant",
    Mode.CLIENT_CHECKED: "done by the client and checked by the consultant",
    Mode.CLIENT: "done by the client alone",
    Mode.PROVIDER: "done by a provider",
    Mode.OVERSIGHT: "looked over",
}


def words_for(member: Membership) -> dict[Mode, tuple[str, str]]:
    """Every mode that somebody on this side may ever log, with its name and one line of explanation.

    The practice never logs work as the client's, nor as a provider's, whatever it is contracted for.
    """
    if member.of_practice:
        return FOR_PRACTICE
    if member.role == Role.PROVIDER:
        return FOR_PROVIDER
    return FOR_OWN if member.own else FOR_CLIENT


def modes_for(member: Membership, activity: Activity, answering: Collection[object]) -> list[Mode]:
    """What `member` may log for `activity`; `answering` holds the ids of its accepted accountable and deputy."""
    modes = list(words_for(member))
    if not member.of_client:
        return modes
    if member.id not in answering:
        return [mode for mode in modes if mode not in {Mode.OVERSIGHT, Mode.PROVIDER}]
    if activity.doer_kind != DoerKind.PROVIDER:
        modes.remove(Mode.PROVIDER)
    return modes


def usual_mode(member: Membership, activity: Activity, answering: Collection[object] = ()) -> Mode:
    """The mode of a two-tap log, from who does the activity and the rung it stands on."""
    if member.role == Role.PROVIDER:
        return Mode.PROVIDER
    if member.of_practice:
        return USUAL_FOR_PRACTICE[activity.rung]
    if activity.doer_kind == DoerKind.PROVIDER and member.id in answering:
        return Mode.OVERSIGHT
    return USUAL_FOR_CLIENT[activity.rung]
