"""duePapers: what is to be printed, of each thing, by whoever prints it, until it is, and again when it changes."""

from typing import Any

import pytest

from repositories.counting import recorded_commands
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.vae import VaePath
from tests.support.walk import ASKED, CQPM, GTP, HELD, MEMBER, SENT, Path, as_, centre, gtp, president

SIGNATORY = {"name": "Rita Responsable", "quality": "La responsable des examens"}
DUE = "number nextActions duePapers { kind part rule { id } summary dueOn }"
MAKE = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
  document { id kind sha256 } problems { message path } } }"""


async def seen(path: Path, actor: str, kind: str, number: str) -> Any:
    """A dossier, a session or a certificate, with the papers that are due of it."""
    query = f"query($n: String!) {{ {kind}(number: $n) {{ {DUE} }} }}"
    return (await path.api.data(query, {"n": number}, actor))[kind]


async def due(path: Path, actor: str, kind: str, number: str) -> list[str]:
    """The kinds of the papers that are due; that one is a next action follows them."""
    found = await seen(path, actor, kind, number)
    assert ("generateDocument" in found["nextActions"]) == bool(found["duePapers"])
    return list(dict.fromkeys(paper["kind"] for paper in found["duePapers"]))


async def make_all(path: Path, actor: str, kind: str, number: str) -> list[Any]:
    """Makes every paper that is due, asked for exactly as it is said; nothing is due afterwards."""
    made = []
    for paper in (await seen(path, actor, kind, number))["duePapers"]:
        given = {kind: number, "kind": paper["kind"], "part": paper["part"], "signatory": SIGNATORY}
        payload = (await path.api.data(MAKE, {"input": given}, actor))["generateDocument"]
        assert payload["problems"] == [], (paper, payload)
        made.append(payload["document"])
    assert await due(path, actor, kind, number) == []
    return made


async def test_the_papers_of_a_session_and_of_what_it_leads_to(path: Path) -> None:
    numbers = [await path.dossier(name, what) for name, what in (("Tout", "1234"), ("Moitié", "12"), ("Rien", ""))]
    everything, some, nothing = numbers
    await path.convened(*numbers)
    employed = await path.name("Zoé Salariée", "UNION", "CGT", employer="Fonderie Z")
    assert employed["problems"] == []
    actor, session = centre(ASKED), path.session
    assert (await seen(path, actor, "session", session))["duePapers"][0] == {
        "kind": "UNION_REQUEST",
        "part": "CFDT",
        "rule": {"id": "JUR-01"},
        "summary": f"Demande de désignation à l’organisation CFDT, pour la session {session}.",
        "dueOn": "2027-03-31",
    }
    assert await due(path, actor, "session", session) == [
        "UNION_REQUEST",
        "CONVOCATION",
        "ATTENDANCE_SHEET",
        "EVALUATION_SUMMARY",
    ]
    await make_all(path, actor, "session", session)
    await path.done("conveneJury", actor, session=session)
    await path.done("informCprefp", actor, session=session)
    assert await due(path, actor, "session", session) == ["CONVOCATION", "ABSENCE_NOTICE"], "of whoever was named since"
    await make_all(path, actor, "session", session)
    await path.attended()
    assert await due(path, centre(HELD), "session", session) == []
    for number, decision in ((everything, "A"), (some, "NA"), (nothing, "NA")):
        assert (await path.decide(number, decision))["problems"] == []
    assert await due(path, centre(HELD), "session", session) == ["MINUTES"]
    await make_all(path, centre(HELD), "session", session)
    await path.signed()
    assert await due(path, centre(SENT), "session", session) == ["ATTRIBUTION_REQUEST"]
    await make_all(path, centre(SENT), "session", session)
    await path.transmitted()
    for number in numbers:
        assert await due(path, centre(GTP), "dossier", number) == []
    await path.validated(*numbers)
    letters = ["AWARD_LETTER", "PARTIAL_VALIDATION_LETTER", "NON_ADMISSION_LETTER"]
    assert [await due(path, centre(GTP), "dossier", number) for number in numbers] == [[kind] for kind in letters]
    for number in numbers:
        await make_all(path, centre(GTP), "dossier", number)
    for item in (await path.read(everything))["certificates"]:
        assert await due(path, centre(GTP), "certificate", item["number"]) == ["CERTIFICATE", "SURVEY_FORM"]
        await make_all(path, centre(GTP), "certificate", item["number"])
        await path.done("deliverCertificate", centre(GTP), certificate=item["number"], to="CANDIDATE", means="LETTER")
        copied = {"certificate": item["number"], "reason": "Perte", "certifiedBy": "La directrice"}
        await path.done("issueCertifiedCopy", centre(GTP), **copied)
        assert await due(path, centre(GTP), "certificate", item["number"]) == ["CERTIFIED_COPY"]
        await make_all(path, centre(GTP), "certificate", item["number"])
    assert [found async for found in verify(path.api.store)] == []


async def test_a_request_of_vae_has_its_receipt_and_its_notice(vae: VaePath) -> None:
    number = await vae.completed("Reçue")
    assert await due(vae, centre(ASKED.replace(year=2026, month=12)), "dossier", number) == ["PIECES_RECEIPT"]
    await vae.notice(number, favourable=True)
    assert await due(vae, centre(ASKED), "dossier", number) == ["RECEVABILITE_DECISION"]
    await make_all(vae, centre(ASKED), "dossier", number)


async def test_what_has_changed_is_due_again(path: Path) -> None:
    await path.convened()
    await make_all(path, centre(ASKED), "session", path.session)
    moved = await path.call(
        "postponeSession", centre(ASKED), session=path.session, heldOn="2027-05-20", reason="Salle indisponible"
    )
    assert moved["problems"] == []
    found = (await seen(path, centre(ASKED), "session", path.session))["duePapers"]
    assert {(paper["kind"], paper["dueOn"]) for paper in found} == {("UNION_REQUEST", "2027-05-05")}


async def test_a_paper_made_before_its_time_is_not_asked_for_twice(path: Path) -> None:
    """What it says has not changed when it becomes due: made again, it is the same document, and due no more."""
    await path.scheduled()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session)
    await path.named()
    early = {"kind": "ATTENDANCE_SHEET", "session": path.session, "part": CQPM}
    first = (await path.api.data(MAKE, {"input": early}, centre(ASKED)))["generateDocument"]["document"]
    await path.done("conveneJury", centre(ASKED), session=path.session)
    assert "ATTENDANCE_SHEET" in await due(path, centre(ASKED), "session", path.session)
    made = await make_all(path, centre(ASKED), "session", path.session)
    assert first in made
    assert [found async for found in verify(path.api.store)] == []


async def test_papers_are_due_of_those_who_make_them_alone(path: Path) -> None:
    number = await path.dossier("Seule", "12")
    await path.convened(number)
    assert await due(path, gtp(ASKED), "session", path.session) != []
    for jury in (president(HELD), as_(Role.JURY_MEMBER, HELD, None, subject=MEMBER)):
        assert await due(path, jury, "session", path.session) == []
    await path.attended()
    await path.signed(**{number: "NA"})
    await path.transmitted()
    await path.validated(number)
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    own = as_(Role.CANDIDATE, GTP, None, candidate=dossier.candidate)
    assert await due(path, own, "dossier", number) == []


@pytest.mark.parametrize("what", ["duePapers { kind }", "nextActions", "checklist { state }"])
async def test_a_page_of_dossiers_asks_the_store_no_more_than_one(path: Path, what: str) -> None:
    numbers = [await path.dossier(f"Rang {sign}", "12") for sign in "ABCD"]
    await path.held(*numbers)
    await path.signed(**dict.fromkeys(numbers, "NA"))
    await path.transmitted()
    await path.validated(*numbers)
    counts = []
    for first in (1, 4):
        with recorded_commands() as commands:
            data = await path.api.data(f"{{ dossiers(first: {first}) {{ nodes {{ {what} }} }} }}", None, centre(GTP))
        assert len(data["dossiers"]["nodes"]) == first
        counts.append(len(commands))
    assert counts[0] == counts[1]
