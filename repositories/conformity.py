"""
Holds what juries and the GTP decided against what came of it: decisions, certificates, papers, pieces.

Named as discrepancies beside those of repositories.derivation: a decision changed after its minutes (JUR-13), a
certificate without a validated decision behind it (GTP-03), one that replaces another that does not name it (CER-09), a
session and its dossiers that do not name each other, a candidate, a session or a file that is named and gone.
"""

from collections.abc import AsyncIterator, Iterable, Mapping

from repositories.derivation import Discrepancy, Fault, batches
from repositories.store import Store
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key
from rules.document.document import Document
from rules.dossier.dossier import Dossier
from rules.session.minutes import lines_of
from rules.session.session import Session


async def nonconformities(store: Store) -> AsyncIterator[Discrepancy]:
    """Every discrepancy; none when sessions, dossiers, papers and certificates follow from what was decided."""
    async for sessions in batches(store.sessions):
        for session in sessions:
            for fault in await _session(store, session):
                yield fault
    for collection, judged in (
        (store.certificates, _certificates),
        (store.dossiers, _dossiers),
        (store.documents, _documents),
    ):
        async for batch in batches(collection):
            for fault in await judged(store, batch):
                yield fault


async def _certificates(store: Store, certificates: list[Certificate]) -> list[Discrepancy]:
    dossiers = await store.dossiers.by_numbers(item.dossier for item in certificates)
    others = await store.certificates.get_many(key for item in certificates for key in _beside(item))
    return [
        fault
        for item in certificates
        for fault in (*_certificate(item, dossiers.get(item.dossier)), *_replacement(item, others))
    ]


async def _dossiers(store: Store, dossiers: list[Dossier]) -> list[Discrepancy]:
    people = await store.candidates.get_many(item.candidate for item in dossiers)
    sessions = await store.sessions.get_many(item.session for item in dossiers if item.session)
    versions = await store.referentiels.get_many(item.referentiel for item in dossiers)
    faults = []
    for item in dossiers:
        aggregate = f"{store.dossiers.name}/{item.id}"
        for what, key, there in (
            ("le candidat", item.candidate, people),
            ("la session", item.session, sessions),
            ("le référentiel", item.referentiel, versions),
        ):
            if key and key not in there:
                text = f"{aggregate} ({item.number}) nomme {what} {key}, qui manque."
                faults.append(Discrepancy(Fault.REFERENCE_BROKEN, aggregate, text))
    return faults


async def _documents(store: Store, documents: list[Document]) -> list[Discrepancy]:
    dossiers = await store.dossiers.by_numbers(item.dossier for item in documents if item.dossier)
    sessions = await store.sessions.get_many(item.session for item in documents if item.session)
    certificates = await store.certificates.get_many(item.certificate for item in documents if item.certificate)
    faults = []
    for item in documents:
        for what, key, there in (
            ("le dossier", item.dossier, dossiers),
            ("la session", item.session, sessions),
            ("le certificat", item.certificate, certificates),
        ):
            if key and key not in there:
                aggregate = f"{store.documents.name}/{item.id}"
                text = f"{aggregate} concerne {what} {key}, qui manque."
                faults.append(Discrepancy(Fault.REFERENCE_BROKEN, aggregate, text))
    return faults


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
