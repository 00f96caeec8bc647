"""The main schema: every root field, bound to its resolver."""

import asyncio
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph.schema.base import enums as _enums  # noqa: F401  (publishes the enums before the types that use them)

# isort: split
from graph.schema.archive.types import Purge
from graph.schema.base.bind import REQUIRED, Arg, operation, partners
from graph.schema.base.filters import filtered
from graph.schema.base.relay import PAGING, Connection, Node, from_global_id, key_of
from graph.schema.base.scalars import SCALARS
from graph.schema.candidate.types import Candidate, CandidateFilter
from graph.schema.certificate.types import Certificate, CertificateFilter, CertificateVerification
from graph.schema.certification.filters import CertificationFilter
from graph.schema.certification.types import KINDS, Certification, LikelySameCertification
from graph.schema.dossier.filters import DossierFilter, DossierOrder
from graph.schema.dossier.types import Dossier
from graph.schema.equivalence.types import Equivalence
from graph.schema.file.types import File
from graph.schema.mutations import Mutation
from graph.schema.organisation.types import Organisation, OrganisationFilter
from graph.schema.referentiel.types import Bloc, BlocFilter
from graph.schema.rule.types import Rule
from graph.schema.session.filters import SessionFilter, SessionOrder
from graph.schema.session.types import Session
from graph.schema.viewer.types import Viewer, viewer
from resolvers.archive import reading as archives
from resolvers.candidate import reading as candidates
from resolvers.certificate import reading as awarded
from resolvers.certification import fiches
from resolvers.certification import reading as certifications
from resolvers.dossier import listing as dossier_lists
from resolvers.dossier import reading as dossiers
from resolvers.equivalence import reading as equivalences
from resolvers.organisation import reading as organisations
from resolvers.referentiel import reading as referentiels
from resolvers.rulebook import reading as rulebook
from resolvers.session import reading as sessions
from resolvers.shared import nodes
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input
from rules.views.rights import OPERATIONS

CODE = Arg(str, "Code ou alias, avec ou sans blancs, en majuscules ou non.", REQUIRED)
SEARCH = Arg(
    str | None,
    "Mots, débuts de mots ou code, dans n’importe quelle graphie : les 500 meilleures réponses, la meilleure d’abord.",
)
CERTIFICATE = Arg(str, "Numéro du certificat, tel qu’il est imprimé ou sans blancs.", REQUIRED)
REQUIRED_ID = Arg(strawberry.ID, "Identifiant opaque.", REQUIRED)


async def _node(context: Context, id: str) -> Any:  # noqa: A002
    parts = from_global_id(id)
    return await nodes.node(context, *parts) if parts else None


async def _nodes(context: Context, ids: list[str]) -> list[Any]:
    if len(ids) > 100:
        raise invalid_input("« ids » compte au plus 100 identifiants.")
    return await asyncio.gather(*(_node(context, identifier) for identifier in ids))


async def _candidate(context: Context, id: str) -> Any:  # noqa: A002
    return await candidates.candidate(context, key_of(id, "Candidate"))


def _listing(type_: Any, resolver: Any, name: str, description: str, extra: dict[str, Arg]) -> Any:
    """A list of what is paged; one that some roles never have is null where it is refused, and not the whole answer."""
    page = Connection[type_] if OPERATIONS[name] is None else Connection[type_] | None
    return operation(name, filtered(resolver), page, description, {**extra, **PAGING})


