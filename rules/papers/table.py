"""What the papers of a session are composed from: who sits where, what is judged, and what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from rules.base.problems import invalid, not_found
from rules.candidate.candidate import Candidate
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, JuryDecision
from rules.dossier.holdings import complete_blocs
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.papers.asked import Asked, Unfit
from rules.papers.common import ExamCentre, Meeting, Named, Recipient, Seat, head_of
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.session.session import JuryMember, JuryRole, Session


@dataclass(frozen=True)
class Table:
    """A session beside what its papers name; no candidate, whose name no member sees before the decisions (JUR-08)."""

    session: Session
    centre: Organisation
    certifications: Mapping[str, Certification]
    organisations: Mapping[str, Organisation]
    today: date

    @property
    def head(self) -> ExamCentre:
        """The centre as its letterhead shows it."""
        return head_of(self.centre)

    @property
    def qualifications(self) -> tuple[Named, ...]:
        """What is judged, by title and code (JUR-18)."""
        return tuple(self.qualification(code) for code in self.session.certifications)

    def qualification(self, code: str) -> Named:
        """One of them."""
        certification = self.certifications[code]
        return Named(code=certification.code, title=certification.title)

    def asked_qualification(self, asked: Asked) -> str:
        """The code of the one that is asked for, or the only one. Raises Unfit where it is not of this session."""
        codes = self.session.certifications
        if asked.part is None and len(codes) == 1:
            return codes[0]
        if asked.part not in codes:
            raise Unfit(not_found("Nommez la qualification de la session que ce document concerne.", "part"))
        return asked.part

    def asked_member(self, asked: Asked) -> JuryMember:
        """The member who is asked for. Raises Unfit where none is, or they are not of this session."""
        if asked.part is None:
            raise Unfit(invalid("Nommez le membre que ce document concerne, par son identifiant.", "part"))
        member = next((member for member in self.session.members if member.id == asked.part), None)
        if member is None:
            raise Unfit(not_found("Ce membre n’est pas de cette session.", "part"))
        return member

    @property
    def meeting(self) -> Meeting:
        """When, where, and what is judged."""
        at = time.fromisoformat(self.session.time) if self.session.time else None
        lines = (self.session.place,) if self.session.place else ()
        return Meeting(
            held_on=self.session.held_on, starts_at=at, place_lines=lines, qualifications=self.qualifications
        )

    def seat(self, member: JuryMember) -> Seat:
        """In what capacity a member sits."""
        if member.role is JuryRole.TEMPORARY_WORK:
            union = self.organisations[member.organisation].kind is OrganisationKind.UNION
            return Seat.UNION_TEMPORARY_WORK if union else Seat.EMPLOYER_TEMPORARY_WORK
        if member.role is JuryRole.UNION:
            return Seat.UNION_VOTING if member.voting else Seat.UNION
        return {JuryRole.PRESIDENT: Seat.PRESIDENT, JuryRole.EMPLOYER: Seat.EMPLOYER}.get(member.role, Seat.GUEST)

    def recipient(self, member: JuryMember) -> Recipient:
        """A member as a paper names them (CER-08)."""
        return Recipient(name=member.name, civility=member.civility)

    def body(self, member: JuryMember) -> str:
        """The union that names a member, or their company, or the chamber (JUR-10)."""
        return self.union(member) or member.employer or self.organisations[member.organisation].name

    def signed_on(self, member: JuryMember) -> date | None:
        """The business day of a member's signature; None where they have not signed."""
        return self.session.attended_on if member.signed_on is not None else None

    def union(self, member: JuryMember) -> str | None:
        """The union that mandates a member; None for the employers' side."""
        organisation = self.organisations[member.organisation]
        return organisation.name if organisation.kind is OrganisationKind.UNION else None


@dataclass(frozen=True)
class Decisions(Table):
    """A session beside the dossiers that its jury decides on, for the papers that follow the decisions."""

    dossiers: Sequence[Dossier]
    people: Mapping[str, Candidate]
    versions: Mapping[str, Referentiel]
    blocs: Mapping[str, Bloc]
    absent: Sequence[Dossier] = ()
    """The dossiers of the candidates who did not come (JUR-19)."""

    def missed(self, certification: str) -> list[Dossier]:
        """The dossiers of one qualification whose candidates did not come (JUR-19)."""
        return [dossier for dossier in self.absent if dossier.certification == certification]

    def named(self, codes: Iterable[str]) -> tuple[Named, ...]:
        """These blocs, by title and code."""
        return tuple(Named(code=code, title=self.blocs[code].title) for code in codes if code in self.blocs)

    def complete(self, dossier: Dossier) -> list[str]:
        """The blocs that a candidate who is not admitted to a CQPM at the RNCP holds complete, by code (CON-01)."""
        if dossier.decision is not JuryDecision.NA or not dossier.at_rncp:
            return []
        return complete_blocs(dossier, self.versions[dossier.referentiel])

    def newly_complete(self, dossier: Dossier) -> list[str]:
        """Those of them that this jury makes complete: one carried over for life was awarded before (GTP-03)."""
        before = {item.item for item in dossier.evaluations if item.carried_over and item.kept_until is None}
        parts = {part.bloc: part.capacites for part in self.versions[dossier.referentiel].composition}
        return [
            code
            for code in self.complete(dossier)
            if code not in before and not (parts[code] and before >= set(parts[code]))
        ]

    def judged(self, certification: str) -> list[Dossier]:
        """The dossiers of one qualification (JUR-18)."""
        return [dossier for dossier in self.dossiers if dossier.certification == certification]
