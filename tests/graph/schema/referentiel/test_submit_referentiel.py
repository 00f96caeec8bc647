"""submitReferentiel: completion and projet, each refusal, forbidden viewers, stale, twice, at once, hostile, reloaded."""

import asyncio
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.submitting import CENTRE, SEVEN, SUBMIT, UNITS, faultless, read, submit
from tests.support.world import BLOCS, DIPLOMA, NOW, PLAIN, TODAY, Api, rules_of, token

OTHER = token(Role.RESOURCE_CENTRE, "UT62")
GTP = token(Role.GTP, None)
REVISED = {
    "nature": "REVISION",
    "capacites": [{**item, "title": f"Nouvelle capacité {item['number']}"} for item in SEVEN],
    "composition": [{"title": "Tout", "capacites": [str(rank) for rank in range(1, 8)]}],
    "report": {"needs": "Des soudeurs.\nBeaucoup.", "differences": "Tout change."},
}


async def with_centres(api: Api, *centres: str) -> None:
    async def work(unit: Any) -> None:
        found = await unit.certifications.get(PLAIN)
        unit.update(found.evolve(resource_centres=centres), EventDraft(action=Operation.decideCertification))

    await api.store.transact(work, actor="tests", on=TODAY, at=NOW)


async def test_a_completion_fills_what_public_data_lack_and_counts_at_once(api: Api) -> None:
    """REF-12, REF-13."""
    payload = await submit(api, composition=UNITS, environment="Atelier", mission="Maintenir")
    assert payload["problems"] == []
    assert [warning["rule"]["id"] for warning in payload["warnings"]] == ["REF-05"]
    certification = payload["certification"]
    version = certification["referentiel"]
    assert (version["version"], version["effectiveOn"], version["completeness"]) == (3, "2026-09-01", "CRITERIA")
    assert version["capacites"][0] == {**SEVEN[0], "title": "Capacité 1"}
    assert [(part["bloc"]["code"], part["bloc"]["title"]) for part in version["composition"]] == [
        (f"{PLAIN} U1", "Préparer"), (f"{PLAIN} U2", "Réaliser"),
    ]  # fmt: skip
    assert version["composition"][0]["bloc"]["certifications"]["nodes"] == [{"code": PLAIN}]
    assert certification["completeness"] == "CRITERIA"
    assert [(line["rule"]["id"], line["state"], line["requiredFor"]) for line in certification["checklist"]] == [
        ("REF-12", "DONE", None), ("REF-13", "DONE", None),
    ]  # fmt: skip
    last = certification["referentiels"][-1]
    assert (last["draft"], last["mission"], last["environment"]) == (False, "Maintenir", "Atelier")
    assert last["submission"] == {
        "nature": "COMPLETION", "on": "2026-11-23", "organisation": {"code": "UT59"}, "completes": {"version": 2},
        "report": None,
    }  # fmt: skip
    assert certification["history"]["nodes"][-1] == {
        "summary": f"Référentiel complété par UT59 : {PLAIN}@3.",
        "action": "submitReferentiel",
        "rules": [{"id": "REF-12"}, {"id": "REF-13"}, {"id": "REF-05"}],
    }
    assert certification["nextActions"] == ["submitReferentiel", "generateDocument"]
    await faultless(api.store)


async def test_everyone_sees_a_completion_and_search_finds_its_units(api: Api) -> None:
    payload = await submit(api, composition=UNITS)
    seen = await read(api)
    assert (seen["completeness"], seen["referentiel"]["version"], seen["nextActions"]) == ("CRITERIA", 3, [])
    assert [item["code"] for item in seen["blocs"]] == [f"{PLAIN} U1", f"{PLAIN} U2"]
    unit = payload["certification"]["referentiel"]["composition"][1]["bloc"]
    found = await api.data(
        """query($i: ID!, $c: String!) { node(id: $i) { ... on Bloc { code } } bloc(code: $c) { title }
        blocs(search: "réaliser") { nodes { code } }
        certifications(filter: {completeness: CRITERIA}) { nodes { code } } }""",
        {"i": unit["id"], "c": "mq 1989 0021 u2"},
        None,
    )
    assert found == {
        "node": {"code": f"{PLAIN} U2"},
        "bloc": {"title": "Réaliser"},
        "blocs": {"nodes": [{"code": f"{PLAIN} U2"}]},
        "certifications": {"nodes": [{"code": PLAIN}]},
    }


