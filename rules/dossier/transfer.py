"""A dossier moved to another centre by agreement of both (PRD-02)."""

from datetime import date

from rules.access.viewer import Viewer
from rules.base.outcome import Change, Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.candidate.candidate import Candidate
from rules.dossier.changes import Transfer
from rules.dossier.commands import TransferDossier
from rules.dossier.dossier import Dossier
from rules.organisation.organisation import Organisation, OrganisationKind


def concerns(dossier: Dossier, centre: str) -> bool:
    """Whether a centre has the dossier, or is the one that it is proposed to."""
    return centre == dossier.exam_centre or (dossier.transfer is not None and dossier.transfer.centre == centre)


def transfer(
    dossier: Dossier,
    command: TransferDossier,
    *,
    viewer: Viewer,
    target: Organisation | None,
    candidate: Candidate,
    today: date,
) -> Refused | Done[Dossier]:
    """
    The dossier proposed by its centre, with a reason; or moved, when the centre it is proposed to says so too (PRD-02).

    `target` is the organisation that the command names, null where there is none; whoever accepts holds the candidate
    from then on.
    """
    own, problems = viewer.organisation or "", list[Problem]()
    if own != dossier.exam_centre:
        moved = dossier.evolve(exam_centre=own, exam_centre_reason=_why(dossier), transfer=None)
        held = candidate.evolve(centres=tuple(dict.fromkeys((*candidate.centres, own))))
        named = {"number": dossier.number, "centre": own}
        return Done(moved, (Change(held, named),), facts={"centre": own})
    if target is None or target.kind is not OrganisationKind.UIMM_TERRITORIALE or target.code == own:
        text = "Un dossier se propose à une autre UIMM territoriale."
        problems.append(broken("PRD-02", text, "centre"))
    if command.reason is None:
        problems.append(invalid("Le motif du transfert est vide.", "reason"))
    transfer = Transfer(
        centre=target.code if target else command.centre or "", reason=command.reason or "", proposed_on=today
    )
    return unless(problems, lambda: dossier.evolve(transfer=transfer), centre=dossier.exam_centre)


def _why(dossier: Dossier) -> str | None:
    return dossier.transfer.reason if dossier.transfer else dossier.exam_centre_reason
