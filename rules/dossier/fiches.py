"""Dossiers whose certification has several codes, since the GTP declared fiches to be of it (REG-02)."""

from rules.dossier.dossier import Dossier


def under(dossier: Dossier, code: str) -> Dossier:
    """
    The dossier under another code of its certification, and what was awarded unduly under the same (CER-09).

    It remembers the code under which it was opened, to which its request of the year stays bound (VAE-03).
    """
    former = dossier.certification
    if former == code:
        return dossier
    return dossier.evolve(
        certification=code,
        opened_under=dossier.opened_under or former,
        unduly=tuple(code if item == former else item for item in dossier.unduly),
    )
