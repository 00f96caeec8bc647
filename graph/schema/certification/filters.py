"""What lists of certifications are asked for."""

from datetime import date

import strawberry

from rules.certification.certification import CertificationKind, CertificationStatus
from rules.certification.completeness import Completeness
from rules.certification.lists import ListName


@strawberry.input(description="Filtre des certifications ; les conditions s’ajoutent.")
class CertificationFilter:
    """Conditions on certifications."""

    kind: list[CertificationKind] | None = strawberry.field(default=None, description="De l’une de ces familles.")
    status: list[CertificationStatus] | None = strawberry.field(default=None, description="Dans l’un de ces états.")
    level: list[int] | None = strawberry.field(default=None, description="De l’un de ces niveaux.")
    registered_on: date | None = strawberry.field(
        default=None, description="Enregistrée à un répertoire national ce jour-là."
    )
    list_names: list[ListName] | None = strawberry.field(
        name="list",
        default=None,
        description="Sur l’une de ces listes de la CPNEFP, le jour de `listOn`, sinon de `registeredOn`, sinon "
        "aujourd’hui (REF-04).",
    )
    list_on: date | None = strawberry.field(
        default=None, description="Le jour où elle figure sur les listes de `list` (REF-04, REF-09)."
    )
    department: list[str] | None = strawberry.field(
        default=None, description="L’un des départements portés par son numéro (NUM-01)."
    )
    rome: str | None = strawberry.field(default=None, description="Code ROME, ou son début.")
    nsf: str | None = strawberry.field(default=None, description="Code NSF, ou son début.")
    idcc: str | None = strawberry.field(default=None, description="IDCC d’une branche.")
    completeness: list[Completeness] | None = strawberry.field(
        default=None, description="Connue jusqu’à l’un de ces degrés."
    )
    certificateur: str | None = strawberry.field(
        default=None, description="SIRET du certificateur, ou mots entiers de son nom."
    )
