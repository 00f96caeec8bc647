"""Certificates: found by their number, verified by anyone, whose it is (CER-07, CQPI-02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from resolvers.document.due import issued_of, with_papers
from resolvers.shared.conditions import Days, among, between, blocs_among, certifications_among, organisations
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input, there
from resolvers.shared.paging import SEARCH, Listing, Order, bounds, listing
from resolvers.shared.rations import Ration
from resolvers.shared.searching import as_number, searched, typed
from rules.access.scope import EVERYTHING
from rules.base.check import Check
from rules.base.operation import Operation
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate, CertificateState
from rules.certificate.kind import CertificateKind
from rules.certificate.number import certificate_key
from rules.certification.certification import Certification
from rules.papers.delivery import certificate_lines
from rules.referentiel.referentiel import Bloc
from rules.views.actions import certificate_actions

NUMBER = Order("number")


@dataclass(frozen=True, slots=True)
class Verification:
    """What anyone may know of a number: genuine or not, and nothing of the person (CQPI-02)."""

    number: str
    genuine: bool
    state: CertificateState | None = None
    kind: CertificateKind | None = None
    title: str | None = None
    issued_on: date | None = None
    replaces: str | None = None
    replaced_by: str | None = None


async def certificate(context: Context, number: str) -> Certificate | None:
    """The certificate of this number, any spelling; None outside the viewer's scope."""
    key = certificate_key(number)
    return await context.load.certificate.load(key) if key else None


async def certificates(
    context: Context,
    kind: Sequence[CertificateKind] | None = None,
    state: Sequence[CertificateState] | None = None,
    certification: Sequence[str] | None = None,
    bloc: Sequence[str] | None = None,
    exam_centre: Sequence[str] | None = None,
    candidate: Sequence[str] | None = None,
    issued_on: Days | None = None,
    delivered: bool | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Certificate]:
    """
    The viewer's certificates in the order of their numbers; under `search`, the closest numbers first.

    There is none before the GTP has decided, and a jury sees none: nothing of them is masked (GTP-06, JUR-08).
    """
    query = typed(search)
    order = NUMBER if query is None else SEARCH
    within = bounds(first, after, last, before, order)
    conditions = {
        "kind": among(kind, "kind"),
        "state": among(state, "state"),
        "certification": await certifications_among(context, certification, "certification"),
        "bloc": await blocs_among(context, bloc, "bloc"),
        "exam_centre": organisations(exam_centre, "examCentre"),
        "candidate": among(candidate, "candidate"),
        "issued_on": between(issued_on, "issuedOn"),
        "delivered": delivered,
    }
    if query is not None:
        joined = as_number(query)
        return await searched(context.store.certificates, joined, within, conditions, context.scope, order)
    return await listing(context.store.certificates, order, within, conditions, context.scope)


async def verify(context: Context, number: str) -> Verification:
    """
    Whether a number is that of a certificate; a cancelled one says so (CER-07).

    What has no form of a number is no false certificate: raises INVALID_INPUT. Raises RATE_LIMITED.
    """
    await context.spend(Ration.VERIFICATIONS)
    known = await verified(context, [number])
    if number not in known:
        raise invalid_input(
            "« number » n’a pas la forme d’un numéro de certificat, par exemple MC 2027 05 59 00001 (NUM-03) : "
            "recopiez-le tel qu’il est imprimé."
        )
    return known[number]


async def verified(context: Context, numbers: list[str]) -> dict[str, Verification]:
    """What each of these numbers is, in one command; what has no form of a number is left out."""
    keys = {number: key for number in numbers if (key := certificate_key(number)) is not None}
    certificates = await context.store.certificates.get_many(keys.values(), scope=EVERYTHING)
    return {number: _verification(number, certificates.get(key)) for number, key in keys.items()}


async def certification_of(context: Context, certificate: Certificate) -> Certification:
    """The certification that it proves. Raises INTERNAL when the store has lost it."""
    named = await context.load.certification.load(certificate.certification)
    return there(named, f"Le certificat {certificate.number}")


async def bloc_of(context: Context, certificate: Certificate) -> Bloc | None:
    """The bloc that it proves, where it is one's."""
    return await context.load.bloc.load(certificate.bloc) if certificate.bloc else None


async def candidate_of(context: Context, certificate: Certificate) -> Candidate | None:
    """Whose it is, for whoever may see the person."""
    return await context.load.candidate.load(certificate.candidate)


async def next_actions(context: Context, certificate: Certificate) -> list[Operation]:
    """The operations that the viewer could run now on this certificate."""
    actions = certificate_actions(context.viewer, certificate)
    return await with_papers(context, certificate, actions)


async def checklist(context: Context, certificate: Certificate) -> list[Check]:
    """What the rules ask of the certificate: printed, handed over, declared."""
    return certificate_lines(certificate, await issued_of(context, certificate), context.today)


def _verification(number: str, certificate: Certificate | None) -> Verification:
    if certificate is None:
        return Verification(number=number[:60], genuine=False)
    return Verification(
        number=certificate.number,
        genuine=certificate.state is not CertificateState.CANCELLED,
        state=certificate.state,
        kind=certificate.kind,
        title=certificate.title,
        issued_on=certificate.issued_on,
        replaces=certificate.replaces,
        replaced_by=certificate.replaced_by,
    )