async def test_a_revision_is_a_projet_until_the_gtp_decides(api: Api) -> None:
    """REF-02, REF-06: shown to those who instruct it, with its checklist; to nobody else, and followed by no dossier."""
    payload = await submit(api, **REVISED)
    assert payload["problems"] == []
    certification = payload["certification"]
    assert certification["completeness"] == "CAPACITES", "what is known of the version in force"
    assert certification["referentiel"]["version"] == 2
    draft = certification["referentiels"][-1]
    assert (draft["version"], draft["draft"], draft["effectiveOn"]) == (3, True, None)
    assert draft["submission"]["report"] == {"needs": "Des soudeurs.\nBeaucoup.", "differences": "Tout change."}
    assert draft["composition"] == [{"bloc": {"code": f"{PLAIN} U1", "title": "Tout"}}]
    lines = {line["rule"]["id"]: line for line in certification["checklist"]}
    assert {name: line["state"] for name, line in lines.items()} == {
        "REF-02": "MISSING",
        "REF-12": "DONE",
        "REF-13": "DONE",
    }
    assert {line["requiredFor"] for line in lines.values()} == {"decideCertification"}
    assert lines["REF-02"]["detail"].startswith(
        "Manquent au dossier : l’historique de la certification, les perspectives"
    )
    for insider in (CENTRE, GTP, token(Role.ADMINISTRATOR, None)):
        assert [item["version"] for item in (await read(api, insider))["referentiels"]] == [1, 2, 3]
    for outsider in (None, OTHER, token(Role.CENTRE), token(Role.BRANCH_PARTNER, None)):
        seen = await read(api, outsider)
        assert [item["version"] for item in seen["referentiels"]] == [1, 2]
        assert [line["rule"]["id"] for line in seen["checklist"]] == ["REF-12", "REF-13"]
        node = await api.data("query($i: ID!) { node(id: $i) { id } }", {"i": draft["id"]}, outsider)
        assert node["node"] is None
    assert await api.data('{ bloc(code: "MQ 1989 0021 U1") { code } }') == {"bloc": None}
    newest = await api.open(await api.candidate(), newestVersion=True)
    assert newest["dossier"]["referentiel"]["version"] == 2
    await faultless(api.store)


async def test_a_dossier_stays_on_the_version_it_pinned(api: Api) -> None:
    """REF-07."""
    candidate = await api.candidate()
    before = (await api.open(candidate))["dossier"]
    assert (await submit(api))["problems"] == []
    found = await api.data(
        "query($n: String!) { dossier(number: $n) { referentiel { version completeness } } }", {"n": before["number"]}
    )
    assert found["dossier"]["referentiel"] == {"version": 2, "completeness": "CAPACITES"}
    assert (await api.open(candidate))["dossier"]["referentiel"]["version"] == 3
    await faultless(api.store)


@pytest.mark.parametrize(
    ("changes", "code", "rule", "path"),
    [
        ({"certification": "MQ 9999 9999"}, "NOT_FOUND", None, ["certification"]),
        ({"certification": DIPLOMA}, "INVALID_INPUT", None, ["certification"]),
        ({"capacites": [{"number": "1", "title": "Braser"}]}, "RULE", "REF-06", ["capacites", "0", "title"]),
        ({"effectiveOn": "2026-01-01"}, "RULE", "REF-06", ["effectiveOn"]),
        ({"nature": "CREATION", "composition": []}, "RULE", "REF-06", ["nature"]),
        ({"nature": "REVISION", "effectiveOn": "2026-12-01"}, "RULE", "REF-06", ["effectiveOn"]),
        ({"composition": [{"code": BLOCS[0], "title": "Autre"}]}, "RULE", "REF-12", ["composition", "0", "title"]),
        ({"composition": [{"code": "RNCP99999BC01", "title": "x"}]}, "RULE", "REF-12", ["composition", "0", "code"]),
        (
            {"composition": [{"title": "A", "capacites": ["9"]}]},
            "INVALID_INPUT",
            None,
            ["composition", "0", "capacites", "0"],
        ),
        ({"capacites": []}, "DUPLICATE", None, []),
        ({"source": ""}, "INVALID_INPUT", None, ["source"]),
        ({"idempotencyKey": ""}, "INVALID_INPUT", None, ["idempotencyKey"]),
    ],
)
async def test_a_refusal_is_named_in_its_place_and_nothing_is_written(
    api: Api, changes: dict[str, Any], code: str, rule: str | None, path: list[str]
) -> None:
    if changes.get("nature") in {"REVISION", "CREATION"}:
        changes = {**REVISED, **changes}
    before = await api.store.driver.count("events", {})
    payload = await submit(api, **changes)
    assert payload["certification"] is None
    assert [(item["code"], item["rule"] and item["rule"]["id"], item["path"]) for item in payload["problems"]] == [
        (code, rule, path)
    ]
    assert await api.store.driver.count("events", {}) == before


