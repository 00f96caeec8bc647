"""Papers made on demand, as clients ask for them."""

import strawberry

from graph.schema.base.bind import plain, shows
from graph.schema.base.inputs import MutationInput, mutation_options
from graph.schema.document.types import Document
from graph.schema.rule.types import Payload
from resolvers.document import generating as resolve
from resolvers.document.subjects import PaperRequest
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt
from rules.document.document import DocumentKind


@strawberry.input(description="Qui signe pour le centre d’examen.")
class SignatoryInput:
    """Who signs."""

    name: str = strawberry.field(description="Nom et prénom.")
    quality: str = strawberry.field(description="Qualité, telle qu’elle s’imprime : « La responsable des examens ».")


@strawberry.input(description="Ce qu’il faut pour produire un document : sa nature et ce qu’il concerne.")
class GenerateDocumentInput(MutationInput):
    """What makes a paper."""

    kind: DocumentKind = strawberry.field(description="Nature du document.")
    dossier: str | None = strawberry.field(default=None, description="Numéro du dossier, pour une lettre au candidat.")
    session: str | None = strawberry.field(default=None, description="Numéro de la session, pour un papier du jury.")
    certificate: str | None = strawberry.field(default=None, description="Numéro du certificat, ou de sa copie.")
    part: str | None = strawberry.field(
        default=None, description="Le membre, l’organisation syndicale ou la qualification, s’il y en a plusieurs."
    )
    signatory: SignatoryInput | None = strawberry.field(
        default=None,
        description="Qui signe pour le centre, ou par délégation une lettre de non-délivrance (LET-03).",
    )


@strawberry.type(description="Ce que rend la production d’un document.")
@shows(Attempt)
class DocumentPayload(Payload):
    """The document, or the reasons why not."""

    document: Document | None = plain(
        lambda attempt: attempt.entity, Document | None, "Le document ; nul s’il y a des problèmes."
    )


async def generate(context: Context, input: GenerateDocumentInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    request = PaperRequest(
        kind=input.kind,
        dossier=input.dossier,
        session=input.session,
        certificate=input.certificate,
        part=input.part,
        signatory_name=input.signatory.name if input.signatory else None,
        signatory_quality=input.signatory.quality if input.signatory else None,
    )
    return await resolve.generate(context, request=request, options=mutation_options(input))
