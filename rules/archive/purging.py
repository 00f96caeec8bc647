"""
Archives destroyed at their term, on the order of the centre that keeps them (ARC-01 to ARC-04).

A dossier that is still kept is told with its reason and stops no other. The person goes with the last of their
dossiers, at whatever centre it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from rules.archive.erasing import (
    changed_fields,
    destroyed_file,
    destroyed_paper,
    emptied,
    judged,
    proofs_of,
    pseudonymous,
    without_contact,
    without_material,
)
from rules.archive.keeping import keeping_problems, kept_until
from rules.archive.purge import AT_ONCE, ArchiveKind, PersonErasure, Purge, PurgeLine
from rules.base.command import Command, Line, Revision, camel
from rules.base.entity import Entity
from rules.base.event import Fact
from rules.base.outcome import Change, Done, Refused
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.text import number_key
from rules.candidate.candidate import Candidate
from rules.document.document import MATERIAL, Document
from rules.document.pack import Pack
from rules.dossier.dossier import Dossier
from rules.file.file import UploadedFile

RULES = ("ARC-01", "ARC-04")
"""What the events of a purge name."""
_Erased = tuple[Entity, Entity, Mapping[str, Fact]]
"""What was, what is left of it, and what its event says beside."""
_FOR_EVER = {
    ArchiveKind.RESULTS: (
        "ARC-02",
        "Les résultats des évaluations, les lettres de transmission des certificats et la copie de ceux-ci se gardent "
        "sans limite : ils ne se détruisent pas.",
    ),
    ArchiveKind.JURY: (
        "ARC-03",
        "Les feuilles d’émargement, les procès-verbaux, les demandes d’attribution et celles qui portent sur les "
        "référentiels se gardent sans limite : ils ne se détruisent pas.",
    ),
}


class PurgeArchives(Command):
    """What destroys the archives of a centre that have reached their term."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour détruire les archives d’un centre d’examen qui n’ont plus à être conservées."

    dossiers: Annotated[tuple[str, ...], Line("Le numéro d’un dossier", 40)] = Field(
        default=(),
        description=f"Numéros des dossiers, {AT_ONCE} au plus ; par défaut, ceux du centre dont la durée est passée, "
        "dans l’ordre de leurs numéros.",
    )
    kinds: tuple[ArchiveKind, ...] = Field(
        default=(ArchiveKind.EVALUATION,),
        description="Natures d’archives ; par défaut, la seule qui se détruise (ARC-01). Les autres se gardent sans "
        "limite (ARC-02, ARC-03).",
    )
    after: Annotated[str | None, Line("Le numéro du dernier dossier jugé", 40)] = Field(
        default=None, description="Sans numéros : le dossier après lequel reprendre, rendu par « resumeAfter »."
    )


class Archive(NamedTuple):
    """A dossier with all that hangs on it, as it is stored."""

    dossier: Dossier
    at_rncp: bool | None
    """Whether it counts as registered, as it was frozen or as it is known now (REG-01)."""
    others: Sequence[Dossier]
    """The other dossiers of its person, at any centre."""
    people: Sequence[Candidate]
    """The record of its person, then those merged into it."""
    certified: bool
    """Whether the person has a certificate, cancelled or not."""
    documents: Sequence[Document]
    files: Sequence[UploadedFile]
    """Its pieces that no session and no certificate names."""
    proofs: Sequence[UploadedFile]
    """The proofs of corrections of its person, likewise."""
    shared: Mapping[str, frozenset[str]]
    """The other dossiers that name one of these files as a piece of theirs, by the identifier of the file."""
    packs: Sequence[Pack]
    """The packs of its sessions."""
    printing: bool = False
    """Whether a PDF of these packs is being made."""

    @property
    def papers(self) -> list[Document]:
        """Its papers that are destroyed with it."""
        return [item for item in self.documents if item.kind in MATERIAL and item.destroyed_on is None]

    @property
    def holding(self) -> list[Pack]:
        """The packs that hold one of these."""
        gone = {item.id for item in self.papers}
        return [pack for pack in self.packs if any(paper.document in gone for paper in pack.papers)]


