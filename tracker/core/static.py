"""Static files, small over the wire: text is compressed once, kept beside the data under a mark of its content."""

import gzip
import hashlib
import os
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

TEXT = {".css", ".js", ".svg"}


class StaticFiles(WhiteNoise):
    """Serves `folder` under `static/`; what is compressed lies in `kept`."""

    def __init__(self, application: Any, folder: str, kept: Path, max_age: int):
        self.kept = kept
        kept.mkdir(parents=True, exist_ok=True)
        super().__init__(application, folder, prefix="static/", max_age=max_age)

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        packed = self._packed(Path(path)) if Path(path).suffix in TEXT else None
        encodings = {"gzip": str(packed)} if packed else {}
        return StaticFile(path, headers.items(), encodings=encodings)

    def _packed(self, path: Path) -> Path:
        """Written aside and then renamed, so that processes starting at once never serve half a file."""
        content = path.read_bytes()
        packed = self.kept / f"{path.name}.{hashlib.sha256(content).hexdigest()[:16]}.gz"
        if not packed.is_file():
            aside = packed.with_suffix(f".{os.getpid()}")
            aside.write_bytes(gzip.compress(content, 9, mtime=0))
            aside.replace(packed)
        return packed
