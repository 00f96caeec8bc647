"""registerCandidates: a table read line by line; what is refused writes nothing and stops no other line."""

import asyncio
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.candidate.table import MOST_PEOPLE
from tests.support.workbooks import workbook
from tests.support.world import CENTRE, OTHER_CENTRE, Api, token

HEAD = ("Nom de naissance", "Prénoms", "Sexe", "Date de naissance", "Commune de naissance", "Département de naissance")
ONE = ("Dupont", "Élodie Marie", "F", "01/05/1990", "Lille", "59")
TWO = ("Le Goff", "Yann", "M", "11/1992", "Brest", "29")
REGISTER = """mutation R($input: RegisterCandidatesInput!) { registerCandidates(input: $input) {
  problems { code message path rule { id } } warnings { message }
  registrations { name registered refused remaining lines { line candidate { id lastName firstNames birthDate birthPlace
    email address { lines postcode town country } } problems { code message path rule { id } }
    warnings { rule { id } message } } } } }"""


def csv(*lines: tuple[str, ...], separator: str = ";") -> bytes:
    return "\r\n".join(separator.join(line) for line in (HEAD, *lines)).encode()


async def upload(api: Api, content: bytes, as_: str = CENTRE, name: str = "candidats.csv") -> str:
    answer = await api.client.put(f"/files?name={name}", content=content, headers={"Authorization": f"Bearer {as_}"})
    assert answer.status_code == 201, answer.text
    identifier: str = answer.json()["id"]
    return identifier


async def register(api: Api, file: str, as_: str = CENTRE, **options: Any) -> Any:
    return (await api.data(REGISTER, {"input": {"file": file, **options}}, as_))["registerCandidates"]


async def told(api: Api, content: bytes, **options: Any) -> Any:
    payload = await register(api, await upload(api, content), **options)
    assert payload["problems"] == []
    return payload["registrations"]


async def test_each_line_registers_somebody(api: Api) -> None:
    report = await told(api, csv(ONE, TWO))
    assert (report["registered"], report["refused"]) == (2, 0)
    people = [line["candidate"] for line in report["lines"]]
    assert [(item["lastName"], item["firstNames"], item["birthDate"], item["birthPlace"]) for item in people] == [
        ("Dupont", "Élodie Marie", "1990-05-01", "Lille (59), France"),
        ("Le Goff", "Yann", "1992-11", "Brest (29), France"),
    ]
    assert [line["line"] for line in report["lines"]] == [2, 3]
    assert await api.store.candidates.count({}) == 2
    events = await api.store.driver.find("events", {"action": "registerCandidates"})
    assert sorted(event["aggregate"].split("/")[0] for event in events) == ["candidates", "candidates", "files"]


@pytest.mark.parametrize(
    "content",
    [
        csv(ONE, separator=","),
        csv(ONE, separator="\t"),
        b"\xef\xbb\xbf" + csv(ONE),
        b"Inscriptions de novembre;;;;;\r\n\r\n" + csv(ONE),
        workbook(Candidats=[HEAD, ONE]),
        workbook(Notes=[("rien",)], Candidats=[("Session",), HEAD, ONE]),
    ],
)
async def test_tables_as_offices_save_them(api: Api, content: bytes) -> None:
    report = await told(api, content)
    assert [line["candidate"]["firstNames"] for line in report["lines"]] == ["Élodie Marie"]


async def test_an_address_abroad_and_other_headings(api: Api) -> None:
    head = ("NOM", "Prénom", "Civilité", "Née le", "Lieu de naissance", "Pays de naissance", "Mail", "Adresse", "Ville",
            "Pays")  # fmt: skip
    line = (
        "Peeters",
        "An",
        "Mme",
        "1990-05-01",
        "Tournai",
        "Belgique",
        "an@essai.be",
        "2 rue Haute",
        "Tournai",
        "Belgique",
    )
    report = await told(api, "\n".join((";".join(head), ";".join(line))).encode())
    [person] = [item["candidate"] for item in report["lines"]]
    assert person["birthPlace"] == "Tournai, Belgique"
    assert person["address"] == {"lines": ["2 rue Haute"], "postcode": None, "town": "Tournai", "country": "Belgique"}


WRONG = [
    ((*ONE[:2], "X", *ONE[3:]), "Sexe", "F ou M"),
    ((*ONE[:3], "45567", *ONE[4:]), "Date de naissance", "tableur"),
    ((*ONE[:3], "31/02/1990", *ONE[4:]), "Date de naissance", "n’existe pas"),
    ((*ONE[:3], "", *ONE[4:]), "Date de naissance", "attendue"),
    ((*ONE[:4], "", ONE[5]), "Commune de naissance", "attendue"),
    ((*ONE[:3], "01/05/2030", *ONE[4:]), "birthDate", "pas encore passée"),
    (("R2D2", *ONE[1:]), "lastName", "« 2 »"),
    (("", "", *ONE[2:]), "lastName", "l’un des deux"),
    ((*ONE[:5], "96"), "birthDepartment", ""),
    (("=HYPERLINK(1)", *ONE[1:]), "lastName", ""),
]


@pytest.mark.parametrize(("line", "place", "why"), WRONG)
async def test_a_wrong_line_writes_nothing_and_stops_no_other(
    api: Api, line: tuple[str, ...], place: str, why: str
) -> None:
    report = await told(api, csv(TWO, line, ("Martin", *ONE[1:])))
    assert (report["registered"], report["refused"]) == (2, 1)
    wrong = report["lines"][1]
    assert wrong["candidate"] is None
    assert wrong["line"] == 3
    assert place in {problem["path"][0] for problem in wrong["problems"]}
    assert any(why in problem["message"] for problem in wrong["problems"])
    assert sorted(item.birth_name for item in await api.store.candidates.where({})) == ["Le Goff", "Martin"]


