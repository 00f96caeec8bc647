"""Digests over canonical JSON (RFC 8785), each with the name of its format, so that they never need migrating."""

import hashlib
from typing import Any

import rfc8785


def digest_of(form: str, content: Any) -> str:
    """The SHA-256 of a JSON content under a named format, in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps({"format": form, "content": content})).hexdigest()
