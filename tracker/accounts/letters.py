"""Letters about getting in. Each is composed while it is sent, so that its one-time link exists nowhere before."""

from typing import Any
from uuid import UUID

from flask import current_app

from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind
from tracker.core.urls import absolute, root_url, workspace_url
from tracker.tenancy import Workspace

from . import address_changes, joining, links, sign_ups


@letter_kind("sign_in")
def _sign_in(letter: Letter) -> Composed | None:
    token = links.give_token(UUID(letter.values["link"]))
    if token is None:
        return None
    return written("sign_in", action_url=absolute(root_url("accounts.open_link", token=token)))


@letter_kind("sign_up")
def _sign_up(letter: Letter) -> Composed | None:
    if (given := sign_ups.give_token(UUID(letter.values["sign_up"]))) is None:
        return None
    sign_up, token = given
    return written("sign_up", sign_up=sign_up, action_url=absolute(root_url("accounts.finish_sign_up", token=token)))


@letter_kind("address_change")
def _address_change(letter: Letter) -> Composed | None:
    if (token := address_changes.give_token(UUID(letter.values["change"]))) is None:
        return None
    return written("address_change", action_url=absolute(root_url("accounts.confirm_address", token=token)))


@letter_kind("address_changed")
def _address_changed(letter: Letter) -> Composed:
    return written("address_changed", new=letter.values["new"], action_url=absolute(root_url("accounts.sign_in")))


@letter_kind("invitation")
def _invitation(letter: Letter) -> Composed | None:
    if (given := joining.give_token(UUID(letter.values["invitation"]))) is None:
        return None
    invitation, token = given
    workspace = db.session.get_one(Workspace, invitation.workspace_id)
    return written(
        "invitation",
        invitation=invitation,
        workspace_name=workspace.name,
        action_url=absolute(workspace_url(workspace.slug, "accounts.invitation", token=token)),
    )


def written(name: str, **values: Any) -> Composed:
    """Compose `templates/emails/<name>.txt` and `.html`; the subject is the text's block of that name."""
    environment = current_app.jinja_env
    text, html = environment.get_template(f"emails/{name}.txt"), environment.get_template(f"emails/{name}.html")
    subject = "".join(text.blocks["subject"](text.new_context(values)))
    return Composed(" ".join(subject.split()), text.render(values), html.render(values))
