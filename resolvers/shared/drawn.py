"""What is drawn by lot."""

import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def anonymous_number() -> str:
    """A number that tells nothing, ten signs that nobody mistakes for others (JUR-08)."""
    return "".join(secrets.choice(_SIGNS) for _ in range(10))
