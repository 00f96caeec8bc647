"""The GTP declares that something gives something else, or that two blocs are one shared bloc (EQ-01, INS-08)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Part, Text
from rules.base.event import Fact
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.equivalence.equivalence import (
    DECLARED,
    Equivalence,
    EquivalenceEnd,
    EquivalenceExtent,
    equivalence_id,
)
from rules.referentiel.referentiel import Bloc

MOST_ENDS = 20
"""Ends of one side."""


class DeclaredEnd(Part):
    """One end, as typed."""

    says = "Un bout d’une équivalence : un bloc d’une certification, ou la certification entière sans bloc."
    api_name = "EquivalenceEnd"

    certification: str = Field(description="Code de la certification, ou l’un de ses alias.")
    bloc: str | None = Field(default=None, description="Code du bloc ; nul pour la certification entière.")


class DeclareEquivalence(Command):
    """What declares an equivalence; declared before, this word takes the place of the last."""

    says = (
        "Ce qu’il faut pour déclarer une équivalence (EQ-01) ; entre les mêmes bouts, la dernière déclaration remplace "
        "celle d’avant, par exemple pour y mettre fin."
    )

    from_: tuple[DeclaredEnd, ...] = Field(description="Ce qu’il faut détenir : chacun de ces bouts.")
    to: tuple[DeclaredEnd, ...] = Field(description="Ce qui est alors reconnu.")
    extent: EquivalenceExtent | None = Field(
        default=None, description="Étendue, TOTAL ou PARTIAL ; sans objet pour un bloc partagé, qui l’est en entier."
    )
    shared: bool = Field(
        default=False,
        description="Vrai si deux certifications partagent un même bloc : il vaut en entier et dans les deux sens "
        "(INS-08).",
    )
    source: Annotated[str, Text("La source", 500)] = Field(
        description="Ce qui l’énonce, par exemple la décision du GTP et sa date."
    )
    valid_from: date | None = Field(default=None, description="Premier jour de validité ; nul sans commencement.")
    valid_until: date | None = Field(
        default=None, description="Dernier jour de validité, compris ; nul sans terme. Il met fin à une déclaration."
    )


def asked_keys(command: DeclareEquivalence) -> tuple[set[str], set[str]]:
    """The look-up keys of the certifications and of the blocs that a command names."""
    ends = (*command.from_, *command.to)
    return {code_key(end.certification) for end in ends}, {code_key(end.bloc) for end in ends if end.bloc}


def declared_ids(
    command: DeclareEquivalence, certifications: Mapping[str, Certification], blocs: Mapping[str, Bloc]
) -> list[str]:
    """The identifiers of what a command declares, both ways where it is shared; none where an end is unknown."""
    given = _ends(command.from_, certifications, blocs)
    received = _ends(command.to, certifications, blocs)
    if given is None or received is None:
        return []
    ways = [(given, received), (received, given)] if command.shared else [(given, received)]
    return [equivalence_id(DECLARED, *way) for way in ways]


def declare(
    _subject: Equivalence | None,
    command: DeclareEquivalence,
    *,
    certifications: Mapping[str, Certification],
    blocs: Mapping[str, Bloc],
    stored: Mapping[str, Equivalence],
) -> Refused | Done[Equivalence]:
    """
    The equivalence as the GTP declares it, and where a bloc is shared the one that goes back.

    `certifications` and `blocs` are those of the ends by look-up key, `stored` what was declared before between the
    same ends, by identifier. What files state is another equivalence, which stays as it is.
    """
    problems = [*_end_problems(command, certifications, blocs), *_extent_problems(command)]
    if command.valid_from and command.valid_until and command.valid_until < command.valid_from:
        problems.append(invalid("Le dernier jour de validité ne précède pas le premier.", "validUntil"))
    given = _ends(command.from_, certifications, blocs)
    received = _ends(command.to, certifications, blocs)
    if given and received and set(given) & set(received):
        problems.append(broken("EQ-01", "Ce qui est reconnu est déjà ce qu’il faut détenir.", "to"))
    if problems or not given or not received:
        return Refused(tuple(problems))
    said = {
        "origin": DECLARED,
        "extent": EquivalenceExtent.TOTAL if command.shared else command.extent,
        "source": command.source,
        "valid_from": command.valid_from,
        "valid_until": command.valid_until,
    }
    ways = [(given, received), (received, given)] if command.shared else [(given, received)]
    told = []
    for one, other in ways:
        identifier = equivalence_id(DECLARED, one, other)
        made = Equivalence(id=identifier, given=one, received=other, **said)
        before = stored.get(identifier)
        told.append(made if before is None else made.evolve(revision=before.revision))
    if all(item == stored.get(item.id) for item in told):
        text = "Cette équivalence est déjà déclarée ainsi : rien n’est à changer."
        return Refused((duplicate(text),))
    first, *others = told
    facts: dict[str, Fact] = {"source": "GTP", "from": _named(given), "to": _named(received)}
    return Done(first, tuple(Change(item, facts) for item in others if item != stored.get(item.id)), facts=facts)


def _extent_problems(command: DeclareEquivalence) -> list[Problem]:
    if not command.shared:
        if command.extent in {EquivalenceExtent.TOTAL, EquivalenceExtent.PARTIAL}:
            return []
        return [invalid("Dites si l’équivalence est totale (TOTAL) ou partielle (PARTIAL).", "extent")]
    problems = []
    if command.extent not in {None, EquivalenceExtent.TOTAL}:
        problems.append(invalid("Un bloc partagé l’est en entier (TOTAL).", "extent"))
    for side, ends in (("from", command.from_), ("to", command.to)):
        if len(ends) != 1 or ends[0].bloc is None:
            problems.append(invalid("Un bloc partagé se déclare par un seul bloc de chaque côté.", side))
    return problems


def _end_problems(
    command: DeclareEquivalence, certifications: Mapping[str, Certification], blocs: Mapping[str, Bloc]
) -> list[Problem]:
    problems: list[Problem] = []
    for side, ends in (("from", command.from_), ("to", command.to)):
        if not 1 <= len(ends) <= MOST_ENDS:
            problems.append(invalid(f"Chaque côté d’une équivalence compte 1 à {MOST_ENDS} bouts.", side))
        seen: set[tuple[str, str | None]] = set()
        for place, end in enumerate(ends[:MOST_ENDS]):
            problems += _one_problems(end, certifications, blocs, side, str(place))
            key = code_key(end.certification), code_key(end.bloc) if end.bloc else None
            if key in seen:
                problems.append(invalid("Ce bout est indiqué deux fois.", side, str(place)))
            seen.add(key)
    return problems


def _one_problems(
    end: DeclaredEnd, certifications: Mapping[str, Certification], blocs: Mapping[str, Bloc], *path: str
) -> list[Problem]:
    certification = certifications.get(code_key(end.certification))
    bloc = blocs.get(code_key(end.bloc)) if end.bloc else None
    problems = []
    if certification is None:
        problems.append(not_found("Aucune certification n’est connue sous ce code.", *path, "certification"))
    if end.bloc is not None and bloc is None:
        problems.append(not_found("Aucun bloc n’est connu sous ce code.", *path, "bloc"))
    if certification is not None and bloc is not None and certification.code not in bloc.certifications:
        text = f"Le bloc {bloc.code} n’est pas de la certification {certification.code}."
        problems.append(broken("EQ-01", text, *path, "bloc"))
    return problems


def _ends(
    typed: Sequence[DeclaredEnd], certifications: Mapping[str, Certification], blocs: Mapping[str, Bloc]
) -> tuple[EquivalenceEnd, ...] | None:
    """The ends under their codes, in one order; None where one is unknown."""
    found = set()
    for end in typed:
        certification = certifications.get(code_key(end.certification))
        bloc = blocs.get(code_key(end.bloc)) if end.bloc else None
        if certification is None or (end.bloc is not None and bloc is None):
            return None
        found.add((certification.code, bloc.code if bloc else None))
    ordered = sorted(found, key=lambda item: (item[0], item[1] or ""))
    return tuple(EquivalenceEnd(certification=code, bloc=bloc) for code, bloc in ordered)


def _named(ends: Sequence[EquivalenceEnd]) -> list[str]:
    return [end.bloc or end.certification for end in ends]
