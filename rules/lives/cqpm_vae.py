"""
The life of a CQPM by validation des acquis de l'expérience: the notice, the evidence, the commission, then the jury.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2,
and annex 4.
"""

from collections.abc import Mapping
from dataclasses import replace

from rules.base.operation import Operation
from rules.dossier import admission, checklist
from rules.dossier.dossier import DossierStatus as D
from rules.dossier.refusal import resuming
from rules.lives import telling
from rules.lives.cqpm import DOSSIER
from rules.lives.joint_jury import JURY
from rules.lives.life import Life, Row, Subject, Words, becomes, begins, stays, table
from rules.lives.numbered import CERTIFICATES
from rules.lives.roles import APPLYING, CENTRE
from rules.papers import delivery
from rules.session.checklist import session_checklist
from rules.vae import checklist as vae_checklist
from rules.vae import commission, jury, opening, recevabilite, request, todo
from rules.vae.commands import (
    ConcludeCommission,
    DecideRecevabilite,
    RecordActivities,
    RecordSupport,
    SubmitPiece,
)
from rules.vae.delays import with_silence

_NOTICES = {
    "FAVORABLE": "avis favorable",
    "DEFAVORABLE": "avis défavorable",
    "TACITE": "avis favorable tacite",
    "ATTENDU": "avis à rendre",
}


def _noticed(facts: Mapping[str, object]) -> str:
    return f"{facts['number']} : {_NOTICES[str(facts['notice'])]} sur la recevabilité."


_FORMATION = {row.operation: row for row in DOSSIER}
_JURY = {row.operation: row for row in JURY}

REQUEST = (
    replace(
        _FORMATION[Operation.openDossier],
        decide=opening.open_request,
        moves=(begins(D.RECEVABILITE_EN_INSTRUCTION),),
        rules=("INS-01", "REF-07", "VAE-03"),
    ),
    replace(
        _FORMATION[Operation.correctDossier],
        moves=(stays(D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE, D.EVALUE, D.PRESENTE_AU_JURY, D.DELIBERE),),
    ),
    Row(
        Operation.recordActivities,
        Subject.DOSSIER,
        RecordActivities,
        request.record_activities,
        "VAE-02",
        APPLYING,
        Words(
            "Recevoir le dossier d’activités (VAE-02).",
            "Reçoit le dossier d’activités, dont le temps est compté (VAE-02, VAE-07).",
            telling.ACTIVITIES,
            "Le dossier d’activités ne se reçoit pas pour {state}.",
        ),
        told={"count": "#experiences"},
        moves=(stays(D.RECEVABILITE_EN_INSTRUCTION),),
        todo=todo.activities,
    ),
    Row(
        Operation.submitPiece,
        Subject.DOSSIER,
        SubmitPiece,
        request.submit,
        "VAE-02",
        APPLYING,
        Words(
            "Verser une pièce au dossier (VAE-02, VAE-08).",
            "Verse une pièce du dossier de recevabilité, puis le dossier de preuves (VAE-02, VAE-08).",
            telling.piece_brought,
            "Une pièce ne se verse pas pour {state}.",
        ),
        told={"kind": "kind"},
        moves=(stays(D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE),),
        possible=request.takes_pieces,
        todo=todo.piece,
    ),
    Row(
        Operation.decideRecevabilite,
        Subject.DOSSIER,
        DecideRecevabilite,
        recevabilite.decide,
        "VAE-04",
        CENTRE,
        Words(
            "Décider de la recevabilité d’une demande de VAE (VAE-04).",
            "Rend l’avis sur la recevabilité d’une demande de VAE, son dossier complet (VAE-01, VAE-02, VAE-04).",
            _noticed,
            "La recevabilité ne se décide pas pour {state}.",
        ),
        moves=(
            becomes(D.RECEVABLE, D.RECEVABILITE_EN_INSTRUCTION),
            becomes(D.IRRECEVABLE, D.RECEVABILITE_EN_INSTRUCTION),
        ),
        todo=todo.notice,
    ),
    Row(
        Operation.recordSupport,
        Subject.DOSSIER,
        RecordSupport,
        request.record_support,
        "VAE-09",
        APPLYING,
        Words(
            "Noter l’accompagnement par un tiers (VAE-09).",
            "Note l’accompagnement facultatif du candidat par un tiers (VAE-09).",
            "accompagnement noté",
            "L’accompagnement ne se note pas pour {state}.",
        ),
        moves=(stays(D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE, D.EVALUE),),
    ),
)
"""From the request to the notice on it."""

