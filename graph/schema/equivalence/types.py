"""Equivalences, as clients see them."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, partners, plain, shows
from graph.schema.base.relay import Node, identifier
from graph.schema.certification.types import Certification
from graph.schema.referentiel.types import Bloc
from graph.schema.rule.types import Payload
from resolvers.equivalence import reading as resolve
from rules.base.outcome import Done, Refused
from rules.equivalence import equivalence as entities
from rules.equivalence.equivalence import EquivalenceExtent


@strawberry.type(description="Un bout d’une équivalence : un bloc, ou la certification entière si le bloc est nul.")
@partners("certification", "bloc")
class EquivalenceEnd:
    """One end."""

    certification: Certification = field(resolve.certification_of, Certification, "La certification.")
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc ; nul pour la certification entière.")


@strawberry.type(description="Qui détient tous les bouts de départ se voit reconnaître ceux d’arrivée (EQ-01).")
@shows(entities.Equivalence)
@partners("id", "given", "received", "extent", "source", "valid_from", "valid_until")
class Equivalence(Node):
    """A directed equivalence."""

    id: strawberry.ID = identifier("Equivalence")
    given: list[EquivalenceEnd] = plain(
        lambda item: item.given, list[EquivalenceEnd], "Ce qu’il faut détenir.", name="from"
    )
    received: list[EquivalenceEnd] = plain(
        lambda item: item.received, list[EquivalenceEnd], "Ce qui est alors reconnu.", name="to"
    )
    extent: EquivalenceExtent = strawberry.field(description="Étendue, si la source la dit.")
    source: str = strawberry.field(description="Ce qui l’énonce.")
    declared: bool = strawberry.field(
        description="Vrai si le GTP l’a déclarée ; faux si elle vient d’un répertoire, et ne fait rien reprendre."
    )
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    valid_from: date | None = strawberry.field(description="Premier jour de validité, s’il est connu.")
    valid_until: date | None = strawberry.field(description="Dernier jour de validité, s’il est connu.")


@strawberry.type(description="Ce que rend la déclaration d’une équivalence.")
@shows((Done, Refused))
class EquivalencePayload(Payload):
    """The equivalence, or the reasons why not."""

    equivalence: Equivalence | None = plain(
        lambda outcome: outcome.entity, Equivalence | None, "L’équivalence ; nulle s’il y a des problèmes."
    )
