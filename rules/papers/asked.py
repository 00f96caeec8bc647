"""What is asked of a paper beside what it is about, and the one way in which a paper refuses to be made."""

from pydantic import ValidationError

from rules.base.calendar import in_french
from rules.base.civility import Civility
from rules.base.entity import Entity, Value
from rules.base.problems import Problem, broken, invalid
from rules.document.document import MATERIAL, DocumentKind
from rules.dossier.dossier import Deliberation, Dossier
from rules.papers.common import CentreSignatory, Signatory, SignatoryCapacity


class Unfit(ValueError):
    """The paper cannot be made; the problem says why, and where in what was asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def destroyed_problem(entity: Entity, kind: DocumentKind) -> Problem | None:
    """Why a paper is not made again: it went with the evaluation material of its dossier (ARC-01)."""
    if kind not in MATERIAL or not isinstance(entity, Dossier) or entity.destroyed_on is None:
        return None
    day = in_french(entity.destroyed_on)
    text = f"Les pièces d’évaluation du dossier {entity.number} sont détruites depuis le {day} : ce papier ne se "
    return broken("ARC-01", f"{text}produit plus.", "kind")


class Asked(Value):
    """Which paper of several, who signs it, and what a questionnaire asks."""

    part: str | None = None
    """The member, the union, the qualification or the copy, for a paper of which there are several."""
    signatory_name: str | None = None
    signatory_quality: str | None = None
    signatory_civility: Civility | None = None
    questions: tuple[str, ...] = ()
    """The centre's questions, for a questionnaire (CER-04)."""

    @property
    def for_the_centre(self) -> CentreSignatory:
        """Who signs for the centre. Raises Unfit where nobody is named, or in no quality."""
        name, quality = self.signatory_name or "", self.signatory_quality or ""
        if not name.strip() or not quality.strip():
            raise Unfit(invalid("Le centre signe ce document : donnez le nom et la qualité de qui signe.", "signatory"))
        return CentreSignatory(name=name, quality=quality, civility=self.signatory_civility)

    def for_the_jury(self, decided: Deliberation) -> Signatory:
        """The referent who signs by delegation, where one is named; else the president of the jury (LET-03)."""
        president = decided.president_civility
        if not (self.signatory_name or "").strip():
            return Signatory(name=decided.president, civility=president)
        return Signatory(
            name=self.signatory_name or "",
            capacity=SignatoryCapacity.REFERENT,
            civility=self.signatory_civility,
            president=president,
        )


def problem_of(refusal: ValueError) -> Problem:
    """Why a paper was not made: its own problem, or the French sentence of a value that refuses to be."""
    if isinstance(refusal, Unfit):
        return refusal.problem
    said = refusal.errors() if isinstance(refusal, ValidationError) else []
    sentences = [str(item["ctx"]["error"]) for item in said if item["type"] == "value_error"]
    if isinstance(refusal, ValidationError) and not sentences:
        return invalid("Ce qui est enregistré ne suffit pas à faire ce document.")
    return invalid(sentences[0] if sentences else str(refusal))
