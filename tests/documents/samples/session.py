"""Papers of a session that the tests and the guide's pictures share; every person and place in them is invented."""

from datetime import date, time
from typing import Any

from documents.registry import render
from rules.base.civility import Civility
from rules.document.document import DocumentKind
from rules.dossier.dossier import Company, JuryDecision
from rules.dossier.vae import Extent
from rules.papers.absence_notice import AbsenceNotice
from rules.papers.attendance_sheet import AttendanceSheet, Attendee, Former, President
from rules.papers.attribution_request import AttributionRequest, AwardedBloc, CprefpProof, JudgedQualification
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Named, Recipient, Seat, Signatory
from rules.papers.convocation import Convocation
from rules.papers.evaluation_summary import Evaluated, EvaluationSummary, SeatSummary
from rules.papers.minutes import Correction, MinutesPaper, PresentMember, Rectified
from rules.papers.minutes_candidate import MinutesCandidate
from rules.papers.union_request import UnionRequest
from rules.referentiel.referentiel import EvaluationMode
from rules.session.session import JuryRole, Rubric

PAPERS = {
    "union_request": DocumentKind.UNION_REQUEST,
    "convocation": DocumentKind.CONVOCATION,
    "invitation": DocumentKind.CONVOCATION,
    "substitute": DocumentKind.CONVOCATION,
    "absence_notice": DocumentKind.ABSENCE_NOTICE,
    "late_notice": DocumentKind.ABSENCE_NOTICE,
    "attendance_sheet": DocumentKind.ATTENDANCE_SHEET,
    "changed_sheet": DocumentKind.ATTENDANCE_SHEET,
    "evaluation_summary": DocumentKind.EVALUATION_SUMMARY,
    "minutes": DocumentKind.MINUTES,
    "rectified": DocumentKind.MINUTES,
    "attribution_request": DocumentKind.ATTRIBUTION_REQUEST,
    "blocs_request": DocumentKind.ATTRIBUTION_REQUEST,
}
"""The samples below by their names, each with the kind of its paper."""

JURY = date(2026, 10, 8)
A, NA = JuryDecision.A, JuryDecision.NA
CQPM = Named(code="MQ 1989 0021", title="Opérateur (trice) en maintenance industrielle")
OTHER = Named(code="MQ 2012 0297 R", title="Chargé (e) d’intégration en robotique industrielle")
BLOCS = (
    Named(code="RNCP36376BC01", title="Préparer l’intervention et ses moyens"),
    Named(code="RNCP36376BC02", title="Réaliser l’intervention et en rendre compte"),
)
CENTRE = ExamCentre(
    name="UIMM territoriale de démonstration — Nord (59)",
    address_lines=("Centre d’examen", "1, rue de l’Exemple", "59000 Lille", "examens@uimm-nord.example"),
    town="Lille",
)
MEETING = Meeting(
    held_on=JURY,
    starts_at=time(14),
    place_lines=("Maison de l’Industrie (démonstration), salle Lavoisier", "1, rue de l’Exemple", "59000 Lille"),
    qualifications=(CQPM, OTHER),
)
ONE_BLOC = (AwardedBloc(bloc=BLOCS[0], candidates=1),)
UNION = "Union départementale du Nord, organisation syndicale A (exemple)"
SIGNATORY = CentreSignatory(name="Noé Modèle", quality="Le responsable des certifications", civility=Civility.MONSIEUR)
COMMON: dict[str, Any] = {"centre": CENTRE, "reference": "S-2026-59-0007", "demonstration": True}
TOWNS = (("Lille", "59"), ("Villeneuve-Saint-Georges-lès-Essais", "94"), ("Bastia", "2B"), ("Saint-Denis", "974"))
NAMES = (
    "Zoé LEFÈVRE-ÑANDÚ",
    "Noé MARTIN",
    "Łukasz D’ÆRØSKØBING",
    "Marie-Chrysostome DE LA TOUR-D’EXEMPLE",
    "Ali ESSAI",
)
COMPANIES = (
    Company(name="Ateliers Modèle", address="12, rue des Essais, 59100 Roubaix", nace="25.62B", sector="M"),
    Company(
        name="Société industrielle de construction mécanique et de maintenance du Nord et du Pas-de-Calais réunis",
        address="Zone d’activité de la Longue-Démonstration, bâtiment C, 59650 Villeneuve-d’Ascq",
        nace="33.12Z",
        sector="M",
    ),
    Company(
        name="Filatures Imaginées",
        address="3, quai du Fil, 59200 Tourcoing",
        nace="13.10Z",
        sector="HM",
        branch="Textile",
    ),
)


