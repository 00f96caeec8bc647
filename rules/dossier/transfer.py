"""A dossier given up, or moved to another centre by agreement of both (PRD-02)."""

from datetime import date

from rules.base.operation import Operation
from rules.base.outcome import Judged, judged
from rules.base.problems import broken
from rules.base.text import line_problems
from rules.dossier.dossier import Dossier, DossierStatus, Transfer, Withdrawal
from rules.lives.states import dossier_state_problems
from rules.organisation.organisation import Organisation, OrganisationKind


def withdraw(dossier: Dossier, reason: str, today: date) -> Judged[Dossier]:
    """The dossier given up, with a reason; not once the jury has decided on it (JUR-13)."""
    problems = dossier_state_problems(Operation.withdrawDossier, dossier.status)
    problems += line_problems(reason, "Le motif de l’abandon", "reason", longest=500)
    made = Withdrawal(on=today, reason=reason)
    return judged(
        problems, lambda: dossier.evolve(status=DossierStatus.ABANDONNE, withdrawal=made, session=None, transfer=None)
    )


def concerns(dossier: Dossier, centre: str) -> bool:
    """Whether a centre has the dossier, or is the one that it is proposed to."""
    return centre == dossier.exam_centre or (dossier.transfer is not None and dossier.transfer.centre == centre)


def move(
    dossier: Dossier, own: str, target: Organisation | None, centre: str | None, reason: str | None, today: date
) -> Judged[Dossier]:
    """
    The dossier proposed by its centre, with a reason; or moved, when the centre it is proposed to says so too (PRD-02).

    `target` is the organisation that `centre` names, null where there is none.
    """
    problems = dossier_state_problems(Operation.transferDossier, dossier.status)
    if own != dossier.exam_centre:
        return judged(
            problems, lambda: dossier.evolve(exam_centre=own, exam_centre_reason=_why(dossier), transfer=None)
        )
    if target is None or target.kind is not OrganisationKind.UIMM_TERRITORIALE or target.code == own:
        text = "Un dossier se propose à une autre UIMM territoriale."
        problems.append(broken("PRD-02", text, "centre"))
    problems += line_problems(reason or "", "Le motif du transfert", "reason", longest=500)
    made = Transfer(centre=target.code if target else centre or "", reason=reason or "", proposed_on=today)
    return judged(problems, lambda: dossier.evolve(transfer=made))


def _why(dossier: Dossier) -> str | None:
    return dossier.transfer.reason if dossier.transfer else dossier.exam_centre_reason
