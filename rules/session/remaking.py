"""What the GTP has made again when it refuses: the jury alone, evaluations that it names, or nothing (GTP-07)."""

from collections.abc import Mapping

from rules.base.problems import Problem, broken
from rules.base.text import number_key
from rules.dossier.dossier import Again, Dossier
from rules.dossier.scope import items_of
from rules.referentiel.referentiel import Referentiel
from rules.session.commands import Verdict
from rules.session.minutes import lines_of
from rules.session.session import Session

MOST_NAMED = 500
_WANTED = (
    "Dites ce que le refus fait refaire : le jury seul (JURY), des évaluations nommées (EVALUATIONS), "
    "ou rien, et le dossier est clos (NOTHING)."
)


def evaluations_named(dossier: Dossier, verdict: Verdict, version: Referentiel) -> tuple[str, ...]:
    """What is evaluated again, in the order of the référentiel; a bloc stands for its capacités of the dossier."""
    typed = {number_key(name) for name in verdict.evaluations}
    inside = {number for part in version.composition if number_key(part.bloc) in typed for number in part.capacites}
    return tuple(item.key for item in items_of(dossier, version) if number_key(item.key) in typed or item.key in inside)


def again_problems(
    dossier: Dossier, verdict: Verdict, versions: Mapping[str, Referentiel], path: tuple[str, ...]
) -> list[Problem]:
    """GTP-07: a refusal says what is made again, and names the evaluations where it is some; a validation, nothing."""
    again, place = verdict.again, (*path, "again")
    if verdict.validated:
        text = "Une attribution validée ne fait rien refaire : retirez ce qui est refait, ou refusez-la."
        return [broken("GTP-07", text, *place)] if again is not None or verdict.evaluations else []
    if again is None:
        return [broken("GTP-07", _WANTED, *place)]
    place = (*path, "evaluations")
    if again is not Again.EVALUATIONS:
        text = "Des évaluations ne se nomment que pour un refus qui en fait refaire (EVALUATIONS)."
        return [broken("GTP-07", text, *place)] if verdict.evaluations else []
    if not verdict.evaluations:
        text = "Nommez les évaluations à refaire : numéros des capacités ou codes des blocs du dossier."
        return [broken("GTP-07", text, *place)]
    if len(verdict.evaluations) > MOST_NAMED:
        return [broken("GTP-07", f"Un refus nomme {MOST_NAMED} évaluations au plus.", *place)]
    version = versions[dossier.referentiel]
    known = {number_key(item.key) for item in items_of(dossier, version)}
    known |= {
        number_key(part.bloc) for part in version.composition if {number_key(item) for item in part.capacites} & known
    }
    unknown = [name for name in verdict.evaluations if number_key(name) not in known]
    if not unknown:
        return []
    listed = ", ".join(name[:40] for name in unknown[:10])
    return [broken("GTP-07", f"Ne s’évaluent pas dans le dossier {dossier.number} : {listed}.", *place)]


def decision_problems(session: Session, dossier: Dossier, path: tuple[str, ...]) -> list[Problem]:
    """GTP-02: the GTP decides on what the jury signed, and on nothing else."""
    signed = [line for minutes in session.minutes for line in minutes.lines if line.dossier == dossier.number]
    if not signed or lines_of(dossier.certification, [dossier]) == tuple(signed):
        return []
    text = f"La décision enregistrée au dossier {dossier.number} n’est pas celle du procès-verbal signé par le jury."
    return [broken("GTP-02", text, *path, "dossier")]
