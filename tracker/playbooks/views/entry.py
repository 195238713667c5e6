"""One entry of a part: adding it, editing it, and the lists that stand inside it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires

from ..criterion_forms import criterion_form
from ..editing import add_entry, change_entry, fingerprint, own_values
from ..gaps import review
from ..models import Playbook
from ..part_form import PartForm
from ..part_forms import FORMS
from ..parts import PARTS, Found, Part, find, list_in, uses_of
from ..wording import RULES
from .editor import PART, differing, list_of, paged, removed_from, where_it_stands
from .pages import pages


@pages.route(f"/playbooks/ours/<uuid:id>/add/{PART}", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def add(playbook: Playbook, part: str) -> ResponseReturnValue:
    """`?in=` says in which phase or module."""
    known, parent = PARTS[part], request.args.get("in", "")
    if list_in(playbook.draft, known, parent) is None or known.fixed:
        return redirect(url_for(".entries", id=playbook.id, part=part), 303)
    if part == "criteria" and "rule" not in request.args:
        return _ways(playbook, known, parent, "add")
    form = _form(known, {}, None)(**({"module": parent} if part == "items" else {}))
    form.offer(playbook.draft)
    made: list[str] = []

    def save() -> None:
        inside = form["module"].data if part == "items" else parent
        playbook.rework(add_entry(known, inside, form.values(), made), by=g.member)

    def then(_: Any) -> str:
        if known.name == "modules":
            return url_for(".edit_entry", id=playbook.id, part=part, entry=made[0])
        return where_it_stands(playbook, known, made[0])

    if done := form.attempt(save, then=then):
        flash("Added to the draft.", "success")
        return done
    action = url_for(".add", id=playbook.id, part=part, rule=request.args.get("rule"), **{"in": parent or None})
    return _page(playbook, known, form, None, list_of(playbook, known, parent), action)


@pages.route(f"/playbooks/ours/<uuid:id>/edit/{PART}/<entry>", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def edit_entry(playbook: Playbook, part: str, entry: str) -> ResponseReturnValue:
    known = PARTS[part]
    found = find(playbook.draft, known, entry)
    if found is None and request.method == "GET":
        flash(f"This {known.one} is no longer in the draft.", "warning")
        return redirect(url_for(".entries", id=playbook.id, part=part), 303)
    if request.args.get("rule") == "":
        return _ways(playbook, known, entry, "edit_entry")
    form = _filled(known, found)
    form.offer(playbook.draft)

    def save() -> None:
        parent = form["module"].data if part == "items" else None
        playbook.rework(change_entry(known, entry, form.values(), form.seen.data or "", parent), by=g.member)

    if done := form.attempt(save, then=lambda _: where_it_stands(playbook, known, entry)):
        flash("Saved in the draft.", "success")
        return done
    found, back = find(playbook.draft, known, entry), where_it_stands(playbook, known, entry)
    action = url_for(".edit_entry", id=playbook.id, part=part, entry=entry, rule=request.args.get("rule"))
    return _page(playbook, known, form, found, back, action)


def _form(part: Part, entry: dict[str, Any], rule: str | None) -> type[PartForm]:
    if part.name != "criteria":
        return FORMS[part.name]
    return criterion_form(request.args.get("rule") or rule or (entry.get("rule") or {}).get("name", ""))


def _filled(part: Part, found: Found | None, **more: Any) -> PartForm:
    if found is None:
        return _form(part, {}, None)(**more)
    kind = _form(part, found.entry, None)
    shown = kind.shown(found.entry)
    if part.name == "items" and found.parent:
        shown = {**shown, "module": found.parent["key"]}
    return kind(data=shown, seen=fingerprint(own_values(part, found.entry)), **more)


def _page(
    playbook: Playbook, part: Part, form: PartForm, found: Found | None, back: str, action: str
) -> ResponseReturnValue:
    theirs, draft = [], playbook.draft
    if form.stale and found is not None:
        now = _filled(part, found, formdata=None)
        now.offer(draft)
        form.seen.data, theirs = now.seen.data, differing(form, now)
    id = str(found.entry[part.id]) if found else ""
    values = {
        "playbook": playbook, "part": part, "form": form, "found": found, "theirs": theirs, "entry_id": id,
        "review": review(draft), "uses": uses_of(draft, part, id), "inner": _inner(playbook, part, found),
        "back": back, "action": action,
    }  # fmt: skip
    return render_template("playbooks/entry.html", **values), form.status


def _inner(playbook: Playbook, part: Part, found: Found | None) -> list[dict[str, Any]]:
    """The lists inside this entry, each with what was lately removed from it."""
    if found is None:
        return []
    id = str(found.entry[part.id])
    return [
        {"part": one, "removed": removed_from(playbook, one, id), **paged(found.entry[one.path[-1]])}
        for one in PARTS.values()
        if one.inside is part
    ]


def _ways(playbook: Playbook, part: Part, of: str, then: str) -> ResponseReturnValue:
    """How a gate may know that a criterion is met: by what a person shows, or read from the data."""
    values = {"entry": of} if then == "edit_entry" else {"in": of}
    ways = [
        (words, url_for(f".{then}", id=playbook.id, part=part.name, rule=name, **values))
        for name, words in (("evidence", "A person shows it"), *RULES.items())
    ]
    return render_template("playbooks/ways.html", playbook=playbook, ways=ways)
