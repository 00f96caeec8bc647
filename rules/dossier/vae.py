"""The rules of registration by validation des acquis de l'expérience."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.problems import Problem, broken
from rules.dossier.opening import Opening


def registered_at_rncp(opening: Opening) -> list[Problem]:
    """VAE-01: VAE is open only for a CQPM registered at the RNCP."""
    request, certification = opening.request, opening.certification
    if certification.registered_at_rncp(request.opened_on):
        return []
    return [
        broken(
            "VAE-01",
            f"La VAE n’est ouverte que pour un CQPM inscrit au RNCP ; aucune inscription de « {certification.title} » "
            f"n’est connue au {in_french(request.opened_on)}.",
            "route",
        )
    ]


def once_a_year(opening: Opening) -> list[Problem]:
    """VAE-03: one request per candidate, CQPM and civil year."""
    request = opening.request
    if not opening.vae_requests:
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
