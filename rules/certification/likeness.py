"""Which fiches are likely of one certification, and why (REG-02): a list for the GTP, which joins nothing by itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from rules.certification.certification import Certification
from rules.certification.identifiers import cqpm_number, fiche_number
from rules.certification.search import stem, title_and_family

NEAR = 0.8
"""The share of words that two titles have in common, from which they are nearly the same."""
_ROUNDING = 1e-9


class Likely(NamedTuple):
    """A certification and a fiche that may be of it, with the reasons in French."""

    certification: Certification
    fiche: Certification
    reasons: list[str]


def likely(certifications: Iterable[Certification]) -> list[Likely]:
    """
    The likely pairs, the surest first: a succession that a register states, then titles the same, then nearly so.

    A certificateur in common only adds to another reason: one body awards many. Two MQ numbers are two certifications.
    """
    said = [(item, frozenset(map(stem, title_and_family(item.title)[0]))) for item in certifications]
    found: list[tuple[float, Likely]] = []
    for here, there in _alike([words for _, words in said]) | _linked([item for item, _ in said]):
        (one, words), (other, more) = said[here], said[there]
        if cqpm_number(one.code) is not None and cqpm_number(other.code) is not None:
            continue
        first, second = _in_order(one, other)
        follows, near = _succession(first, second), _nearness(words, more)
        if not follows and near < NEAR:
            continue
        reasons = [follows] if follows else []
        if near >= NEAR:
            same = "Leurs intitulés sont les mêmes" if near == 1 else "Leurs intitulés sont proches"
            reasons.append(f"{same} : « {first.title} » et « {second.title} ».")
        reasons += [f"Le même certificateur les délivre : {name}." for name in _certificateurs(first, second)]
        found.append((-near - bool(follows), Likely(first, second, reasons)))
    ordered = sorted(found, key=lambda item: (item[0], item[1].certification.code, item[1].fiche.code))
    return [pair for _, pair in ordered]


def _alike(titles: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """
    The ranks of the pairs whose titles may be near: those that share one of their rarest words.

    Of two titles near, each has all of its words but a fifth in common with the other: one more than that is shared.
    """
    often = Counter(word for words in titles for word in words)
    with_word: defaultdict[str, list[int]] = defaultdict(list)
    for rank, words in enumerate(titles):
        for word in sorted(words, key=lambda word: (often[word], word))[: int(len(words) * (1 - NEAR) + _ROUNDING) + 1]:
            with_word[word].append(rank)
    return {pair for ranks in with_word.values() for pair in combinations(ranks, 2)}


def _linked(certifications: Sequence[Certification]) -> set[tuple[int, int]]:
    """The ranks of the pairs of which a register may say that one replaces the other."""
    with_number: defaultdict[str, list[int]] = defaultdict(list)
    for rank, item in enumerate(certifications):
        for number in _numbers(item):
            with_number[number].append(rank)
    return {
        (min(rank, other), max(rank, other))
        for rank, item in enumerate(certifications)
        for number in (*item.succeeds, *item.succeeded_by)
        for other in with_number.get(number, ())
        if other != rank
    }


def _in_order(one: Certification, other: Certification) -> tuple[Certification, Certification]:
    """The one to keep first: with an MQ number, else the later fiche."""

    def rank(item: Certification) -> tuple[bool, int, str]:
        number = fiche_number(item.code)
        figures = "".join(sign for sign in number or "" if sign.isdigit())
        return cqpm_number(item.code) is not None, int(figures or 0), item.code

    first, second = sorted((one, other), key=rank, reverse=True)
    return first, second


def _succession(one: Certification, other: Certification) -> str | None:
    for later, earlier in ((one, other), (other, one)):
        if _numbers(earlier) & set(later.succeeds) or _numbers(later) & set(earlier.succeeded_by):
            return f"Un répertoire dit que {later.code} remplace {earlier.code}."
    return None


def _numbers(certification: Certification) -> set[str]:
    return {*certification.codes, *(item.number for item in certification.registrations)}


def _nearness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _certificateurs(one: Certification, other: Certification) -> Sequence[str]:
    shared = {item.siret for item in one.certificateurs} & {item.siret for item in other.certificateurs} - {None}
    return sorted({item.name for item in one.certificateurs if item.siret in shared})
