"""submitPiece: the pieces of the recevabilité file, then the evidence, each from a file of one's own (VAE-02, VAE-08)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from rules.dossier.vae import VaePiece, VaePieceKind, VaeRequest
from rules.vae.request import MOST_PIECES
from tests.support import vae_stages
from tests.support.asking import ask
from tests.support.operations import Told, at_once, refusal, roles_that_may, told
from tests.support.stores import Stores, World
from tests.support.vae import COMPLETE, FILE_PIECES, NOTICE, VaePath
from tests.support.walk import EVALUATED, OPENED, Path, as_, centre

SUBMIT, HERE = "submitPiece", centre(COMPLETE)


@pytest.fixture
def world() -> World:
    return vae_stages.requested


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The request just opened."""
    found: str = stores.told(vae_stages.requested)
    return found


async def _pieces(vae: VaePath, number: str) -> list[tuple[str, str | None, str]]:
    found = (await vae.seen(number))["vae"]["pieces"]
    return [(item["kind"], item["label"], item["receivedOn"]) for item in found]


async def test_each_piece_has_its_day_and_the_last_completes_the_file(vae: VaePath, number: str) -> None:
    await vae.activities(number)
    for kind in FILE_PIECES:
        assert (await vae.seen(number))["vae"]["completeOn"] is None
        payload = await vae.piece(number, kind, receivedOn="2026-11-25")
        assert (payload["problems"], payload["dossier"]["status"]) == ([], "RECEVABILITE_EN_INSTRUCTION")
    found = (await vae.seen(number))["vae"]
    assert (found["missing"], found["completeOn"], found["noticeDueOn"]) == ([], COMPLETE.isoformat(), "2027-02-28")
    assert {(item["through"], item["receivedOn"]) for item in found["pieces"]} == {("CENTRE", "2026-11-25")}
    assert found["pieces"][0]["file"]["name"] == "CV.pdf"


async def test_a_new_one_takes_the_place_of_the_one_before(vae: VaePath, number: str) -> None:
    for label in ("Premier", "Second"):
        assert (await vae.piece(number, "CV", label=label))["problems"] == []
    assert await _pieces(vae, number) == [("CV", "Second", COMPLETE.isoformat())]
    for label in ("CAP", "Bac pro"):
        await vae.piece(number, "DIPLOMA", label=label)
    first = (await vae.seen(number))["vae"]["pieces"][1]["file"]["id"]
    assert (await vae.piece(number, "DIPLOMA", label="CAP, lisible", replaces=first))["problems"] == []
    assert [label for _, label, _ in await _pieces(vae, number)] == ["Second", "Bac pro", "CAP, lisible"]
    given = {"dossier": number, "kind": "DIPLOMA", "file": await vae.upload(HERE), "replaces": first}
    assert await refusal(vae, SUBMIT, HERE, **given) == [("NOT_FOUND", "replaces")], "it is there no more"


async def test_a_piece_sent_twice_is_pointed_out_whatever_its_name(vae: VaePath, number: str) -> None:
    files = [await vae.upload(HERE, b"%PDF-1.7 le meme", name) for name in ("cv.pdf", "mon-cv.pdf")]
    await vae.done(SUBMIT, HERE, dossier=number, kind="CV", file=files[0])
    for file in files:
        given = {"dossier": number, "kind": "CV", "file": file}
        assert await refusal(vae, SUBMIT, HERE, **given) == [("DUPLICATE", "file")]
    await vae.done(SUBMIT, HERE, dossier=number, kind="IDENTITY", file=files[1])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "EVIDENCE"}, ("VAE-08", "kind")),
        ({"label": " "}, ("INVALID_INPUT", "label")),
        ({"label": "x" * 201}, ("INVALID_INPUT", "label")),
        ({"label": "CAP\x00"}, ("INVALID_INPUT", "label")),
        ({"receivedOn": "2026-11-22"}, ("VAE-02", "receivedOn")),
        ({"receivedOn": "2026-12-01"}, ("VAE-02", "receivedOn")),
    ],
)
async def test_what_is_refused(vae: VaePath, number: str, changes: dict[str, Any], expected: Told) -> None:
    given = {"dossier": number, "kind": "CV", "file": await vae.upload(HERE), **changes}
    assert await refusal(vae, SUBMIT, HERE, **given) == [expected]
    assert await _pieces(vae, number) == []


async def test_files_that_are_not_one_s_own_do_not_exist(vae: VaePath, number: str) -> None:
    there = await vae.upload(centre(COMPLETE, "UT62"))
    theirs = await vae.upload(as_(Role.CANDIDATE, COMPLETE, None, candidate="autre", subject="autre"))
    good = await vae.upload(HERE)
    for file in (there, theirs, good[:-4] + "AAAA", "", " ", "x" * 10_000, "../../etc/passwd", "{$ne: 1}"):
        payload = await ask(vae, SUBMIT, HERE, dossier=number, kind="CV", file=file)
        found = [problem["code"] for problem in payload["problems"]] if isinstance(payload, dict) else payload
        assert found == ["NOT_FOUND"], file[:20]
    assert await refusal(vae, SUBMIT, centre(COMPLETE, "UT62"), dossier=number, kind="CV", file=there) == [
        ("NOT_FOUND", "dossier")
    ]
    assert await _pieces(vae, number) == []


