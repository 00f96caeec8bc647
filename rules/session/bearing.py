"""
What bears something that is rectified: signed minutes, certificates, papers issued; and what is to be done of each.

Every signed minutes that bears it keeps what it said beside what is to be read (CER-07), each certificate of the person
is replaced, as one cancelled in error is (CER-09), and papers that still count are printed anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.access.viewer import Role, Viewer
from rules.base.command import camel
from rules.base.problems import Problem, broken
from rules.candidate import correcting
from rules.candidate.candidate import Candidate
from rules.candidate.commands import CivilStatusCorrection
from rules.certificate.cancelling import handed_warnings, replaced, title_warnings
from rules.certificate.certificate import Cancellation, CancellationKind, Certificate, standing
from rules.certificate.keeping import awaiting
from rules.certification.certification import Certification
from rules.document.document import Document, DocumentKind
from rules.dossier.dossier import Dossier
from rules.dossier.lists import Origin
from rules.organisation.organisation import Organisation
from rules.session.correction import FIELD_WORDS, IN_MINUTES
from rules.session.session import Rectification, Replaced, Rubric, Session

_NAMES = frozenset({"lastName", "usedName", "firstNames"})
_BIRTH = frozenset({"birthDate", "birthTown", "birthDepartment", "birthCountry"})
_CIVIL = _NAMES | _BIRTH | {"sex"}
_BORNE: Mapping[DocumentKind, frozenset[str]] = {
    DocumentKind.MINUTES: _NAMES | _BIRTH | IN_MINUTES,
    DocumentKind.PARTIAL_VALIDATION_LETTER: _NAMES | {"sex"},
    DocumentKind.NON_ADMISSION_LETTER: _NAMES | {"sex"},
    DocumentKind.GTP_REFUSAL_LETTER: _NAMES | {"sex"},
    DocumentKind.AWARD_LETTER: _CIVIL,
    DocumentKind.CERTIFICATE: _CIVIL,
    DocumentKind.CERTIFIED_COPY: _CIVIL,
    DocumentKind.RECEVABILITE_DECISION: _NAMES | {"sex"},
    DocumentKind.PIECES_RECEIPT: _NAMES | {"sex"},
}
"""The papers that still count after a jury, and what they bear; a letter of award bears numbers of certificates."""
_ORDER = tuple(camel(name) for name in CivilStatusCorrection.model_fields)
Gained = Mapping[tuple[str, str], Sequence[Rectification]]
"""Rectifications, by the session and the qualification of the minutes that they stand beside."""


@dataclass(frozen=True)
class Concerned:
    """A dossier of which something is rectified, and everything that bears it."""

    dossier: Dossier
    candidate: Candidate
    certification: Certification
    centre: Organisation | None
    dossiers: Sequence[Dossier]
    """All those of the person, this one among them."""
    sessions: Mapping[str, Session]
    """Those that judge them, or judged them, by identifier."""
    certificates: Sequence[Certificate]
    titles: Mapping[str, str]
    """What they prove, as it is called today, by code."""
    papers: Sequence[Document]
    """Those issued of these dossiers and sessions."""
    known: int
    """How many others are likely the same person as rectified (PRD-01)."""

    @property
    def awaited(self) -> Session | None:
        """The session that is still to judge the dossier, after a refusal of the GTP (GTP-07)."""
        session = self.sessions.get(self.dossier.session or "")
        return session if self.dossier.deliberation is None else None


@dataclass(frozen=True)
class Rectified:
    """What a rectification makes of a person and a dossier, before anything that bears them."""

    candidate: Candidate
    dossier: Dossier
    civil: frozenset[str]
    entered: frozenset[str]
    warnings: tuple[Problem, ...]

    @property
    def fields(self) -> list[str]:
        """What changes, in the order in which it is listed."""
        return [
            *(name for name in _ORDER if name in self.civil),
            *(name for name in FIELD_WORDS if name in self.entered),
        ]


def in_words(fields: Iterable[str]) -> str:
    """The fields of a rectification as French prose lists them."""
    return ", ".join(FIELD_WORDS.get(name) or correcting.in_words([name]) for name in fields)


def gained(concerned: Concerned, found: Rectified, said: Rectification) -> Gained:
    """What every signed minutes that bears the error gains beside what is `said` of it (CER-07)."""
    mine = {item.number: item for item in concerned.dossiers}
    added: dict[tuple[str, str], tuple[Rectification, ...]] = {}
    for judging in concerned.sessions.values():
        for minutes in judging.minutes:
            for line in minutes.lines:
                this = line.dossier == found.dossier.number
                if line.dossier not in mine or not (found.civil or this):
                    continue
                fields = found.fields if this else [name for name in found.fields if name in found.civil]
                before, after = mine[line.dossier], found.dossier if this else mine[line.dossier]
                place = judging.id, minutes.certification
                here = said.evolve(
                    dossier=line.dossier,
                    fields=tuple(fields),
                    replaced=_replaced(_said(concerned.candidate, before), _said(found.candidate, after)),
                )
                added[place] = (*added.get(place, ()), here)
    return added


def with_rectifications(session: Session, added: Gained) -> Session:
    """The session, whose minutes have gained what is theirs of these."""
    return session.evolve(
        minutes=tuple(
            item.evolve(rectifications=(*item.rectifications, *added.get((session.id, item.certification), ())))
            for item in session.minutes
        )
    )


def reissued(
    concerned: Concerned, found: Rectified, today: date
) -> tuple[list[Dossier], list[Certificate], list[Certificate]]:
    """The dossiers that change, the certificates cancelled and those that replace them, and those that stood before."""
    dossiers = {found.dossier.number: found.dossier} if found.entered else {}
    bearing = standing(concerned.certificates) if found.civil else []
    words = correcting.in_words(name for name in found.fields if name in found.civil)
    reason = f"Rectification signée de l’état civil : {words}."
    cancellation = Cancellation(on=today, reason=reason, kind=CancellationKind.ERROR)
    pairs = [replaced(item, cancellation, concerned.titles.get(item.proves, item.title)) for item in bearing]
    known = {item.number: item for item in concerned.dossiers} | dossiers
    for number in dict.fromkeys(item.dossier for item in bearing):
        changed = [item for pair in pairs for item in pair if item.dossier == number]
        siblings = [item for item in concerned.certificates if item.dossier == number]
        dossiers[number] = awaiting(known[number], changed, siblings)
    return list(dossiers.values()), [item for pair in pairs for item in pair], bearing


def bearing(concerned: Concerned, found: Rectified, added: Gained) -> list[Document]:
    """The papers issued that bear what was wrong: of the person's dossiers, and of the minutes that gain something."""
    wrong = set(found.fields)
    return [
        item
        for item in concerned.papers
        if _BORNE.get(item.kind, frozenset()) & wrong and (item.session is None or (item.session, item.part) in added)
    ]