def purge(
    centre: None,
    command: PurgeArchives,
    *,
    archives: Sequence[Archive],
    tables: Sequence[UploadedFile],
    exam_centre: str,
    resume_after: str | None,
    identifier: str,
    now: datetime,
    today: date,
) -> Refused | Done[Purge]:
    """
    What is destroyed of these `archives`, and why the others are kept, with these `tables` of candidates, whose time is
    over; refused where nothing goes.

    `resume_after` is the last of them where there are more to be judged.
    """
    del centre
    if problems := _asked(command):
        return Refused(tuple(problems))
    kept = {item.dossier.id: _kept(item, today) for item in archives}
    going = [item for item in archives if not kept[item.dossier.id]]
    gone = {item.dossier.id for item in going}
    persons = {item.dossier.candidate: _extent(item, gone, today) for item in going}
    lines = tuple(_line(item, kept[item.dossier.id], gone, persons) for item in archives)
    if not going and not tables:
        text = "Aucune archive du centre n’a atteint le terme de sa conservation : rien n’est à détruire."
        told = [_placed(problem, command, line) for line in lines for problem in line.problems]
        return Refused(tuple(told) or (broken("ARC-01", text),))
    record = Purge(
        id=identifier,
        exam_centre=exam_centre,
        on=today,
        at=now,
        lines=lines,
        tables=tuple(item.id for item in tables),
        resume_after=resume_after,
    )
    return Done(record, tuple(erasures(going, tables, persons, today, identifier)), (), facts_of(record), RULES)


def erasures(
    going: Sequence[Archive],
    tables: Sequence[UploadedFile],
    persons: Mapping[str, PersonErasure],
    on: date,
    purge_id: str,
) -> list[Change]:
    """Everything that changes where these go, each once; `persons` says what of each person goes with archives."""
    gone = {item.dossier.id for item in going}
    erased = [
        *(part for item in going for part in _parts(item, _files(item, gone, persons), on)),
        *(part for item in going for part in _people(item, persons[item.dossier.candidate], on)),
        *((table, destroyed_file(table, on), {"sha256": table.sha256}) for table in tables),
    ]
    changes: dict[tuple[type, str], Change] = {}
    for before, after, facts in erased:
        if after != before:
            fields = [camel(name) for name in changed_fields(before, after)]
            change = Change(after, {"purge": purge_id, "fields": fields, **facts})
            changes.setdefault((type(before), before.id), change)
    return list(changes.values())


def _parts(item: Archive, files: Sequence[UploadedFile], on: date) -> Iterator[_Erased]:
    """What is destroyed of a dossier, and what its events say of it."""
    counts: dict[str, Fact] = {"papers": len(item.papers), "files": len(files)}
    yield item.dossier, without_material(item.dossier, on), counts
    for paper in item.papers:
        yield paper, destroyed_paper(paper, on), {"sha256": paper.sha256}
    for file in files:
        yield file, destroyed_file(file, on), {"sha256": file.sha256}
    for pack in item.holding:
        yield pack, emptied(pack, on), {}


def _people(item: Archive, extent: PersonErasure, on: date) -> Iterator[_Erased]:
    """What is erased of the records of its person."""
    for person in item.people:
        if extent is PersonErasure.IDENTITY:
            yield person, pseudonymous(person, on), {}
        elif extent is PersonErasure.CONTACT:
            yield person, without_contact(person), {}


def _asked(command: PurgeArchives) -> list[Problem]:
    """What is wrong with what is asked, whatever the dossiers."""
    problems = []
    for rank, kind in enumerate(command.kinds):
        if kind in _FOR_EVER:
            rule, text = _FOR_EVER[kind]
            problems.append(broken(rule, text, "kinds", str(rank)))
    if not command.kinds:
        problems.append(invalid("Dites quelles archives détruire, ou ne donnez pas « kinds ».", "kinds"))
    if len(command.dossiers) > AT_ONCE:
        text = f"Une demande nomme {AT_ONCE} dossiers au plus : faites-en plusieurs."
        problems.append(invalid(text, "dossiers"))
    if command.dossiers and command.after is not None:
        problems.append(invalid("Nommez des dossiers, ou dites après lequel reprendre.", "after"))
    return problems


