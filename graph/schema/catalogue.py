"""The error catalogue of the guide: every code that a client may meet, its cause and its remedy."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from resolvers.shared.errors import ErrorCode
from rules.base.problems import ProblemCode

_TOP: Mapping[ErrorCode, tuple[str, str]] = {
    ErrorCode.UNAUTHENTICATED: ("Pas de jeton, ou un jeton qui ne vaut rien.", "Demander un jeton, le renvoyer."),
    ErrorCode.FORBIDDEN: ("Une opération qu’aucun de vos rôles n’a.", "Lire `viewer { operations }`."),
    ErrorCode.BAD_REQUEST: ("Une requête mal formée ou que le schéma refuse.", "Lire le message : il dit où."),
    ErrorCode.INVALID_INPUT: ("Un argument qui n’est pas ce qu’il prétend être.", "Corriger l’argument nommé."),
    ErrorCode.LIMIT_EXCEEDED: ("Une limite, nommée avec sa valeur.", "Demander moins à la fois, par pages."),
    ErrorCode.RATE_LIMITED: (
        "Trop de requêtes en peu de temps, ou en même temps.",
        "Attendre `retryAfter` secondes (en-tête `Retry-After`), puis recommencer.",
    ),
    ErrorCode.TIMEOUT: ("La requête n’a pas abouti à temps.", "Demander moins ; recommencer avec la même clé."),
    ErrorCode.UNAVAILABLE: (
        "Le magasin ne répond pas, ou trop de requêtes se croisent.",
        "Recommencer avec la même clé d’idempotence : rien n’est écrit deux fois.",
    ),
    ErrorCode.INTERNAL: ("Une faute du service.", "Donner l’identifiant de la requête à l’exploitant."),
}
_PROBLEMS: Mapping[ProblemCode, tuple[str, str]] = {
    ProblemCode.RULE: ("Une règle s’y oppose ; elle est nommée.", "Lire la règle, les dates possibles, le chemin."),
    ProblemCode.INVALID_INPUT: ("Une valeur de l’entrée ne convient pas.", "Corriger la valeur au chemin donné."),
    ProblemCode.NOT_FOUND: ("Ce qui est désigné n’existe pas pour vous.", "Vérifier l’identifiant ou le code."),
    ProblemCode.CONFLICT: ("L’objet a changé depuis sa lecture.", "Relire, puis recommencer avec `currentRevision`."),
    ProblemCode.DUPLICATE: ("L’objet existe déjà.", "Chercher celui qui existe."),
    ProblemCode.IDEMPOTENCY_KEY_REUSED: ("La clé a servi pour une autre demande.", "Choisir une autre clé."),
}


def render_catalogue() -> str:
    """docs/guide/erreurs.md, in French. Raises KeyError when a code has no entry."""
    return "\n".join(
        [
            "# Les erreurs",
            "",
            "Page produite par le code ; ne pas la modifier à la main.",
            "",
            "## En tête de réponse : `errors[].extensions.code`",
            "",
            "Fautes et refus d’accès. Chaque erreur porte un `requestId`.",
            "",
            *_table(_TOP, ErrorCode),
            "",
            "## Dans la réponse d’une mutation : `problems[].code`",
            "",
            "Toutes les raisons d’un refus viennent ensemble ; rien n’est écrit.",
            "",
            *_table(_PROBLEMS, ProblemCode),
            "",
        ]
    )


def _table(entries: Mapping[Any, tuple[str, str]], codes: type[Enum]) -> list[str]:
    rows = [f"| `{code.value}` | {entries[code][0]} | {entries[code][1]} |" for code in codes]
    return ["| code | cause | remède |", "| --- | --- | --- |", *rows]


if __name__ == "__main__":
    print(render_catalogue(), end="")
