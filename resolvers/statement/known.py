"""
What a load reads of what is there; in a rehearsal, what it would have written so far stands before what is stored.

A dry run so goes through the very steps of the load, and its report is the load's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from repositories.equivalence import Equivalences
from repositories.unit_of_work import UnitOfWork
from rules.base.entity import Entity
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.equivalence.equivalence import Equivalence
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.statement.statement import Statement

E = TypeVar("E", bound=Entity)
Change = tuple[type, str, Entity | None]
"""The class and identifier of what is written, and what it becomes; None where it is removed."""


class _Written(Generic[E]):
    """Entities of one class as a rehearsal would have left them, found by what a load asks for."""

    def __init__(self, **terms: Callable[[E], Iterable[str]]) -> None:
        self._terms = terms
        self._entities: dict[str, E | None] = {}
        self._found: dict[str, defaultdict[str, set[str]]] = {name: defaultdict(set) for name in terms}

    def keep(self, identifier: str, entity: E | None) -> None:
        self._entities[identifier] = entity
        for name, term in self._terms.items():
            for value in term(entity) if entity is not None else ():
                self._found[name][value].add(identifier)

    def over(self, stored: Iterable[E], name: str, wanted: Iterable[str]) -> list[E]:
        """What is stored under these values of a term, as the rehearsal has left it."""
        wanted = set(wanted)
        identifiers = {identifier for value in wanted for identifier in self._found[name].get(value, ())}
        written = (self._entities[identifier] for identifier in sorted(identifiers))
        return [
            *(item for item in stored if item.id not in self._entities),
            *(item for item in written if item is not None and wanted & set(self._terms[name](item))),
        ]

    def items(self) -> Mapping[str, E | None]:
        return self._entities


class Rehearsal:
    """What a dry run would have written so far; nothing for a load."""

    def __init__(self) -> None:
        self.statements = _Written[Statement](key=lambda item: [item.key], bloc=lambda item: item.shared_blocs())
        self.certifications = _Written[Certification](key=lambda item: item.keys(), id=lambda item: [item.id])
        self.referentiels = _Written[Referentiel](certification=lambda item: [item.certification])
        self.blocs = _Written[Bloc](code=lambda item: [item.code], key=lambda item: [code_key(item.code)])
        self.equivalences = _Written[Equivalence](origin=lambda item: [item.origin], waits=lambda item: item.missing)
        self.organisations = _Written[Organisation](id=lambda item: [item.id])
        self._by_class: Mapping[type, _Written[Any]] = {
            Statement: self.statements,
            Certification: self.certifications,
            Referentiel: self.referentiels,
            Bloc: self.blocs,
            Equivalence: self.equivalences,
            Organisation: self.organisations,
        }

    def keep(self, changes: Iterable[Change]) -> None:
        """Keeps what a batch would have written, texts aside."""
        for class_, identifier, entity in changes:
            kept = entity.without_texts() if isinstance(entity, Statement) else entity
            self._by_class[class_].keep(identifier, kept)

    def titled(self, keys: Iterable[str]) -> set[str]:
        """Which of these keys a rehearsed certification has."""
        wanted = set(keys)
        return {key for item in self.certifications.over((), "key", wanted) for key in item.keys() & wanted}

    async def waiting(self, equivalences: Equivalences) -> int:
        """How many equivalences wait for an end that nothing knows."""
        written = self.equivalences.items()
        stored = (await equivalences.get_many(written)).values() if written else ()
        before, after = sum(bool(item.missing) for item in stored), [item for item in written.values() if item]
        return await equivalences.waiting() - before + sum(bool(item.missing) for item in after)


class Known:
    """What a batch of a load reads, each in one command."""

    def __init__(self, unit: UnitOfWork, rehearsal: Rehearsal) -> None:
        self._unit, self._rehearsal = unit, rehearsal

    async def statements(self, keys: Iterable[str]) -> dict[str, dict[str, Statement]]:
        """Every statement on each of these keys, by identifier."""
        wanted = list(keys)
        stored = (await self._unit.statements.of_keys(wanted)).values()
        groups: dict[str, dict[str, Statement]] = {key: {} for key in wanted}
        for item in self._rehearsal.statements.over((item for group in stored for item in group), "key", wanted):
            groups[item.key][item.id] = item
        return groups

    async def sharing(self, blocs: set[str]) -> list[Statement]:
        """The statements that name one of these blocs though its code bears another's number."""
        return self._rehearsal.statements.over(await self._unit.statements.sharing(blocs), "bloc", blocs)

    async def certifications(self, keys: Iterable[str]) -> dict[str, Certification]:
        """The certifications that statements under these look-up keys make, by key: of a fiche, its own (REG-02)."""
        wanted = set(keys)
        stored = {item.id: item for item in (await self._unit.certifications.by_codes(wanted)).values()}
        there = self._rehearsal.certifications.over(stored.values(), "key", wanted)
        known = {key: item for item in there for key in item.keys() & wanted}
        own = {key: code for key, item in known.items() if (code := item.fiche_under(key)) is not None}
        fiches = await self.holding(own.values())
        return known | {key: fiches[code] for key, code in own.items() if code in fiches}

    async def holding(self, codes: Iterable[str]) -> dict[str, Certification]:
        """The certifications of these very codes, by code."""
        wanted = set(codes)
        stored = (await self._unit.certifications.get_many(wanted)).values() if wanted else ()
        return {item.id: item for item in self._rehearsal.certifications.over(stored, "id", wanted)}

    async def versions(self, codes: Iterable[str]) -> dict[str, list[Referentiel]]:
        """Every version of these certifications, oldest first."""
        wanted = list(codes)
        stored = (await self._unit.referentiels.of_certifications(wanted)).values()
        versions: defaultdict[str, list[Referentiel]] = defaultdict(list)
        several = (item for group in stored for item in group)
        for item in self._rehearsal.referentiels.over(several, "certification", wanted):
            versions[item.certification].append(item)
        return {code: sorted(group, key=lambda item: item.version) for code, group in versions.items()}

    async def blocs(self, codes: Iterable[str]) -> dict[str, Bloc]:
        """The blocs of these codes, by code."""
        wanted = set(codes)
        stored = (await self._unit.blocs.get_many(wanted)).values()
        return {item.code: item for item in self._rehearsal.blocs.over(stored, "code", wanted)}

    async def equivalences(self, codes: Iterable[str]) -> list[Equivalence]:
        """Those that these certifications' sources state."""
        wanted = set(codes)
        return self._rehearsal.equivalences.over(await self._unit.equivalences.of_origins(wanted), "origin", wanted)

    async def waiting(self, keys: Iterable[str]) -> list[Equivalence]:
        """The equivalences that wait for one of these ends."""
        wanted = set(keys)
        return self._rehearsal.equivalences.over(await self._unit.equivalences.waiting_for(wanted), "waits", wanted)

    async def ends(self, keys: Iterable[str]) -> set[str]:
        """Which of these look-up keys lead to a certification or to a bloc."""
        wanted = set(keys)
        coded = {key for key in wanted if key.startswith("bloc:")}
        stored = (await self._unit.blocs.by_codes(coded)).values()
        blocs = self._rehearsal.blocs.over(stored, "key", coded)
        return {code_key(item.code) for item in blocs} & coded | set(await self.certifications(wanted - coded))

    async def organisations(self, identifiers: Iterable[str]) -> dict[str, Organisation]:
        """The organisations of these identifiers."""
        wanted = set(identifiers)
        stored = (await self._unit.organisations.get_many(wanted)).values()
        return {item.id: item for item in self._rehearsal.organisations.over(stored, "id", wanted)}