async def test_a_kind_that_is_none(vae: VaePath, number: str) -> None:
    [error] = await ask(vae, SUBMIT, HERE, dossier=number, kind="PASSPORT", file=await vae.upload(HERE))
    assert error["extensions"]["code"] in {"INVALID_INPUT", "BAD_REQUEST"}


@pytest.mark.parametrize(
    ("content", "status"), [(b"%PDF-" + b"x" * 10 * 1024 * 1024, 413), (b"", 400), (b"MZ essai", 400)]
)
async def test_a_file_that_is_not_taken(vae: VaePath, number: str, content: bytes, status: int) -> None:
    for actor in (HERE, await vae.own(number)):
        headers = {"Authorization": f"Bearer {actor}"}
        answer = await vae.api.client.put("/files?name=cv.pdf", content=content, headers=headers)
        assert answer.status_code == status
        assert answer.json()["errors"][0]["message"].endswith(".")
    assert await vae.api.store.files.count({}) == 0


async def test_sixty_pieces_and_no_more(vae: VaePath, number: str) -> None:
    many = [
        VaePiece(kind=VaePieceKind.DIPLOMA, file=str(rank), sha256=str(rank), received_on=COMPLETE, through=Role.CENTRE)
        for rank in range(MOST_PIECES - 1)
    ]
    await vae_stages.put(vae.api.store, number, vae=VaeRequest(pieces=tuple(many)))
    assert (await vae.piece(number, "CV"))["problems"] == []
    assert (await vae.piece(number, "CV", label="Un autre"))["problems"] == [], "which takes the place of the first"
    given = {"dossier": number, "kind": "IDENTITY", "file": await vae.upload(HERE)}
    assert await refusal(vae, SUBMIT, HERE, **given) == [("INVALID_INPUT", "file")]


async def test_the_candidate_dates_nothing(vae: VaePath, number: str) -> None:
    own = await vae.own(number)
    given = {"dossier": number, "kind": "CV", "file": await vae.upload(own)}
    assert await refusal(vae, SUBMIT, own, **given, receivedOn=OPENED.isoformat()) == [("VAE-02", "receivedOn")]
    await vae.done(SUBMIT, own, **given)
    [piece] = (await vae.seen(number))["vae"]["pieces"]
    assert (piece["through"], piece["receivedOn"]) == ("CANDIDATE", COMPLETE.isoformat())


async def test_after_the_notice_only_the_evidence_and_until_it_is_examined(vae: VaePath, number: str) -> None:
    late = await vae.admissible("Recevable")
    file = {kind: await vae.upload(centre(NOTICE), f"%PDF-1.7 {kind}".encode()) for kind in ("CV", "EV")}
    early = await refusal(vae, SUBMIT, centre(NOTICE), dossier=late, kind="CV", file=file["CV"])
    assert early == [("VAE-02", "kind")]
    await vae.evidence(late)
    assert (await vae.piece(late, "EVIDENCE", centre(EVALUATED), label="Complété"))["problems"] == []
    assert [kind for kind, _, _ in await _pieces(vae, late)].count("EVIDENCE") == 1
    assert (await vae.examined(late, "1"))["problems"] == []
    refused = await refusal(vae, SUBMIT, centre(EVALUATED), dossier=late, kind="EVIDENCE", file=file["EV"])
    assert refused == [("VAE-08", "kind")]


async def test_who_may(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "kind": "CV", "file": await vae.upload(HERE)}
    assert await roles_that_may(vae, SUBMIT, **given) == {Role.CENTRE, Role.CANDIDATE, Role.ADVISER}


async def test_two_at_once(vae: VaePath, number: str) -> None:
    one, other = await vae.upload(HERE, b"%PDF-1.7 un"), await vae.upload(HERE, b"%PDF-1.7 autre")
    both = [{"dossier": number, "kind": "CV", "file": file} for file in (one, other)]
    landed, refused = await at_once(vae, SUBMIT, HERE, *both)
    assert (len(landed), refused, len(await _pieces(vae, number))) == (2, [], 1)
    same = {"dossier": number, "kind": "IDENTITY", "file": one}
    landed, refused = await at_once(vae, SUBMIT, HERE, same, same)
    assert (len(landed), refused) == (1, [[("DUPLICATE", "file")]])


async def test_one_key_and_a_stale_revision(vae: VaePath, number: str) -> None:
    given = {"dossier": number, "kind": "CV", "file": await vae.upload(HERE), "idempotencyKey": "cv"}
    first = await vae.call(SUBMIT, HERE, **given)
    assert await vae.call(SUBMIT, HERE, **given) == first
    other = await vae.call(SUBMIT, HERE, **{**given, "kind": "IDENTITY"})
    assert [item["code"] for item in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert told(await vae.piece(number, "IDENTITY", expectedRevision=1)) == [("CONFLICT", "expectedRevision")]
    assert len(await _pieces(vae, number)) == 1
