"""What a row of each table looks like, as JSON Schema made from the models, and the check of a row against it.

The check knows just the words that are used here; a test holds it against a full implementation.
"""

import json
import re
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, inspect
from sqlalchemy.orm import Mapped

from tracker.core.types import Id, Moment

from .parts import Part

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEEPEST = 40
LONGEST_TEXT = 4_000_000
LARGEST_NUMBER = 2**31 - 1
_DAY = r"(19|20|21)\d\d-\d\d-\d\d"
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
ID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
# The last day that there is stands for “never” where days are sorted.
DAY = {"type": "string", "format": "date", "pattern": f"^({_DAY}|9999-12-31)$"}
MOMENT = {"type": "string", "format": "date-time", "pattern": rf"^{_DAY}T\d\d:\d\d:\d\d\.\d{{6}}Z$"}
ADDRESS = {"type": "string", "pattern": r"^[^@\sA-Z]+@[^@\sA-Z]+$", "maxLength": 254}
WHOLE = {"type": "integer", "minimum": -LARGEST_NUMBER - 1, "maximum": LARGEST_NUMBER}
Schema = dict[str, Any]


@cache
def schema_of(part: Part) -> Schema:
    """The JSON Schema of one line of the table's file."""
    properties = {one.name: _of_column(part, one) for one in part.columns if part.travels(one)}
    return {
        "$schema": DIALECT, "title": part.name, "type": "object", "additionalProperties": False,
        "properties": properties, "required": list(properties),
    }  # fmt: skip


def _of_column(part: Part, column: Column[Any]) -> Schema:
    schema = dict(ADDRESS) if column in part.people() else _of_type(column, _hint(part, column))
    if column.nullable and "type" in schema:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _of_type(column: Column[Any], hint: Any) -> Schema:
    kind = column.type
    plain = {Id: ID, Moment: MOMENT, Date: DAY, Boolean: {"type": "boolean"}, Float: {"type": "number"},
             Integer: WHOLE, LargeBinary: HASH}  # fmt: skip
    for known, schema in plain.items():
        if isinstance(kind, known):
            return dict(schema)
    if isinstance(kind, JSON):
        shape = {dict: {"type": "object"}, list: {"type": "array"}}.get(hint, {})
        return dict(shape)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": [str(one) for one in hint]}
    return {"type": "string", "maxLength": getattr(kind, "length", None) or LONGEST_TEXT}


def _hint(part: Part, column: Column[Any]) -> Any:
    """The type that the model says its column holds, without `Mapped` and without None."""
    name = inspect(part.model).get_property_by_column(column).key
    hint = next((one.__annotations__[name] for one in part.model.__mro__ if name in vars(one).get("__annotations__", ())
                 ), None)  # fmt: skip
    if get_origin(hint) is Mapped:
        hint = get_args(hint)[0]
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    return get_origin(hint) or hint


def written(schema: Schema) -> bytes:
    """A schema as it lies in archives, in packs and in docs/schemas."""
    return json.dumps(schema, indent=2, ensure_ascii=False).encode() + b"\n"


def problem_with(schema: Schema, value: Any, where: str = "") -> str | None:
    """What is wrong with `value`, in words; None when it is as the schema says."""
    kinds = schema.get("type")
    if kinds is not None and not any(_is(kind, value) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return f"{where or 'this'} is no {kinds if isinstance(kinds, str) else kinds[0]}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where} has an unknown value"
    if isinstance(value, str):
        return _text_problem(schema, value, where)
    if isinstance(value, dict):
        return _object_problem(schema, value, where)
    if isinstance(value, list) and "items" in schema:
        return next((found for one in value if (found := problem_with(schema["items"], one, where))), None)
    if _is("number", value) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{where} is out of range"
    return None


def _is(kind: str, value: Any) -> bool:
    if kind in {"integer", "number"} and isinstance(value, bool):
        return False
    types: dict[str, Any] = {
        "string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "array": list,
        "null": type(None),
    }  # fmt: skip
    return isinstance(value, types[kind])


def _text_problem(schema: Schema, value: str, where: str) -> str | None:
    if len(value) > schema.get("maxLength", LONGEST_TEXT):
        return f"{where} is too long"
    if "pattern" in schema and not _pattern(schema["pattern"]).search(value):
        return f"{where} is not written as it must be"
    if "format" in schema and not _well_formed(schema["format"], value):
        return f"{where} is no {schema['format']}"
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    # `$` alone would let a line break follow.
    return re.compile(text.removesuffix("$") + r"\Z" if text.endswith("$") else text, re.ASCII)


def _well_formed(kind: str, value: str) -> bool:
    try:
        if kind == "date":
            date.fromisoformat(value)
        elif kind == "date-time":
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _object_problem(schema: Schema, value: dict[str, Any], where: str) -> str | None:
    properties = schema.get("properties", {})
    if missing := [name for name in schema.get("required", ()) if name not in value]:
        return f"{where or 'it'} lacks “{missing[0]}”"
    if schema.get("additionalProperties") is False and (more := [name for name in value if name not in properties]):
        return f"{where or 'it'} has an unknown “{more[0][:60]}”"
    return next(
        (found for name, inner in properties.items()
         if name in value and (found := problem_with(inner, value[name], f"{where}.{name}" if where else name))),
        None,
    )  # fmt: skip


def unfit_text(value: Any, depth: int = 0) -> str | None:
    """What no database takes, wherever it stands: NUL, half a character, nesting without end."""
    if depth > DEEPEST:
        return "it is nested too deeply"
    if isinstance(value, str):
        return "it has a character that no text may have" if _UNFIT.search(value) else None
    if isinstance(value, dict):
        return unfit_text([*value, *value.values()], depth + 1)
    if isinstance(value, list):
        return next((found for one in value if (found := unfit_text(one, depth + 1))), None)
    return None


def may_be_unfit(line: bytes) -> bool:
    """Could what this line of JSON says be unfit? Nearly no line can, and looking at its bytes takes no time: without
    an escape by number, a NUL, or the byte that half a character would begin with, and without many brackets."""
    odd = b"\\u" in line or b"\x00" in line or b"\xed" in line
    return odd or line.count(b"[") + line.count(b"{") > DEEPEST


_UNFIT = re.compile("[\x00\ud800-\udfff]")
