"""Making a playbook: empty, as a copy, or from a data file."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.errors import Refused

from ..copying import copy_chosen, originals
from ..drafting import Draft, draft_from
from ..forms import ImportForm, MakeForm, whole
from ..making import make_empty, make_from_file
from ..models import Playbook
from ..problems import PlaybookError
from .pages import pages


@pages.route("/playbooks/new", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, at_least="propose")
def new() -> ResponseReturnValue:
    form = MakeForm()
    choices = originals()
    form.original.choices = [("", "Nothing: four empty phases"), *choices]
    if request.method == "GET":
        form.original.data = request.args.get("from", "")
        named = dict(choices).get(form.original.data)
        form.title.data = f"{named.rpartition(', version')[0]}, our way"[:120] if named else ""

    def make() -> Playbook:
        if not form.original.data:
            return make_empty(form.title.data, by=g.member)
        return copy_chosen(form.original.data, form.title.data, by=g.member)

    if done := form.attempt(make, then=lambda made: url_for(".own", id=made.id)):
        return done
    return render_template("playbooks/new.html", form=form), form.status


@pages.route("/playbooks/import", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, at_least="propose")
def bring_in() -> ResponseReturnValue:
    form = ImportForm()
    if done := form.attempt(lambda: make_from_file(_read(form), by=g.member),
                            then=lambda made: url_for(".own", id=made.id)):  # fmt: skip
        flash("Brought in as a draft.", "success")
        return done
    return render_template("playbooks/import.html", form=form, playbook=None), form.status


@pages.route("/playbooks/ours/<uuid:id>/import", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def replace_draft(playbook: Playbook) -> ResponseReturnValue:
    """The draft becomes what the file says; the key, and the versions, stay."""
    form = ImportForm(seen=str(playbook.revision))

    def replace() -> None:
        draft = _read(form)
        playbook.replace_draft(draft, by=g.member, seen=whole(form.seen.data))

    then = url_for(".own", id=playbook.id)
    if done := form.attempt(replace, then=lambda _: then):
        flash("The draft is what the file says now.", "success")
        return done
    if form.stale:
        form.seen.data = str(playbook.revision)
    return render_template("playbooks/import.html", form=form, playbook=playbook), form.status


def _read(form: ImportForm) -> Draft:
    source = form.source()
    if source is None:
        raise Refused("Choose a file, or paste its text.", "file")
    try:
        return draft_from(source, "file")
    except PlaybookError as error:
        form.reasons, form.left_out = error.problems, error.left_out
        raise Refused("This file was not taken. The reasons stand below.", "text") from None
