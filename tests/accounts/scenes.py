"""Steps that several stories of people share."""

from typing import Any

from flask import Flask

from tests import cast
from tests.pages import Page, Visitor
from tracker.accounts.models import Invitation
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import scoped


def invite(by: Visitor, **fields: Any) -> Page:
    """Fill in the form that invites to one's own side."""
    return by.sends("/people/invite", **fields)


def invitation_of(app: Flask, workspace: str, email: str) -> Invitation | None:
    """The newest invitation of an address in a workspace."""
    with app.app_context(), entered(Context(workspace=cast.fixed(f"workspace {workspace}"), writes=False)):
        query = scoped(Invitation).where(Invitation.email == email).order_by(Invitation.id.desc()).limit(1)
        return db.session.scalar(query)
