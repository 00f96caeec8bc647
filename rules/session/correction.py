"""
A dossier corrected: what was typed wrong at its opening, until the minutes of its session are signed (PRD-05).

Afterwards only a rectification of the minutes corrects it (CER-07). What is corrected is judged by the rules of
admission, on the dates of the opening. It stands among sessions, whose minutes and members bound it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from rules.base.calendar import in_french
from rules.base.command import Command, Line, Name, Part, camel
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.candidate.candidate import Candidate
from rules.certification.certification import Certification
from rules.document.document import Document, DocumentKind
from rules.document.issuing import outdated_summaries
from rules.dossier.admission import correctable_problems, correctable_warnings
from rules.dossier.changes import Correction
from rules.dossier.dossier import Company, Dossier, DossierStatus
from rules.dossier.lists import AgreedWith, Channel, Funding, Origin, Sector
from rules.dossier.opening import opening_of
from rules.dossier.registered import as_registered, entered_on, registered, unknown_problem
from rules.organisation.organisation import Organisation
from rules.session.links import linked
from rules.session.members import evaluator_problems
from rules.session.session import Session

MOST_CORRECTIONS = 100
FIELD_WORDS: Mapping[str, str] = {
    "channel": "voie d’inscription",
    "origin": "origine",
    "funding": "financement",
    "apprentice": "apprenti ou non",
    "company": "entreprise",
    "company.name": "raison sociale de l’entreprise",
    "company.address": "adresse de l’entreprise",
    "company.nace": "code NACE",
    "company.sector": "secteur de l’entreprise",
    "company.branch": "branche de l’entreprise",
    "hostCompany": "entreprise d’accueil",
    "hostCompany.name": "raison sociale de l’entreprise d’accueil",
    "hostCompany.address": "adresse de l’entreprise d’accueil",
    "hostCompany.nace": "code NACE de l’entreprise d’accueil",
    "hostCompany.sector": "secteur de l’entreprise d’accueil",
    "hostCompany.branch": "branche de l’entreprise d’accueil",
    "withoutEmployer": "avec ou sans l’accord de l’employeur",
    "trainingBody": "organisme de formation",
    "trainingStartsOn": "jour de l’entrée en formation",
    "examCentreReason": "motif du choix du centre d’examen",
    "tutor": "tuteur",
    "lateReason": "motif de la saisie tardive",
}
"""What may be corrected, by its place in the input, in words."""
_NEVER_EMPTY = ("channel", "origin", "funding", "apprentice", "without_employer", "late_reason")
_FIELDS = (*_NEVER_EMPTY, "training_body", "training_starts_on", "exam_centre_reason", "tutor")
IN_MINUTES = frozenset({"origin", "funding", *(name for name in FIELD_WORDS if name.startswith("company"))})
"""What minutes bear of what may be corrected (JUR-14): the only paper that does."""


class CorrectedCompany(Part):
    """What changes of the company."""

    api_name = "CompanyCorrection"
    says = "Ce qui change de l’entreprise ; ce qui n’est pas donné reste tel quel."

    name: Annotated[str | None, Line("La raison sociale")] = Field(default=None, description="Raison sociale.")
    address: Annotated[str | None, Line("L’adresse de l’entreprise")] = Field(default=None, description="Adresse.")
    nace: Annotated[str | None, Line("Le code NACE")] = Field(default=None, description="Code NACE.")
    sector: Sector | None = Field(default=None, description="Secteur.")
    branch: Annotated[str | None, Line("La branche")] = Field(default=None, description="Branche, hors métallurgie.")


class DossierCorrection(Part):
    """What changes of what was typed at the opening: what is left out stays, null clears."""

    says = "Ce qui change de ce qui a été saisi à l’ouverture (PRD-05) ; ce qui n’est pas donné reste, nul efface."

    channel: Channel | None = Field(default=None, description="Voie d’inscription (INS-02).")
    origin: Origin | None = Field(default=None, description="Origine du candidat (INS-03).")
    funding: Funding | None = Field(default=None, description="Dispositif de financement (INS-03).")
    apprentice: bool | None = Field(default=None, description="Vrai pour un apprenti (INS-05).")
    company: CorrectedCompany | None = Field(default=None, description="Entreprise ; nulle, le candidat n’en a pas.")
    without_employer: bool | None = Field(
        default=None,
        description="Vrai si le candidat agit sans l’accord de son employeur, même connu (EVA-03, CER-02).",
    )
    host_company: CorrectedCompany | None = Field(
        default=None, description="Entreprise d’accueil d’un demandeur d’emploi en POEI (INS-03, EVA-03)."
    )
    training_body: Annotated[str | None, Line("L’organisme de formation")] = Field(
        default=None, description="Organisme de formation."
    )
    training_starts_on: date | None = Field(
        default=None, description="Jour de l’entrée en formation, qui compte pour l’inscription au RNCP (REG-01)."
    )
    exam_centre_reason: Annotated[str | None, Line("Le motif du choix du centre", 500)] = Field(
        default=None, description="Motif, quand le centre n’est pas celui dont dépend le candidat (INS-01)."
    )
    tutor: Annotated[str | None, Name("Le nom du tuteur")] = Field(default=None, description="Nom du tuteur (JUR-06).")
    late_reason: Annotated[str | None, Line("Le motif de la saisie tardive", 500)] = Field(
        default=None, description="Motif d’une inscription saisie après sa date (INS-10)."
    )


class CorrectDossier(DossierCorrection, Command):
    """What corrects a dossier."""

    says = "Ce qu’il faut pour corriger un dossier (PRD-05) ; ce qui n’est pas donné reste, nul efface."

    dossier: str = Field(description="Numéro du dossier.")
    reason: Annotated[str, Line("Le motif de la correction", 500)] = Field(
        description="Motif : ce qui était faux, et la pièce qui le montre."
    )


class Judged(NamedTuple):
    """A dossier as a correction would have it, what its rules say, and the places of the input that change."""

    dossier: Dossier
    fields: list[str]
    problems: list[Problem]
    warnings: list[Problem]

    def noted(self, reason: str, today: date) -> Dossier:
        """The dossier corrected, which tells what changed and why."""
        correction = Correction(on=today, fields=tuple(self.fields), reason=reason)
        return self.dossier.evolve(corrections=(*self.dossier.corrections, correction))


def correct(
    dossier: Dossier,
    command: CorrectDossier,
    *,
    candidate: Candidate,
    certification: Certification,
    centre: Organisation | None,
    session: Session | None,
    issued: Sequence[Document],
    today: date,
) -> Refused | Done[Dossier]:
    """
    The dossier corrected, with what changed and why; never so that an opening would have refused it (INS-01 to INS-05).

    `session` is the one that judges it, `issued` the papers issued of the dossier and of that session.
    """
    found = judged(dossier, command, candidate, certification, centre, today)
    barred, warned = before_jury(found, session)
    outcome = unless(
        [*_closed(dossier, session), *_borne_problems(dossier, found.fields), *found.problems, *barred],
        lambda: found.noted(command.reason, today),
        [
            *found.warnings,
            *_company_warnings(dossier, found.dossier, found.fields),
            *warned,
            *_paper_warnings(issued, found.fields),
        ],
        fields=found.fields,
    )
    asked = found.dossier.opinion_needed is not dossier.opinion_needed
    if isinstance(outcome, Refused) or not asked or dossier.status is not DossierStatus.PRESENTE_AU_JURY:
        return outcome
    return replace(outcome, others=outdated_summaries(issued, today))


def judged(
    dossier: Dossier,
    asked: DossierCorrection,
    candidate: Candidate,
    certification: Certification,
    centre: Organisation | None,
    today: date,
) -> Judged:
    """The dossier as a correction would have it, judged by the rules of admission on the dates of its opening."""
    company, unnamed = _company(dossier.company, asked, "company")
    host, unnamed_host = _company(dossier.host_company, asked, "hostCompany")
    problems = [*unnamed, *unnamed_host, *_in_time(dossier, asked)]
    given = {name: getattr(asked, name) for name in _FIELDS if name in asked.model_fields_set}
    problems += [
        invalid(f"Cette valeur ne s’efface pas : {FIELD_WORDS[camel(name)]}.", camel(name))
        for name in _NEVER_EMPTY
        if name in given and given[name] is None
    ]
    said = {name: value for name, value in given.items() if value is not None or name not in _NEVER_EMPTY}
    corrected = dossier.evolve(company=company, host_company=host, **said)
    fields = changed_fields(dossier, corrected)
    if not fields and not problems:
        problems.append(broken("PRD-05", "Rien ne change : dites ce qui est à corriger."))
    if len(dossier.corrections) >= MOST_CORRECTIONS:
        problems.append(invalid(f"Un dossier se corrige {MOST_CORRECTIONS} fois au plus."))
    before, after = (opening_of(item, candidate, certification, centre, today) for item in (dossier, corrected))
    known, touched = correctable_problems(before), _touched(fields)
    problems += [
        problem for problem in correctable_problems(after) if problem not in known or touched & set(problem.path[:1])
    ]
    odd = correctable_warnings(before)
    warnings = [warning for warning in correctable_warnings(after) if warning not in odd]
    if "trainingStartsOn" in fields:
        problems += _entry_problems(corrected, candidate, certification)
        warnings += _entry_warnings(corrected, certification)
        if corrected.deliberation is not None:
            corrected = as_registered(corrected.evolve(at_rncp=None), certification)
    return Judged(corrected, fields, problems, warnings)


def before_jury(found: Judged, session: Session | None) -> tuple[list[Problem], list[Problem]]:
    """What forbids, and what is warned of, before the jury that is to judge the dossier (JUR-06, JUR-19)."""
    if session is None:
        return [], []
    touched = _touched(found.fields)
    tutored = evaluator_problems(session.members, [found.dossier], "tutor") if "tutor" in touched else []
    linking = _link_warnings(found.dossier, session, touched)
    return (tutored, linking) if session.attended_on is None else ([], [*tutored, *linking])


def changed_fields(before: Dossier, after: Dossier) -> list[str]:
    """The places of the input whose values differ between two states of a dossier, in their order."""
    changed = {camel(name) for name in _FIELDS if getattr(before, name) != getattr(after, name)}
    for name, one, other in (
        ("company", before.company, after.company),
        ("hostCompany", before.host_company, after.host_company),
    ):
        if one is None or other is None:
            changed |= {name} if one != other else set()
        else:
            changed |= {f"{name}.{of}" for of in Company.model_fields if getattr(one, of) != getattr(other, of)}
    return [name for name in FIELD_WORDS if name in changed]


def _touched(fields: Iterable[str]) -> set[str]:
    """The fields of the input that these places are in."""
    return {field.partition(".")[0] for field in fields}


def _company(
    known: Company | None, asked: DossierCorrection, place: Literal["company", "hostCompany"]
) -> tuple[Company | None, list[Problem]]:
    """A company as it becomes, and what is wrong with that."""
    name = "company" if place == "company" else "host_company"
    given: CorrectedCompany | None = getattr(asked, name)
    if given is None:
        return (None if name in asked.model_fields_set else known), []
    said = dict(known or {}) | {part: getattr(given, part) for part in given.model_fields_set}
    if said.get("name") is None:
        return known, [invalid(f"La raison sociale de l’{FIELD_WORDS[place]} est attendue.", place, "name")]
    return Company(**said), []


def _in_time(dossier: Dossier, asked: DossierCorrection) -> list[Problem]:
    """INS-10: only what was typed after its day has a reason; of what came before the service kept that, any may."""
    if asked.late_reason is None or dossier.typed_on is None or dossier.opened_on < dossier.typed_on:
        return []
    text = "L’inscription a été saisie à sa date : elle n’a pas de motif de saisie tardive à corriger."
    return [broken("INS-10", text, "lateReason")]


def _closed(dossier: Dossier, session: Session | None) -> list[Problem]:
    """CER-07: the minutes of its qualification are signed, where the state of the dossier does not say so yet."""
    signed = {item.certification for item in session.minutes} if session is not None else set()
    if dossier.status is not DossierStatus.DELIBERE or dossier.certification not in signed:
        return []
    text = "Le procès-verbal est signé : une erreur matérielle s’y rectifie désormais (rectifyMinutes)."
    return [broken("CER-07", text)]


def _borne_problems(dossier: Dossier, fields: Iterable[str]) -> list[Problem]:
    """CER-07: what the signed minutes of a former jury bear, which the GTP refused (GTP-07)."""
    borne = _touched(fields) & _touched(IN_MINUTES)
    if not dossier.earlier:
        return []
    text = "Le procès-verbal signé d’un jury précédent porte cette donnée : elle s’y rectifie (rectifyMinutes)."
    return [broken("CER-07", text, name) for name in sorted(borne)]


def _entry_problems(dossier: Dossier, candidate: Candidate, certification: Certification) -> list[Problem]:
    """INS-06, INS-09: blocs stay those of a CQPM registered on the day of entry; nobody enters before their birth."""
    day, problems = dossier.training_starts_on, list[Problem]()
    if day is not None and not candidate.birth_date.may_precede(day):
        text = "L’entrée en formation est antérieure à la naissance du candidat."
        problems.append(broken("INS-09", text, "trainingStartsOn"))
    if dossier.target_blocs and not registered(dossier, certification):
        text = (
            f"Des blocs sont demandés : le CQPM doit être inscrit au RNCP le {in_french(entered_on(dossier))}, jour de "
            "l’entrée en formation."
        )
        problems.append(broken("INS-06", text, "trainingStartsOn"))
    return problems


def _entry_warnings(dossier: Dossier, certification: Certification) -> list[Problem]:
    """REF-07, REG-01: the version stays; whether it counts as registered may be known no longer."""
    warnings, day = [], dossier.training_starts_on
    if day is not None and day < dossier.engaged_on:
        text = f"La version du référentiel reste celle d’un engagement du {in_french(dossier.engaged_on)}."
        warnings.append(broken("REF-07", text, "trainingStartsOn"))
    if registered(dossier, certification) is None:
        warnings.append(unknown_problem(dossier, certification, "trainingStartsOn"))
    return warnings


def _company_warnings(before: Dossier, after: Dossier, fields: Sequence[str]) -> list[Problem]:
    """What is still to be asked of a company that comes, or was agreed with one that goes (EVA-03, EVA-05)."""
    if (before.advising_company is None) == (after.advising_company is None):
        return []
    turning = ("withoutEmployer", "company", "hostCompany", "origin")
    place = next((name for name in turning if name in fields), "")
    if after.advising_company is not None and after.company_opinion is None:
        text = "L’avis de l’entreprise reste à recueillir (recordCompanyOpinion)."
        if after.status is DossierStatus.DELIBERE:
            text = (
                f"Le jury a décidé du dossier {after.number} sans l’avis de l’entreprise, qui ne s’y enregistre plus : "
                "sa décision reste. Pour qu’il puisse la changer, rétablissez d’abord ce qui vient d’être corrigé."
            )
        return [broken("EVA-03", text, place)]
    if after.plan is not None and after.plan.agreed_with is AgreedWith.ENTREPRISE and after.advising_company is None:
        left = "convenez-en avec le candidat (planEvaluation)"
        if after.status is not DossierStatus.OUVERT:
            left = "l’évaluation est faite, elles restent ce qu’elles étaient"
        text = f"Les modalités ont été convenues avec l’entreprise : {left}."
        return [broken("EVA-05", text, place)]
    return []


def _link_warnings(dossier: Dossier, session: Session, touched: set[str]) -> list[Problem]:
    """JUR-19: a voting member of the company, host company or training body that is named now."""
    names = touched & {"company", "hostCompany", "trainingBody"}
    if not names or not any(linked(member, dossier) for member in session.members):
        return []
    text = "Un membre votant du jury est lié à ce candidat : il s’abstient, ou il est remplacé."
    return [broken("JUR-19", text, min(names))]


def _paper_warnings(issued: Iterable[Document], fields: Iterable[str]) -> list[Problem]:
    """PRD-05: papers that were issued with what is corrected, by their kinds."""
    minutes = DocumentKind.MINUTES
    if not IN_MINUTES & set(fields) or all(document.kind is not minutes for document in issued):
        return []
    words = minutes.words.rstrip(".")
    return [broken("PRD-05", f"Déjà produit avec ce qui vient d’être corrigé, à produire de nouveau : {words}.")]
