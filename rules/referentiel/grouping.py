"""
The units of a submitted référentiel and their codes (REF-12, NUM-02, NUM-04).

At the RNCP they are blocs, each under a code of its own, which several certifications may share. Elsewhere they are
unités cohérentes, to which the service gives codes: that of the CQPM, then U and a rank (`MQ 1989 0021 U1`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.text import folded
from rules.certification.certification import Certification
from rules.certification.identifiers import bloc_code, code_key, fiche_number
from rules.referentiel.commands import ProposedPart
from rules.referentiel.referentiel import ReferentielBloc
from rules.referentiel.submission import Submitting

_SERIAL = re.compile(r"M BDC \d{4} \d{4} \d{2} [\dAB/]+ (?P<serial>\d{4})[RI]*")


class Placed(NamedTuple):
    """A part of the request, where it stands there, and the code and title that it has."""

    place: int
    code: str
    title: str
    part: ProposedPart


class Grouping(NamedTuple):
    """The parts whose code is settled, and everything wrong with the others."""

    placed: list[Placed]
    problems: list[Problem]


def composition_of(placed: Iterable[Placed]) -> tuple[ReferentielBloc, ...]:
    """The parts as a version says them."""
    return tuple(
        ReferentielBloc(
            bloc=item.code, title=item.title, optional=bool(item.part.optional), capacites=item.part.capacites
        )
        for item in placed
    )


def grouping_of(submitting: Submitting) -> Grouping:
    """Finds or gives the code of every part of the request."""
    known = _known(submitting)
    at_rncp = bool(submitting.certification.registered_at_rncp(submitting.today))
    placed: list[Placed] = []
    problems: list[Problem] = []
    for place, part in enumerate(submitting.request.composition):
        if part.code is not None:
            placing = _coded(submitting.certification, known, part, place, at_rncp=at_rncp)
        elif at_rncp:
            placing = broken(
                "REF-12", "Un bloc d’un CQPM inscrit au RNCP porte un code unique.", "composition", str(place), "code"
            )
        else:
            placing = _unit(submitting, known, placed, part, place)
        if isinstance(placing, Problem):
            problems.append(placing)
        elif any(item.code == placing.code for item in placed):
            problems.append(duplicate(f"Le bloc « {placing.code} » est donné deux fois.", "composition", str(place)))
        else:
            placed.append(placing)
    return Grouping(placed, problems)


def is_unit_of(certification: str, code: str) -> int | None:
    """The rank of a unité cohérente of this certification; None for any other code."""
    rank = code.removeprefix(f"{certification} U") if code.startswith(f"{certification} U") else ""
    return int(rank) if rank.isascii() and rank.isdigit() else None


def _known(submitting: Submitting) -> dict[str, tuple[str, str]]:
    """
    The codes that are taken, with their titles, by look-up key.

    The bloc of a mere projet is not: the next projet may call it otherwise. A unité's code is allotted once for all.
    """
    code = submitting.certification.code
    said = {
        code_key(part.bloc): (part.bloc, part.title)
        for version in submitting.versions
        for part in version.composition
        if part.title is not None and (not version.draft or is_unit_of(code, part.bloc) is not None)
    }
    return said | {key: (bloc.code, bloc.title) for key, bloc in submitting.blocs.items()}


def _coded(
    certification: Certification,
    known: Mapping[str, tuple[str, str]],
    part: ProposedPart,
    place: int,
    *,
    at_rncp: bool,
) -> Placed | Problem:
    typed = part.code or ""
    path = ("composition", str(place))
    code, title = known.get(code_key(typed), (bloc_code(typed), None))
    if code is None or (title is None and not _own(certification, code)):
        return broken(
            "REF-12",
            f"Aucun bloc n’est connu sous le code « {typed[:60]} », et ce n’est pas un code de cette certification.",
            *path,
            "code",
        )
    if at_rncp and bloc_code(code) is None:
        return broken("REF-12", f"« {code} » est une unité cohérente, non un bloc inscrit au RNCP.", *path, "code")
    if title is None:
        if not part.title:
            return invalid("Un nouveau bloc a besoin d’un intitulé.", *path, "title")
        return Placed(place, code, part.title, part)
    if part.title is not None and folded(part.title) != folded(title):
        return broken("REF-12", f"Le bloc {code} s’intitule déjà « {title} ».", *path, "title")
    return Placed(place, code, title, part)


def _own(certification: Certification, code: str) -> bool:
    """Whether a bloc's code bears a number of this certification, which a fiche of the RNCP makes possible."""
    fiches = {item.number for item in certification.registrations if item.number.startswith("RNCP")}
    if own := fiche_number(certification.code):
        fiches.add(own)
    if branch := _SERIAL.fullmatch(code):
        return bool(fiches) and f"cqpm:{branch['serial']}" in certification.keys()  # noqa: SIM118  (not a mapping)
    return code.rpartition("BC")[0] in fiches


def _unit(
    submitting: Submitting, known: Mapping[str, tuple[str, str]], before: list[Placed], part: ProposedPart, place: int
) -> Placed | Problem:
    if not part.title:
        return invalid("Une unité cohérente a besoin d’un intitulé.", "composition", str(place), "title")
    own = submitting.certification.code
    taken = dict([*known.values(), *((item.code, item.title) for item in before)])
    ranks = {code: rank for code in taken if (rank := is_unit_of(own, code)) is not None}
    for code in sorted(ranks, key=lambda code: ranks[code]):
        if folded(taken[code]) == folded(part.title):
            return Placed(place, code, taken[code], part)
    return Placed(place, f"{own} U{max(ranks.values(), default=0) + 1}", part.title, part)
