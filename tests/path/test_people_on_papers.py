"""People with long names, and with two: the same person, whole, on every paper they get, and found again (CER-08)."""

from typing import Any

import pytest

from tests.support.papers import SIGNATORY, printed
from tests.support.walk import ASKED, CQPM, EVALUATED, GTP, OPENED, Path, centre

REGISTER = """mutation($input: RegisterCandidateInput!) { registerCandidate(input: $input) {
  candidate { id } problems { message path } warnings { message rule { id } } } }"""
BORN = {"birthDate": "1985-03-02", "birthTown": "Lille", "birthDepartment": "59", "department": "59"}
HUNDRED = ("Vandenbroucke-Desrousseaux de la Tour-d’Exemple " * 3)[:100].strip()

LONG = [
    (
        {"lastName": "Vandenbroucke-Desrousseaux", "firstNames": "Marie-Antoinette Françoise Jacqueline", "sex": "F"},
        "Marie-Antoinette Françoise Jacqueline Vandenbroucke-Desrousseaux",
    ),
    (
        {
            "lastName": "Lambert",
            "firstNames": "Jean Philippe Arnaud Barthélemy Emmanuel Maximilien Antoine",
            "sex": "M",
        },
        "Jean Philippe Arnaud Barthélemy Emmanuel Maximilien Antoine Lambert",
    ),
    ({"lastName": HUNDRED, "firstNames": HUNDRED, "sex": "M"}, f"{HUNDRED} {HUNDRED}"),
    (
        {
            "lastName": "Ñandú",
            "firstNames": "Zoé",
            "sex": "F",
            "birthTown": "Saint-Germain-de-Tallevende-la-Lande-Vaumont" * 2,
        },
        "Zoé Ñandú",
    ),
]
"""People whom a paper of one line could not hold, as they are registered, and as papers name them."""

TWO_NAMES = [
    ({"lastName": "Lambert", "firstNames": "Claire", "sex": "F", "usedName": "Moreau"}, "Claire Lambert", "Moreau"),
    ({"lastName": "N’Diaye", "firstNames": "Awa", "sex": "F", "usedName": "Le Goff"}, "Awa N’Diaye", "Le Goff"),
    ({"lastName": "欧阳", "firstNames": "娜娜", "sex": "M", "usedName": "Ouyang"}, "娜娜 欧阳", "Ouyang"),
]
"""People of two names: birth name first, used name beside it."""


async def _dossier(path: Path, person: dict[str, Any], acquired: str) -> str:
    """The number of their dossier, evaluated."""
    payload = (await path.api.data(REGISTER, {"input": {**BORN, **person}}, centre(OPENED)))["registerCandidate"]
    assert payload["problems"] == [], payload["problems"]
    given = {"certification": CQPM, "channel": "ENTREPRISE", "company": {"name": "Ateliers", "sector": "M"}}
    number: str = (await path.api.open(payload["candidate"]["id"], centre(OPENED), **given))["dossier"]["number"]
    await path.planned(number)
    results = [
        {"capacite": n, "acquired": n in acquired, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
        for n in "1234"
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    return number


async def _judged(path: Path, **decisions: str) -> None:
    """The dossiers decided by a jury whose president is a woman of a long name, and validated by the GTP."""
    await path.scheduled()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session)
    await path.named()
    await path.done("conveneJury", centre(ASKED), session=path.session)
    await path.done("informCprefp", centre(ASKED), session=path.session)
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=list(decisions))
    await path.attended()
    await path.signed(**decisions)
    await path.transmitted()
    assert (await path.validated(*decisions))["problems"] == []


async def _papers(path: Path, admitted: str, other: str) -> dict[str, str]:
    """The text of every paper that names them."""
    number = (await path.read(admitted))["certificates"][0]["number"]
    await path.done("deliverCertificate", centre(GTP), certificate=number, to="CANDIDATE", means="LETTER")
    await path.done("issueCertifiedCopy", centre(GTP), certificate=number, reason="Perte", certifiedBy="La directrice")
    asked: dict[str, dict[str, Any]] = {
        "minutes": {"kind": "MINUTES", "session": path.session},
        "award": {"kind": "AWARD_LETTER", "dossier": admitted, "signatory": SIGNATORY},
        "certificate": {"kind": "CERTIFICATE", "certificate": number},
        "copy": {"kind": "CERTIFIED_COPY", "certificate": number},
        "letter": {"kind": "PARTIAL_VALIDATION_LETTER", "dossier": other},
    }
    return {name: await printed(path, GTP, **given) for name, given in asked.items()}


async def _found(path: Path, words: str) -> int:
    query = "query($w: String!) { candidates(search: $w) { nodes { id } } }"
    return len((await path.api.data(query, {"w": words}, centre(GTP)))["candidates"]["nodes"])


@pytest.mark.rule("CER-08")
@pytest.mark.parametrize(("person", "name"), LONG, ids=["62 signs", "seven first names", "200 signs", "a long town"])
async def test_no_paper_shortens_whom_it_names(path: Path, person: dict[str, Any], name: str) -> None:
    admitted, other = await _dossier(path, person, "1234"), await _dossier(path, {**person, "birthDate": "1986"}, "12")
    await _judged(path, **{admitted: "A", other: "NA"})
    texts = await _papers(path, admitted, other)
    listed = f"{person['lastName']} {person['firstNames']}"
    assert [paper for paper, text in texts.items() if (listed if paper == "minutes" else name) not in text] == []
    town = person.get("birthTown", "Lille")
    assert [paper for paper in ("minutes", "certificate", "copy") if f"{town} (59), France" not in texts[paper]] == []


@pytest.mark.rule("CER-08")
@pytest.mark.parametrize(("person", "own", "used"), TWO_NAMES, ids=["married", "apostrophes", "another script"])
async def test_a_person_of_two_names_is_one_everywhere(path: Path, person: dict[str, Any], own: str, used: str) -> None:
    admitted = await _dossier(path, person, "1234")
    other = await _dossier(path, {**person, "birthDate": "1986-01-01"}, "12")
    await _judged(path, **{admitted: "A", other: "NA"})
    texts = await _papers(path, admitted, other)
    beside = f", nom d’usage {used}"
    listed = f"{person['lastName']} {person['firstNames']}{beside}"
    assert [
        paper for paper, text in texts.items() if (listed if paper == "minutes" else own + beside) not in text
    ] == []
    for words in (person["lastName"], used, used[:3], person["firstNames"]):
        assert await _found(path, words) == 2, words
    assert await _found(path, "Inconnu") == 0
