"""What an event keeps of a command, and what its history says: never a text that somebody typed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from rules.base.event import Event
from rules.base.operation import Operation
from rules.lives.family import ROWS
from rules.lives.life import Row
from rules.lives.telling import told_of
from rules.session.commands import AssignDossiers, NameJuryMember
from rules.session.session import SessionStatus
from rules.views.summaries import summary_of

S, D = "S2027-UT59-0001", "D2026-UT59-00001"


def event(action: str, aggregate: str = "sessions/s", **facts: Any) -> Event:
    return Event(
        aggregate=aggregate,
        sequence=1,
        at=datetime(2027, 4, 15, tzinfo=UTC),
        on=date(2027, 4, 15),
        actor="x",
        action=Operation(action),
        facts={"number": S if aggregate == "sessions/s" else D, **facts},
        form=1,
        payload="",
        previous="",
        digest="",
    )


@pytest.mark.parametrize(
    ("action", "facts", "said"),
    [
        ("scheduleSession", {"held": "2027-04-15"}, f"{S} : session programmée pour le 15 avril 2027."),
        ("requestUnionMembers", {"unions": ["CFDT", "FO"]}, f"{S} : organisations syndicales saisies (CFDT, FO)."),
        (
            "nameJuryMember",
            {"role": "UNION", "organisation": "CFDT"},
            f"{S} : membre du jury nommé (délégation syndicale, CFDT).",
        ),
        (
            "assignDossiers",
            {"added": [D], "removed": ["D2"]},
            f"{S} : dossiers présentés : {D} ; dossiers retirés : D2.",
        ),
        ("assignDossiers", {}, f"{S} : dossiers affectés ou retirés, ou liens déclarés."),
        ("postponeSession", {"held": "2027-05-20"}, f"{S} : session reportée au 20 mai 2027."),
        (
            "signAttendance",
            {"count": 4, "reached": "TENUE"},
            f"{S} : feuille d’émargement signée (4 présents) ; session tenue.",
        ),
        (
            "purgeArchives",
            {"papers": 1, "files": 6, "purge": "x", "fields": ["plan"]},
            f"{S} : archives d’évaluation détruites (1 papier, 6 fichiers).",
        ),
        ("cancelSession", {"reached": "ANNULEE"}, f"{S} : session annulée."),
        ("signMinutes", {"certifications": ["MQ 1989 0021"]}, f"{S} : procès-verbal signé (MQ 1989 0021)."),
        ("conveneJury", {"status": "CONVOQUEE"}, f"{S} : jury convoqué."),
    ],
)
def test_the_history_of_a_session_says_what(action: str, facts: dict[str, Any], said: str) -> None:
    assert summary_of(event(action, **facts)) == said


@pytest.mark.parametrize(
    ("action", "facts", "said"),
    [
        ("nameCommission", {"route": "VAE"}, f"{D} : commission de validation nommée."),
        ("nameCommission", {"route": "FORMATION"}, f"{D} : commission d’évaluation nommée."),
        ("nameCommission", {}, f"{D} : commission nommée."),
        (
            "recordEvaluation",
            {"count": 4, "reached": "EVALUE"},
            f"{D} : 4 résultats enregistrés ; dossier entièrement évalué.",
        ),
        (
            "assignDossiers",
            {"session": S, "reached": "PRESENTE_AU_JURY"},
            f"{D} : présenté à la session {S} ; dossier présenté au jury.",
        ),
        (
            "assignDossiers",
            {"session": S, "reached": "EVALUE"},
            f"{D} : retiré de la session {S} ; dossier entièrement évalué.",
        ),
        ("recordDecision", {"reached": "DELIBERE"}, f"{D} : décision du jury enregistrée."),
        ("transmitSession", {"reached": "TRANSMIS"}, f"{D} : transmission au GTP."),
        ("validateAttribution", {"reached": "CERTIFIE"}, f"{D} : le GTP s’est prononcé ; dossier certifié."),
        ("submitPiece", {"kind": "CV"}, f"{D} : pièce versée, le CV."),
        ("transferDossier", {"to": "UT62", "centre": "UT59"}, f"{D} : transfert proposé au centre UT62."),
        ("transferDossier", {"centre": "UT62"}, f"{D} : transfert accepté par le centre UT62."),
        ("cancelCertificate", {"certificate": "MC 2027 05 59 00001"}, f"{D} : certificat MC 2027 05 59 00001 annulé."),
        ("planEvaluation", {"agreed": "CANDIDAT"}, f"{D} : évaluations prévues, convenues avec le candidat."),
        ("declareMandate", {}, "Mandat du candidat déclaré."),
        ("generateDocument", {"kind": "MINUTES", "of": S}, f"Document produit : Procès-verbal du jury, {S}."),
    ],
)
def test_the_history_of_a_dossier_says_what_and_never_its_result(action: str, facts: dict[str, Any], said: str) -> None:
    assert summary_of(event(action, "dossiers/d", **facts)) == said


def test_what_was_not_given_is_not_told() -> None:
    command = AssignDossiers(session=S, add=(" d2026-ut59-00001 ",))
    assert told_of(command, {"added": "add", "removed": "remove"}) == {"added": [D]}


def test_a_person_is_told_by_capacity_and_organisation_alone() -> None:
    member = {
        "name": "Lise Syndiquée",
        "role": "UNION",
        "organisation": "cfdt",
        "qualified": True,
        "branch_employee": True,
    }
    command = NameJuryMember.model_validate({"session": S, "member": member})
    told = told_of(command, ROWS[Operation.nameJuryMember][0].told)
    assert told == {"role": "UNION", "organisation": "CFDT"}


SAFE = {"certification", "certifications", "unions", "add", "remove", "organisation", "centre"}
"""Texts of commands that are codes or numbers, which name something that the operation has found."""


def _told() -> Iterator[tuple[Row, str]]:
    for rows in ROWS.values():
        for row in rows:
            yield from ((row, path) for path in row.told.values())


def test_an_event_keeps_nothing_that_is_free_text() -> None:
    for row, path in _told():
        *parents, last = path.removeprefix("#").split(".")
        part: Any = row.command
        for name in parents:
            part = part.model_fields[name].annotation
        type_ = part.model_fields[last].annotation
        texts = type_ is str or str in get_args(type_)
        assert path.startswith("#") or not texts or last in SAFE, (row.operation, path)


def test_every_state_that_a_row_leads_to_can_be_said() -> None:
    for status in SessionStatus:
        assert summary_of(event("conveneJury", reached=status.value)).endswith(".")
