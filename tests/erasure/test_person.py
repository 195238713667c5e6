"""Somebody's name goes out of everything that copied it; what was signed and reckoned goes on holding."""

import pytest
from sqlalchemy import JSON, select, update

from tests import cast
from tests.erasure.scenes import (
    comes_due,
    killed_after,
    leaves_and_is_to_be_forgotten,
    seen,
    where_it_stands,
)
from tests.makers import acting, member
from tracker.accounts.account import rename
from tracker.accounts.models import LoginSession, Membership, Role, User
from tracker.audit import AuditEvent
from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.core.errors import Refused, Stale
from tracker.core.outbox import Letter, post
from tracker.engagements.models import CharterVersion, SignOff
from tracker.engagements.signing import hash_of
from tracker.erasure import proofs
from tracker.erasure.asking import ask_for_account, ask_for_place, of_place, open_for, take_back
from tracker.erasure.columns import COLUMNS
from tracker.erasure.daily import carry_out
from tracker.erasure.person import NOBODY
from tracker.responsibilities.appointments import name as name_post
from tracker.responsibilities.models import Activity, Post
from tracker.selfsufficiency.checking import check_history
from tracker.tenancy import scoped, unscoped

pytestmark = pytest.mark.slow
HARBOUR = cast.fixed("workspace harbour")


def user(key):
    return db.session.get_one(User, cast.BY_KEY[key].user_id)


def test_the_name_of_a_champion_goes_and_history_stays_sound(app, northgate):
    with acting(app, "helen") as helen:
        name_post(northgate.get(Activity, "reply"), Post.ACCOUNTABLE, member("priya"), by=helen)
        db.session.commit()
    with app.app_context():
        rename(cast.BY_KEY["priya"].user_id, "Priya Shah-Lane")
    id = leaves_and_is_to_be_forgotten(app, "priya")
    assert comes_due(app, days=10) == 0
    assert comes_due(app) == 1
    assert where_it_stands(app, [HARBOUR], "Priya Shah") == []
    with acting(app, "helen"):
        assert member("priya").name == "Former member 1" and member("priya").user_id == NOBODY
        told = db.session.scalars(scoped(AuditEvent).where(AuditEvent.subject_id == member("priya").id)).all()
        assert {one.subject_name for one in told} == {"Former member 1"}
    done = seen(app, id)
    assert proofs.holds(done) and done.counts["audit_event"] > 0
    assert (done.work, done.user_id, done.member_id, done.asked_by_id) == ({}, None, None, None)


def test_history_rebuilt_is_history_kept_and_signatures_still_hold(app, northgate):
    """Helen signed; a second owner takes over, and she goes."""
    with acting(app, "marcus"):
        db.session.add(
            Membership(workspace_id=HARBOUR, client_id=cast.fixed("client northgate"), user_id=user("ewan").id,
                       role=Role.OWNER, name="Nora Field")
        )  # fmt: skip
        db.session.commit()
    with acting(app, "helen") as helen:
        ask_for_place(helen, by=helen)
        db.session.commit()
    assert comes_due(app) == 1
    assert where_it_stands(app, [HARBOUR], "Helen Ames") == []
    with app.app_context():
        assert [one for one in check_history("harbour") if one.differences] == []
    with acting(app, "marcus"):
        version = db.session.scalars(scoped(CharterVersion)).first()
        signed = db.session.scalars(scoped(SignOff)).all()
        assert signed and all(one.signer_name == "Former member 1" for one in signed)
        assert version is None or hash_of(version.text) == version.text_hash


def test_every_copy_of_a_name_in_every_table_goes(furnished):
    """A row of every kind holds her name in every way that it can; only what people wrote and sealed bytes keep it."""
    app, priya = furnished.app, cast.BY_KEY["priya"]
    leaves_and_is_to_be_forgotten(app, "priya")
    with app.app_context(), entered(Context(HARBOUR, removes=True)):
        for name, columns in COLUMNS.items():
            table = Base.metadata.tables[name]
            if name == "membership" or "workspace_id" not in table.columns or "id" not in table.columns:
                continue
            values = {}
            for column, mark in columns.items():
                json = isinstance(table.c[column].type, JSON)
                if mark.kind == "n":
                    values[column] = priya.name
                elif mark.kind == "b":
                    values[column] = {"of": [priya.name, f"Only {priya.name} can"]} if json else f"Only {priya.name}"
            where = table.c.workspace_id == HARBOUR
            if values and not ({"letter", "flag", "invitation"} & {name}):
                db.session.execute(unscoped(update(table).where(where).values(values), "names everywhere"))
        db.session.commit()
    before = where_it_stands(app, [HARBOUR], priya.name)
    assert len(before) > 40
    assert comes_due(app) == 1
    assert where_it_stands(app, [HARBOUR], priya.name) == []


def test_her_account_goes_with_everything_by_which_she_signs_in(app, northgate, visit):
    visit("aisha")
    with acting(app, "aisha"):
        post("digest", "aisha@northgate.example", user="x")
        ask_for_account(user("aisha"))
        db.session.commit()
    assert comes_due(app) == 1
    with app.app_context():
        assert db.session.scalar(select(User).where(User.email == "aisha@northgate.example")) is None
        mine = select(LoginSession).where(LoginSession.user_id == cast.BY_KEY["aisha"].user_id)
        assert db.session.scalars(mine).all() == []
        left = db.session.scalars(select(Letter).where(Letter.to_address == "aisha@northgate.example")).all()
        assert [one.values["stage"] for one in left] == ["done"]


def test_the_last_owner_hears_who_could_follow(app, northgate):
    with acting(app, "helen") as helen, pytest.raises(Refused, match=r"only owner at Northgate .*Priya Shah"):
        ask_for_place(helen, by=helen)
    with acting(app, "marcus"), pytest.raises(Refused, match=r"last lead of Harbour & Lane.*Mina Okafor"):
        ask_for_account(user("marcus"))


def test_two_who_share_a_name_are_told_apart(app, northgate):
    with acting(app, "marcus"):
        member("aisha").name = "Callum Reid"
        db.session.commit()
    leaves_and_is_to_be_forgotten(app, "callum")
    comes_due(app)
    with acting(app, "helen"):
        assert (member("aisha").name, member("callum").name) == ("Callum Reid", "Former member 1")


def test_it_can_be_taken_back_until_it_begins_and_is_asked_for_once(app, northgate):
    id = leaves_and_is_to_be_forgotten(app, "callum")
    with acting(app, "helen") as helen:
        with pytest.raises(Refused, match="already"):
            ask_for_place(member("callum"), by=helen)
        take_back(open_for(of_place(member("callum").id)), by=helen)
        db.session.commit()
        with pytest.raises(Stale):
            take_back(db.session.get_one(type(seen(app, id)), id), by=helen)
    assert comes_due(app) == 0
    with acting(app, "helen"):
        assert member("callum").name == "Callum Reid"


def test_killed_ten_times_it_ends_the_same(furnished):
    app = furnished.app
    id = leaves_and_is_to_be_forgotten(app, "priya")
    for turn in range(10):
        killed_after(app, id, 0.1 + turn * 0.06)
    with app.app_context():
        carry_out(id)
    assert where_it_stands(app, [HARBOUR], "Priya Shah") == []
    assert seen(app, id).done_at is not None
    with acting(app, "helen"):
        assert member("priya").name == "Former member 1"
