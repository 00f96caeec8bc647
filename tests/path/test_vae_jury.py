"""JUR-08 on a request of VAE: what the commission concludes is read by the jury, and nothing that names the person."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.vae import EVIDENCE, FILE_PIECES, NOTICE, REQUEST, WELDER, VaePath
from tests.support.walk import EVALUATED, HELD, MEMBER, PRESIDENT, as_, centre

SECRETS = {
    "post": "Zyxwvut",
    "employer": "Qponmlk",
    "tasks": "Jihgfed",
    "label": "Cbazyxwv",
    "file": "Utsrqpon",
    "reasons": "Mlkjihgf",
    "support": "Edcbazyx",
}
"""Words that no other text of the store holds."""
READ = f"""query($n: String!, $s: String!) {{
  dossier(number: $n) {{ id number {REQUEST} candidate {{ lastName mandates {{ account name }} }}
    documents {{ kind url }} history {{ nodes {{ summary }} }} checklist {{ detail }} }}
  session(number: $s) {{ checklist {{ detail }} history {{ nodes {{ summary }} }} dossiers {{ nodes {{ {REQUEST} }} }} }}
  dossiers {{ nodes {{ {REQUEST} }} }} }}"""
LETTER = (
    """mutation($i: GenerateDocumentInput!) { generateDocument(input: $i) { document { url } problems { message } } }"""
)


async def _secret(vae: VaePath) -> tuple[str, list[str]]:
    """A request whose every free text holds a word that must not be read, and where its files are served."""
    number = await vae.requested("Secrète")
    await vae.activities(number, {**WELDER, **{name: SECRETS[name] for name in ("post", "employer", "tasks")}})
    actor = centre(NOTICE)
    for kind in FILE_PIECES:
        file = await vae.upload(actor, f"%PDF-1.7 {kind}".encode(), f"{SECRETS['file']}.pdf")
        await vae.done("submitPiece", actor, dossier=number, kind=kind, file=file, label=SECRETS["label"])
    await vae.done("recordSupport", actor, dossier=number, by=SECRETS["support"], startsOn=NOTICE.isoformat())
    assert (await vae.notice(number, favourable=True, reasons=SECRETS["reasons"]))["problems"] == []
    given = {
        "kind": "RECEVABILITE_DECISION",
        "dossier": number,
        "signatory": {"name": "Rita R", "quality": "Le centre"},
    }
    letter = (await vae.api.data(LETTER, {"i": given}, actor))["generateDocument"]
    await vae.evidence(number)
    assert (await vae.examined(number, "1234"))["problems"] == []
    assert (await vae.concluded(number, "TOTAL", observations="Un dossier solide."))["problems"] == []
    pieces = (await vae.seen(number))["vae"]["pieces"]
    return number, [letter["document"]["url"], *(piece["file"]["url"] for piece in pieces)]


async def _statuses(vae: VaePath, urls: list[str], actor: str) -> set[int]:
    headers = {"Authorization": f"Bearer {actor}"}
    return {(await vae.api.client.get(url, headers=headers)).status_code for url in urls}


def _leaked(seen: Any) -> set[str]:
    text = str(seen).casefold()
    return {name for name, word in SECRETS.items() if word.casefold() in text}


@pytest.mark.rule("JUR-08")
@pytest.mark.parametrize(("role", "account"), [(Role.JURY_MEMBER, MEMBER), (Role.JURY_PRESIDENT, PRESIDENT)])
async def test_the_jury_reads_what_is_concluded_and_no_piece(vae: VaePath, role: Role, account: str) -> None:
    number, urls = await _secret(vae)
    other = await vae.judged_next("Autre")
    ids = [item["file"]["id"] for item in (await vae.seen(number))["vae"]["pieces"]]
    await vae.held(number, other)
    jury = as_(role, HELD, None, subject=account)

    async def read() -> Any:
        seen = await vae.api.data(READ, {"n": await vae.seat(number), "s": vae.session}, jury)
        nodes = await vae.api.post("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ids}, jury)
        assert nodes["data"]["nodes"] == [None] * len(ids)
        assert await _statuses(vae, urls[1:], jury) == {403 if role is Role.JURY_MEMBER else 404}
        assert await _statuses(vae, urls[:1], jury) == {404}, "the letter of the notice tells its reasons"
        request = seen["dossier"]["vae"]
        assert (request["experiences"], request["pieces"], request["support"]) == ([], [], None)
        assert request["notice"] == {"favourable": True, "on": NOTICE.isoformat(), "tacit": False, "reasons": None}
        assert request["conclusion"] == {
            "extent": "TOTAL",
            "on": EVALUATED.isoformat(),
            "president": "—",
            "observations": "Un dossier solide.",
        }
        assert seen["dossier"]["documents"] == []
        assert (seen["dossier"]["candidate"] or {}).pop("mandates", []) == []
        return seen

    seen = await read()
    assert (_leaked(seen), seen["dossier"]["candidate"]) == (set(), None)
    assert "Secrète" not in str(seen)
    for decided in (number, other):
        assert (await vae.decide(decided, "A"))["problems"] == []
    after = await read()
    assert (_leaked(after), after["dossier"]["candidate"]) == (set(), {"lastName": "Secrète"})


async def test_the_answer_to_its_own_decision_tells_no_more(vae: VaePath) -> None:
    number, _ = await _secret(vae)
    await vae.held(number)
    mutation = f"""mutation($i: RecordDecisionInput!) {{ recordDecision(input: $i) {{
      dossier {{ {REQUEST} }} problems {{ message }} warnings {{ message }} }} }}"""
    given = {"dossier": await vae.seat(number), "decision": "A", "expectedRevision": await vae.revision(number)}
    jury = as_(Role.JURY_PRESIDENT, HELD, None, subject=PRESIDENT)
    answer = (await vae.api.data(mutation, {"i": given}, jury))["recordDecision"]
    assert answer["problems"] == []
    assert (_leaked(answer), answer["dossier"]["vae"]["conclusion"]["president"]) == (set(), "—")


async def test_a_jury_that_is_not_seized_of_it_sees_nothing(vae: VaePath) -> None:
    number, urls = await _secret(vae)
    await vae.convened()
    jury = as_(Role.JURY_PRESIDENT, EVIDENCE, None, subject=PRESIDENT)
    assert (await vae.seen(number, jury)) is None
    assert await _statuses(vae, urls, jury) == {404}