def _kept(item: Archive, today: date) -> list[Problem]:
    """Why nothing of it goes."""
    dossier = item.dossier
    if dossier.destroyed_on is not None and _extent(item, set(), today) is PersonErasure.NOTHING:
        return [duplicate(f"Les archives du dossier {dossier.number} sont déjà détruites.")]
    if dossier.destroyed_on is not None:
        return []
    problems = keeping_problems(dossier, item.at_rncp, item.others, today)
    if item.printing:
        text = f"Un PDF des papiers du dossier {dossier.number} se prépare : recommencez quand il sera prêt."
        problems.append(invalid(text))
    return problems


def _extent(item: Archive, going: set[str], today: date) -> PersonErasure:
    """What of its person goes, once the archives of these dossiers do."""
    if any(other.destroyed_on is None and other.id not in going for other in item.others):
        return PersonErasure.NOTHING
    if any(_recent(person, today) for person in item.people):
        return PersonErasure.NOTHING
    named = item.certified or any(judged(dossier) for dossier in (item.dossier, *item.others))
    if not named:
        erased = all(person.erased_on is not None for person in item.people)
        return PersonErasure.NOTHING if erased else PersonErasure.IDENTITY
    left = any(without_contact(person) != person for person in item.people)
    return PersonErasure.CONTACT if left else PersonErasure.NOTHING


def _recent(person: Candidate, today: date) -> bool:
    """Whether the person was heard of since archives are kept: registered, corrected, or giving a mandate."""
    last = max([person.registered_on, *(item.on for item in person.corrections), *_given(person)])
    return date(last.year + parameter("archive_years", last), 12, 31) >= today


def _given(person: Candidate) -> list[date]:
    """The days on which mandates began; one without a term is in force for ever, and tells nothing."""
    return [item.starts_on for item in person.mandates]


def _files(item: Archive, gone: set[str], persons: Mapping[str, PersonErasure]) -> list[UploadedFile]:
    """The uploaded files that go with it: those that no dossier which stays names too."""
    proofs = item.proofs if persons[item.dossier.candidate] is not PersonErasure.NOTHING else ()
    every = {file.id: file for file in (*item.files, *proofs) if file.destroyed_on is None}
    return [file for file in every.values() if item.shared.get(file.id, frozenset()) <= gone]


def _line(
    item: Archive, problems: Sequence[Problem], gone: set[str], persons: Mapping[str, PersonErasure]
) -> PurgeLine:
    until = kept_until(item.dossier, item.at_rncp)
    if problems:
        return PurgeLine(dossier=item.dossier.number, kept_until=until, problems=tuple(problems))
    return PurgeLine(
        dossier=item.dossier.number,
        kept_until=until,
        papers=len(item.papers),
        files=len(_files(item, gone, persons)),
        person=persons[item.dossier.candidate],
    )


def _placed(problem: Problem, command: PurgeArchives, line: PurgeLine) -> Problem:
    """A reason at the place of the input that names its dossier, where one does."""
    keys = [number_key(number) for number in command.dossiers]
    return problem.evolve(path=("dossiers", str(keys.index(line.dossier)))) if line.dossier in keys else problem


def facts_of(record: Purge) -> dict[str, Fact]:
    """What the event of a purge itself says."""
    return {"centre": record.exam_centre, "count": len(record.destroyed)}


def files_of(dossier: Dossier, people: Iterable[Candidate]) -> tuple[list[str], list[str]]:
    """The identifiers of the pieces of a dossier, and those of the proofs of its person."""
    pieces = [piece.file for piece in dossier.vae.pieces] if dossier.vae is not None else []
    return pieces, [proof for person in people for proof in proofs_of(person)]
