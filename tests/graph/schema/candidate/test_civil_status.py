"""Civil status as it really is, through the API: partial dates, one name, dated codes, the world outside France."""

from typing import Any

import pytest

from tests.support.world import OTHER_CENTRE, PROBLEMS, Api

SHOWN = (
    "candidate { id lastName usedName firstNames birthDate birthPlace email phone address { postcode town country } }"
)
REGISTER = f"""mutation($input: RegisterCandidateInput!) {{ registerCandidate(input: $input) {{
  {SHOWN} {PROBLEMS} warnings {{ message rule {{ id }} }} }} }}"""


async def _registered(api: Api, **changes: Any) -> Any:
    given = {
        "lastName": "Durand",
        "firstNames": "Claude",
        "sex": "F",
        "birthDate": "1985-03-02",
        "birthTown": "Lille",
        "birthDepartment": "59",
        **changes,
    }
    given = {name: value for name, value in given.items() if value is not ...}
    return (await api.data(REGISTER, {"input": given}))["registerCandidate"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1992-11-00", "1992-11"), ("1992-00-00", "1992"), ("1992-11", "1992-11"), ("1992", "1992"), ("1992-11-03",) * 2],
)
async def test_a_date_of_birth_is_kept_as_it_is_known(api: Api, typed: str, kept: str) -> None:
    payload = await _registered(
        api, birthDate=typed, birthTown="Kaboul", birthCountry="Afghanistan", birthDepartment=...
    )
    assert payload["problems"] == payload["warnings"] == []
    assert payload["candidate"]["birthDate"] == kept
    [stored] = await api.store.driver.find("candidates", {})
    assert stored["birth_date"] == kept


@pytest.mark.parametrize("typed", ["2026-11", "2026", "2026-11-22"])
async def test_a_partial_date_that_may_be_past_is_taken(api: Api, typed: str) -> None:
    assert (await _registered(api, birthDate=typed))["problems"] == []


@pytest.mark.parametrize("typed", ["2026-12", "2027", "2026-11-23", "1905", "1906-10"])
async def test_a_partial_date_that_cannot_be_is_refused(api: Api, typed: str) -> None:
    payload = await _registered(api, birthDate=typed)
    assert [problem["path"] for problem in payload["problems"]] == [["birthDate"]]


@pytest.mark.parametrize(("left", "kept"), [("firstNames", "lastName"), ("lastName", "firstNames")])
@pytest.mark.rule("PRD-04")
async def test_a_person_of_one_name_is_registered_and_found(api: Api, left: str, kept: str) -> None:
    payload = await _registered(api, **{left: ..., kept: "Singh"})
    assert payload["problems"] == []
    assert (payload["candidate"][left], payload["candidate"][kept]) == (None, "Singh")
    other = await _registered(api, **{left: "Singh", kept: None})
    assert [warning["rule"]["id"] for warning in other["warnings"]] == ["PRD-01"]
    nameless = await _registered(api, lastName=None, firstNames=...)
    assert [problem["rule"]["id"] for problem in nameless["problems"]] == ["PRD-04"]


@pytest.mark.parametrize(
    ("changes", "place", "warned"),
    [
        ({"birthDate": "1959-05-30", "birthTown": "Mamoudzou", "birthDepartment": "985"}, "Mamoudzou (985), France", 0),
        ({"birthDate": "1960-01-01", "birthTown": "Bastia", "birthDepartment": "20"}, "Bastia (20), France", 0),
        (
            {"birthDate": "1955", "birthTown": "Blida", "birthDepartment": "91"},
            "Blida (91, Algérie française), France",
            1,
        ),
        (
            {"birthDate": "1955-01", "birthTown": "Oran", "birthDepartment": "92", "birthCountry": "Algérie"},
            "Oran (92, Algérie française), Algérie",
            0,
        ),
        ({"birthDate": "1990-01-01", "birthTown": "Ajaccio", "birthDepartment": "2a"}, "Ajaccio (2A), France", 0),
    ],
)
async def test_a_code_of_its_time_is_taken(api: Api, changes: dict[str, str], place: str, warned: int) -> None:
    payload = await _registered(api, **changes)
    assert payload["problems"] == []
    assert payload["candidate"]["birthPlace"] == place
    assert [warning["rule"]["id"] for warning in payload["warnings"]] == ["PRD-04"] * warned