async def test_everything_wrong_comes_back_at_once(api: Api) -> None:
    await with_centres(api, "UT62")
    payload = await submit(
        api,
        source="",
        expectedRevision=1,
        effectiveOn="2020-01-01",
        capacites=[{"number": "1", "title": "Braser", "criteria": ["\u0000"]}],
        composition=[{"code": "RNCP99999BC01"}, {"title": "A", "capacites": ["9"]}],
    )
    found = {
        (item["rule"]["id"] if item["rule"] else item["code"], ".".join(item["path"])) for item in payload["problems"]
    }
    assert found == {
        ("CONFLICT", "expectedRevision"),
        ("INVALID_INPUT", "source"),
        ("INVALID_INPUT", "capacites.0.criteria.0"),
        ("REF-05", "certification"),
        ("REF-06", "effectiveOn"),
        ("REF-06", "capacites.0.title"),
        ("REF-12", "composition.0.code"),
        ("INVALID_INPUT", "composition.1.capacites.0"),
    }


async def test_the_centre_de_ressources_submits_and_no_other(api: Api) -> None:
    """REF-05, REF-14; the GTP may revise by itself."""
    await with_centres(api, "UT59")
    assert rules_of(await submit(api, OTHER)) == ["REF-05"]
    assert rules_of(await submit(api, OTHER, **REVISED)) == ["REF-14"]
    assert rules_of(await submit(api, token(Role.RESOURCE_CENTRE, None), **REVISED)) == ["REF-14"]
    assert (await submit(api))["warnings"] == []
    revised = await submit(api, GTP, **REVISED)
    assert revised["problems"] == []
    assert revised["certification"]["referentiels"][-1]["submission"]["organisation"] is None
    assert "submitReferentiel" in (await read(api, CENTRE))["nextActions"]
    assert "submitReferentiel" not in (await read(api, OTHER))["nextActions"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.RESOURCE_CENTRE, Role.GTP}])
async def test_other_roles_never_submit(api: Api, role: Role) -> None:
    given = {"certification": PLAIN, "nature": "COMPLETION", "source": "x"}
    answer = await api.post(SUBMIT, {"input": given}, token(role))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_stale_revision_is_a_conflict_with_the_current_one(api: Api) -> None:
    assert (await submit(api, expectedRevision=1))["certification"]["revision"] == 2
    stale = await submit(api, expectedRevision=1, mission="Maintenir")
    assert [(item["code"], item["currentRevision"]) for item in stale["problems"]] == [("CONFLICT", 2)]


async def test_the_same_key_gives_the_same_answer_and_writes_once(api: Api) -> None:
    first = await submit(api, idempotencyKey="k", composition=UNITS)
    again = await submit(api, idempotencyKey="k", composition=UNITS)
    assert again == first
    assert len((await read(api))["referentiels"]) == 3
    other = await submit(api, idempotencyKey="k")
    assert other["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    refused = await submit(api, idempotencyKey="r", source="")
    assert await submit(api, idempotencyKey="r", source="") == refused


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items() if name != "id"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value


async def test_a_dry_run_shows_what_would_be_and_writes_nothing(api: Api) -> None:
    before = {
        name: await api.store.driver.find(name, {}) for name in ("certifications", "referentiels", "blocs", "events")
    }
    shown = await submit(api, dryRun=True, composition=UNITS)
    assert {name: await api.store.driver.find(name, {}) for name in before} == before
    real = await submit(api, composition=UNITS)
    assert shown["certification"].pop("history") != real["certification"].pop("history")
    assert _without_ids(shown) == _without_ids(real), "a preview is told apart by its identifiers alone"
    assert (await submit(api, dryRun=True, **REVISED))["certification"]["referentiels"][-1]["draft"] is True


async def test_a_dry_run_shows_no_more_than_the_viewer_may_see(api: Api) -> None:
    await submit(api, OTHER, **REVISED)
    for dry in (True, False):
        payload = await submit(api, dryRun=dry)
        assert [item["version"] for item in payload["certification"]["referentiels"]] == [1, 2, 4]


async def test_twenty_at_once_with_one_revision_one_wins(api: Api) -> None:
    payloads = await asyncio.gather(*(submit(api, expectedRevision=1) for _ in range(20)))
    assert sorted(problem["code"] for payload in payloads for problem in payload["problems"]) == ["CONFLICT"] * 19
    assert len((await read(api))["referentiels"]) == 3
    await faultless(api.store)


async def test_twenty_at_once_without_a_revision_take_turns(api: Api) -> None:
    """A completion that another has made says nothing new; units of one title keep one code."""
    payloads = await asyncio.gather(*(submit(api, composition=UNITS) for _ in range(20)))
    assert sorted(problem["code"] for payload in payloads for problem in payload["problems"]) == ["DUPLICATE"] * 19
    assert len((await read(api))["blocs"]) == 2
    await faultless(api.store)
