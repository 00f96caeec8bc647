"""
What the partial-validation letter says (LET-02, LET-03), as a frozen value; how it looks is `documents/`' affair.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3,
§ 3 B; national agreement of 13 November 2014, article 9.3.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Self

from pydantic import Field, model_validator

from rules.base.entity import Value
from rules.base.problems import broken
from rules.certificate.certificate import CertificateState
from rules.document.document import DocumentKind
from rules.dossier.conservation import conservation_until, delay_in_words
from rules.dossier.holdings import holdings_of
from rules.dossier.registered import unknown_problem
from rules.papers.asked import Asked, Unfit
from rules.papers.common import (
    Addressee,
    ExamCentre,
    Named,
    Signatory,
    WayBack,
    addressee_of,
    head_of,
    ways_back,
)
from rules.papers.due import check_due
from rules.papers.passport import sites_on
from rules.papers.result import Result
from rules.papers.result_letter import ResultLetter


class Part(Enum):
    """The parts of the letter that a rule asks for."""

    LETTERHEAD = "LETTERHEAD"
    DATE = "DATE"
    SIGNATURE = "SIGNATURE"
    NON_ADMISSION = "NON_ADMISSION"
    ACQUIRED = "ACQUIRED"
    WAYS_BACK = "WAYS_BACK"
    PASSPORT = "PASSPORT"


RULES_BEHIND: Mapping[Part, tuple[str, ...]] = {
    Part.LETTERHEAD: ("LET-03",),
    Part.DATE: ("LET-03",),
    Part.SIGNATURE: ("LET-03",),
    Part.NON_ADMISSION: ("LET-02",),
    Part.ACQUIRED: ("LET-02", "CON-01"),
    Part.WAYS_BACK: ("LET-02", "CON-02", "VAE-01"),
    Part.PASSPORT: ("LET-02",),
}
"""The rules behind each part of the letter."""


class AcquiredCapacite(Value):
    """A capacité that is acquired; `kept_until` is null where it is acquired for life with its bloc (CON-01)."""

    number: str
    title: str
    kept_until: date | None


class BlocCertificate(Value):
    """The certificate of a bloc that a candidate who is not admitted holds complete (GTP-03)."""

    bloc: str
    number: str


class PartialValidationLetter(ResultLetter):
    """
    The letter to a candidate who acquired some capacités or blocs, but not the whole (LET-02, LET-03).

    Neither a letter without anything acquired (LET-01) nor one with every bloc that was asked for (LET-04) can be made:
    pydantic.ValidationError.
    """

    at_rncp: bool
    """Whether the dossier counts as registered at the RNCP (REG-01, CON-02)."""
    capacites: tuple[AcquiredCapacite, ...] = ()
    blocs: tuple[Named, ...] = ()
    """The blocs acquired, for life (CON-01)."""
    certificates: tuple[BlocCertificate, ...] = ()
    """The certificates of those blocs that this dossier gave (GTP-03)."""
    kept_until: date
    """Last day, included, to ask for a new registration with what this jury validated (CON-02)."""
    delay: str
    """Length of that delay: « 24 mois », « 5 ans »."""
    ways_back: tuple[WayBack, ...] = Field(min_length=1)
    passport_sites: tuple[str, ...] = ()
    """Where models of the passport are found (LET-06); empty where none is listed: the centre answers on request."""

    @model_validator(mode="after")
    def _is_the_right_letter(self) -> Self:
        if not self.capacites and not self.blocs:
            raise ValueError("Aucune capacité ni aucun bloc n’est acquis : la lettre est celle de LET-01.")
        if self.target_blocs and {bloc.code for bloc in self.target_blocs} <= {bloc.code for bloc in self.blocs}:
            raise ValueError("Tous les blocs demandés sont acquis : la lettre est celle de LET-04.")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies, each once, in the order of its parts."""
        own = (rule for part in Part for rule in RULES_BEHIND[part])
        told = {"VAE-03": self.next_vae_on, "GTP-03": self.certificates, "LET-06": self.passport_sites}
        more = (rule for rule, said in told.items() if said)
        return tuple(dict.fromkeys((*own, *more)))


