"""Uploaded files, as clients see them; they travel outside GraphQL (PUT /files)."""

from datetime import date, datetime

import strawberry

from graph.schema.base.bind import field, shows
from graph.schema.base.relay import Node, identifier
from resolvers.file import files as resolve
from rules.file.file import UploadedFile


@strawberry.type(description="Un fichier versé par PUT /files, que l’on nomme ensuite dans une mutation.")
@shows(UploadedFile)
class File(Node):
    """One uploaded file."""

    id: strawberry.ID = identifier("File")
    name: str = strawberry.field(description="Nom du fichier.")
    url: str = field(resolve.url_of, str, "Adresse où le relire.")
    media_type: str = strawberry.field(description="Type de média, lu dans le contenu.")
    size: int = strawberry.field(description="Taille, en octets.")
    sha256: str = strawberry.field(description="Empreinte SHA-256 du contenu.")
    uploaded_on: datetime = strawberry.field(description="Instant du versement.")
    destroyed_on: date | None = strawberry.field(
        description="Jour de sa destruction, sa durée de conservation étant passée (ARC-01) ; nul s’il se relit."
    )
