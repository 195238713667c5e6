"""What a workspace knows of a person: deleted when she asks it of her own place, or whoever answers for the people."""

from typing import Any

from flask import g, render_template, url_for

from tracker.access import Can, requires
from tracker.accounts.models import Membership
from tracker.accounts.views.people import listed_at

from ..asking import ask_for_place, of_place, open_for
from ..forms import AskForm
from ..mentions import MOST_FOUND, mentions_of
from ..previewing import preview_of
from .blueprint import pages, taken_back


def _of_her_side(member: Membership, other: Membership) -> bool:
    return member.of_practice or member.client_id == other.client_id


@pages.route("/people/me/erasure", methods=["GET", "POST"])
@requires(Can.ERASE_SELF)
def own_place() -> Any:
    return _page(g.member, back=url_for("accounts.people"), here=url_for(".own_place"), undo=url_for(".own_taken_back"))


@pages.route("/people/me/erasure/taken-back", methods=["POST"])
@requires(Can.ERASE_SELF)
def own_taken_back() -> Any:
    return taken_back(of_place(g.member.id), url_for(".own_place"), by=g.member)


@pages.route("/people/<uuid:id>/erasure", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE, of=Membership, also=_of_her_side)
def person(member: Membership) -> Any:
    here, undo = url_for(".person", id=member.id), url_for(".person_taken_back", id=member.id)
    return _page(member, back=listed_at(member), here=here, undo=undo)


@pages.route("/people/<uuid:id>/erasure/taken-back", methods=["POST"])
@requires(Can.MANAGE_PEOPLE, of=Membership, also=_of_her_side)
def person_taken_back(member: Membership) -> Any:
    return taken_back(of_place(member.id), url_for(".person", id=member.id), by=g.member)


@pages.route("/people/<uuid:id>/mentions")
@requires(Can.MANAGE_PEOPLE, of=Membership, also=_of_her_side)
def mentions(member: Membership) -> Any:
    found = mentions_of(member.name, by=g.member)
    return render_template("erasure/mentions.html", person=member, found=found, most=MOST_FOUND, back=listed_at(member))


def _page(member: Membership, *, back: str, here: str, undo: str) -> Any:
    form = AskForm()
    if done := form.attempt(lambda: ask_for_place(member, by=g.member), then=lambda _: here):
        return done
    return render_template(
        "erasure/person.html", form=form, person=member, own=member.id == g.member.id, back=back, undo=undo,
        preview=preview_of(member), deletion=open_for(of_place(member.id)),
    ), form.status  # fmt: skip
