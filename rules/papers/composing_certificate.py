"""Certificates and their certified copies, from what was awarded (CER-01, CER-03)."""

from collections.abc import Sequence

from rules.certificate.certificate import Certificate
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import CertificatePaper, Part, Registered
from rules.papers.certified_copy import CertifiedCopy
from rules.papers.common import Named, addressee_of
from rules.papers.composing_result import Result, decided_by_gtp
from rules.papers.composing_session import head_of
from rules.referentiel.referentiel import Referentiel


def certificate_paper(result: Result, certificate: Certificate, recognised_by: Sequence[str]) -> CertificatePaper:
    """A certificate, both sides (CER-01). `recognised_by` are the branches that signed for a CQPI (CQPI-01)."""
    decided, _ = decided_by_gtp(result.dossier)
    certification, version = result.certification, result.version
    whole = certificate.bloc is None and certificate.kind is not CertificateKind.CQPI
    named = Named(code=certificate.bloc or certificate.certification, title=certificate.title)
    person = result.candidate
    fiche = next(
        (
            item
            for item in certification.registrations
            if item.number.startswith("RNCP") and item.in_force(decided.jury_on)
        ),
        None,
    )
    return CertificatePaper(
        kind=certificate.kind,
        number=certificate.number,
        proves=named,
        within=Named(code=certification.code, title=certification.title) if certificate.bloc else None,
        holder=f"{person.first_names} {person.used_name or person.birth_name}",
        civility=addressee_of(person).civility,
        birth_date=person.birth_date,
        birth_place=person.birth_place,
        jury_on=decided.jury_on,
        issued_on=certificate.issued_on,
        centre=head_of(result.centre),
        president=decided.president,
        level=certification.level if certificate.kind is not CertificateKind.CQPI else None,
        category=certification.category if whole else None,
        registered=Registered(number=fiche.number, start=fiche.start, end=fiche.end)
        if fiche is not None and certificate.kind is not CertificateKind.CQPI
        else None,
        parts=_parts(result, version, certificate),
        signatories=tuple(recognised_by),
        demonstration=result.centre.demonstration,
    )


def certified_copy(paper: CertificatePaper, certificate: Certificate, rank: int) -> CertifiedCopy:
    """One of the certified copies of a certificate (CER-03), from the first. Raises ValueError where there is none."""
    if not 1 <= rank <= len(certificate.copies):
        raise ValueError("Cette copie certifiée conforme n’a pas été délivrée (CER-03).")
    issued = certificate.copies[rank - 1]
    return CertifiedCopy(original=paper, rank=rank, on=issued.on, certified_by=issued.certified_by)


def _parts(result: Result, version: Referentiel, certificate: Certificate) -> tuple[Part, ...]:
    """Of a bloc, its capacités; of the whole, its blocs, or its capacités where it has none."""
    titles = {item.number: item.title for item in version.capacites}
    if certificate.bloc is not None:
        inside = next((part.capacites for part in version.composition if part.bloc == certificate.bloc), ())
        return tuple(Part(code=number, title=titles[number]) for number in inside)
    blocs = result.named(part.bloc for part in version.composition)
    if blocs:
        return tuple(Part(code=bloc.code, title=bloc.title) for bloc in blocs)
    return tuple(Part(code=item.number, title=item.title) for item in version.capacites)
