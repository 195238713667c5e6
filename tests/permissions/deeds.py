"""One deed for each act of the permission table: somebody tries it through the pages, and what became of it is read.

A deed answers `done`, `proposed`, `read` or `refused`. `own` says whether the record is hers or assigned to her.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask

from tests import cast
from tests.handover.after import check_in as first_check_in
from tests.handover.after import handed_over
from tests.makers import Northgate, acting, member, start
from tests.pages import Page, Visitor
from tests.responsibilities.scenes import answers, learnt
from tests.strategy.scenes import written
from tests.toolkit.scenes import let_in
from tests.training.scenes import judge, put_on, tick
from tracker.accounts.models import Invitation
from tracker.clinic.models import Question
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.agreeing import agree
from tracker.engagements.models import Engagement, EngagementState, SignOff
from tracker.handover.check_in_booking import book
from tracker.jobs import Job
from tracker.responsibilities.appointments import name
from tracker.responsibilities.doers import done_by_person, done_by_provider
from tracker.responsibilities.models import Activity, Appointment, LevelChange
from tracker.responsibilities.providers import add_provider, place_with
from tracker.responsibilities.rules import sign_rule, write_rule
from tracker.risks.models import Risk
from tracker.risks.register import raise_risk
from tracker.strategy.models import Revision, StrategySection
from tracker.strategy.writing import assign as assign_section
from tracker.tenancy import WorkspaceModel, scoped
from tracker.toolkit.models import ToolCheck
from tracker.training.models import ItemProgress, ProgressState
from tracker.worklog.models import WorkEntry

DONE, PROPOSED, READ, REFUSED = "done", "proposed", "read", "refused"
WHY = "We looked at it together on Monday."
PRACTICE = {"marcus", "mina"}


@dataclass(frozen=True)
class World:
    """Northgate's engagement, and whoever sits before a browser."""

    app: Flask
    northgate: Northgate
    visit: Callable[[str], Visitor]

    def tries(self, who: str, path: str, page: str = "", **fields: Any) -> Page:
        """Open `path` (or the `page` that holds its form) and send it. Who finds no form sends it all the same."""
        visitor = self.visit(who)
        opened = visitor.opens(page or path)
        action = path if page else ""
        forms = [form for form in opened.reader.forms if form.method == "post" and form.action.endswith(action)]
        if opened.status == 200 and any(set(fields) <= form.names for form in forms):
            return opened.send(action=action, **fields)
        token = visitor.opens("//account").form("csrf_token").values["csrf_token"]
        answer = visitor.post(path, csrf_token=token, **fields)
        assert answer.status in {403, 404}, f"{who} found no form at {page or path}, and {answer.status} at {path}"
        return answer

    def newest(self, model: type[WorkspaceModel], *, by: str = "marcus") -> Any:
        """The row that was written last; None where there is none."""
        with acting(self.app, by):
            row = db.session.scalars(scoped(model).order_by(model.id.desc()).limit(1)).first()
            if row is not None:
                db.session.expunge(row)
            return row

    def elsewhere(self, who: str) -> UUID:
        """An engagement with which she has nothing to do: another client's, and for a lead another practice's."""
        lead, client = ("tessa", "quay") if who == "marcus" else ("marcus", "weir")
        with acting(self.app, lead):
            engagement = start(client, by=lead)
            db.session.commit()
            return engagement.id


def _first_elsewhere(world: World, model: type[Any], who: str) -> UUID:
    engagement_id = world.elsewhere(who)
    with acting(world.app, "tessa" if who == "marcus" else "marcus"):
        query = scoped(model).with_only_columns(model.id).where(model.engagement_id == engagement_id)
        return db.session.scalars(query.order_by(model.id).limit(1)).one()


def create_engagement(world: World, who: str, own: bool) -> str:
    before = world.newest(Engagement).id
    client = str(cast.fixed("client northgate"))
    page = world.tries(
        who, "/engagements/new", client=client, playbook="website-seo", starts_on="2026-12-01", title="Another one"
    )
    found = world.newest(Engagement)
    if found.id != before:
        return DONE if found.state == EngagementState.AGREED else PROPOSED
    assert page.status == 403
    return READ if world.visit(who).opens("/playbooks/social-media").status == 200 else REFUSED


def accept_charter(world: World, who: str, own: bool) -> str:
    with acting(world.app, "marcus"):
        engagement = start("northgate", by="marcus")
        if engagement.state == EngagementState.PROSPECT:
            agree(engagement, by=member("marcus"))
        db.session.commit()
        id = engagement.id
    world.tries(who, f"/engagements/{id}/charter/signature", words="We begin, and we shall finish it ourselves.")
    if world.newest(Engagement).state == EngagementState.ACTIVE:
        return DONE
    world.tries(who, f"/engagements/{id}/charter/request", page=f"/engagements/{id}/charter")
    return PROPOSED if world.newest(Engagement).charter_asked_at else REFUSED


