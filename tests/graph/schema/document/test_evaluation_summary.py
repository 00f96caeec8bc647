"""The état récapitulatif over HTTP: due before the jury meets, read by its members before they decide, nameless."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document

from rules.access.viewer import Role
from tests.support.papers import bytes_of, made
from tests.support.walk import ASKED, EVALUATED, HELD, MEMBER, Path, as_, centre, gtp, president

LISTED = "query($n: String!) { session(number: $n) { documents { id kind } } }"


def every_text(package: bytes) -> str:
    """Every part of the file, its properties included."""
    archive = zipfile.ZipFile(io.BytesIO(package))
    return "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())


async def listed(path: Path, actor: str) -> list[str]:
    """The kinds of the session's documents that somebody reads."""
    session = (await path.api.data(LISTED, {"n": path.session}, actor))["session"]
    return [item["kind"] for item in session["documents"]] if session else []


@pytest.mark.rule("JUR-08")
async def test_its_members_read_it_before_they_decide_and_no_name_is_in_it(path: Path) -> None:
    one, two = await path.dossier("Zyxwvut", "1234"), await path.dossier("Qponmlk", "12")
    await path.convened(one, two)
    paper = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    assert paper["problems"] == []
    await made(path, centre(ASKED), kind="ATTENDANCE_SHEET", session=path.session)
    for jury in (president(HELD), as_(Role.JURY_MEMBER, HELD, None, subject=MEMBER)):
        answer = await bytes_of(path, paper["document"]["url"], jury)
        assert answer.status_code == 200
        assert await listed(path, jury) == ["EVALUATION_SUMMARY"], "the others wait for the last decision"
    text = every_text(answer.content)
    for secret in ("Zyxwvut", "Qponmlk", "Ateliers", "Chef Atelier", "Tom Tuteur", "Eva Luatrice", one, two):
        assert secret.casefold() not in text.casefold(), secret
    said = "\n".join(cell.text for table in Document(io.BytesIO(answer.content)).tables for cell in table._cells)
    assert {await path.seat(one), await path.seat(two)} <= set(said.split())
    assert "Non acquise" in said


async def test_nobody_else_reads_it(path: Path) -> None:
    number = await path.dossier("Seul")
    await path.convened(number)
    paper = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    for stranger in (
        centre(HELD, "UT62"),
        as_(Role.JURY_MEMBER, HELD, None, subject="quelqu’un d’autre"),
        as_(Role.CANDIDATE, HELD, None, candidate=dossier.candidate),
        as_(Role.RESOURCE_CENTRE, HELD),
        as_(Role.BRANCH_PARTNER, HELD),
    ):
        assert (await bytes_of(path, paper["document"]["url"], stranger)).status_code in {403, 404}
    assert (await bytes_of(path, paper["document"]["url"], gtp(HELD))).status_code == 200


async def test_a_member_who_is_judged_there_reads_no_result_of_theirs(path: Path) -> None:
    """GTP-06: an account of the centre that is a candidate of this session."""
    number = await path.dossier("Seul")
    await path.convened(number)
    paper = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    both = as_(Role.CENTRE, HELD, candidate=dossier.candidate)
    assert (await bytes_of(path, paper["document"]["url"], both)).status_code in {403, 404}


@pytest.mark.parametrize("actor", [president(HELD), as_(Role.JURY_MEMBER, HELD, None, subject=MEMBER)])
async def test_who_sits_does_not_make_it(path: Path, actor: str) -> None:
    await path.convened(await path.dossier("Seul"))
    answer: Any = await path.api.post(
        'mutation { generateDocument(input: {kind: EVALUATION_SUMMARY, session: "x"}) { document { id } } }',
        None,
        actor,
    )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def due(path: Path) -> list[str]:
    """By which day the summary is to be made; nothing where it is."""
    query = "query($n: String!) { session(number: $n) { duePapers { kind dueOn } } }"
    found = (await path.api.data(query, {"n": path.session}, centre(HELD)))["session"]["duePapers"]
    return [item["dueOn"] for item in found if item["kind"] == "EVALUATION_SUMMARY"]


async def test_it_is_due_from_the_assignment_to_the_last_decision(path: Path) -> None:
    """EVA-06; an absence noted during the sitting does not ask for it again (JUR-19)."""

    await path.convened()
    assert await due(path) == []
    refused = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    assert [problem["path"] for problem in refused["problems"]] == [["session"]]
    one, two = await path.dossier("Un"), await path.dossier("Deux")
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[one, two])
    assert await due(path) == [HELD.isoformat()]
    first = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    assert await due(path) == []
    later = await path.dossier("Trois")
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[later])
    assert await due(path) == [HELD.isoformat()], "somebody joined"
    again = await made(path, centre(ASKED), kind="EVALUATION_SUMMARY", session=path.session)
    assert again["document"]["id"] != first["document"]["id"]
    await path.attended()
    absent = await path.sit({"dossier": two, "absent": True})
    assert absent["problems"] == []
    assert await due(path) == []
    await path.signed(**{one: "A", later: "NA"})
    assert await due(path) == []


async def test_it_is_due_again_when_what_it_says_of_one_candidate_changes(path: Path) -> None:
    """EVA-06: the same candidates, of whom a result, a seat or a company's opinion is another."""
    number, actor = await path.dossier("Réévaluée"), centre(ASKED)
    await path.convened(number)

    async def issued() -> str:
        paper = await made(path, actor, kind="EVALUATION_SUMMARY", session=path.session)
        assert paper["problems"] == []
        assert await due(path) == []
        digest: str = paper["document"]["sha256"]
        return digest

    first = await issued()
    opinion = {"dossier": number, "favourable": True, "by": "Autre Chef"}
    await path.done("recordCompanyOpinion", actor, **opinion)
    assert await due(path) == [], "who gave the opinion is no matter of the jury's"
    await path.done("recordCompanyOpinion", actor, **{**opinion, "favourable": False})
    assert await due(path) == [HELD.isoformat()]
    await issued()
    await path.done("assignDossiers", actor, session=path.session, remove=[number])
    result = {"capacite": "1", "acquired": False, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
    await path.done("recordEvaluation", actor, dossier=number, results=[result])
    await path.done("assignDossiers", actor, session=path.session, add=[number])
    assert await due(path) == [HELD.isoformat()]
    assert await issued() != first
    await path.done("withdrawDossier", actor, dossier=number, reason="Mutation")
    await path.done("reopenDossier", actor, dossier=number, reason="Erreur de saisie")
    assert await due(path) == [HELD.isoformat()], "its seat is another (JUR-08)"
    changed = {"dossier": number, "channel": "CANDIDAT", "withoutEmployer": True, "reason": "Erreur de saisie"}
    await issued()
    await path.done("correctDossier", actor, **changed)
    assert await due(path) == [HELD.isoformat()], "no opinion is asked for any more (EVA-03)"
