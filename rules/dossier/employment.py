"""
What an opening says of the candidate's status, of what pays and of the employer (INS-02, INS-03, EVA-03, JUR-14).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, and
annex 7, the model of the minutes.
"""

from collections.abc import Mapping

from rules.base.calendar import in_french
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, invalid
from rules.dossier.dossier import Route
from rules.dossier.lists import Channel, Funding, Origin
from rules.dossier.opening import DossierRequest, Opening


def channel_problems(opening: Opening) -> list[Problem]:
    """INS-02: through a company, which is named, through a training body, or the candidate alone."""
    request = opening.request
    channels = parameter("channels", request.opened_on)
    if request.channel.value not in channels:
        return [broken("INS-02", f"La voie d’inscription est l’une de celles-ci : {_listed(channels)}.", "channel")]
    if request.channel is Channel.ENTREPRISE and request.company is None and request.host_company is None:
        return [invalid("Une inscription par l’intermédiaire d’une entreprise nomme cette entreprise.", "company")]
    return []


def funding_problems(opening: Opening) -> list[Problem]:
    """INS-03: status and funding are of the dated lists of the minutes model."""
    request, problems = opening.request, []
    origins = parameter("origins", request.opened_on)
    fundings = parameter("fundings", request.opened_on)
    if request.origin.value not in origins:
        text = f"L’origine du candidat est l’une de celles-ci : {_listed(origins)}."
        problems.append(broken("INS-03", text, "origin"))
    if request.funding.value not in fundings:
        text = f"Le financement est l’un de ceux-ci : {_listed(fundings)}."
        problems.append(broken("INS-03", text, "funding"))
    return problems


def company_problems(opening: Opening) -> list[Problem]:
    """INS-03: a job seeker has no company; JUR-14: a company outside the branch says of which branch it is."""
    request = opening.request
    if request.company is None:
        return []
    if request.origin is Origin.DE:
        text = (
            "Aucune entreprise n’est indiquée pour un demandeur d’emploi (modèle de procès-verbal) : retirez-la ; "
            "celle qui l’accueille en POEI se donne à part (hostCompany)."
        )
        return [broken("INS-03", text, "company")]
    company, sectors = request.company, parameter("sectors_with_branch", request.opened_on)
    if company.sector is None or company.sector.value not in sectors or (company.branch or "").strip():
        return []
    text = f"« {company.name} » est hors métallurgie : indiquez sa branche, que porte le procès-verbal."
    return [broken("JUR-14", text, "company", "branch")]


def host_problems(opening: Opening) -> list[Problem]:
    """INS-03: only a job seeker in POEI has a host company (our reading)."""
    request = opening.request
    if request.host_company is None or _in_poei(request):
        return []
    text = (
        "Seul un demandeur d’emploi en POEI a une entreprise d’accueil : retirez-la (hostCompany), ou indiquez "
        "l’origine DE et le financement POEI."
    )
    return [broken("INS-03", text, "hostCompany")]


def employer_problems(opening: Opening) -> list[Problem]:
    """EVA-03: only who has an employer acts without it, and not where that employer registers the candidate."""
    request = opening.request
    if not request.without_employer:
        return []
    if request.origin is Origin.DE:
        text = "Un demandeur d’emploi n’a pas d’employeur : ne dites pas qu’il agit sans son accord (withoutEmployer)."
        return [broken("EVA-03", text, "withoutEmployer")]
    if request.channel is Channel.ENTREPRISE:
        text = (
            "Le candidat inscrit par l’intermédiaire de son entreprise n’agit pas sans son accord : "
            "corrigez la voie d’inscription (channel) ou withoutEmployer."
        )
        return [broken("EVA-03", text, "withoutEmployer")]
    return []


def funding_warnings(opening: Opening) -> list[Problem]:
    """INS-03: a known funding that is not usual for the candidate's status, one of another time, POEI without host."""
    request = opening.request
    origins = parameter("origins", request.opened_on)
    fundings = parameter("fundings", request.opened_on)
    if request.origin.value not in origins or request.funding.value not in fundings:
        return []
    warnings, funding = [], request.funding.value
    if funding not in origins[request.origin.value]["fundings"]:
        text = f"Le financement « {funding} » est inhabituel pour l’origine « {request.origin.value} »."
        warnings.append(broken("INS-03", text, "funding"))
    ended = fundings[funding].get("valid_until")
    if ended is not None and request.opened_on > ended:
        text = f"Le financement « {funding} » n’existe plus depuis le {in_french(ended)}."
        warnings.append(broken("INS-03", text, "funding", latest=ended))
    if _in_poei(request) and request.host_company is None:
        text = (
            "Une POEI se fait dans une entreprise qui accueille le candidat et donne son avis : "
            "indiquez-la dès qu’elle est connue (hostCompany)."
        )
        warnings.append(broken("INS-03", text, "hostCompany"))
    return warnings


def employer_warnings(opening: Opening) -> list[Problem]:
    """EVA-03: an employee whose employer is not known, or is and was perhaps not asked."""
    request = opening.request
    if request.origin is Origin.DE or request.without_employer or request.channel is Channel.ENTREPRISE:
        return []
    if request.company is None and request.route is Route.FORMATION:
        text = (
            "Un salarié est évalué avec l’avis de son entreprise : indiquez-la (company), "
            "ou dites qu’il agit sans l’accord de son employeur (withoutEmployer)."
        )
        return [broken("EVA-03", text, "company")]
    if request.company is not None and request.channel is Channel.CANDIDAT:
        text = (
            f"Le candidat s’inscrit lui-même : s’il agit sans l’accord de « {request.company.name} », "
            "dites-le (withoutEmployer) ; le certificat ne lui serait alors remis qu’en personne."
        )
        return [broken("EVA-03", text, "withoutEmployer")]
    return []


def _in_poei(request: DossierRequest) -> bool:
    return request.origin is Origin.DE and request.funding is Funding.POEI


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"« {value} »" for value in values)
