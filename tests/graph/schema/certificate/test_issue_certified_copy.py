"""issueCertifiedCopy: as many as are asked for, under the number of the original (CER-03)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import delivered, stand
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, centre

GIVEN: dict[str, Any] = {"reason": "Original perdu", "certifiedBy": "La directrice"}


@pytest.fixture
def world() -> World:
    return delivered


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """A certificate that was handed over."""
    return stand(path, stores, delivered).certificates[0]


async def _copies(path: Path, number: str) -> Any:
    return (await seen(path, "certificate", number, "copies { on reason certifiedBy }"))["copies"]


async def test_each_copy_says_why_and_who_certifies(path: Path, number: str) -> None:
    for reason in ("Original perdu", "Original brûlé"):
        given = {"certificate": number, **GIVEN, "reason": reason}
        made = await path.done("issueCertifiedCopy", centre(GTP), **given)
        assert (made["number"], made["state"]) == (number, "DELIVERED")
    common = {"on": GTP.isoformat(), "certifiedBy": "La directrice"}
    expected = [{**common, "reason": reason} for reason in ("Original perdu", "Original brûlé")]
    assert await _copies(path, number) == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"certifiedBy": " "}, "certifiedBy"),
        ({"certifiedBy": "x" * 201}, "certifiedBy"),
        ({"certifiedBy": "\u202eerocirtcerid aL"}, "certifiedBy"),
    ],
)
async def test_what_is_refused(path: Path, number: str, changes: dict[str, Any], field: str) -> None:
    given = {"certificate": number, **GIVEN, **changes}
    assert await refusal(path, "issueCertifiedCopy", centre(GTP), **given) == [("INVALID_INPUT", field)]
    assert await _copies(path, number) == []


async def test_there_is_no_copy_of_what_was_not_handed_over(path: Path, stores: Stores, number: str) -> None:
    given = {"certificate": stand(path, stores, delivered).certificates[1], **GIVEN}
    assert await refusal(path, "issueCertifiedCopy", centre(GTP), **given) == [("CER-03", "")]


async def test_who_may(path: Path, number: str) -> None:
    assert await roles_that_may(path, "issueCertifiedCopy", certificate=number, **GIVEN) == {Role.CENTRE}


async def test_two_at_once_lose_no_copy(path: Path, number: str) -> None:
    both = [{"certificate": number, **GIVEN, "reason": reason} for reason in ("Perdu", "Volé")]
    landed, refused = await at_once(path, "issueCertifiedCopy", centre(GTP), *both)
    assert (len(landed), refused) == (2, [])
    assert sorted(copy["reason"] for copy in await _copies(path, number)) == ["Perdu", "Volé"]
