"""Certificates as far as they go: the longest and the shortest names, every script, the most parts, nothing known."""

from typing import Any

from rules.base.civility import Civility
from rules.base.partial_date import PartialDate
from rules.papers.certificate import CertificatePaper, Parent, Part
from rules.papers.certified_copy import CertifiedCopy
from tests.documents.samples import certificate as samples

LONG_NAME = (
    "Marie-Antoinette Françoise Jacqueline Aliénor Clémentine Joséphine Vandenbroucke-Desrousseaux de la "
    "Tour-d’Exemple-en-Démonstration, nom d’usage Le Bihan-Kerguelen-Saint-Exupéry des Hautes-Rivières-Or"
)
"""Two hundred signs, as the civil registry may hold them."""
TITLE = (
    "Conducteur ou conductrice d’équipements industriels de transformation, d’assemblage et de contrôle des matériaux "
    "métalliques, composites et céramiques, en production unitaire, en petite et en grande série, dans les ateliers "
    "comme sur les chantiers extérieurs, en horaires postés"
)
CAPACITE = (
    "Préparer, organiser, conduire et contrôler une intervention de maintenance préventive ou corrective sur un "
    "équipement mécanique, électrique, hydraulique ou pneumatique, à partir d’un dossier technique complet ou partiel, "
    "en respectant les règles de sécurité, de qualité et d’environnement, en choisissant les outils et les appareils "
    "de mesure qui conviennent, en rendant compte par écrit et de vive voix au responsable du site, et en proposant "
    "les améliorations que les constats faits sur place justifient aux yeux de toute l’équipe"
)
"""Five hundred signs and more."""


def longest(**changes: Any) -> CertificatePaper:
    """A bloc of forty capacités of five hundred signs, for somebody of two hundred."""
    given = {
        "holder": LONG_NAME,
        "birth_place": "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson (51), France",
        "proves": samples.bloc().proves.evolve(title=TITLE),
        "within": Parent(code=samples.CQPM.code, title=TITLE, level=3, category="C*"),
        "president": f"{LONG_NAME[:100]}",
        "parts": tuple(Part(code=str(rank), title=CAPACITE) for rank in range(1, 41)),
    }
    return samples.bloc(**given | changes)


def shortest(**changes: Any) -> CertificatePaper:
    """A name of one sign, a year of birth, and nothing else known: no level, registration, part nor address."""
    given = {
        "holder": "Ô",
        "civility": Civility.MONSIEUR,
        "birth_date": PartialDate.read("1992"),
        "birth_place": "Y (80), France",
        "president": "È",
        "level": None,
        "category": None,
        "parts": (),
        "check": None,
        "demonstration": False,
    }
    return samples.cqpm(**given | changes)


def right_to_left() -> CertificatePaper:
    """Somebody whose name is written from right to left."""
    return samples.cqpm_rncp(holder="فاطمة الزهراء بنت محمد", birth_place="الدار البيضاء, Maroc")


def ideograms() -> CertificatePaper:
    """Somebody whose name is written in ideograms."""
    return samples.cqpm_rncp(holder="李小龍, nom d’usage Lee", birth_place="臺北市, Taïwan")


def copy() -> CertifiedCopy:
    """The certified copy of the longest, by somebody whose name and quality are long."""
    by = f"{LONG_NAME[:120]}, directrice du centre d’examen"
    return samples.copy(original=longest(), certified_by=by)


ALL = {"longest": longest, "shortest": shortest, "right_to_left": right_to_left, "ideograms": ideograms}
"""Every one but the copy, by its name."""
