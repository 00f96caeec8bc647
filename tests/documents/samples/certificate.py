"""Certificates that the tests and the guide's pictures share; every person, number and place in them is invented."""

from datetime import date
from typing import Any

from rules.base.civility import Civility
from rules.certificate.kind import CertificateKind
from rules.papers.certificate import CertificatePaper, Parent, Part, Registered
from rules.papers.certified_copy import CertifiedCopy
from rules.papers.common import ExamCentre, Named
from rules.papers.result import Check

CQPM = Named(code="MQ 1989 0021", title="Opérateur (trice) en maintenance industrielle")
BLOCS = (
    Part(code="RNCP00001BC01", title="Préparer l’intervention et ses moyens"),
    Part(code="RNCP00001BC02", title="Réaliser l’intervention et en rendre compte"),
)


def cqpm(**changes: Any) -> CertificatePaper:
    """A CQPM that no fiche is known for."""
    given: dict[str, Any] = {
        "kind": CertificateKind.CQPM,
        "number": "MC 2026 11 59 00042",
        "proves": CQPM,
        "holder": "Zoé Lefèvre-Ñandú",
        "civility": Civility.MADAME,
        "birth_date": date(1994, 2, 28),
        "birth_place": "Roubaix (59), France",
        "jury_on": date(2026, 10, 8),
        "issued_on": date(2026, 11, 12),
        "centre": ExamCentre(name="UIMM territoriale de démonstration — Nord (59)", town="Lille"),
        "president": "Camille Démonstration",
        "level": 3,
        "category": "A",
        "parts": tuple(Part(code=str(rank), title=f"Capacité de démonstration {rank}") for rank in range(1, 8)),
        "demonstration": True,
    }
    said = given | changes
    return CertificatePaper(**{"check": _check(said["number"]), **said})


def _check(number: str) -> Check:
    """Where a certificate of this number is checked."""
    address = f"certificats.example/v/{number.replace(' ', '')}"
    return Check(code=f"https://{address}?s=AAECAwQFBgcICQoLDA0ODw", address=address)


def cqpm_rncp(**changes: Any) -> CertificatePaper:
    """A CQPM at the RNCP, by its blocs."""
    registered = Registered(
        number="RNCP00001",
        start=date(2022, 4, 25),
        end=date(2027, 4, 25),
        act="décision de France compétences",
        decided_on=date(2022, 4, 20),
        years=5,
        specialities=("251r, Mécanique générale et de précision, usinage (contrôle, prévention, entretien)",),
        certificateurs=("Union de démonstration des industries et métiers", "Commission de démonstration"),
    )
    return cqpm(**{"kind": CertificateKind.CQPM_RNCP, "registered": registered, "parts": BLOCS, **changes})


def bloc(**changes: Any) -> CertificatePaper:
    """One bloc of it."""
    proves = Named(code=BLOCS[0].code, title=BLOCS[0].title)
    within = Parent(code=CQPM.code, title=CQPM.title, level=3, category="A")
    given: dict[str, Any] = {"kind": CertificateKind.BLOC, "proves": proves, "within": within}
    given |= {"level": None, "category": None, "parts": (Part(code="1", title="Capacité de démonstration 1"),)}
    return cqpm_rncp(**given | changes)


def cqpi(**changes: Any) -> CertificatePaper:
    """A CQPI that two branches recognise."""
    proves = Named(code="CQPI OPÉRATEUR DE MAINTENANCE", title="Opérateur de maintenance industrielle")
    signatories = ("Branche de démonstration : caoutchouc", "Branche de démonstration : textile")
    given = {"kind": CertificateKind.CQPI, "proves": proves, "signatories": signatories, "category": None}
    return cqpm(**given | {"level": None, "parts": ()} | changes)


def reissued(**changes: Any) -> CertificatePaper:
    """One that takes the place of another, cancelled in error: made later, under another number."""
    given = {"number": "MC 2026 11 59 00057", "replaces": "MC 2026 11 59 00042", "issued_on": date(2027, 2, 3)}
    return cqpm_rncp(**given | changes)


def copy(**changes: Any) -> CertifiedCopy:
    """The second certified copy of a certificate."""
    given = {"original": cqpm_rncp(), "rank": 2, "on": date(2027, 1, 15), "certified_by": "la directrice du centre"}
    return CertifiedCopy(**given | changes)
