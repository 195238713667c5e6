"""The versions of a playbook: read one, keep its data file, see what changed since another."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.core.buttons import carry_out

from ..changes import changes_between
from ..content import PlaybookContent
from ..models import Playbook
from ..shelf import version_of, versions_of
from .pages import as_file, pages


@pages.route("/playbooks/ours/<uuid:id>/versions/<int:number>")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def version(playbook: Playbook, number: int) -> ResponseReturnValue:
    found = version_of(playbook, number)
    if found is None:
        return _gone(playbook)
    content = PlaybookContent.from_dict(found.content)
    return render_template("playbooks/version.html", playbook=playbook, version=found, content=content)


@pages.route("/playbooks/ours/<uuid:id>/versions/<int:number>/file")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def version_file(playbook: Playbook, number: int) -> Response:
    found = version_of(playbook, number)
    return as_file(found.content, f"{playbook.key}-{number}") if found is not None else _gone(playbook)


@pages.route("/playbooks/ours/<uuid:id>/versions/<int:number>/draft", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def draft_again(playbook: Playbook, number: int) -> Response:
    """Take up an earlier version as the draft."""
    found = version_of(playbook, number)
    if found is None:
        return _gone(playbook)
    said = f"The draft is version {number} again."
    then = url_for(".own", id=playbook.id)
    return carry_out(lambda: playbook.replace_draft(found.content, by=g.member), said, then)


@pages.route("/playbooks/ours/<uuid:id>/changes")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def changes(playbook: Playbook) -> ResponseReturnValue:
    """Between two versions; `to` empty is the draft, `from` empty the version before it."""
    versions = versions_of(playbook)
    numbers = {one.number: one for one in versions}
    later = numbers.get(request.args.get("to", 0, int))
    before = numbers.get(request.args.get("from", 0, int))
    if before is None:
        before = numbers.get(later.number - 1 if later else playbook.newest)
    told = changes_between(before.content, later.content if later else playbook.draft) if before else []
    return render_template(
        "playbooks/changes.html", playbook=playbook, versions=versions, before=before, later=later, changes=told
    )  # fmt: skip


def _gone(playbook: Playbook) -> Response:
    flash("There is no such version.", "warning")
    return redirect(url_for(".own", id=playbook.id), 303)
