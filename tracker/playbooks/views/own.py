"""One of the practice's own playbooks: its draft, its versions, who uses it."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.core.buttons import carry_out

from ..dates import calendar_of
from ..forms import PublishForm, whole
from ..gaps import review
from ..models import Playbook
from ..shelf import versions_of
from ..uses import uses_of_playbook
from .pages import as_file, pages
from .shelf import asked_start


@pages.route("/playbooks/ours/<uuid:id>")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def own(playbook: Playbook) -> ResponseReturnValue:
    return render_template(
        "playbooks/own.html", playbook=playbook, versions=versions_of(playbook), review=review(playbook.draft),
        uses=uses_of_playbook(playbook.key, g.member),
    )  # fmt: skip


@pages.route("/playbooks/ours/<uuid:id>/file")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def draft_file(playbook: Playbook) -> Response:
    return as_file(playbook.draft, f"{playbook.key}-draft")


@pages.route("/playbooks/ours/<uuid:id>/calendar")
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def calendar(playbook: Playbook) -> ResponseReturnValue:
    start = asked_start()
    return render_template(
        "playbooks/calendar.html", title=playbook.title, start=start, calendar=calendar_of(playbook.draft, start),
        up=("playbooks.own", {"id": playbook.id}),
    )  # fmt: skip


@pages.route("/playbooks/ours/<uuid:id>/publish", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook, at_least="propose")
def publish(playbook: Playbook) -> ResponseReturnValue:
    """A lead publishes; a consultant asks for it."""
    form = PublishForm(seen=str(playbook.revision))
    verb = playbook.publish if may(Can.CREATE_ENGAGEMENT, playbook) else playbook.propose

    def carry_on() -> None:
        verb(form.note.data or "", by=g.member, seen=whole(form.seen.data))

    then = url_for(".own", id=playbook.id)
    if done := form.attempt(carry_on, then=lambda _: then):
        return done
    if form.stale:
        form.seen.data = str(playbook.revision)
    return render_template(
        "playbooks/publish.html", playbook=playbook, form=form, review=review(playbook.draft)
    ), form.status  # fmt: skip


@pages.route("/playbooks/ours/<uuid:id>/retire", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook)
def retire(playbook: Playbook) -> Response:
    said = "Retired. It is offered for new engagements no longer."
    return carry_out(lambda: playbook.retire(g.member), said, url_for(".own", id=playbook.id))


@pages.route("/playbooks/ours/<uuid:id>/bring-back", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Playbook)
def bring_back(playbook: Playbook) -> Response:
    said = "Back on the shelf."
    return carry_out(lambda: playbook.bring_back(g.member), said, url_for(".own", id=playbook.id))