def invite(world: World, who: str, own: bool) -> str:
    """A member of the client's staff."""
    path = f"/clients/{cast.fixed('client northgate')}/invite" if who in PRACTICE else "/people/invite"
    world.tries(who, path, name="Nell Gray", email="nell@northgate.example", role="staff")
    found = world.newest(Invitation)
    return REFUSED if found is None else DONE if found.approved_at else PROPOSED


def draft_strategy(world: World, who: str, own: bool) -> str:
    section = world.northgate.section("voice")
    if not own and who in PRACTICE:
        section = _first_elsewhere(world, StrategySection, who)
    if own and who == "aisha":
        with acting(world.app, "helen") as helen:
            assign_section(world.northgate.one(StrategySection, section), member("aisha"), by=helen)
            db.session.commit()
    world.tries(who, f"/sections/{section}/edit", text="It sounds like us.", share="0.5")
    return DONE if world.newest(Revision) else REFUSED


def sign(world: World, who: str, own: bool) -> str:
    with acting(world.app, "priya"):
        written(world.northgate, by="priya", share=1.0)
    section = world.northgate.section("purpose")
    path = f"/sections/{section}"
    before = world.newest(SignOff).id
    world.tries(who, f"{path}/sign", words="Twelve more by March is what I shall look at.")
    if world.newest(SignOff).id != before:
        return DONE
    world.tries(who, f"{path}/ask", page=path)
    with acting(world.app, "marcus"):
        asked = world.northgate.one(StrategySection, section).signature_asked_at
    return PROPOSED if asked else REFUSED


def name_accountable(world: World, who: str, own: bool) -> str:
    """Staff answer for what they were asked themselves, and never in anybody else's place."""
    activity = world.northgate.activity("reply")
    if who != "aisha":
        world.tries(who, f"/activities/{activity}/accountable", person=str(cast.BY_KEY["callum"].id))
        found = world.newest(Appointment)
        return REFUSED if found is None else DONE if found.named_at else PROPOSED
    with acting(world.app, "helen") as helen:
        asked = name(world.northgate.get(Activity, "reply"), "accountable", member(who if own else "callum"), by=helen)
        db.session.commit()
        id = asked.id
    world.tries(who, f"/appointments/{id}/acceptance", page=f"/activities/{activity}")
    return DONE if world.newest(Appointment).accepted_at else REFUSED


def raise_rung(world: World, who: str, own: bool) -> str:
    world.tries(who, f"/activities/{world.northgate.activity('reply')}/move", rung="1", because=WHY)
    found = world.newest(LevelChange)
    return REFUSED if found is None else DONE if found.effective_at else PROPOSED


def raise_to_top(world: World, who: str, own: bool) -> str:
    """Callum does it, so that nobody who tries is the doer."""
    with acting(world.app, "helen") as helen:
        activity = world.northgate.get(Activity, "reply")
        learnt(world.northgate, "reply", "callum")
        done_by_person(activity, member("callum"), by=helen)
        activity.rung = 3
        db.session.commit()
    path = f"/activities/{world.northgate.activity('reply')}/move"
    world.tries(who, path, rung="4", because=WHY, evidence="Four weeks of the log.")
    found = world.newest(LevelChange)
    return REFUSED if found is None else DONE if found.effective_at else PROPOSED


def complete_item(world: World, who: str, own: bool) -> str:
    learner = who if own and who in {"helen", "priya", "aisha"} else "callum"
    progress = put_on(world.app, world.northgate, learner, 2)[2]
    world.tries(who, f"/progress/{progress}/tick", page=f"/progress/{progress}", note="Three people asked for hours.")
    with acting(world.app, "marcus"):
        return DONE if world.northgate.one(ItemProgress, progress).state != ProgressState.TODO else REFUSED


def verify(world: World, who: str, own: bool, level: int | None = None) -> str:
    """`level` is what she was assessed at, in the skill that the item trains."""
    progress = put_on(world.app, world.northgate, "callum", 12)[12]
    tick(world.app, world.northgate, "callum", progress)
    if level is not None:
        judge(world.app, world.northgate, who, level)
    world.tries(who, f"/progress/{progress}/verify", page=f"/progress/{progress}")
    with acting(world.app, "marcus"):
        return DONE if world.northgate.one(ItemProgress, progress).verified_at else REFUSED


def log_work(world: World, who: str, own: bool) -> str:
    """Not her own: an activity of a client, or of a firm, with which she has nothing to do."""
    activity = world.northgate.activity("reply")
    if who == "brook":
        _give_to_a_firm(world, own)
    elif not own:
        activity = _first_elsewhere(world, Activity, who)
    mode = "consultant" if who in PRACTICE else "provider" if who == "brook" else "together"
    world.tries(who, f"/activities/{activity}/log", quantity="1", mode=mode)
    return DONE if world.newest(WorkEntry) else REFUSED


