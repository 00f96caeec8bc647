"""
The centre's letter that asks the GTP to attribute what a jury decided (TRA-02, annex 5).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§ 4, and annex 5.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Self

from pydantic import Field, model_validator

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.dossier.dossier import Dossier, JuryDecision
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


class AwardedBloc(Value):
    """A bloc of which candidates who are not admitted have every capacité: an A line each (GTP-03)."""

    bloc: Named
    candidates: int = Field(ge=1)


class JudgedQualification(Value):
    """What a jury judged, by its figures: a qualification, or some blocs of it that were asked for (INS-06)."""

    qualification: Named
    target_blocs: tuple[Named, ...] = ()
    """The blocs that these candidates asked for; empty where they asked for the whole."""
    held_on: date
    candidates: int = Field(ge=1)
    """Everyone whom the jury judged."""
    admitted: int = Field(ge=0)
    awarded: tuple[AwardedBloc, ...] = ()
    """The blocs of those who are not admitted."""

    @model_validator(mode="after")
    def _admits_its_own(self) -> Self:
        if self.admitted > self.candidates:
            raise ValueError("Un jury n’admet pas plus de candidats qu’il n’en a.")
        return self

    @property
    def awarded_blocs(self) -> int:
        """How many A lines of blocs the minutes have beside the whole (GTP-03)."""
        return sum(item.candidates for item in self.awarded)


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
    qualifications: int = Field(default=1, ge=1)
    """How many qualifications have a sheet and minutes of their own, if only of the absent (JUR-18)."""
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
        common: tuple[str, ...] = ("TRA-02", "JUR-09", "JUR-18", "GTP-03")
        if any(item.target_blocs for item in self.judged):
            common = (*common, "INS-06")
        return (*common, "INS-10") if self.late else common


def attribution_request_of(decisions: Decisions, asked: Asked) -> AttributionRequest:
    """The letter to the GTP's secretariat (TRA-02), dated the day of the transmission. Raises Unfit before minutes."""
    session, sent = decisions.session, decisions.session.attribution.transmission
    if not session.minutes:
        raise Unfit(invalid("Le procès-verbal n’est pas encore signé.", "session"))
    if not decisions.dossiers:
        text = (
            f"Aucun candidat n’a été jugé à la session {session.number} : il n’y a rien à attribuer (JUR-19, TRA-02)."
        )
        raise Unfit(invalid(text, "session"))
    return AttributionRequest(
        centre=decisions.head,
        reference=session.number,
        written_on=sent.on if sent else decisions.today,
        judged=tuple(_judged(decisions)),
        qualifications=len(session.certifications),
        late=tuple(
            LateEntry(dossier=item.number, opened_on=item.opened_on, typed_on=item.typed_on, reason=item.late_reason)
            for code in session.certifications
            for item in decisions.judged(code)
            if item.late_reason is not None and item.typed_on is not None
        ),
        signatory=asked.for_the_centre,
        demonstration=decisions.centre.demonstration,
    )


def _judged(decisions: Decisions) -> Iterator[JudgedQualification]:
    """Of each qualification, who asked for the whole, then who asked for which blocs (INS-06)."""
    for code in decisions.session.certifications:
        aims: dict[tuple[str, ...], list[Dossier]] = {}
        for dossier in sorted(decisions.judged(code), key=lambda item: (item.target_blocs, item.number)):
            aims.setdefault(dossier.target_blocs, []).append(dossier)
        for blocs, dossiers in aims.items():
            yield JudgedQualification(
                qualification=decisions.qualification(code),
                target_blocs=decisions.named(blocs),
                held_on=decisions.session.held_on,
                candidates=len(dossiers),
                admitted=sum(dossier.decision is JuryDecision.A for dossier in dossiers),
                awarded=_awarded(decisions, dossiers),
            )


def _awarded(decisions: Decisions, dossiers: Iterable[Dossier]) -> tuple[AwardedBloc, ...]:
    counts = Counter(code for dossier in dossiers for code in decisions.newly_complete(dossier))
    return tuple(AwardedBloc(bloc=bloc, candidates=counts[bloc.code]) for bloc in decisions.named(sorted(counts)))
