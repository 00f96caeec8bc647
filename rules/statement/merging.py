"""
Several sources of one certification become one: each fact from its best source, which is remembered.

The closer a source stands to whoever decides, the better; of two as close, the later. Nothing depends on the order in
which they come.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rules.certification.certification import (
    Certification,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
    Used,
)
from rules.certification.identifiers import fiche_number
from rules.equivalence.equivalence import Equivalence, ends, equivalence_id
from rules.referentiel.referentiel import Bloc, Referentiel, ReferentielBloc
from rules.statement.families import kind_of
from rules.statement.statement import StatedBloc, Statement, said_facts

_ADDED = frozenset({"aliases", "succeeds", "succeeded_by", "signatories"})
"""Facts that add up; every other fact is taken from one source."""


class Merged(NamedTuple):
    """What the statements on one certification come to."""

    certification: Certification
    referentiel: Referentiel | None
    equivalences: tuple[Equivalence, ...]


class Mention(NamedTuple):
    """That a certification's source names a bloc."""

    statement: Statement
    bloc: StatedBloc
    certification: str


def merged(statements: Iterable[Statement], code: str | None = None) -> Merged | None:
    """
    The certification of these statements, which all bear its key; None while none gives its title.

    `code` is the one it was allotted, where it was, since a code never changes.
    """
    worst_first = sorted(statements, key=lambda statement: statement.weight)
    facts, provenance = _facts(worst_first)
    if "title" not in facts:
        return None
    code = code or _code(worst_first)
    mission = facts.pop("mission", None)
    if "kind" not in facts:
        sirets = (item.siret for item in facts.get("certificateurs", ()) if item.siret)
        facts["kind"] = kind_of(fiche_number(code) or code, facts["title"], facts.get("abrege"), sirets)
    if facts["kind"] is CertificationKind.CQPM:
        facts.setdefault("status", CertificationStatus.ACTIVE)  # published, no contrary decision known
    facts["aliases"] = tuple(alias for alias in facts.get("aliases", ()) if alias != code)
    referentiel = _referentiel(code, facts["kind"], worst_first, mission)
    certification = Certification(
        id=code,
        code=code,
        provenance=dict(sorted(provenance.items())),
        sources=tuple(
            Used(statement=item.id, digest=item.digest) for item in sorted(worst_first, key=lambda item: item.id)
        ),
        **({"completeness": referentiel.completeness} if referentiel else {}),
        **facts,
    )
    return Merged(certification, referentiel, _equivalences(code, worst_first))


def mentions(certification: str, statements: Iterable[Statement]) -> list[Mention]:
    """Every bloc that the statements on a certification name."""
    return [Mention(statement, bloc, certification) for statement in statements for bloc in statement.blocs]


def merged_bloc(named: Iterable[Mention]) -> Bloc:
    """The bloc that all these mentions name by one code: its title from the best of them."""
    best_last = sorted(named, key=lambda mention: (mention.statement.weight, mention.certification))
    best = best_last[-1]
    return Bloc(
        id=best.bloc.code,
        code=best.bloc.code,
        title=best.bloc.title,
        certifications=tuple(sorted({mention.certification for mention in best_last})),
        provenance=best.statement.source.key,
    )


def joined(bloc: Bloc, versions: Iterable[Referentiel]) -> Bloc:
    """The bloc with the certifications whose submitted versions are composed of it too (REF-12)."""
    return bloc.evolve(certifications=tuple(sorted({*bloc.certifications, *(item.certification for item in versions)})))


def _code(worst_first: list[Statement]) -> str:
    """The code that the best source writes; of a CQPM, one that bears its year rather than its serial alone."""
    return max(reversed(worst_first), key=lambda item: (item.source.closeness, len(item.code.split()))).code


def _facts(worst_first: list[Statement]) -> tuple[dict[str, Any], dict[str, str]]:
    facts: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    registrations: dict[str, Registration] = {}
    for statement in worst_first:
        for name, value in said_facts(statement.facts).items():
            if name == "registrations":
                for item in value:
                    said = item.evolve(source=statement.source.title)
                    registrations[item.number] = _registration(registrations.get(item.number), said)
            elif name in _ADDED:
                facts[name] = tuple(sorted({*facts.get(name, ()), *value}))
            else:
                facts[name] = value
            provenance[name] = statement.source.key
    if registrations:
        facts["registrations"] = tuple(registrations[number] for number in sorted(registrations))
    return facts, provenance


def _registration(known: Registration | None, better: Registration) -> Registration:
    """The better source's word on a registration, completed by what only the other knows."""
    if known is None:
        return better
    stating = better if better.state is not RegistrationState.UNKNOWN else known
    return better.evolve(
        state=stating.state,
        source=stating.source,
        start=better.start or known.start,
        end=better.end or known.end,
        last_award_on=better.last_award_on or known.last_award_on,
        decided_on=better.decided_on or known.decided_on,
        years=better.years or known.years,
        published_on=better.published_on or known.published_on,
    )


def _referentiel(
    code: str, kind: CertificationKind, worst_first: list[Statement], mission: str | None
) -> Referentiel | None:
    """What the sources say of the version that is published, as version 1; a CQPM has one even if nothing is said."""
    parts = [item for item in worst_first if item.blocs]
    lists = [item for item in worst_first if item.capacites]
    if not parts and not lists and kind is not CertificationKind.CQPM:
        return None
    listed = max(
        lists, key=lambda item: (item.capacites_complete, len(item.capacites), *item.weight), default=worst_first[-1]
    )
    said_by = parts[-1] if parts and not lists else listed
    return Referentiel(
        id=f"{code}@1",
        certification=code,
        version=1,
        mission=mission,
        capacites=listed.capacites,
        capacites_complete=listed.capacites_complete,
        composition=tuple(ReferentielBloc(bloc=bloc) for bloc in sorted({bloc.code for bloc in parts[-1].blocs}))
        if parts
        else (),
        source=said_by.source.title,
    )


def _equivalences(code: str, worst_first: list[Statement]) -> tuple[Equivalence, ...]:
    """Those of the newest word of each source: what a source no longer states is no longer stated."""
    newest: Mapping[tuple[str, str], Statement] = {(item.source.key, item.part): item for item in worst_first}
    stated: dict[str, Equivalence] = {}
    for statement in newest.values():
        for item in statement.correspondances:
            given, received = ends(code, item.blocs), ends(item.towards, item.towards_blocs)
            equivalence = Equivalence(
                id=equivalence_id(code, given, received),
                origin=code,
                given=given,
                received=received,
                source=statement.source.title,
            )
            stated[equivalence.id] = equivalence
    return tuple(stated[key] for key in sorted(stated))
