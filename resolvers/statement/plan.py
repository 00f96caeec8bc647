"""One batch of a load: what is known of its certifications, what they are to be, and the difference."""

from collections import defaultdict
from typing import NamedTuple

from exchange.reading import Refusal
from repositories.unit_of_work import UnitOfWork
from resolvers.statement.known import Known, Rehearsal
from resolvers.statement.report import Outcome, Pending, Told
from rules.base.entity import Entity
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import Certification
from rules.certification.declaring import with_declared
from rules.certification.identifiers import code_key
from rules.certification.sameness import with_fiches
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import newest
from rules.statement.merging import Mention, Merged, joined, mentions, merged, merged_bloc
from rules.statement.statement import Statement

_DECIDED = frozenset(
    {"cqpi", "list_memberships", "resource_centres", "status_since", "unregistered", "fiches", "belongs_to"}
)
"""What the branch decides on a certification, and no file says."""
_APART = frozenset({"id", "revision"})
_PAPERS = frozenset({"sources", "provenance"})
"""Where facts come from: kept up to date, and no news to whoever reads a report."""


class Batch(NamedTuple):
    """Some of a file."""

    statements: list[Statement]
    organisations: list[Organisation]
    refusals: list[Refusal]
    unreadable: str | None
    """Where and why the rest of the file could not be read."""


