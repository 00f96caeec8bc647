"""
Which letter of a result is due to a candidate: the only place that decides (LET-01, LET-02, LET-04, LET-05).

Each letter is due to exactly one kind of result, so that no two letters of one dossier say two things.
"""

from collections.abc import Mapping

from rules.base.problems import invalid
from rules.document.document import DocumentKind
from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision, Outcome
from rules.dossier.refusal import refused_judgment
from rules.papers.asked import Unfit

WORDS: Mapping[DocumentKind, str] = {
    DocumentKind.GTP_REFUSAL_LETTER: "du refus de l’attribution (LET-05)",
    DocumentKind.AWARD_LETTER: "d’attribution (LET-04)",
    DocumentKind.NON_ADMISSION_LETTER: "de non-admission (LET-01)",
    DocumentKind.PARTIAL_VALIDATION_LETTER: "de validation partielle (LET-02)",
}
"""Each letter of a result, in words."""


def letter_due(dossier: Dossier) -> DocumentKind | None:
    """
    The letter that a dossier's result calls for; None before the GTP has told one.

    A refusal calls for its own until the GTP decides on what a new jury says (GTP-07).
    """
    if refused_judgment(dossier) is not None:
        return DocumentKind.GTP_REFUSAL_LETTER
    if dossier.verdict is None or dossier.deliberation is None:
        return None
    if dossier.deliberation.decision is JuryDecision.A:
        return DocumentKind.AWARD_LETTER
    if dossier.deliberation.outcome is Outcome.NONE:
        return DocumentKind.NON_ADMISSION_LETTER
    return DocumentKind.PARTIAL_VALIDATION_LETTER


def check_due(dossier: Dossier, kind: DocumentKind) -> None:
    """Raises Unfit where another letter is due, or none yet."""
    due = letter_due(dossier)
    if due is kind:
        return
    if due is None:
        text = "Le GTP ne s’est pas encore prononcé : les lettres sont datées de ce jour (LET-03, GTP-06)."
        raise Unfit(invalid(text))
    if due is DocumentKind.AWARD_LETTER and dossier.unduly and dossier.status is DossierStatus.VALIDE:
        text = (
            f"Ce que le dossier {dossier.number} avait attribué l’était indûment, et rien n’en est plus tenu : aucune "
            "lettre de résultat n’en est due (CER-09)."
        )
        raise Unfit(invalid(text))
    raise Unfit(
        invalid(f"Cette lettre n’est pas celle du dossier {dossier.number} : la sienne est celle {WORDS[due]}.")
    )
