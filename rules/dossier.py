"""A dossier: one candidate's path towards one certification, or some of its blocs, by one route."""

from datetime import date
from enum import Enum

from rules.entity import Entity, Value
from rules.referentiel import EvaluationMode


class Route(Enum):
    """The two ways in."""

    FORMATION = "FORMATION"
    VAE = "VAE"


class DossierStatus(Enum):
    """Where a dossier stands, from registration to the certificate handed over."""

    OUVERT = "OUVERT"
    RECEVABILITE_EN_INSTRUCTION = "RECEVABILITE_EN_INSTRUCTION"
    IRRECEVABLE = "IRRECEVABLE"
    RECEVABLE = "RECEVABLE"
    EVALUE = "EVALUE"
    PRESENTE_AU_JURY = "PRESENTE_AU_JURY"
    DELIBERE = "DELIBERE"
    TRANSMIS = "TRANSMIS"
    COMPLEMENT_DEMANDE = "COMPLEMENT_DEMANDE"
    VALIDE = "VALIDE"
    REFUSE = "REFUSE"
    CERTIFIE = "CERTIFIE"
    REMIS = "REMIS"
    ABANDONNE = "ABANDONNE"


class JuryDecision(Enum):
    """The only two decisions of a jury (JUR-11)."""

    A = "A"
    NA = "NA"


class Outcome(Enum):
    """How much of the target the decision leaves acquired."""

    TOTAL = "TOTAL"
    PARTIAL = "PARTIAL"
    NONE = "NONE"


class Company(Value):
    """The candidate's company, as the minutes list it (JUR-14)."""

    name: str
    address: str | None = None
    nace: str | None = None
    sector: str | None = None
    """`M` for metallurgy, `HM` for another branch, named in `branch`."""
    branch: str | None = None


class Evaluation(Value):
    """The evaluation of one capacité, or of a whole bloc where the référentiel is known only by its blocs."""

    capacite: str | None = None
    """Number of the capacité in the dossier's référentiel."""
    bloc: str | None = None
    mark: float | None = None
    acquired: bool
    mode: EvaluationMode
    on: date
    carried_over: bool = False
    observations: str | None = None


class Deliberation(Value):
    """What the jury decided of a dossier, and when the GTP validated it."""

    decision: JuryDecision
    outcome: Outcome
    jury_on: date
    president: str
    at_rncp: bool
    """Whether the CQPM stood at the RNCP on the jury's date: it sets the delay of CON-02."""
    gtp_on: date | None = None
    """Null until the GTP has decided: until then the candidate sees no result (GTP-06)."""
    comment: str | None = None


class Dossier(Entity):
    """One candidate, one certification or some of its blocs, one route, one version of the référentiel."""

    number: str
    candidate: str
    certification: str
    referentiel: str
    target_blocs: tuple[str, ...] = ()
    """Codes of the blocs asked for; empty when the whole certification is (INS-06)."""
    route: Route
    channel: str
    origin: str
    funding: str
    apprentice: bool = False
    company: Company | None = None
    training_body: str | None = None
    exam_centre: str
    exam_centre_reason: str | None = None
    """Why the centre is not the one of the candidate's department (INS-01)."""
    requested_on: date
    opened_on: date
    engaged_on: date
    status: DossierStatus = DossierStatus.OUVERT
    evaluations: tuple[Evaluation, ...] = ()
    deliberation: Deliberation | None = None

    @property
    def decision(self) -> JuryDecision | None:
        """A or NA, once the jury has decided."""
        return self.deliberation.decision if self.deliberation is not None else None

    @property
    def outcome(self) -> Outcome | None:
        """Total, partial or none, once the jury has decided."""
        return self.deliberation.outcome if self.deliberation is not None else None

    @property
    def vae_key(self) -> str | None:
        """What only one request may hold: candidate, CQPM and civil year (VAE-03); null for formation."""
        if self.route is not Route.VAE:
            return None
        return f"{self.candidate}|{self.certification}|{self.requested_on.year}"
