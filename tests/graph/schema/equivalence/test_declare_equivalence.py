"""declareEquivalence: the GTP says that something gives something else, or that two blocs are one (EQ-01, INS-08)."""

from typing import Any

import pytest

from repositories.derivation import discrepancies
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, told
from tests.support.sharing import OTHER, OTHER_PARTS, declared, furnished_for_sharing, shared
from tests.support.stores import World
from tests.support.walk import CQPM, GTP, PARTS, Path, gtp


@pytest.fixture
def world() -> World:
    return furnished_for_sharing


BETWEEN = """query($c: String!) { equivalences(from: $c) { nodes { id declared extent source validFrom validUntil revision
  from { certification { code } bloc { code } } to { certification { code } bloc { code } } } } }"""


async def _from(path: Path, bloc: str) -> list[Any]:
    nodes: list[Any] = (await path.api.data(BETWEEN, {"c": bloc}, None))["equivalences"]["nodes"]
    return nodes


async def _sound(path: Path) -> None:
    assert [found async for found in verify(path.api.store)] == []
    assert [found async for found in discrepancies(path.api.store)] == []


async def test_a_shared_bloc_is_given_both_ways(path: Path) -> None:
    made = await declared(path, validFrom="2027-05-20")
    assert (made["extent"], made["declared"], made["validFrom"], made["validUntil"]) == (
        "TOTAL",
        True,
        "2027-05-20",
        None,
    )
    assert made["from"] == [{"certification": {"code": CQPM}, "bloc": {"code": PARTS[0]}}]
    for one, other in ((PARTS[0], OTHER_PARTS[0]), (OTHER_PARTS[0], PARTS[0])):
        [found] = await _from(path, one)
        assert (found["to"][0]["bloc"]["code"], found["extent"]) == (other, "TOTAL")
    await _sound(path)


async def test_one_way_of_a_whole_certification_in_part(path: Path) -> None:
    given = {"from": [{"certification": CQPM}], "to": [{"certification": OTHER}], "shared": False, "extent": "PARTIAL"}
    made = await declared(path, **given)
    assert (made["extent"], made["from"][0]["bloc"]) == ("PARTIAL", None)
    assert await _from(path, OTHER_PARTS[0]) == []


async def test_codes_are_read_liberally(path: Path) -> None:
    made = await declared(path, to=[{"certification": "mq20120300", "bloc": "rncp 99300 bc1"}])
    assert made["to"] == [{"certification": {"code": OTHER}, "bloc": {"code": OTHER_PARTS[0]}}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"from": [{"certification": "MQ 1900 0001"}], "shared": False}, ("NOT_FOUND", "from.0.certification")),
        ({"to": [{"certification": OTHER, "bloc": "RNCP1BC01"}]}, ("NOT_FOUND", "to.0.bloc")),
        ({"to": [{"certification": OTHER, "bloc": PARTS[1]}]}, ("EQ-01", "to.0.bloc")),
        ({"to": [{"certification": CQPM, "bloc": PARTS[0]}]}, ("EQ-01", "to")),
        ({"to": [], "shared": False}, ("INVALID_INPUT", "to")),
        ({"extent": "PARTIAL"}, ("INVALID_INPUT", "extent")),
        ({"validFrom": "2027-05-21", "validUntil": "2027-05-20"}, ("INVALID_INPUT", "validUntil")),
        ({"source": " "}, ("INVALID_INPUT", "source")),
        ({"source": "x" * 501}, ("INVALID_INPUT", "source")),
        ({"source": "a\x1b"}, ("INVALID_INPUT", "source")),
    ],
)
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Told) -> None:
    given = {"extent": "TOTAL", **shared(**changes)}
    assert await refusal(path, "declareEquivalence", gtp(GTP), **given) == [expected]
    assert await _from(path, PARTS[0]) == []


async def test_the_same_declaration_twice_is_told(path: Path) -> None:
    await declared(path)
    assert await refusal(path, "declareEquivalence", gtp(GTP), **shared()) == [("DUPLICATE", "")]


async def test_a_wrong_declaration_is_ended(path: Path) -> None:
    first = await declared(path)
    ended = await declared(path, validUntil="2027-06-30", source="Erreur relevée par le GTP du 30 juin 2027")
    assert (ended["id"], ended["revision"], ended["validUntil"]) == (first["id"], 2, "2027-06-30")
    [back] = await _from(path, OTHER_PARTS[0])
    assert back["validUntil"] == "2027-06-30"
    await _sound(path)


async def test_a_stale_reader_is_told(path: Path) -> None:
    await declared(path)
    given = shared(validUntil="2027-06-30", expectedRevision=2)
    payload = await path.call("declareEquivalence", gtp(GTP), **given)
    assert told(payload) == [("CONFLICT", "expectedRevision")]
    assert payload["problems"][0]["currentRevision"] == 1


async def test_a_dry_run_writes_nothing(path: Path) -> None:
    shown = await declared(path, dryRun=True)
    assert shown["from"][0]["bloc"]["code"] == PARTS[0]
    assert await _from(path, PARTS[0]) == []


async def test_the_same_key_writes_once(path: Path) -> None:
    keyed = shared(idempotencyKey="e-1")
    first = await path.done("declareEquivalence", gtp(GTP), **keyed)
    assert await path.done("declareEquivalence", gtp(GTP), **keyed) == first
    assert len(await _from(path, PARTS[0])) == 1


async def test_two_at_once_one_declares(path: Path) -> None:
    landed, refused = await at_once(path, "declareEquivalence", gtp(GTP), shared(), shared())
    assert (len(landed), refused) == (1, [[("DUPLICATE", "")]])
    assert len(await _from(path, PARTS[0])) == 1


async def test_who_may(path: Path) -> None:
    assert await roles_that_may(path, "declareEquivalence", **shared()) == {Role.GTP}
