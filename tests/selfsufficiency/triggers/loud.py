"""For every kind of flag a world in which it is raised once."""

from datetime import timedelta

from tests.selfsufficiency.triggers.worlds import (
    OUTSIDE,
    TODAY,
    activity,
    ago,
    changed,
    decision,
    measure,
    provider,
    section,
    skill,
    tool,
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
    "guard-written-in": {"sourcing": {"posts": decision(by_practice=True)}},
    "guard-linger": changed("engagement", handed_over_on=ago(14)) | {"tools": [tool(users=["marcus"])]},
    "conflict": {"sourcing": {"posts": decision(provider="Brightside", affiliated=True)}, "providers": [provider()]},
    "locked-out": {"tools": [tool(admins=[{"person": "marcus"}])]},
    "distant-provider": {
        "activities": [activity("posts", doer=OUTSIDE)], "providers": [provider(affiliated=False, met_on=ago(44))],
    },
    "absent-owner": {"signatures": [], "work": {}, **changed("engagement", charter_signed_on=ago(30), leaders=[])},
    "rubber-stamp": {"signatures": [
            [ago(9), second, "helen", "Revision", "Purpose", "id", None, None] for second in range(4, -1, -1)
        ]},
    "mismatch": {"sourcing": {"posts": decision(choice="outsource", answers=[2, 2, 1, 2, 2, 3, 2, 2, 2, 2])}},
}
