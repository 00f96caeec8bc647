"""
The life of a CQPM by formation: registration, evaluation, the joint jury, the GTP, the numbered certificate.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2.
"""

from collections.abc import Mapping

from rules.base.operation import Operation
from rules.dossier import admission, checklist, evaluation, planning, todo, transfer
from rules.dossier.commands import (
    NameCommission,
    OpenDossier,
    PlanEvaluation,
    RecordCompanyOpinion,
    RecordEvaluation,
    ReopenDossier,
    TransferDossier,
    WithdrawDossier,
)
from rules.dossier.dossier import DossierStatus as D
from rules.dossier.refusal import resuming
from rules.lives import telling
from rules.lives.joint_jury import JURY
from rules.lives.life import Life, Row, Subject, Words, becomes, begins, stays, table
from rules.lives.numbered import CERTIFICATES
from rules.lives.roles import CENTRE, OPENING
from rules.papers import delivery
from rules.session import assignment, correction
from rules.session.checklist import session_checklist
from rules.session.correction import CorrectDossier
from rules.session.session import SessionStatus as S


def _opened(facts: Mapping[str, object]) -> str:
    route = {"VAE": "VAE", "FORMATION": "formation"}[str(facts["route"])]
    return f"Dossier {facts['number']} ouvert ({route}) pour {facts['certification']} auprès de {facts['centre']}."


def _corrected(facts: Mapping[str, object]) -> str:
    fields = facts["fields"]
    named = [correction.FIELD_WORDS.get(str(name), str(name)) for name in fields] if isinstance(fields, list) else []
    return f"{facts['number']} : corrigé ({', '.join(named)})."


