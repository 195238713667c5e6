"""What was sent: the list of an engagement, one report, and its PDF."""

from io import BytesIO

from flask import render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.forms import Form
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values

from ..models import StatusReport
from ..paper import period_words
from ..reading import open_draft, reports_of, schedule_of
from ..showing import in_words
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/reports")
@requires(Can.WRITE_REPORT, of=Engagement, at_least="read")
def listing(engagement: Engagement) -> ResponseReturnValue:
    found = reports_of(engagement.id)
    older = url_for(".listing", id=engagement.id, after=found.after) if found.after else None
    return render_template(
        "reports/listing.html", **tab_values(engagement, "reports"), reports=found.rows, older=older,
        draft=open_draft(engagement.id), schedule=schedule_of(engagement.id), form=Form(),
    )  # fmt: skip


@pages.route("/reports/<uuid:id>")
@requires(Can.WRITE_REPORT, of=StatusReport, at_least="read")
def show(report: StatusReport) -> ResponseReturnValue:
    return render_template(
        "reports/show.html", **place_of(report), report=report, shown=in_words(report.numbers),
        period=period_words(report.since, report.until),
    )  # fmt: skip


@pages.route("/reports/<uuid:id>/paper")
@requires(Can.WRITE_REPORT, of=StatusReport, at_least="read")
def paper(report: StatusReport) -> ResponseReturnValue:
    """The very bytes that went along with the letters."""
    return as_pdf(report.paper, f"{report.title}.pdf")


def as_pdf(paper: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(paper), mimetype="application/pdf", download_name=name, max_age=0)
