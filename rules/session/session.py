"""A session: one meeting of a jury, from its programming to the GTP's last decision (JUR-18: one CQPM or more)."""

from datetime import date, datetime
from enum import Enum

from rules.base.calendar import months_after
from rules.base.civility import Civility
from rules.base.entity import Entity, Value
from rules.base.parameters import parameter
from rules.certification.certification import CertificationKind
from rules.certification.identifiers import code_key
from rules.dossier.dossier import Dossier
from rules.session.delays import convocation_until, union_request_until


class SessionStatus(Enum):
    """Where a session stands."""

    PROGRAMMEE = "PROGRAMMEE"
    SYNDICATS_SAISIS = "SYNDICATS_SAISIS"
    CONVOQUEE = "CONVOQUEE"
    TENUE = "TENUE"
    DELIBEREE = "DELIBEREE"
    SIGNEE = "SIGNEE"
    TRANSMISE = "TRANSMISE"
    COMPLEMENT_DEMANDE = "COMPLEMENT_DEMANDE"
    CLOSE = "CLOSE"
    ANNULEE = "ANNULEE"


UNVEILED = frozenset(
    {
        SessionStatus.DELIBEREE,
        SessionStatus.SIGNEE,
        SessionStatus.TRANSMISE,
        SessionStatus.COMPLEMENT_DEMANDE,
        SessionStatus.CLOSE,
    }
)
"""Every decision is recorded: the jury may read the names, to sign the minutes (JUR-08, our reading)."""


class JuryRole(Enum):
    """In what capacity somebody sits."""

    PRESIDENT = "PRESIDENT"
    EMPLOYER = "EMPLOYER"
    UNION = "UNION"
    TEMPORARY_WORK = "TEMPORARY_WORK"
    GUEST = "GUEST"
    PROFESSIONAL = "PROFESSIONAL"


CHAMBER_ROLES = frozenset({JuryRole.PRESIDENT, JuryRole.EMPLOYER})
"""Roles whose holders the chamber names (JUR-03, JUR-07)."""


class JuryMember(Value):
    """Somebody named to sit."""

    id: str
    name: str
    civility: Civility | None = None
    """With which papers agree (CER-08); null where nobody said it."""
    role: JuryRole
    organisation: str
    """Code of the chamber or union that names them, which is the delegation they sit in."""
    voting: bool
    function: str | None = None
    employer: str | None = None
    """Their company, to tell the absence notice to (JUR-15) and a link to a candidate (JUR-19)."""
    account: str | None = None
    """The account under which they consult the service."""
    replaces: tuple[str, ...] = ()
    """Names of those whose place they take, convened before them, oldest first (JUR-02)."""
    convened_on: date | None = None
    present: bool | None = None
    signed_on: datetime | None = None


class DepartedMember(Value):
    """A member withdrawn after their convocation, without a successor (JUR-20)."""

    name: str
    role: JuryRole
    organisation: str
    on: date
    reason: str


class Link(Value):
    """What ties a voting member to a candidate, on whom they abstain, or does not (JUR-19); never shown to a jury."""

    member: str
    """Identifier of the member in the session."""
    dossier: str
    """Identifier of the dossier."""
    reason: str
    linked: bool = True
    """False where companies of one name are not one company: nobody abstains for it."""


class Absence(Value):
    """A candidate who did not come: nothing is decided, and a later session judges them (JUR-19)."""

    dossier: str
    """Identifier of the dossier."""
    seat: str
    """The anonymous number that it had here (JUR-08)."""
    on: date


class UnionRequest(Value):
    """A union asked to name its members (JUR-01)."""

    union: str
    on: date


class PieceKind(Enum):
    """The signed papers of a session (TRA-02), and answers to the GTP."""

    ATTESTATION = "ATTESTATION"
    CPREFP_EXTRACT = "CPREFP_EXTRACT"
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET"
    MINUTES = "MINUTES"
    COMPLEMENT = "COMPLEMENT"


OF_EACH_QUALIFICATION = frozenset({PieceKind.ATTENDANCE_SHEET, PieceKind.MINUTES})
"""Pieces of which each qualification judged has its own (JUR-18)."""


class Piece(Value):
    """An uploaded paper of a session."""

    kind: PieceKind
    certification: str | None = None
    """The qualification it is about, for an attendance sheet or minutes (JUR-18)."""
    file: str
    sha256: str
    received_on: date


class Line(Value):
    """One candidate of the minutes: the decision as it was signed, which nothing changes afterwards (JUR-13)."""

    dossier: str
    decision: str
    outcome: str
    capacites: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()


class Rubric(Enum):
    """What a rectification may correct: a clerical error, never a decision nor what was acquired (CER-07, JUR-13)."""

    NAME = "NAME"
    BIRTH = "BIRTH"
    ORIGIN = "ORIGIN"
    FUNDING = "FUNDING"
    COMPANY = "COMPANY"
    NACE = "NACE"
    SECTOR = "SECTOR"


class Replaced(Value):
    """What minutes say of a candidate under a rubric, and what is to be read instead; each may be empty."""

    rubric: Rubric
    written: str
    meant: str


class Rectification(Value):
    """A clerical error of signed minutes, corrected; the decision stays (CER-07)."""

    text: str
    signed_by: str
    on: date
    dossier: str | None = None
    """Number of the dossier that it is about, where it is about one."""
    fields: tuple[str, ...] = ()
    """What was rectified of it, as the API names it; empty for a text alone."""
    replaced: tuple[Replaced, ...] = ()
    proof: str | None = None
    """Identifier of an uploaded file."""


