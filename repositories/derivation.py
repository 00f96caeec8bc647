"""
Holds what is made from statements against the statements: what was edited by hand, lost or added is named.

The journal follows certifications, whose events guard the digests of the statements they were made from, and submitted
versions; blocs, equivalences and the first version of a référentiel are made again from them and compared.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from repositories.collection import Collection
from repositories.store import Store
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.equivalence.equivalence import DECLARED, Equivalence
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.statement.merging import Mention, mentions, merged, merged_bloc
from rules.statement.statement import Statement

BATCH = 200


class Fault(Enum):
    """What can be wrong."""

    STATEMENT_EDITED = "STATEMENT_EDITED"
    STATEMENT_MISSING = "STATEMENT_MISSING"
    NOT_AS_STATED = "NOT_AS_STATED"
    REFERENCE_BROKEN = "REFERENCE_BROKEN"
    END_UNKNOWN = "END_UNKNOWN"
    DECISION_CHANGED = "DECISION_CHANGED"
    NUMBERS_BROKEN = "NUMBERS_BROKEN"
    CLAIM_BROKEN = "CLAIM_BROKEN"
    PUT_THERE = "PUT_THERE"
    UNFOUNDED_CERTIFICATE = "UNFOUNDED_CERTIFICATE"


class Discrepancy(NamedTuple):
    """One thing that is not as the statements have it: the aggregate, and a French sentence."""

    kind: Fault
    aggregate: str
    message: str


async def discrepancies(store: Store) -> AsyncIterator[Discrepancy]:
    """Every discrepancy; none when what is shown is what was stated, and every reference leads somewhere."""
    for collection, judged in (
        (store.statements, _statements),
        (store.certifications, _certifications),
        (store.referentiels, _referentiels),
        (store.blocs, _blocs),
        (store.equivalences, _equivalences),
    ):
        async for batch in batches(collection):
            async for fault in judged(store, batch):
                yield fault


async def batches(collection: Collection[Any]) -> AsyncIterator[list[Any]]:
    """Every entity of a collection, so many at a time, in no order."""
    async for documents in collection.driver.stream(collection.name, BATCH):
        yield [collection.decoded(document) for document in documents]


async def _statements(store: Store, statements: list[Statement]) -> AsyncIterator[Discrepancy]:
    about = await store.certifications.by_codes({item.key for item in statements})
    for item in statements:
        if item.digest != item.true_digest:
            yield _discrepancy(Fault.STATEMENT_EDITED, store.statements, item.id, "n’est plus tel qu’il a été chargé")
        owner = about.get(item.key)
        own = owner is not None and code_key(owner.code) == item.key
        if owner is not None and own and item.id not in {used.statement for used in owner.sources}:
            text = f"n’est pas de ce dont {owner.code} a été fait"
            yield _discrepancy(Fault.PUT_THERE, store.statements, item.id, text)


async def _referentiels(store: Store, versions: list[Referentiel]) -> AsyncIterator[Discrepancy]:
    """Without an event of its own, a version is the first of a certification that is made of statements."""
    events = await store.journal.counts(f"{store.referentiels.name}/{item.id}" for item in versions)
    made = {item.id: item.certification for item in versions if f"{store.referentiels.name}/{item.id}" not in events}
    unstated = await _stated_by_nobody(store, made)
    for identifier, certification in made.items():
        if identifier in unstated or identifier != f"{certification}@1":
            yield _discrepancy(Fault.PUT_THERE, store.referentiels, identifier, "ne vient d’aucune source")


async def _stated_by_nobody(store: Store, origins: Mapping[str, str]) -> set[str]:
    """Of what is made from statements, the identifiers of what no certification made of any is the origin of."""
    known = await store.certifications.get_many(origins.values())
    made_of = {item.code for item in known.values() if item.sources} | {DECLARED}
    return {identifier for identifier, origin in origins.items() if origin not in made_of}


async def _certifications(store: Store, certifications: list[Certification]) -> AsyncIterator[Discrepancy]:
    made_of = [item for item in certifications if item.sources]
    ids = [used.statement for item in made_of for used in item.sources]
    statements = {item.id: item for item in await store.statements.where({"_id": {"$in": ids}}, without=["texts"])}
    versions = await store.referentiels.of_certifications(item.code for item in certifications)
    stated: defaultdict[str, dict[str, Equivalence]] = defaultdict(dict)
    for equivalence in await store.equivalences.of_origins(item.code for item in made_of):
        stated[equivalence.origin][equivalence.id] = equivalence
    blocs = await store.blocs.get_many(
        part.bloc for several in versions.values() for version in several for part in version.composition
    )
    relied_on = await store.dossiers.relying_on(f"{item.code}@1" for item in made_of)
    for item in certifications:
        for version in versions.get(item.code, ()):
            for fault in _composition(store, version, blocs):
                yield fault
        used = [statements[source.statement] for source in item.sources if source.statement in statements]
        digests = {one.id: one.digest for one in used}
        for source in item.sources:
            if source.statement not in digests:
                yield _discrepancy(Fault.STATEMENT_MISSING, store.statements, source.statement, f"manque à {item.code}")
            elif digests[source.statement] != source.digest:
                text = f"n’est pas celui dont {item.code} a été fait"
                yield _discrepancy(Fault.STATEMENT_EDITED, store.statements, source.statement, text)
        if used and len(used) == len(item.sources):
            free = [version for version in versions.get(item.code, ()) if version.id not in relied_on]
            for fault in _made_again(store, item, used, free, stated[item.code]):
                yield fault


def _made_again(
    store: Store,
    certification: Certification,
    statements: list[Statement],
    versions: Iterable[Referentiel],
    stated: dict[str, Equivalence],
) -> Iterable[Discrepancy]:
    result = merged(statements, certification.code)
    if result is None or result.certification.title != certification.title:
        yield _discrepancy(
            Fault.NOT_AS_STATED, store.certifications, certification.id, "ne dit pas ce que disent ses sources"
        )
        return
    first, wanted = next((version for version in versions if version.version == 1), None), result.referentiel
    if first is not None and wanted is not None and first.digest != wanted.digest:
        yield _discrepancy(Fault.NOT_AS_STATED, store.referentiels, wanted.id, "ne dit pas ce que disent ses sources")
    expected = {item.id: item for item in result.equivalences}
    for identifier in expected.keys() | stated.keys():
        one, other = expected.get(identifier), stated.get(identifier)
        if one is None or other is None or one != other.evolve(revision=0, missing=()):
            text = "n’est pas ce que dit sa source"
            yield _discrepancy(Fault.NOT_AS_STATED, store.equivalences, identifier, text)


def _composition(store: Store, version: Referentiel, blocs: dict[str, Bloc]) -> Iterable[Discrepancy]:
    for part in version.composition:
        announced = version.draft and part.title is not None  # a projet makes no bloc before it is decided
        if part.bloc not in blocs and not announced:
            text = f"nomme le bloc {part.bloc}, qui manque"
            yield _discrepancy(Fault.REFERENCE_BROKEN, store.referentiels, version.id, text)


async def _blocs(store: Store, blocs: list[Bloc]) -> AsyncIterator[Discrepancy]:
    certifications = await store.certifications.get_many(code for bloc in blocs for code in bloc.certifications)
    keys = {used.statement for item in certifications.values() for used in item.sources}
    statements = {
        item.id: item for item in await store.statements.where({"_id": {"$in": sorted(keys)}}, without=["texts"])
    }
    named: defaultdict[str, list[Mention]] = defaultdict(list)
    for item in certifications.values():
        said = [statements[used.statement] for used in item.sources if used.statement in statements]
        for mention in mentions(item.code, said):
            named[mention.bloc.code].append(mention)
    composed = await store.referentiels.composed_of(bloc.code for bloc in blocs)
    for bloc in blocs:
        for code in bloc.certifications:
            if code not in certifications:
                text = f"nomme la certification {code}, qui manque"
                yield _discrepancy(Fault.REFERENCE_BROKEN, store.blocs, bloc.id, text)
        owners = [certifications[code] for code in bloc.certifications if code in certifications]
        made_of = not owners or any(item.sources for item in owners)
        if made_of and bloc.code not in named and bloc.code not in composed:
            yield _discrepancy(Fault.PUT_THERE, store.blocs, bloc.id, "ne vient d’aucune source")
        for fault in _bloc(store, bloc, named.get(bloc.code, []), composed.get(bloc.code, [])):
            yield fault


def _bloc(store: Store, bloc: Bloc, said: list[Mention], composed: list[Referentiel]) -> Iterable[Discrepancy]:
    """A bloc is made of the statements that name it, and of the submitted versions that are composed of it."""
    titles = {merged_bloc(said).title} if said else _titles(bloc.code, composed)
    if titles and bloc.title not in titles:
        yield _discrepancy(Fault.NOT_AS_STATED, store.blocs, bloc.id, "n’a pas l’intitulé que disent ses sources")
    if not {version.certification for version in composed} <= set(bloc.certifications):
        text = "ne nomme pas toutes les certifications qu’il compose"
        yield _discrepancy(Fault.NOT_AS_STATED, store.blocs, bloc.id, text)


def _titles(code: str, versions: list[Referentiel]) -> set[str]:
    parts = (part for version in versions for part in version.composition if part.bloc == code)
    return {part.title for part in parts if part.title is not None}


async def _equivalences(store: Store, equivalences: list[Equivalence]) -> AsyncIterator[Discrepancy]:
    for identifier in sorted(await _stated_by_nobody(store, {item.id: item.origin for item in equivalences})):
        yield _discrepancy(Fault.PUT_THERE, store.equivalences, identifier, "ne vient d’aucune source")
    keys = {key for item in equivalences for key in item.keys()}  # noqa: SIM118  (not a mapping)
    known = set(await store.certifications.by_codes(keys)) | set(await store.blocs.by_codes(keys))
    for item in equivalences:
        missing = tuple(sorted(item.keys() - known))
        if missing != item.missing:
            text = f"se dit complète, mais rien ne porte {', '.join(set(missing) - set(item.missing))}"
            if set(item.missing) - set(missing):
                text = "attend un bout qui est pourtant connu"
            yield _discrepancy(Fault.END_UNKNOWN, store.equivalences, item.id, text)


def _discrepancy(kind: Fault, collection: Collection[Any], key: str, text: str) -> Discrepancy:
    aggregate = f"{collection.name}/{key}"
    return Discrepancy(kind, aggregate, f"{aggregate} {text}.")
