"""
The receipt that whoever is handed a certificate signs (CER-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 4. Its
form is ours.
"""

from datetime import date

from rules.base.civility import Civility
from rules.base.partial_date import PartialDate
from rules.base.problems import broken, invalid
from rules.certificate.certificate import Certificate, CertificateState, DeliveryMeans, Recipient
from rules.certificate.keeping import company_excluded
from rules.certificate.kind import CertificateKind
from rules.papers.asked import Asked, Unfit
from rules.papers.common import CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Awarded

_TO = ("", *(item.value for item in Recipient))


class DeliveryReceipt(Paper):
    """The receipt: the day, and the name of who comes for a company, are written by hand where they are not known."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    prepared_on: date
    number: str
    kind: CertificateKind
    proves: Named
    within: Named | None = None
    """The CQPM that a bloc belongs to."""
    holder: str
    civility: Civility
    birth_date: PartialDate
    birth_place: str
    company: str | None = None
    """The company to which it is handed; None for its holder."""
    handed_on: date | None = None
    """None before it is."""
    with_survey: bool = True
    """Whether the questionnaire goes with it (CER-04)."""
    handed_by: CentreSignatory | None = None
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the receipt applies."""
        return ("CER-02", "CER-04", "CER-08")


def delivery_receipt_of(awarded: Awarded, asked: Asked) -> DeliveryReceipt:
    """The receipt, for the holder or, asked for by its part, the company. Raises Unfit where it may not be handed."""
    certificate, result = awarded.certificate, awarded.result
    to = _recipient(certificate, asked)
    if certificate.state is CertificateState.CANCELLED:
        raise Unfit(broken("CER-07", "Ce certificat est annulé : il ne se remet plus.", "certificate"))
    given = certificate.delivery
    if given is not None and given.means is not DeliveryMeans.HAND:
        text = "Ce certificat est déjà remis par lettre : une décharge ne vaut que pour une remise en main propre."
        raise Unfit(broken("CER-02", text, "certificate"))
    if to is Recipient.COMPANY and company_excluded(result.dossier):
        raise Unfit(broken("CER-02", "Ce certificat ne se remet qu’au candidat.", "part"))
    person, company, certification = result.candidate, result.dossier.company, result.certification
    return DeliveryReceipt(
        part=to.value,
        centre=head_of(result.centre),
        reference=result.dossier.number,
        prepared_on=given.on if given is not None else result.today,
        number=certificate.number,
        kind=certificate.kind,
        proves=Named(code=certificate.proves, title=certificate.title),
        within=Named(code=certification.code, title=certification.title) if certificate.bloc else None,
        holder=person.full_name,
        civility=addressee_of(person).civility,
        birth_date=person.birth_date,
        birth_place=person.birth_place,
        company=company.name if to is Recipient.COMPANY and company is not None else None,
        handed_on=given.on if given is not None else None,
        with_survey=given.survey_enclosed if given is not None else True,
        handed_by=asked.for_the_centre if (asked.signatory_name or "").strip() else None,
        demonstration=result.centre.demonstration,
    )


def _recipient(certificate: Certificate, asked: Asked) -> Recipient:
    """To whom: as it was handed, as it is asked, or else to the holder."""
    part = (asked.part or "").strip().upper()
    if part not in _TO:
        text = "Une décharge se signe par le candidat (CANDIDATE) ou par l’entreprise (COMPANY) : nommez l’un des deux."
        raise Unfit(invalid(text, "part"))
    handed = certificate.delivery.to if certificate.delivery is not None else None
    to = Recipient(part) if part else handed or Recipient.CANDIDATE
    if handed is not None and to is not handed:
        whom = {Recipient.CANDIDATE: "au candidat", Recipient.COMPANY: "à l’entreprise"}[handed]
        raise Unfit(broken("CER-02", f"Ce certificat est déjà remis {whom}.", "part"))
    return to
