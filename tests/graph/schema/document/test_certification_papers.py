"""The référentiel as a paper, and the request of a revision, over HTTP: printed for whoever reads the version."""

import io
from typing import Any

import pytest
from docx import Document

from rules.access.viewer import Role
from tests.support.papers import QUERY, SIGNATORY
from tests.support.submitting import CENTRE, SEVEN, faultless, submit
from tests.support.world import PLAIN, Api, token

OTHER = token(Role.RESOURCE_CENTRE, "UT62")
EXAMINES = token(Role.CENTRE, "UT62")
GTP = token(Role.GTP, None)
PARTNER = token(Role.BRANCH_PARTNER)
REVISED: dict[str, Any] = {
    "nature": "REVISION",
    "capacites": [{**item, "title": f"Nouvelle capacité {item['number']}"} for item in SEVEN],
    "composition": [{"title": "Tout", "capacites": [item["number"] for item in SEVEN]}],
}
REPORT = {"needs": "Des soudeurs.", "jobs": "Des emplois.", "differences": "Tout change."}


async def made(api: Api, actor: str, **given: Any) -> Any:
    """The payload of generateDocument."""
    return (await api.data(QUERY, {"input": given}, actor))["generateDocument"]


async def status(api: Api, payload: Any, actor: str) -> int:
    """The status of a download."""
    headers = {"Authorization": f"Bearer {actor}"}
    code: int = (await api.client.get(payload["document"]["url"], headers=headers)).status_code
    return code


async def text_of(api: Api, payload: Any, actor: str) -> str:
    """What a paper says."""
    assert payload["problems"] == [], payload["problems"]
    answer = await api.client.get(payload["document"]["url"], headers={"Authorization": f"Bearer {actor}"})
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(item.text for item in document.paragraphs), *cells]).replace("\xa0", " ")


@pytest.mark.rule("PUB-01")
async def test_a_version_in_force_is_printed_once_for_everybody(api: Api) -> None:
    assert (await submit(api))["problems"] == []
    first = await made(api, EXAMINES, kind="REFERENTIEL", certification=PLAIN.lower().replace(" ", ""))
    said = await text_of(api, first, EXAMINES)
    assert "Sans défaut" in said
    assert "À l’atelier, 7" in said
    assert first["document"]["fileName"] == f"referentiel-version-3-{PLAIN.replace(' ', '-')}.docx"
    again = await made(api, GTP, kind="REFERENTIEL", certification=PLAIN, part="3")
    assert again["document"] == first["document"]
    for reader in (OTHER, CENTRE, GTP, token(Role.CENTRE), token(Role.ADMINISTRATOR, None)):
        assert await status(api, first, reader) == 200
    assert await status(api, first, PARTNER) == 403
    answer = await api.client.get(first["document"]["url"])
    assert answer.status_code == 401
    await faultless(api.store)


async def test_a_projet_is_printed_for_those_who_instruct_it(api: Api) -> None:
    assert (await submit(api, **{**REVISED, "report": REPORT}))["problems"] == []
    projet = await made(api, CENTRE, kind="REFERENTIEL", certification=PLAIN, part="3")
    assert "Projet de référentiel du CQPM" in await text_of(api, projet, CENTRE)
    request = await made(api, CENTRE, kind="CREATION_REQUEST", certification=PLAIN, part="3", signatory=SIGNATORY)
    said = await text_of(api, request, CENTRE)
    assert "demande de révision d’un CQPM" in said
    assert "Des soudeurs." in said
    assert "l’historique de la certification" in said, "what the report does not say yet"
    for stranger in (OTHER, EXAMINES):
        assert await status(api, projet, stranger) == 404
        assert await status(api, request, stranger) == 404
        for kind in ("REFERENTIEL", "CREATION_REQUEST"):
            refused = await made(api, stranger, kind=kind, certification=PLAIN, part="3", signatory=SIGNATORY)
            assert [problem["code"] for problem in refused["problems"]] == ["NOT_FOUND"]
    assert await status(api, request, GTP) == 200
    await faultless(api.store)


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({}, "INVALID_INPUT", ["certification"]),
        ({"certification": "MQ 9999 9999"}, "NOT_FOUND", ["certification"]),
        ({"certification": "x" * 5_000}, "NOT_FOUND", ["certification"]),
        ({"certification": PLAIN, "part": "99"}, "NOT_FOUND", ["part"]),
        ({"certification": PLAIN, "part": "deux"}, "NOT_FOUND", ["part"]),
    ],
)
async def test_what_is_not_there(api: Api, given: dict[str, Any], code: str, where: list[str]) -> None:
    payload = await made(api, EXAMINES, kind="REFERENTIEL", **given)
    assert [(problem["code"], problem["path"]) for problem in payload["problems"]] == [(code, where)]


async def test_a_resource_centre_prints_nothing_of_people(api: Api) -> None:
    for given in ({"session": "S"}, {"dossier": "D"}, {"certificate": "MC 2026 11 59 00001"}):
        kind = {"session": "MINUTES", "dossier": "AWARD_LETTER", "certificate": "CERTIFICATE"}[next(iter(given))]
        payload = await made(api, CENTRE, kind=kind, **given)
        assert [problem["code"] for problem in payload["problems"]] == ["NOT_FOUND"]


async def test_it_is_a_next_action_where_a_version_says_something(api: Api) -> None:
    query = "query($c: String!) { certification(code: $c) { nextActions } }"

    async def able(actor: str | None) -> bool:
        found = (await api.data(query, {"c": PLAIN}, actor))["certification"]["nextActions"]
        return "generateDocument" in found

    await submit(api)
    assert [await able(actor) for actor in (EXAMINES, CENTRE, GTP)] == [True] * 3
    assert [await able(actor) for actor in (None, PARTNER)] == [False] * 2
