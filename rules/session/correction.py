"""
A dossier corrected: what was typed wrong at its opening, until the minutes of its session are signed (PRD-05).

Afterwards only a rectification of the minutes corrects it (CER-07). What is corrected is judged by the rules of
admission, on the dates of the opening. It stands among sessions, whose minutes and members bound it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.calendar import in_french
from rules.base.command import Command, Line, Name, Part, camel
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.candidate.candidate import Candidate
from rules.certification.certification import Certification
from rules.document.document import Document, DocumentKind
from rules.dossier.admission import correctable_problems, odd_funding
from rules.dossier.dossier import Company, Correction, Dossier, DossierStatus
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
    "trainingBody": "organisme de formation",
    "trainingStartsOn": "jour de l’entrée en formation",
    "examCentreReason": "motif du choix du centre d’examen",
    "tutor": "tuteur",
}
"""What may be corrected, by its place in the input, in words."""
_NEVER_EMPTY = ("channel", "origin", "funding", "apprentice")
_FIELDS = (*_NEVER_EMPTY, "training_body", "training_starts_on", "exam_centre_reason", "tutor")
_BORNE: Mapping[DocumentKind, frozenset[str]] = {
    DocumentKind.MINUTES: frozenset({"origin", "funding", *(name for name in FIELD_WORDS if "company" in name)}),
}
"""The papers issued before the signature that bear what may be corrected, and what they bear of it."""


class CorrectedCompany(Part):
    """What changes of the company."""

    api_name = "CompanyCorrection"
    says = "Ce qui change de l’entreprise ; ce qui n’est pas donné reste tel quel."

    name: Annotated[str | None, Line("La raison sociale")] = Field(default=None, description="Raison sociale.")
    address: Annotated[str | None, Line("L’adresse de l’entreprise")] = Field(default=None, description="Adresse.")
    nace: Annotated[str | None, Line("Le code NACE")] = Field(default=None, description="Code NACE.")
    sector: Sector | None = Field(default=None, description="Secteur.")
    branch: Annotated[str | None, Line("La branche")] = Field(default=None, description="Branche, hors métallurgie.")


class CorrectDossier(Command):
    """What corrects a dossier: what is left out stays, null clears."""

    says = "Ce qu’il faut pour corriger un dossier (PRD-05) ; ce qui n’est pas donné reste, nul efface."

    dossier: str = Field(description="Numéro du dossier.")
    reason: Annotated[str, Line("Le motif de la correction", 500)] = Field(
        description="Motif : ce qui était faux, et la pièce qui le montre."
    )
    channel: Channel | None = Field(default=None, description="Voie d’inscription (INS-02).")
    origin: Origin | None = Field(default=None, description="Origine du candidat (INS-03).")
    funding: Funding | None = Field(default=None, description="Dispositif de financement (INS-03).")
    apprentice: bool | None = Field(default=None, description="Vrai pour un apprenti (INS-05).")
    company: CorrectedCompany | None = Field(default=None, description="Entreprise ; nulle, le candidat n’en a pas.")
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
    company, problems = _company(dossier, command)
    problems = [*_closed(dossier, session), *problems]
    given = {name: getattr(command, name) for name in _FIELDS if name in command.model_fields_set}
    problems += [
        invalid(f"Cette valeur ne s’efface pas : {FIELD_WORDS[name]}.", name)
        for name in _NEVER_EMPTY
        if name in given and given[name] is None
    ]
    said = {name: value for name, value in given.items() if value is not None or name not in _NEVER_EMPTY}
    corrected = dossier.evolve(company=company, **said)
    fields = changed_fields(dossier, corrected)
    if not fields and not problems:
        problems.append(broken("PRD-05", "Rien ne change : dites ce qui est à corriger."))
    if len(dossier.corrections) >= MOST_CORRECTIONS:
        problems.append(invalid(f"Un dossier se corrige {MOST_CORRECTIONS} fois au plus."))
    before, after = (opening_of(item, candidate, certification, centre, today) for item in (dossier, corrected))
    known, touched = correctable_problems(before), {field.partition(".")[0] for field in fields}
    problems += [
        problem for problem in correctable_problems(after) if problem not in known or touched & set(problem.path[:1])
    ]
    if "trainingStartsOn" in fields:
        problems += _entry_problems(corrected, candidate, certification)
        if corrected.deliberation is not None:
            corrected = as_registered(corrected.evolve(at_rncp=None), certification)
    tutored = evaluator_problems(session.members, [corrected], "tutor") if session and "tutor" in touched else []
    if session is not None and session.attended_on is None:
        problems, tutored = [*problems, *tutored], []
    correction = Correction(on=today, fields=tuple(fields), reason=command.reason)
    odd = odd_funding(before)
    return unless(
        problems,
        lambda: corrected.evolve(corrections=(*dossier.corrections, correction)),
        [
            *(warning for warning in odd_funding(after) if warning not in odd),
            *tutored,
            *(_entry_warnings(corrected, certification) if "trainingStartsOn" in fields else ()),
            *_company_warnings(dossier, corrected),
            *_link_warnings(corrected, session, touched),
            *_paper_warnings(issued, fields),
        ],
        fields=fields,
    )


def changed_fields(before: Dossier, after: Dossier) -> list[str]:
    """The places of the input whose values differ between two states of a dossier, in their order."""
    one, other = before.company, after.company
    if one is not None and other is not None:
        inside = [name for name in Company.model_fields if getattr(one, name) != getattr(other, name)]
        companies = {f"company.{name}" for name in inside}
    else:
        companies = {"company"} if one != other else set()
    others = {camel(name) for name in _FIELDS if getattr(before, name) != getattr(after, name)}
    return [name for name in FIELD_WORDS if name in companies | others]


def _company(dossier: Dossier, command: CorrectDossier) -> tuple[Company | None, list[Problem]]:
    """The company as it becomes, and what is wrong with that."""
    given = command.company
    if given is None:
        return (None if "company" in command.model_fields_set else dossier.company), []
    known = dict(dossier.company) if dossier.company is not None else {}
    said = known | {name: getattr(given, name) for name in given.model_fields_set}
    if said.get("name") is None:
        return dossier.company, [invalid("La raison sociale de l’entreprise est attendue.", "company", "name")]
    return Company(**said), []


def _closed(dossier: Dossier, session: Session | None) -> list[Problem]:
    """CER-07: the minutes of its qualification are signed, where the state of the dossier does not say so yet."""
    signed = {item.certification for item in session.minutes} if session is not None else set()
    if dossier.status is not DossierStatus.DELIBERE or dossier.certification not in signed:
        return []
    text = "Le procès-verbal est signé : une erreur matérielle s’y rectifie désormais (rectifyMinutes)."
    return [broken("CER-07", text)]


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


def _company_warnings(before: Dossier, after: Dossier) -> list[Problem]:
    """What is still to be asked of a company that comes, or was agreed with one that goes (EVA-03, EVA-05)."""
    if before.opinion_needed == after.opinion_needed:
        return []
    if after.opinion_needed and after.company_opinion is None:
        return [broken("EVA-03", "L’avis de l’entreprise reste à recueillir.", "company")]
    if after.plan is not None and after.plan.agreed_with is AgreedWith.ENTREPRISE and not after.opinion_needed:
        text = "Les modalités ont été convenues avec l’entreprise : convenez-en avec le candidat."
        return [broken("EVA-05", text, "company")]
    return []


def _link_warnings(dossier: Dossier, session: Session | None, touched: set[str]) -> list[Problem]:
    """JUR-19: a voting member of the company or training body that is named now."""
    names = touched & {"company", "trainingBody"}
    if session is None or not names or not any(linked(member, dossier) for member in session.members):
        return []
    text = "Un membre votant du jury est lié à ce candidat : il s’abstient, ou il est remplacé."
    return [broken("JUR-19", text, min(names))]


def _paper_warnings(issued: Iterable[Document], fields: Iterable[str]) -> list[Problem]:
    """PRD-05: papers that were issued with what is corrected, by their kinds."""
    there = {document.kind for document in issued}
    stale = [kind for kind, borne in _BORNE.items() if kind in there and borne & set(fields)]
    if not stale:
        return []
    listed = ", ".join(kind.words.rstrip(".") for kind in stale)
    return [broken("PRD-05", f"Déjà produit avec ce qui vient d’être corrigé, à produire de nouveau : {listed}.")]
