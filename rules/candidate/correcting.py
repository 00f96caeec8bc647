"""A person corrected: civil status on its proof until minutes that bear it are signed, contact at any time (PRD-05)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rules.access.viewer import Role, Viewer
from rules.base.command import camel, cleaned
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.candidate.birth_place import place_problems, place_warnings
from rules.candidate.candidate import Candidate, Correction
from rules.candidate.commands import CivilStatusCorrection, CorrectCandidate
from rules.candidate.identity import sought_keys
from rules.candidate.registering import (
    birth_date_problems,
    contact_problems,
    duplicate_warnings,
    kept_address,
    kept_department,
    name_problems,
)
from rules.file.file import UploadedFile

MOST_CORRECTIONS = 200
_CIVIL: Mapping[str, str] = {
    "last_name": "nom de naissance",
    "used_name": "nom d’usage",
    "first_names": "prénoms",
    "sex": "sexe",
    "birth_date": "date de naissance",
    "birth_town": "commune de naissance",
    "birth_department": "département de naissance",
    "birth_country": "pays de naissance",
}
_CONTACT: Mapping[str, str] = {
    "email": "adresse électronique",
    "phone": "téléphone",
    "address": "adresse",
    "department": "département dont dépend le candidat",
}
_WORDS = {camel(name): word for name, word in (*_CIVIL.items(), *_CONTACT.items())}
_NEVER_EMPTY = frozenset({"sex", "birth_date", "birth_town", "birth_country"})
_BIRTH = frozenset({"birth_date", "birth_department", "birth_country"})
_STORED = {"last_name": "birth_name"}
"""Where a field of the command is stored under another name."""


class Borne(NamedTuple):
    """Where signed minutes bear a person: the session, the dossier there, the centre that held it."""

    session: str
    dossier: str
    exam_centre: str


def correct(
    candidate: Candidate,
    command: CorrectCandidate,
    *,
    viewer: Viewer,
    files: Mapping[str, UploadedFile],
    signed: Sequence[Borne],
    known: int,
    today: date,
) -> Refused | Done[Candidate]:
    """
    The candidate with what was given changed, and the correction told without its values (PRD-05).

    `signed` are the minutes signed that bear the person; `known` counts others who are likely the same person then.
    """
    changes = _changes(candidate, command)
    civil = [name for name in changes if name in _CIVIL]
    problems = _civil_problems(civil, command, viewer, files, signed) if civil else []
    correction = Correction(on=today, fields=(), reason=command.reason, proof=command.proof)
    return _corrected(candidate, command, changes, problems, correction, known)


def rectified(
    candidate: Candidate,
    given: CivilStatusCorrection,
    *,
    reason: str,
    proof: str | None,
    known: int,
    today: date,
) -> Refused | Done[Candidate]:
    """The candidate with a civil status rectified after minutes that bear it are signed, by the same rules (CER-07)."""
    correction = Correction(on=today, fields=(), reason=reason, proof=proof)
    return _corrected(candidate, given, _changes(candidate, given), [], correction, known)


def _corrected(
    candidate: Candidate,
    given: CivilStatusCorrection,
    changes: Mapping[str, Any],
    barred: Sequence[Problem],
    correction: Correction,
    known: int,
) -> Refused | Done[Candidate]:
    problems = [
        *candidate.erased_problems("candidate"),
        *_nothing_problems(candidate, given, changes),
        *barred,
        *_value_problems(candidate, given, changes, correction.on),
    ]
    fields = tuple(camel(name) for name in changes)
    correction = correction.evolve(fields=fields)
    stored = {_STORED.get(name, name): value for name, value in changes.items()}
    return unless(
        problems,
        lambda: candidate.evolve(**stored, corrections=(*candidate.corrections, correction)),
        _warnings(candidate, changes, known),
        fields=list(fields),
    )


def sought_of(candidate: Candidate, command: CivilStatusCorrection) -> list[str]:
    """The keys of those who are likely the person as corrected; none where the identity does not change (PRD-01)."""
    changes = _changes(candidate, cleaned(command))
    name, used, first, born = _after(candidate, changes, "last_name", "used_name", "first_names", "birth_date")
    if not changes.keys() & {"last_name", "used_name", "first_names", "birth_date"} or born is None:
        return []
    return sought_keys((name, used), first, born)


def in_words(fields: Iterable[str]) -> str:
    """The fields of a correction as French prose lists them: « nom d’usage, téléphone »."""
    return ", ".join(_WORDS.get(name, name) for name in fields)


def _changes(candidate: Candidate, command: CivilStatusCorrection) -> dict[str, Any]:
    """What was given and differs from what is stored, as it is to be kept."""
    kept: dict[str, Any] = {}
    for name in (*_CIVIL, *_CONTACT):
        if name not in command.model_fields_set:
            continue
        value = getattr(command, name)
        if name in {"birth_department", "department"}:
            value = kept_department(value)
        if name == "address":
            value = kept_address(value)
        if value != getattr(candidate, _STORED.get(name, name)):
            kept[name] = value
    return kept


def _after(candidate: Candidate, changes: Mapping[str, Any], *names: str) -> list[Any]:
    """The values of these fields once corrected."""
    return [changes.get(name, getattr(candidate, _STORED.get(name, name))) for name in names]


def _nothing_problems(
    candidate: Candidate, command: CivilStatusCorrection, changes: Mapping[str, Any]
) -> list[Problem]:
    if len(candidate.corrections) >= MOST_CORRECTIONS:
        return [invalid(f"Un candidat est corrigé {MOST_CORRECTIONS} fois au plus.")]
    if changes:
        return []
    if not command.model_fields_set & {*_CIVIL, *_CONTACT}:
        return [invalid("Rien n’est à corriger : donnez au moins un champ.")]
    return [duplicate("Rien ne change : le candidat est déjà enregistré ainsi.")]


def _civil_problems(
    civil: list[str],
    command: CorrectCandidate,
    viewer: Viewer,
    files: Mapping[str, UploadedFile],
    signed: Sequence[Borne],
) -> list[Problem]:
    if not viewer.roles & {Role.CENTRE, Role.GTP}:
        text = "Votre centre, ou le GTP, corrige votre état civil sur preuve ; vous corrigez vos coordonnées."
        return [broken("PRD-05", text, camel(name)) for name in civil]
    problems = []
    if signed:
        text = (
            "Un procès-verbal qui porte cette personne est signé : son état civil ne se corrige plus ici, mais par une "
            f"rectification signée du procès-verbal (CER-07){_where(signed, viewer)}."
        )
        problems += [broken("PRD-05", text, camel(name)) for name in civil]
    if not command.reason:
        problems.append(broken("PRD-05", "Une correction de l’état civil dit son motif.", "reason"))
    if command.proof is None:
        text = "Une correction de l’état civil donne sa preuve : un fichier versé par PUT /files."
        problems.append(broken("PRD-05", text, "proof"))
    elif command.proof not in files:
        problems.append(not_found("Ce fichier n’existe pas parmi les vôtres.", "proof"))
    return problems


def _where(signed: Iterable[Borne], viewer: Viewer) -> str:
    """What is to be typed, to whom may: another centre is not named (PRD-01)."""
    national = Role.GTP in viewer.roles
    own = [item for item in signed if national or item.exam_centre == viewer.organisation]
    if not own:
        return ", que fait le centre qui a tenu la session"
    first = own[0]
    return f" : rectifyMinutes, session {first.session}, dossier {first.dossier}, civilStatus"


def _value_problems(
    candidate: Candidate, command: CivilStatusCorrection, changes: Mapping[str, Any], today: date
) -> list[Problem]:
    """What is wrong with what changes, judged with what stays."""
    cleared = [name for name in changes if changes[name] is None and name in _NEVER_EMPTY]
    problems = [invalid(f"Ce champ ne s’efface pas : {_CIVIL[name]}.", camel(name)) for name in cleared]
    if changes.keys() & {"last_name", "first_names"}:
        problems += name_problems(*_after(candidate, changes, "last_name", "first_names"))
    department, country, born = _after(candidate, changes, "birth_department", "birth_country", "birth_date")
    if changes.keys() & _BIRTH and country is not None and born is not None:
        problems += birth_date_problems(born, today) if "birth_date" in changes else []
        problems += place_problems(department, country, born)
    contact = {name: getattr(command, name) if name in changes else None for name in _CONTACT}
    return problems + contact_problems(**contact, today=today)


def _warnings(candidate: Candidate, changes: Mapping[str, Any], known: int) -> list[Problem]:
    department, country, born = _after(candidate, changes, "birth_department", "birth_country", "birth_date")
    placed = changes.keys() & _BIRTH and country is not None and born is not None
    return [*duplicate_warnings(known), *(place_warnings(department, country, born) if placed else ())]
