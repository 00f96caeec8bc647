"""
What goes of a dossier, of its papers and pieces, and of a person; what stays is what the texts keep without limit.

Results, decisions and verdicts stay (ARC-02, ARC-03), and so does what minutes print of a person whom a jury had before
it (JUR-14). Of the others, a pseudonym and what statistics count are left (ARC-04).
"""

from datetime import date
from typing import Any

from rules.base.partial_date import PartialDate
from rules.candidate.candidate import Candidate
from rules.document.document import Document
from rules.document.pack import Pack
from rules.dossier.dossier import Company, Dossier, Evaluation
from rules.dossier.vae import VaeRequest
from rules.file.file import UploadedFile

ERASED = "—"
"""What stands in the place of a text that there must be."""


def judged(dossier: Dossier) -> bool:
    """Whether minutes name its candidate, who was judged or did not come (JUR-14, JUR-19)."""
    return dossier.deliberation is not None or bool(dossier.earlier) or bool(dossier.missed)


def without_material(dossier: Dossier, on: date) -> Dossier:
    """The dossier without what its evaluation was made of; its results stay, and what minutes print of it."""
    if dossier.destroyed_on is not None:
        return dossier
    told = judged(dossier)
    withdrawal, request = dossier.withdrawal, dossier.vae
    return dossier.evolve(
        company=dossier.company if told else _nameless(dossier.company),
        host_company=_nameless(dossier.host_company),
        exam_centre_reason=None,
        late_reason=None,
        compensation=None,
        tutor=None,
        plan=None,
        commission=(),
        meeting=None,
        evaluations=_results(dossier.evaluations),
        company_opinion=None,
        earlier=tuple(item.evolve(evaluations=_results(item.evaluations)) for item in dossier.earlier),
        withdrawal=withdrawal and withdrawal.evolve(reason=ERASED),
        transfer=None,
        corrections=tuple(item.evolve(reason=ERASED) for item in dossier.corrections),
        vae=request and _request(request),
        destroyed_on=on,
    )


def without_contact(person: Candidate) -> Candidate:
    """The person without their contact, those who acted for them, and the reasons and proofs of corrections."""
    return person.evolve(
        email=None,
        phone=None,
        address=None,
        department=None,
        mandates=(),
        merge=person.merge and person.merge.evolve(reason=ERASED),
        corrections=tuple(item.evolve(reason=None, proof=None) for item in person.corrections),
    )


def pseudonymous(person: Candidate, on: date) -> Candidate:
    """The person under a pseudonym that tells them from others, with what statistics count: sex and year of birth."""
    if person.erased_on is not None:
        return person
    return without_contact(person).evolve(
        birth_name=f"Personne effacée {person.anonymous_number}",
        used_name=None,
        first_names=None,
        birth_date=PartialDate(person.birth_date.year),
        birth_town=ERASED,
        birth_department=None,
        birth_country=ERASED,
        erased_on=on,
    )


def proofs_of(person: Candidate) -> list[str]:
    """The identifiers of the files that prove corrections of a person."""
    return [item.proof for item in person.corrections if item.proof is not None]


def destroyed_paper(document: Document, on: date) -> Document:
    """What is left of a paper: what it was and its digest, under a name that names nobody."""
    return document.evolve(file_name=_name(document.file_name), destroyed_on=on)


def destroyed_file(file: UploadedFile, on: date) -> UploadedFile:
    """What is left of an uploaded file: its type and its digest, under a name that names nobody."""
    return file.evolve(name=_name(file.name), lines=(), people=0, destroyed_on=on)


def emptied(pack: Pack, on: date) -> Pack:
    """A pack that held a paper since destroyed: it names people, and its file cannot be read whole any more."""
    return pack.evolve(papers=(), faults=(), destroyed_on=on)


def changed_fields(before: Any, after: Any) -> list[str]:
    """The names of the fields that an erasure changed, for its event."""
    return [name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)]


def _nameless(company: Company | None) -> Company | None:
    """A company as statistics count it."""
    return company and company.evolve(name=ERASED, address=None)


def _results(evaluations: tuple[Evaluation, ...]) -> tuple[Evaluation, ...]:
    return tuple(item.evolve(evaluators=(), observations=None) for item in evaluations)


def _request(request: VaeRequest) -> VaeRequest:
    notice, concluded = request.notice, request.conclusion
    return request.evolve(
        experiences=(),
        pieces=(),
        notice=notice and notice.evolve(reasons=None),
        support=None,
        president=None,
        conclusion=concluded and concluded.evolve(president=ERASED, observations=None),
    )


def _name(name: str) -> str:
    """« detruit.pdf »."""
    return f"detruit.{name.rpartition('.')[2]}" if "." in name else "detruit"
