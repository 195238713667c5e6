"""Northgate Recruitment on 21 November 2026: what the gallery's pages show."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.look import forms, icons, pictured

WEEKLY = (9, 11, 12, 16, 18, 22, 27, 29, 33, 34, 38, 41, 43, 46, 47, 51, 50, 46, 48, 51, 55, 58, 61, 61, 64)
RUNGS = ("They do it", "You watch", "Together", "You do, they check", "You alone")
STATES = (
    "empty draft signed unsigned_change stale todo done_by_trainee verified returned gate_review passed waived "
    "handed_over paused revoked something_new"
).split()


def data() -> dict[str, Any]:
    """The file beside this one, and what is easier said in code. Plain mappings, as a feature may pass them."""
    known = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    activities = known["activities"]
    first_week = known["today"] - timedelta(weeks=len(WEEKLY) - 1)
    return known | {
        "groups": [("Critical activities", activities[:6]), ("Other activities", activities[6:])],
        "trend": [{"on": first_week + timedelta(weeks=n), "value": value} for n, value in enumerate(WEEKLY)],
        "rung_words": RUNGS,
        "state_names": STATES,
        "full_bars": [{"name": bar["name"], "value": 1.0} for bar in known["bars"]],
        "returned_item": known["item"] | {"returned": "Priya: add what the candidate said", "evidence": "link"},
        "icons": icons.ICONS,
        "details": forms.DETAILS,
        "refused_form": forms.refused(),
        "pictured": pictured.data(),
        "sign_in_form": forms.SignInForm(),
    }
