"""The demo, told once for each engine into a database where other workspaces live, and only looked at by the tests."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.databases import Stage, engines_under_test, open_stage, settings_for
from tests.demo.kept import put_told_demo
from tests.pages import Visitor
from tracker import create_app
from tracker.accounts.models import LoginSession, Membership, User
from tracker.accounts.tokens import fingerprint, new_token
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.demo.loading import load
from tracker.demo.stories.practices import PRACTICES
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped


@dataclass
class Told:
    """The application with the demo in it, and the seconds of computing that the telling took."""

    app: Flask
    seconds: float

    def workspaces(self) -> list[Workspace]:
        with self.app.app_context(), entered(Context(writes=False)):
            return list(db.session.scalars(select(Workspace).where(Workspace.demo).order_by(Workspace.name)))

    def inside(self, practice: str = "Harbour & Lane") -> Context:
        """The context of the practice's side of a workspace of the demo."""
        workspace = next(one for one in self.workspaces() if one.name == practice)
        return Context(workspace=workspace.id, zone=workspace.zone, writes=False)

    def everywhere(self) -> Iterator[None]:
        """Enter every workspace of the demo, one after the other."""
        for workspace in self.workspaces():
            with self.app.app_context(), entered(Context(workspace=workspace.id, zone=workspace.zone, writes=False)):
                yield


def prepared(engine: str, folder: Any, name: str) -> Stage:
    stage = open_stage(engine, folder, name)
    stage.set_back()
    stage.app.config["SETTINGS"] = replace(stage.app.config["SETTINGS"], demo=True)
    return stage


@pytest.fixture(scope="session", params=engines_under_test())
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("told")
    if request.param == "sqlite":
        seconds = put_told_demo(tmp_path_factory.getbasetemp(), folder)
        settings = settings_for(f"sqlite:///{folder / 'baton.sqlite3'}", folder, demo=True)
        return Told(create_app(settings), seconds)
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    stage = prepared(request.param, folder, f"baton_told_{worker}")
    began = time.process_time()
    with stage.app.app_context():
        for practice in PRACTICES:
            load(practice)
    return Told(stage.app, time.process_time() - began)


_empty: dict[str, Stage] = {}


@pytest.fixture(params=engines_under_test())
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """A database with other workspaces and no demo, for tests that load or remove."""
    engine = request.param
    if engine not in _empty:
        _empty[engine] = prepared(engine, tmp_path_factory.mktemp("untold"), f"baton_untold_{worker_id}")
    _empty[engine].set_back()
    with _empty[engine].app.app_context():
        yield _empty[engine].app


@pytest.fixture
def meet(told: Told) -> Callable[[str], Visitor]:
    """`meet("Helen Ames")`: a person of the demo, signed in, in her workspace."""

    def signed_in(name: str) -> Visitor:
        for workspace in told.workspaces():
            with told.app.app_context(), entered(Context(workspace=workspace.id)):
                member = db.session.scalar(scoped(Membership).where(Membership.name == name))
                if member is None:
                    continue
                token = new_token()
                db.session.add(LoginSession(user_id=member.user_id, token_hash=fingerprint(token)))
                db.session.commit()
                client = told.app.test_client()
                with client.session_transaction() as session:
                    session["_user_id"] = f"{member.user_id}:{token}"
                return Visitor(client, workspace.slug)
        raise LookupError(name)

    return signed_in


def engagement_of(client: str) -> Engagement:
    """The engagement with `client` in the session at hand."""
    return db.session.scalars(
        scoped(Engagement).join(
            Client, (Client.workspace_id == Engagement.workspace_id) & (Client.id == Engagement.client_id)
        ).where(Client.name == client)
    ).one()  # fmt: skip


def demo_people() -> list[User]:
    return list(db.session.scalars(select(User).where(User.demo).order_by(User.email)))
