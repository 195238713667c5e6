"""The guard of a route: it loads the record through the walls and asks the policy. A route without one fails a test."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from flask import abort, g, redirect, request

from tracker.core.errors import Withheld
from tracker.core.failures import signed_out_meanwhile, typed_here
from tracker.core.templates import for_templates
from tracker.core.urls import root_url
from tracker.tenancy import WorkspaceModel, scoped_or_404

from .permissions import Can, cell
from .policies import allows, allows_proposing, allows_reading, sees, why_held_back
from .roles import Role

View = Callable[..., Any]
READING = {"GET", "HEAD", "OPTIONS"}
MOVING = (
    "Your organisation is taking over its workspace at this moment. Everything can be read, and nothing is changed "
    "until it is there: that takes a few minutes."
)
_ways_on: list[Callable[[], Any]] = []
_ASKING = {"do": allows, "propose": allows_proposing, "read": allows_reading}


def requires(
    *acts: Can, of: type[WorkspaceModel] | None = None, at_least: str = "do", also: Callable[..., Any] | None = None
) -> Callable[[View], View]:
    """Guard a view inside a workspace.

    `of` names the model whose id the route carries as `id`; the view receives the record instead. `at_least` is
    `do`, `propose` (somebody who may only propose passes too) or `read`. Several acts: one of them suffices.
    `also(member, record)` is a further question that must be answered with yes.
    A stranger is sent to the sign-in page, a foreign record answers 404, a member without the right 403.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            if g.get("member") is None:
                return _ask_to_sign_in()
            if g.member.moving and request.method not in READING:
                raise Withheld(MOVING)
            record = None
            if of is not None:
                record = scoped_or_404(of, values.pop("id"))
                if not sees(g.member, record):
                    abort(404)
                values["record"] = record
            if not any(_ASKING[at_least](act, g.member, record) for act in acts):
                _refuse(acts[0], record)
            if also is not None and not also(g.member, record):
                abort(403)
            return view(*([values.pop("record")] if of is not None else []), **values)

        guarded.policy = (acts, of, at_least)
        return guarded

    return guard


def shut(view: View) -> bool:
    """Whether the table shuts the page to everybody with the role of the person at hand. No statement."""
    acts, _, _ = view.policy
    return all(cell(act, Role(g.member.role), own=g.member.own) == "-" for act in acts)


def held(view: View, record: Any) -> bool:
    """Whether the page is withheld for now from the person at hand; to look is never withheld."""
    acts, _, at_least = view.policy
    return at_least != "read" and all(why_held_back(act, g.member, record) for act in acts)


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    view.policy = "public"
    return view


def own_account(view: View) -> View:
    """For whoever is signed in, on nothing but her own account."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        return view(**values) if g.get("user") is not None else _ask_to_sign_in()

    guarded.policy = "own account"
    return guarded


def knows_the_way_on(find: Callable[[], Any]) -> Callable[[], Any]:
    """Register `find()`: the answer for somebody signed in who has no place here and may have had one; else None."""
    _ways_on.append(find)
    return find


def _refuse(act: Can, record: Any) -> NoReturn:
    because = why_held_back(act, g.member, record)
    if because is not None:
        raise Withheld(because)
    abort(403)


def _ask_to_sign_in() -> Any:
    """Somebody signed in without a place here sees what a stranger to the workspace should see: nothing."""
    if g.get("user") is not None:
        return next((way for find in _ways_on if (way := find()) is not None), None) or abort(404)
    if request.method == "POST" and typed_here():
        return signed_out_meanwhile()
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(root_url("accounts.sign_in", next=request.script_root + wanted))


@for_templates
def may(can: Can, record: Any = None) -> bool:
    """For templates: may the person who looks do this?"""
    return g.get("member") is not None and allows(can, g.member, record)


@for_templates
def may_propose(can: Can, record: Any = None) -> bool:
    return g.get("member") is not None and allows_proposing(can, g.member, record)


for_templates(Can)
