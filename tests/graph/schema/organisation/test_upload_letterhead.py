"""uploadLetterhead: a version more, tried on every paper; listed, used by letters, and never another centre's."""

import io
import json
import zipfile
from typing import Any

import pytest

from graph.schema.base.relay import global_id
from repositories.verification import FindingKind, verify
from resolvers.statement.importing import Importer
from rules.access.viewer import Role
from rules.organisation.letterhead import MOST_VERSIONS
from rules.organisation.organisation import Organisation
from tests.support.hostile_letterheads import HOSTILE
from tests.support.letterheads import good, picture
from tests.support.operations import at_once, refusal, roles_that_may
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.walk import ASKED, GTP, HELD, Path, as_, centre, gtp
from tests.support.world import NOW

OWN = "UT59"
SIGNS = {"name": "Rita Responsable", "quality": "La responsable des examens", "civility": "MADAME"}
LISTED = """query($c: String!) { organisation(code: $c) { revision nextActions letterheads { version kind fileName sha256
  uploadedBy uploadedOn file { id name } signatory { name quality civility } referent { name } } } }"""
USED = """query($id: ID!) { node(id: $id) { ... on Document { letterhead { version kind fileName uploadedBy
  file { id } } } } }"""


async def listed(path: Path, actor: str, code: str = OWN) -> Any:
    return (await path.api.data(LISTED, {"c": code}, actor))["organisation"]


async def uploaded(path: Path, content: bytes | None = None, actor: str | None = None) -> str:
    name = "entete.docx" if content is None or content[:2] == b"PK" else "logo.png"
    return await path.upload(actor or centre(HELD), content or good(), name)


async def used(path: Path, document: str, actor: str) -> Any:
    return (await path.api.data(USED, {"id": document}, actor))["node"]["letterhead"]


async def union_request(path: Path, **given: Any) -> Any:
    asked = {"kind": "UNION_REQUEST", "session": path.session, "part": "CFDT", **given}
    return await made(path, centre(ASKED), **asked)


async def requested(path: Path) -> None:
    await path.scheduled()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session, unions=["CFDT"])


async def test_a_letter_is_written_on_it_and_says_so(path: Path) -> None:
    await requested(path)
    plain = (await union_request(path, signatory=SIGNATORY))["document"]
    file = await uploaded(path)
    shown = await path.done("uploadLetterhead", centre(HELD), organisation=OWN, file=file)
    assert [item["version"] for item in shown["letterheads"]] == [1]
    document = (await union_request(path, signatory=SIGNATORY))["document"]
    assert document["sha256"] != plain["sha256"]
    answer = await bytes_of(path, document["url"], centre(ASKED))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        said = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header"))
    assert "en-tête maison" in said
    assert (await used(path, document["id"], centre(ASKED)))["version"] == 1
    assert await used(path, plain["id"], centre(ASKED)) is None
    again = (await union_request(path, signatory=SIGNATORY))["document"]
    assert again == document
    await path.done("uploadLetterhead", centre(HELD), organisation=OWN, file=None)
    assert (await union_request(path, signatory=SIGNATORY))["document"]["sha256"] == plain["sha256"]
    assert (await bytes_of(path, document["url"], centre(ASKED))).content == answer.content
    assert [found async for found in verify(path.api.store)] == []


async def test_versions_never_change_and_say_who_and_when(path: Path) -> None:
    first, actor = await uploaded(path), centre(HELD)
    await path.done("uploadLetterhead", actor, organisation=OWN, file=first, signatory=SIGNS)
    logo = await uploaded(path, picture(600, 200))
    await path.done("uploadLetterhead", centre(GTP), organisation=OWN, logo=logo)
    await path.done("uploadLetterhead", centre(GTP), organisation=OWN, logo=None, signatory=None)
    three, two, one = (await listed(path, actor))["letterheads"]
    assert [item["kind"] for item in (one, two, three)] == ["WORD", "LOGO", "OURS"]
    assert [item["version"] for item in (one, two, three)] == [1, 2, 3]
    assert (one["uploadedBy"], one["uploadedOn"], one["fileName"]) == ("CENTRE-UT59", HELD.isoformat(), "entete.docx")
    assert (one["file"]["id"], one["signatory"], two["signatory"], three["signatory"]) == (first, SIGNS, SIGNS, None)
    assert (three["file"], three["sha256"], three["fileName"]) == (None, None, None)
    await path.done("uploadLetterhead", actor, organisation=OWN, file=one["file"]["id"])
    assert (await listed(path, actor))["letterheads"][0]["sha256"] == one["sha256"]


