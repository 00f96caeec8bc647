"""Whose opinion completes an evaluation, why none does, and what to do for one that is missing (EVA-03)."""

from rules.dossier.dossier import Dossier, Route

COMPANY_FIRST = (
    "le centre d’examen l’indique (correctDossier, company), puis enregistre son avis (recordCompanyOpinion) ; ou il "
    "dit que le candidat agit sans l’accord de son employeur (correctDossier, withoutEmployer)."
)
"""What the centre does where nobody is known to give an opinion: the jury reads it too."""


def without_opinion(dossier: Dossier) -> str | None:
    """Why no company's opinion completes the evaluation, in a sentence; None where one does."""
    if dossier.opinion_needed:
        return None
    if dossier.route is Route.VAE:
        return "En VAE, l’avis de l’entreprise ne complète pas l’évaluation."
    if dossier.without_employer:
        return "Le candidat agit sans l’accord de son employeur, dont l’avis n’est donc pas demandé."
    if dossier.only_carried:
        return "Tout est repris d’un dossier précédent : il n’y a pas d’évaluation à compléter d’un avis."
    return "Aucune entreprise n’accueille ce demandeur d’emploi, dont l’évaluation se fait donc sans avis."


def opinion_missing(dossier: Dossier) -> str:
    """What to do where a company's opinion is asked for and not given; it names the dossier, never the company."""
    if dossier.advising_company is None:
        return f"Aucune entreprise n’est connue du dossier {dossier.number} : {COMPANY_FIRST}"
    return (
        f"L’avis de l’entreprise manque encore au dossier {dossier.number} : le centre d’examen le recueille "
        "(recordCompanyOpinion)."
    )
