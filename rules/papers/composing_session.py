"""The papers of a session: who sits where, who is asked, what the minutes list (JUR-10, JUR-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from rules.candidate.candidate import Candidate
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, JuryDecision
from rules.dossier.holdings import acquired_items, complete_blocs
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.papers.absence_notice import AbsenceNotice
from rules.papers.attendance_sheet import AttendanceSheet, Attendee, President
from rules.papers.attribution_request import AttributionRequest, JudgedQualification
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Named, Recipient, Seat, Signatory
from rules.papers.convocation import Convocation
from rules.papers.minutes import MinutesPaper, PresentMember
from rules.papers.minutes_candidate import MinutesCandidate
from rules.papers.union_request import UnionRequest
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.session.session import JuryMember, JuryRole, Session


@dataclass(frozen=True)
class Table:
    """A session beside what its papers name."""

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
        found = self.certifications[code]
        return Named(code=found.code, title=found.title)

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

    def body(self, member: JuryMember) -> str:
        """The union that names a member, or their company, or the chamber (JUR-10)."""
        return self.union(member) or member.employer or self.organisations[member.organisation].name

    def signed_on(self, member: JuryMember) -> date | None:
        """The business day of a member's signature; None where they have not signed."""
        return self.session.attended_on if member.signed_on is not None else None

    def union(self, member: JuryMember) -> str | None:
        """The union that mandates a member; None for the employers' side."""
        found = self.organisations[member.organisation]
        return found.name if found.kind is OrganisationKind.UNION else None


def head_of(centre: Organisation) -> ExamCentre:
    """A centre as its letterhead shows it."""
    return ExamCentre(name=centre.name, address_lines=centre.address, town=centre.town)


def union_request(table: Table, union: Organisation, on: date, signatory: CentreSignatory) -> UnionRequest:
    """The request to one union (JUR-01), dated the day on which it was asked."""
    return UnionRequest(
        centre=table.head,
        reference=table.session.number,
        written_on=on,
        addressee=Recipient(name=union.name, address_lines=union.address),
        meeting=table.meeting,
        signatory=signatory,
        demonstration=table.centre.demonstration,
    )


def convocation(table: Table, member: JuryMember, on: date, signatory: CentreSignatory) -> Convocation:
    """The convocation of one member (JUR-02), dated the day on which they were convened."""
    late = on > table.session.convocation_due_on
    return Convocation(
        centre=table.head,
        reference=table.session.number,
        written_on=on,
        addressee=Recipient(name=member.name),
        organisation=table.body(member),
        seat=table.seat(member),
        meeting=table.meeting,
        mandated_by=table.union(member),
        replaces="le membre désigné d’abord" if late else None,
        salaried=member.employer is not None,
        signatory=signatory,
        demonstration=table.centre.demonstration,
    )


def absence_notice(table: Table, member: JuryMember, signatory: CentreSignatory) -> AbsenceNotice:
    """The notice that a salaried member hands to the employer (JUR-15)."""
    return AbsenceNotice(
        centre=table.head,
        reference=table.session.number,
        written_on=member.convened_on or table.today,
        member=Recipient(name=member.name),
        employer=Recipient(name=member.employer or ""),
        seat=table.seat(member),
        meeting=table.meeting,
        mandated_by=table.union(member),
        signatory=signatory,
        demonstration=table.centre.demonstration,
    )


def attendance_sheet(table: Table, certification: str) -> AttendanceSheet:
    """The attendance sheet of one qualification (JUR-10); a union that named nobody is listed as invited."""
    session, president = table.session, table.session.president
    if president is None:
        raise ValueError("Aucun président du jury n’est nommé : la feuille d’émargement le nomme (JUR-10).")
    seated = [member for member in session.members if member is not president]
    invited = {item.union for item in session.union_requests} - {member.organisation for member in seated}
    unions = [
        _attendee(table, member)
        for member in seated
        if table.union(member) is not None and member.role is not JuryRole.GUEST
    ]
    return AttendanceSheet(
        centre=table.head,
        reference=session.number,
        qualification=table.qualification(certification),
        held_on=session.held_on,
        president=President(
            name=president.name,
            quality=president.function or "Président du jury",
            body=table.body(president),
            signed_on=table.signed_on(president),
        ),
        employers=tuple(
            _attendee(table, member)
            for member in seated
            if table.union(member) is None and member.role is not JuryRole.GUEST
        ),
        unions=(
            *unions,
            *(
                Attendee(name=None, body=table.organisations[code].name, seat=Seat.UNION_VOTING)
                for code in sorted(invited)
                if code in table.organisations
            ),
        ),
        guests=tuple(_attendee(table, member) for member in seated if member.role is JuryRole.GUEST),
        demonstration=table.centre.demonstration,
    )


