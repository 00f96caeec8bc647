"""What a certified copy of a certificate says: the same, under the same number (CER-03)."""

from datetime import date

from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.certificate import CertificatePaper, certificate_of
from rules.papers.common import Paper
from rules.papers.result import Awarded


class CertifiedCopy(Paper):
    """A certified copy of a certificate, under the same number (CER-03)."""

    original: CertificatePaper
    rank: int
    on: date
    certified_by: str

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the copy applies."""
        return (*self.original.rules, "CER-03")


def certified_copy_of(awarded: Awarded, asked: Asked) -> CertifiedCopy:
    """A certified copy by its rank, the last one where none is asked for. Raises Unfit where there is none (CER-03)."""
    original, copies = certificate_of(awarded, asked), awarded.certificate.copies
    rank = int(asked.part) if asked.part and asked.part.isascii() and asked.part.isdigit() else len(copies)
    if not 1 <= rank <= len(copies):
        raise Unfit(invalid("Cette copie certifiée conforme n’a pas été délivrée (CER-03)."))
    issued = copies[rank - 1]
    return CertifiedCopy(part=str(rank), original=original, rank=rank, on=issued.on, certified_by=issued.certified_by)
