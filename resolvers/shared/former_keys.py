"""
What an idempotency key stood for before commands were values, so that a key used then still answers as it did.

A key is remembered for ninety days: this file goes when no store can hold a key of the first format any more.
"""

from collections.abc import Callable, Mapping
from typing import Any

from repositories.unit_of_work import FIRST_INPUT_FORMAT
from resolvers.shared.context import Context
from rules.base.command import Command
from rules.base.digest import digest_of
from rules.base.operation import Operation as Op

FORMER_FORMAT = FIRST_INPUT_FORMAT
Said = Mapping[str, Any]
"""A command in the terms of JSON, what was left out at its default."""


def former_digest(context: Context, operation: Op, command: Command, options: Any) -> str:
    """The digest of the first format of an input."""
    said = command.model_dump(mode="json")
    material = _CONTENTS[operation](said, context.today.isoformat())
    return digest_of(FORMER_FORMAT, material | {"revision": options.expected_revision})


def _named(subject: str, content: Callable[[Said, str], dict[str, Any]]) -> Callable[[Said, str], dict[str, Any]]:
    return lambda said, today: {"subject": said[subject], "content": content(said, today)}


def _picked(*names: str, **renamed: str) -> Callable[[Said, str], dict[str, Any]]:
    return lambda said, _today: {name: said[name] for name in names} | {to: said[name] for to, name in renamed.items()}


def _member(*names: str) -> Callable[[Said, str], dict[str, Any]]:
    since = {"civility"}
    return lambda said, _today: {
        **{name: said[name] for name in names},
        "member": {name: value for name, value in said["member"].items() if name not in since or value},
    }


def _pieces(said: Said) -> list[list[Any]]:
    return [[piece["kind"], piece["certification"], piece["file"]] for piece in said["pieces"]]


def _opening(said: Said, today: str) -> dict[str, Any]:
    opened_on = said["opened_on"] or today
    since = {name for name in ("without_employer", "host_company", "late_reason") if not said[name]}
    apart = {"candidate", "exam_centre", *since}
    request = {name: value for name, value in said.items() if name not in apart}
    request |= {"opened_on": opened_on, "requested_on": said["requested_on"] or opened_on}
    return {"candidate": said["candidate"], "exam_centre": said["exam_centre"], "request": request}


def _registering(said: Said, _today: str) -> dict[str, Any]:
    return {("birth_name" if name == "last_name" else name): value for name, value in said.items()}


def _paper(said: Said, _today: str) -> dict[str, Any]:
    signatory = said["signatory"] or {"name": None, "quality": None}
    since = {name for name in ("certification", "questions") if not said[name]}
    request = {name: value for name, value in said.items() if name not in {"signatory", *since}}
    request |= {"signatory_name": signatory["name"], "signatory_quality": signatory["quality"]}
    return {"subject": "", "content": {"request": request}}


def _plan(said: Said, today: str) -> dict[str, Any]:
    names = ("modes", "agreed_with", "recommendations", "project_due_on")
    plan = {name: said[name] for name in names} | {"sent_on": said["sent_on"] or today}
    return {"plan": plan, "compensation": said["compensation"], "tutor": said["tutor"]}


def _opinion(said: Said, today: str) -> dict[str, Any]:
    names = ("favourable", "by", "text")
    return {"opinion": {name: said[name] for name in names} | {"on": said["on"] or today}}


def _decision(said: Said, _today: str) -> dict[str, Any]:
    request = {name: said[name] for name in ("decision", "votes", "comment")}
    return {"request": request | {"capacites": said["acquired"]}}


def _delivery(said: Said, today: str) -> dict[str, Any]:
    names = ("to", "means", "receipt", "survey_enclosed")
    return {"delivery": {name: said[name] for name in names} | {"on": said["on"] or today}}


def _survey(said: Said, today: str) -> dict[str, Any]:
    return {"survey": {"answered_on": said["answered_on"] or today, "answers": said["answers"]}}


def _verdicts(said: Said, _today: str) -> dict[str, Any]:
    since = ("again", "evaluations")
    former = [{name: item[name] for name in item if name not in since or item[name]} for item in said["verdicts"]]
    return {"verdicts": former, "gtp_on": said["gtp_on"]}


def _with_pieces(*names: str, **renamed: str) -> Callable[[Said, str], dict[str, Any]]:
    return lambda said, today: _picked(*names, **renamed)(said, today) | {"pieces": _pieces(said)}


def _unions(said: Said, _today: str) -> dict[str, Any]:
    return {"unions": [code.strip().upper() for code in said["unions"]], "on": said["requested_on"]}


_CONTENTS: Mapping[Op, Callable[[Said, str], dict[str, Any]]] = {
    Op.submitReferentiel: lambda said, _today: dict(said),
    Op.registerCandidate: _registering,
    Op.openDossier: _opening,
    Op.scheduleSession: _picked("held_on", "certifications", "time", "place"),
    Op.generateDocument: _paper,
    Op.planEvaluation: _named("dossier", _plan),
    Op.nameCommission: _named("dossier", _picked("members")),
    Op.recordEvaluation: _named("dossier", _picked("results")),
    Op.recordCompanyOpinion: _named("dossier", _opinion),
    Op.withdrawDossier: _named("dossier", _picked("reason")),
    Op.transferDossier: _named("dossier", _picked("centre", "reason")),
    Op.recordDecision: _named("dossier", _decision),
    Op.requestUnionMembers: _named("session", _unions),
    Op.nameJuryMember: _named("session", _member()),
    Op.replaceJuryMember: _named("session", _member("replaced")),
    Op.conveneJury: _named("session", _picked(on="convened_on")),
    Op.informCprefp: _named("session", _picked(on="informed_on")),
    Op.assignDossiers: _named("session", _picked("add", "remove")),
    Op.postponeSession: _named("session", _picked("held_on", "time", "place", "reason")),
    Op.cancelSession: _named("session", _picked("reason")),
    Op.signAttendance: _named("session", _with_pieces("present")),
    Op.signMinutes: _named("session", _with_pieces("certifications")),
    Op.rectifyMinutes: _named("session", _picked("certification", "text", "signed_by")),
    Op.transmitSession: _named("session", _with_pieces(copied_on="minutes_copied_on")),
    Op.requestComplements: _named("session", _picked("question")),
    Op.answerComplements: _named("session", _with_pieces("answer")),
    Op.validateAttribution: _named("session", _verdicts),
    Op.deliverCertificate: _named("certificate", _delivery),
    Op.issueCertifiedCopy: _named("certificate", _picked("reason", "certified_by")),
    Op.recordSurvey: _named("certificate", _survey),
    Op.cancelCertificate: _named("certificate", _picked("reason")),
}
"""From an operation to what its key stood for."""
