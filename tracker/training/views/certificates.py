"""A certificate: to read, to keep as a PDF, and the place to say how the module was."""

from datetime import date
from io import BytesIO

from flask import flash, g, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.pdf import typeset
from tracker.engagements.place import place_of

from ..certificates import as_printed, lapsed_since
from ..forms import RatingForm
from ..models import Certificate
from ..ratings import rate, rating_by
from .blueprint import pages


@pages.route("/certificates/<uuid:id>")
@requires(Can.COMPLETE_ITEM, Can.VERIFY, of=Certificate)
def certificate(certificate: Certificate) -> ResponseReturnValue:
    return _page(certificate, RatingForm())


@pages.route("/certificates/<uuid:id>/pdf")
@requires(Can.COMPLETE_ITEM, Can.VERIFY, of=Certificate)
def certificate_pdf(certificate: Certificate) -> ResponseReturnValue:
    client = place_of(certificate)["client"].name
    data = as_printed(certificate, client, g.workspace.name)
    paper = typeset("certificate", data, on=certificate.issued_on)
    name = f"{certificate.person.name}, {certificate.module.title}.pdf"
    return send_file(BytesIO(paper), mimetype="application/pdf", download_name=name, max_age=0)


@pages.route("/certificates/<uuid:id>/rating", methods=["POST"])
@requires(Can.COMPLETE_ITEM, of=Certificate)
def rate_module(certificate: Certificate) -> ResponseReturnValue:
    form = RatingForm()
    then = url_for(".certificate", id=certificate.id)
    if done := form.attempt(
        lambda: rate(certificate, form.score.data, form.word.data, by=g.member), then=lambda _: then
    ):
        flash("Thank you. Others see it only together with at least two more answers.", "success")
        return done
    return _page(certificate, form)


def _page(certificate: Certificate, form: RatingForm) -> ResponseReturnValue:
    mine = certificate.person_id == g.member.id
    rated = rating_by(g.member, certificate.module_id) if mine else None
    if rated is not None and not form.is_submitted():
        form = RatingForm(score=rated.score, word=rated.word)
    lines = [{**line, "day": date.fromisoformat(line["on"])} for line in certificate.lines]
    page = render_template("training/certificate.html", **place_of(certificate), certificate=certificate, mine=mine,
                           rated=rated, form=form, lines=lines, since=lapsed_since(certificate))  # fmt: skip
    return page, form.status