VALIDATION = (
    replace(_FORMATION[Operation.planEvaluation], moves=(stays(D.RECEVABLE), becomes(D.RECEVABLE, D.REFUSE))),
    replace(
        _FORMATION[Operation.nameCommission],
        decide=resuming(commission.name),
        words=replace(
            _FORMATION[Operation.nameCommission].words,
            refusal="La commission de validation ne se nomme pas pour {state}.",
        ),
        moves=(stays(D.RECEVABLE), becomes(D.RECEVABLE, D.REFUSE)),
        todo=todo.name_commission,
    ),
    replace(
        _FORMATION[Operation.recordEvaluation],
        decide=resuming(commission.record),
        moves=(becomes(D.RECEVABLE, D.RECEVABLE, D.EVALUE, D.REFUSE),),
        todo=todo.evaluate,
    ),
    Row(
        Operation.concludeCommission,
        Subject.DOSSIER,
        ConcludeCommission,
        commission.conclude,
        "VAE-06",
        CENTRE,
        Words(
            "Rendre les conclusions de la commission de validation (VAE-06).",
            "Rend les conclusions de la commission de validation : totale ou partielle (EVA-06, VAE-06).",
            "conclusions de la commission de validation rendues",
            "La commission de validation ne conclut pas pour {state}.",
        ),
        moves=(becomes(D.EVALUE, D.RECEVABLE),),
        todo=todo.conclude,
    ),
    replace(
        _FORMATION[Operation.withdrawDossier],
        moves=(
            becomes(D.ABANDONNE, D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE, D.EVALUE, D.PRESENTE_AU_JURY, D.REFUSE),
        ),
    ),
    replace(
        _FORMATION[Operation.reopenDossier],
        moves=tuple(
            becomes(state, D.ABANDONNE)
            for state in (D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE, D.EVALUE, D.PRESENTE_AU_JURY, D.REFUSE)
        ),
    ),
    replace(
        _FORMATION[Operation.transferDossier], moves=(stays(D.RECEVABILITE_EN_INSTRUCTION, D.RECEVABLE, D.EVALUE),)
    ),
)
"""From the notice to the commission's report."""

VAE = Life(
    title="CQPM par la VAE",
    rows=table(
        REQUEST,
        VALIDATION,
        [row for row in JURY if row.operation is not Operation.assignDossiers],
        [replace(_JURY[Operation.assignDossiers], dossier_todo=todo.assign)],
        CERTIFICATES,
    ),
    opening=(*admission.ADMISSION, opening.registered_at_rncp, opening.once_a_year),
    once_a_year=True,
    with_time=with_silence,
    told_as=Operation.decideRecevabilite,
    before_jury=jury.unheard,
    jury_warnings=jury.late_warnings,
    dossier_lines=(
        checklist.registered,
        checklist.typed,
        checklist.version,
        vae_checklist.file_complete,
        vae_checklist.experience,
        vae_checklist.instruction,
        vae_checklist.notice,
        vae_checklist.support,
        vae_checklist.evidence,
        checklist.planned,
        checklist.project,
        checklist.commission,
        checklist.no_first_evaluation,
        vae_checklist.evaluated,
        vae_checklist.conclusion,
        checklist.opinion,
        vae_checklist.before_jury,
        checklist.refused,
        checklist.conservation,
        checklist.withdrawn,
    ),
    result_lines=delivery.result_lines,
    session_lines=session_checklist,
)
"""A CQPM by VAE."""
