"""manifest.json: what an archive is of, from which version, and what each of its parts comes to."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.tenancy import Workspace

from .forward import Forward, is_known, known_revisions
from .parts import Part
from .plain import Row, plain
from .shapes import DIALECT, HASH, ID, MOMENT, problem_with, schema_of, unfit_text
from .zips import LARGEST_MANIFEST, MANIFEST, BadArchive, ZipReader

FORMAT, VERSION = "baton-archive", 1
# A workspace as it is told; its id and address are the new place's to give, and a demo is one only here.
WORKSPACE = Part(
    Workspace, "workspace",  # type: ignore[arg-type]
    tuple(one for one in Workspace.__table__.columns if one.name not in {"id", "slug", "demo"}),
)  # fmt: skip
_COUNT = {"type": "integer", "minimum": 0, "maximum": 2**53}
SCHEMA: dict[str, Any] = {
    "$schema": DIALECT, "title": "manifest", "type": "object", "additionalProperties": False,
    "required": ["format", "version", "revision", "scope", "workspace", "as_of", "content", "tables", "files",
                 "missing"],
    "properties": {
        "format": {"type": "string", "enum": [FORMAT]},
        "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
        "revision": {"type": "string", "maxLength": 60},
        "scope": {
            "type": "object", "additionalProperties": False, "required": ["kind", "client"],
            "properties": {
                "kind": {"type": "string", "enum": ["workspace", "client"]},
                "client": ID | {"type": ["string", "null"]},
            },
        },
        "workspace": {"type": "object"},
        "as_of": MOMENT | {"type": ["string", "null"]},
        "content": HASH,
        "tables": {
            "type": "array",
            "items": {
                "type": "object", "additionalProperties": False, "required": ["name", "rows", "content", "sha256"],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z_]{1,60}$"}, "rows": _COUNT, "content": HASH,
                    "sha256": HASH,
                },
            },
        },
        "files": {
            "type": "object", "additionalProperties": False, "required": ["count", "bytes"],
            "properties": {"count": _COUNT, "bytes": _COUNT},
        },
        "missing": {"type": "array", "items": ID},
    },
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One part: how many rows, the hash of their content, and that of the very bytes."""

    name: str
    rows: int
    content: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`missing`: ids of rows whose bytes were gone already where the archive was made."""

    revision: str
    client: UUID | None
    workspace: Row
    as_of: str | None
    content: str
    tables: tuple[Table, ...]
    files: int
    file_bytes: int
    missing: frozenset[str]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def written(self) -> bytes:
        return json.dumps(self._plain(), indent=2, ensure_ascii=False, sort_keys=True).encode() + b"\n"

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT, "version": VERSION, "revision": self.revision,
            "scope": {"kind": "client" if self.client else "workspace",
                      "client": str(self.client) if self.client else None},
            "workspace": self.workspace, "as_of": self.as_of, "content": self.content,
            "tables": [vars(table) for table in self.tables],
            "files": {"count": self.files, "bytes": self.file_bytes}, "missing": sorted(self.missing),
        }  # fmt: skip


def described(workspace: Workspace) -> Row:
    """What a workspace says of itself, as plain JSON."""
    return plain(WORKSPACE, {one.name: getattr(workspace, one.name) for one in WORKSPACE.columns})


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_manifest(zipped: ZipReader) -> Manifest:
    """Raises `BadArchive` for one that no export has written, or a newer Baton."""
    try:
        told = json.loads(zipped.read(MANIFEST, LARGEST_MANIFEST))
    except (ValueError, RecursionError):
        raise BadArchive("manifest.json is no JSON.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadArchive("manifest.json is not that of an archive of Baton.")
    if isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise BadArchive("It is written in a newer format than this version of Baton reads. Update Baton first.")
    if problem := problem_with(SCHEMA, told) or unfit_text(told):
        raise BadArchive(f"manifest.json: {problem}.")
    _check_meaning(told)
    workspace = Forward(told["revision"]).filled(WORKSPACE, told["workspace"])
    if problem := problem_with(schema_of(WORKSPACE), workspace, "the workspace"):
        raise BadArchive(f"manifest.json: {problem}.")
    _check_zone(workspace["zone"])
    scope, files = told["scope"], told["files"]
    return Manifest(
        told["revision"], UUID(scope["client"]) if scope["client"] else None, workspace, told["as_of"],
        told["content"], tuple(Table(**one) for one in told["tables"]), files["count"], files["bytes"],
        frozenset(told["missing"]),
    )  # fmt: skip


def _check_meaning(told: dict[str, Any]) -> None:
    if not is_known(told["revision"]):
        raise BadArchive(
            f"Its tables are of version “{told['revision']}”, which this version of Baton does not know "
            f"(it is at “{known_revisions()[-1]}”). Update Baton first."
        )
    if (told["scope"]["kind"] == "client") != (told["scope"]["client"] is not None):
        raise BadArchive("manifest.json does not say whose content it is.")
    names = [table["name"] for table in told["tables"]]
    if len(set(names)) != len(names):
        raise BadArchive("manifest.json names a table twice.")


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise BadArchive("manifest.json names a time zone that is not known.") from None
