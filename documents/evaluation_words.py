"""How papers name the ways in which a capacité is evaluated (EVA-01)."""

from collections.abc import Iterable

from rules.referentiel.referentiel import EvaluationMode

MODES = {
    EvaluationMode.SITUATION_REELLE: "Situation professionnelle réelle",
    EvaluationMode.PROJET: "Présentation de projets ou d’activités",
    EvaluationMode.SITUATION_RECONSTITUEE: "Situation professionnelle reconstituée",
    EvaluationMode.AVIS_ENTREPRISE: "Avis de l’entreprise",
}
"""Each of them, in the order of priority."""


def modes_in_words(modes: Iterable[EvaluationMode]) -> str:
    """One a line."""
    return "\n".join(MODES[mode] for mode in modes)
