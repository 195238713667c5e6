"""Files in an S3-compatible store, named in the settings as `s3://bucket?endpoint=…&region=…&prefix=…`.

Who we are there comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tracker.core.web import log

from .storage import CHUNK, Gone, OutOfReach, checked

# Somebody waits for the answer: rather say soon that the store is away.
PATIENCE = Config(
    connect_timeout=3, read_timeout=8, retries={"total_max_attempts": 2}, s3={"addressing_style": "path"},
    request_checksum_calculation="when_required", response_checksum_validation="when_required",
)  # fmt: skip


class S3Storage:
    def __init__(self, client: Any, bucket: str, prefix: str):
        self.client, self.bucket, self.prefix = client, bucket, f"{prefix}/" if prefix else ""

    @classmethod
    def at(cls, url: str) -> "S3Storage":
        """The store of a `BATON_FILES_URL` that the settings have checked."""
        parts = urlsplit(url)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        client = boto3.client(
            "s3", endpoint_url=options.get("endpoint"), region_name=options.get("region", "us-east-1"), config=PATIENCE
        )
        return cls(client, parts.netloc, options.get("prefix", "").strip("/"))

    def put(self, key: str, content: BinaryIO) -> None:
        content.seek(0)
        with _reachable():
            self.client.put_object(Body=content, ContentType="application/octet-stream", **self._place(key))

    def read(self, key: str) -> Iterator[bytes]:
        with _reachable():
            body = self.client.get_object(**self._place(key))["Body"]
        return _pieces(body)

    def remove(self, key: str) -> None:
        with _reachable():
            self.client.delete_object(**self._place(key))

    def older(self, shard: str, before: datetime, most: int) -> list[str]:
        found: list[str] = []
        with _reachable():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=f"{self.prefix}{shard}/"
            )
            for page in pages:
                for entry in page.get("Contents", ()):
                    if entry["LastModified"] < before:
                        found.append(entry["Key"].removeprefix(self.prefix))
                    if len(found) == most:
                        return found
        return found

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + checked(key)}


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except ClientError as problem:
        if problem.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise Gone() from None
        log.error("files out of reach", problem=str(problem.response.get("Error", {}).get("Code")))
        raise OutOfReach() from None
    except BotoCoreError as problem:
        log.error("files out of reach", problem=type(problem).__name__)
        raise OutOfReach() from None


def _pieces(body: Any) -> Iterator[bytes]:
    with body:
        yield from body.iter_chunks(CHUNK)
