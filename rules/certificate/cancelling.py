"""
A certificate cancelled: in error and reissued at once, or because what it proves was awarded unduly (CER-07, CER-09).

What replaces a certificate awards nothing: it keeps the day of the GTP, hence the year and the month of its number
(NUM-03), and takes a rank of its own last, like every other. « Fait à Paris, le » is the day it is made (CER-01).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken
from rules.certificate.certificate import (
    Cancellation,
    CancellationKind,
    Certificate,
    CertificateState,
    standing,
)
from rules.certificate.commands import CancelCertificate
from rules.certificate.keeping import beside
from rules.certificate.kind import CertificateKind
from rules.document.document import Document, DocumentKind
from rules.document.issuing import outdated
from rules.dossier.dossier import Dossier

_WHOLE = frozenset({CertificateKind.CQPM, CertificateKind.CQPM_RNCP})
_DECLARED = frozenset({CertificateKind.CQPM_RNCP, CertificateKind.BLOC})
"""What stands at the RNCP, hence is declared to the Caisse des Dépôts (CER-06)."""


def cancel(
    certificate: Certificate,
    command: CancelCertificate,
    *,
    dossier: Dossier,
    siblings: Sequence[Certificate],
    relying: Sequence[Dossier],
    papers: Sequence[Document],
    titled: str,
    today: date,
) -> Refused | Done[Certificate]:
    """
    The certificate cancelled, whose number stays its own (CER-07, NUM-03), with what follows from why (CER-09).

    In error, another takes its place, not numbered yet. Unduly, what it proved is held no more; the CQPI of a CQPM goes
    with it, since nothing else awards it (GTP-04). `siblings` are the certificates of the dossier, `relying` the other
    dossiers that carry over what it left acquired, `papers` those issued of it, `titled` what it proves as it is called
    today.
    """
    if command.kind is None:
        text = "Dites pourquoi il est annulé : une erreur (ERROR), qui le réémet, ou une attribution indue (UNDUE)."
        return Refused((broken("CER-09", text, "kind"),))
    cancellation = Cancellation(on=today, reason=command.reason, kind=command.kind)
    if command.kind is CancellationKind.ERROR:
        gone, new = replaced(certificate, cancellation, titled)
        changed: tuple[Certificate, ...] = (gone, new)
        told = dossier
    else:
        changed = tuple(_cancelled(item, cancellation) for item in (certificate, *_with(certificate, siblings)))
        told = dossier.evolve(unduly=tuple(dict.fromkeys((*dossier.unduly, *(item.proves for item in changed)))))
    beside_it = beside(told, changed, siblings)
    bearing = outdated(papers_of(changed, papers), today)
    return Done(
        changed[0],
        (*(Change(item, {"dossier": dossier.number}) for item in changed[1:]), beside_it, *map(Change, bearing)),
        (
            *_told_of_siblings(changed, siblings, command.kind),
            *handed_warnings(certificate, command.kind),
            *_relied_on(relying, command.kind),
            *title_warnings(certificate, titled, command.kind),
        ),
        rules=("CER-07", "CER-09"),
    )


def replaced(certificate: Certificate, cancellation: Cancellation, titled: str) -> tuple[Certificate, Certificate]:
    """
    A certificate cancelled in error, and the one that takes its place, whose number is taken last (CER-09, NUM-03).

    The new one proves the same, under the title of today; what its holder answered on their situation goes with it
    (CER-04). It is to be handed over.
    """
    new = certificate.evolve(
        id="",
        number="",
        revision=0,
        state=CertificateState.ISSUED,
        title=titled,
        reissued_on=cancellation.on,
        replaces=certificate.number,
        delivery=None,
        copies=(),
    )
    return _cancelled(certificate, cancellation), new


def papers_of(changed: Iterable[Certificate], papers: Iterable[Document]) -> list[Document]:
    """The papers that bear the number of certificates cancelled: themselves, their copies, the letter of award."""
    keys = {item.id for item in changed if item.id}
    return [item for item in papers if item.certificate in keys or item.kind is DocumentKind.AWARD_LETTER]


def handed_warnings(certificate: Certificate, kind: CancellationKind) -> list[Problem]:
    """What is to be done of a certificate that was handed over, or declared at the national account (CER-06)."""
    warnings = []
    if certificate.delivered_on is not None:
        day, back = in_french(certificate.delivered_on), "faites-le rendre"
        then = f"{back} en remettant le nouveau" if kind is CancellationKind.ERROR else back
        text = f"Le certificat {certificate.number}, annulé, a été remis le {day} : {then}."
        warnings.append(broken("CER-09", text))
    if certificate.kind in _DECLARED:
        text = (
            f"Si le certificat {certificate.number} a été déclaré à la Caisse des Dépôts, il en est retiré par un flux "
            "de suppression."
        )
        warnings.append(broken("CER-06", text))
    return warnings


def title_warnings(certificate: Certificate, titled: str, kind: CancellationKind) -> list[Problem]:
    """CER-09: what replaces it is called otherwise."""
    if kind is not CancellationKind.ERROR or titled == certificate.title:
        return []
    text = f"L’intitulé a changé depuis : « {certificate.title} » devient « {titled} » sur le nouveau certificat."
    return [broken("CER-09", text)]


def _cancelled(certificate: Certificate, cancellation: Cancellation) -> Certificate:
    return certificate.evolve(state=CertificateState.CANCELLED, cancellation=cancellation)


def _with(certificate: Certificate, siblings: Iterable[Certificate]) -> list[Certificate]:
    """The CQPI issued with a CQPM (GTP-04), where it still counts."""
    if certificate.kind not in _WHOLE:
        return []
    return [item for item in standing(siblings) if item.kind is CertificateKind.CQPI]


def _told_of_siblings(
    changed: Sequence[Certificate], siblings: Sequence[Certificate], kind: CancellationKind
) -> list[Problem]:
    """What becomes of the other certificates of the dossier, each by its number."""
    touched = {item.id for item in changed}
    warnings = []
    if kind is CancellationKind.UNDUE:
        texts = [f"Le certificat {item.number}, émis avec lui, est annulé de même." for item in changed[1:]]
        warnings += [broken("GTP-04", text) for text in texts]
    left = [item for item in standing(siblings) if item.id not in touched]
    also = " ; s’il porte la même erreur, annulez-le aussi" if kind is CancellationKind.ERROR else ""
    warnings += [broken("CER-09", f"Le certificat {item.number} reste valable{also}.") for item in left]
    if not left and kind is CancellationKind.UNDUE:
        text = "Rien de ce dossier n’est plus tenu : pour être certifiée, la personne repasse par un nouveau dossier."
        warnings.append(broken("CER-09", text))
    return warnings


def _relied_on(relying: Iterable[Dossier], kind: CancellationKind) -> list[Problem]:
    if kind is not CancellationKind.UNDUE:
        return []
    return [
        broken("CER-09", f"Le dossier {item.number} reprend ce qui venait de celui-ci : voyez ce qu’il devient.")
        for item in relying
    ]
