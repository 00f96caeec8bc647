"""A fiche declared to be of a certification of the world, and the declaration undone (REG-02)."""

from typing import Any

from tests.support.walk import GTP, gtp
from tests.support.world import PLAIN

DECLARE, HERE = "declareSameCertification", gtp(GTP)
SAME: dict[str, Any] = {
    "certification": PLAIN,
    "fiches": ["rncp 36 376"],
    "source": "Décision du GTP du 12 mai 2027",
    "link": "https://exemple.invalid/gtp/12",
}
APART = {**SAME, "same": False, "source": "Courrier de l’UIMM du 19 mai 2027"}