def minutes(
    table: Table,
    certification: str,
    dossiers: Sequence[Dossier],
    people: Mapping[str, Candidate],
    versions: Mapping[str, Referentiel],
    blocs: Mapping[str, Bloc],
) -> MinutesPaper:
    """The minutes of one qualification (JUR-14): every candidate, admitted or not."""
    session, president = table.session, table.session.president
    signed = next((item for item in session.minutes if item.certification == certification), None)
    mine = [dossier for dossier in dossiers if dossier.certification == certification]
    return MinutesPaper(
        centre=table.head,
        reference=session.number,
        qualification=table.qualification(certification),
        at_rncp=table.certifications[certification].registered_at_rncp(session.held_on),
        held_on=session.held_on,
        place_lines=(session.place,) if session.place else (),
        president=Signatory(name=president.name if president else ""),
        members=tuple(
            PresentMember(name=member.name, body=table.body(member), seat=table.seat(member))
            for member in session.members
            if member.present and member.role is not JuryRole.PRESIDENT
        ),
        candidates=tuple(
            _listed(dossier, people[dossier.candidate], versions[dossier.referentiel], blocs) for dossier in mine
        ),
        signed_on=signed.signed_on if signed else None,
        demonstration=table.centre.demonstration,
    )


def attribution_request(table: Table, dossiers: Sequence[Dossier], signatory: CentreSignatory) -> AttributionRequest:
    """The letter to the GTP's secretariat (TRA-02), dated the day of the transmission."""
    sent = table.session.transmission
    return AttributionRequest(
        centre=table.head,
        reference=table.session.number,
        written_on=sent.on if sent else table.today,
        judged=tuple(
            JudgedQualification(
                qualification=table.qualification(code),
                held_on=table.session.held_on,
                candidates=len(mine),
                admitted=sum(dossier.decision is JuryDecision.A for dossier in mine),
            )
            for code in table.session.certifications
            if (mine := [dossier for dossier in dossiers if dossier.certification == code])
        ),
        signatory=signatory,
        demonstration=table.centre.demonstration,
    )


def _attendee(table: Table, member: JuryMember) -> Attendee:
    return Attendee(
        name=member.name,
        body=table.body(member),
        seat=table.seat(member),
        present=member.present,
        signed_on=table.signed_on(member),
    )


def _listed(dossier: Dossier, person: Candidate, version: Referentiel, blocs: Mapping[str, Bloc]) -> MinutesCandidate:
    decided = dossier.deliberation
    not_admitted = decided is not None and decided.decision is JuryDecision.NA
    held = complete_blocs(dossier, version) if not_admitted and decided is not None and decided.at_rncp else []
    complete = tuple(Named(code=code, title=blocs[code].title) for code in held if code in blocs)
    return MinutesCandidate(
        number=person.anonymous_number,
        name=f"{person.birth_name} {person.first_names}",
        birth_date=person.birth_date,
        birth_town=person.birth_town,
        birth_department=person.birth_department,
        birth_country=person.birth_country,
        origin=dossier.origin,
        funding=dossier.funding,
        company=dossier.company,
        target_blocs=tuple(Named(code=code, title=blocs[code].title) for code in dossier.target_blocs if code in blocs),
        decision=dossier.decision,
        comment=decided.comment if decided else None,
        acquired_capacites=tuple(item.capacite for item in acquired_items(dossier) if item.capacite)
        if not_admitted
        else (),
        acquired_blocs=complete,
        awarded_blocs=complete,
    )