@pytest.mark.parametrize(
    "changes",
    [
        {"birthDepartment": "985", "birthDate": "2015-01-01"},
        {"birthDepartment": "20"},
        {"birthCountry": "Belgique"},
        {"birthDepartment": "99", "birthCountry": "Belgique"},
    ],
)
async def test_a_place_that_does_not_agree_with_itself_is_refused(api: Api, changes: dict[str, str]) -> None:
    payload = await _registered(api, **changes)
    assert [problem["path"][0] for problem in payload["problems"]] == [
        "birthCountry" if "birthDepartment" not in changes else "birthDepartment"
    ]


@pytest.mark.parametrize(
    ("email", "kept"),
    [("\u200ba@exemple.fr", "a@exemple.fr"), ("a\u00adb@exemple.fr\n", "ab@exemple.fr"), ("\ufeffa@b.fr ", "a@b.fr")],
)
async def test_an_invisible_sign_of_an_address_is_dropped(api: Api, email: str, kept: str) -> None:
    payload = await _registered(api, email=email, phone=f"\u200b{'06 00 00 00 00'}\u00a0", usedName="Mo\u200breau")
    assert payload["problems"] == []
    told = payload["candidate"]
    assert (told["email"], told["phone"], told["usedName"]) == (kept, "06 00 00 00 00", "Moreau")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("email", "a\u0000@exemple.fr", "un caractère nul (U+0000), au 2e caractère"),
        ("email", "a\u202e@exemple.fr", "un changement du sens d’écriture (U+202E), au 2e caractère"),
        ("phone", "06\u000700000000", "un signal sonore (U+0007), au 3e caractère"),
        ("birthTown", "Lille\uf0b7", "une puce collée de Word (U+F0B7), au 6e caractère"),
    ],
)
async def test_a_sign_of_no_text_is_named(api: Api, field: str, text: str, said: str) -> None:
    payload = await _registered(api, **{field: text})
    assert [problem["path"] for problem in payload["problems"]] == [[field]]
    assert said in payload["problems"][0]["message"]


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ({"lines": ["12 Main Street"], "postcode": "", "town": "Gaborone", "country": "Botswana"}, None),
        ({"lines": ["1 O’Connell Street"], "town": "Dublin", "country": "Irlande"}, None),
        (
            {"lines": ["10 Downing Street"], "postcode": "SW1A 2AA", "town": "London", "country": "Royaume-Uni"},
            "SW1A 2AA",
        ),
        ({"lines": ["1 rue de l’Essai"], "postcode": "59 000", "town": "Lille"}, "59000"),
    ],
)
async def test_a_postcode_is_asked_for_in_france_alone(api: Api, address: dict[str, Any], postcode: str | None) -> None:
    payload = await _registered(api, address=address)
    assert payload["problems"] == []
    assert payload["candidate"]["address"]["postcode"] == postcode


@pytest.mark.parametrize("postcode", [None, "", "5900", "590000", "SW1A 2AA", "5900O"])
async def test_a_postcode_of_france_is_five_figures(api: Api, postcode: str | None) -> None:
    address = {"lines": ["1 rue de l’Essai"], "postcode": postcode, "town": "Lille", "country": "FRANCE"}
    payload = await _registered(api, address=address)
    assert [problem["path"] for problem in payload["problems"]] == [["address", "postcode"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"lastName": "Le Goff"}, {"lastName": "LEGOFF"}),
        ({"lastName": "N’Diaye"}, {"lastName": "NDIAYE"}),
        ({"lastName": "LÆTIT"}, {"lastName": "Laetit"}),
        ({"lastName": "Đặng"}, {"lastName": "DANG"}),
        ({"lastName": "Jean-Baptiste"}, {"lastName": "JEAN BAPTISTE"}),
        ({"birthDate": "1992-11-03"}, {"birthDate": "1992-11-00"}),
        ({"birthDate": "1992"}, {"birthDate": "1992-11-03"}),
    ],
)
@pytest.mark.rule("PRD-01")
async def test_the_same_person_written_otherwise_is_pointed_out(api: Api, one: Any, other: Any) -> None:
    await api.candidate(OTHER_CENTRE, firstNames="Claude", **{"birthDate": "1985-03-02", "lastName": "Durand", **one})
    payload = await _registered(api, **other)
    assert payload["problems"] == []
    assert [warning["rule"]["id"] for warning in payload["warnings"]] == ["PRD-01"]
