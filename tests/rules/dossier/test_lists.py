"""The closed lists of a registration: every value that a dated list has had, judged by the list of the day."""

from datetime import date, timedelta

import pytest

from repositories.codec import encoded
from rules.base.parameters import PARAMETERS, DatedValue, Parameter
from rules.base.worded import Worded
from rules.certification.certification import Certification, CertificationKind, CertificationStatus, category_of
from rules.dossier.admission import ADMISSION
from rules.dossier.commands import OpenDossier
from rules.dossier.dossier import Company, Route
from rules.dossier.lists import Channel, Funding, Origin, Sector
from rules.dossier.opening import Opening, completed
from rules.organisation.organisation import Organisation, OrganisationKind
from tests.rules.samples.judging import PERSON
from tests.rules.samples.jury import CQPM, VERSION, dossier

LISTS: dict[str, type[Worded]] = {"channels": Channel, "origins": Origin, "fundings": Funding}
LAST = date(2026, 11, 23)
"""The last day of the former list, in these tests."""


@pytest.mark.parametrize("name", LISTS)
def test_an_enum_has_every_value_that_any_dated_list_has_had(name: str) -> None:
    assert {item.value for item in LISTS[name]} == {code for dated in PARAMETERS[name].values for code in dated.value}


@pytest.mark.parametrize("name", LISTS)
def test_its_words_are_those_of_the_dated_list(name: str) -> None:
    for code, value in PARAMETERS[name].values[-1].value.items():
        label = value if isinstance(value, str) else value["label"]
        assert LISTS[name](code).words == f"{label}."


@pytest.fixture
def shortened(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that loses one of its values on the day after LAST."""
    name, lost = request.param
    known: Parameter = PARAMETERS[name]
    before = known.values[-1]
    left = {code: value for code, value in before.value.items() if code != lost}
    after = DatedValue(valid_from=LAST + timedelta(days=1), value=left, outside="Un texte à venir")
    monkeypatch.setitem(PARAMETERS, name, known.evolve(values=(*known.values, after)))  # type: ignore[arg-type]


def _broken(on: date) -> set[str | None]:
    command = OpenDossier(
        candidate=PERSON.id,
        certification=CQPM,
        route=Route.FORMATION,
        channel=Channel.CANDIDAT,
        origin=Origin.ETT,
        funding=Funding.CPF,
        opened_on=on,
    )
    opening = Opening(
        request=completed(command, on),
        candidate=PERSON,
        certification=Certification(
            id=CQPM, code=CQPM, kind=CertificationKind.CQPM, title="Soudeur", status=CertificationStatus.ACTIVE
        ),
        versions=(VERSION,),
        bloc_codes={},
        exam_centre=Organisation(id="UT59", code="UT59", name="UT", kind=OrganisationKind.UIMM_TERRITORIALE),
        own_centre="UT59",
        vae_requests=(),
        today=on,
    )
    return {problem.rule for check in ADMISSION for problem in check(opening)}


@pytest.mark.rule("INS-02", "INS-03")
@pytest.mark.parametrize(
    ("shortened", "rule"),
    [(("channels", "CANDIDAT"), "INS-02"), (("origins", "ETT"), "INS-03"), (("fundings", "CPF"), "INS-03")],
    indirect=["shortened"],
)
def test_a_value_is_judged_by_the_list_of_the_day(shortened: None, rule: str) -> None:
    """INS-02, INS-03: the last day of the former list, the day after."""
    assert _broken(LAST) == set()
    assert _broken(LAST + timedelta(days=1)) == {rule}


def test_they_are_kept_and_digested_as_the_texts_that_they_were() -> None:
    command = OpenDossier(
        candidate="c", certification=CQPM, route="FORMATION", channel="CANDIDAT", origin="SL", funding="PF"
    )
    assert command.given() == {
        "candidate": "c",
        "certification": CQPM,
        "route": "FORMATION",
        "channel": "CANDIDAT",
        "origin": "SL",
        "funding": "PF",
    }
    assert encoded(dossier(company=Company(name="X", sector=Sector.HM)))["channel"] == "ENTREPRISE"


@pytest.mark.parametrize(("printed", "name"), [("A", "A"), ("C*", "C_ETOILE"), ("E", None), (None, None)])
def test_a_category_is_told_from_its_print(printed: str | None, name: str | None) -> None:
    category = category_of(printed)
    assert (category and category.name) == name
