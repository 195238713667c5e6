"""The editor: the desk with every section of a draft, the pages that are one form, and the lists."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core.buttons import carry_out
from tracker.core.errors import Stale

from ..editing import fingerprint, move_entry, page_values, put_back, remove_entry, rewrite_page
from ..forms import whole
from ..gaps import review
from ..models import Playbook
from ..part_forms import PAGES
from ..parts import PARTS, Part, find, title_of
from .pages import pages

NAMES = ", ".join(f"'{name}'" for name in PARTS)
PART = f"<any({NAMES}):part>"
ON_A_PAGE = 25


@pages.route("/playbooks/ours/<uuid:id>/edit")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def desk(playbook: Playbook) -> ResponseReturnValue:
    draft = playbook.draft
    return render_template(
        "playbooks/desk.html", playbook=playbook, draft=draft, review=review(draft), removed=removed_from(playbook)
    )


@pages.route("/playbooks/ours/<uuid:id>/edit/<any(about, promises):page>", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def edit_page(playbook: Playbook, page: str) -> ResponseReturnValue:
    now = page_values(playbook.draft, page)
    form = PAGES[page](data=now, seen=fingerprint(now))

    def save() -> None:
        playbook.rework(rewrite_page(page, form.values(), form.seen.data or ""), by=g.member)

    if done := form.attempt(save, then=lambda _: url_for(".desk", id=playbook.id)):
        flash("Saved in the draft.", "success")
        return done
    theirs = []
    if form.stale:
        now = page_values(playbook.draft, page)
        form.seen.data, theirs = fingerprint(now), differing(form, PAGES[page](formdata=None, data=now))
    found = [gap for gap in review(playbook.draft).gaps if gap.page == page]
    return render_template(
        "playbooks/edit_page.html", playbook=playbook, page=page, form=form, theirs=theirs, gaps=found
    ), form.status  # fmt: skip


@pages.route(f"/playbooks/ours/<uuid:id>/edit/{PART}")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def entries(playbook: Playbook, part: str) -> ResponseReturnValue:
    """A list, a page at a time; a list that stands inside another part is shown there."""
    known = PARTS[part]
    if known.inside:
        return redirect(url_for(".entries", id=playbook.id, part=known.inside.name), 303)
    draft = playbook.draft
    return render_template(
        "playbooks/entries.html", playbook=playbook, part=known, review=review(draft), draft=draft,
        removed=removed_from(playbook, known), **paged(draft[known.path[0]]),
    )  # fmt: skip


@pages.route(f"/playbooks/ours/<uuid:id>/edit/{PART}/<entry>/place", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def place(playbook: Playbook, part: str, entry: str) -> Response:
    """`do` is up, down or remove; `at` where it stood when the page was shown."""
    known, then = PARTS[part], where_it_stands(playbook, PARTS[part], entry)
    if request.form.get("do") == "remove":
        said = "Removed. It can be put back."
        return carry_out(lambda: playbook.rework(remove_entry(known, entry), by=g.member), said, then)
    step = -1 if request.form.get("do") == "up" else 1
    change = move_entry(known, entry, step, whole(request.form.get("at")))
    return carry_out(lambda: playbook.rework(change, by=g.member), "Moved.", then)


@pages.route("/playbooks/ours/<uuid:id>/put-back", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def restore(playbook: Playbook) -> Response:
    which = request.form.get("which", "")
    one = next((one for one in playbook.removed if one["id"] == which), None)
    if one is None:
        raise Stale("It was put back already, or removed too long ago.")
    then = list_of(playbook, PARTS[one["part"]], one["in"])
    return carry_out(lambda: playbook.rework(put_back(which), by=g.member), "Put back where it stood.", then)


@pages.route("/playbooks/ours/<uuid:id>/mend")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def mend(playbook: Playbook) -> ResponseReturnValue:
    """Leads to the field where a gap is mended."""
    page, entry = request.args.get("page", ""), request.args.get("entry", "")
    anchor = request.args.get("field") or None
    if page in PAGES:
        return redirect(url_for(".edit_page", id=playbook.id, page=page, _anchor=anchor), 303)
    if page not in PARTS:
        return redirect(url_for(".desk", id=playbook.id), 303)
    if entry:
        return redirect(url_for(".edit_entry", id=playbook.id, part=page, entry=entry, _anchor=anchor), 303)
    return redirect(url_for(".entries", id=playbook.id, part=page), 303)


def list_of(playbook: Playbook, part: Part, parent: str) -> str:
    """The address of the page that shows a list."""
    if part.inside:
        return url_for(".edit_entry", id=playbook.id, part=part.inside.name, entry=parent, _anchor=part.name)
    return url_for(".entries", id=playbook.id, part=part.name)


def where_it_stands(playbook: Playbook, part: Part, entry: str) -> str:
    found = find(playbook.draft, part, entry)
    if found is None or not part.inside or not found.parent:
        page = found.at // ON_A_PAGE + 1 if found else 1
        name = part.inside.name if part.inside else part.name
        return url_for(".entries", id=playbook.id, part=name, page=page if page > 1 else None)
    return list_of(playbook, part, str(found.parent[part.inside.id]))


def removed_from(playbook: Playbook, part: Part | None = None, parent: str = "") -> list[dict[str, Any]]:
    """What was lately removed, by name; of one list only where `part` says which."""
    return [
        {"id": one["id"], "one": PARTS[one["part"]].one, "name": title_of(PARTS[one["part"]], one["entry"])}
        for one in playbook.removed
        if part is None or (one["part"] == part.name and (not parent or one["in"] == parent))
    ]


def paged(listing: list[Any]) -> dict[str, Any]:
    """The part of a list that `?page=` asks for, with where it begins."""
    last = max((len(listing) - 1) // ON_A_PAGE, 0)
    page = min(max(request.args.get("page", 1, int) - 1, 0), last)
    begins = page * ON_A_PAGE
    return {
        "shown": listing[begins : begins + ON_A_PAGE], "begins": begins, "total": len(listing),
        "earlier": page if page > 0 else None, "later": page + 2 if page < last else None,
    }  # fmt: skip


def differing(form: Any, theirs: Any) -> list[tuple[str, str]]:
    """What stands now in the fields in which it is not what was typed."""
    names = [name for row in form.rows for name in row if form[name].data != theirs[name].data]
    return [(theirs[name].label.text, said(theirs[name])) for name in names]


def said(field: Any) -> str:
    if isinstance(field.data, bool):
        return "Yes" if field.data else "No"
    if isinstance(field.data, list):
        named = dict(getattr(field, "choices", None) or ())
        return "; ".join(str(named.get(value, value)) for value in field.data) or "Nothing"
    named = dict(getattr(field, "choices", None) or ())
    return str(named.get(field.data, field.data if field.data not in (None, "") else "Nothing"))
