"""Letters of a VAE that the tests share; every person and place in them is invented."""

from datetime import date, time
from typing import Any

from documents.registry import render
from rules.document.document import DocumentKind
from rules.papers.commission_convocation import CommissionConvocation
from rules.papers.common import CentreSignatory
from rules.papers.pieces_receipt import PiecesReceipt, Received
from rules.papers.recevabilite import RecevabiliteNotice
from tests.documents.samples import letter as letter_samples

LETTERS = {
    "favourable": DocumentKind.RECEVABILITE_DECISION,
    "tacit": DocumentKind.RECEVABILITE_DECISION,
    "unfavourable": DocumentKind.RECEVABILITE_DECISION,
    "incomplete": DocumentKind.PIECES_RECEIPT,
    "complete": DocumentKind.PIECES_RECEIPT,
    "validation": DocumentKind.COMMISSION_CONVOCATION,
    "evaluation": DocumentKind.COMMISSION_CONVOCATION,
}
"""The samples below by their names, each with the kind of its letter."""
COMPLETE = date(2026, 11, 30)


def _common() -> dict[str, Any]:
    letter = letter_samples.letter()
    names = ("centre", "reference", "addressee", "certification", "demonstration")
    signatory = CentreSignatory(name="Rita Démonstration", quality="La responsable des examens")
    return {name: getattr(letter, name) for name in names} | {"signatory": signatory}


def favourable(**changes: Any) -> RecevabiliteNotice:
    """A favourable notice, given in time."""
    given = {
        "notice_on": date(2026, 12, 7),
        "favourable": True,
        "complete_on": COMPLETE,
        "jury_due_on": date(2027, 12, 7),
    }
    return RecevabiliteNotice(**_common() | given | changes)


def tacit(**changes: Any) -> RecevabiliteNotice:
    """A notice that silence gave."""
    given = {"tacit": True, "notice_on": date(2027, 1, 31), "jury_due_on": date(2028, 1, 31)}
    return favourable(**given | changes)


def unfavourable(**changes: Any) -> RecevabiliteNotice:
    """A notice that closes the dossier."""
    given = {
        "favourable": False,
        "jury_due_on": None,
        "next_request_on": date(2027, 1, 1),
        "reasons": "La vente de pièces détachées, seule activité justifiée, est sans rapport avec ce CQPM.",
    }
    return favourable(**given | changes)


def incomplete(**changes: Any) -> PiecesReceipt:
    """Some pieces came, others are due."""
    given = {
        "written_on": COMPLETE,
        "received": (
            Received(what="le dossier d’activités", on=date(2026, 11, 25)),
            Received(what="les copies de diplômes, titres ou attestations : CAP Maintenance", on=COMPLETE),
        ),
        "missing": ("la lettre de motivation", "l’attestation sur l’honneur de demande unique"),
    }
    return PiecesReceipt(**_common() | given | changes)


def complete(**changes: Any) -> PiecesReceipt:
    """Everything came."""
    given = {
        "missing": (),
        "complete_on": COMPLETE,
        "notice_until": date(2027, 2, 28),
        "silence_until": date(2027, 1, 30),
    }
    return incomplete(**given | changes)


def validation(**changes: Any) -> CommissionConvocation:
    """A commission de validation, presided for the centre."""
    given = {
        "written_on": date(2027, 1, 15),
        "by_vae": True,
        "meets_on": date(2027, 2, 23),
        "starts_at": time(9, 30),
        "place": "1, rue de l’Exemple, 59000 Lille",
        "president": "Rose Représentante",
        "compensation": "un tiers-temps",
    }
    return CommissionConvocation(**_common() | given | changes)


def evaluation(**changes: Any) -> CommissionConvocation:
    """A commission d'évaluation, by formation."""
    given = {"by_vae": False, "president": None, "compensation": None, "starts_at": None}
    return validation(**given | changes)


def made(name: str, **changes: Any) -> bytes:
    """The file of a sample, changed as asked."""
    return render(LETTERS[name], globals()[name](**changes), None)
