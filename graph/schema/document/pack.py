"""Packs of papers, as clients see them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.base.relay import Node, identifier
from graph.schema.document.types import Document
from graph.schema.rule.types import Payload, Rule
from resolvers.document import packs as resolve
from resolvers.rulebook.reading import rule_of
from rules.base.outcome import Done, Refused
from rules.document import pack as entities
from rules.document.document import DocumentKind
from rules.document.pack import MOST_PAPERS, PackFormat, PackPapers, PackState

if TYPE_CHECKING:
    from graph.schema.session.types import Session


@strawberry.type(description="Un papier qui manque à un lot ; il n’a pas arrêté les autres.")
@shows(entities.PackFault)
class PackFault:
    """A paper that a pack lacks."""

    kind: DocumentKind = strawberry.field(description="Nature.")
    part: str | None = strawberry.field(description="Membre, organisation, qualification ou copie ; nul s’il est seul.")
    of: str = strawberry.field(description="Numéro de la session, du dossier ou du certificat qu’il concerne.")
    summary: str = strawberry.field(description="Ce que c’est, en clair.")
    rule: Rule | None = field(
        rule_of, Rule | None, "La règle qui s’y oppose, ou qui le demande ; nulle si seule la machine est en cause."
    )
    message: str = strawberry.field(description="Pourquoi il manque, et que faire.")


@strawberry.type(
    description="Un lot : les papiers d’une session produits en une fois, tous à une même révision de la session."
)
@shows(entities.Pack)
class Pack(Node):
    """One pack."""

    id: strawberry.ID = identifier("Pack")
    session: Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None = field(
        resolve.session_of,
        Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None,
        "La session.",
    )
    session_revision: int = strawberry.field(description="Révision de la session que disent ses papiers.")
    format: PackFormat = strawberry.field(description="Archive zip ou PDF.")
    papers: PackPapers = plain(lambda pack: pack.asked, PackPapers, "Quels papiers ont été demandés.")
    state: PackState = field(resolve.state, PackState, "Où il en est ; à relire tant qu’il se prépare.")
    done: int = field(resolve.done, int, "Nombre de papiers déjà dans son fichier.")
    total: int = plain(lambda pack: len(pack.papers), int, "Nombre de papiers qu’il réunit.")
    documents: list[Document] = field(
        resolve.documents_of,
        list[Document],
        f"Les documents émis, dans l’ordre du lot, {MOST_PAPERS} au plus ; ceux d’un essai à blanc n’existent pas.",
    )
    missing: list[PackFault] = field(
        resolve.faults, list[PackFault], "Les papiers qui lui manquent, chacun avec sa raison."
    )
    failure: str | None = field(
        resolve.failure, str | None, "Pourquoi son fichier ne se fera pas, et que faire ; nul sinon."
    )
    file_name: str = strawberry.field(description="Nom de son fichier.")
    url: str = field(resolve.url_of, str, "Adresse où le lire quand il est prêt, avec les droits de la session.")
    download_url: str | None = field(
        resolve.download_url,
        str | None,
        "Adresse qui l’ouvre dans un navigateur, sans jeton, pendant dix minutes ; nulle tant qu’il n’est pas prêt.",
    )
    created_on: datetime = strawberry.field(description="Instant de la demande.")


PACKS = field(
    resolve.of_session,
    list[Pack],
    f"Les lots de ses papiers, du plus récent au plus ancien, {resolve.MOST_PACKS} au plus.",
)
"""The packs of a session."""


@strawberry.type(description="Ce que rend la production d’un lot de papiers.")
@shows((Done, Refused))
class PackPayload(Payload):
    """The pack, or the reasons why not."""

    pack: Pack | None = plain(lambda outcome: outcome.entity, Pack | None, "Le lot ; nul s’il y a des problèmes.")
