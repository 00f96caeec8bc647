"""What hangs on dossiers whose archives are to be destroyed, read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from rules.access.scope import EVERYTHING
from rules.archive.purging import Archive, files_of
from rules.candidate.candidate import Candidate
from rules.document.pack import PackState, state_of
from rules.dossier.dossier import Dossier
from rules.dossier.registered import as_registered
from rules.file.file import UploadedFile


async def archives_of(store: Store, unit: UnitOfWork, dossiers: Sequence[Dossier]) -> list[Archive]:
    """Each of these dossiers with all that hangs on it, in their order."""
    keys = list(dict.fromkeys(item.candidate for item in dossiers))
    records = await unit.candidates.records(keys)
    merged = await unit.candidates.records([key for item in records.values() for key in item.former_ids])
    people = {key: [records[key], *(merged[former] for former in records[key].former_ids)] for key in records}
    every = await unit.dossiers.of_candidates(keys, scope=EVERYTHING)
    certifications = await unit.certifications.leading(sorted({item.certification for item in dossiers}))
    certificates = await unit.certificates.of_candidates(keys)
    documents = await unit.documents.of_dossiers([item.number for item in dossiers])
    packs = await unit.packs.of_sessions(sorted({key for item in dossiers for key in _sessions(item)}))
    printings = await store.printings.get_many([pack.id for several in packs.values() for pack in several])
    receipts = {item.delivery.receipt for several in certificates.values() for item in several if item.delivery}
    files = await _files(unit, dossiers, people, receipts)
    naming = await _naming(unit, files)
    archives = []
    for dossier in dossiers:
        pieces, proofs = files_of(dossier, people[dossier.candidate])
        archive = Archive(
            dossier=dossier,
            at_rncp=as_registered(dossier, certifications[dossier.certification]).at_rncp,
            others=[item for item in every[dossier.candidate] if item.id != dossier.id],
            people=people[dossier.candidate],
            certified=bool(certificates.get(dossier.candidate)),
            documents=documents.get(dossier.number, []),
            files=[files[key] for key in dict.fromkeys(pieces) if key in files],
            proofs=[files[key] for key in dict.fromkeys(proofs) if key in files],
            shared={key: frozenset(naming[key] - {dossier.id}) for key in (*pieces, *proofs) if key in files},
            packs=[pack for key in _sessions(dossier) for pack in packs.get(key, [])],
        )
        making = {PackState.WAITING, PackState.RUNNING}
        printing = any(state_of(pack, printings.get(pack.id)) in making for pack in archive.holding)
        archives.append(archive._replace(printing=printing))
    return archives


def rely(unit: UnitOfWork, archives: Sequence[Archive]) -> None:
    """Says that nothing of the people and of their other dossiers is to change meanwhile: a carry-over, say."""
    own = {item.dossier.id for item in archives}
    for item in archives:
        for other in (*item.people, *(dossier for dossier in item.others if dossier.id not in own)):
            unit.rely_on(other)


def _sessions(dossier: Dossier) -> list[str]:
    """The sessions that judge a dossier, or judged it before."""
    every = (dossier.session, *(item.session for item in dossier.earlier))
    return list(dict.fromkeys(key for key in every if key))


async def _files(
    unit: UnitOfWork, dossiers: Sequence[Dossier], people: dict[str, list[Candidate]], receipts: Set[str | None]
) -> dict[str, UploadedFile]:
    """The pieces and proofs of these, but for what a session names too, or a certificate handed over."""
    named = {key for item in dossiers for several in files_of(item, people[item.candidate]) for key in several}
    files = await unit.files.get_many(sorted(named - receipts))
    centres = {file.organisation for file in files.values() if file.organisation is not None}
    elsewhere = await unit.sessions.naming(files, centres)
    return {key: file for key, file in files.items() if key not in elsewhere}


async def _naming(unit: UnitOfWork, files: Iterable[str]) -> dict[str, set[str]]:
    """The dossiers that name each of these files as a piece."""
    naming: defaultdict[str, set[str]] = defaultdict(set)
    for dossier in await unit.dossiers.naming(files):
        for piece in dossier.vae.pieces if dossier.vae is not None else ():
            naming[piece.file].add(dossier.id)
    return naming