DOSSIER = (
    Row(
        Operation.openDossier,
        Subject.DOSSIER,
        OpenDossier,
        admission.open_dossier,
        "INS-01",
        OPENING,
        Words(
            "Ouvrir un dossier (INS-01).",
            "Ouvre un dossier ; le GTP y reprend un dossier papier plus ancien "
            "(INS-01 à INS-11, REF-07, REF-09, VAE-01, VAE-03).",
            _opened,
        ),
        moves=(begins(D.OUVERT),),
        rules=("INS-01", "REF-07"),
    ),
    Row(
        Operation.correctDossier,
        Subject.DOSSIER,
        CorrectDossier,
        correction.correct,
        "CER-07",
        CENTRE,
        Words(
            "Corriger un dossier (PRD-05).",
            "Corrige ce qui a été mal saisi à l’ouverture, jusqu’à la signature du procès-verbal "
            "(PRD-05, CER-07, INS-01 à INS-05).",
            _corrected,
            "Une fois le procès-verbal signé, une erreur s’y rectifie (rectifyMinutes) ; "
            "elle ne se corrige plus pour {state}.",
        ),
        moves=(stays(D.OUVERT, D.EVALUE, D.PRESENTE_AU_JURY, D.DELIBERE),),
        todo=todo.name_company,
        rules=("PRD-05",),
    ),
    Row(
        Operation.planEvaluation,
        Subject.DOSSIER,
        PlanEvaluation,
        resuming(planning.plan),
        "EVA-05",
        CENTRE,
        Words(
            "Prévoir les évaluations (INS-04, EVA-05).",
            "Prévoit les évaluations, convenues et transmises au centre de ressources "
            "(EVA-01, EVA-02, EVA-05, EVA-07).",
            telling.planned,
            "Les évaluations ne se prévoient pas pour {state}.",
        ),
        told={"agreed": "agreed_with"},
        moves=(stays(D.OUVERT), becomes(D.OUVERT, D.REFUSE)),
        possible=todo.evaluates,
        todo=todo.plan,
    ),
    Row(
        Operation.nameCommission,
        Subject.DOSSIER,
        NameCommission,
        resuming(planning.name_commission),
        "EVA-04",
        CENTRE,
        Words(
            "Nommer la commission d’évaluation (EVA-04).",
            "Nomme la commission d’évaluation (EVA-04).",
            telling.commission,
            "La commission d’évaluation ne se nomme pas pour {state}.",
        ),
        moves=(stays(D.OUVERT), becomes(D.OUVERT, D.REFUSE)),
        possible=todo.evaluates,
        todo=todo.name_commission,
    ),
    Row(
        Operation.recordEvaluation,
        Subject.DOSSIER,
        RecordEvaluation,
        resuming(evaluation.record),
        "EVA-06",
        CENTRE,
        Words(
            "Enregistrer des évaluations (EVA-06).",
            "Enregistre les résultats d’une séance, ou reprend ceux d’un dossier précédent "
            "(EVA-06, INS-04, INS-08, GTP-07).",
            telling.RESULTS,
            "Une évaluation ne s’enregistre pas pour {state}.",
        ),
        told={"count": "#results"},
        moves=(stays(D.OUVERT), becomes(D.OUVERT, D.REFUSE), becomes(D.EVALUE, D.OUVERT, D.EVALUE, D.REFUSE)),
        possible=todo.evaluates,
        todo=todo.evaluate,
    ),
    Row(
        Operation.recordCompanyOpinion,
        Subject.DOSSIER,
        RecordCompanyOpinion,
        evaluation.record_opinion,
        "EVA-03",
        CENTRE,
        Words(
            "Enregistrer l’avis de l’entreprise (EVA-03).",
            "Enregistre l’avis de l’entreprise (EVA-03).",
            "avis de l’entreprise enregistré",
            "L’avis de l’entreprise ne s’enregistre pas pour {state}.",
        ),
        moves=(stays(D.OUVERT, D.EVALUE, D.PRESENTE_AU_JURY),),
        possible=lambda dossier: dossier.advising_company is not None,
        todo=todo.opinion,
    ),
    Row(
        Operation.withdrawDossier,
        Subject.DOSSIER,
        WithdrawDossier,
        assignment.withdraw,
        "JUR-13",
        CENTRE,
        Words(
            "Abandonner un dossier.",
            "Abandonne un dossier avant la décision du jury, ou après un refus du GTP (JUR-13, GTP-07).",
            "dossier abandonné",
            "Un dossier ne s’abandonne pas pour {state}.",
        ),
        moves=(becomes(D.ABANDONNE, D.OUVERT, D.EVALUE, D.PRESENTE_AU_JURY, D.REFUSE),),
        possible=todo.withdraws,
        follows=(becomes(S.DELIBEREE, S.TENUE), becomes(S.ANNULEE, S.TENUE)),
    ),
    Row(
        Operation.reopenDossier,
        Subject.DOSSIER,
        ReopenDossier,
        assignment.reopen,
        "PRD-05",
        CENTRE,
        Words(
            "Revenir le jour même sur l’abandon d’un dossier (PRD-05).",
            "Revient sur un abandon, le jour même : le dossier retrouve son état et, si elle peut encore le reprendre, "
            "sa session (PRD-05, JUR-08, JUR-19).",
            "abandon annulé",
            "Il n’y a pas d’abandon à annuler pour {state}.",
        ),
        moves=tuple(becomes(state, D.ABANDONNE) for state in (D.OUVERT, D.EVALUE, D.PRESENTE_AU_JURY, D.REFUSE)),
    ),
    Row(
        Operation.transferDossier,
        Subject.DOSSIER,
        TransferDossier,
        transfer.transfer,
        "PRD-02",
        CENTRE,
        Words(
            "Transférer un dossier à un autre centre (PRD-02).",
            "Propose un dossier à un autre centre, ou accepte celui qui vous est proposé (PRD-02).",
            telling.transferred,
            "Un dossier ne se transfère pas pour {state}.",
        ),
        told={"to": "centre"},
        moves=(stays(D.OUVERT, D.EVALUE),),
        todo=todo.accept,
    ),
)
"""From registration to the last evaluation."""

FORMATION = Life(
    title="CQPM par la formation",
    rows=table(DOSSIER, JURY, CERTIFICATES),
    opening=admission.ADMISSION,
    jury_warnings=assignment.opinion_warnings,
    dossier_lines=(
        checklist.registered,
        checklist.typed,
        checklist.version,
        checklist.planned,
        checklist.project,
        checklist.commission,
        checklist.first_evaluation,
        checklist.evaluated,
        checklist.opinion,
        checklist.refused,
        checklist.conservation,
        checklist.withdrawn,
    ),
    result_lines=delivery.result_lines,
    session_lines=session_checklist,
)
"""A CQPM by formation."""