def _give_to_a_firm(world: World, hers: bool) -> None:
    with acting(world.app, "helen") as helen:
        answers(world.northgate, "priya")
        rule = write_rule(world.northgate.get(Activity, "reply"), "outsource", "The firm answers.", by=helen)
        sign_rule(rule, "They may answer while Priya reads along.", by=helen)
        hers_is = add_provider(world.northgate.engagement, "Brightside", by=helen)
        other = add_provider(world.northgate.engagement, "Darkside", by=helen)
        place_with(hers_is, member("brook"), by=helen)
        done_by_provider(world.northgate.get(Activity, "reply"), hers_is if hers else other, by=helen)
        db.session.commit()


def keep_tools(world: World, who: str, own: bool) -> str:
    if own and who == "aisha":
        let_in(world.app, world.northgate, "aisha", admin=True)
    holders = dict.fromkeys(("account", "recovery", "billing", "admin"), "client")
    world.tries(who, f"/tools/{world.northgate.tool('scheduler')}/check", **holders)
    found = world.newest(ToolCheck)
    return REFUSED if found is None else DONE if found.confirmed_at else PROPOSED


def view_index(world: World, who: str, own: bool) -> str:
    id = world.elsewhere(who) if who in PRACTICE and not own else world.northgate.id
    opened = world.visit(who).opens(f"/engagements/{id}/explain").status == 200
    return REFUSED if not opened else READ if who == "aisha" else DONE


def raise_flag(world: World, who: str, own: bool) -> str:
    path = f"{world.northgate.path}/risks/new"
    if who == "brook":
        _give_to_a_firm(world, own)
        path = f"/activities/{world.northgate.activity('reply')}/risk"
    world.tries(who, path, title="The only camera is old.", likelihood="2", impact="2")
    return DONE if world.newest(Risk) else REFUSED


def close_flag(world: World, who: str, own: bool) -> str:
    """A critical one."""
    with acting(world.app, "priya") as priya:
        risk = raise_risk(world.northgate.engagement, by=priya, title="We lose the name.", likelihood=4, impact=4)
        assert risk.severity == "critical"
        db.session.commit()
        id = risk.id
    page = world.tries(who, f"/risks/{id}/resolve", because="The name is registered in our own name now.")
    risk = world.newest(Risk)
    assert risk.resolved_at or risk.closing_at or page.status in {403, 404, 422}
    return DONE if risk.resolved_at else PROPOSED if risk.closing_at else REFUSED


def export(world: World, who: str, own: bool) -> str:
    world.tries(who, "/exports", "/exports")
    asked = world.newest(Job)
    return DONE if asked is not None and asked.kind == "archive.export" else REFUSED


def clinic(world: World, who: str, own: bool) -> str:
    world.tries(who, f"{world.northgate.path}/clinic/ask", title="How do we pause it all?", text="I looked.")
    return DONE if world.newest(Question) else REFUSED


def erase_self(world: World, who: str, own: bool) -> str:
    """The last lead and the only owner are let in and told who must follow first."""
    page = world.tries(who, "/people/me/erasure", read="y")
    asked = page.status == 200 and page.says("is to be deleted on")
    return DONE if asked or page.says("Make somebody else") else REFUSED


def delete_workspace(world: World, who: str, own: bool) -> str:
    name = "Harbour & Lane" if who in PRACTICE else "Northgate Recruitment"
    page = world.tries(who, "/deletion", typed=name)
    return DONE if page.status == 200 and page.says("is to be deleted on") else REFUSED


def answer_check_in(world: World, who: str, own: bool) -> str:
    """The first one, which is open: it is hers, or somebody else's."""
    with acting(world.app, "helen") as helen:
        answers = member("callum" if who == "aisha" and not own else who if who in {"priya", "aisha"} else "helen")
        book(world.northgate.engagement, {30: (answers, None)}, by=helen)
        handed_over(world.northgate, clock.today() - timedelta(days=30))
        id = first_check_in(world.northgate).id
    page = world.tries(who, f"/check-ins/{id}/answer/calls", called="Nobody.")
    with acting(world.app, "helen"):
        if first_check_in(world.northgate).written("calls"):
            return DONE
    assert page.status in {403, 404}
    return READ if who in PRACTICE and world.visit(who).opens(f"/check-ins/{id}").status == 200 else REFUSED


DEEDS: dict[str, Callable[..., str]] = {
    "CREATE_ENGAGEMENT": create_engagement,
    "ACCEPT_CHARTER": accept_charter,
    "INVITE": invite,
    "DRAFT_STRATEGY": draft_strategy,
    "SIGN": sign,
    "NAME_ACCOUNTABLE": name_accountable,
    "RAISE_RUNG": raise_rung,
    "RAISE_TO_TOP": raise_to_top,
    "COMPLETE_ITEM": complete_item,
    "VERIFY": verify,
    "LOG_WORK": log_work,
    "KEEP_TOOLS": keep_tools,
    "VIEW_INDEX": view_index,
    "CLINIC": clinic,
    "EXPORT": export,
    "RAISE_FLAG": raise_flag,
    "CLOSE_FLAG": close_flag,
    "ERASE_SELF": erase_self,
    "DELETE_WORKSPACE": delete_workspace,
    "ANSWER_CHECK_IN": answer_check_in,
}