def union_request(**changes: Any) -> UnionRequest:
    """To a union's territorial body, two qualifications, a member of temporary work needed."""
    given = COMMON | {
        "written_on": date(2026, 9, 1),
        "addressee": Recipient(
            name=UNION, address_lines=("Bourse du travail (exemple)", "254, boulevard de l’Exemple", "59000 LILLE")
        ),
        "meeting": MEETING,
        "temporary_work": True,
        "signatory": SIGNATORY,
    }
    return UnionRequest(**given | changes)


def convocation(**changes: Any) -> Convocation:
    """To a union's voting member, an employee."""
    given = COMMON | {
        "written_on": date(2026, 9, 15),
        "addressee": Recipient(
            civility=Civility.MADAME,
            name="Inès Prototype",
            address_lines=("27, avenue de l’Œuvre-Neuve", "59100 ROUBAIX"),
        ),
        "organisation": "Organisation syndicale A (exemple)",
        "seat": Seat.UNION_VOTING,
        "meeting": MEETING,
        "mandated_by": UNION,
        "salaried": True,
        "signatory": SIGNATORY,
    }
    return Convocation(**given | changes)


def invitation(**changes: Any) -> Convocation:
    """To a candidate's tutor, who does not decide."""
    given = {
        "addressee": Recipient(civility=Civility.MONSIEUR, name="Tom Tuteur", address_lines=("59100 ROUBAIX",)),
        "organisation": "Ateliers Modèle",
        "seat": Seat.GUEST,
        "function": "Tuteur d’un candidat",
        "mandated_by": None,
        "salaried": False,
    }
    return convocation(**given | changes)


def substitute(**changes: Any) -> Convocation:
    """To who takes the place of a union's member after the last day, of whom no employer is known."""
    given = {
        "written_on": date(2026, 10, 2),
        "addressee": Recipient(civility=Civility.MONSIEUR, name="Luc Spécimen"),
        "replaces": "Inès Prototype",
        "notice_enclosed": False,
    }
    return convocation(**given | changes)


def absence_notice(**changes: Any) -> AbsenceNotice:
    """Of the same member, for her employer."""
    given = COMMON | {
        "written_on": date(2026, 9, 15),
        "member": Recipient(civility=Civility.MADAME, name="Inès Prototype"),
        "employer": Recipient(name="Ateliers Modèle", address_lines=("12, rue des Essais", "59100 ROUBAIX")),
        "seat": Seat.UNION_VOTING,
        "meeting": MEETING,
        "mandated_by": UNION,
        "signatory": SIGNATORY,
    }
    return AbsenceNotice(**given | changes)


def late_notice(**changes: Any) -> AbsenceNotice:
    """Of who takes her place too late to keep the notice."""
    given = {"written_on": date(2026, 10, 2), "member": Recipient(civility=Civility.MONSIEUR, name="Luc Spécimen")}
    return absence_notice(**given | changes)


