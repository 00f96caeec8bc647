"""
What a certificate says, on both sides (CER-01, CER-05).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapters 3 and
4, annexes 8 to 11. What is beyond them is the practice of certificateurs (CER-05) and marked as such.
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.civility import Civility
from rules.base.entity import Value
from rules.base.parameters import parameter
from rules.base.partial_date import PartialDate
from rules.base.problems import broken
from rules.certificate.certificate import Certificate, CertificateState
from rules.certificate.kind import CertificateKind
from rules.certification.certification import Certification
from rules.certification.specialities import speciality
from rules.dossier.registered import fiche_of
from rules.papers.asked import Asked, Unfit
from rules.papers.common import ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Awarded, Check, Result

PRINTED = frozenset({CertificateKind.CQPM, CertificateKind.CQPM_RNCP, CertificateKind.BLOC, CertificateKind.CQPI})
"""The kinds that this service prints."""
ARRETE = "arrêté"
"""What registered a certification before decisions of France compétences (CER-01)."""


class Registered(Value):
    """The registration of a certification at the RNCP, as a certificate shows it (CER-01, CER-05)."""

    number: str
    start: date | None = None
    end: date | None = None
    act: str | None = None
    """What registers it: « arrêté », « décision de France compétences »; None where no day of it is known."""
    decided_on: date | None = None
    years: int | None = None
    published_on: date | None = None
    """Day of the Journal officiel, of an arrêté."""
    specialities: tuple[str, ...] = ()
    """Of training (NSF), each by its code and its words."""
    certificateurs: tuple[str, ...] = ()


class Parent(Named):
    """The certification that a bloc belongs to, with how it is classed."""

    level: int | None = None
    category: str | None = None


class Part(Value):
    """One line of the verso: a bloc, or a capacité."""

    code: str
    title: str


class CertificatePaper(Paper):
    """A certificate, both sides (CER-01). One dated before its jury is refused: pydantic.ValidationError."""

    kind: CertificateKind
    number: str
    proves: Named
    """The certification, or the bloc, by title and code."""
    within: Parent | None = None
    """The CQPM that a bloc belongs to: the level and the category are its own, a bloc has none."""
    holder: str
    civility: Civility
    birth_date: PartialDate
    birth_place: str
    jury_on: date
    issued_on: date
    """Day of « Fait à Paris, le »."""
    replaces: str | None = None
    """Number of the one cancelled whose place it takes (CER-09)."""
    centre: ExamCentre
    president: str
    """President of the jury, who signs (CER-01)."""
    president_civility: Civility | None = None
    level: int | None = None
    category: str | None = None
    registered: Registered | None = None
    parts: tuple[Part, ...] = ()
    """What it is composed of, for the verso."""
    check: Check | None = None
    """None where the service is reached under no address."""
    signatories: tuple[str, ...] = ()
    """The branches that recognise a CQPI (CQPI-01)."""
    demonstration: bool = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.kind not in PRINTED:
            raise ValueError("Ce certificat ne s’imprime pas ici.")
        if self.issued_on < self.jury_on:
            raise ValueError("Un certificat ne précède pas son jury (CER-01).")
        if (self.kind is CertificateKind.BLOC) != (self.within is not None):
            raise ValueError("Le certificat d’un bloc, lui seul, nomme le CQPM dont il est (CER-01).")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the certificate applies."""
        common: tuple[str, ...] = ("CER-01", "NUM-03", "GTP-03")
        if self.replaces:
            common = (*common, "CER-09")
        return (
            (*common, "CER-05") if self.registered else (*common, "GTP-04", "CQPI-01") if self.signatories else common
        )


def certificate_of(awarded: Awarded, _: Asked) -> CertificatePaper:
    """A certificate, both sides (CER-01). Raises Unfit where it is cancelled (CER-07)."""
    certificate, result = awarded.certificate, awarded.result
    if certificate.state is CertificateState.CANCELLED:
        by = f" ; celui qui le remplace est le {certificate.replaced_by}" if certificate.replaced_by else ""
        raise Unfit(broken("CER-07", f"Ce certificat est annulé : il ne s’imprime plus{by}.", "certificate"))
    decided, _verdict = result.decided
    certification = result.certification
    named = Named(code=certificate.bloc or certificate.certification, title=certificate.title)
    person = result.candidate
    cqpi = certificate.kind is CertificateKind.CQPI
    whole = certificate.bloc is None and not cqpi
    return CertificatePaper(
        kind=certificate.kind,
        number=certificate.number,
        proves=named,
        within=_parent(certification) if certificate.bloc else None,
        holder=person.full_name,
        civility=addressee_of(person).civility,
        birth_date=person.birth_date,
        birth_place=person.birth_place,
        jury_on=decided.jury_on,
        issued_on=certificate.made_on,
        replaces=certificate.replaces,
        centre=head_of(result.centre),
        president=decided.president,
        president_civility=decided.president_civility,
        level=certification.level if whole else None,
        category=certification.category if whole else None,
        registered=_registered(result) if not cqpi else None,
        parts=_parts(result, certificate),
        check=awarded.check,
        signatories=tuple(awarded.recognised_by),
        demonstration=result.centre.demonstration,
    )


def _parent(certification: Certification) -> Parent:
    return Parent(
        code=certification.code,
        title=certification.title,
        level=certification.level,
        category=certification.category,
    )


def _registered(result: Result) -> Registered | None:
    """
    The fiche under which the dossier counts as registered, with what its register says of it (CER-05).

    An arrêté is known by the Journal officiel that published it, where the register gives no other day.
    """
    fiche = fiche_of(result.dossier, result.certification)
    if fiche is None:
        return None
    known_since = fiche.decided_on or fiche.published_on
    act = parameter("registration_act", known_since) if known_since is not None else None
    published = fiche.published_on if act == ARRETE else None
    return Registered(
        number=fiche.number,
        start=fiche.start,
        end=fiche.end,
        act=act if fiche.decided_on is not None or published is not None else None,
        decided_on=fiche.decided_on,
        years=fiche.years,
        published_on=published,
        specialities=tuple(speciality(code) for code in result.certification.nsf),
        certificateurs=tuple(item.name for item in result.certification.certificateurs),
    )


def _parts(result: Result, certificate: Certificate) -> tuple[Part, ...]:
    """Of a bloc, its capacités; of the whole, its blocs, or its capacités where it has none."""
    version = result.version
    titles = {item.number: item.title for item in version.capacites}
    if certificate.bloc is not None:
        inside = next((part.capacites for part in version.composition if part.bloc == certificate.bloc), ())
        return tuple(Part(code=number, title=titles[number]) for number in inside)
    blocs = result.named(part.bloc for part in version.composition)
    if blocs:
        return tuple(Part(code=bloc.code, title=bloc.title) for bloc in blocs)
    return tuple(Part(code=item.number, title=item.title) for item in version.capacites)
