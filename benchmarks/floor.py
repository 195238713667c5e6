"""The floor: a bare Flask application with one Core query and a 20 KB page of fifty rows, on the same engine.

Whatever a page of Baton costs is told as a multiple of what this page costs in the same seconds.
"""

import os
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, event, insert, select

ROWS = 50
metadata = MetaData()
line = Table("floor_line", metadata, *(Column(name, String(200)) for name in ("a", "b", "c")),
             Column("id", Integer, primary_key=True))  # fmt: skip
PAGE = """<!doctype html><title>Floor</title><h1>Fifty lines</h1><table>
{% for row in rows %}<tr class="table-row table-row-{{ loop.index }}"><td class="text-secondary">{{ row.id }}</td>
<td><a href="/lines/{{ row.id }}" class="link-plain">{{ row.a }}</a></td><td><span class="badge">{{ row.b }}</span></td>
<td class="text-end">{{ row.c }}</td></tr>
{% endfor %}</table>"""


def fill(engine: Engine) -> None:
    """Make the one table and its fifty rows, unless they are there."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS floor")
            connection.exec_driver_sql("GRANT USAGE ON SCHEMA floor TO PUBLIC")
            connection.exec_driver_sql("ALTER DEFAULT PRIVILEGES IN SCHEMA floor GRANT SELECT ON TABLES TO PUBLIC")
    with placed(engine).begin() as connection:
        metadata.create_all(connection)
        if connection.execute(select(line.c.id).limit(1)).first() is None:
            words = ["What a row says, in so many words as a real one would take up on a page of this kind"] * 2
            connection.execute(insert(line), [dict(zip("ab", words, strict=True), c="the end") for _ in range(ROWS)])


def placed(engine: Engine) -> Engine:
    """On PostgreSQL the table stands in a schema of its own, away from Baton's."""
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(schema_translate_map={None: "floor"})


def make_app(url: str) -> Flask:
    app, engine = Flask("floor"), create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA journal_mode=WAL"))
    reading = placed(engine)

    @app.get("/")
    def page() -> Any:
        with reading.connect() as connection:
            rows = connection.execute(select(line).order_by(line.c.id)).all()
        return render_template_string(PAGE, rows=rows)

    return app


app = make_app(os.environ["DATABASE_URL"]) if "BATON_FLOOR" in os.environ else None
