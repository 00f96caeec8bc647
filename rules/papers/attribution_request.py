"""
The centre's letter that asks the GTP to attribute what a jury decided (TRA-02, annex 5).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§ 4, and annex 5.
"""

from datetime import date
from enum import Enum
from typing import Self

from pydantic import Field, model_validator

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.common import CentreSignatory, ExamCentre, Named, Paper, Recipient
from rules.papers.table import Decisions

GTP_SECRETARIAT = Recipient(
    name="UIMM",
    address_lines=(
        "Secrétariat du groupe technique paritaire « Qualifications » de la CPNEFP de la métallurgie",
        "56, avenue de Wagram",
        "75854 PARIS CEDEX 17",
    ),
)
"""Where requests for attribution go, as annex 5 of the dispositif of 2017 has it."""


class CprefpProof(Enum):
    """How the CPREFP's information is proved (TRA-02, JUR-09)."""

    REGIONAL_EXTRACT = "REGIONAL_EXTRACT"
    INFRAREGIONAL_EXTRACT = "INFRAREGIONAL_EXTRACT"
    LETTERS = "LETTERS"


class JudgedQualification(Value):
    """One qualification that a jury judged, by its figures; each has its own sheet and minutes (JUR-18)."""

    qualification: Named
    held_on: date
    candidates: int = Field(ge=1)
    """Everyone whom the minutes list."""
    admitted: int = Field(ge=0)
    awarded_blocs: int = Field(default=0, ge=0)
    """A lines of blocs, of candidates who are not admitted to the whole (GTP-03)."""

    @model_validator(mode="after")
    def _admits_its_own(self) -> Self:
        if self.admitted > self.candidates:
            raise ValueError("Un jury n’admet pas plus de candidats qu’il n’en a.")
        return self


class LateEntry(Value):
    """A registration typed after its day, which the GTP is told of (INS-10)."""

    dossier: str
    """Number of the dossier."""
    opened_on: date
    typed_on: date
    reason: str


class AttributionRequest(Paper):
    """
    The letter, with the qualifications judged, the attestation and its enclosures (TRA-02).

    One dated before a jury that it reports is refused: pydantic.ValidationError.
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    written_on: date
    addressee: Recipient = GTP_SECRETARIAT
    judged: tuple[JudgedQualification, ...] = Field(min_length=1)
    late: tuple[LateEntry, ...] = ()
    """By number of dossier."""
    proof: CprefpProof = CprefpProof.REGIONAL_EXTRACT
    signatory: CentreSignatory
    demonstration: bool = False

    @model_validator(mode="after")
    def _follows_the_juries(self) -> Self:
        if any(item.held_on > self.written_on for item in self.judged):
            raise ValueError("La demande d’attribution suit le jury (TRA-02).")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        common = ("TRA-02", "JUR-09", "JUR-18", "GTP-03")
        return (*common, "INS-10") if self.late else common


def attribution_request_of(decisions: Decisions, asked: Asked) -> AttributionRequest:
    """The letter to the GTP's secretariat (TRA-02), dated the day of the transmission. Raises Unfit before minutes."""
    session, sent = decisions.session, decisions.session.attribution.transmission
    if not session.minutes:
        raise Unfit(invalid("Le procès-verbal n’est pas encore signé.", "session"))
    return AttributionRequest(
        centre=decisions.head,
        reference=session.number,
        written_on=sent.on if sent else decisions.today,
        judged=tuple(
            JudgedQualification(
                qualification=decisions.qualification(code),
                held_on=session.held_on,
                candidates=len(mine),
                admitted=sum(dossier.decision is JuryDecision.A for dossier in mine),
            )
            for code in session.certifications
            if (mine := decisions.judged(code))
        ),
        late=tuple(
            LateEntry(dossier=item.number, opened_on=item.opened_on, typed_on=item.typed_on, reason=item.late_reason)
            for code in session.certifications
            for item in decisions.judged(code)
            if item.late_reason is not None and item.typed_on is not None
        ),
        signatory=asked.for_the_centre,
        demonstration=decisions.centre.demonstration,
    )
