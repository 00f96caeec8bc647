"""Opening a dossier: the request, the facts beside which it is judged, and the dossier it makes."""

from collections.abc import Mapping
from datetime import date

from rules.base.entity import Value
from rules.base.problems import Problem
from rules.candidate.candidate import Candidate
from rules.certification.certification import Certification
from rules.certification.completeness import Completeness
from rules.dossier.carrying import kept_for, offered, undeclared_problems
from rules.dossier.commands import OpenDossier
from rules.dossier.dossier import Company, Dossier, Route
from rules.dossier.holdings import Holding, Judged
from rules.dossier.lists import Channel, Funding, Origin
from rules.dossier.scope import items_of
from rules.equivalence.equivalence import Equivalence
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Referentiel, referentiel_for


class DossierRequest(Value):
    """What a centre types to open a dossier; nothing of it is trusted."""

    certification: str
    target_blocs: tuple[str, ...] = ()
    route: Route
    channel: Channel
    origin: Origin
    funding: Funding
    apprentice: bool = False
    initial_training: bool = False
    company: Company | None = None
    without_employer: bool = False
    host_company: Company | None = None
    training_body: str | None = None
    exam_centre_reason: str | None = None
    requested_on: date
    opened_on: date
    late_reason: str | None = None
    contract_on: date | None = None
    training_starts_on: date | None = None
    vae_starts_on: date | None = None
    newest_version: bool = False


class Award(Value):
    """What a certificate that counts gave to the person: a certification, or one of its blocs."""

    number: str
    certification: str
    bloc: str | None


class Opening(Value):
    """The request beside everything the rules need to judge it."""

    request: DossierRequest
    candidate: Candidate
    certification: Certification
    versions: tuple[Referentiel, ...]
    """Every version of the certification's référentiel, those of its fiches among them, in any order."""
    bloc_codes: Mapping[str, str]
    """What was typed for each target bloc, to its code; absent when no such bloc exists."""
    exam_centre: Organisation | None
    own_centre: str | None
    """Code of the chamber for which the viewer registers, as its exam centre."""
    by_gtp: bool = False
    """Whether the viewer is the GTP, which takes over the paper files of any centre that it names (INS-10)."""
    vae_requests: tuple[Dossier, ...]
    """The candidate's VAE dossiers asked for in the civil year of the request (VAE-03)."""
    known_dossiers: tuple[Dossier, ...] = ()
    """Every dossier of the candidate, at any centre (INS-11)."""
    known_versions: Mapping[str, Referentiel] = {}
    """The versions that these pin."""
    awards: tuple[Award, ...] = ()
    """What the candidate's certificates gave, those cancelled left out (INS-11)."""
    told: frozenset[str] = frozenset()
    """The numbers of these dossiers and certificates that may be told to the viewer (PRD-01, JUR-08)."""
    past: tuple[Judged, ...] = ()
    """The candidate's dossiers whose result stands, with their versions: what may be carried over of them (INS-12)."""
    given_up: tuple[Dossier, ...] = ()
    """The candidate's dossiers on the same certification that were given up before a jury."""
    equivalences: tuple[Equivalence, ...] = ()
    """Those around the certification (EQ-01)."""
    today: date


def engaged_on(request: DossierRequest) -> date:
    """The earliest of contract, training path, VAE start and registration (REF-07, INS-09)."""
    starts = (request.contract_on, request.training_starts_on, request.vae_starts_on, request.opened_on)
    return min(day for day in starts if day is not None)


def entered_on(request: DossierRequest) -> date:
    """The day whose registration counts at an opening: as for the dossier that it makes (REG-01)."""
    if request.route is Route.VAE:
        return request.requested_on
    return request.training_starts_on or request.opened_on


