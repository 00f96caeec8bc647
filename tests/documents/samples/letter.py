"""Letters that the tests, the benchmark and the guide's picture share; every person and place in them is invented."""

from datetime import date
from typing import Any

from rules.base.civility import Civility
from rules.papers.common import Addressee, ExamCentre, Named, Signatory, SignatoryCapacity
from rules.papers.partial_validation import PartialValidationLetter, acquired_capacite, partial_validation_letter

JURY = date(2026, 10, 8)
TITLES = {
    "1": "Pré-diagnostiquer un dysfonctionnement",
    "2": "Organiser son intervention",
    "3": "Remplacer par échange standard des organes ou composants mécaniques, hydrauliques ou pneumatiques",
    "6": "Conseiller techniquement les utilisateurs",
    "7": "Rendre compte de son intervention et des suites éventuelles à donner",
}
BLOC = Named(code="RNCP36376BC01", title="Préparer l’intervention et ses moyens")


def letter(**changes: Any) -> PartialValidationLetter:
    """The demonstration's letter: five capacités of seven, outside the RNCP."""
    at_rncp = changes.get("at_rncp", False)
    given: dict[str, Any] = {
        "centre": ExamCentre(
            name="UIMM territoriale de démonstration — Nord (59)",
            address_lines=("Centre d’examen", "1, rue de l’Exemple", "59000 Lille", "examens@uimm-nord.example"),
            town="Lille",
        ),
        "reference": "D-2026-59-000123",
        "gtp_on": date(2026, 11, 12),
        "addressee": Addressee(
            civility=Civility.MADAME,
            name="Zoé Lefèvre-Ñandú",
            address_lines=("Appartement 12, bâtiment C", "27, avenue de l’Œuvre-Neuve", "59100 ROUBAIX"),
        ),
        "certification": Named(code="MQ 1989 0021", title="Opérateur (trice) en maintenance industrielle"),
        "jury_on": JURY,
        "at_rncp": at_rncp,
        "capacites": [
            acquired_capacite(number, title, jury_on=JURY, at_rncp=at_rncp) for number, title in TITLES.items()
        ],
        "signatory": Signatory(name="Camille Démonstration", civility=Civility.MADAME),
        "demonstration": True,
    }
    return partial_validation_letter(**given | changes)


def at_rncp() -> PartialValidationLetter:
    """A real look: registered at the RNCP, a bloc, an earlier jury, signed by delegation, copies, a site named."""
    return letter(
        at_rncp=True,
        addressee=Addressee(
            civility=Civility.MONSIEUR,
            name="Łukasz D'Ærøskøbing",
            address_lines=("Kerkstraat 3", "8500 KORTRIJK", "BELGIQUE"),
        ),
        target_blocs=[BLOC, Named(code="RNCP36376BC02", title="Réaliser l'intervention")],
        blocs=[BLOC],
        capacites=[
            acquired_capacite("1", TITLES["1"], jury_on=JURY, at_rncp=True, in_acquired_bloc=True),
            acquired_capacite("2", TITLES["2"], jury_on=date(2024, 2, 29), at_rncp=True),
            acquired_capacite("3", TITLES["3"], jury_on=JURY, at_rncp=True),
        ],
        signatory=Signatory(name="Noé Modèle", capacity=SignatoryCapacity.REFERENT),
        passport_sites=["passeport.example"],
        copies=["Atelier Imaginé SARL", "Organisme de formation Fictif"],
        demonstration=False,
    )


def hostile() -> PartialValidationLetter:
    """Forty capacités with very long titles, markup, control characters and every letter of Europe."""
    letters = "ÀÁÂÃÄÅĀĂĄÆÇĆČĈĊĎĐÐÈÉÊËĒĖĘĚĞĢĠĤĦÌÍÎÏĪĮİĶĹĽĻŁÑŃŇŅÒÓÔÕÖØŐŒŘŔŚŠŞȘẞŤŢȚŦÞÙÚÛÜŪŮŰŲŴÝŶŸŹŻŽ"
    greek_cyrillic = "ΑΒΓΔΘΛΞΠΣΦΨΩ αβγδ БГДЖИЙЛПФЦЧШЩЪЫЬЭЮЯ ђћџѓќўіїєґ"
    return letter(
        centre=ExamCentre(name="Chambre " + "très longuement nommée " * 5, address_lines=("x" * 120,), town="Lille"),
        addressee=Addressee(
            civility=Civility.MADAME,
            name="Marie-" + "Chrysostome-" * 8 + letters,
            address_lines=(
                "<script>alert(1)</script>",
                "W" * 80,
                "Résidence & « Cie »",
                "escalier\x00 B\x1b[31m",
                "59000 LILLE",
            ),
        ),
        capacites=[
            acquired_capacite(
                str(number),
                f"<b>Capacité</b> & {greek_cyrillic} {letters.lower()} \x07\ud800\ufffe\u202e"
                + "réaliser l'essai ; " * number,
                jury_on=JURY,
                at_rncp=False,
            )
            for number in range(1, 41)
        ],
        copies=["Société\r\nà plusieurs lignes\t" + "longue " * 40],
    )
