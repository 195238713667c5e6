"""The operator's commands: take a workspace or a client out as one file, look a file over, bring it in."""

import os
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.files.room import told_plainly
from tracker.tenancy import Workspace, scoped

from .checking import check, opened
from .exporting import export
from .importing import bring_in
from .manifest import SCHEMA
from .parts import Scope, parts
from .shapes import schema_of, written
from .zips import BadArchive


def add_commands(app: Flask) -> None:
    for command in (_export, _check, _import, _schema):
        app.cli.add_command(command)


@click.command("export-archive")
@click.option("--workspace", "slug", required=True, help="The workspace's address, as after /w/.")
@click.option("--client", default="", help="One client of it: its code (C-0001), id or name.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def _export(slug: str, client: str, file: Path) -> None:
    """Write everything of a workspace, or of one client of it, into FILE. No password and no way in is among it."""
    scope = _scope(slug, client)
    aside = file.with_name(f"{file.name}.part")
    try:
        with told_plainly():
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                manifest = export(scope, out)
            os.replace(aside, file)
    except Refused as problem:
        raise click.ClickException(problem.message) from None
    finally:
        aside.unlink(missing_ok=True)
    click.echo(f"Wrote {manifest.rows:,} rows and {manifest.files:,} files. Content {manifest.content}")
    if manifest.missing:
        click.echo(f"The bytes of {len(manifest.missing)} files were gone already; the archive lists them.")


@click.command("check-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def _check(file: Path) -> None:
    """Say whether FILE could be brought in, and what it holds. Nothing is written."""
    try:
        with file.open("rb") as source, opened(source) as archive:
            check(archive)
            click.echo(f"Sound: {archive.manifest.rows:,} rows. Content {archive.manifest.content}")
    except BadArchive as problem:
        raise click.ClickException(f"This archive is refused. {problem}") from None


@click.command("import-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace-slug", "slug", default="", help="The address of the new workspace. Left out: by its name.")
@click.option("--into", default="", help="Put one client's content into this workspace, which is there already.")
@with_appcontext
def _import(file: Path, slug: str, into: str) -> None:
    """Bring FILE in, as a workspace of its own or into another one. What is not sound is refused before anything is
    written; interrupted, it leaves nothing, and can be begun again."""
    try:
        with told_plainly(), file.open("rb") as source, opened(source) as archive:
            check(archive)
            done = bring_in(archive, slug=slug, into=into)
    except BadArchive as problem:
        raise click.ClickException(f"This archive is refused. {problem}") from None
    except Refused as problem:
        raise click.ClickException(problem.message) from None
    click.echo(f"Brought {done.rows:,} rows into /w/{done.slug}. Content {done.content}")


@click.command("archive-schema")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def _schema(folder: Path) -> None:
    """Write the JSON Schema of the manifest and of each table into FOLDER; every archive carries the same."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {"manifest": SCHEMA} | {part.name: schema_of(part) for part in parts().values()}
    for name, schema in schemas.items():
        (folder / f"{name}.json").write_bytes(written(schema))
    click.echo(f"Wrote {len(schemas)} files.")


def _scope(slug: str, client: str) -> Scope:
    with entered(Context(writes=False)):
        workspace = db.session.scalar(select(Workspace.id).where(Workspace.slug == slug))
    if workspace is None:
        raise click.ClickException(f"There is no workspace at “{slug}”.")
    if not client:
        return Scope(workspace)
    with entered(Context(workspace=workspace, writes=False)):
        found = [one.id for one in db.session.scalars(scoped(Client)) if client in {one.code, one.name, str(one.id)}]
    if len(found) != 1:
        raise click.ClickException(f"There is {'no' if not found else 'more than one'} client “{client}” there.")
    return Scope(workspace, found[0])
