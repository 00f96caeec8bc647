"""Documents, as clients see them."""

from datetime import date, datetime

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.base.relay import Node, identifier
from graph.schema.organisation.letterheads import Letterhead
from graph.schema.rule.types import Payload, Rule
from resolvers.document import reading as resolve
from resolvers.document.due import due_papers
from resolvers.organisation.letterheads import letterhead_used
from resolvers.rulebook.reading import rule_of
from rules.base.outcome import Done, Refused
from rules.document.document import Document as DocumentEntity
from rules.document.document import DocumentKind


@strawberry.type(description="Un document produit, gardé tel qu’il a été émis.")
@shows(DocumentEntity)
class Document(Node):
    """One issued document."""

    id: strawberry.ID = identifier("Document")
    kind: DocumentKind = strawberry.field(description="Nature.")
    file_name: str = strawberry.field(description="Nom du fichier.")
    url: str = field(resolve.url_of, str, "Adresse où le lire, avec les mêmes droits que son objet.")
    download_url: str = field(
        resolve.download_url,
        str,
        "Adresse qui l’ouvre dans un navigateur, sans jeton, pendant dix minutes : à ne pas publier.",
    )
    media_type: str = strawberry.field(description="Type de média.")
    size: int = strawberry.field(description="Taille, en octets.")
    sha256: str = strawberry.field(description="Empreinte SHA-256 du contenu.")
    created_on: datetime = strawberry.field(description="Instant de production.")
    letterhead: Letterhead | None = field(
        letterhead_used,
        Letterhead | None,
        "La version du papier à en-tête du centre qui a servi ; nulle pour le papier du service (LET-03).",
    )
    outdated_on: date | None = strawberry.field(
        description="Jour depuis lequel ce qu’il dit n’est plus exact : il est à produire de nouveau (CER-07, CER-09)."
    )
    destroyed_on: date | None = strawberry.field(
        description="Jour de sa destruction, sa durée de conservation étant passée (ARC-01) ; nul s’il se relit."
    )


@strawberry.type(
    description="Un papier à produire : « generateDocument » le prend tel quel, par sa nature, son objet et sa partie."
)
class DuePaper:
    """A paper that is due."""

    kind: DocumentKind = strawberry.field(description="Nature, à donner à « generateDocument ».")
    part: str | None = strawberry.field(
        description="Membre, organisation, qualification ou copie, à donner de même ; nul s’il n’y en a qu’un."
    )
    rule: Rule = field(rule_of, Rule, "La règle qui le demande.")
    summary: str = strawberry.field(description="Ce que c’est, en clair.")
    due_on: date | None = strawberry.field(description="Dernier jour, compris ; nul sans délai.")


DUE_PAPERS = field(
    due_papers,
    list[DuePaper],
    "Les papiers à produire maintenant, pour qui les produit ; redevenus dus si ce qu’ils disent a changé.",
)
"""The papers that are due of a dossier, a session or a certificate."""


@strawberry.type(description="Ce que rend la production d’un document.")
@shows((Done, Refused))
class DocumentPayload(Payload):
    """The document, or the reasons why not."""

    document: Document | None = plain(
        lambda outcome: outcome.entity, Document | None, "Le document ; nul s’il y a des problèmes."
    )
