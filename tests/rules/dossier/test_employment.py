"""Status, funding, host company and employer of who is registered (INS-03, EVA-03, JUR-14)."""

from typing import Any

import pytest

from rules.dossier.dossier import Company, Dossier, Route
from rules.dossier.employment import employer_warnings, funding_warnings
from rules.dossier.opening import dossier_from
from rules.dossier.opinion import opinion_missing, without_opinion
from tests.rules.samples.jury import dossier
from tests.rules.samples.opening import COMPANY, HOST, job_seeker, opening, refused, told


@pytest.mark.rule("INS-03")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"channel": "ENTREPRISE"}, []),
        ({"host_company": None}, []),
        ({"funding": "POEC"}, [("INS-03", "hostCompany")]),
        ({"funding": "CPF"}, [("INS-03", "hostCompany")]),
        ({"origin": "SL"}, [("INS-03", "hostCompany")]),
        ({"origin": "ETT"}, [("INS-03", "hostCompany")]),
        ({"company": COMPANY}, [("INS-03", "company")]),
        ({"company": COMPANY, "host_company": None}, [("INS-03", "company")]),
        ({"company": COMPANY, "funding": "POEC"}, [("INS-03", "company"), ("INS-03", "hostCompany")]),
    ],
)
def test_only_a_job_seeker_in_poei_has_a_host_company(changes: dict[str, Any], expected: list[Any]) -> None:
    assert refused(job_seeker(**changes)) == expected


@pytest.mark.rule("INS-03")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"host_company": None}, [("INS-03", "hostCompany")]),
        ({"host_company": None, "funding": "POEC"}, []),
        ({"host_company": None, "origin": "SL"}, [("INS-03", "funding")]),
        ({"host_company": None, "funding": "PF"}, [("INS-03", "funding")]),
    ],
)
def test_what_a_poei_lacks_is_pointed_out(changes: dict[str, Any], expected: list[Any]) -> None:
    assert told(funding_warnings(job_seeker(**changes))) == expected


@pytest.mark.rule("EVA-03")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"company": COMPANY}, []),
        ({"origin": "ETT", "company": COMPANY}, []),
        ({"channel": "ORGANISME_FORMATION", "company": COMPANY}, []),
        ({"channel": "ENTREPRISE", "company": COMPANY}, [("EVA-03", "withoutEmployer")]),
        ({"origin": "DE"}, [("EVA-03", "withoutEmployer")]),
        ({"channel": "ENTREPRISE", "company": COMPANY, "without_employer": False}, []),
    ],
)
def test_who_acts_without_the_employer(changes: dict[str, Any], expected: list[Any]) -> None:
    """The employer may be known: it is a fact of its own, not the channel."""
    assert refused(opening(**changes)) == expected


@pytest.mark.rule("EVA-03")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"company": COMPANY}, []),
        ({"without_employer": False}, [("EVA-03", "company")]),
        ({"without_employer": False, "channel": "ORGANISME_FORMATION"}, [("EVA-03", "company")]),
        ({"without_employer": False, "route": "VAE"}, []),
        ({"without_employer": False, "origin": "DE"}, []),
        ({"without_employer": False, "company": COMPANY}, [("EVA-03", "withoutEmployer")]),
        ({"without_employer": False, "company": COMPANY, "channel": "ENTREPRISE"}, []),
        ({"without_employer": False, "company": COMPANY, "channel": "ORGANISME_FORMATION"}, []),
    ],
)
def test_an_employer_who_is_not_known_or_perhaps_not_asked_is_pointed_out(
    changes: dict[str, Any], expected: list[Any]
) -> None:
    assert told(employer_warnings(opening(**changes))) == expected


@pytest.mark.parametrize(
    ("found", "adviser", "why"),
    [
        (dossier(), COMPANY, None),
        (dossier(channel="CANDIDAT"), COMPANY, None),
        (dossier(company=None), None, None),
        (dossier(route=Route.VAE), None, "En VAE"),
        (dossier(without_employer=True), None, "Le candidat agit sans l’accord de son employeur"),
        (dossier(company=None, without_employer=True), None, "Le candidat agit sans l’accord de son employeur"),
        (dossier(origin="DE", company=None), None, "Aucune entreprise n’accueille"),
        (dossier(origin="DE", company=None, host_company=HOST), HOST, None),
        (dossier(origin="DE", company=None, host_company=HOST, route=Route.VAE), None, "En VAE"),
    ],
)
def test_whose_opinion_completes_the_evaluation(found: Dossier, adviser: Company | None, why: str | None) -> None:
    assert found.advising_company == adviser
    assert found.opinion_needed is (why is None)
    told_why = without_opinion(found)
    assert told_why is None if why is None else told_why and told_why.startswith(why)
    assert ("correctDossier" in opinion_missing(found)) is (adviser is None)


@pytest.mark.rule("JUR-14")
@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ({}, []),
        ({"sector": "M"}, []),
        ({"sector": "HM"}, [("JUR-14", "company.branch")]),
        ({"sector": "HM", "branch": " "}, [("JUR-14", "company.branch")]),
        ({"sector": "HM", "branch": "Plasturgie"}, []),
    ],
)
def test_a_company_outside_the_branch_says_of_which_it_is(company: dict[str, Any], expected: list[Any]) -> None:
    assert refused(opening(company=Company(name="Ateliers", **company))) == expected
    hosted = job_seeker(host_company=Company(name="Accueil", **company))
    assert refused(hosted) == [], "a host company stays out of the minutes"


def test_the_dossier_keeps_what_was_said() -> None:
    made = dossier_from(job_seeker(), "d")
    assert (made.host_company, made.company, made.without_employer) == (HOST, None, False)
    alone = dossier_from(opening(company=COMPANY), "d")
    assert (alone.host_company, alone.company, alone.without_employer) == (None, COMPANY, True)
