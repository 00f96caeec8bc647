"""declareRegistration: the GTP says of a CQPM whether it stands at the RNCP, from when to when, and how it is known."""

from datetime import date
from typing import Any

import pytest

from resolvers.statement.importing import Importer
from rules.access.viewer import Role
from rules.statement.statement import Facts, Source, Statement
from tests.support.operations import Told, at_once, roles_that_may, told, warned
from tests.support.registered import fiche, known_as
from tests.support.walk import CQPM, GTP, Path, as_, centre, gtp
from tests.support.world import NOW, PLAIN, REGISTERED

DECLARE, HERE = "declareRegistration", gtp(GTP)
FICHE: dict[str, Any] = {
    "certification": PLAIN,
    "registered": True,
    "number": "rncp 40 000",
    "from": "2022-04-25",
    "until": "2027-04-25",
    "lastAwardOn": "2029-04-25",
    "source": "Décision de France compétences du 20 avril 2022",
    "link": "https://exemple.invalid/rncp/40000",
}
NONE: dict[str, Any] = {"certification": PLAIN, "registered": False, "source": "Courrier du GTP"}


async def _read(path: Path, code: str, actor: str | None = HERE) -> Any:
    query = """query($code: String!) { certification(code: $code) { code title revision nextActions
      registrations { number state from until lastAwardOn source } unregistered { from until } } }"""
    return (await path.api.data(query, {"code": code}, actor))["certification"]


async def _refused(path: Path, actor: str = HERE, **given: Any) -> list[Told]:
    """What is told of a declaration that must be refused, once it is sure that nothing was written."""
    before = await path.api.store.driver.count("events", {}), await _read(path, PLAIN)
    payload = await path.call(DECLARE, actor, **given)
    assert payload["certification"] is None
    assert (await path.api.store.driver.count("events", {}), await _read(path, PLAIN)) == before
    return told(payload)


async def test_a_fiche_is_declared_and_leads_to_the_certification(path: Path) -> None:
    payload = await path.call(DECLARE, HERE, **FICHE)
    assert warned(payload) == ["REG-01"], "it was declared without one"
    [registration] = payload["certification"]["registrations"]
    assert registration == {
        "number": "RNCP40000",
        "state": "INACTIVE",
        **{name: FICHE[name] for name in ("from", "until", "lastAwardOn", "source", "link")},
        "declaredOn": GTP.isoformat(),
    }, "it ended before the day of the declaration"
    found = await _read(path, "RNCP40000", None)
    assert found["code"] == PLAIN
    assert found["unregistered"] == [{"from": None, "until": "2022-04-24"}, {"from": "2027-04-26", "until": None}]


async def test_the_decision_and_its_duration_are_shown_of_the_registration_and_of_the_fiche(path: Path) -> None:
    await path.done(DECLARE, HERE, **FICHE, decidedOn="2022-04-20", years=5)
    query = """query($code: String!) { certification(code: $code) {
      registrations { decidedOn years publishedOn } fiches { decidedOn years publishedOn } } }"""
    shown = (await path.api.data(query, {"code": PLAIN}, HERE))["certification"]
    expected = [{"decidedOn": "2022-04-20", "years": 5, "publishedOn": None}]
    assert (shown["registrations"], shown["fiches"]) == (expected, expected)


async def test_its_absence_is_declared_over_a_period(path: Path) -> None:
    await known_as(path.api.store, PLAIN)
    given = {**NONE, "from": "2020-01-01", "until": "2026-12-31"}
    made = await path.done(DECLARE, HERE, **given)
    assert made["unregistered"][0] | {"declaredOn": None} == {
        "from": "2020-01-01", "until": "2026-12-31", "source": "Courrier du GTP", "link": None, "declaredOn": None,
    }  # fmt: skip
    assert made["registrations"] == []


async def test_history_says_it(path: Path) -> None:
    await path.done(DECLARE, HERE, **FICHE)
    query = """query($code: String!) { certification(code: $code) { history(first: 10) {
      edges { node { summary rules { id } } } } } }"""
    *_, edge = (await path.api.data(query, {"code": PLAIN}, HERE))["certification"]["history"]["edges"]
    said = "Fiche RNCP40000 déclarée inscrite au RNCP du 25 avril 2022 au 25 avril 2027."
    assert edge["node"] == {"summary": said, "rules": [{"id": "REG-01"}]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"certification": "MQ 1900 9999"}, ("NOT_FOUND", "certification")),
        ({"certification": "x" * 10_000}, ("NOT_FOUND", "certification")),
        ({"certification": "RNCP35698"}, ("INVALID_INPUT", "certification")),
        ({"number": "{$ne: 1}"}, ("INVALID_INPUT", "number")),
        ({"number": REGISTERED}, ("REG-01", "number")),
        ({"until": "2022-04-24"}, ("REG-01", "until")),
        ({"lastAwardOn": "2027-04-24"}, ("REG-01", "lastAwardOn")),
        ({"source": " "}, ("INVALID_INPUT", "source")),
        ({"source": "a\u202eb"}, ("INVALID_INPUT", "source")),
        ({"source": "x" * 100_000}, ("INVALID_INPUT", "source")),
        ({"link": "javascript:alert(1)"}, ("INVALID_INPUT", "link")),
        ({"years": 100}, ("INVALID_INPUT", "years")),
        ({"decidedOn": "2027-04-26"}, ("REG-01", "decidedOn")),
    ],
)
@pytest.mark.rule("REG-01")
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Told) -> None:
    assert await _refused(path, **{**FICHE, **changes}) == [expected]


