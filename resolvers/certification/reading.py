"""Certifications: found by any of their codes, listed by title, with what surrounds them."""

from collections.abc import Sequence
from datetime import date

from resolvers.shared.conditions import among
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input
from resolvers.shared.paging import Listing, bounds, listing
from resolvers.shared.searching import searched, typed
from rules.base.check import Check
from rules.base.operation import Operation
from rules.certification.certification import Certification, CertificationKind, CertificationStatus
from rules.certification.completeness import Completeness
from rules.certification.identifiers import code_key
from rules.certification.lists import ListName
from rules.organisation.organisation import Organisation
from rules.referentiel.checklist import referentiel_checklist
from rules.referentiel.referentiel import Bloc, Referentiel, pending, referentiel_on
from rules.views.actions import certification_actions

LONGEST_CONDITION = 100
"""Characters of a text that a filter compares."""


async def certification(context: Context, code: str) -> Certification | None:
    """The certification known by this code or alias, with or without blanks, any case; None when there is none."""
    return await context.load.certification_by_code.load(code_key(code))


async def certifications(
    context: Context,
    kind: Sequence[CertificationKind] | None = None,
    status: Sequence[CertificationStatus] | None = None,
    level: Sequence[int] | None = None,
    registered_on: date | None = None,
    list_names: Sequence[ListName] | None = None,
    list_on: date | None = None,
    department: Sequence[str] | None = None,
    rome: str | None = None,
    nsf: str | None = None,
    idcc: str | None = None,
    completeness: Sequence[Completeness] | None = None,
    certificateur: str | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Certification]:
    """Certifications in the order of their titles; under `search`, those that a person means first."""
    texts = [("rome", rome), ("nsf", nsf), ("idcc", idcc), ("certificateur", certificateur)]
    for name, text in (*texts, *(("department", value) for value in department or ())):
        if text is not None and not 0 < len(text.strip()) <= LONGEST_CONDITION:
            raise invalid_input(f"« {name} » compte 1 à {LONGEST_CONDITION} caractères.")
    query, within = typed(search), bounds(first, after, last, before)
    collection = context.store.certifications
    conditions = {
        "kind": among(kind, "kind"),
        "status": among(status, "status"),
        "level": among(level, "level"),
        "idcc": idcc and idcc.strip().lstrip("0"),
        "completeness": among(completeness, "completeness"),
        "departments": among(department, "department"),
        **collection.conditions(
            registered_on=registered_on,
            list_names=among(list_names, "list"),
            list_on=list_on or registered_on or context.today,
            rome=rome,
            nsf=nsf,
            certificateur=certificateur,
        ),
    }
    if query is not None:
        return await searched(collection, query, within, conditions)
    return await listing(collection, "title", within, conditions)


def lists(context: Context, certification: Certification, on: date | None = None) -> list[ListName]:
    """The CPNEFP's lists it stands on at a date (REF-04, REF-09)."""
    return sorted(certification.lists(on or context.today), key=lambda name: name.value)


async def referentiels(context: Context, certification: Certification) -> list[Referentiel]:
    """Every known version, oldest first."""
    return await context.load.versions_of.load(certification.code) or []


async def referentiel(context: Context, certification: Certification, on: date | None = None) -> Referentiel | None:
    """The version in force on a date, by default the business date; None when none is known."""
    return referentiel_on(await referentiels(context, certification), on or context.today)


async def blocs(context: Context, certification: Certification) -> list[Bloc]:
    """The blocs of the version in force."""
    version = await referentiel(context, certification)
    if version is None:
        return []
    blocs = await context.load.bloc.load_many([part.bloc for part in version.composition])
    return [bloc for bloc in blocs if bloc is not None]


async def resource_centres(context: Context, certification: Certification) -> list[Organisation]:
    """The centres de ressources (REF-05)."""
    organisations = await context.load.organisation.load_many(list(certification.resource_centres))
    return [organisation for organisation in organisations if organisation is not None]


async def signatories(context: Context, certification: Certification) -> list[Organisation]:
    """The branches that signed for a CQPI (CQPI-01)."""
    organisations = await context.load.organisation.load_many(list(certification.signatories))
    return [organisation for organisation in organisations if organisation is not None]


async def cqpi_of(context: Context, certification: Certification) -> Certification | None:
    """The CQPI that a CQPM matches (GTP-04)."""
    return await context.load.certification.load(certification.cqpi) if certification.cqpi else None


async def cqpms_of(context: Context, certification: Certification) -> list[Certification]:
    """The CQPM that match a CQPI, by title."""
    return await context.load.cqpms_of.load(certification.code) or []


async def checklist(context: Context, certification: Certification) -> list[Check]:
    """What the rules ask of the projet that awaits the GTP, where the viewer sees one, else of the version in force."""
    versions = await referentiels(context, certification)
    return referentiel_checklist(pending(versions) or referentiel_on(versions, context.today))


def next_actions(context: Context, certification: Certification) -> list[Operation]:
    """The operations that the viewer could run now on this certification."""
    return certification_actions(context.viewer, certification, context.today)