async def test_the_usual_signatory_signs_where_nobody_is_named(path: Path) -> None:
    await requested(path)
    assert (await union_request(path))["problems"][0]["path"] == ["signatory"]
    await path.done("uploadLetterhead", centre(HELD), organisation=OWN, signatory=SIGNS)
    usual = (await union_request(path))["document"]
    named = (await union_request(path, signatory={**SIGNATORY, "name": "Autre Personne"}))["document"]
    assert usual["sha256"] != named["sha256"]
    text = (await bytes_of(path, usual["url"], centre(ASKED))).content
    with zipfile.ZipFile(io.BytesIO(text)) as archive:
        assert "Rita Responsable" in archive.read("word/document.xml").decode()
    assert (await union_request(path, signatory=None))["problems"][0]["path"] == ["signatory"]


@pytest.mark.rule("LET-03")
async def test_the_referent_signs_what_a_president_would(path: Path) -> None:
    nothing = await path.dossier("Rien", "")
    await path.held(nothing)
    await path.signed(**{nothing: "NA"})
    await path.transmitted()
    await path.validated(nothing)
    referent = {"name": "Noé Référent", "quality": "Le référent"}
    await path.done("uploadLetterhead", centre(GTP), organisation=OWN, signatory=SIGNS, referent=referent)
    texts = []
    for given in ({}, {"signatory": None}):
        document = (await made(path, centre(GTP), kind="NON_ADMISSION_LETTER", dossier=nothing, **given))["document"]
        data = (await bytes_of(path, document["url"], centre(GTP))).content
        texts.append(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode())
    assert "Noé Référent" in texts[0]
    assert "par délégation" in texts[0]
    assert "Noé Référent" not in texts[1]
    assert not any("Rita Responsable" in text for text in texts)


@pytest.mark.parametrize("name", ["a remote template", "a path outside"])
async def test_what_no_word_file_may_do_is_refused_when_it_is_sent(path: Path, name: str) -> None:
    make, _ = HOSTILE[name]
    headers = {"Authorization": f"Bearer {centre(HELD)}"}
    answer = await path.api.client.put("/files?name=entete.docx", content=make(), headers=headers)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert {"a remote template": "ailleurs", "a path outside": "hors du fichier"}[name] in error["message"]
    assert (await listed(path, centre(HELD)))["letterheads"] == []


@pytest.mark.parametrize("name", ["a macro under another name", "hidden text"])
async def test_a_hostile_one_is_refused_and_nothing_is_written(path: Path, name: str) -> None:
    make, reason = HOSTILE[name]
    file, actor = await uploaded(path, make()), centre(HELD)
    payload = await path.call("uploadLetterhead", actor, organisation=OWN, file=file)
    [problem] = payload["problems"]
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["file"])
    assert reason in problem["message"]
    assert (await listed(path, actor))["letterheads"] == []


