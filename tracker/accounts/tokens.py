"""One-time secrets: 128 random bits and more, kept only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(24)


def fingerprint(token: str) -> str:
    """SHA-256 in hex. The tokens are random, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
