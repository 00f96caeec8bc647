"""
Holds what juries and the GTP decided against what came of it: decisions, numbers, certificates, pieces.

Named as discrepancies beside those of repositories.derivation: a decision changed after its minutes (JUR-13), a gap or
a double in the numbers of a year (NUM-03), a certificate without a validated decision behind it (GTP-03), one that
replaces another that does not name it (CER-09), a session and its dossiers that do not name each other, a piece whose
file is gone.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping

from repositories.derivation import Discrepancy, Fault, batches
from repositories.numbers import COUNTERS
from repositories.store import Store
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key, read_certificate_number
from rules.dossier.dossier import Dossier
from rules.session.minutes import lines_of
from rules.session.session import Session

_SERIES = "certificates/"


async def nonconformities(store: Store) -> AsyncIterator[Discrepancy]:
    """Every discrepancy of sessions and certificates; none when each follows from what was decided."""
    async for sessions in batches(store.sessions):
        for session in sessions:
            for fault in await _session(store, session):
                yield fault
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    async for certificates in batches(store.certificates):
        dossiers = await store.dossiers.by_numbers(item.dossier for item in certificates)
        others = await store.certificates.get_many(key for item in certificates for key in _beside(item))
        for certificate in certificates:
            number = read_certificate_number(certificate.number)
            if number is not None:
                ranks[str(number.year)].append(number.rank)
            own = dossiers.get(certificate.dossier)
            for fault in (*_certificate(certificate, own), *_replacement(certificate, others)):
                yield fault
    counters = await store.driver.find(COUNTERS, {})
    last = {item["_id"]: item["value"] for item in counters if item["_id"].startswith(_SERIES)}
    for year in sorted({key.removeprefix(_SERIES) for key in last} | ranks.keys()):
        wanted = list(range(1, last.get(f"{_SERIES}{year}", 0) + 1))
        if sorted(ranks[year]) != wanted:
            text = f"les numéros de {year} ne se suivent pas : {len(ranks[year])} certificats, {len(wanted)} numéros"
            yield Discrepancy(Fault.NUMBERS_BROKEN, f"{_SERIES}{year}", f"{text}.")


async def _session(store: Store, session: Session) -> list[Discrepancy]:
    aggregate = f"{store.sessions.name}/{session.id}"
    dossiers = await store.dossiers.judged_in(session.id)
    discrepancies = []
    if {dossier.id for dossier in dossiers} != set(session.dossiers):
        text = "et ses dossiers ne se désignent pas l’un l’autre"
        discrepancies.append(Discrepancy(Fault.REFERENCE_BROKEN, aggregate, f"{aggregate} {text}."))
    for minutes in session.minutes:
        if lines_of(minutes.certification, dossiers) != minutes.lines:
            text = f"a des décisions qui ne sont plus celles du procès-verbal signé de {minutes.certification}"
            discrepancies.append(Discrepancy(Fault.DECISION_CHANGED, aggregate, f"{aggregate} {text}."))
    files = await store.files.get_many(piece.file for piece in session.pieces)
    for piece in session.pieces:
        file = files.get(piece.file)
        if file is None or file.sha256 != piece.sha256:
            text = f"nomme la pièce {piece.file}, qui manque ou n’est plus celle qui a été versée"
            discrepancies.append(Discrepancy(Fault.REFERENCE_BROKEN, aggregate, f"{aggregate} {text}."))
    return discrepancies


def _certificate(certificate: Certificate, dossier: Dossier | None) -> Iterable[Discrepancy]:
    aggregate = f"certificates/{certificate.id}"
    if dossier is None or dossier.verdict is None or not dossier.verdict.validated:
        yield Discrepancy(
            Fault.UNFOUNDED_CERTIFICATE, aggregate, f"{aggregate} ne repose sur aucune décision validée par le GTP."
        )
    elif dossier.candidate != certificate.candidate:
        yield Discrepancy(
            Fault.UNFOUNDED_CERTIFICATE, aggregate, f"{aggregate} n’est pas au nom du candidat de son dossier."
        )


def _beside(certificate: Certificate) -> list[str]:
    """The keys of those that it replaces and that replace it."""
    return [
        key for number in (certificate.replaces, certificate.replaced_by) if number and (key := certificate_key(number))
    ]


def _replacement(certificate: Certificate, others: Mapping[str, Certificate]) -> Iterable[Discrepancy]:
    """CER-09: each names the other, and both come from one dossier."""
    for number, back in ((certificate.replaces, "replaced_by"), (certificate.replaced_by, "replaces")):
        other = others.get(certificate_key(number) or "") if number else None
        same = other is not None and (getattr(other, back), other.dossier) == (certificate.number, certificate.dossier)
        if number and not same:
            aggregate = f"certificates/{certificate.id}"
            text = f"{aggregate} désigne le certificat {number}, qui ne le désigne pas en retour."
            yield Discrepancy(Fault.REFERENCE_BROKEN, aggregate, text)