async def test_what_it_cannot_be_made_of(path: Path) -> None:
    actor, word, logo = centre(HELD), await uploaded(path), await uploaded(path, picture(600, 200))
    pdf = await path.upload(actor)
    theirs = await uploaded(path, actor=centre(HELD, "UT62"))
    gone = global_id("File", "0" * 32)
    for given, told in (
        ({"file": pdf}, ("INVALID_INPUT", "file")),
        ({"file": logo}, ("INVALID_INPUT", "file")),
        ({"logo": word}, ("INVALID_INPUT", "logo")),
        ({"logo": pdf}, ("INVALID_INPUT", "logo")),
        ({"file": theirs}, ("NOT_FOUND", "file")),
        ({"logo": gone}, ("NOT_FOUND", "logo")),
        ({"file": word, "logo": logo}, ("INVALID_INPUT", "logo")),
        ({"signatory": {"name": " ", "quality": "x" * 300}}, ("INVALID_INPUT", "signatory.name")),
        ({}, ("DUPLICATE", "organisation")),
        ({"file": None}, ("DUPLICATE", "organisation")),
    ):
        assert told in await refusal(path, "uploadLetterhead", actor, organisation=OWN, **given), given
    await path.done("uploadLetterhead", actor, organisation=OWN, file=word)
    copy = await uploaded(path)
    assert await refusal(path, "uploadLetterhead", actor, organisation=OWN, file=copy) == [
        ("DUPLICATE", "organisation")
    ]


async def test_only_a_centre_changes_its_own(path: Path) -> None:
    file = await uploaded(path)
    assert await roles_that_may(path, "uploadLetterhead", organisation=OWN, file=file) == {Role.CENTRE}
    for code in ("UT62", "UIMM", "CFDT", "nulle part"):
        told = await refusal(path, "uploadLetterhead", centre(HELD), organisation=code, file=file)
        assert told == [("NOT_FOUND", "organisation")]
    uimm = as_(Role.CENTRE, HELD, "UIMM")
    assert await refusal(path, "uploadLetterhead", uimm, organisation="UIMM", signatory=SIGNS) == [
        ("NOT_FOUND", "organisation")
    ]


async def test_who_sees_what(path: Path) -> None:
    await requested(path)
    await path.done("uploadLetterhead", centre(HELD), organisation=OWN.lower(), file=await uploaded(path))
    document = (await union_request(path, signatory=SIGNATORY))["document"]["id"]
    own = centre(HELD)
    for actor, sees in ((own, True), (gtp(HELD), True), (centre(HELD, "UT62"), False), ("", False)):
        shown = await listed(path, actor)
        assert (shown["letterheads"] is not None) is sees
        assert ("uploadLetterhead" in shown["nextActions"]) is (actor == own)
    assert (await used(path, document, gtp(HELD)))["uploadedBy"] == "CENTRE-UT59"


async def test_another_centre_never_writes_on_it(path: Path) -> None:
    file = await uploaded(path, actor=centre(HELD, "UT62"))
    await path.done("uploadLetterhead", centre(HELD, "UT62"), organisation="UT62", file=file)
    await requested(path)
    document = (await union_request(path, signatory=SIGNATORY))["document"]
    assert await used(path, document["id"], centre(ASKED)) is None


async def test_two_at_once_are_two_versions(path: Path) -> None:
    files = [await uploaded(path), await uploaded(path, good("Autre en-tête"))]
    given = [{"organisation": OWN, "file": file} for file in files]
    landed, refused = await at_once(path, "uploadLetterhead", centre(HELD), *given)
    assert refused == []
    assert sorted(len(item["letterheads"]) for item in landed) == [1, 2]
    assert [item["version"] for item in (await listed(path, centre(HELD)))["letterheads"]] == [2, 1]
    revision = (await listed(path, centre(HELD)))["revision"]
    stale = [{"organisation": OWN, "logo": None, "signatory": {**SIGNS, "name": name}, "expectedRevision": revision}
             for name in ("Une", "Autre")]  # fmt: skip
    landed, refused = await at_once(path, "uploadLetterhead", centre(HELD), *stale)
    assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])