@strawberry.type(description="Ce que l’on peut lire.")
@partners(
    *("rules", "certification", "certifications", "bloc", "blocs", "equivalences"),
    *("organisation", "organisations", "verify_certificate"),
)
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
    likely_same_certifications: list[LikelySameCertification] | None = operation(
        "likelySameCertifications",
        fiches.likely_same,
        list[LikelySameCertification] | None,
        "Les CQPM et les fiches qui ne sont probablement qu’une certification, du plus sûr au moins sûr, 100 au plus : "
        "au GTP de le déclarer (REG-02).",
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
    candidates: Connection[Candidate] | None = _listing(
        Candidate,
        candidates.candidates,
        "candidates",
        "Vos candidats, dans l’ordre de leurs noms.",
        {
            "filter": Arg(CandidateFilter | None, "Conditions."),
            "search": Arg(
                str | None,
                "Débuts de mots d’un de ses noms : nom de naissance, nom d’usage ou prénoms, dans tout ordre, sans "
                "égard à la casse, aux accents, aux apostrophes ni aux traits d’union.",
            ),
        },
    )
    dossier: Dossier | None = operation(
        "dossier",
        dossiers.dossier,
        Dossier | None,
        "Un dossier par son numéro.",
        {"number": Arg(str, "Numéro du dossier.", REQUIRED)},
    )
    dossiers: Connection[Dossier] | None = _listing(
        Dossier,
        dossier_lists.dossiers,
        "dossiers",
        "Vos dossiers, dans l’ordre de leurs numéros, dans celui que vous demandez ou de pertinence (GTP-06, JUR-08).",
        {
            "filter": Arg(DossierFilter | None, "Conditions, sur ce que vous voyez de chaque dossier."),
            "search": Arg(
                str | None,
                "Numéro ou partie d’un numéro ; à qui voit les personnes, aussi un nom, le code ou des mots de "
                "l’intitulé d’une certification : les 500 meilleures réponses, la meilleure d’abord.",
            ),
            "order_by": Arg(
                DossierOrder | None, "Ordre ; par défaut, les numéros. Un curseur ne vaut que dans le sien."
            ),
        },
    )
    session: Session | None = operation(
        "session",
        sessions.session,
        Session | None,
        "Une session de jury par son numéro ; un membre du jury n’y voit les noms qu’après les décisions (JUR-08).",
        {"number": Arg(str, "Numéro de la session.", REQUIRED)},
    )
    sessions: Connection[Session] | None = _listing(
        Session,
        sessions.sessions,
        "sessions",
        "Vos sessions, dans l’ordre de leurs jours, dans celui que vous demandez ou de pertinence.",
        {
            "filter": Arg(SessionFilter | None, "Conditions."),
            "search": Arg(
                str | None,
                "Numéro ou partie d’un numéro, mots du lieu : les 500 meilleures réponses, la meilleure d’abord.",
            ),
            "order_by": Arg(SessionOrder | None, "Ordre ; par défaut, les jours. Un curseur ne vaut que dans le sien."),
        },
    )
    certificate: Certificate | None = operation(
        "certificate",
        awarded.certificate,
        Certificate | None,
        "Un certificat par son numéro (NUM-03).",
        {"number": CERTIFICATE},
    )
    certificates: Connection[Certificate] | None = _listing(
        Certificate,
        awarded.certificates,
        "certificates",
        "Vos certificats, dans l’ordre de leurs numéros ou de pertinence (NUM-03).",
        {
            "filter": Arg(CertificateFilter | None, "Conditions."),
            "search": Arg(
                str | None,
                "Numéro, ou le début de l’une de ses parties : les 500 meilleures réponses, la meilleure d’abord.",
            ),
        },
    )
    verify_certificate: CertificateVerification = operation(
        "verifyCertificate",
        awarded.verify,
        CertificateVerification,
        "Dit si un certificat est authentique, et rien de la personne ; ouvert à tous, en nombre limité (CQPI-02).",
        {"number": CERTIFICATE},
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
    purges: Connection[Purge] | None = _listing(
        Purge,
        archives.purges,
        "purges",
        "Le registre des destructions d’archives, de la plus ancienne à la dernière : celles d’un centre, pour lui, et "
        "toutes pour le GTP (ARC-04).",
        {},
    )


schema = strawberry.Schema(
    query=Query, mutation=Mutation, types=[*KINDS, File], config=StrawberryConfig(scalar_map=SCALARS)
)

GRAPHQL = schema._schema  # noqa: SLF001  (Strawberry gives no public name to the schema that graphql-core executes)