def attendance_sheet(**changes: Any) -> AttendanceSheet:
    """Both delegations, an organisation that named nobody."""
    given = COMMON | {
        "qualification": CQPM,
        "held_on": JURY,
        "president": President(
            civility=Civility.MADAME,
            name="Camille Démonstration",
            quality="Directrice de la formation",
            body="UIMM territoriale de démonstration",
        ),
        "employers": (
            Attendee(name="Paul Gabarit", body="Ateliers Modèle", seat=Seat.EMPLOYER),
            Attendee(name="Yasmine Étalon", body=COMPANIES[1].name, seat=Seat.EMPLOYER),
            Attendee(name="Hugo Calibre", body="Intérim Exemple", seat=Seat.EMPLOYER_TEMPORARY_WORK),
        ),
        "unions": (
            Attendee(name="Inès Prototype", body="Organisation syndicale A (exemple)", seat=Seat.UNION_VOTING),
            Attendee(name="Luc Spécimen", body="Organisation syndicale A (exemple)", seat=Seat.UNION),
            Attendee(name="Maud Échantillon", body="Organisation syndicale B (exemple)", seat=Seat.UNION_VOTING),
            Attendee(name=None, body="Organisation syndicale C (exemple)", seat=Seat.UNION_VOTING),
        ),
    }
    return AttendanceSheet(**given | changes)


def changed_sheet(**changes: Any) -> AttendanceSheet:
    """The same once a member was replaced and another withdrawn, with two people invited."""
    given = {
        "unions": attendance_sheet().unions[1:],
        "guests": (
            Attendee(name="Tom Tuteur", body="Ateliers Modèle", seat=Seat.GUEST, function="Tuteur d’un candidat"),
            Attendee(name="Rose Invitée", body="Organisation syndicale A (exemple)", seat=Seat.GUEST),
        ),
        "former": (
            Former(name="Inès Prototype", body=UNION, role=JuryRole.UNION, replaced_by="Luc Spécimen"),
            Former(name="Jean Repère", body=CENTRE.name, role=JuryRole.EMPLOYER, left_on=date(2026, 9, 30)),
        ),
    }
    return attendance_sheet(**given | changes)


TITLES = ("Pré-diagnostiquer un dysfonctionnement", "Organiser son intervention", "Rendre compte de son intervention")


def seat(number: int, acquired: str = "123", **changes: Any) -> SeatSummary:
    """One of any number of seats, with three capacités, some of them acquired."""
    given: dict[str, Any] = {
        "seat": f"{(number * 7_919) % 65_536:04X}-{number:03d}",
        "qualification": CQPM.code,
        "evaluated": tuple(
            Evaluated(
                number=str(rank),
                title=title,
                mode=(EvaluationMode.SITUATION_REELLE, EvaluationMode.PROJET)[rank % 2],
                on=date(2026, 9, 20 + rank),
                acquired=str(rank) in acquired,
            )
            for rank, title in enumerate(TITLES, 1)
        ),
        "opinion_asked": True,
        "opinion": True,
    }
    return SeatSummary(**given | changes)


def evaluation_summary(**changes: Any) -> EvaluationSummary:
    """Every situation: all acquired, some, none, carried over, by VAE, a bloc alone, an opinion that is missing."""
    again = seat(2).evaluated[0].evolve(carried_over=True, on=date(2024, 10, 3))
    given = COMMON | {
        "written_on": date(2026, 9, 30),
        "meeting": MEETING,
        "seats": (
            seat(1),
            seat(2, evaluated=(again, *seat(2, "2").evaluated[1:]), opinion=False),
            seat(3, "", opinion=None),
            seat(4, "12", by_vae=True, opinion_asked=False, opinion=None, conclusion=Extent.PARTIAL),
            seat(5, target_blocs=BLOCS[:1], evaluated=seat(5).evaluated[:2], qualification=OTHER.code),
        ),
    }
    return EvaluationSummary(**given | changes)


def candidate(number: int, **changes: Any) -> MinutesCandidate:
    """One of any number of candidates, all unlike."""
    town, department = TOWNS[number % len(TOWNS)]
    given: dict[str, Any] = {
        "number": f"C-{number:03d}",
        "name": NAMES[number % len(NAMES)],
        "birth_date": date(1970 + number % 35, 1 + number % 12, 1 + number % 28),
        "birth_town": town,
        "birth_department": department,
        "birth_country": "France",
        "origin": "SL",
        "funding": ("PF", "CP", "CPF", "AUTRE")[number % 4],
        "company": COMPANIES[number % len(COMPANIES)],
        "at_rncp": True,
        "decision": A,
    }
    return MinutesCandidate(**given | changes)