def acquired_capacite(
    number: str, title: str, *, jury_on: date, at_rncp: bool, in_acquired_bloc: bool = False
) -> AcquiredCapacite:
    """An acquired capacité, kept from the decision of the jury that validated it, be it an earlier one (CON-02)."""
    until = None if in_acquired_bloc else conservation_until(jury_on, at_rncp)
    return AcquiredCapacite(number=number, title=title, kept_until=until)


def partial_validation_letter(
    *,
    centre: ExamCentre,
    reference: str,
    gtp_on: date,
    addressee: Addressee,
    certification: Named,
    jury_on: date,
    at_rncp: bool,
    capacites: Iterable[AcquiredCapacite],
    signatory: Signatory,
    blocs: Iterable[Named] = (),
    target_blocs: Iterable[Named] = (),
    passport_sites: Iterable[str] = (),
    copies: Iterable[str] = (),
    demonstration: bool = False,
) -> PartialValidationLetter:
    """
    The letter, with what the rules compute: last day and length of the delay (CON-02), ways back (VAE-01).

    Raises pydantic.ValidationError where another letter is due (LET-01, LET-04) or the GTP would precede the jury.
    """
    return PartialValidationLetter(
        centre=centre,
        reference=reference,
        gtp_on=gtp_on,
        addressee=addressee,
        certification=certification,
        target_blocs=tuple(target_blocs),
        jury_on=jury_on,
        at_rncp=at_rncp,
        capacites=tuple(capacites),
        blocs=tuple(blocs),
        kept_until=conservation_until(jury_on, at_rncp),
        delay=delay_in_words(jury_on, at_rncp),
        ways_back=ways_back(at_rncp),
        signatory=signatory,
        passport_sites=tuple(passport_sites),
        copies=tuple(copies),
        demonstration=demonstration,
    )


def partial_validation_of(result: Result, asked: Asked) -> PartialValidationLetter:
    """
    The letter of LET-02.

    Raises Unfit before the GTP's decision, and while it is not known whether the dossier counts as registered, on which
    its last day depends (REG-01), or where another letter is due.
    """
    dossier = result.dossier
    check_due(dossier, DocumentKind.PARTIAL_VALIDATION_LETTER)
    decided, verdict = result.decided
    if dossier.at_rncp is None:
        raise Unfit(unknown_problem(dossier, result.certification, "dossier"))
    at_rncp = dossier.at_rncp
    holdings = holdings_of(dossier, result.version)
    held = [item.bloc for item in holdings if item.bloc is not None and at_rncp]
    until = {item.capacite: item.valid_until for item in holdings if item.capacite is not None}
    if not held and not until:
        text = (
            f"Rien de ce que le dossier {dossier.number} avait laissé acquis n’est plus tenu : aucune lettre n’est due."
        )
        raise Unfit(broken("CER-09", text))
    letter = partial_validation_letter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=verdict.on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        jury_on=decided.jury_on,
        at_rncp=at_rncp,
        capacites=[
            AcquiredCapacite(number=item.number, title=item.title, kept_until=until[item.number])
            for item in result.version.capacites
            if item.number in until
        ],
        blocs=result.named(held),
        signatory=asked.for_the_jury(decided),
        passport_sites=sites_on(result.passport_sites, verdict.on),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )
    return letter.evolve(
        by_vae=dossier.vae is not None,
        ways_back=ways_back(result.vae_open),
        next_vae_on=result.next_vae_on,
        refused_before=result.refused_before,
        certificates=tuple(
            BlocCertificate(bloc=item.bloc, number=item.number)
            for item in result.certificates
            if item.bloc in held and item.state is not CertificateState.CANCELLED
        ),
    )
