"""
What signed minutes say wrong of a candidate, rectified beside them; no decision changes (CER-07, PRD-05, JUR-13).

The person and the dossier are corrected by the rules of corrections, on a proof; what bears them follows (bearing.py).
Without a field, what is rectified is a text of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.access.viewer import Viewer
from rules.base.command import Command, Id, Name, Revision, Text
from rules.base.entity import Entity
from rules.base.event import Fact
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, invalid, not_found
from rules.candidate import correcting
from rules.candidate.commands import CivilStatusCorrection
from rules.document.issuing import outdated
from rules.file.file import UploadedFile
from rules.session.attendance import president_problems
from rules.session.bearing import (
    Concerned,
    Rectified,
    bearing,
    certificate_warnings,
    gained,
    minutes_warnings,
    paper_warnings,
    reissued,
    told,
    with_rectifications,
)
from rules.session.correction import DossierCorrection, Judged, before_jury, judged
from rules.session.session import Minutes, Rectification, Session

MOST_RECTIFICATIONS = 100


class RectifyMinutes(Command):
    """What corrects a clerical error."""

    revision = Revision.MUST
    says = (
        "Ce qu’il faut pour rectifier une erreur matérielle (CER-07) : un texte seul, ou une donnée d’un dossier, avec "
        "sa preuve."
    )

    session: str = Field(description="Numéro de la session.")
    certification: str = Field(description="Code de la qualification.")
    text: Annotated[str, Text("La rectification", 1_000)] = Field(description="Ce qui est rectifié, et pourquoi.")
    signed_by: Annotated[str, Name("Le nom du signataire")] = Field(description="Nom du signataire.")
    dossier: str | None = Field(default=None, description="Numéro du dossier dont une donnée est rectifiée.")
    civil_status: CivilStatusCorrection | None = Field(
        default=None, description="Ce qui change de l’état civil ; les certificats de la personne sont réémis (CER-09)."
    )
    opening: DossierCorrection | None = Field(
        default=None, description="Ce qui change de ce qui a été saisi à l’ouverture du dossier."
    )
    proof: Annotated[str | None, Id("File")] = Field(
        default=None, description="Fichier versé par PUT /files qui prouve la donnée, demandé pour elle."
    )


def rectify(
    session: Session,
    command: RectifyMinutes,
    *,
    concerned: Concerned | None,
    viewer: Viewer,
    files: Mapping[str, UploadedFile],
    today: date,
) -> Refused | Done[Session]:
    """The minutes with an error corrected beside them, and all that follows from it."""
    certification = session.code_of(command.certification)
    minutes = next((item for item in session.minutes if item.certification == certification), None)
    problems = [*president_problems(viewer, session, "CER-07"), *_minutes_problems(certification, minutes)]
    named = concerned.dossier.number if concerned is not None else None
    if command.dossier is not None and (minutes is None or named not in {line.dossier for line in minutes.lines}):
        problems.append(not_found("Ce dossier n’est pas au procès-verbal signé de cette qualification.", "dossier"))
    if command.civil_status is None and command.opening is None:
        if problems or certification is None:
            return Refused(tuple(problems))
        added = Rectification(text=command.text, signed_by=command.signed_by, on=today, dossier=named)
        return Done(with_rectifications(session, {(session.id, certification): (added,)}))
    problems += _proof_problems(command, files)
    if concerned is None:
        problems += [] if command.dossier else [invalid("Dites de quel dossier la donnée est rectifiée.", "dossier")]
        return Refused(tuple(problems))
    found = _rectified(concerned, command, today)
    if isinstance(found, Refused) or problems:
        return Refused((*problems, *found.problems) if isinstance(found, Refused) else tuple(problems))
    said = Rectification(text=command.text, signed_by=command.signed_by, on=today, proof=command.proof)
    return _done(session, concerned, found, said, viewer)


def _done(
    session: Session, concerned: Concerned, found: Rectified, said: Rectification, viewer: Viewer
) -> Done[Session]:
    added = gained(concerned, found, said)
    after = {key: with_rectifications(item, added) for key, item in concerned.sessions.items()}
    others = [after[key] for key in dict.fromkeys(place[0] for place in added) if key != session.id]
    dossiers, certificates, before = reissued(concerned, found, said.on)
    papers = outdated(bearing(concerned, found, added), said.on)
    facts: dict[str, Fact] = {"fields": found.fields}
    codes = dict(added.keys())
    changed: list[Entity] = [*([found.candidate] if found.civil else []), *dossiers, *certificates, *papers]
    warnings = (
        *found.warnings,
        *minutes_warnings(others, added, viewer),
        *certificate_warnings(before, concerned.titles, viewer),
        *paper_warnings(item for item in papers if item.exam_centre == viewer.organisation),
    )
    return Done(
        after[session.id],
        (
            *(Change(item, facts) for item in changed),
            *(Change(item, {**facts, "certification": codes[item.id]}) for item in others),
        ),
        warnings if told(viewer, session) else (),
        {**facts, "dossier": concerned.dossier.number},
        rules=("CER-07", "PRD-05", *(("CER-09",) if before else ())),
    )


def _minutes_problems(certification: str | None, minutes: Minutes | None) -> list[Problem]:
    if certification is None:
        return [invalid("Cette session ne juge pas cette certification.", "certification")]
    if minutes is None:
        text = (
            "Le procès-verbal de cette qualification n’est pas encore signé : corrigez la donnée elle-même "
            "(correctCandidate, correctDossier)."
        )
        return [broken("CER-07", text, "certification")]
    if len(minutes.rectifications) >= MOST_RECTIFICATIONS:
        return [invalid(f"Un procès-verbal se rectifie {MOST_RECTIFICATIONS} fois au plus.", "certification")]
    return []


def _proof_problems(command: RectifyMinutes, files: Mapping[str, UploadedFile]) -> list[Problem]:
    if command.proof is None:
        text = "La rectification d’une donnée donne sa preuve : un fichier versé par PUT /files."
        return [broken("CER-07", text, "proof")]
    return [] if command.proof in files else [not_found("Ce fichier n’existe pas parmi les vôtres.", "proof")]


def _rectified(concerned: Concerned, command: RectifyMinutes, today: date) -> Refused | Rectified:
    """The person and the dossier as they become, by the rules of corrections; the places of problems are those here."""
    person, entry = concerned.candidate, Judged(concerned.dossier, [], [], [])
    problems: list[Problem] = []
    warnings: list[Problem] = []
    civil: list[str] = []
    if command.civil_status is not None:
        corrected = correcting.rectified(
            person, command.civil_status, reason=command.text, proof=command.proof, known=concerned.known, today=today
        )
        problems += _placed(corrected.problems, "civilStatus")
        if isinstance(corrected, Done):
            civil = list(corrected.entity.corrections[-1].fields)
            warnings += _placed(corrected.warnings, "civilStatus")
            person = corrected.entity
    dossier = concerned.dossier
    if command.opening is not None:
        entry = judged(dossier, command.opening, person, concerned.certification, concerned.centre, today)
        barred, warned = before_jury(entry, concerned.awaited)
        if "trainingStartsOn" in entry.fields:
            text = (
                "Le jour de l’entrée en formation décide de ce qui est attribué (REG-01) : il ne se rectifie pas à "
                "côté d’un procès-verbal signé."
            )
            barred = [*barred, broken("JUR-13", text, "trainingStartsOn")]
        problems += _placed((*entry.problems, *barred), "opening")
        warnings += _placed((*entry.warnings, *warned), "opening")
        dossier = entry.noted(command.text, today)
    if problems:
        return Refused(tuple(problems))
    return Rectified(person, dossier, frozenset(civil), frozenset(entry.fields), tuple(warnings))


def _placed(problems: Iterable[Problem], place: str) -> list[Problem]:
    return [problem.evolve(path=(place, *problem.path)) for problem in problems]
