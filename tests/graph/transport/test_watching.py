"""Each request has an identifier, one line of the log and its figures; who was refused what is told, and nobody's data."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from repositories.store import Store
from resolvers.shared.rations import Ration, Rationing
from rules.access.viewer import Role
from tests.support.lines import Lines, written
from tests.support.world import CENTRE, OPEN, REGISTER, REGISTERED, Api, token

PERSON = {
    "lastName": "Zyxwvut", "firstNames": "Quirinus Abélard", "sex": "M", "birthDate": "1971-03-09",
    "birthTown": "Montcuq", "birthDepartment": "46", "department": "59",
}  # fmt: skip
PERSONAL = ("zyxwvut", "quirinus", "abélard", "1971-03-09", "montcuq", "eyj", "secret-motif")


def bearing(bearer: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {bearer}"}


def counted(name: str, **labels: str) -> Callable[[], float]:
    """How much a figure grew since this was asked."""
    before = REGISTRY.get_sample_value(name, labels) or 0.0
    return lambda: (REGISTRY.get_sample_value(name, labels) or 0.0) - before


async def test_a_request_has_one_identifier_in_its_answer_its_header_and_its_line(api: Api) -> None:
    with written() as lines:
        answer = await api.client.post(
            "/graphql", json={"query": "query Who { viewer { name } }"}, headers=bearing(CENTRE)
        )
        mine = answer.headers["x-request-id"]
        assert answer.json()["extensions"]["requestId"] == mine
        [line] = lines.of("poincon.requests")
    assert line.pop("ms") > 0
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info", "logger": "poincon.requests", "event": "request", "request": mine, "route": "graphql",
        "method": "POST", "status": 200, "outcome": "ok", "type": "query", "operation": "viewer", "operation_name": "Who",
        "cost": answer.json()["extensions"]["cost"]["announced"], "account": "CENTRE-UT59",
    }  # fmt: skip


async def test_only_a_proxy_that_is_believed_names_a_request(api: Api) -> None:
    answer = await api.client.get("/live", headers={"X-Request-Id": "0123456789abcdef"})
    assert answer.headers["x-request-id"] != "0123456789abcdef"


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/graphql", {"query": "{"}, ("refused", 200, ["BAD_REQUEST"])),
        ("/graphql", {"query": "{ dossiers { totalCount } }"}, ("refused", 200, ["UNAUTHENTICATED"])),
        ("/graphql", {}, ("refused", 400, ["BAD_REQUEST"])),
        ("/nulle-part", {}, ("refused", 404, ["BAD_REQUEST"])),
    ],
)
async def test_a_line_tells_how_a_request_ended(api: Api, path: str, body: Any, told: Any) -> None:
    with written() as lines:
        await api.client.post(path, json=body)
        [line] = lines.of("poincon.requests")
    assert (line["outcome"], line["status"], line.get("errors")) == told


async def test_probes_that_find_all_well_are_counted_and_not_written(api: Api) -> None:
    more = counted("poincon_request_seconds_count", route="live", status="200")
    with written() as lines:
        assert (await api.client.get("/live")).json() == {"status": "ok"}
        assert lines.text == ""
    assert more() == 1


async def test_who_was_refused_what_is_in_the_journal_of_access(api: Api) -> None:
    candidate = await api.candidate()
    with written() as lines:
        await api.post("mutation($i: RegisterCandidateInput!) { registerCandidate(input: $i) { problems { code } } }",
                       {"i": PERSON}, token(Role.JURY_PRESIDENT))  # fmt: skip
        await api.post("{ dossiers { totalCount } x: dossiers { totalCount } sessions { totalCount } }", None, None)
        await api.client.get("/graphql", params={"query": "{ viewer { name } }"}, headers=bearing("nonsense"))
        for _ in range(2):
            await api.open(candidate, certification=REGISTERED, route="VAE", funding="CVAE")
        told = [line for line in lines.of("poincon.access") if line["event"] == "refused"]
    assert [(line.get("account"), line["operation"], line["codes"], line.get("rules")) for line in told] == [
        ("JURY_PRESIDENT-UT59", "registerCandidate", ["FORBIDDEN"], None),
        (None, "dossiers", ["UNAUTHENTICATED"], None),
        (None, "sessions", ["UNAUTHENTICATED"], None),
        (None, "graphql", ["UNAUTHENTICATED"], None),
        ("CENTRE-UT59", "openDossier", ["RULE"], ["VAE-03"]),
    ]
    assert all(line["client"].startswith("adresse ") for line in told if "account" not in line)
    assert told[3]["reason"] == "Le jeton d’accès n’est pas valable."


async def test_a_dry_run_that_would_be_refused_was_not(api: Api) -> None:
    with written() as lines:
        await api.register(birthDate="2200-01-01", dryRun=True)
        assert [line["event"] for line in lines.of("poincon.access")] == ["sign-in"]


async def test_an_account_signs_in_once_for_each_token(api: Api) -> None:
    bearer = token(Role.CENTRE, subject="nouveau")
    with written() as lines:
        for _ in range(3):
            await api.post("{ viewer { name } }", None, bearer)
        [line] = lines.of("poincon.access")
    assert (line["event"], line["account"], line["roles"], line["organisation"]) == (
        "sign-in", "nouveau", ["CENTRE"], "UT59",
    )  # fmt: skip


async def test_a_ration_that_is_used_up_is_told_and_counted(one_store: Store) -> None:
    more = counted("poincon_rations_refused_total", ration="VERIFICATIONS")
    rationing = Rationing(one_store, {Ration.VERIFICATIONS: 1})
    await rationing.spend(Ration.VERIFICATIONS, "x")
    with pytest.raises(Exception, match="vérifications"):
        await rationing.spend(Ration.VERIFICATIONS, "x")
    assert more() == 1


async def test_nothing_that_was_sent_and_nobody_s_data_is_written(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with written() as lines:
        person = (await api.data(REGISTER, {"input": PERSON}))["registerCandidate"]["candidate"]["id"]
        await api.post(OPEN, {"input": {"candidate": person, "certification": "Zyxwvut"}})
        literal = json.dumps("Zyxwvut")
        await api.post(f"{{ candidates(search: {literal}) {{ nodes {{ lastName firstNames }} }} }}")
        await api.post(f"{{ candidates(search: {literal}) {{ quirinus }} }}")
        await api.post(f"{{ zyxwvut: candidates(first: {literal}) {{ totalCount }} }}", {"zyxwvut": "Montcuq"})
        await api.post("query($d: Date!) { viewer { name } }", {"d": "Zyxwvut"})
        await api.client.get("/graphql", params={"query": "{ viewer { name } }", "variables": '{"x": "Quirinus"}'})
        await api.client.get("/v/Zyxwvut?s=Quirinus", headers={"X-Request-Id": "Zyxwvut-Quirinus"})
        await api.client.put("/files?name=Zyxwvut.pdf", content=b"%PDF-1.7 Zyxwvut", headers=bearing(CENTRE))
        await api.client.get("/documents/Zyxwvut?lien=Quirinus", headers=bearing(CENTRE))
        await api.client.get("/Zyxwvut/Quirinus")
        await api.client.request("ZYXWVUT", "/graphql")

        async def broken(*_: Any) -> None:
            try:
                raise KeyError("Zyxwvut")
            except KeyError as error:
                raise RuntimeError("Quirinus Zyxwvut\nMontcuq") from error

        monkeypatch.setattr("resolvers.shared.house.House.alive", broken)
        assert (await api.client.get("/health")).status_code == 500
        text = lines.text
        [failed] = lines.of("poincon.errors")
    assert len(text.splitlines()) >= 15
    assert [word for word in PERSONAL if word in text.lower()] == []
    assert [item["class"] for item in failed["exception"]] == ["RuntimeError", "KeyError"]
    assert failed["exception"][0]["places"][-1].endswith(" broken")
    assert len(failed["request"]) == 32


async def test_figures_have_as_many_labels_as_the_schema_has_fields_whatever_is_asked(api: Api) -> None:
    def series() -> set[tuple[str, ...]]:
        told = [item for metric in REGISTRY.collect() if metric.name.startswith("poincon_") for item in metric.samples]
        return {(item.name, *item.labels.values()) for item in told}

    async def hostile(rank: int) -> None:
        await api.post(f"query Q{rank} {{ a{rank}: viewer {{ name }} b{rank}: rules {{ id }} }}")
        await api.client.post("/graphql", json={"query": "query A { viewer { name } }", "operationName": f"B{rank}"})
        await api.client.request(f"M{rank}", f"/r{rank}")
        await api.client.get(f"/documents/{rank}")

    await hostile(0)
    before = series()
    for rank in range(1, 20):
        await hostile(rank)
    assert series() == before


async def test_operations_errors_cost_and_commands_are_counted(api: Api) -> None:
    run = counted("poincon_operation_seconds_count", type="query", operation="certifications")
    cost = counted("poincon_operation_cost_count", type="query")
    wrong = counted("poincon_errors_total", code="BAD_REQUEST")
    found = counted("poincon_store_command_seconds_count", command="find", collection="certifications")
    await api.data("{ certifications(first: 3) { nodes { code } } }")
    await api.post("{ nothing }")
    assert (run(), cost(), wrong()) == (1, 1, 1)
    assert found() >= 1


def _names(lines: Lines) -> set[str]:
    return {line["logger"] for line in map(json.loads, lines.text.splitlines())}


async def test_an_event_of_the_journal_of_access_and_its_request_have_one_identifier(api: Api) -> None:
    with written() as lines:
        await api.post("{ dossiers { totalCount } }", None, None)
        assert _names(lines) == {"poincon.access", "poincon.requests"}
        assert len({line["request"] for line in map(json.loads, lines.text.splitlines())}) == 1
