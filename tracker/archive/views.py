"""The page from which an owner takes everything along."""

from flask import Blueprint, Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.forms import Form
from tracker.core.templates import workspace_menu
from tracker.core.web import log
from tracker.files.download import disposition
from tracker.files.storage import Gone, storage

from .asking import ask, newest_of
from .models import Export

pages = Blueprint("archive", __name__)
workspace_menu.append(("Take your data along", "archive.exports", "download"))


class ExportForm(Form):
    """There is nothing to choose: everything goes out."""


@pages.route("/exports", methods=["GET", "POST"])
@requires(Can.EXPORT)
def exports() -> ResponseReturnValue:
    form = ExportForm()
    if done := form.attempt(lambda: ask(by=g.member), then=lambda job: url_for("jobs.show", id=job.id)):
        return done
    return render_template("archive/exports.html", form=form, exports=newest_of(g.member)), form.status


@pages.route("/exports/<uuid:id>")
@requires(Can.EXPORT, of=Export)
def download(export: Export) -> ResponseReturnValue:
    """For whoever asked for it, for seven days; a page that has been left open finds nothing afterwards."""
    if not export.there:
        abort(404)
    try:
        pieces = storage().read(export.key)
    except Gone:
        log.error("export gone", export=str(export.id))
        abort(404)
    return Response(pieces, headers={
        "Content-Type": "application/zip",
        "Content-Length": str(export.size),
        "Content-Disposition": disposition(export.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    })  # fmt: skip
