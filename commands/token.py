"""`poincon token`: a demonstration token for a role."""

import argparse
from datetime import date, timedelta
from typing import Any

from commands.settings import Settings, SettingsError
from graph.transport.tokens import mint
from rules.access.viewer import Role

CENTRE = "UT59"
LIFETIME = timedelta(days=30)


def add(commands: Any) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser("token", help="faire un jeton de démonstration")
    parser.add_argument("role", choices=[role.value for role in Role])
    parser.add_argument("--organisation", help="code de l’organisation (UT59 pour un centre, par défaut)")
    parser.add_argument("--candidate", help="identifiant interne du candidat, pour le rôle CANDIDATE")
    parser.add_argument("--today", type=date.fromisoformat, help="date du jour dans le service, AAAA-MM-JJ")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the token. Raises SettingsError outside demonstration mode."""
    settings = Settings.read()
    if not settings.demonstration:
        raise SettingsError("Les jetons de démonstration ne se font pas en production.")
    role = Role(arguments.role)
    print(
        demonstration_token(
            settings, role, arguments.organisation, candidate=arguments.candidate, today=arguments.today
        )
    )
    return 0


def demonstration_token(
    settings: Settings,
    role: Role,
    organisation: str | None = None,
    *,
    candidate: str | None = None,
    today: date | None = None,
) -> str:
    """A token of the demonstration for one role, acting for its demonstration organisation by default."""
    centre = CENTRE if role in {Role.CENTRE, Role.RESOURCE_CENTRE, Role.JURY_PRESIDENT, Role.JURY_MEMBER} else None
    return mint(
        settings.token_key or "",
        settings.token_issuer,
        subject=f"demonstration-{role.value.lower().replace('_', '-')}",
        name=f"Démonstration {role.value}",
        roles=[role],
        lifetime=LIFETIME,
        organisation=organisation or centre,
        candidate=candidate or ("demonstration-zoe-lefevre" if role is Role.CANDIDATE else None),
        today=today,
    )
