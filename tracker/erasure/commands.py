"""The operator's commands: what nobody inside a workspace can ask for any more, and looking at proofs."""

from uuid import UUID

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.accounts.workspaces import named
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from . import asking, daily, proofs
from .models import Deletion


@click.command("delete-workspace")
@click.argument("slug")
@click.option("--client", "reference", type=int, help="Only the data of this client, by its number.")
@click.option("--take-back", is_flag=True, help="Take back what was asked for.")
@with_appcontext
def _delete_workspace(slug: str, reference: int | None, take_back: bool) -> None:
    """Ask that a workspace, or one client's data in it, is deleted in 30 days. Until then it can only be read."""
    with entered(Context(writes=False)):
        space = named(slug)
        if space is None:
            raise click.ClickException(f"There is no workspace {slug}.")
        id, zone = space.id, space.zone
    with entered(Context(id, zone=zone)):
        client = db.session.scalar(scoped(Client).where(Client.reference == reference)) if reference else None
        if reference and client is None:
            raise click.ClickException(f"There is no client {reference} in {slug}.")
        try:
            if take_back:
                target = asking.of_client(client.id) if client else asking.of_workspace(id)
                deletion = asking.open_for(target)
                if deletion is None:
                    raise click.ClickException("Nothing waits to be deleted there.")
                asking.take_back(deletion)
            else:
                deletion = asking.ask_as_operator(id, client)
            db.session.commit()
        except Refused as refusal:
            raise click.ClickException(refusal.message) from None
        said = f"It will be deleted on {deletion.due_on}. Its proof will be {deletion.id}."
        click.echo("It was taken back." if take_back else said)


@click.command("delete-due")
@with_appcontext
def _delete_due() -> None:
    """Delete now what is due today; the worker does the same once a day."""
    click.echo(f"{daily.delete_what_is_due()} done.")


@click.command("deletion-proof")
@click.argument("id", type=click.UUID)
@with_appcontext
def _deletion_proof(id: UUID) -> None:
    """Show the proof of a deletion, and whether its hash holds."""
    with entered(Context(writes=False)):
        deletion = db.session.scalar(select(Deletion).where(Deletion.id == id))
        if deletion is None or deletion.done_at is None:
            raise click.ClickException("There is no such deletion, or it is not done yet.")
        click.echo(proofs.words_of(deletion))
        click.echo(f"SHA-256 {deletion.proof}: {'holds' if proofs.holds(deletion) else 'DOES NOT HOLD'}")


def add_commands(app: Flask) -> None:
    for command in (_delete_workspace, _delete_due, _deletion_proof):
        app.cli.add_command(command)
