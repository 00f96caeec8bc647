"""The main schema: every root field, bound to its resolver."""

from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph import enums as _enums  # noqa: F401  (publishes the enums before the types that use them)
from graph.bind import REQUIRED, Arg, operation
from graph.candidates import Candidate, CandidateFilter, CandidatePayload, RegisterCandidateInput, register_candidate
from graph.certifications import KINDS, Certification, CertificationFilter
from graph.dossiers import Dossier, DossierFilter, DossierPayload, OpenDossierInput, open_dossier
from graph.equivalences import Equivalence
from graph.organisations import Organisation, OrganisationFilter
from graph.referentiels import Bloc, BlocFilter
from graph.relay import PAGING, Connection, Node, from_global_id, key_of
from graph.rules import Rule
from graph.scalars import SCALARS
from graph.submissions import CertificationPayload, SubmitReferentielInput, submit_referentiel
from graph.viewer import Viewer, viewer
from resolvers import candidates, certifications, dossiers, equivalences, nodes, organisations, referentiels, rulebook
from resolvers.context import Context
from resolvers.errors import invalid_input

CODE = Arg(str, "Code ou alias, avec ou sans blancs, en majuscules ou non.", REQUIRED)
SEARCH = Arg(
    str | None,
    "Mots, débuts de mots ou code, dans n’importe quelle graphie : les 500 meilleures réponses, la meilleure d’abord.",
)
REQUIRED_ID = Arg(strawberry.ID, "Identifiant opaque.", REQUIRED)


def _filtered(resolver: Any) -> Any:
    """The resolver with the conditions of a filter spread into its keyword arguments."""

    async def call(context: Context, filter: Any = None, **values: Any) -> Any:  # noqa: A002
        return await resolver(context, **(vars(filter) if filter is not None else {}), **values)

    return call


async def _node(context: Context, id: str) -> Any:  # noqa: A002
    found = from_global_id(id)
    return await nodes.node(context, *found) if found else None


async def _nodes(context: Context, ids: list[str]) -> list[Any]:
    if len(ids) > 100:
        raise invalid_input("« ids » compte au plus 100 identifiants.")
    return [await _node(context, identifier) for identifier in ids]


async def _candidate(context: Context, id: str) -> Any:  # noqa: A002
    return await candidates.candidate(context, key_of(id, "Candidate"))


def _listing(type_: Any, resolver: Any, name: str, description: str, extra: dict[str, Arg]) -> Any:
    return operation(name, _filtered(resolver), Connection[type_], description, {**extra, **PAGING})


