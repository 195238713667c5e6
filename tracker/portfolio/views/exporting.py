"""The portfolio as a file: what the address narrows it to, or only the engagements that it names."""

from typing import Any

from flask import Response, flash, g, redirect, request, send_file, stream_with_context, url_for

from tracker.access import Can, requires
from tracker.core import clock

from ..acts import known
from ..export import MOST_IN_WORKBOOK, TooLong, as_csv, as_workbook, rows_of
from ..narrowing import Narrowed
from ..sorting import Order
from .blueprint import pages

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.route("/portfolio.csv")
@requires(Can.SEE_PORTFOLIO)
def as_csv_file() -> Any:
    headers = {"Content-Disposition": f'attachment; filename="{_name()}.csv"'}
    return Response(stream_with_context(as_csv(_rows())), mimetype="text/csv", headers=headers)


@pages.route("/portfolio.xlsx")
@requires(Can.SEE_PORTFOLIO)
def as_xlsx_file() -> Any:
    try:
        file = as_workbook(_rows())
    except TooLong:
        flash(f"A spreadsheet holds {MOST_IN_WORKBOOK:,} engagements. Narrow the list, or take CSV.", "error")
        return redirect(url_for(".listing", **request.args))
    return send_file(file, mimetype=WORKBOOK, as_attachment=True, download_name=f"{_name()}.xlsx")


def _rows() -> Any:
    narrowed, order = Narrowed.read(request.args), Order.read(request.args)
    return rows_of(g.member, narrowed, order, known(request.args.getlist("id")))


def _name() -> str:
    return f"portfolio-{clock.today().isoformat()}"
