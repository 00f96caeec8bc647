"""Equivalences from both sides, at the cost of a page, and never before both ends are known."""

from pathlib import Path

from repositories.counting import recorded_commands
from repositories.store import Store
from rules.equivalence.equivalence import EquivalenceExtent
from tests.support.fiches import chained, export, load
from tests.support.world import Api

PAGE = """query($n: Int) { certifications(first: $n) { nodes { code blocs { code title }
  referentiel { capacites { title } composition { bloc { title } } } resourceCentres { code }
  equivalences { extent from { certification { title } bloc { code title } } to { certification { title } bloc { code } } }
} } }"""


async def test_a_page_with_both_ends_costs_the_same_for_ten_and_a_hundred(one_store: Store, tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(export(*(chained(number, 120) for number in range(1, 121))), encoding="utf-8")
    await load(one_store, tmp_path / "export.xml")
    sent = []
    async with Api.over(one_store) as api:
        for size in (10, 100):
            with recorded_commands() as commands:
                found = (await api.data(PAGE, {"n": size}, None))["certifications"]["nodes"]
            assert len(found) == size
            assert all(len(item["equivalences"]) == (1 if place == 0 else 2) for place, item in enumerate(found))
            sent.append(commands)
    assert set(sent[0]) == set(sent[1]), "a getMore would be another command"
    assert all(len(commands) <= 8 for commands in sent), "one more or less as two answers come together or not"


async def test_an_equivalence_waits_for_its_other_end(one_store: Store, tmp_path: Path) -> None:
    query = """query($c: String!) { certification(code: $c) { gives: equivalences(direction: GIVES) { extent to { bloc { code } } }
      receives: equivalences(direction: RECEIVES) { source } }
      all: equivalences(from: "RNCP1") { totalCount nodes { id } } bloc: equivalences(to: "RNCP2BC01") { totalCount } }"""
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    first.write_text(export(chained(1, 2)), encoding="utf-8")
    second.write_text(export(chained(2, 2)), encoding="utf-8")
    async with Api.over(one_store) as api:
        await load(one_store, first)
        found = await api.data(query, {"c": "RNCP1"}, None)
        assert found["certification"] == {"gives": [], "receives": []}
        assert found["all"]["totalCount"] == 0
        await load(one_store, second)
        found = await api.data(query, {"c": "RNCP1"}, None)
        given = {"extent": EquivalenceExtent.UNSPECIFIED.value, "to": [{"bloc": {"code": "RNCP2BC01"}}]}
        assert found["certification"] == {"gives": [given], "receives": []}
        assert found["all"]["totalCount"] == found["bloc"]["totalCount"] == 1
        node = "query($i: ID!) { node(id: $i) { __typename id } }"
        again = await api.data(node, {"i": found["all"]["nodes"][0]["id"]}, None)
        assert again["node"] == {"__typename": "Equivalence", "id": found["all"]["nodes"][0]["id"]}
