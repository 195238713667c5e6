"""Archives as tests make, change and bring them in."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Flask

from tracker.archive.checking import check, opened
from tracker.archive.exporting import export
from tracker.archive.importing import BroughtIn, bring_in
from tracker.archive.parts import GIVEN_BY_THE_WORKSPACE, Scope
from tracker.archive.plain import sum_of, text_of


def archive_of(app: Flask, scope: Scope) -> bytes:
    with app.app_context():
        out = BytesIO()
        export(scope, out)
        return out.getvalue()


def bring(app: Flask, content: bytes, **where: str) -> BroughtIn:
    with app.app_context(), opened(BytesIO(content)) as archive:
        check(archive)
        return bring_in(archive, **where)


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def with_manifest(content: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    parts = entries(content)
    told = json.loads(parts["manifest.json"])
    change(told)
    return zipped(parts | {"manifest.json": json.dumps(told).encode()})


def with_rows(content: bytes, table: str, change: Callable[[list[dict[str, Any]]], Any]) -> bytes:
    """The archive with other rows of one table, as somebody would forge it: all sums are right."""
    parts = entries(content)
    rows = [json.loads(line) for line in parts[f"rows/{table}.jsonl"].splitlines()]
    change(rows)
    return with_sums(parts | {f"rows/{table}.jsonl": b"".join(text_of(row) + b"\n" for row in rows)})


def with_sums(parts: dict[str, bytes]) -> bytes:
    """The same parts, with the sums that they come to."""
    told = json.loads(parts["manifest.json"])
    for table in told["tables"]:
        lines = parts[f"rows/{table['name']}.jsonl"]
        table["rows"] = lines.count(b"\n")
        table["sha256"] = hashlib.sha256(lines).hexdigest()
        table["content"] = _content(table["name"], lines)
    full = sorted((one["name"], one["content"]) for one in told["tables"] if one["rows"])
    told["content"] = sum_of("".join(f"{name} {value}\n" for name, value in full).encode())
    return zipped(parts | {"manifest.json": json.dumps(told).encode()})


def _content(table: str, lines: bytes) -> str:
    total = hashlib.sha256()
    for line in lines.splitlines():
        row = json.loads(line)
        total.update(text_of({k: v for k, v in row.items() if f"{table}.{k}" not in GIVEN_BY_THE_WORKSPACE}) + b"\n")
    return total.hexdigest()
