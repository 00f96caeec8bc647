"""The letters of results, from a dossier that the GTP has decided on (LET-01 to LET-04)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate, company_excluded
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, JuryDecision, Outcome
from rules.dossier.holdings import acquired_items, complete_blocs
from rules.organisation.organisation import Organisation
from rules.papers.award import AwardedCertificate, AwardLetter
from rules.papers.common import CentreSignatory, Named, Signatory, WayBack, addressee_of
from rules.papers.composing_session import head_of
from rules.papers.non_admission import NonAdmissionLetter
from rules.papers.partial_validation import PartialValidationLetter, acquired_capacite, partial_validation_letter
from rules.referentiel.referentiel import Bloc, Referentiel


@dataclass(frozen=True)
class Result:
    """A dossier that the GTP has decided on, beside what its letters name."""

    dossier: Dossier
    candidate: Candidate
    certification: Certification
    version: Referentiel
    blocs: Mapping[str, Bloc]
    certificates: Sequence[Certificate]
    centre: Organisation

    def named(self, codes: Iterable[str]) -> tuple[Named, ...]:
        """These blocs, by title and code."""
        return tuple(Named(code=code, title=self.blocs[code].title) for code in codes if code in self.blocs)

    @property
    def copies(self) -> tuple[str, ...]:
        """The company or training body that is informed too (LET-03)."""
        company = (self.dossier.company.name,) if self.dossier.company and not company_excluded(self.dossier) else ()
        return company + ((self.dossier.training_body,) if self.dossier.training_body else ())


def partial_letter(result: Result, signatory: Signatory | None) -> PartialValidationLetter:
    """The letter of LET-02. Raises ValueError before the GTP's decision, or where another letter is due."""
    dossier = result.dossier
    decided, gtp_on = decided_by_gtp(dossier)
    held = complete_blocs(dossier, result.version) if decided.at_rncp else []
    inside = {number for part in result.version.composition if part.bloc in held for number in part.capacites}
    acquired = {item.capacite: item for item in acquired_items(dossier) if item.capacite}
    return partial_validation_letter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=gtp_on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        jury_on=decided.jury_on,
        at_rncp=decided.at_rncp,
        capacites=[
            acquired_capacite(
                item.number,
                item.title,
                jury_on=decided.jury_on,
                at_rncp=decided.at_rncp,
                in_acquired_bloc=item.number in inside,
            )
            for item in result.version.capacites
            if item.number in acquired
        ],
        blocs=result.named(held),
        signatory=signatory or Signatory(name=decided.president),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )


def non_admission_letter(result: Result, signatory: Signatory | None) -> NonAdmissionLetter:
    """The letter of LET-01. Raises ValueError before the GTP's decision, or where something was acquired."""
    dossier = result.dossier
    decided, gtp_on = decided_by_gtp(dossier)
    if decided.outcome is not Outcome.NONE and decided.validated is not False:
        raise ValueError("Le candidat a acquis quelque chose : cette lettre n’est pas la sienne (LET-01).")
    return NonAdmissionLetter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=gtp_on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        jury_on=decided.jury_on,
        ways_back=(WayBack.FORMATION, WayBack.VAE) if decided.at_rncp else (WayBack.FORMATION,),
        signatory=signatory or Signatory(name=decided.president),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )


def award_letter(result: Result, signatory: CentreSignatory) -> AwardLetter:
    """The letter of LET-04. Raises ValueError before the GTP's decision, or where nothing was awarded."""
    dossier = result.dossier
    decided, gtp_on = decided_by_gtp(dossier)
    if not result.certificates:
        raise ValueError("Aucun certificat n’est attribué par ce dossier : cette lettre n’est pas la sienne (LET-04).")
    if decided.decision is not JuryDecision.A:
        raise ValueError("Le candidat n’est pas admis : la lettre est celle de la validation partielle (LET-02).")
    return AwardLetter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=gtp_on,
        addressee=addressee_of(result.candidate),
        jury_on=decided.jury_on,
        certificates=tuple(
            AwardedCertificate(number=item.number, kind=item.kind, title=item.title) for item in result.certificates
        ),
        by_company=not company_excluded(dossier),
        signatory=signatory,
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )


def decided_by_gtp(dossier: Dossier) -> tuple[Deliberation, date]:
    """What the jury decided and the day of the GTP. Raises ValueError before it."""
    decided = dossier.deliberation
    if decided is None or decided.gtp_on is None:
        raise ValueError("Le GTP ne s’est pas encore prononcé : les lettres sont datées de ce jour (LET-03, GTP-06).")
    return decided, decided.gtp_on
