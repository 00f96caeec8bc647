"""What a collection that people search by words keeps beside its entities."""

from collections.abc import Iterable, Mapping
from typing import Any

from rules.search import index_words, title_and_family, words


def searchable(title: str, others: Iterable[str] = (), prior: int = 0) -> Mapping[str, Any]:
    """The words of a title in order, every word with its stem for the index, and what it is worth beforehand."""
    title_words, family = title_and_family(title)
    return {
        "title_words": title_words,
        "words": index_words(title_words, (*family, *(word for other in others for word in words(other)))),
        "prior": prior,
    }
