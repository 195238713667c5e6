"""Tools and runbooks: who holds what, who is let in, and whether the written way works."""

from datetime import timedelta

from sqlalchemy import select

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.toolkit.adding import runbook_of, write_runbook
from tracker.toolkit.models import (
    CONTROLS,
    AccessGrant,
    Holder,
    Tool,
    ToolCheck,
    give_access,
    keep_contract,
    request_access,
    try_recovery,
)

from ..scene import Scene
from ..script import act


@act
def checks(scene: Scene, by: Membership, *keys: str, held: str = "client", note: str = "", **but: str) -> None:
    """Say who holds each tool: `held` all four things, `but` some of them (`billing="practice"`)."""
    for key in keys:
        tool = scene.get(Tool, key)
        scene.check(Can.KEEP_TOOLS, by, tool, propose=True)
        holders = {name: Holder(but.get(name, held)) for name in CONTROLS}
        tool.check(by=by, holders=holders, note=note)


@act
def agrees_with_checks(scene: Scene, by: Membership, *keys: str) -> None:
    """Confirm what the practice found about each tool."""
    for key in keys:
        tool = scene.get(Tool, key)
        waiting = db.session.scalars(
            select(ToolCheck).where(
                ToolCheck.tool_id == tool.id, ToolCheck.confirmed_at.is_(None), ToolCheck.declined_at.is_(None)
            )
        ).one()
        scene.check(Can.KEEP_TOOLS, by, waiting)
        waiting.confirm(by)


@act
def describes(scene: Scene, by: Membership, key: str, address: str, *, renews_in: int) -> None:
    """Put the tool's address into the register, and the day on which it has to be paid again."""
    tool = scene.get(Tool, key)
    scene.check(Can.KEEP_TOOLS, by, tool)
    tool.describe(
        by=by, name=tool.name, purpose=tool.purpose, address=address, competencies=tool.competencies,
        renews_on=clock.today() + timedelta(days=renews_in),
    )  # fmt: skip


@act
def keeps_contract(
    scene: Scene, by: Membership, key: str, cost: str, paid_by: str, *, seats: int | None = None, holder: str = ""
) -> None:
    """Say on what terms the tool is used."""
    tool = scene.get(Tool, key)
    scene.check(Can.KEEP_TOOLS, by, tool)
    keep_contract(
        tool, by=by, cost=cost, paid_by=Holder(paid_by), seats=seats, holder=scene.person(holder) if holder else None,
        seen="",
    )  # fmt: skip


@act
def tries_recovery(scene: Scene, by: Membership, *keys: str, worked: bool = True, note: str = "") -> None:
    """Lose the way in on purpose and come back, or not."""
    for key in keys:
        tool = scene.get(Tool, key)
        scene.check(Can.KEEP_TOOLS, by, tool)
        try_recovery(tool, by=by, worked=worked, on=clock.today(), note=note)


@act
def lets_in(scene: Scene, by: Membership, person: str, *keys: str, admin: bool = False, role: str = "") -> None:
    for key in keys:
        tool = scene.get(Tool, key)
        scene.check(Can.KEEP_TOOLS, by, tool)
        give_access(tool, scene.person(person), by=by, admin=admin, role=role)


@act
def asks_for_access(scene: Scene, by: Membership, key: str) -> None:
    request_access(scene.get(Tool, key), by, by=by)


@act
def shuts_out(scene: Scene, by: Membership, person: str, *keys: str) -> None:
    """End the access of `person`."""
    for key in keys:
        tool = scene.get(Tool, key)
        scene.check(Can.KEEP_TOOLS, by, tool)
        grant = db.session.scalars(
            select(AccessGrant).where(
                AccessGrant.tool_id == tool.id, AccessGrant.member_id == scene.person(person).id,
                AccessGrant.revoked_at.is_(None),
            )
        ).one()  # fmt: skip
        grant.revoke(by)


@act
def writes_runbook(scene: Scene, by: Membership, *keys: str) -> None:
    for key in keys:
        activity = scene.get(Activity, key)
        scene.check(Can.KEEP_RUNBOOKS, by, activity)
        text = scene.passage("runbooks", key).text
        write_runbook(activity, by=by, title=f"How we do it: {activity.name.lower()}", text=text)


@act
def mends_runbook(scene: Scene, by: Membership, key: str, more: str) -> None:
    """Add to it what a test showed to be missing: a new version, not tested yet."""
    runbook = runbook_of(scene.get(Activity, key))
    scene.check(Can.KEEP_RUNBOOKS, by, runbook)
    runbook.rewrite(by=by, title=runbook.title, text=f"{runbook.text}\n\n{more}", based_on=runbook.version)


@act
def tests_runbook(scene: Scene, by: Membership, *keys: str, worked: bool = True, note: str = "") -> None:
    for key in keys:
        runbook = runbook_of(scene.get(Activity, key))
        scene.check(Can.KEEP_RUNBOOKS, by, runbook)
        runbook.test(by=by, worked=worked, note=note, version=runbook.version)