async def test_twice_alike_is_told_and_different_periods_replace(path: Path) -> None:
    await path.done(DECLARE, HERE, **FICHE)
    assert await _refused(path, **FICHE) == [("DUPLICATE", "number")]
    later = await path.call(DECLARE, HERE, **{**FICHE, "until": "2028-04-25"})
    assert warned(later) == ["REG-01", "REG-01"], "it says what it replaces: a fiche, and days declared without one"
    [registration] = later["certification"]["registrations"]
    assert (registration["from"], registration["until"]) == ("2022-04-25", "2028-04-25")
    assert await _refused(path, **NONE) == [("REG-01", "from")], "the declared fiche stands in that period"


async def test_dry_run_writes_nothing_and_shows_it(path: Path) -> None:
    before = await _read(path, PLAIN)
    payload = await path.call(DECLARE, HERE, **FICHE, dryRun=True)
    assert [item["number"] for item in payload["certification"]["registrations"]] == ["RNCP40000"]
    assert await _read(path, PLAIN) == before


async def test_one_key_and_a_stale_revision(path: Path) -> None:
    given = {**FICHE, "idempotencyKey": "fiche", "expectedRevision": (await _read(path, PLAIN))["revision"]}
    first = await path.call(DECLARE, HERE, **given)
    assert await path.call(DECLARE, HERE, **given) == first
    assert told(await path.call(DECLARE, HERE, **{**given, "source": "Autre"})) == [
        ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    ]
    stale = {**FICHE, "until": "2028-01-01", "expectedRevision": given["expectedRevision"]}
    assert await _refused(path, **stale) == [("CONFLICT", "expectedRevision")]


async def test_who_may(path: Path) -> None:
    assert await roles_that_may(path, DECLARE, **FICHE) == {Role.GTP}


async def test_two_at_once(path: Path) -> None:
    landed, refused = await at_once(path, DECLARE, HERE, FICHE, FICHE)
    assert (len(landed), refused) == (1, [[("DUPLICATE", "number")]])
    others = [{**FICHE, "number": number, "from": "2030-01-01", "until": None, "lastAwardOn": None}
              for number in ("RNCP50001", "RNCP50002")]  # fmt: skip
    landed, refused = await at_once(path, DECLARE, HERE, *others)
    assert refused == []
    assert sorted(len(item["registrations"]) for item in landed) == [2, 3]


async def test_it_is_the_next_action_of_the_gtp_while_nobody_knows(path: Path) -> None:
    async def offered(code: str, actor: str) -> bool:
        return DECLARE in (await _read(path, code, actor))["nextActions"]

    assert not await offered(PLAIN, HERE), "declared without a fiche"
    assert not await offered(CQPM, HERE), "a register says it"
    await known_as(path.api.store, PLAIN)
    assert await offered(PLAIN, HERE)
    assert not await offered(PLAIN, centre(GTP))
    assert not await offered(PLAIN, as_(Role.RESOURCE_CENTRE, GTP, "UT59"))
    assert not await offered("RNCP35698", HERE), "no CQPM"


async def _loaded(path: Path, *statements: Statement) -> None:
    await Importer(path.api.store, NOW).load("essai", statements)


async def test_a_reload_of_the_registers_undoes_nothing(path: Path) -> None:
    """Neither of the certification's own sources, nor of the register's fiche whose number was declared."""
    printed = Source(key="cqpm-numeros", closeness=3, as_of=date(2027, 1, 1), title="Numéros")
    own = Statement.said(PLAIN, printed, facts=Facts(title="Opérateur en maintenance", aliases=(PLAIN,)))
    await path.done(DECLARE, HERE, **FICHE)
    declared = await _read(path, PLAIN)
    await _loaded(path, own)
    after = await _read(path, PLAIN)
    assert after["title"] == "Opérateur en maintenance"
    assert after["registrations"] == declared["registrations"]
    assert after["unregistered"] == declared["unregistered"]

    register = Source(key="rncp-xml", closeness=2, as_of=date(2027, 6, 1), title="Répertoire")
    other = fiche("RNCP40000", date(2020, 1, 1), date(2021, 1, 1))
    await _loaded(path, Statement.said("RNCP40000", register, facts=Facts(title="Tout autre", registrations=(other,))))
    assert await _read(path, PLAIN) == after
    assert (await _read(path, "RNCP40000"))["code"] == PLAIN


async def test_what_registers_bring_is_shown_with_its_source(path: Path) -> None:
    register = Source(key="rncp-xml", closeness=2, as_of=date(2027, 6, 1), title="Répertoire, export")
    stated = fiche("RNCP41000", date(2026, 1, 1), date(2029, 1, 1), last_award_on=date(2031, 1, 1))
    await _loaded(path, Statement.said("RNCP41000", register, facts=Facts(title="CQP Essai", registrations=(stated,))))
    [registration] = (await _read(path, "RNCP41000"))["registrations"]
    assert registration["source"] == "Répertoire, export"
    assert registration["lastAwardOn"] == "2031-01-01"
