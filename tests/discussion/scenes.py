"""What stories of discussion start from: a comment by somebody."""

from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting
from tracker.core.database import db
from tracker.discussion.talking import say
from tracker.responsibilities.models import Activity


def path(northgate: Northgate, activity: str = "reply") -> str:
    return f"/activities/{northgate.activity(activity)}"


def says(app: Flask, northgate: Northgate, key: str, text: str, *, private: bool = False) -> UUID:
    """Somebody says something of an activity."""
    with acting(app, key) as me:
        comment = say(northgate.get(Activity, "reply"), text, by=me, private=private)
        db.session.commit()
        return comment.id
