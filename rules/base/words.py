"""Numbers as French prose writes them."""

_WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def in_words(count: int) -> str:
    """A count in letters up to ten, in figures beyond: « deux », « 12 »."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)
