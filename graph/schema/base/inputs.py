"""What every mutation's input has."""

import strawberry

from resolvers.shared.mutation import Options


@strawberry.input(description="Ce que toute mutation accepte.")
class MutationInput:
    """The part common to every input."""

    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Clé choisie par le client : la même clé et la même entrée donnent la même réponse, sans réécrire.",
    )
    dry_run: bool | None = strawberry.field(
        default=False, description="Vrai pour juger la demande et voir l’objet tel qu’il serait, sans rien écrire."
    )


@strawberry.input(description="Ce que toute mutation d’un objet existant accepte.")
class ExistingInput(MutationInput):
    """The part common to the inputs about an existing entity."""

    expected_revision: int | None = strawberry.field(
        default=None, description="Révision lue par le client ; si l’objet a changé depuis, CONFLICT."
    )


@strawberry.input(description="Ce que toute décision, signature ou validation demande.")
class SignedInput(MutationInput):
    """The part common to decisions, signatures and validations, which are never made on what somebody has changed."""

    expected_revision: int = strawberry.field(description="Révision lue par le client ; dépassée, CONFLICT.")


def mutation_options(given: MutationInput) -> Options:
    """The common part of an input, in the terms of resolvers/."""
    return Options(
        idempotency_key=given.idempotency_key,
        dry_run=bool(given.dry_run),
        expected_revision=given.expected_revision if isinstance(given, (ExistingInput, SignedInput)) else None,
    )
