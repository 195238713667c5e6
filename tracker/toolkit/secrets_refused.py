"""No passwords are stored: text that looks like a secret is refused, with the reason at its field.

The patterns err on the side of prose. "The password manager holds it" and "Password: ask Priya" are fine, because they
say where a secret is kept and not what it is.
"""

import re

from tracker.core.errors import Refused

ADVICE = "Baton keeps no secrets: write who holds it, and leave the secret itself in the password manager."
PASSWORD = f"This looks like a password. {ADVICE}"
KEY = f"This looks like a key or token. {ADVICE}"
CODE = f"This looks like a recovery code. {ADVICE}"
SIGNED_LINK = f"This address carries a password or token. {ADVICE}"

_LABELS = (
    r"pass ?words?|pass ?codes?|pass ?phrases?|passwd|pwd|pw|pass|passwort|kennwort|mot de passe|contraseña|"
    r"log-?in|credentials|secret|client secret|secret key|private key|api[ _-]?keys?|(?:access|auth|bearer)[ _-]?token|"
    r"token|otp"
)
_LABELLED = re.compile(rf"(?i)(?<![\w-])(?:{_LABELS})\s{{0,3}}(?:[:=]|->|→)\s{{0,3}}([^\n]{{1,200}})")
_TOLD = re.compile(rf"(?i)(?<![\w-])(?:{_LABELS})\s{{1,3}}(?:is|was|are)\s{{1,3}}([^\n]{{1,200}})")
_PIN = re.compile(r"(?i)(?<![\w-])pin(?: code)?\s{0,3}(?:is|[:=])?\s{0,3}\d{4,8}(?!\d)")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")
_KNOWN_KEYS = re.compile(
    r"(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{16,}|[sr]k_(?:live|test)_\w{10,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|"
    r"glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|"
    r"SG\.[\w-]{16,}\.[\w-]{16,}|EAA[A-Za-z0-9]{24,}|shp(?:at|ss|ca)_\w{16,}|npm_\w{20,}|hf_\w{20,}|"
    r"eyJ[\w-]{10,}\.eyJ[\w-]{10,})"
)
_CODES = re.compile(
    r"(?i)(?:recovery|back-?up|one-time|verification|2fa|two-step|two-factor)[ -]?(?:codes?|keys?)"
    r"[^\n]{0,20}?[:=\n]\s{0,3}"
    r"[^\n]{0,10}?(?:\d{3,4}[ -]?\d{3,4}|[a-z0-9]{4,6}-[a-z0-9]{4,6})"
)
_GROUPED = re.compile(
    r"(?i)(?<![\w-])(?=[a-z0-9-]{0,10}\d)(?=[a-z0-9-]{0,10}[a-z])[a-z0-9]{4,6}-[a-z0-9]{4,6}(?![\w-])"
)
_URL = re.compile(r"(?i)\bhttps?://\S{1,2000}")
_CARRIES = re.compile(
    r"(?i)//[^/\s?#]{0,200}:[^/\s?#@]{1,200}@|[?&#](?:[a-z_]{0,20}(?:token|secret|password|passwd|pwd|apikey|api_key|sig"
    r"|signature))=[^&\s]{4,}"
)
_UUID = re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_MAIL = re.compile(r"\S{1,100}@\S{1,200}\.\S{1,60}")
_SEGMENT = re.compile(r"[A-Za-z0-9]{16,}")
_HEX = re.compile(r"(?i)^[0-9a-f]{32,}$")

# What people write behind "Password:" when they say where it is kept.
_PROSE = frozenset(
    "a all an and any ask at belongs by change changed changes each every for forgotten from had has have "
    "he held her his if in is it keep keeps kept known lives lost managed must n/a need needs needed "
    "never no nobody none not of on only or our owner per reset rotated safe same see set shared she "
    "should stays store stored that the their they this three through to two unknown unset use used using "
    "via we when where who whoever with written yes you your".split()
)


def looks_like_secret(text: str) -> str | None:
    """The reason why `text` must not be kept, as a sentence for whoever typed it; None for ordinary prose."""
    if not text:
        return None
    if _PRIVATE_KEY.search(text) or _KNOWN_KEYS.search(text):
        return KEY
    if any(_CARRIES.search(url) for url in _URL.findall(text)):
        return SIGNED_LINK
    words = _MAIL.sub(" ", _UUID.sub(" ", _URL.sub(" ", text)))
    if _says_password(words) or _PIN.search(words) or _is_password(words.strip()):
        return PASSWORD
    if _CODES.search(words) or len(_GROUPED.findall(words)) >= 2:
        return CODE
    return KEY if any(map(_random, _SEGMENT.findall(words))) else None


def refuse_secrets(**fields: str) -> None:
    """Raises `Refused` at the first field whose text looks like a secret."""
    for name, text in fields.items():
        if reason := looks_like_secret(text):
            raise Refused(reason, name)


def _says_password(text: str) -> bool:
    behind_sign = (match[1] for match in _LABELLED.finditer(text))
    behind_word = (match[1] for match in _TOLD.finditer(text))
    return any(map(_not_prose, behind_sign)) or any(map(_first_is_odd, behind_word))


def _not_prose(said: str) -> bool:
    """Behind a colon: a lone word, or words that do not begin like a sentence about where it is kept."""
    first = said.split()[0].strip(".,;").lower() if said.split() else ""
    if not first:
        return False
    return first.strip("\"'“”") not in _PROSE or any(_odd(word) for word in said.split())


def _first_is_odd(said: str) -> bool:
    """Behind "is", nearly everything is prose; a word in quotes or one with digits and signs is not."""
    first = said.split()[0] if said.split() else ""
    return first[:1] in "\"'“‘`" or _odd(first) or any(map(_odd, said.split()))


def _odd(word: str) -> bool:
    """`hunter2`, `Tr0ub4dor&3`: letters with digits or signs inside, as no word of a sentence has."""
    core = word.strip(".,;:!?()[]\"'“”‘’")
    if len(core) < 6 or not re.search(r"[A-Za-z]", core):
        return False
    ordinal_or_product = re.fullmatch(r"(?i)\d+(?:st|nd|rd|th|am|pm|password)", core)
    return bool(re.search(r"[A-Za-z]\d|\d[A-Za-z]", core)) and not ordinal_or_product


def _is_password(text: str) -> bool:
    """The whole text is one word of letters, digits and signs together."""
    if not 8 <= len(text) <= 64 or re.search(r"\s", text) or text[0] in "#@":
        return False
    kinds = (r"[a-z]", r"[A-Z]", r"\d", r"[^\w./,:-]")
    return sum(bool(re.search(kind, text)) for kind in kinds) >= 3 and bool(re.search(kinds[3], text))


def _random(segment: str) -> bool:
    """Letters and digits that change kind far more often than words and dates do."""
    if _HEX.match(segment):
        return True
    digits = sum(letter.isdigit() for letter in segment)
    if digits < 2 or digits == len(segment):
        return False
    kinds = [("d" if letter.isdigit() else "u" if letter.isupper() else "l") for letter in segment]
    changes = sum(1 for one, other in zip(kinds, kinds[1:], strict=False) if one != other) / len(segment)
    return changes >= (0.42 if {"u", "l"} <= set(kinds) else 0.25)
