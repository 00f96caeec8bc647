"""
Opening a request of VAE: for what, how often, and where it begins (VAE-01, VAE-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2;
article R. 6412-3 of the code du travail, outside the texts.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rules.base.outcome import Done, Refused
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken
from rules.candidate.candidate import Candidate
from rules.dossier import admission
from rules.dossier.admission import Check
from rules.dossier.commands import OpenDossier
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.opening import Opening
from rules.dossier.vae import VaeRequest
from rules.vae.recevabilite import unregistered


def open_request(
    candidate: Candidate, command: OpenDossier, *, opening: Opening, identifier: str, checks: Sequence[Check]
) -> Refused | Done[Dossier]:
    """The request opened, its recevabilité to be instructed; warned of where there are many in the year (VAE-03)."""
    outcome = admission.open_dossier(candidate, command, opening=opening, identifier=identifier, checks=checks)
    if isinstance(outcome, Refused):
        return outcome
    begun = outcome.entity.evolve(status=DossierStatus.RECEVABILITE_EN_INSTRUCTION, vae=VaeRequest())
    return replace(outcome, entity=begun, warnings=(*outcome.warnings, *_many(opening)))


def registered_at_rncp(opening: Opening) -> list[Problem]:
    """VAE-01: VAE is open only for a CQPM registered at the RNCP on the day of the request."""
    request, certification = opening.request, opening.certification
    if certification.registered_at_rncp(request.requested_on):
        return []
    return [broken("VAE-01", unregistered(certification, request.requested_on), "route")]


def once_a_year(opening: Opening) -> list[Problem]:
    """VAE-03: one request per candidate, CQPM and civil year, those for blocs aside."""
    request = opening.request
    same = [item for item in opening.vae_requests if item.certification in opening.certification.codes]
    if all(item.target_blocs for item in same):
        return []
    return [
        broken(
            "VAE-03",
            f"Une demande de VAE pour ce CQPM a déjà été déposée en {request.requested_on.year} : "
            "une seule est possible par année civile.",
            "requestedOn",
            earliest=date(request.requested_on.year + 1, 1, 1),
        )
    ]


def _many(opening: Opening) -> list[Problem]:
    """VAE-03: a request beside others for blocs, or the fourth of a year."""
    year = opening.request.requested_on.year
    warnings = []
    if any(item.certification in opening.certification.codes for item in opening.vae_requests):
        text = f"Une demande de VAE pour des blocs de ce CQPM a déjà été déposée en {year}."
        warnings.append(broken("VAE-03", text, "requestedOn"))
    most = parameter("vae_requests_a_year", opening.request.requested_on)
    others = {item.certification for item in opening.vae_requests if not item.target_blocs}
    if most and len(others - set(opening.certification.codes)) >= most:
        text = f"Le candidat a déjà déposé {len(others)} demandes de VAE en {year} : la loi en permet {most}."
        warnings.append(broken("VAE-03", text, "requestedOn"))
    return warnings
