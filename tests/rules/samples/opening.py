"""Openings that the tests of registration share: an employee who comes alone, without the employer's agreement."""

from datetime import date
from typing import Any

from rules.base.problems import Problem
from rules.dossier.admission import ADMISSION
from rules.dossier.dossier import Company, Route
from rules.dossier.lists import Channel, Funding, Origin
from rules.dossier.opening import DossierRequest, Opening
from tests.rules.samples.judging import PERSON
from tests.rules.samples.jury import CHAMBER, CQPM, VERSION
from tests.rules.samples.vae import REGISTERED

TODAY = date(2026, 11, 25)
COMPANY, HOST = Company(name="Ateliers"), Company(name="Accueil")


def opening(*, today: date = TODAY, facts: dict[str, Any] | None = None, **changes: Any) -> Opening:
    """An opening asked for on a day, with what is typed changed, and the facts beside it."""
    typed = {
        "certification": CQPM,
        "route": Route.FORMATION,
        "channel": Channel.CANDIDAT,
        "origin": Origin.SL,
        "funding": Funding.CPF,
        "without_employer": True,
        "opened_on": today,
        **changes,
    }
    request = DossierRequest(**{"requested_on": typed["opened_on"], **typed})
    known = {
        "candidate": PERSON,
        "certification": REGISTERED,
        "versions": (VERSION,),
        "bloc_codes": {code: code for code in request.target_blocs},
        "exam_centre": CHAMBER,
        "own_centre": CHAMBER.code,
        "vae_requests": (),
        "today": today,
    }
    return Opening(request=request, **{**known, **(facts or {})})


def job_seeker(**changes: Any) -> Opening:
    """A job seeker in POEI whom a company receives, registered by a training body."""
    given = {
        "channel": Channel.ORGANISME_FORMATION,
        "origin": Origin.DE,
        "funding": Funding.POEI,
        "without_employer": False,
        "host_company": HOST,
    }
    return opening(**{**given, **changes})


def refused(asked: Opening) -> list[tuple[str | None, str]]:
    """The rules that an opening by formation breaks, each with its place in the input."""
    return told([problem for check in ADMISSION for problem in check(asked)])


def told(problems: list[Problem]) -> list[tuple[str | None, str]]:
    """Rules and places of problems."""
    return [(problem.rule, ".".join(problem.path)) for problem in problems]
