"""The queue of everything that waits for a check, over all engagements that I may see."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires

from ..forms import BatchForm, NarrowForm
from ..queue import Narrowed, queue_of, verify_together
from .blueprint import pages


@pages.route("/training-review")
@requires(Can.VERIFY, Can.SEE_CHECKLIST)
def review() -> ResponseReturnValue:
    """Open to all who might verify something; the list holds what this person really may."""
    return _page(BatchForm(formdata=None))


@pages.route("/training-review/verify", methods=["POST"])
@requires(Can.VERIFY, Can.SEE_CHECKLIST)
def verify_several() -> ResponseReturnValue:
    """All of them or none. The filters stay in the address."""
    form = BatchForm()
    then = url_for(".review", **Narrowed.read(request.args).as_dict())
    if done := form.attempt(lambda: verify_together(form.picked, form.note.data, by=g.member), then=lambda _: then):
        count = len(form.picked)
        flash(f"{count} {'item is' if count == 1 else 'items are'} verified.", "success")
        return done
    return _page(form)


def _page(form: BatchForm) -> ResponseReturnValue:
    narrowed, after = Narrowed.read(request.args), request.args.get("after", "")
    queue, narrow = queue_of(g.member, after, narrowed), NarrowForm(formdata=None)
    narrow.offer(queue.choices, narrowed.as_dict())
    page = render_template("training/review.html", queue=queue, narrow=narrow, narrowed=narrowed.as_dict(), after=after,
                           form=form)  # fmt: skip
    return page, form.status
