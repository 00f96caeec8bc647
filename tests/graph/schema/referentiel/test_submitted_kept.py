"""What submitReferentiel leaves in the store: nothing of what is hostile, and what later loads and hands do to the rest."""

from pathlib import Path
from typing import Any

import pytest

from repositories.derivation import Fault, discrepancies
from repositories.verification import verify
from tests.support.fiches import bloc, correspondance, export, fiche, load
from tests.support.submitting import CENTRE, SEVEN, SUBMIT, UNITS, faultless, read, submit
from tests.support.world import BLOCS, PLAIN, REGISTERED, Api


@pytest.mark.parametrize(
    "hostile",
    [
        {"mission": "x" * 100_000},
        {"source": "\u202e\u0000"},
        {"capacites": [{"number": "1"}] * 5_000},
        {"activities": ["x"] * 20_000},
        {"composition": [{"title": "x" * 60_000}]},
        {"composition": [{"code": "' $where <script>"}]},
        {"composition": [{"title": "A", "capacites": ["1"] * 20_000}]},
        {"capacites": [{"number": {"$gt": ""}}]},
        {"capacites": [{"number": "1#2", "title": "<b>"}]},
    ],
)
async def test_what_is_huge_or_hostile_is_refused_and_not_stumbled_on(api: Api, hostile: dict[str, Any]) -> None:
    given = {"certification": PLAIN, "nature": "COMPLETION", "source": "x", **hostile}
    answer = await api.post(SUBMIT, {"input": given}, CENTRE)
    if "errors" in answer:
        assert answer["errors"][0]["extensions"]["code"] in {"BAD_REQUEST", "LIMIT_EXCEEDED", "INVALID_INPUT"}
    else:
        problems = answer["data"]["submitReferentiel"]["problems"]
        assert 0 < len(problems) < 10
        assert max(len(problem["message"]) for problem in problems) < 300
    assert len((await read(api))["referentiels"]) == 2


async def test_a_lone_surrogate_is_refused_before_anything_runs(api: Api) -> None:
    body = b'{"query": "mutation($i: SubmitReferentielInput!) { submitReferentiel(input: $i) { problems { code } } }", "variables": {"i": {"certification": "\\ud800", "nature": "COMPLETION", "source": "x"}}}'
    headers = {"Authorization": f"Bearer {CENTRE}", "Content-Type": "application/json"}
    answer = await api.client.post("/graphql", content=body, headers=headers)
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_a_shared_bloc_says_every_certification_that_it_composes(api: Api) -> None:
    """REF-12: one code, one title."""
    payload = await submit(api, composition=[{"code": BLOCS[0].lower(), "capacites": ["1"]}])
    assert payload["problems"] == []
    [part] = payload["certification"]["referentiel"]["composition"]
    assert [item["code"] for item in part["bloc"]["certifications"]["nodes"]] == [PLAIN, REGISTERED]
    await faultless(api.store)
    await api.store.driver.update_one("blocs", {"_id": BLOCS[0]}, {"$set": {"certifications": [REGISTERED]}})
    assert [item.kind async for item in discrepancies(api.store)] == [Fault.NOT_AS_STATED]


async def test_a_submitted_version_edited_by_hand_is_named(api: Api) -> None:
    await submit(api, composition=UNITS)
    await api.store.driver.update_one("referentiels", {"_id": f"{PLAIN}@3"}, {"$set": {"mission": "Autre"}})
    assert [finding.aggregate async for finding in verify(api.store)] == [f"referentiels/{PLAIN}@3"]
    await api.store.driver.update_one("blocs", {"_id": f"{PLAIN} U1"}, {"$set": {"title": "Autre"}})
    assert [item.aggregate async for item in discrepancies(api.store)] == [f"blocs/{PLAIN} U1"]


UIMM = "<CERTIFICATEURS><CERTIFICATEUR><SIRET_CERTIFICATEUR>78471719100018</SIRET_CERTIFICATEUR><NOM_CERTIFICATEUR>UIMM</NOM_CERTIFICATEUR></CERTIFICATEUR></CERTIFICATEURS>"


async def test_a_later_load_undoes_nothing(api: Api, tmp_path: Path) -> None:
    """A register that speaks again, and then of the same bloc by another title, keeps what was submitted."""
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    own = correspondance("RNCP2BC01", "RNCP1", "RNCP1BC09")
    more = f"{UIMM}<ABREGE><CODE>CQP</CODE></ABREGE>"
    other = fiche("RNCP2", title="Titre", blocs=bloc("RNCP2BC01"), more=own)
    first.write_text(export(fiche("RNCP1", title="CQP Soudeur", more=more), other), encoding="utf-8")
    await load(api.store, first)
    given = {
        "certification": "RNCP1",
        "capacites": [{**SEVEN[0], "title": "Souder"}, {**SEVEN[1], "title": "Contrôler"}],
        "composition": [
            {"code": "RNCP1BC09", "title": "Souder", "capacites": ["1"]},
            {"code": "RNCP2BC01", "capacites": ["2"]},
        ],
    }
    payload = await submit(api, **given)
    assert payload["problems"] == []
    await faultless(api.store)
    waited = await api.data('{ equivalences(from: "RNCP2") { totalCount } }', None, None)
    assert waited["equivalences"]["totalCount"] == 1, "it waited for the bloc that was just made"
    await load(api.store, first)
    renamed = fiche("RNCP1", title="CQP Soudeur industriel", blocs=bloc("RNCP1BC09", "Souder au RNCP"), more=more)
    second.write_text(
        export(renamed, fiche("RNCP2", title="Titre", blocs=bloc("RNCP2BC01"), more=own)), encoding="utf-8"
    )
    await load(api.store, second)
    await faultless(api.store)
    found = await api.data("""{ certification(code: "RNCP1") { title completeness
      referentiel { version completeness composition { bloc { code title certifications { nodes { code } } } } }
      history { nodes { summary } } } }""", None, None)  # fmt: skip
    certification = found["certification"]
    assert (certification["title"], certification["completeness"]) == ("CQP Soudeur industriel", "CRITERIA")
    assert certification["referentiel"]["version"] == 2
    assert [part["bloc"] for part in certification["referentiel"]["composition"]] == [
        {"code": "RNCP1BC09", "title": "Souder au RNCP", "certifications": {"nodes": [{"code": "RNCP1"}]}},
        {"code": "RNCP2BC01", "title": "Un bloc", "certifications": {"nodes": [{"code": "RNCP1"}, {"code": "RNCP2"}]}},
    ]
    assert all(item["summary"] for item in certification["history"]["nodes"])
