"""Files come and go: attached to a record, downloaded, removed and put back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core.database import db
from tracker.core.uploads import takes_files
from tracker.core.web import log
from tracker.engagements.place import place_of

from .attaching import attach, put_back, remove
from .download import headers_of
from .forms import AttachForm
from .models import Attachment
from .shelf import shelf_of
from .storage import Gone, storage
from .subjects import Kind, keeps_it, kind_of, kinds, sees_it, subject_of

pages = Blueprint("files", __name__)


def _attaching(kind: Kind) -> Callable[..., Any]:
    """The view that shows the files of one kind of record and takes new ones."""

    @takes_files
    @requires(*kind.attach, *kind.see, of=kind.model)
    def view(subject: Any) -> ResponseReturnValue:
        form = AttachForm()
        then = kind.page(subject)
        if form.is_submitted() and not kind.adds_to(g.member, subject):
            abort(403)
        if done := form.attempt(lambda: attach(subject, form.files.checked, by=g.member), then=lambda _: then):
            flash("Attached.", "success")
            return done
        # A provider's people know of the record, and of no more around it.
        around = place_of(subject) if may(Can.SEE_ENGAGEMENT, subject) else {}
        page = render_template("files/attach.html", **around, form=form, back=then, shelf=shelf_of(subject))
        return page, form.status

    return view


@pages.record
def _add_attaching(state: BlueprintSetupState) -> None:
    """A page for each kind of record that a feature has named."""
    for kind in kinds.values():
        if kind.attach:
            state.add_url_rule(
                f"/{kind.noun}/<uuid:id>/files", f"attach_{kind.noun}", _attaching(kind), methods=["GET", "POST"]
            )


@pages.route("/files/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, Can.LOG_WORK, of=Attachment, also=sees_it)
def download(attachment: Attachment) -> ResponseReturnValue:
    """Always a download, never a page of ours; whoever has it already is told that it has not changed."""
    if not attachment.there and not keeps_it(g.member, attachment):
        abort(404)
    if request.if_none_match.contains(attachment.hash):
        return Response(status=304, headers=headers_of(attachment))
    try:
        return Response(storage().read(attachment.key), headers=headers_of(attachment))
    except Gone:
        log.error("file gone", attachment=str(attachment.id))
        abort(404)


@pages.route("/files/<uuid:id>/remove", methods=["POST"])
@requires(Can.ATTACH, of=Attachment, also=sees_it)
def take_away(attachment: Attachment) -> ResponseReturnValue:
    remove(attachment, by=g.member)
    return _back(attachment, "Removed. It can be put back for thirty days.")


@pages.route("/files/<uuid:id>/put-back", methods=["POST"])
@requires(Can.ATTACH, of=Attachment, also=sees_it)
def bring_back(attachment: Attachment) -> ResponseReturnValue:
    put_back(attachment, by=g.member)
    return _back(attachment, "Put back.")


def _back(attachment: Attachment, said: str) -> ResponseReturnValue:
    subject = subject_of(attachment)
    then = kind_of(subject).page(subject)
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)


