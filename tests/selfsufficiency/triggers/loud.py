"""For every kind of flag a world in which it is raised once."""

from datetime import timedelta

from tests.selfsufficiency.triggers.worlds import (
    TODAY,
    activity,
    ago,
    changed,
    decision,
    measure,
    section,
    skill,
    week,
)

LOUD = {
    "guard-share": changed("work", posts=[[ago(3), "consultant", 5, "marcus"]]),
    "no-owner": {"activities": [activity("posts", accountable=None)]},
    "no-champion": changed("engagement", champions=[{"person": "priya", "accepted": False}]),
    "time-squeeze": changed("time", used={"priya": [[week(n), 400] for n in (3, 2, 1)]}),
    "one-person": {"competencies": [skill("reply", ("priya", 3, 20))]},
    "skill-fading": {"competencies": [skill("plan", ("priya", 3, 300), critical=False)]},
    "disconnected": {"content": [[ago(8), "posts", "provider", True, 10]], "work": {}},
    "broadcast-only": {"content": [[ago(8), "posts", "client", False, 90]]},
    "slow-replies": {"replies": {"reply": [[week(2), 10, 3, 90], [week(1), 10, 3, 90]]}},
    "voice-drift": {"strategy": [section("voice", signed_on=None)]},
    "stalled": {"last_step_on": TODAY - timedelta(days=21)},
    "plan-drift": {"likely_by": TODAY + timedelta(days=61)},
    "no-measure": changed("measures", measures=[measure(baseline=None)]),
    "mismatch": {"sourcing": {"posts": decision(choice="outsource", answers=[2, 2, 1, 2, 2, 3, 2, 2, 2, 2])}},
}
