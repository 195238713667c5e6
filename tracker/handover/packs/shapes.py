"""What the JSON in a pack looks like, as JSON Schema: every pack carries it, and it is kept under docs/schemas/pack."""

from typing import Any

from tracker.archive.shapes import DAY, DIALECT, HASH

from ..models.pack import NAMES
from .document import Tone

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def _object(**properties: Schema) -> Schema:
    """An object with just these properties, all of which are there."""
    return {"type": "object", "additionalProperties": False, "required": [*properties], "properties": properties}


def _block(kind: str, **properties: Schema) -> Schema:
    return _object(kind={"const": kind}, **properties)


BLOCKS = (
    _block("heading", text=TEXT, level={"type": "integer", "minimum": 1, "maximum": 6}),
    _block("said", text=TEXT, tone={"enum": [str(one) for one in Tone]}),
    _block("prose", text=TEXT),
    _block("points", lines=TEXTS),
    _block("picture", name=TEXT, says=TEXT, svg=TEXT),
    _block("table", name=TEXT, caption=TEXT, columns=TEXTS, rows={"type": "array", "items": TEXTS},
           narrow={"type": "array", "items": {"type": "integer", "minimum": 0}}),
)  # fmt: skip
KIND: Schema = {"enum": [*NAMES]}
SCHEMAS: dict[str, Schema] = {
    "document": {
        "$schema": DIALECT, "title": "document",
        **_object(
            title=TEXT, client=TEXT, practice=TEXT, engagement=TEXT, code=TEXT, kind=KIND, as_of=DAY,
            chapters={"type": "array", "items": _object(
                key={"type": "string", "pattern": "^[a-z_]{1,40}$"}, title=TEXT, part=TEXT, absent=TEXTS,
                blocks={"type": "array", "items": {"oneOf": [*BLOCKS]}},
            )},
        ),
    },
    "manifest": {
        "$schema": DIALECT, "title": "manifest",
        **_object(
            pack=_object(title=TEXT, client=TEXT, engagement=TEXT, kind=KIND, as_of=DAY),
            algorithm={"const": "SHA-256"},
            files={"type": "array", "items": _object(path=TEXT, sha256=HASH, size={"type": "integer", "minimum": 0})},
        ),
    },
}  # fmt: skip