class Plan:
    """What a batch changes, handed to a unit of work."""

    def __init__(self, unit: UnitOfWork, rehearsal: Rehearsal) -> None:
        self._unit, self._known = unit, Known(unit, rehearsal)
        self._outcome = Outcome()
        self._news: defaultdict[str, set[str]] = defaultdict(set)
        """From a key to what is different about its certification."""

    async def carried_out(self, batch: Batch) -> Outcome:
        """Hands every write of the batch to the unit of work; what comes of it."""
        await self._organisations(batch.organisations)
        if not batch.statements:
            return self._outcome
        keys = list(dict.fromkeys(statement.key for statement in batch.statements))
        groups = await self._known.statements(keys)
        fresh = [item for item in batch.statements if not _same(groups[item.key].get(item.id), item)]
        before = {key: merged(group.values()) is not None for key, group in groups.items()}
        for item in fresh:
            groups[item.key][item.id] = item.without_texts()
            self._unit.put(item)
        there = await self._known.certifications(keys)
        results = {
            key: merged(groups[key].values(), there[key].code if key in there else None)
            for key in dict.fromkeys(item.key for item in fresh)
            if key not in there or not there[key].only_declares(key)
        }
        titled = {key: result for key, result in results.items() if result is not None}
        if titled:
            await self._write(titled, there, groups)
        for key in keys:
            self._outcome.fiches[key] = self._state(key, before[key], key in titled)
        self._count(batch.statements)
        return self._outcome

    def _state(self, key: str, titled_before: bool, titled_now: bool) -> str:
        if not titled_before:
            return "new" if titled_now else "pending"
        return "changed" if self._news[key] else "unchanged"

    async def _write(
        self, titled: dict[str, Merged], there: dict[str, Certification], groups: dict[str, dict[str, Statement]]
    ) -> None:
        await self._referentiels(titled)
        blocs = await self._blocs(titled, groups)
        await self._equivalences(titled, {code_key(bloc) for bloc in blocs} | set(titled))
        after = {key: _decided(there.get(key), result.certification) for key, result in titled.items()}
        made = {item.code: item for item in after.values()}
        for key, item in after.items():
            self._certification(key, there.get(key), with_fiches(item, made), groups[key])
        await self._holders(made)

    def _certification(
        self, key: str, before: Certification | None, after: Certification, said: dict[str, Statement]
    ) -> None:
        draft = _draft(sorted({item.source.key for item in said.values()}))
        if before is None:
            self._unit.insert(after, draft)
        elif differing := _differing(before, after):
            self._news[key] |= differing - _PAPERS
            self._unit.update(after, draft)

    async def _holders(self, made: dict[str, Certification]) -> None:
        """Tells again what registers say of a fiche to the certification that it belongs to (REG-02)."""
        holders = {item.belongs_to for item in made.values() if item.belongs_to is not None} - made.keys()
        for before in (await self._known.holding(holders)).values() if holders else ():
            after = with_fiches(before, made)
            if _differing(before, after):
                told = {item.provenance.get("registrations", "") for item in made.values() if item.code in before.codes}
                self._unit.update(after, _draft(sorted(told - {""})))

    async def _referentiels(self, titled: dict[str, Merged]) -> None:
        """Version 1 is what sources say; once a dossier relies on it, it stays as it is."""
        codes = {key: result.certification.code for key, result in titled.items()}
        versions = await self._known.versions(codes.values())
        stored = {version.id: version for several in versions.values() for version in several}
        relied_on = await self._unit.dossiers.relying_on(stored) if stored else set()
        for key, result in titled.items():
            said, before = result.referentiel, stored.get(f"{codes[key]}@1")
            first = said or before
            if said is not None and (before is None or _differing(before, said)):
                if before is not None and before.id in relied_on:
                    self._outcome.pinned.append(before.id)
                    first = before
                else:
                    self._news[key].add("referentiel")
                    self._unit.put(said)
            submitted = [item for item in versions.get(codes[key], ()) if item.version > 1]
            last = newest([first, *submitted] if first is not None else submitted)
            if last is not None:
                complete = result.certification.evolve(completeness=last.completeness)
                titled[key] = result._replace(certification=complete)

    async def _blocs(self, titled: dict[str, Merged], groups: dict[str, dict[str, Statement]]) -> set[str]:
        """Each bloc that the certifications name, made of all who name it; their codes."""
        named: defaultdict[str, list[Mention]] = defaultdict(list)
        for key, result in titled.items():
            for mention in mentions(result.certification.code, groups[key].values()):
                named[mention.bloc.code].append(mention)
        for mention in await self._named_elsewhere(set(named), set(titled)):
            named[mention.bloc.code].append(mention)
        stored, composed = await self._known.blocs(named), await self._unit.referentiels.composed_of(named)
        for code, naming in named.items():
            bloc = joined(merged_bloc(naming), composed.get(code, ()))
            if code not in stored or _differing(stored[code], bloc):
                self._unit.put(bloc)
                for mention in naming:
                    self._news[mention.statement.key].add("blocs")
        return set(named)

    async def _named_elsewhere(self, blocs: set[str], keys: set[str]) -> list[Mention]:
        """The mentions of these blocs by certifications of other keys."""
        others = [item for item in await self._known.sharing(blocs) if item.key not in keys]
        owners = await self._known.certifications({item.key for item in others})
        return [
            mention
            for item in others
            if item.key in owners
            for mention in mentions(owners[item.key].code, [item])
            if mention.bloc.code in blocs
        ]

    async def _equivalences(self, titled: dict[str, Merged], new: set[str]) -> None:
        """Those that the certifications' sources state, and those that waited for them or for their blocs."""
        codes = [result.certification.code for result in titled.values()]
        stored = {item.id: item for item in await self._known.equivalences(codes)}
        wanted = {item.id: (key, item) for key, result in titled.items() for item in result.equivalences}
        waiting = [item for item in await self._known.waiting(new) if item.id not in stored]
        ends = {end for _, item in wanted.values() for end in item.keys()}  # noqa: SIM118  (not a mapping)
        ends |= {end for item in waiting for end in item.missing}
        known = new | await self._known.ends(ends - new)
        for identifier, (key, item) in wanted.items():
            complete = item.evolve(missing=tuple(sorted(item.keys() - known)))
            before = stored.pop(identifier, None)
            if before is None or _differing(before, complete):
                self._unit.put(complete)
                self._news[key].add("equivalences")
        for item in waiting:
            self._unit.put(item.evolve(missing=tuple(sorted(set(item.missing) - known))))
        for item in stored.values():
            self._unit.drop(item)

    async def _organisations(self, given: list[Organisation]) -> None:
        stored = await self._known.organisations(item.id for item in given)
        for item in given:
            before, draft = stored.get(item.id), _draft(["organisations"])
            following = item if before is None else item.evolve(letterheads=before.letterheads)
            if before is None:
                self._unit.insert(item, draft)
            elif _differing(before, following):
                self._unit.update(following.evolve(revision=before.revision), draft)
            else:
                self._outcome.organisations["unchanged"] += 1
                continue
            self._outcome.organisations["changed" if before else "new"] += 1

    def _count(self, statements: list[Statement]) -> None:
        for statement in statements:
            waits = self._outcome.fiches[statement.key] == "pending"
            where = "pending" if waits else "loaded"
            self._outcome.blocs[where] += len(statement.blocs)
            self._outcome.correspondances[where] += len(statement.correspondances)
            if waits:
                before = self._outcome.pending.get(statement.key, Pending(statement.code, 0, 0))
                self._outcome.pending[statement.key] = Pending(
                    statement.code,
                    before.blocs + len(statement.blocs),
                    before.correspondances + len(statement.correspondances),
                )
        self._outcome.changes = [
            Told(statement.code, tuple(sorted(self._news[key])))
            for key, statement in {item.key: item for item in statements}.items()
            if self._outcome.fiches[key] == "changed"
        ]


def _decided(before: Certification | None, said: Certification) -> Certification:
    """The certification as sources say it, with what was decided and declared of it."""
    if before is None:
        return said
    kept = {name: getattr(before, name) for name in _DECIDED}
    fiches = with_declared(said.registrations, before.registrations)
    return said.evolve(revision=before.revision, registrations=fiches, **kept)


def _draft(sources: list[str]) -> EventDraft:
    return EventDraft(action=Operation.importCertifications, facts={"sources": sources})


def _same(before: Statement | None, after: Statement) -> bool:
    return before is not None and before.digest == after.digest


def _differing(before: Entity, after: Entity) -> set[str]:
    """The names of the fields that differ, identity and revision aside."""
    return {
        name
        for name in type(before).model_fields
        if name not in _APART and getattr(before, name) != getattr(after, name)
    }
