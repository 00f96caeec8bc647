"""Dossiers, read within the viewer's scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from resolvers.document.due import issued_of, with_papers
from resolvers.dossier.fiches import equivalences_among, today_among
from resolvers.dossier.plan import PlannedModeOf
from resolvers.referentiel import reading as referentiels
from resolvers.shared import seats
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError, there
from resolvers.shared.previews import part_key
from rules.base.check import Check
from rules.base.operation import Operation
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate
from rules.certificate.proving import matching_cqpi, proof_of
from rules.certification.certification import Certification
from rules.document.document import Document
from rules.dossier.carrying import offered, settled
from rules.dossier.changes import Transfer
from rules.dossier.conservation import conservation_until
from rules.dossier.dossier import Dossier, Outcome
from rules.dossier.holdings import Holding, Judged, holdings_of
from rules.dossier.registered import as_registered, registration_line
from rules.equivalence.equivalence import Equivalence
from rules.lives.family import life_of_entity
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Bloc, EvaluationMode, Referentiel
from rules.session.session import Session
from rules.views.actions import dossier_actions, dossier_lines
from rules.views.masks import certificates_seen, dossier_view, judged_on, names_seen, veiled

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HoldingOf:
    """What is held, beside what it is held through, as the viewer sees it."""

    certification: str
    referentiel: str | None
    capacite: str | None
    bloc: str | None
    valid_until: date | None
    through: Certificate | Dossier | Equivalence


@dataclass(frozen=True, slots=True)
class CarryOverOf:
    """What a dossier may carry over, beside where it comes from."""

    referentiel: str
    capacite: str | None
    bloc: str | None
    dossier: str
    equivalence: str | None
    valid_until: date | None
    carried: bool


@dataclass(frozen=True, slots=True)
class EvaluationOf:
    """An evaluation beside the version of the référentiel that its numbers belong to."""

    id: str
    referentiel: str
    capacite: str | None
    bloc: str | None
    mark: float | None
    acquired: bool
    mode: EvaluationMode
    on: date
    carried_over: bool
    carried_from: str | None
    kept_until: date | None
    evaluators: tuple[str, ...]
    observations: str | None


async def dossier(context: Context, number: str) -> Dossier | None:
    """The dossier of this number, blanks and case forgiven; None outside the viewer's scope."""
    dossier = await seats.held_or_proposed(context.store.dossiers, context, number)
    return dossier_view(context.viewer, dossier) if dossier else None


async def candidate_of(context: Context, dossier: Dossier) -> Candidate | None:
    """The dossier's candidate; None where their name is hidden (JUR-08)."""
    if not names_seen(context.viewer, judged_on(dossier)):
        return None
    return _there(await context.load.any_candidate.load(dossier.candidate), dossier)


async def session_of(context: Context, dossier: Dossier) -> Session | None:
    """The session that judges the dossier, where it exists for the viewer."""
    return await context.load.session.load(dossier.session) if dossier.session else None


async def certificates_of(context: Context, dossier: Dossier) -> list[Certificate]:
    """The certificates that the dossier gave; none before the GTP's decision (GTP-06)."""
    if not context.result_visible(dossier):
        return []
    return await context.load.certificates_of.load(dossier.number) or []


async def certification_of(context: Context, dossier: Dossier) -> Certification:
    """The certification that the dossier aims at."""
    return _there(await context.load.certification.load(dossier.certification), dossier)


async def referentiel_of(context: Context, dossier: Dossier) -> Referentiel:
    """The version that the dossier pins (REF-07)."""
    return _there(await context.load.referentiel.load(dossier.referentiel), dossier)


async def exam_centre_of(context: Context, dossier: Dossier) -> Organisation:
    """The dossier's centre d'examen (INS-01)."""
    return _there(await context.load.organisation.load(dossier.exam_centre), dossier)


async def centre_of(context: Context, transfer: Transfer) -> Organisation:
    """The centre to which a dossier is proposed (PRD-02). Raises INTERNAL when the store has lost it."""
    centre = await context.load.organisation.load(transfer.centre)
    if centre is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le centre {transfer.centre} manque dans le magasin.")
    return centre


async def target_blocs_of(context: Context, dossier: Dossier) -> list[Bloc]:
    """The blocs asked for; none when the whole certification is."""
    blocs = await context.load.bloc.load_many(list(dossier.target_blocs))
    return [_there(bloc, dossier) for bloc in blocs]


def evaluations_of(_context: Context, dossier: Dossier) -> list[EvaluationOf]:
    """The evaluations, each findable."""
    return [
        EvaluationOf(part_key(dossier.id, f"{dossier.number}#{rank}"), dossier.referentiel, **item.model_dump())
        for rank, item in enumerate(dossier.evaluations, 1)
    ]


async def acquired_of(context: Context, dossier: Dossier) -> list[HoldingOf]:
    """What the jury left acquired, and the certification once it is awarded (CON-01, CON-02, GTP-03, GTP-04)."""
    if dossier.deliberation is None:
        return []
    certificates = await certificates_of(context, dossier)
    [dossier] = await registered_among(context, [dossier])
    held = holdings_of(dossier, await referentiel_of(context, dossier))
    whole = [item for item in held if not item.item]
    others = [item for item in held if item.item]
    return held_through(
        [*whole, *matching_cqpi(dossier, certificates), *others], {dossier.number: dossier}, certificates
    )


def held_through(
    held: Iterable[Holding],
    dossiers: Mapping[str, Dossier],
    certificates: Sequence[Certificate],
    equivalences: Mapping[str, Equivalence] = MappingProxyType({}),
) -> list[HoldingOf]:
    """
    What is held, each beside the certificate that proves it, the equivalence that gives it, or the dossier.

    No last day is told of what waits for a declaration (REG-01).
    """
    return [
        HoldingOf(
            item.certification,
            item.referentiel,
            item.capacite,
            item.bloc,
            None if item.undeclared else item.valid_until,
            proof_of(item, certificates)
            or (equivalences[item.equivalence] if item.equivalence else dossiers[item.dossier]),
        )
        for item in held
    ]


async def held_certification_of(context: Context, item: HoldingOf) -> Certification:
    """The certification held, or of which something is. Raises INTERNAL when the store has lost it."""
    certification = await context.load.certification.load(item.certification)
    if certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La certification {item.certification} manque dans le magasin.")
    return certification


async def carry_over_of(context: Context, dossier: Dossier) -> list[CarryOverOf]:
    """
    What the dossier may carry over and what it has, before its jury decides (INS-12): from whatever centre it comes.

    Nothing to whoever may not read whose dossier it is (JUR-08).
    """
    judged = judged_on(dossier)
    version = await referentiel_of(context, judged)
    open_ = judged.upheld is None and judged.withdrawal is None and names_seen(context.viewer, judged)
    everything = (await context.load.dossiers_of_person.load(judged.candidate) or []) if open_ else []
    others = [item for item in everything if item.id != judged.id and settled(item)]
    standing = await today_among(context, others)
    versions = await context.load.referentiel.load_many([item.referentiel for item in standing])
    past = [Judged(item, found) for item, found in zip(standing, versions, strict=True) if found is not None]
    if not past:
        return []
    [asked] = await today_among(context, [judged])
    around = await equivalences_among(context, [asked.certification])
    done = {item.item for item in judged.evaluations if item.carried_over}
    return [
        CarryOverOf(version.id, item.capacite, item.bloc, item.dossier, item.equivalence, item.valid_until, key in done)
        for key, item in offered(asked, version, past, around.values()).items()
    ]


async def source_of(context: Context, item: CarryOverOf) -> Dossier | None:
    """The dossier that something may be carried over from, where it exists for the viewer."""
    return await context.load.dossier_by_number.load(item.dossier)


