"""The command that writes down what the JSON in a pack looks like."""

from pathlib import Path

import click
from flask import Flask

from tracker.archive.shapes import written

from .packs.shapes import SCHEMAS


def add_commands(app: Flask) -> None:
    app.cli.add_command(_schema)


@click.command("pack-schema")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def _schema(folder: Path) -> None:
    """Write the JSON Schema of a pack's document and manifest into FOLDER; every pack carries the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        (folder / f"{name}.json").write_bytes(written(schema))
    click.echo(f"Wrote {len(SCHEMAS)} files.")