def version_for(opening: Opening) -> Referentiel | None:
    """
    The version of the référentiel that the dossier pins (REF-07); None when none is known, or none had taken effect.

    Each fiche of the certification has versions of its own (REG-02). One is pinned where it holds the target blocs, or
    where the certification's own does not say what is to be evaluated; that of a fiche in force then comes first.
    """
    request, certification = opening.request, opening.certification
    engaged, targets = engaged_on(request), set(opening.bloc_codes.values())
    standing = {item.number for item in certification.registrations if item.in_force(engaged)}
    fiches = sorted(certification.codes[1:], key=lambda code: (code not in standing, code))
    pinned = []
    for code in (certification.code, *fiches):
        versions = [version for version in opening.versions if version.certification == code]
        version = referentiel_for(versions, engaged, prefer_new=request.newest_version)
        if version is not None:
            pinned.append(version)
    holding = (version for version in pinned if targets <= {part.bloc for part in version.composition})
    telling = (version for version in pinned if version.completeness is not Completeness.TITLE)
    return next(holding if targets else telling, pinned[0] if pinned else None)


def completed(command: OpenDossier, today: date) -> DossierRequest:
    """The request with its dates: registered today, asked for that day, where nothing else is said (INS-09)."""
    opened_on = command.opened_on or today
    dates = {"opened_on": opened_on, "requested_on": command.requested_on or opened_on}
    return DossierRequest(**{name: getattr(command, name) for name in DossierRequest.model_fields} | dates)


def opening_of(
    dossier: Dossier, candidate: Candidate, certification: Certification, centre: Organisation | None, today: date
) -> Opening:
    """A dossier as if its centre asked to open it now, on the dates of its opening, for what it says to be judged."""
    kept = {name: getattr(dossier, name) for name in DossierRequest.model_fields.keys() & Dossier.model_fields.keys()}
    return Opening(
        request=DossierRequest(**kept),
        candidate=candidate,
        certification=certification,
        versions=(),
        bloc_codes={},
        exam_centre=centre,
        own_centre=dossier.exam_centre,
        vae_requests=(),
        today=today,
    )


def dossier_from(opening: Opening, identifier: str) -> Dossier:
    """The dossier that an opening without problems makes; its number is taken from the series last."""
    request, version, centre = opening.request, version_for(opening), opening.exam_centre
    if version is None or centre is None:
        raise ValueError("an opening with problems makes no dossier")
    dossier = Dossier(
        id=identifier,
        number="",
        family=opening.certification.kind,
        candidate=opening.candidate.id,
        certification=opening.certification.code,
        referentiel=version.id,
        target_blocs=tuple(dict.fromkeys(opening.bloc_codes[typed] for typed in request.target_blocs)),
        route=request.route,
        channel=request.channel,
        origin=request.origin,
        funding=request.funding,
        apprentice=request.apprentice,
        company=request.company,
        without_employer=request.without_employer,
        host_company=request.host_company,
        training_body=request.training_body,
        exam_centre=centre.code,
        exam_centre_reason=request.exam_centre_reason,
        requested_on=request.requested_on,
        opened_on=request.opened_on,
        engaged_on=engaged_on(request),
        typed_on=opening.today,
        late_reason=request.late_reason,
        training_starts_on=request.training_starts_on,
    )
    return dossier.evolve(carriable=tuple(carried_to(opening, dossier)))


def waiting_for_declaration(opening: Opening, dossier: Dossier) -> list[Problem]:
    """What the dossier may not carry over until a registration is declared (REG-01)."""
    version = version_for(opening)
    if version is None or not opening.past:
        return []
    kept = kept_for(dossier.certification, version, opening.past, opening.equivalences, dossier.requested_on)
    items = {item.key: item for item in items_of(dossier, version)}
    return undeclared_problems(items, kept, carried_to(opening, dossier), "certification")


def carried_to(opening: Opening, dossier: Dossier) -> dict[str, Holding]:
    """What the dossier that it makes may carry over, of what was read for it (INS-12)."""
    version = version_for(opening)
    return offered(dossier, version, opening.past, opening.equivalences) if version and opening.past else {}