class Minutes(Value):
    """The minutes of one qualification, signed by the president (JUR-13, JUR-18)."""

    certification: str
    lines: tuple[Line, ...]
    registration_unknown: tuple[str, ...] = ()
    """Numbers of the dossiers of which nobody knew that day whether they count as registered, and print so (REG-01)."""
    signed_by: str
    signed_on: date
    rectifications: tuple[Rectification, ...] = ()


class Transmission(Value):
    """The session sent to the GTP (TRA-01, TRA-02)."""

    on: date
    minutes_copied_on: date
    """When the members of the jury got their copy (JUR-16)."""


class Complement(Value):
    """What the GTP asks of the jury's centre, and the answer (GTP-01)."""

    question: str
    asked_on: date
    answer: str | None = None
    answered_on: date | None = None


class JointJury(Value):
    """What only a joint jury has: unions that name members, and the CPREFP to inform of them (JUR-01, JUR-09)."""

    union_requests: tuple[UnionRequest, ...] = ()
    cprefp_informed_on: date | None = None
    """Null again after every change of members or of the calendar (JUR-09)."""


class Attribution(Value):
    """What passes between the centre and the GTP, which attributes what the jury decided (TRA-01, GTP-01)."""

    transmission: Transmission | None = None
    complements: tuple[Complement, ...] = ()
    settled: tuple[str, ...] = ()
    """Identifiers of the dossiers that the GTP has decided on."""
    gtp_on: date | None = None
    """Day of the GTP that decided last."""


class Session(Entity):
    """One meeting of a jury."""

    number: str
    family: CertificationKind = CertificationKind.CQPM
    """The family of the certifications that it judges, which says what its jury is."""
    exam_centre: str
    certifications: tuple[str, ...]
    held_on: date
    time: str | None = None
    """Hour and minute, `09:30`."""
    place: str | None = None
    status: SessionStatus = SessionStatus.PROGRAMMEE
    members: tuple[JuryMember, ...] = ()
    joint: JointJury | None = JointJury()
    """None for a family whose jury no union names members of, and no CPREFP is informed of."""
    dossiers: tuple[str, ...] = ()
    """Identifiers of the dossiers to be judged, in the order of assignment."""
    decided: tuple[str, ...] = ()
    """Those whose decision is recorded."""
    absences: tuple[Absence, ...] = ()
    """The candidates who did not come, whose dossiers left the session (JUR-19)."""
    links: tuple[Link, ...] = ()
    """What the centre declared of its members and candidates (JUR-19)."""
    departed: tuple[DepartedMember, ...] = ()
    """The members withdrawn after their convocation, oldest first (JUR-20)."""
    attended_on: date | None = None
    pieces: tuple[Piece, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    attribution: Attribution = Attribution()
    """Stays empty for a family that no GTP decides on."""
    moved_from: tuple[date, ...] = ()
    """Days on which it was to be held before (JUR-19)."""
    moved_on: date | None = None
    """When it was moved last: nobody is convened to its new day before; null of those moved before that was kept."""
    reason: str | None = None
    """Why it was moved last, or cancelled."""

    @property
    def transmission_due_on(self) -> date | None:
        """The last day, included, to send it to the GTP (TRA-01); None for one that is not to be held."""
        if self.status is SessionStatus.ANNULEE:
            return None
        return months_after(self.held_on, parameter("transmission_months", self.held_on))

    @property
    def union_requests_due_on(self) -> date:
        """The last day to ask the unions for members (JUR-01)."""
        return union_request_until(self.held_on)

    @property
    def convocation_due_on(self) -> date:
        """The last day to convene the members (JUR-02)."""
        return convocation_until(self.held_on)

    @property
    def union_requests(self) -> tuple[UnionRequest, ...]:
        """The unions asked for members (JUR-01); none of a jury that is not joint."""
        return self.joint.union_requests if self.joint is not None else ()

    @property
    def unions_asked(self) -> frozenset[str]:
        """The unions asked in time for the day on which it is held now, wherever it was before (JUR-01, JUR-19)."""
        return frozenset(item.union for item in self.union_requests if item.on <= self.union_requests_due_on)

    @property
    def joint_uninformed(self) -> JointJury | None:
        """Its joint jury with the CPREFP yet to be informed, as after every change (JUR-09)."""
        return self.joint and self.joint.evolve(cprefp_informed_on=None)

    @property
    def president(self) -> JuryMember | None:
        """Whoever presides; None where nobody is named yet."""
        return next((member for member in self.members if member.role is JuryRole.PRESIDENT), None)

    def absence_of(self, dossier: str) -> Absence | None:
        """The absence of the candidate of a dossier, by its identifier (JUR-19)."""
        return next((item for item in self.absences if item.dossier == dossier), None)

    def seat_of(self, dossier: Dossier) -> str:
        """What the jury calls a dossier that is before it, or whose candidate did not come (JUR-08)."""
        absence = self.absence_of(dossier.id)
        return absence.seat if absence is not None else dossier.anonymous_number or ""

    def code_of(self, typed: str | None) -> str | None:
        """The code of the qualification that is typed so, blanks and case forgiven; None where it judges no such."""
        return next((code for code in self.certifications if typed and code_key(code) == code_key(typed)), None)

    def missing_pieces(self) -> list[tuple[PieceKind, str | None]]:
        """The pieces of TRA-02 that are not there yet, with their qualification where each has its own."""
        there = {(piece.kind, piece.certification) for piece in self.pieces}
        wanted: list[tuple[PieceKind, str | None]] = [
            (PieceKind.ATTESTATION, None),
            (PieceKind.CPREFP_EXTRACT, None),
            *((kind, code) for kind in sorted(OF_EACH_QUALIFICATION, key=str) for code in self.certifications),
        ]
        return [item for item in wanted if item not in there]
