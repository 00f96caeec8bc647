"""Filters of certifications, one by one and together, and those that nobody honest sends."""

from pathlib import Path
from typing import Any

import pytest

from repositories.store import Store
from tests.support.fiches import export, fiche, load
from tests.support.world import DIPLOMA, PLAIN, SUSPENDED, Api

UIMM = (
    "<CERTIFICATEURS><CERTIFICATEUR><SIRET_CERTIFICATEUR>78471719100018</SIRET_CERTIFICATEUR>"
    "<NOM_CERTIFICATEUR>UNION DES INDUSTRIES</NOM_CERTIFICATEUR></CERTIFICATEUR></CERTIFICATEURS>"
)
FIRST = (
    f"{UIMM}<ABREGE><CODE>CQP</CODE></ABREGE><NOMENCLATURE_EUROPE><NIVEAU>NIV3</NIVEAU></NOMENCLATURE_EUROPE>"
    "<CODES_NSF><NSF><CODE>254s</CODE></NSF></CODES_NSF><CODES_ROME><ROME><CODE>H2913</CODE></ROME></CODES_ROME>"
    "<CCN_1><NUMERO>3109</NUMERO><LIBELLE>Métallurgie</LIBELLE></CCN_1>"
    "<DATE_EFFET>01/01/2024</DATE_EFFET><DATE_FIN_ENREGISTREMENT>31/12/2026</DATE_FIN_ENREGISTREMENT>"
)
SECOND = "<ABREGE><CODE>TP</CODE></ABREGE><NOMENCLATURE_EUROPE><NIVEAU>NIV4</NIVEAU></NOMENCLATURE_EUROPE>"
CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["RNCP1", "RNCP2"]),
    ({"kind": "CQPM"}, ["RNCP1"]),
    ({"kind": "TITRE_PROFESSIONNEL"}, ["RNCP2"]),
    ({"status": "ACTIVE"}, ["RNCP1"]),
    ({"level": 4}, ["RNCP2"]),
    ({"registeredOn": "2023-12-31"}, ["RNCP2"]),
    ({"registeredOn": "2024-01-01"}, ["RNCP1", "RNCP2"]),
    ({"registeredOn": "2026-12-31"}, ["RNCP1", "RNCP2"]),
    ({"registeredOn": "2027-01-01"}, ["RNCP2"]),
    ({"nsf": "25"}, ["RNCP1"]),
    ({"nsf": "254S"}, ["RNCP1"]),
    ({"rome": "h29"}, ["RNCP1"]),
    ({"idcc": "3248"}, ["RNCP1"]),
    ({"idcc": "3109"}, []),
    ({"certificateur": "784 717 191 00018".replace(" ", "")}, ["RNCP1"]),
    ({"certificateur": "industries union"}, ["RNCP1"]),
    ({"certificateur": "industrie"}, []),
    ({"completeness": "TITLE"}, ["RNCP1", "RNCP2"]),
    ({"completeness": "CRITERIA"}, []),
    ({"list": "A"}, []),
    ({"department": "59"}, []),
    ({"kind": "CQPM", "level": 4}, []),
    ({"nsf": "$gt"}, []),
    ({"certificateur": '{"$ne": null}'}, []),
]
QUERY = "query($f: CertificationFilter, $s: String) { certifications(filter: $f, search: $s) { nodes { code } totalCount } }"


async def test_each_filter_keeps_what_it_says(one_store: Store, tmp_path: Path) -> None:
    """The brochure 3109 is the metallurgy's, whose IDCC is 3248."""
    content = export(fiche("RNCP1", title="A souder", more=FIRST), fiche("RNCP2", title="B souder", more=SECOND))
    (tmp_path / "export.xml").write_text(content, encoding="utf-8")
    await load(one_store, tmp_path / "export.xml")
    async with Api.over(one_store) as api:
        for asked, kept in CASES:
            for search in (None, "souder"):
                found = (await api.data(QUERY, {"f": asked, "s": search}, None))["certifications"]
                assert [node["code"] for node in found["nodes"]] == kept, (asked, search)
                assert found["totalCount"] == len(kept)


@pytest.mark.rule("REF-04")
@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"list": "A"}, [PLAIN]),
        ({"list": "B"}, []),
        ({"list": ["A", "B"], "listOn": "2025-06-29"}, [SUSPENDED, PLAIN]),
        ({"list": "A", "listOn": "2025-06-30"}, [PLAIN]),
        ({"list": "A", "listOn": "1989-03-31"}, []),
        ({"list": "A", "listOn": "1989-04-01"}, [PLAIN]),
        ({"list": "A", "registeredOn": "2026-11-23"}, []),
        ({"listOn": "1989-03-31", "kind": "DIPLOMA"}, [DIPLOMA]),
    ],
)
async def test_the_lists_of_a_day(api: Api, asked: dict[str, Any], kept: list[str]) -> None:
    """REF-04, REF-09: active since its creation, left at once; a fiche alone is on no list."""
    found = (await api.data(QUERY, {"f": asked, "s": None}, None))["certifications"]
    assert ([node["code"] for node in found["nodes"]], found["totalCount"]) == (kept, len(kept))
    query = "query($c: String!, $d: Date) { certification(code: $c) { lists(on: $d) } }"
    for code in (PLAIN, SUSPENDED) if "A" in asked.get("list", ()) and "registeredOn" not in asked else ():
        lists = (await api.data(query, {"c": code, "d": asked.get("listOn")}, None))["certification"]["lists"]
        assert lists == (["A"] if code in kept else [])


@pytest.mark.parametrize("asked", [{"nsf": ""}, {"rome": "x" * 101}, {"certificateur": " "}])
async def test_a_filter_that_is_none_is_refused(api: Api, asked: dict[str, str]) -> None:
    answer = await api.post(QUERY, {"f": asked}, None)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