@strawberry.type(description="Ce que l’on peut lire.")
class Query:
    """Everything that can be read."""

    node: Node | None = operation(
        "node",
        _node,
        Node | None,
        "Tout objet par son identifiant ; nul s’il n’existe pas pour vous.",
        {"id": REQUIRED_ID},
    )
    nodes: list[Node | None] = operation(
        "nodes",
        _nodes,
        list[Node | None],
        "Plusieurs objets par leurs identifiants, 100 au plus, dans l’ordre demandé.",
        {"ids": Arg(list[strawberry.ID], "Identifiants opaques.", REQUIRED)},
    )
    viewer: Viewer = operation("viewer", viewer, Viewer, "Vous : votre compte, vos rôles, la date du jour.")
    rules: list[Rule] = operation(
        "rules",
        rulebook.rules,
        list[Rule],
        "Les règles, toutes ou celles que l’on nomme (PUB-01).",
        {"ids": Arg(list[strawberry.ID] | None, "Identifiants, par exemple INS-04.")},
    )
    certification: Certification | None = operation(
        "certification",
        certifications.certification,
        Certification | None,
        "Une certification par l’un de ses codes (NUM-01, NUM-04, PUB-01).",
        {"code": CODE},
    )
    certifications: Connection[Certification] = _listing(
        Certification,
        certifications.certifications,
        "certifications",
        "Les certifications, dans l’ordre de leurs intitulés ou de pertinence (PUB-01).",
        {
            "filter": Arg(CertificationFilter | None, "Conditions."),
            "search": SEARCH,
        },
    )
    bloc: Bloc | None = operation(
        "bloc", referentiels.bloc, Bloc | None, "Un bloc par son code (NUM-02, NUM-04).", {"code": CODE}
    )
    blocs: Connection[Bloc] = _listing(
        Bloc,
        referentiels.blocs,
        "blocs",
        "Les blocs, dans l’ordre de leurs codes ou de pertinence (PUB-01).",
        {"filter": Arg(BlocFilter | None, "Conditions."), "search": SEARCH},
    )
    equivalences: Connection[Equivalence] = _listing(
        Equivalence,
        equivalences.equivalences,
        "equivalences",
        "Les équivalences dont tous les bouts sont connus (EQ-01, PUB-01).",
        {
            "from_": Arg(str | None, "Code de la certification ou du bloc qui donne.", name="from"),
            "to": Arg(str | None, "Code de la certification ou du bloc qui reçoit."),
        },
    )
    candidate: Candidate | None = operation(
        "candidate",
        _candidate,
        Candidate | None,
        "Un candidat par son identifiant.",
        {"id": REQUIRED_ID},
    )
    candidates: Connection[Candidate] = _listing(
        Candidate,
        candidates.candidates,
        "candidates",
        "Vos candidats, dans l’ordre de leurs noms.",
        {"filter": Arg(CandidateFilter | None, "Conditions."), "search": Arg(str | None, "Nom de naissance exact.")},
    )
    dossier: Dossier | None = operation(
        "dossier",
        dossiers.dossier,
        Dossier | None,
        "Un dossier par son numéro.",
        {"number": Arg(str, "Numéro du dossier.", REQUIRED)},
    )
    dossiers: Connection[Dossier] = _listing(
        Dossier,
        dossiers.dossiers,
        "dossiers",
        "Vos dossiers, dans l’ordre de leurs numéros.",
        {"filter": Arg(DossierFilter | None, "Conditions.")},
    )
    organisation: Organisation | None = operation(
        "organisation",
        organisations.organisation,
        Organisation | None,
        "Une organisation par son code.",
        {"code": CODE},
    )
    organisations: Connection[Organisation] = _listing(
        Organisation,
        organisations.organisations,
        "organisations",
        "Les organisations, dans l’ordre de leurs noms ou de pertinence.",
        {
            "filter": Arg(OrganisationFilter | None, "Conditions."),
            "search": SEARCH,
        },
    )


@strawberry.type(description="Ce que l’on peut changer.")
class Mutation:
    """Everything that can be changed."""

    submit_referentiel: CertificationPayload = operation(
        "submitReferentiel",
        submit_referentiel,
        CertificationPayload,
        "Dépose un projet de référentiel, ou complète celui qui est en vigueur (REF-02, REF-06, REF-12 à REF-14).",
        {"input": Arg(SubmitReferentielInput, "Ce qu’il faut.", REQUIRED)},
    )
    register_candidate: CandidatePayload = operation(
        "registerCandidate",
        register_candidate,
        CandidatePayload,
        "Enregistre une personne (PRD-01) ; prévient si elle semble déjà connue.",
        {"input": Arg(RegisterCandidateInput, "Ce qu’il faut.", REQUIRED)},
    )
    open_dossier: DossierPayload = operation(
        "openDossier",
        open_dossier,
        DossierPayload,
        "Ouvre un dossier (INS-01 à INS-09, REF-07, REF-09, VAE-01, VAE-03).",
        {"input": Arg(OpenDossierInput, "Ce qu’il faut.", REQUIRED)},
    )


schema = strawberry.Schema(
    query=Query, mutation=Mutation, types=list(KINDS), config=StrawberryConfig(scalar_map=SCALARS)
)

GRAPHQL = schema._schema  # noqa: SLF001  (Strawberry gives no public name to the schema that graphql-core executes)
