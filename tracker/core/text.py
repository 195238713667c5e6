"""Text that people type: what a database and a page can hold without surprise."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean_line(text: str) -> str:
    """One line: no control or text-direction characters, single spaces, composed form."""
    text = _DIRECTION.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean_block(text: str) -> str:
    """Several lines: like `clean_line`, but line breaks and indentation stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DIRECTION.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", text).strip("\n ").rstrip()


def has_control(text: str) -> bool:
    return bool(_CONTROL.search(text))
