"""verifyCertificate: the number pasted as it is printed; what is no number is told from a false certificate."""

import pytest

from tests.support.stages import Stage, delivered, stand
from tests.support.stores import Stores, World
from tests.support.walk import Path
from tests.support.world import Api

QUERY = "query($n: String!) { verifyCertificate(number: $n) { number genuine state kind title } }"


@pytest.fixture
def world() -> World:
    return delivered


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A certificate that was handed over, and another that was not."""
    return stand(path, stores, delivered)


@pytest.mark.parametrize(
    "printed",
    ["{}", "N° {}", "n°\u00a0{}", "Nº {}.", "№ {}", "Certificat n° {}", "\ufeff{}\n", "« {} »", "Numéro : {}"],
)
async def test_a_number_is_read_as_it_is_printed(path: Path, stage: Stage, printed: str) -> None:
    number = stage.certificates[0]
    for form in (number, number.replace(" ", "\u202f"), number.replace(" ", "‑").lower(), number.replace(" ", "")):
        known = (await path.api.data(QUERY, {"n": printed.format(form)}, None))["verifyCertificate"]
        assert (known["number"], known["genuine"]) == (number, True)


@pytest.mark.parametrize(
    "text", ["", "N°", "bonjour", "MQ 1989 0021", "MC 2027 05 59", "2027 05 59 00001", "RNCP36376"]
)
async def test_what_is_no_number_is_answered_as_such(api: Api, text: str) -> None:
    answer = await api.post(QUERY, {"n": text}, None)
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "INVALID_INPUT"
    assert "« number » n’a pas la forme d’un numéro de certificat" in error["message"]


async def test_a_number_that_was_never_given_is_no_certificate(api: Api) -> None:
    known = (await api.data(QUERY, {"n": "N° MC 2027 05 59 00009"}, None))["verifyCertificate"]
    assert known == {"number": "N° MC 2027 05 59 00009", "genuine": False, "state": None, "kind": None, "title": None}
