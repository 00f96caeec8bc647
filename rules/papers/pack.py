"""
Which papers a pack holds, what each is called there, and the pack itself once they are issued.

A paper that is due and cannot be made is named with its rule and stops no other; one that nothing asks for is left out.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from rules.base.calendar import in_french
from rules.base.entity import Entity
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, invalid
from rules.certificate.certificate import Certificate
from rules.document.commands import GeneratePack
from rules.document.document import BY_DELEGATION, Document, DocumentKind
from rules.document.pack import MOST_PAPERS, Pack, PackFault, PackPaper, PackPapers
from rules.dossier.dossier import Dossier
from rules.papers.due_paper import DuePaper
from rules.papers.duties import LETTERS, issue_of, papers_of
from rules.session.session import Session

_LONGEST = 60
_NAMED_ONLY = frozenset({DocumentKind.DELIVERY_RECEIPT})
"""Papers of a certificate that is handed over in person, which most are not: in a pack where they are asked for."""
_OF_A_CERTIFICATE = (DocumentKind.CERTIFICATE, DocumentKind.SURVEY_FORM, DocumentKind.DELIVERY_RECEIPT)
_UNNAMED = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Topic:
    """What papers of a pack are about: the session, one of its dossiers, or a certificate."""

    entity: Session | Dossier | Certificate
    number: str
    who: str | None = None
    """The candidate, birth name first; None for the session."""
    dossier: str | None = None
    """The number of their dossier."""

    @property
    def group(self) -> str:
        """How a bookmark names it."""
        if isinstance(self.entity, Session):
            return f"Jury du {in_french(self.entity.held_on)}, session {self.number}"
        return f"{self.who}, dossier {self.dossier}"

    def label(self, part: str | None) -> str:
        """What tells a paper about it from others of its kind: the candidate, the member, the union, the code."""
        if isinstance(self.entity, Session):
            return next((item.name for item in self.entity.members if item.id == part), part or "")
        return self.who or ""

    def of(self, documents: Iterable[Document]) -> list[Document]:
        """Those of these documents that are about it."""
        return [item for item in documents if _about(item) == (type(self.entity), _key(self.entity))]


class Wanted(NamedTuple):
    """One paper that a pack is to hold."""

    topic: Topic
    kind: DocumentKind
    part: str | None
    due: DuePaper | None
    """None for one that may be made and that nothing asks for now."""
    issued: Document | None
    """What it was issued as, where that still stands."""

    def alone(self, command: GeneratePack) -> dict[str, object]:
        """What of the request for the pack is said of it alone: its kind, its part, who signs it where that is said."""
        signing = "delegate" if self.kind in BY_DELEGATION else "signatory"
        given = {"signatory": getattr(command, signing)} if signing in command.model_fields_set else {}
        return {"kind": self.kind, "part": self.part, **given}

    @property
    def basis(self) -> str:
        """What its document keeps of the facts that it is made from."""
        return self.due.basis if self.due is not None else ""

    @property
    def title(self) -> str:
        """« Convocation d’un membre du jury : Anne Présidente »."""
        label = self.topic.label(self.part) if isinstance(self.topic.entity, Session) else self.topic.number
        return f"{self.kind.label} : {label}" if label else self.kind.label

    def fault(self, problem: Problem) -> PackFault:
        """Why it cannot be made."""
        return PackFault(
            kind=self.kind,
            part=self.part,
            of=self.topic.number,
            summary=self.due.summary if self.due is not None else f"{self.title}.",
            message=problem.message,
            rule=problem.rule or (self.due.rule if self.due is not None else None),
        )


def wanted(topic: Topic, issued: Iterable[Document], command: GeneratePack, today: date) -> list[Wanted]:
    """The papers about it that are asked for, in the order of the path: what is due, and for ALL whatever may be."""
    kinds = frozenset(command.kinds) or frozenset(DocumentKind) - _NAMED_ONLY
    return [item for item in _of(topic, topic.of(issued), command.papers, today) if item.kind in kinds]


def named(items: Iterable[tuple[Wanted, Document]]) -> list[PackPaper]:
    """These papers as a pack holds them, each under a file name of its own."""
    taken: set[str] = set()
    papers = []
    for item, document in items:
        name = _free(_file_name(document.file_name, item.topic.label(item.part)), taken)
        taken.add(name.casefold())
        papers.append(
            PackPaper(document=document.id, sha256=document.sha256, name=name, group=item.topic.group, title=item.title)
        )
    return papers


def too_many(count: int) -> Problem | None:
    """Why so many papers are not one pack."""
    if count <= MOST_PAPERS:
        return None
    return invalid(
        f"Un lot compte {MOST_PAPERS} papiers au plus, et celui-ci en compterait {count} : demandez-le en plusieurs "
        "fois, par natures de papiers.",
        "kinds",
    )


def issue_pack(
    session: Session,
    command: GeneratePack,
    *,
    papers: Sequence[PackPaper],
    faults: Sequence[tuple[PackFault, Problem]],
    identifier: str,
    now: datetime,
    today: date,
) -> Refused | Done[Pack]:
    """The pack of what was issued; refused where that is nothing."""
    if not papers and faults:
        return Refused(tuple(_told(problem for _, problem in faults)))
    if not papers:
        text = "Aucun papier de cette session n’est à produire" + (" de ces natures." if command.kinds else ".")
        return Refused((invalid(text, "kinds" if command.kinds else "papers"),))
    pack = Pack(
        id=identifier,
        session=session.id,
        session_number=session.number,
        session_revision=session.revision,
        exam_centre=session.exam_centre,
        format=command.format,
        asked=command.papers,
        papers=tuple(papers),
        faults=tuple(fault for fault, _ in faults),
        created_on=now,
        on=today,
    )
    return Done(pack, facts={"session": session.number, "count": len(papers)})


def _told(problems: Iterable[Problem]) -> list[Problem]:
    """Each of these problems once, at the place of the request that it is about."""
    placed = [item.evolve(path=item.path if item.path[:1] == ("signatory",) else ()) for item in problems]
    return list(dict.fromkeys(placed))


def _of(topic: Topic, issued: Sequence[Document], asked: PackPapers, today: date) -> Iterator[Wanted]:
    due = papers_of(topic.entity, today)
    for paper in due:
        standing = issue_of(paper, issued)
        if asked is PackPapers.ALL or standing is None:
            yield Wanted(topic, paper.kind, paper.part, paper, standing)
    if asked is PackPapers.ALL:
        known = {(paper.kind, paper.part) for paper in due}
        for kind, part in _possible(topic.entity):
            if (kind, part) not in known:
                yield Wanted(topic, kind, part, None, None)


def _possible(entity: Entity) -> Iterator[tuple[DocumentKind, str | None]]:
    """The papers that there may be, due or not."""
    if isinstance(entity, Session):
        convened = [member for member in entity.members if member.convened_on is not None]
        yield from ((DocumentKind.UNION_REQUEST, item.union) for item in entity.union_requests)
        yield from ((DocumentKind.CONVOCATION, member.id) for member in convened)
        yield from ((DocumentKind.ABSENCE_NOTICE, member.id) for member in convened if member.employer is not None)
        yield from ((DocumentKind.ATTENDANCE_SHEET, code) for code in entity.certifications)
        yield DocumentKind.EVALUATION_SUMMARY, None
        yield from ((DocumentKind.MINUTES, code) for code in entity.certifications)
        yield DocumentKind.ATTRIBUTION_REQUEST, None
    elif isinstance(entity, Dossier):
        yield from ((kind, None) for kind in LETTERS)
    elif isinstance(entity, Certificate):
        yield from ((kind, None) for kind in _OF_A_CERTIFICATE)
        yield from ((DocumentKind.CERTIFIED_COPY, str(rank)) for rank in range(1, len(entity.copies) + 1))


def _about(document: Document) -> tuple[type[Entity], str | None]:
    if document.certificate is not None:
        return Certificate, document.certificate
    return (Dossier, document.dossier) if document.dossier is not None else (Session, document.session)


def _key(entity: Session | Dossier | Certificate) -> str:
    return entity.number if isinstance(entity, Dossier) else entity.id


def _file_name(name: str, label: str) -> str:
    """« attribution-D2026-UT59-00123-Dupont-Marie.docx »: letters and figures of any script, joined by hyphens."""
    words = _UNNAMED.sub("-", unicodedata.normalize("NFC", label)).strip("-")[:_LONGEST].rstrip("-")
    stem, _, extension = name.rpartition(".")
    return f"{stem}-{words}.{extension}" if words and words not in stem else name


def _free(name: str, taken: Collection[str]) -> str:
    stem, _, extension = name.rpartition(".")
    rank = 1
    while name.casefold() in taken:
        rank += 1
        name = f"{stem}-{rank}.{extension}"
    return name