@pytest.mark.rule("PRD-01")
async def test_the_same_person_twice_and_somebody_known_elsewhere(api: Api) -> None:
    await api.candidate(OTHER_CENTRE)
    report = await told(api, csv(TWO, ("LE GOFF", *TWO[1:]), ONE))
    first, twice, known = report["lines"]
    assert first["problems"] == first["warnings"] == known["problems"] == []
    assert [problem["rule"]["id"] for problem in twice["problems"]] == ["PRD-01"]
    assert "ligne 2" in twice["problems"][0]["message"]
    assert [warning["rule"]["id"] for warning in known["warnings"]] == ["PRD-01"]
    assert "62" not in known["warnings"][0]["message"]


async def test_a_dry_run_tells_the_same_and_writes_nothing(api: Api) -> None:
    file = await upload(api, csv(ONE, (*TWO[:2], "?", *TWO[3:])))
    judged = await register(api, file, dryRun=True)
    assert (judged["registrations"]["registered"], judged["registrations"]["refused"]) == (1, 1)
    assert await api.store.candidates.count({}) == 0
    done = await register(api, file)
    strip = [{**line, "candidate": None} for line in done["registrations"]["lines"]]
    assert strip == [{**line, "candidate": None} for line in judged["registrations"]["lines"]]
    assert await api.store.candidates.count({}) == 1


async def test_a_table_is_registered_once(api: Api) -> None:
    file = await upload(api, csv(ONE))
    await register(api, file)
    again = await register(api, file)
    assert again["problems"][0]["code"] == "DUPLICATE"
    assert await api.store.candidates.count({}) == 1


async def test_a_long_table_is_registered_by_parts(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resolvers.candidate.table.AT_ONCE", 2)
    file = await upload(api, csv(ONE, (*TWO[:2], "?", *TWO[3:]), TWO, ("DUPONT", *ONE[1:]), ("Martin", *ONE[1:])))
    judged = await register(api, file, dryRun=True)
    assert (judged["registrations"]["registered"], judged["registrations"]["remaining"]) == (3, 0)
    told = []
    for left in (3, 1, 0):
        report = (await register(api, file))["registrations"]
        assert report["remaining"] == left
        told = [(line["line"], bool(line["problems"])) for line in report["lines"]]
    assert told == [(2, False), (3, True), (4, False), (5, True), (6, False)]
    assert await api.store.candidates.count({}) == 3
    assert (await register(api, file))["problems"][0]["code"] == "DUPLICATE"


async def test_the_same_key_answers_the_same(api: Api) -> None:
    file = await upload(api, csv(ONE))
    first = await register(api, file, idempotencyKey="clé")
    assert await register(api, file, idempotencyKey="clé") == first
    assert await api.store.candidates.count({}) == 1


async def test_two_at_once_register_once(api: Api) -> None:
    file = await upload(api, csv(ONE, TWO))
    answers = await asyncio.gather(*(register(api, file) for _ in range(4)))
    assert sum(not item["problems"] for item in answers) == 1
    assert await api.store.candidates.count({}) == 2


BAD = [
    (b"%PDF-1.7 essai", "n’est pas un tableau"),
    (b"a;b\r\n1;2", "aucune table connue"),
    ("Nom de naissance;Prénoms;Sexe\r\nA;B;F".encode(), "il y manque « Commune de naissance » et « Date de naissance »"),
    (csv(), "aucune personne"),
    (csv(ONE) + b"\r\nDurand;\"Jean", "plus un CSV lisible"),
    (csv(ONE, ("Durand", "Jean")), "le nombre de colonnes change"),
    (workbook(Feuille=[("a",), (1,)]), "aucune table connue"),
    (workbook(("Candidats",), Candidats=[HEAD, ONE], Vide=[]), "aucune table connue"),
    (csv(*[ONE] * (MOST_PEOPLE + 1)), f"{MOST_PEOPLE} personnes au plus"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "why"), BAD, ids=[case[1] for case in BAD])
async def test_what_is_no_such_table_is_refused_whole(api: Api, content: bytes, why: str) -> None:
    payload = await register(api, await upload(api, content))
    assert payload["registrations"] is None
    [problem] = payload["problems"]
    assert why in problem["message"]
    assert problem["path"] == ["file"]
    assert await api.store.candidates.count({}) == 0


async def test_a_file_of_another_centre_or_of_nobody_does_not_exist(api: Api) -> None:
    file = await upload(api, csv(ONE), OTHER_CENTRE)
    for named in (file, "inconnu"):
        payload = await register(api, named)
        assert payload["problems"][0]["code"] in {"NOT_FOUND", "INVALID_INPUT"}
    assert await api.store.candidates.count({}) == 0


@pytest.mark.parametrize("role", [Role.GTP, Role.CANDIDATE, Role.JURY_PRESIDENT, Role.ADVISER, Role.REPORTING])
async def test_only_a_centre_registers(api: Api, role: Role) -> None:
    file = await upload(api, csv(ONE))
    given = {"candidate": "x"} if role is Role.CANDIDATE else {}
    answer = await api.post(REGISTER, {"input": {"file": file}}, token(role, **given))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_table_is_no_piece(api: Api) -> None:
    candidate = await api.candidate()
    correction = {
        "candidate": candidate,
        "birthTown": "Roubaix",
        "reason": "Acte",
        "proof": await upload(api, csv(ONE)),
    }
    answer = await api.data(
        "mutation C($input: CorrectCandidateInput!) { correctCandidate(input: $input) { problems { path } } }",
        {"input": correction},
    )
    assert ["proof"] in [problem["path"] for problem in answer["correctCandidate"]["problems"]]
