"""A certificate checked by anybody: the address and the signature that it bears, and what they are answered."""

from typing import NamedTuple

from resolvers.certificate.reading import Verification, verify
from resolvers.shared.context import Context
from rules.certificate.attested import attested
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key
from rules.dossier.dossier import Deliberation, Dossier
from rules.papers.result import Check, Result

PATH = "/v"
"""What the address of a check begins with: short, since it is typed."""
SIGNATURE = "s"
"""The parameter that holds the signature."""


class Checked(NamedTuple):
    """What is answered: whether the number is a certificate's, and whether the signature given is its own."""

    verification: Verification
    signed: bool | None
    """None where no signature was given."""


def check_of(context: Context, certificate: Certificate, result: Result) -> Check | None:
    """What a certificate bears to be checked with; None where the service has no address or no key."""
    decided = result.dossier.deliberation
    if context.signer is None or not context.base_url or decided is None:
        return None
    address = f"{context.base_url}{PATH}/{certificate.key}"
    person = result.candidate
    signature = context.signer.sign(attested(certificate, person.full_name, person.birth_date, decided.jury_on))
    return Check(code=f"{address}?{SIGNATURE}={signature}", address=address.partition("://")[2])


async def check(context: Context, number: str, signature: str | None) -> Checked:
    """
    What a number is, and whether a signature is that of the certificate as it was printed last.

    Raises INVALID_INPUT for what is no number, and RATE_LIMITED.
    """
    verification = await verify(context, number)
    return Checked(verification, await _signed(context, number, signature) if signature else None)


async def _signed(context: Context, number: str, signature: str) -> bool:
    store, key = context.store, certificate_key(number)
    certificate = await store.certificates.get(key) if key else None
    if certificate is None or context.signer is None:
        return False
    person = await store.candidates.get(certificate.candidate)
    dossier = await store.dossiers.by_number(certificate.dossier)
    if person is None or dossier is None:
        return False
    return any(
        context.signer.signed(attested(certificate, person.full_name, person.birth_date, decided.jury_on), signature)
        for decided in _judged(dossier)
    )


def _judged(dossier: Dossier) -> list[Deliberation]:
    """What juries decided of a dossier, the last first."""
    former = [item.deliberation for item in reversed(dossier.earlier)]
    return [dossier.deliberation, *former] if dossier.deliberation is not None else former
