"""
What a candidate is told when the GTP has refused the attribution: the day, the reasons, what comes next (LET-05).

The regulation has no such letter; it is signed and dated as the letters of LET-01 and LET-02 are (LET-03).
"""

from typing import Self

from pydantic import Field, model_validator

from rules.base.problems import invalid
from rules.document.document import DocumentKind
from rules.dossier.dossier import Again
from rules.dossier.refusal import refused_judgment
from rules.dossier.scope import items_of
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Named, addressee_of, head_of
from rules.papers.due import check_due
from rules.papers.result import Result
from rules.papers.result_letter import ResultLetter


class GtpRefusalLetter(ResultLetter):
    """The letter on a refusal of the GTP (LET-05, GTP-07)."""

    reasons: tuple[str, ...] = Field(min_length=1)
    """Why, a line for each line of the GTP's text."""
    again: Again | None = None
    """What is made again; null for a refusal of before the GTP said so."""
    evaluations: tuple[Named, ...] = ()
    """The capacités, by number and title, or the blocs, by code and title, that are evaluated again."""
    others_stay: bool = True
    """Whether something else of the dossier was evaluated, whose result stays."""

    @model_validator(mode="after")
    def _says_what_comes_next(self) -> Self:
        if bool(self.evaluations) is not (self.again is Again.EVALUATIONS):
            raise ValueError("La lettre nomme les évaluations à refaire, et celles-là seulement (GTP-07).")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("LET-05", "LET-03", "GTP-07")


def gtp_refusal_of(result: Result, asked: Asked) -> GtpRefusalLetter:
    """The letter of LET-05. Raises Unfit where the GTP has refused nothing, or decided again since."""
    dossier = result.dossier
    check_due(dossier, DocumentKind.GTP_REFUSAL_LETTER)
    judgment = refused_judgment(dossier)
    if judgment is None:
        raise Unfit(invalid("Le GTP n’a pas refusé cette attribution (LET-05)."))
    decided, verdict = judgment.deliberation, judgment.verdict
    before = [item.verdict.on for item in dossier.earlier if item.session != judgment.session]
    again = [item for item in items_of(dossier, result.version) if item.key in verdict.evaluations]
    return GtpRefusalLetter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=verdict.on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        jury_on=decided.jury_on,
        refused_before=before[-1] if before else None,
        by_vae=dossier.vae is not None,
        reasons=tuple(filter(None, (line.strip() for line in (verdict.reasons or "").splitlines()))),
        again=verdict.again,
        evaluations=tuple(
            Named(code=item.key, title=item.title if item.capacite else result.blocs[item.key].title) for item in again
        ),
        others_stay=len(judgment.evaluations) > len(again),
        next_vae_on=result.next_vae_after(verdict.on) if verdict.again is Again.NOTHING else None,
        signatory=asked.for_the_jury(decided),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )
