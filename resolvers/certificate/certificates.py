"""Certificates: found by their number, verified by anyone, handed over, copied, cancelled (CER-02, CER-03, CER-07)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import mine
from resolvers.shared.changing import Given, draft, given
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.mutation import Attempt, Options, perform, refused, revision_problems
from rules.access.scope import EVERYTHING
from rules.base.operation import Operation
from rules.base.outcome import Judged
from rules.base.problems import not_found
from rules.candidate.candidate import Candidate
from rules.certificate import certificate as entities
from rules.certificate.certificate import Certificate, CertificateState, Delivery, all_delivered
from rules.certificate.kind import CertificateKind
from rules.certificate.number import certificate_key
from rules.certification.certification import Certification
from rules.dossier.dossier import DossierStatus
from rules.referentiel.referentiel import Bloc
from rules.views.actions import certificate_actions
from rules.views.masks import AnonymousCandidate


@dataclass(frozen=True, slots=True)
class Verification:
    """What anyone may know of a number: genuine or not, and nothing of the person (CQPI-02)."""

    number: str
    genuine: bool
    state: CertificateState | None = None
    kind: CertificateKind | None = None
    title: str | None = None
    issued_on: date | None = None


async def certificate(context: Context, number: str) -> Certificate | None:
    """The certificate of this number, any spelling; None outside the viewer's scope."""
    key = certificate_key(number)
    return await context.load.certificate.load(key) if key else None


async def verify(context: Context, number: str) -> Verification:
    """Whether a number is that of a certificate; a cancelled one says so (CER-07). Raises RATE_LIMITED."""
    context.spend("verifyCertificate")
    return (await verified(context, [number]))[number]


async def verified(context: Context, numbers: list[str]) -> dict[str, Verification]:
    """What each of these numbers is, in one command."""
    keys = {number: certificate_key(number) for number in numbers}
    found = await context.store.certificates.get_many([key for key in keys.values() if key], scope=EVERYTHING)
    return {number: _verification(number, found.get(key or "")) for number, key in keys.items()}


async def deliver(context: Context, *, certificate: str, delivery: Delivery, options: Options) -> Attempt[Certificate]:
    """Hands a certificate over; the dossier is REMIS with the last (CER-02)."""

    async def act(unit: UnitOfWork, found: Certificate) -> Judged[Certificate]:
        dossier = await unit.dossiers.by_number(found.dossier)
        assert dossier is not None  # noqa: S101  (a certificate's dossier is never removed)
        receipt = delivery.receipt
        if receipt is not None and receipt not in await mine(context, [receipt]):
            text = "Ce fichier n’existe pas parmi les vôtres : versez-le d’abord (PUT /files)."
            return Judged(problems=(not_found(text, "receipt"),))
        result = entities.deliver(found, dossier, delivery, context.today)
        if result.entity is not None:
            others = (await unit.certificates.of_dossiers([dossier.number]))[dossier.number]
            together = [result.entity if item.id == found.id else item for item in others]
            if all_delivered(together) and dossier.status is DossierStatus.CERTIFIE:
                event = draft(Operation.deliverCertificate, (), number=dossier.number, certificate=found.number)
                unit.update(dossier.evolve(status=DossierStatus.REMIS), event)
        return result

    request = given(certificate, delivery=delivery)
    return await _change(context, Operation.deliverCertificate, "CER-02", request, options, act)


async def issue_copy(
    context: Context, *, certificate: str, reason: str, certified_by: str, options: Options
) -> Attempt[Certificate]:
    """Issues a certified copy, under the same number (CER-03)."""

    async def act(_unit: UnitOfWork, found: Certificate) -> Judged[Certificate]:
        return entities.copy(found, reason, certified_by, context.today)

    request = given(certificate, reason=reason, certified_by=certified_by)
    return await _change(context, Operation.issueCertifiedCopy, "CER-03", request, options, act)


async def record_survey(
    context: Context, *, certificate: str, survey: entities.Survey, options: Options
) -> Attempt[Certificate]:
    """Records what the holder answered on their professional situation (CER-04)."""

    async def act(_unit: UnitOfWork, found: Certificate) -> Judged[Certificate]:
        return entities.record_survey(found, survey, context.today)

    return await _change(context, Operation.recordSurvey, "CER-04", given(certificate, survey=survey), options, act)


async def cancel(context: Context, *, certificate: str, reason: str, options: Options) -> Attempt[Certificate]:
    """Cancels a certificate, which keeps its number (CER-07)."""

    async def act(_unit: UnitOfWork, found: Certificate) -> Judged[Certificate]:
        return entities.cancel(found, reason, context.today)

    request = given(certificate, reason=reason)
    return await _change(context, Operation.cancelCertificate, "CER-07", request, options, act)


async def certification_of(context: Context, certificate: Certificate) -> Certification:
    """The certification that it proves. Raises INTERNAL when the store has lost it."""
    found = await context.load.certification.load(certificate.certification)
    if found is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le certificat {certificate.number} désigne un objet qui manque.")
    return found


async def bloc_of(context: Context, certificate: Certificate) -> Bloc | None:
    """The bloc that it proves, where it is one's."""
    return await context.load.bloc.load(certificate.bloc) if certificate.bloc else None


async def candidate_of(context: Context, certificate: Certificate) -> Candidate | AnonymousCandidate | None:
    """Whose it is, for whoever may see the person."""
    return await context.load.candidate.load(certificate.candidate)


def next_actions(context: Context, certificate: Certificate) -> list[Operation]:
    """The operations that the viewer could run now on this certificate."""
    return certificate_actions(context.viewer, certificate)


async def _change(
    context: Context,
    operation: Operation,
    rule: str,
    request: Given,
    options: Options,
    act: Callable[[UnitOfWork, Certificate], Awaitable[Judged[Certificate]]],
) -> Attempt[Certificate]:
    async def work(unit: UnitOfWork) -> Attempt[Certificate]:
        key = certificate_key(request.subject)
        found = await unit.certificates.get(key, scope=context.scope) if key else None
        if found is None:
            return refused([not_found("Ce certificat n’existe pas parmi les vôtres.", "certificate")])
        result = await act(unit, found)
        if problems := [*revision_problems(found, options), *result.problems]:
            return refused(problems)
        assert result.entity is not None  # noqa: S101  (a judgement without a problem makes something)
        event = draft(operation, result.warnings, number=found.number)
        event = event.evolve(rules=(rule, *event.rules))
        return Attempt(unit.update(result.entity, event), warnings=result.warnings)

    return await perform(
        context,
        operation,
        request,
        options,
        work,
        lambda key: context.store.certificates.get(key, scope=context.scope),
    )


def _verification(number: str, found: Certificate | None) -> Verification:
    if found is None:
        return Verification(number=number[:60], genuine=False)
    return Verification(
        number=found.number,
        genuine=found.state is not CertificateState.CANCELLED,
        state=found.state,
        kind=found.kind,
        title=found.title,
        issued_on=found.issued_on,
    )
