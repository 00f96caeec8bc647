"""What a certified copy of a certificate says: the same, under the same number (CER-03)."""

from datetime import date

from rules.papers.certificate import CertificatePaper
from rules.papers.common import Paper


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