def told(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer is the centre of the session: a jury is told nothing of other sessions or certificates."""
    return Role.CENTRE in viewer.roles and viewer.organisation == session.exam_centre


def minutes_warnings(others: Iterable[Session], added: Gained, viewer: Viewer) -> list[Problem]:
    """CER-07: other minutes that bear the same error; another centre is not named (PRD-01)."""
    own = {item.id: item.number for item in others if item.exam_centre == viewer.organisation}
    warnings = [
        f"Le procès-verbal de {code}, session {own[key]}, porte la même rectification : produisez-le de nouveau, et "
        "faites-le signer par son président."
        for key, code in added
        if key in own
    ]
    if any(item.exam_centre != viewer.organisation for item in others):
        warnings.append("Un procès-verbal d’un autre centre porte la même rectification : prévenez-en le GTP.")
    return [broken("CER-07", text) for text in warnings]


def certificate_warnings(reissued: Iterable[Certificate], titles: Mapping[str, str], viewer: Viewer) -> list[Problem]:
    """CER-09: what is to be handed over anew."""
    warnings = []
    for item in reissued:
        if item.exam_centre != viewer.organisation:
            text = "Un certificat d’un autre centre est réémis de même."
            warnings.append(broken("CER-09", text))
            continue
        text = f"Le certificat {item.number} est annulé et réémis sous un nouveau numéro : produisez et remettez-le."
        warnings += [
            broken("CER-09", text),
            *handed_warnings(item, CancellationKind.ERROR),
            *title_warnings(item, titles.get(item.proves, item.title), CancellationKind.ERROR),
        ]
    return list(dict.fromkeys(warnings))


def paper_warnings(papers: Iterable[Document]) -> list[Problem]:
    """CER-07: papers that were issued with the error, by their kinds."""
    kinds = dict.fromkeys(item.kind.words.rstrip(".") for item in papers)
    if not kinds:
        return []
    text = f"Déjà produit avec ce qui vient d’être rectifié, à produire de nouveau : {', '.join(kinds)}."
    return [broken("CER-07", text)]


def _said(person: Candidate, dossier: Dossier) -> dict[Rubric, str]:
    """What minutes say of a candidate, by their rubrics (JUR-14)."""
    company = dossier.company if dossier.origin is not Origin.DE else None
    sector = company.sector.value if company and company.sector else ""
    return {
        Rubric.NAME: person.listed_name,
        Rubric.BIRTH: f"{person.birth_date.in_french()}, {person.birth_place}",
        Rubric.ORIGIN: dossier.origin.value,
        Rubric.FUNDING: dossier.funding.value,
        Rubric.COMPANY: ", ".join(filter(None, (company.name, company.address))) if company else "",
        Rubric.NACE: (company.nace or "") if company else "",
        Rubric.SECTOR: ", ".join(filter(None, (sector, company.branch if company else None))),
    }


def _replaced(before: Mapping[Rubric, str], after: Mapping[Rubric, str]) -> tuple[Replaced, ...]:
    return tuple(
        Replaced(rubric=rubric, written=before[rubric], meant=after[rubric])
        for rubric in Rubric
        if before[rubric] != after[rubric]
    )
