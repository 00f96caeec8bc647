"""Global identifiers and keyset connections, both ways."""

import base64
import binascii
from typing import Any, Generic, TypeVar

import strawberry

from graph.schema.base.bind import Arg, field, partners, plain
from resolvers.shared.paging import Edge as PageEdge
from resolvers.shared.paging import Listing
from resolvers.shared.previews import PreviewKey

T = TypeVar("T")

_PREVIEW = "Preview"
"""The type that the identifiers of previews name: nothing is found by it."""

PAGING = {
    "first": Arg(int | None, "Nombre d’éléments à lire vers l’avant, de 1 à 100 (20 par défaut)."),
    "after": Arg(str | None, "Curseur après lequel lire."),
    "last": Arg(int | None, "Nombre d’éléments à lire vers l’arrière, de 1 à 100."),
    "before": Arg(str | None, "Curseur avant lequel lire."),
}
FORWARD = {"first": PAGING["first"], "after": PAGING["after"]}


def global_id(type_name: str, key: str) -> strawberry.ID:
    """The opaque identifier of an object, stable for ever; of a preview, one that nothing stored has nor ever will."""
    if isinstance(key, PreviewKey):
        type_name, key = _PREVIEW, key.opaque(type_name)
    return strawberry.ID(base64.urlsafe_b64encode(f"{type_name}:{key}".encode()).decode().rstrip("="))


def from_global_id(identifier: str) -> tuple[str, str] | None:
    """The type and key behind an identifier; None when it is not one of ours."""
    try:
        raw = base64.b64decode(identifier + "=" * (-len(identifier) % 4), altchars=b"-_", validate=True)
        type_name, separator, key = raw.decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (type_name, key) if separator and type_name and key and len(key) <= 200 else None


def key_of(identifier: str, type_name: str) -> str:
    """The key behind an identifier of this type; an empty key, which nothing has, for anything else."""
    parts = from_global_id(identifier)
    return parts[1] if parts and parts[0] == type_name else ""


def local_id(key: str, type_name: str) -> strawberry.ID:
    """The identifier of a part within its object, as mutations name it; of a preview, one that they do not find."""
    return global_id(type_name, key) if isinstance(key, PreviewKey) else strawberry.ID(key)


def identifier(type_name: str) -> Any:
    """The `id` field of a type whose entities are kept under `id`."""
    return plain(
        lambda entity: global_id(type_name, entity.id),
        strawberry.ID,
        "Identifiant opaque, stable pour toujours ; celui d’un essai à blanc n’est qu’à lui.",
    )


@strawberry.interface(description="Objet que l’on retrouve par son identifiant.")
class Node:
    """Anything with a global identifier."""

    id: strawberry.ID = strawberry.field(description="Identifiant opaque, stable pour toujours.")


@strawberry.type(description="Où se trouve une page dans sa liste.")
@partners("has_next_page", "has_previous_page", "start_cursor", "end_cursor")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Vrai s’il reste des éléments après cette page.")
    has_previous_page: bool = strawberry.field(description="Vrai s’il reste des éléments avant cette page.")
    start_cursor: str | None = strawberry.field(description="Curseur du premier élément de la page.")
    end_cursor: str | None = strawberry.field(description="Curseur du dernier élément de la page.")


@strawberry.type(description="Un élément d’une page, avec son curseur.")
@partners("cursor", "node")
class Edge(Generic[T]):
    """One item of a page."""

    cursor: str = strawberry.field(description="Curseur de l’élément ; il survit aux ajouts et aux suppressions.")
    node: T = strawberry.field(description="L’élément.")


@strawberry.type(description="Une page d’une liste ordonnée, lue par curseur dans les deux sens.")
@partners("edges", "nodes", "page_info", "total_count")
class Connection(Generic[T]):
    """Relay's connection over a resolvers.shared.paging.Listing."""

    edges: list[Edge[T]] = strawberry.field(description="Les éléments de la page et leurs curseurs.")
    nodes: list[T] = strawberry.field(description="Les éléments de la page.")
    page_info: PageInfo = plain(lambda listing: _page_info(listing), PageInfo, "Où se trouve la page dans la liste.")
    total_count: int = field(
        lambda _context, listing: listing.count(), int, "Nombre total d’éléments ; compté seulement s’il est demandé."
    )


def _page_info(listing: Listing[Any]) -> PageInfo:
    edges: list[PageEdge[Any]] = listing.edges
    return PageInfo(
        has_next_page=listing.has_next,
        has_previous_page=listing.has_previous,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
