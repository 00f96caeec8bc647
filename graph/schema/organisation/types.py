"""Organisations, as clients see them."""

import strawberry

from graph.schema.base.bind import partners, shows
from graph.schema.base.relay import Node, identifier
from rules.organisation.organisation import Organisation as OrganisationEntity
from rules.organisation.organisation import OrganisationKind


@strawberry.type(description="Une organisation : UIMM, UIMM territoriale, branche partenaire…")
@shows(OrganisationEntity)
@partners("id", "code", "name", "kind", "department", "region", "demonstration", key="code")
class Organisation(Node):
    """One organisation."""

    id: strawberry.ID = identifier("Organisation")
    code: str = strawberry.field(description="Code, attribué une fois pour toutes.")
    name: str = strawberry.field(description="Nom.")
    kind: OrganisationKind = strawberry.field(description="Nature.")
    department: str | None = strawberry.field(description="Département.")
    region: str | None = strawberry.field(description="Région.")
    demonstration: bool = strawberry.field(description="Vrai pour une organisation fictive, de démonstration.")


@strawberry.input(description="Filtre des organisations ; les conditions s’ajoutent.")
class OrganisationFilter:
    """Conditions on organisations."""

    kind: list[OrganisationKind] | None = strawberry.field(default=None, description="De l’une de ces natures.")
    department: list[str] | None = strawberry.field(default=None, description="De l’un de ces départements.")
