"""Organisations, as clients see them."""

import strawberry

from graph.schema.base.bind import field, partners, plain, shows
from graph.schema.base.relay import Node, identifier
from graph.schema.organisation.letterheads import Letterhead
from graph.schema.rule.types import Payload
from resolvers.organisation import letterheads as resolve
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.organisation.letterhead import MOST_VERSIONS
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
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    letterheads: list[Letterhead] | None = field(
        resolve.letterheads_of,
        list[Letterhead] | None,
        "Les versions de son papier à en-tête, la dernière, qui sert, d’abord : "
        f"{MOST_VERSIONS} au plus. Nulles pour qui n’est ni de ce centre ni du niveau national.",
    )
    next_actions: list[Operation] = field(
        resolve.next_actions, list[Operation], "Les opérations que vous pouvez faire maintenant sur elle."
    )


@strawberry.input(description="Filtre des organisations ; les conditions s’ajoutent.")
class OrganisationFilter:
    """Conditions on organisations."""

    kind: list[OrganisationKind] | None = strawberry.field(default=None, description="De l’une de ces natures.")
    department: list[str] | None = strawberry.field(default=None, description="De l’un de ces départements.")


@strawberry.type(description="Ce que rend le dépôt d’un papier à en-tête.")
@shows((Done, Refused))
class OrganisationPayload(Payload):
    """The organisation, or the reasons why not."""

    organisation: Organisation | None = plain(
        lambda outcome: outcome.entity, Organisation | None, "L’organisation ; nulle s’il y a des problèmes."
    )
