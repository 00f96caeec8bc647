"""
The modes of evaluation that a référentiel provides, and a reconstituted situation by exception (EVA-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 1 B.
"""

from rules.base.problems import Problem, broken
from rules.dossier.scope import Item
from rules.referentiel.referentiel import EvaluationMode

BUILT = EvaluationMode.SITUATION_RECONSTITUEE
AT_WORK = frozenset({EvaluationMode.SITUATION_REELLE, EvaluationMode.PROJET})
"""The modes that rest on what is done at work: a reconstituted situation needs both to be impossible."""


def mode_problems(
    item: Item, mode: EvaluationMode, reason: str | None, *path: str, place: str = "reason"
) -> list[Problem]:
    """
    EVA-02: a mode that the référentiel does not provide; a reconstituted situation whose need is not stated.

    The company's opinion completes every evaluation by itself (EVA-03): the référentiel need not provide it. `path` is
    the line of the input that names the mode, `place` its field that a missing reason is about.
    """
    problems = []
    provided = item.capacite.modes if item.capacite is not None else ()
    if provided and mode not in provided and mode is not EvaluationMode.AVIS_ENTREPRISE:
        allowed = ", ".join(other.words.rstrip(".").lower() for other in provided)
        text = f"Le référentiel ne prévoit pas cette modalité pour {item.name} : choisissez parmi {allowed}."
        problems.append(broken("EVA-02", text, *path, "mode"))
    if mode is BUILT and not (reason or "").strip():
        text = (
            f"Dites au plan des évaluations (reason) pourquoi {item.name} ne peut s’évaluer ni en situation réelle, "
            "ni par une présentation de projets réalisés au travail : sans cela, pas de situation reconstituée."
        )
        problems.append(broken("EVA-02", text, *path, place))
    return problems


def mode_warnings(item: Item, mode: EvaluationMode, *path: str) -> list[Problem]:
    """EVA-02: a mode of what the référentiel known to us provides none for."""
    if mode is EvaluationMode.AVIS_ENTREPRISE or (item.capacite is not None and item.capacite.modes):
        return []
    text = (
        f"Le référentiel connu ne dit pas quelles modalités il prévoit pour {item.name} : "
        "vérifiez celle-ci auprès du centre de ressources."
    )
    return [broken("EVA-02", text, *path, "mode")]
