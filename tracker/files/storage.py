"""Where the bytes of files lie. Two places are known: a folder, and any S3-compatible store."""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol
from uuid import UUID

from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

from tracker.settings import Settings

CHUNK = 64 * 1024
SHARDS = 256
# A shard, the workspace, the client, and a random name: nothing of it was ever typed.
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f-]{36}/[0-9a-f-]{36}/[0-9a-f]{32}")


class Gone(Exception):
    """There is nothing under this key."""


class OutOfReach(ServiceUnavailable):
    """The place cannot be reached or is full. Answers 503."""

    def __init__(self) -> None:
        super().__init__("Files cannot be reached just now. Nothing was changed.", retry_after=30)


class Storage(Protocol):
    """Keys come from `new_key`. Every method raises `OutOfReach` when the place itself fails."""

    def put(self, key: str, content: BinaryIO) -> None:
        """Keep all of `content` from its beginning; it is there whole or not at all."""

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises `Gone` at once, not at the first piece."""

    def remove(self, key: str) -> None:
        """Forget it; fine if it was never there."""

    def older(self, shard: str, before: datetime, most: int) -> list[str]:
        """At most `most` keys of a shard that were written before then."""


def new_key(workspace_id: UUID, client_id: UUID) -> str:
    name = secrets.token_hex(16)
    return f"{name[:2]}/{workspace_id}/{client_id}/{name}"


def checked(key: str) -> str:
    """`key` itself. Anything that `new_key` cannot have made is a defect."""
    if not _KEY.fullmatch(key):
        raise ValueError("This is no key of a file.")
    return key


def known(key: str) -> bool:
    return bool(_KEY.fullmatch(key))


def storage() -> Storage:
    """The place that the settings name."""
    place: Storage | None = current_app.extensions.get("files")
    if place is None:
        place = current_app.extensions["files"] = open_storage(current_app.config["SETTINGS"])
    return place


def open_storage(settings: Settings) -> Storage:
    if settings.files_url:
        from .s3 import S3Storage  # its library is large, and most installations keep files on disk

        return S3Storage.at(settings.files_url)
    from .disk import DiskStorage

    return DiskStorage(settings.instance / "files")
