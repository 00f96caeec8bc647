"""A dossier: one candidate's path towards one certification, or some of its blocs, by one route."""

from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field

from rules.base.calendar import months_after
from rules.base.civility import Civility
from rules.base.command import Line, Part
from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.base.parameters import parameter
from rules.base.worded import Worded
from rules.certification.certification import CertificationKind
from rules.dossier.changes import Correction, Transfer
from rules.dossier.commission import CommissionMeeting, CompanyOpinion, Evaluator
from rules.dossier.lists import Channel, Funding, Origin, Sector
from rules.dossier.plan import EvaluationPlan
from rules.dossier.vae import VaeRequest
from rules.referentiel.referentiel import EvaluationMode


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


class Company(Part):
    """The candidate's company, as the minutes list it (JUR-14)."""

    says = "Entreprise du candidat."

    name: Annotated[str, Line("La raison sociale")] = Field(description="Raison sociale.")
    address: Annotated[str | None, Line("L’adresse de l’entreprise")] = Field(default=None, description="Adresse.")
    nace: Annotated[str | None, Line("Le code NACE")] = Field(default=None, description="Code NACE.")
    sector: Sector | None = Field(default=None, description="Métallurgie, ou hors métallurgie.")
    branch: Annotated[str | None, Line("La branche")] = Field(default=None, description="Branche, hors métallurgie.")


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
    carried_from: str | None = None
    """Number of the dossier whose jury validated it (INS-08)."""
    kept_until: date | None = None
    """Of one carried over, the last day on which that could be asked (CON-02); null where it is for life (CON-01)."""
    evaluators: tuple[str, ...] = ()
    observations: str | None = None

    @property
    def item(self) -> str:
        """What was evaluated: the number of a capacité or the code of a bloc."""
        return self.capacite or self.bloc or ""


class Tally(Value):
    """The votes of a jury: whose they were is not kept (JUR-07)."""

    admitting: int
    refusing: int
    tie_broken: bool = False
    """Whether the president's vote decided."""


class Deliberation(Value):
    """What the jury decided of a dossier."""

    decision: JuryDecision
    outcome: Outcome
    jury_on: date
    president: str
    president_civility: Civility | None = None
    """With which their letters agree (CER-08); null where nobody said it."""
    comment: str | None = None
    tally: Tally | None = None
    capacites: tuple[str, ...] | None = None
    """Numbers of the capacités that the jury leaves acquired; null for every one evaluated as acquired (JUR-11)."""
    abstained: tuple[str, ...] = ()
    """Names of the members who abstained, linked to the candidate or of their own accord (JUR-19)."""


class Again(Worded):
    """What is made again after a refusal of the GTP, which is about the procedure (GTP-07)."""

    JURY = "JURY", "Le jury seul : le dossier se présente à un nouveau jury."
    EVALUATIONS = "EVALUATIONS", "Des évaluations nommées, puis le jury."
    NOTHING = "NOTHING", "Rien : le dossier est clos."


class GtpVerdict(Value):
    """What the GTP decided on the attribution; it leaves the jury's decision as it is (GTP-01, GTP-02)."""

    on: date
    """Day of the GTP, from which the candidate sees the result (GTP-06)."""
    validated: bool | None = None
    """Null for what was decided before the service kept it."""
    reasons: str | None = None
    """Why it did not validate (GTP-01)."""
    again: Again | None = None
    """What is made again after a refusal (GTP-07); null for one that was decided before the service asked."""
    evaluations: tuple[str, ...] = ()
    """Of what is made again, the capacités and blocs that are evaluated again, by number and code."""

    @property
    def refused(self) -> bool:
        """Whether nothing of the jury's decision is delivered or kept (GTP-07)."""
        return self.validated is False


class Judgment(Value):
    """What one jury was given and decided, and what the GTP said of it (GTP-07)."""

    session: str | None
    """Identifier of the session."""
    seat: str | None = None
    deliberation: Deliberation
    at_rncp: bool | None = None
    verdict: GtpVerdict
    evaluations: tuple[Evaluation, ...] = ()
    """The results as that jury had them."""


class MissedJury(Value):
    """A jury before which the candidate did not come: it decided nothing of them (JUR-19)."""

    session: str
    """Identifier of the session."""
    on: date


class Withdrawal(Value):
    """A dossier given up, and where it stood, for it to be taken up again the same day (PRD-05)."""

    on: date
    reason: str
    status: DossierStatus | None = None
    """Null for what was given up before the service kept it."""
    session: str | None = None
    """Identifier of the session that was to judge it."""