PARTIAL: dict[str, Any] = {
    "decision": NA,
    "acquired_capacites": ("1", "2", "3", "6"),
    "acquired_blocs": BLOCS[:1],
    "awarded_blocs": BLOCS[:1],
}


def minutes(**changes: Any) -> MinutesPaper:
    """Every situation: admitted, not admitted with and without something acquired, job seeker, foreigner, absent."""
    given = COMMON | {
        "qualification": CQPM,
        "held_on": JURY,
        "place_lines": MEETING.place_lines[:1],
        "president": Signatory(name="Camille Démonstration", civility=Civility.MADAME),
        "members": tuple(
            PresentMember(name=found.name, body=found.body, seat=found.seat)
            for found in (*attendance_sheet().employers, *attendance_sheet().unions)
            if found.name is not None
        ),
        "candidates": (
            candidate(0),
            candidate(1, **PARTIAL),
            candidate(
                2, birth_town="Køge", birth_department=None, birth_country="Danemark", origin="DE", funding="POEI"
            ),
            candidate(3, decision=NA, comment="Dossier à reprendre avec le tuteur."),
            candidate(4, decision=None),
            candidate(5, target_blocs=BLOCS[1:], agreement="Abondement du compte personnel de formation"),
        ),
    }
    return MinutesPaper(**given | changes)


def rectified() -> MinutesPaper:
    """The same minutes, two clerical errors corrected together, then one that is of no candidate."""
    found = (
        Correction(number="C-001", rubric=Rubric.NAME, written="Noé MARTN", meant="Noé MARTIN"),
        Correction(number="C-003", rubric=Rubric.NACE, written="25.26B", meant="25.62B"),
    )
    first = Rectified(
        on=date(2026, 10, 20),
        signed_by="Camille Démonstration",
        text="Nom et code NACE mal recopiés des dossiers.",
        corrections=found,
    )
    second = Rectified(on=date(2026, 10, 21), signed_by="Camille Démonstration", text="Lire « salle Lavoisier ».")
    return minutes(signed_on=JURY, rectifications=(first, second))


def minutes_of(count: int) -> MinutesPaper:
    """Any number of candidates; one in four is not admitted and gets a bloc."""
    return minutes(
        candidates=tuple(candidate(number, **PARTIAL if number % 4 == 3 else {}) for number in range(1, count + 1))
    )


def attribution_request(**changes: Any) -> AttributionRequest:
    """Two qualifications of one meeting, with blocs."""
    given = COMMON | {
        "written_on": date(2026, 11, 3),
        "judged": (
            JudgedQualification(qualification=CQPM, held_on=JURY, candidates=6, admitted=3, awarded=ONE_BLOC),
            JudgedQualification(qualification=OTHER, held_on=JURY, candidates=12, admitted=11),
        ),
        "qualifications": 2,
        "proof": CprefpProof.REGIONAL_EXTRACT,
        "signatory": SIGNATORY,
    }
    return AttributionRequest(**given | changes)


def blocs_request(**changes: Any) -> AttributionRequest:
    """One qualification: some asked for the whole, some for one bloc, some for two."""
    one = JudgedQualification(qualification=CQPM, held_on=JURY, candidates=6, admitted=3, awarded=ONE_BLOC)
    given = {
        "judged": (
            one,
            one.evolve(target_blocs=BLOCS[:1], candidates=2, admitted=2, awarded=()),
            one.evolve(target_blocs=BLOCS, candidates=1, admitted=0),
        ),
        "qualifications": 1,
    }
    return attribution_request(**given | changes)


def made(name: str, **changes: Any) -> bytes:
    """The file of a sample, changed as asked."""
    return render(PAPERS[name], globals()[name](**changes), None)
