"""What letters about a dossier and its certificates are composed from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import Certificate
from rules.certificate.keeping import company_excluded
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, GtpVerdict
from rules.organisation.organisation import Organisation
from rules.papers.asked import Unfit
from rules.papers.common import Named
from rules.papers.passport import PassportSites
from rules.referentiel.referentiel import Bloc, Referentiel


@dataclass(frozen=True)
class Result:
    """A dossier beside what its letters name."""

    dossier: Dossier
    candidate: Candidate
    certification: Certification
    version: Referentiel
    blocs: Mapping[str, Bloc]
    certificates: Sequence[Certificate]
    centre: Organisation
    today: date
    passport_sites: Sequence[PassportSites] = ()
    """What the operator lists of the sites where models of the passport are found (LET-06)."""

    def named(self, codes: Iterable[str]) -> tuple[Named, ...]:
        """These blocs, by title and code."""
        return tuple(Named(code=code, title=self.blocs[code].title) for code in codes if code in self.blocs)

    @property
    def copies(self) -> tuple[str, ...]:
        """The company or training body that is informed too (LET-03)."""
        company = (self.dossier.company.name,) if self.dossier.company and not company_excluded(self.dossier) else ()
        return company + ((self.dossier.training_body,) if self.dossier.training_body else ())

    @property
    def vae_open(self) -> bool | None:
        """Whether VAE leads to the certification on the day of the GTP (VAE-01); None: not known (REG-01)."""
        known = self.certification.registered_at_rncp(self.decided[1].on)
        return self.dossier.at_rncp if known is None else known

    @property
    def next_vae_on(self) -> date | None:
        """The first day of another request of VAE for the whole CQPM, where that of this year counts (VAE-03)."""
        return self.next_vae_after(self.decided[1].on)

    def next_vae_after(self, gtp_on: date) -> date | None:
        """The same, told on a day of the GTP."""
        if self.dossier.vae is None or self.dossier.target_blocs:
            return None
        first = date(self.dossier.requested_on.year + 1, 1, 1)
        return first if gtp_on < first else None

    @property
    def decided(self) -> tuple[Deliberation, GtpVerdict]:
        """What the jury decided and the GTP said of it. Raises Unfit before that."""
        decided, verdict = self.dossier.deliberation, self.dossier.verdict
        if decided is None or verdict is None:
            raise Unfit(
                invalid("Le GTP ne s’est pas encore prononcé : les lettres sont datées de ce jour (LET-03, GTP-06).")
            )
        return decided, verdict

    @property
    def refused_before(self) -> date | None:
        """The day of the GTP that refused what a former jury had decided, where a new one decided since (GTP-07)."""
        return self.dossier.earlier[-1].verdict.on if self.dossier.earlier else None


class Check(Value):
    """How anybody checks a certificate: by a code to be scanned, or an address to be typed (product)."""

    code: str
    """What the code holds: the address, and the signature that the published key checks without the service."""
    address: str
    """The same address, short enough to be typed."""


@dataclass(frozen=True)
class Awarded:
    """A certificate beside the result that it was awarded for."""

    certificate: Certificate
    result: Result
    recognised_by: Sequence[str]
    """The branches that signed for a CQPI (CQPI-01)."""
    check: Check | None = None
    """How anybody checks it; None where the service is reached under no address."""
