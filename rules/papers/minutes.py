"""
What the minutes of a jury say of one qualification (JUR-14, annex 7), and their rectification (CER-07).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§ 3, and annex 7.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rules.base.entity import Value
from rules.base.parameters import parameter
from rules.base.problems import invalid
from rules.dossier.dossier import Dossier, JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.common import ExamCentre, Named, Paper, Seat, Signatory
from rules.papers.minutes_candidate import MinutesCandidate, absent_candidate_of, minutes_candidate_of
from rules.papers.table import Decisions
from rules.session.session import JuryRole, Minutes, Rectification, Rubric


class PresentMember(Value):
    """Somebody who sat on the jury."""

    name: str
    body: str
    seat: Seat
    replaces: str | None = None
    """Whose place they took, convened before them (JUR-02)."""


class Correction(Value):
    """One clerical error: what the minutes say of a candidate, and what they should say; each may be empty."""

    number: str
    """The candidate's anonymous number."""
    rubric: Rubric
    written: str
    meant: str


class Rectified(Value):
    """A signed rectification of signed minutes (CER-07): a text, and what it corrects where that is a field."""

    on: date
    signed_by: str
    text: str
    number: str | None = None
    """The anonymous number of the candidate whom it is about, where it is about one."""
    corrections: tuple[Correction, ...] = ()


class MinutesPaper(Paper):
    """
    The minutes of a jury for one qualification (JUR-14, JUR-18), or, with `rectifications`, their rectified text.

    Blocs awarded outside the RNCP, an unknown origin or funding, a correction about nobody and a rectification of what
    is not signed are refused: pydantic.ValidationError.
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    qualification: Named
    held_on: date
    place_lines: tuple[str, ...] = ()
    president: Signatory
    members: tuple[PresentMember, ...] = ()
    """Who sat, the president apart."""
    candidates: tuple[MinutesCandidate, ...] = Field(min_length=1)
    signed_on: date | None = None
    """Day on which the president signed; empty on minutes to be signed by hand."""
    rectifications: tuple[Rectified, ...] = ()
    """From the first to the last."""
    demonstration: bool = False

    @model_validator(mode="after")
    def _candidates_are_listed_as_the_rules_have_it(self) -> Self:
        if any(candidate.acquired_blocs and not candidate.at_rncp for candidate in self.candidates):
            raise ValueError("Un CQPM hors du RNCP n’a pas de blocs de compétences (GTP-03).")
        if self.signed_on is not None and self.signed_on < self.held_on:
            raise ValueError("Le procès-verbal ne se signe pas avant le jury (JUR-13).")
        for name, used in (("origins", self._origins), ("fundings", self._fundings)):
            unknown = used - set(parameter(name, self.held_on))
            if unknown:
                raise ValueError(f"« {sorted(unknown)[0]} » n’est pas un code du modèle de procès-verbal (INS-03).")
        return self

    @model_validator(mode="after")
    def _rectifications_follow_the_signature(self) -> Self:
        known = {candidate.number for candidate in self.candidates}
        for rectified in self.rectifications:
            about = {correction.number for correction in rectified.corrections} | ({rectified.number} - {None})
            if not about <= known:
                raise ValueError("Une rectification porte sur un candidat du procès-verbal (CER-07).")
            if self.signed_on is None or rectified.on < self.signed_on:
                raise ValueError("Une rectification suit la signature du procès-verbal (CER-07).")
        return self

    @property
    def dated(self) -> date | None:
        """The day on which the text was signed as it stands: that of the last rectification, if there is one."""
        return self.rectifications[-1].on if self.rectifications else self.signed_on

    @property
    def _origins(self) -> set[str]:
        return {candidate.origin for candidate in self.candidates}

    @property
    def _fundings(self) -> set[str]:
        return {candidate.funding for candidate in self.candidates}

    @property
    def origins(self) -> Mapping[str, str]:
        """The legend of the origins that appear, in the model's order (INS-03)."""
        return _legend("origins", self._origins, self.held_on)

    @property
    def fundings(self) -> Mapping[str, str]:
        """The legend of the fundings that appear, in the model's order (INS-03)."""
        return _legend("fundings", self._fundings, self.held_on)

    def counted(self, at_rncp: bool | None) -> int:
        """How many candidates count as registered at the RNCP, do not, or are not known to (REG-01)."""
        return sum(candidate.at_rncp is at_rncp for candidate in self.candidates)

    def count(self, decision: JuryDecision | None) -> int:
        """How many candidates got this decision, or none."""
        return sum(candidate.decision is decision for candidate in self.candidates)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the minutes apply."""
        common = ("REG-01", "JUR-14", "JUR-11", "JUR-13", "JUR-18", "JUR-19", "INS-03", "GTP-03")
        return (*common, "CER-07") if self.rectifications else common


def _legend(name: str, used: set[str], on: date) -> dict[str, str]:
    return {code: item["label"] for code, item in parameter(name, on).items() if code in used}


def minutes_of(decisions: Decisions, asked: Asked) -> MinutesPaper:
    """The minutes of one qualification (JUR-14), the absent last (JUR-19). Raises Unfit before the last decision."""
    session, president = decisions.session, decisions.session.president
    code = decisions.asked_qualification(asked)
    if not set(session.decided) >= set(session.dossiers):
        raise Unfit(invalid("Toutes les décisions ne sont pas encore enregistrées.", "session"))
    judged, missed = decisions.judged(code), decisions.missed(code)
    if not judged and not missed:
        text = f"Aucun candidat n’est présenté à cette session pour {code} : affectez des dossiers (assignDossiers)."
        raise Unfit(invalid(text, "session"))
    signed = next((item for item in session.minutes if item.certification == code), None)
    return MinutesPaper(
        part=code,
        centre=decisions.head,
        reference=session.number,
        qualification=decisions.qualification(code),
        held_on=session.held_on,
        place_lines=(session.place,) if session.place else (),
        president=Signatory(name=president.name, civility=president.civility) if president else Signatory(name=""),
        members=tuple(
            PresentMember(
                name=member.name,
                body=decisions.body(member),
                seat=decisions.seat(member),
                replaces=member.replaces[-1] if member.replaces else None,
            )
            for member in session.members
            if member.present and member.role is not JuryRole.PRESIDENT
        ),
        candidates=(
            *(minutes_candidate_of(decisions, _as_signed(dossier, signed)) for dossier in judged),
            *(absent_candidate_of(decisions, dossier) for dossier in missed),
        ),
        signed_on=signed.signed_on if signed else None,
        rectifications=tuple(_rectified(item, judged) for item in signed.rectifications) if signed else (),
        demonstration=decisions.centre.demonstration,
    )


def _rectified(rectification: Rectification, judged: Iterable[Dossier]) -> Rectified:
    """A rectification as it is kept, its candidate named as the jury knows them."""
    number = next((item.anonymous_number for item in judged if item.number == rectification.dossier), None)
    return Rectified(
        on=rectification.on,
        signed_by=rectification.signed_by,
        text=rectification.text,
        number=number,
        corrections=tuple(
            Correction(number=number or "", rubric=item.rubric, written=item.written, meant=item.meant)
            for item in rectification.replaced
        ),
    )


def _as_signed(dossier: Dossier, signed: Minutes | None) -> Dossier:
    """The dossier as the minutes were signed: its registration not known where it was not (REG-01, JUR-13)."""
    unknown = signed is not None and dossier.number in signed.registration_unknown
    return dossier.evolve(at_rncp=None) if unknown else dossier