async def test_once_under_its_key_and_not_at_all_in_a_dry_run(path: Path) -> None:
    file, actor = await uploaded(path), centre(HELD)
    tried = await path.done("uploadLetterhead", actor, organisation=OWN, file=file, dryRun=True)
    assert [item["version"] for item in tried["letterheads"]] == [1]
    assert (await listed(path, actor))["letterheads"] == []
    for _ in range(2):
        await path.done("uploadLetterhead", actor, organisation=OWN, file=file, idempotencyKey="une")
    other = await path.call("uploadLetterhead", actor, organisation=OWN, file=None, idempotencyKey="une")
    assert other["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len((await listed(path, actor))["letterheads"]) == 1


async def test_a_centre_keeps_so_many_versions(path: Path) -> None:
    actor = centre(HELD)
    await path.done("uploadLetterhead", actor, organisation=OWN, signatory=SIGNS)
    stored = await path.api.store.organisations.get(OWN)
    assert isinstance(stored, Organisation)
    [version] = stored.letterheads
    many = tuple(version.evolve(version=rank) for rank in range(1, MOST_VERSIONS + 1))
    encoded = json.loads(json.dumps([item.model_dump(mode="json") for item in many]))
    await path.api.store.driver.update_one("organisations", {"_id": OWN}, {"$set": {"letterheads": encoded}})
    told = await refusal(path, "uploadLetterhead", actor, organisation=OWN, signatory=None)
    assert told == [("INVALID_INPUT", "organisation")]


async def test_a_certificate_stays_on_the_national_paper(path: Path) -> None:
    everything = await path.dossier("Tout", "1234")
    await path.held(everything)
    await path.signed(**{everything: "A"})
    await path.transmitted()
    await path.validated(everything)
    number = (await path.read(everything))["certificates"][0]["number"]
    before = (await made(path, centre(GTP), kind="CERTIFICATE", certificate=number))["document"]
    shown = await path.done("uploadLetterhead", centre(GTP), organisation=OWN, file=await uploaded(path))
    assert (await made(path, centre(GTP), kind="CERTIFICATE", certificate=number))["document"] == before
    letter = (await made(path, centre(GTP), kind="AWARD_LETTER", dossier=everything, signatory=SIGNATORY))["document"]
    person = (await path.api.store.dossiers.by_number(everything)).candidate  # type: ignore[union-attr]
    candidate = as_(Role.CANDIDATE, GTP, None, candidate=person)
    assert await used(path, letter["id"], candidate) == {
        "version": 1, "kind": "WORD", "fileName": None, "uploadedBy": None, "file": None,
    }  # fmt: skip
    await path.api.store.driver.delete_many("contents", {"_id": shown["letterheads"][0]["sha256"]})
    assert (await made(path, centre(GTP), kind="CERTIFICATE", certificate=number))["document"] == before


async def test_a_logo_that_is_lost_is_told_and_no_paper_is_made_without_it(path: Path) -> None:
    await requested(path)
    shown = await path.done(
        "uploadLetterhead", centre(HELD), organisation=OWN, logo=await uploaded(path, picture(600, 200))
    )
    store = path.api.store
    assert [found async for found in verify(store)] == []
    await store.driver.delete_many("contents", {"_id": shown["letterheads"][0]["sha256"]})
    assert [found.kind async for found in verify(store)] == [FindingKind.BYTES_CHANGED]
    payload = await union_request(path, signatory=SIGNATORY)
    assert payload["document"] is None
    assert "manque dans le magasin" in payload["problems"][0]["message"]


async def test_organisations_loaded_again_keep_theirs(path: Path) -> None:
    await path.done("uploadLetterhead", centre(HELD), organisation=OWN, signatory=SIGNS)
    store = path.api.store
    kept = await store.organisations.get(OWN)
    assert kept is not None
    for name, changed in ((kept.name, False), ("Un autre nom", True)):
        given = Organisation(id=OWN, code=OWN, name=name, kind=kept.kind, department=kept.department)
        await Importer(store, NOW).load("organisations", [given])
        found = await store.organisations.get(OWN)
        assert found is not None
        assert (found.letterheads, found.name) == (kept.letterheads, name)
        assert (found.revision > kept.revision) is changed