class Dossier(Entity):
    """One candidate, one certification or some of its blocs, one route, one version of the référentiel."""

    number: str
    family: CertificationKind = CertificationKind.CQPM
    """The family of its certification, which says what life it leads."""
    candidate: str
    opened_for: str | None = None
    """Identifier of the record of the person under which it was opened, where that was merged into another since."""
    certification: str
    opened_under: str | None = None
    """The code of its certification under which it was opened, where another code of it stands above since (REG-02)."""
    referentiel: str
    target_blocs: tuple[str, ...] = ()
    """Codes of the blocs asked for; empty when the whole certification is (INS-06)."""
    route: Route
    channel: Channel
    origin: Origin
    funding: Funding
    apprentice: bool = False
    company: Company | None = None
    without_employer: bool = False
    """Whether the candidate acts without the employer's agreement, the employer being known or not (EVA-03, CER-02)."""
    host_company: Company | None = None
    """Where a job seeker in POEI is received: it gives its opinion and stays out of the minutes (INS-03, JUR-14)."""
    training_body: str | None = None
    exam_centre: str
    exam_centre_reason: str | None = None
    """Why the centre is not the one of the candidate's department (INS-01)."""
    requested_on: date
    opened_on: date
    engaged_on: date
    typed_on: date | None = None
    """Business date on which it was opened here; null for those opened before the service kept it (INS-10)."""
    late_reason: str | None = None
    """Why it was opened here after the day of the registration (INS-10)."""
    training_starts_on: date | None = None
    """Day on which training was entered, where it is known (REG-01)."""
    status: DossierStatus = DossierStatus.OUVERT
    compensation: str | None = None
    """Means that make up for a handicap: for the commission, never for the jury (INS-07)."""
    tutor: str | None = None
    plan: EvaluationPlan | None = None
    commission: tuple[Evaluator, ...] = ()
    meeting: CommissionMeeting | None = None
    """When and where the commission meets the candidate, once that is set."""
    carriable: tuple[str, ...] = ()
    """
    What could be carried over when it was opened, or when two records of the person became one, by numbers of capacités
    and codes of blocs (INS-12).

    What may be on a later day is told by rules.dossier.carrying.
    """
    evaluations: tuple[Evaluation, ...] = ()
    company_opinion: CompanyOpinion | None = None
    session: str | None = None
    """Identifier of the session that judges it."""
    seat: str | None = None
    """The anonymous number drawn for it in that session, which names it there and nowhere else (JUR-08)."""
    missed: tuple[MissedJury, ...] = ()
    """The juries before which the candidate did not come, oldest first (JUR-19)."""
    deliberation: Deliberation | None = None
    at_rncp: bool | None = None
    """
    Whether it counts as registered at the RNCP (REG-01): it sets the delay of CON-02 and what is awarded (GTP-03).

    Frozen when the jury decides, or when the GTP does where it was not known before, and decided by neither: hence
    beside the deliberation. Null before, while it is not known (rules.dossier.registered), and for a family whose
    certifications all stand there.
    """
    verdict: GtpVerdict | None = None
    """Null until the GTP has decided, and for a family that it does not decide on."""
    earlier: tuple[Judgment, ...] = ()
    """What former juries decided, whose attribution the GTP refused, oldest first (GTP-07)."""
    unduly: tuple[str, ...] = ()
    """Codes of what was awarded unduly: a certification or its blocs, which are no longer held (CER-09)."""
    withdrawal: Withdrawal | None = None
    transfer: Transfer | None = None
    """Proposed and not yet accepted."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected after its opening, oldest first (PRD-05)."""
    vae: VaeRequest | None = None
    """What a request of VAE holds beside; null for formation."""
    destroyed_on: date | None = None
    """Day on which its evaluation material was destroyed; its results stay (ARC-01, ARC-02)."""

    @property
    def first_evaluation_on(self) -> date:
        """The first day on which the commission may meet, that day included (INS-04); VAE has no delay."""
        if self.route is Route.VAE:
            return self.opened_on
        return months_after(self.opened_on, parameter("evaluation_delay_months", self.opened_on))

    @property
    def opinion_needed(self) -> bool:
        """
        Whether a company's opinion completes the evaluation (EVA-03).

        Not in VAE, nor where the candidate acts without the employer, nor for a job seeker without a host company, nor
        where everything is carried over: nothing is evaluated that it would complete (INS-08).
        """
        if self.route is Route.VAE or self.without_employer or self.only_carried:
            return False
        return self.origin is not Origin.DE or self.host_company is not None

    @property
    def advising_company(self) -> Company | None:
        """The company that gives the opinion; null where none is asked for, and where it is not recorded yet."""
        return (self.company or self.host_company) if self.opinion_needed else None

    @property
    def only_carried(self) -> bool:
        """Whether everything in its scope is carried over, so that nothing is evaluated (INS-08)."""
        complete = self.status is not DossierStatus.OUVERT if self.vae is None else self.vae.evaluated
        return complete and bool(self.evaluations) and all(item.carried_over for item in self.evaluations)

    @property
    def left_to_carry(self) -> bool:
        """Whether something that could be carried over when it was opened has no result yet, nor ever had (INS-12)."""
        return not self.earlier and bool(set(self.carriable) - {item.item for item in self.evaluations})

    @property
    def decision(self) -> JuryDecision | None:
        """A or NA, once the jury has decided."""
        return self.deliberation.decision if self.deliberation is not None else None

    @property
    def outcome(self) -> Outcome | None:
        """Total, partial or none, once the jury has decided."""
        return self.deliberation.outcome if self.deliberation is not None else None

    @property
    def upheld(self) -> Deliberation | None:
        """What the jury decided, unless the GTP refused it: what is delivered or kept comes of it (GTP-07)."""
        return None if self.verdict is not None and self.verdict.refused else self.deliberation

    @property
    def anonymous_number(self) -> str | None:
        """What its jury calls it; None before a session. Those seated before numbers were drawn have one made."""
        if self.session is None:
            return None
        return self.seat or digest_of("poincon-seat-1", [self.session, self.id])[:10].upper()

    @property
    def vae_key(self) -> str | None:
        """
        What only one request may hold: candidate, CQPM and civil year (VAE-03); null but for a whole CQPM by VAE.

        It stays what it was at the opening when two records of the person become one, each with its request of the year
        (PRD-05), and when two codes are declared to be of one certification (REG-02).
        """
        if self.route is not Route.VAE or self.target_blocs:
            return None
        opened = (self.opened_for or self.candidate, self.opened_under or self.certification)
        return "|".join((*opened, str(self.requested_on.year)))
