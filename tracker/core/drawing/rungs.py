"""The five rungs of one activity on the responsibility ladder, as cells of its row."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from .icons import icon
from .reading import read

WORDS = {
    "practice": ("Consultant alone", "Client watches", "Together", "Client does, we check", "Client alone"),
    "client": ("They do it", "You watch", "Together", "You do, they check", "You alone"),
}
FIRST_OF_THE_CLIENT = 3
NAME, ID = "\ue000", "\ue001"  # letters no text has: places for what differs between activities


def rungs(sprite: str, activity: Any, side: str, gate: str | None, movable: bool) -> Markup:
    """Five cells; a radio group named for the activity when it is `movable`, so that arrow keys and a plain form work.

    activity: .id, .name, .rung (0 to 4), .witnessed, optional .goal (rung needed at the next gate, named `gate`).
    """
    name, id = (str(escape(read(activity, key))) for key in ("name", "id"))
    goal, witnessed = read(activity, "goal"), bool(read(activity, "witnessed"))
    cells = _cells(sprite, int(read(activity, "rung")), witnessed, goal, side, gate, movable)
    return Markup(cells.replace(ID, id).replace(NAME, name))


@lru_cache(maxsize=512)
def _cells(sprite: str, now: int, witnessed: bool, goal: int | None, side: str, gate: str | None, movable: bool) -> str:
    """The cells with places for the activity's name and id: few activities differ in anything else."""
    cells = []
    for n in range(5):
        said = _said(n, now, witnessed, goal, WORDS[side][n], gate)
        mark = icon(sprite, "check") if n < now else n
        drawn = f'<i aria-hidden="true">{mark}</i>'
        if n == now and witnessed:
            drawn += f'<span class="eye" aria-hidden="true">{icon(sprite, "eye")}</span>'
        css = _css(n, now, witnessed, goal)
        cell = _choice(n, n == now, css, said) if movable else _plain(n in (now, goal), css, said)
        close = "</label>" if movable else "</span>"
        cells.append(f'<td class="rung{" edge" if n == FIRST_OF_THE_CLIENT else ""}">{cell}{drawn}{close}</td>')
    return "".join(cells)


def _choice(n: int, now: bool, css: str, said: str) -> str:
    checked = " checked" if now else ""
    return (
        f'<label class="{css}"><input type="radio" form="move-{ID}" name="rung" value="{n}"{checked}'
        f' aria-label="{NAME}: {said}" autocomplete="off">'
    )


def _plain(worth_saying: bool, css: str, said: str) -> str:
    words = f'<span class="bt-vh">{said}</span>' if worth_saying else ""
    return f'<span class="{css}">{words}'


def _said(n: int, now: int, witnessed: bool, goal: int | None, words: str, gate: str | None) -> str:
    held = ", now" if n == now else ""
    if held and (witnessed or n):
        held += ", witnessed" if witnessed else ", claimed"
    needed = f", needed for the {escape(gate)} gate" if gate and n == goal else ""
    return f"{n}, {words}{held}{needed}"


def _css(n: int, now: int, witnessed: bool, goal: int | None) -> str:
    signs = ["bt-rung"]
    if n == now:
        signs += ["cur", *(["them"] if n < FIRST_OF_THE_CLIENT else []), *([] if witnessed or n == 0 else ["claim"])]
    elif n < now:
        signs.append("past")
    elif n == goal:
        signs.append("goal")
    return " ".join(signs + (["first"] if n == 0 else ["last"] if n == 4 else []))
