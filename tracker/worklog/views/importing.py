"""Work from a file: upload, preview with every bad row, import by the worker; and the log as a file."""

from flask import Response, flash, g, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import defer, joinedload

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.core.spreadsheet import csv_lines
from tracker.core.uploads import takes_files
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.jobs import Job
from tracker.tenancy import scoped

from ..checking import ground_in
from ..export import log_as_csv
from ..import_forms import BeginForm, TakeAllBackForm, UploadForm
from ..importing.writing import begin, came_before, keep_upload, looked_at, take_all_back
from ..models import WorkImport
from ..modes import TOTALS, words_for
from .blueprint import activities_of, pages

BAD_SHOWN, GOOD_SHOWN, IMPORTS_SHOWN = 200, 8, 10


@pages.route("/engagements/<uuid:id>/work/import", methods=["GET", "POST"])
@takes_files
@requires(Can.IMPORT, of=Engagement)
def upload(engagement: Engagement) -> ResponseReturnValue:
    form = UploadForm()

    def write() -> WorkImport:
        return keep_upload(engagement, form.name, form.data_sent, by=g.member)

    if done := form.attempt(write, lambda found: url_for(".import_page", id=found.id)):
        return done
    query = scoped(WorkImport).where(WorkImport.engagement_id == engagement.id, WorkImport.done_at.is_not(None))
    query = query.options(defer(WorkImport.text), joinedload(WorkImport.by))
    earlier = db.session.scalars(query.order_by(WorkImport.id.desc()).limit(IMPORTS_SHOWN)).all()
    page = render_template(
        "worklog/upload.html", **place_of(engagement), form=form, earlier=earlier, words=words_for(g.member),
        activities=[one for one in activities_of(engagement) if one.not_applicable_at is None],
    )  # fmt: skip
    return page, form.status


@pages.route("/work-imports/<uuid:id>")
@requires(Can.IMPORT, of=WorkImport)
def import_page(found: WorkImport) -> ResponseReturnValue:
    return _preview(found, BeginForm())


@pages.route("/work-imports/<uuid:id>/begin", methods=["POST"])
@requires(Can.IMPORT, of=WorkImport)
def begin_import(found: WorkImport) -> ResponseReturnValue:
    form = BeginForm()

    def write() -> Job:
        return begin(found, by=g.member, again=bool(form.again.data))

    if done := form.attempt(write, lambda job: url_for("jobs.show", id=job.id)):
        return done
    return _preview(found, form), form.status


@pages.route("/work-imports/<uuid:id>/bad-rows.csv")
@requires(Can.IMPORT, of=WorkImport)
def bad_rows(found: WorkImport) -> Response:
    _, understood = looked_at(found, found.by)
    rows = [("Line", "Column", "What is not right"), *((bad.line, bad.column, bad.reason) for bad in understood.bad)]
    return _as_file(csv_lines(rows), "bad-rows.csv")


@pages.route("/work-imports/<uuid:id>/take-back", methods=["GET", "POST"])
@requires(Can.IMPORT, of=WorkImport)
def take_import_back(found: WorkImport) -> ResponseReturnValue:
    form, then = TakeAllBackForm(), url_for(".import_page", id=found.id)
    if done := form.attempt(lambda: take_all_back(found, by=g.member, because=form.because.data), lambda _: then):
        flash("The whole import was taken back. It stays on record and does not count.", "success")
        return done
    return render_template("worklog/import_back.html", **place_of(found), found=found, form=form), form.status


@pages.route("/engagements/<uuid:id>/work.csv")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def export(engagement: Engagement) -> Response:
    return _as_file(stream_with_context(log_as_csv(engagement.id)), f"work-{engagement.code}.csv")


def _preview(found: WorkImport, form: BeginForm) -> str:
    place = place_of(found)
    values = {"found": found, "form": form, "modes": TOTALS, **place}
    if found.done_at is None:
        sheet, understood = looked_at(found, found.by, ground=ground_in(place["engagement"]))
        values |= {
            "sheet": sheet, "understood": understood, "before": came_before(found),
            "others": understood.for_others(found.by), "bad": understood.bad[:BAD_SHOWN],
            "good": understood.pieces[:GOOD_SHOWN],
        }  # fmt: skip
    return render_template("worklog/import.html", **values)


def _as_file(lines: object, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, mimetype="text/csv", headers=headers)
