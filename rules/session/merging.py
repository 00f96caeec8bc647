"""
Two records of one person become one, and all that was done under the other follows (PRD-05).

It stands among sessions: before one that sits, to say that two candidates are one person would tell who they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.base.entity import Entity
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, not_found
from rules.candidate.candidate import Candidate
from rules.candidate.merging import MergeCandidates, identity_warnings, led, together
from rules.certificate.certificate import Certificate
from rules.document.document import Document
from rules.dossier.dossier import Dossier
from rules.session.session import UNVEILED, Session, SessionStatus

_OPEN = frozenset(SessionStatus) - UNVEILED - {SessionStatus.ANNULEE}


def merge(
    kept: Candidate | None,
    command: MergeCandidates,
    *,
    merged: Candidate | None,
    former: Sequence[Candidate],
    dossiers: Sequence[Dossier],
    sessions: Mapping[str, Session],
    certificates: Sequence[Certificate],
    documents: Sequence[Document],
    carriable: Mapping[str, tuple[str, ...]],
    today: date,
) -> Refused | Done[Candidate]:
    """
    The record kept, and everything of the other moved to it.

    `former` are the records that lead to the other already, `dossiers` those of both, `sessions` the ones that judge
    them, `certificates` and `documents` those of the other, `carriable` what each dossier still to be evaluated may
    carry over of all that was left to the person (INS-12).
    """
    problems = [*_known(kept, "kept"), *_known(merged, "merged")]
    if kept is None or merged is None or problems:
        return Refused(tuple(problems))
    if kept.id == merged.id:
        return Refused((broken("PRD-05", "Une fiche ne se réunit pas à elle-même.", "merged"),))
    own = [item for item in dossiers if item.candidate == kept.id]
    moving = [item for item in dossiers if item.candidate == merged.id]
    if problems := _sitting_problems(own, moving, sessions):
        return Refused(tuple(problems))
    told = {item.id: item.evolve(carriable=carriable.get(item.id, item.carriable)) for item in (*own, *moving)}
    followers: list[Entity] = [
        *(told[item.id] for item in own if told[item.id] != item),
        *(told[item.id].evolve(candidate=kept.id, opened_for=item.opened_for or merged.id) for item in moving),
        *(item.evolve(candidate=kept.id) for item in (*certificates, *documents)),
        *(led(item, kept, command.reason, today) for item in (merged, *former)),
    ]
    return Done(
        together(kept, merged),
        tuple(Change(item, {"into": kept.id, "merged": merged.id}) for item in followers),
        (*identity_warnings(kept, merged), *_request_warnings(own, moving)),
        {"into": kept.id, "merged": merged.id},
    )


def _known(record: Candidate | None, place: str) -> list[Problem]:
    if record is None:
        return [not_found("Ce candidat n’existe pas.", place)]
    if record.merge is not None:
        return [broken("PRD-05", "Cette fiche est déjà réunie à une autre.", place)]
    return record.erased_problems(place)


def _sitting_problems(
    own: Iterable[Dossier], moving: Iterable[Dossier], sessions: Mapping[str, Session]
) -> list[Problem]:
    """JUR-08: both before one session whose decisions are not all recorded."""
    both = {item.session for item in own} & {item.session for item in moving}
    if not any(key in sessions and sessions[key].status in _OPEN for key in both if key is not None):
        return []
    text = "Les deux fiches sont présentées à une même session dont les décisions ne sont pas toutes enregistrées."
    return [broken("JUR-08", text, "merged")]


def _request_warnings(own: Iterable[Dossier], moving: Iterable[Dossier]) -> list[Problem]:
    """VAE-03: what could not have been asked for under one record."""
    years = {_request_of(item) for item in own} & {_request_of(item) for item in moving}
    return [
        broken("VAE-03", f"Deux demandes de VAE de l’année {year} portent sur un même CQPM : {code}.", "merged")
        for code, year in sorted(item for item in years if item is not None)
    ]


def _request_of(dossier: Dossier) -> tuple[str, int] | None:
    return (dossier.certification, dossier.requested_on.year) if dossier.vae_key is not None else None
