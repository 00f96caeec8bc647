"""
Search in French, without a text index: the words that people type against the words of titles and codes.

What is indexed is made of folded words and their stems; what is typed finds them by their beginnings. Pure: the store
brings the candidates that have one of the words, this ranks them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rules.base.text import folded
from rules.certification.identifiers import bloc_code, code_key, cqpm_number, fiche_number

LONGEST = 200
"""Characters of a search."""

_ENDINGS = re.compile(r"\s?\((?:e|s|es|ne|se|le|te|re|euse|trice|ere|ère|ière|ienne|elle|ive)\)", re.IGNORECASE)
"""The feminine that titles add in brackets."""
_SMALL = frozenset("a au aux avec d dans de des du en et l la le les ou par pour sur un une".split())  # noqa: SIM905
_FAMILIES = frozenset({
    "bac", "baccalaureat", "bp", "brevet", "bts", "but", "cap", "complementaire", "cqp", "cqpi", "cqpm", "cs",
    "licence", "master", "mc", "mention", "post", "pro", "professionnel", "professionnelle", "titre", "tp",
})  # fmt: skip
_FEMININES = (
    ("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur"), ("ieres", "ier"), ("iere", "ier"),
    ("iennes", "ien"), ("ienne", "ien"), ("elles", "el"), ("elle", "el"), ("ives", "if"), ("ive", "if"),
    ("aux", "al"), ("ales", "al"), ("ale", "al"),
)  # fmt: skip


class Hit(NamedTuple):
    """What ranking needs of a candidate; `prior` is how likely anybody means it, whatever is typed."""

    id: str
    sort: Mapping[str, str]
    """Its sort keys, by order: the first tells it from its equals."""
    title_words: Sequence[str]
    other_words: Sequence[str]
    keys: Sequence[str]
    prior: int


def words(text: str) -> list[str]:
    """The words of a title in their order: folded, without small words and bracketed feminines."""
    return [word for word in folded(_ENDINGS.sub("", text)).split() if word not in _SMALL]


def title_and_family(title: str) -> tuple[list[str], list[str]]:
    """The words of a title, those of its family that it begins with apart: people seldom mean them."""
    folded_words = words(title)
    family = 0
    while family < len(folded_words) - 1 and folded_words[family] in _FAMILIES:
        family += 1
    return folded_words[family:], folded_words[:family]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a word shares with its plural and its feminine."""
    if not word.isalpha() or len(word) < 5:
        return word
    for ending, base in _FEMININES:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: len(word) - len(ending)] + base
    for ending in ("s", "x", "e"):
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def index_words(title_words: Iterable[str], other_words: Iterable[str]) -> list[str]:
    """Every beginning under which something is to be found: its words and their stems, once each."""
    indexed = {*title_words, *other_words}
    return sorted(indexed | {stem(word) for word in indexed})


def beginning(query: str) -> str | None:
    """
    The beginning that candidates must have a word of: the one that most narrows them; None where nothing is searched.

    Every word that matches some word of the query also begins with the stem of that word.
    """
    asked = _asked(query)
    return max((stem(word) for word in asked), key=lambda word: (len(word), word), default=None)


def ranked(query: str, candidates: Iterable[Hit]) -> list[tuple[int, Hit]]:
    """
    The candidates that have every word of the query, best first, each with its rank: the lower the better.

    A code, in any print, is worth more than any words.
    """
    asked, key = _asked(query), code_key(query)
    coded = not key.startswith("text:")
    scored = []
    for hit in candidates:
        score = 10.0 if coded and key in hit.keys else _score(asked, hit)
        if score > 0:
            scored.append((1_000_000 - round(score * 50_000) - hit.prior * 2_500, hit))
    return sorted(scored, key=lambda item: (item[0], next(iter(item[1].sort.values()))))


def is_code(query: str) -> bool:
    """Whether the query is the whole code of something, in any print."""
    return any(read(query) is not None for read in (bloc_code, fiche_number, cqpm_number))


def _asked(query: str) -> list[str]:
    return words(query) or folded(query).split()


def _score(asked: Sequence[str], hit: Hit) -> float:
    title, total, places = hit.title_words, 0.0, []
    for word in asked:
        in_title = max(((_match(word, indexed), -place) for place, indexed in enumerate(title)), default=(0.0, 0))
        elsewhere = 0.4 * max((_match(word, indexed) for indexed in hit.other_words), default=0.0)
        best = max(in_title[0], elsewhere)
        if best == 0:
            return 0.0
        total += best
        if in_title[0]:
            places.append(-in_title[1])
    together = all(after == before + 1 for before, after in pairwise(places))
    in_order = len(places) == len(asked) and places == sorted(places)
    covered = len(set(places)) / len(title) if title else 0.0
    first = 1.0 / (1 + min(places)) if places else 0.0
    return total / len(asked) + 0.5 * covered + 0.25 * first + (0.1 if in_order else 0.0) + (0.1 if together else 0.0)


def _match(asked: str, indexed: str) -> float:
    """How well a typed word meets a found one, from 0, not at all, to 1, the same."""
    if asked == indexed:
        return 1.0
    if stem(asked) == stem(indexed):
        return 0.95
    if indexed.startswith(asked):
        return 0.6 + 0.2 * len(asked) / len(indexed)
    return 0.4 if len(stem(asked)) >= 5 and indexed.startswith(stem(asked)) else 0.0