async def equivalence_of(context: Context, item: CarryOverOf) -> Equivalence | None:
    """The equivalence by which a bloc may be carried over from another certification; None where it is the same."""
    return await context.load.equivalence.load(item.equivalence) if item.equivalence else None


async def carried_from_of(context: Context, item: EvaluationOf) -> Dossier | None:
    """The dossier that an evaluation is carried over from (INS-08), where it exists for the viewer."""
    return await context.load.dossier_by_number.load(item.carried_from) if item.carried_from else None


async def conservation_until_of(context: Context, dossier: Dossier) -> date | None:
    """
    The last day to ask for a new registration with what was acquired (CON-02).

    None unless the outcome is partial, and while it is not known whether the dossier counts as registered (REG-01).
    """
    decided = dossier.upheld
    if decided is None or decided.outcome is not Outcome.PARTIAL:
        return None
    at_rncp = as_registered(dossier, await certification_of(context, dossier)).at_rncp
    return conservation_until(decided.jury_on, at_rncp) if at_rncp is not None else None


async def registered_among(context: Context, dossiers: Sequence[Dossier]) -> list[Dossier]:
    """These dossiers, each saying whether it counts as registered where that is known (REG-01)."""
    found = await context.load.certification.load_many([item.certification for item in dossiers])
    return [as_registered(item, _there(known, item)) for item, known in zip(dossiers, found, strict=True)]


async def registered_of(context: Context, dossier: Dossier) -> bool | None:
    """Whether the dossier counts as registered at the RNCP; None while not known, and to its jury (REG-01, JUR-08)."""
    judged = judged_on(dossier)
    if veiled(context.viewer, judged):
        return None
    return as_registered(judged, await certification_of(context, dossier)).at_rncp


_Part = HoldingOf | EvaluationOf | PlannedModeOf | CarryOverOf


async def capacite_of(context: Context, item: _Part) -> referentiels.Capacite | None:
    """The capacité that a holding, an evaluation, a planned mode or a carry-over is about."""
    version = await context.load.referentiel.load(item.referentiel) if item.capacite and item.referentiel else None
    return referentiels.capacite(version, item.capacite) if version and item.capacite else None


async def bloc_of(context: Context, item: _Part) -> Bloc | None:
    """The bloc that a holding, an evaluation, a planned mode or a carry-over is about."""
    return await context.load.bloc.load(item.bloc) if item.bloc else None


async def documents_of(context: Context, dossier: Dossier) -> list[Document]:
    """The documents issued of a dossier; to a candidate, those of a result after the GTP's decision (GTP-06)."""
    issued = await context.load.documents_of.load(dossier.number) or []
    return [document for document in issued if context.paper_visible(dossier, document)]


async def checklist(context: Context, dossier: Dossier) -> list[Check]:
    """What the rules ask of the dossier on the business date; after its result, of what it gave (LET-01 to CER-06)."""
    certification = await certification_of(context, dossier)
    judged = as_registered(judged_on(dossier), certification)
    lines = dossier_lines(judged, context.today)
    if not veiled(context.viewer, judged):
        lines.append(registration_line(judged, certification))
    further = life_of_entity(judged).result_lines
    known = judged.verdict is not None or judged.earlier
    if further is None or not known or not certificates_seen(context.viewer, judged):
        return lines
    certificates = await context.load.certificates_of.load(judged.number) or []
    return [*lines, *further(judged, certificates, await issued_of(context, judged), context.today)]


async def next_actions(context: Context, dossier: Dossier) -> list[Operation]:
    """The operations that the viewer could run now on this dossier."""
    actions = dossier_actions(context.viewer, dossier, context.today, await session_of(context, dossier))
    return await with_papers(context, dossier, actions)


def _there(loaded: T | None, dossier: Dossier) -> T:
    return there(loaded, f"Le dossier {dossier.number}")
