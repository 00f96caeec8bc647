"""What the rules ask of a version of a référentiel, and what is missing."""

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
from rules.base.operation import Operation
from rules.referentiel.opportunity import Submission, missing_rubrics
from rules.referentiel.referentiel import Capacite, Referentiel, incomplete, ungrouped


def referentiel_checklist(referentiel: Referentiel | None) -> list[Check]:
    """
    What the rules ask of a version, and what is missing (REF-12, REF-13).

    Of a projet, its file too (REF-02); each line is then required before the GTP decides.
    """
    return [_by_whom(line) for line in _lines(referentiel)]


def _by_whom(line: Check) -> Check:
    """A line that says, of what is missing, who brings it."""
    if line.state is not CheckState.MISSING or line.detail is None:
        return line
    return line.evolve(detail=f"{line.detail} Un centre de ressources ou le GTP le dépose (submitReferentiel).")


def _lines(referentiel: Referentiel | None) -> list[Check]:
    if referentiel is None:
        return [
            Check(rule=rule, state=CheckState.MISSING, detail="Aucune version du référentiel n’est connue.")
            for rule in ("REF-12", "REF-13")
        ]
    lines = [_grouping(referentiel), _criteria(referentiel)]
    if not referentiel.draft or referentiel.submission is None:
        return lines
    lines = [_file(referentiel, referentiel.submission), *lines]
    return [line.evolve(required_for=Operation.decideCertification) for line in lines]


def _file(referentiel: Referentiel, submission: Submission) -> Check:
    """REF-02: the rapport d'opportunité, and the parts of the projet de référentiel that other lines do not ask for."""
    left = missing_rubrics(submission)
    if not referentiel.mission and not referentiel.activities:
        left.append("le référentiel d’activités")
    if not referentiel.capacites:
        left.append("le référentiel de certification")
    if not referentiel.admissibility:
        left.append("les conditions d’admissibilité")
    if left:
        return Check(rule="REF-02", state=CheckState.MISSING, detail=f"Manquent au dossier : {', '.join(left)}.")
    return Check(rule="REF-02", state=CheckState.DONE, detail=f"Projet déposé le {in_french(submission.on)}.")


def _grouping(referentiel: Referentiel) -> Check:
    if not referentiel.composition:
        return Check(rule="REF-12", state=CheckState.MISSING, detail="Le regroupement en unités cohérentes manque.")
    left = ungrouped(referentiel)
    detail = f"Capacités hors de toute unité : {_numbers(left)}." if left else None
    if not referentiel.capacites:
        detail = "Les blocs sont connus, leurs capacités ne le sont pas."
    missing = bool(left) or not referentiel.capacites
    return Check(rule="REF-12", state=CheckState.MISSING if missing else CheckState.DONE, detail=detail)


def _criteria(referentiel: Referentiel) -> Check:
    if not referentiel.capacites:
        return Check(rule="REF-13", state=CheckState.MISSING, detail="Les capacités ne sont pas connues.")
    left = incomplete(referentiel)
    if not referentiel.capacites_complete:
        return Check(
            rule="REF-13", state=CheckState.MISSING, detail="La liste des capacités n’est connue qu’en partie."
        )
    if left:
        detail = f"Conditions, critères ou modalités manquants pour les capacités {_numbers(left)}."
        return Check(rule="REF-13", state=CheckState.MISSING, detail=detail)
    return Check(rule="REF-13", state=CheckState.DONE)


def _numbers(capacites: list[Capacite]) -> str:
    return ", ".join(capacite.number for capacite in capacites)
