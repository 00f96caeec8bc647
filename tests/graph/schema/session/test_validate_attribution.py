"""validateAttribution: the GTP's verdict on each candidate, the certificates numbered, the session over with the last."""

from typing import Any

import pytest

from repositories.store import Store
from repositories.verification import verify
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, furnished_for_juries, gtp
from tests.support.world import NOW, TODAY, Api


async def _sent(store: Store) -> tuple[str, list[str]]:
    """A session sent to the GTP, and its dossiers: one admitted, one not, of whom nothing is left acquired."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        one, other = await path.dossier("Admis"), await path.dossier("Refusé", "")
        await path.held(one, other)
        await path.signed(**{one: "A", other: "NA"})
        await path.transmitted()
    return path.session, [one, other]


@pytest.fixture
def world() -> World:
    return _sent


@pytest.fixture
def numbers(path: Path, stores: Stores) -> list[str]:
    """The dossiers of the session: the one admitted, the other not."""
    path.session, found = stores.told(_sent)
    numbers: list[str] = found
    return numbers


def _verdicts(*numbers: str, **given: Any) -> list[dict[str, Any]]:
    """Each of these validated, or as it is said."""
    return [{"dossier": number, "validated": True, **given} for number in numbers]


async def test_the_last_verdict_closes_the_session(path: Path, numbers: list[str]) -> None:
    one, other = numbers
    given = {"session": path.session, "verdicts": _verdicts(one), "gtpOn": "2027-05-19"}
    first = await path.done("validateAttribution", gtp(GTP), **given, expectedRevision=await path.revision())
    assert first["status"] == "TRANSMISE"
    given = {
        "session": path.session,
        "verdicts": _verdicts(other, validated=False, reasons="Dossier incomplet", again="NOTHING"),
    }
    last = await path.done("validateAttribution", gtp(GTP), **given, expectedRevision=await path.revision())
    assert last["status"] == "CLOSE"
    fields = "status decision gtpOn gtpReasons certificates { number issuedOn state }"
    assert await seen(path, "dossier", one, fields) == {
        "status": "CERTIFIE",
        "decision": "A",
        "gtpOn": "2027-05-19",
        "gtpReasons": None,
        "certificates": [
            {"number": f"MC 2027 05 59 0000{rank}", "issuedOn": "2027-05-19", "state": "ISSUED"} for rank in (1, 2)
        ],
    }
    refused = {"status": "REFUSE", "decision": "NA", "gtpOn": GTP.isoformat(), "gtpReasons": "Dossier incomplet"}
    assert await seen(path, "dossier", other, fields) == {**refused, "certificates": []}
    assert [finding async for finding in verify(path.api.store)] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"gtpOn": "2027-05-21"}, ("GTP-01", "gtpOn")),
        ({"gtpOn": "2027-04-19"}, ("GTP-01", "gtpOn")),
        ({"verdicts": []}, ("GTP-01", "verdicts")),
        ({"verdicts": _verdicts("D2026-UT59-99999")}, ("INVALID_INPUT", "verdicts.0.dossier")),
    ],
)
async def test_what_is_refused(path: Path, numbers: list[str], changes: dict[str, Any], expected: Any) -> None:
    given = {"session": path.session, "verdicts": _verdicts(*numbers), **changes}
    assert await refusal(path, "validateAttribution", gtp(GTP), **given) == [expected]
    assert (await path.read(numbers[0]))["status"] == "TRANSMIS"


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [(None, ("GTP-01", "verdicts.0.reasons")), (" ", ("INVALID_INPUT", "verdicts.0.reasons"))],
)
async def test_a_refusal_says_why(path: Path, numbers: list[str], reasons: str | None, expected: Any) -> None:
    verdicts = _verdicts(numbers[0], validated=False, reasons=reasons, again="JURY")
    given = {"session": path.session, "verdicts": verdicts}
    assert await refusal(path, "validateAttribution", gtp(GTP), **given) == [expected]


async def test_one_verdict_for_each_candidate(path: Path, numbers: list[str]) -> None:
    one, other = numbers
    given = {"session": path.session, "verdicts": _verdicts(one, other, one)}
    assert await refusal(path, "validateAttribution", gtp(GTP), **given) == [("DUPLICATE", "verdicts.2")]
    assert (await path.validated(one))["problems"] == []
    again = {"session": path.session, "verdicts": _verdicts(other, one)}
    assert await refusal(path, "validateAttribution", gtp(GTP), **again) == [("GTP-01", "verdicts.1.dossier")]


async def test_a_number_is_read_however_it_is_typed(path: Path, numbers: list[str]) -> None:
    typed = [f" {number.lower().replace('-', ' - ')} " for number in numbers]
    again = {"session": path.session, "verdicts": _verdicts(numbers[0], typed[0])}
    assert await refusal(path, "validateAttribution", gtp(GTP), **again) == [("DUPLICATE", "verdicts.1")]
    payload = await path.validated(*typed)
    assert payload["problems"] == []
    assert payload["session"]["status"] == "CLOSE"


async def test_a_certificate_names_the_department_of_its_centre(path: Path, numbers: list[str]) -> None:
    chamber = await path.api.store.organisations.get("UT59")
    assert chamber is not None

    async def work(unit: Any) -> None:
        unit.update(chamber.evolve(department=None), EventDraft(action=Operation.importCertifications))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    one, other = numbers
    given = {"session": path.session, "verdicts": _verdicts(one)}
    assert await refusal(path, "validateAttribution", gtp(GTP), **given) == [("NUM-03", "")]
    assert (await path.validated(other))["problems"] == [], "nothing is numbered of whom nothing is acquired"


async def test_who_may(path: Path, numbers: list[str]) -> None:
    given = {"session": path.session, "verdicts": _verdicts(*numbers)}
    assert await roles_that_may(path, "validateAttribution", **given) == {Role.GTP}


async def test_two_at_once_one_decides(path: Path, numbers: list[str]) -> None:
    both = [{"session": path.session, "verdicts": _verdicts(number)} for number in numbers]
    landed, refused = await at_once(path, "validateAttribution", gtp(GTP), *both)
    assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])
    assert landed[0]["status"] == "TRANSMISE"
    statuses = [(await path.read(number))["status"] for number in numbers]
    assert statuses in (["CERTIFIE", "TRANSMIS"], ["TRANSMIS", "VALIDE"])
