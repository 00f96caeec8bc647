"""What a collection that people search by words keeps beside its entities."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.lookup_terms import TERMS_FIELD, terms
from rules.base.text import folded
from rules.certification.search import index_words, title_and_family, words


def searchable(
    title: str, others: Iterable[str] = (), prior: int = 0, **looked_up: Iterable[object]
) -> Mapping[str, Any]:
    """The words of a title in order, every word with its stem, what it is worth beforehand, and its terms."""
    title_words, family = title_and_family(title)
    indexed = index_words(title_words, (*family, *(word for other in others for word in words(other))))
    return {
        "title_words": title_words,
        "words": indexed,
        "prior": prior,
        TERMS_FIELD: terms(words=indexed, **looked_up),
    }


def numbered(number: str, more: str = "") -> Mapping[str, Any]:
    """The same of what people look for by its number: whole, by its parts, by its rank without zeros, or by a text."""
    parts = folded(number).split()
    rank = parts[-1].lstrip("0") if parts else ""
    return searchable(" ".join(parts), ("".join(parts), rank, more))
