"""The operator's commands on the index."""

import click
from flask import Flask
from flask.cli import with_appcontext

from .checking import Checked, check_history
from .nightly import reckon_everywhere


@click.command("reckon")
def _reckon() -> None:
    """Reckon the day's index of every engagement; the worker does this by itself each night."""
    click.echo(f"{reckon_everywhere()} engagements reckoned.")


@click.command("rebuild-history")
@click.option("--workspace", metavar="NAME", help="Only this workspace, by its name in the address.")
@click.option("--engagement", metavar="E-0042", help="Only this engagement of the workspace.")
@click.option("--outdated", is_flag=True, help="Only engagements that an earlier version of the formula reckoned last.")
@click.option("--write", is_flag=True, help="Mend what differs. Without it nothing is changed.")
@with_appcontext
def _rebuild_history(workspace: str | None, engagement: str | None, outdated: bool, write: bool) -> None:
    """Rebuild every day of the index from what happened, and say where what is kept differs.

    Exits with 1 if something differs and is not mended. May be stopped at any time and started again.
    """
    if engagement and not workspace:
        raise click.UsageError("An engagement is known by its workspace and its reference: name --workspace too.")
    count = differing = partly = 0
    for one in check_history(workspace, _reference(engagement), outdated=outdated, write=write):
        count += 1
        partly += not one.whole
        if one.differences:
            differing += 1
            _tell(one, write)
    if not count and (workspace or engagement):
        raise click.ClickException("There is no such engagement that was ever reckoned.")
    click.echo(f"{count} engagements rebuilt, {differing} {'mended' if write else 'differ'}.")
    if partly:
        click.echo(f"{partly} began before changes were written down: their days up to then stay as they are.")
    if differing and not write:
        raise SystemExit(1)


def _reference(engagement: str | None) -> int | None:
    if engagement is None:
        return None
    number = engagement.upper().removeprefix("E-")
    if not number.isdigit():
        raise click.BadParameter("An engagement is named as its pages do, such as E-0042.", param_hint="--engagement")
    return int(number)


def _tell(one: Checked, written: bool) -> None:
    first, days = one.differences[0], len({found.day for found in one.differences})
    click.echo(
        f"{one.workspace} {one.engagement}: {days} {'day' if days == 1 else 'days'}"
        f" {'mended' if written else 'differ'}, the first {first.day.isoformat()} ({', '.join(first.what)})"
    )


def add_commands(app: Flask) -> None:
    app.cli.add_command(_reckon)
    app.cli.add_command(_rebuild_history)
