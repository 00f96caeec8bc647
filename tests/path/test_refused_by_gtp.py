"""GTP-07 over HTTP: refused by the GTP, judged again, and a certificate; by both routes; twice; mixed; at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.again import REASONS, SECOND, THIRD, attended, convened, judged_again, refused, refused_first
from tests.support.again import validated as validated_on
from tests.support.operations import at_once, refusal
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.vae import VaePath
from tests.support.walk import GTP, HELD, Path, as_, centre, gtp, president

LATER = date(2027, 8, 2)
LETTERS = ("AWARD_LETTER", "PARTIAL_VALIDATION_LETTER", "NON_ADMISSION_LETTER")
JUDGED = """verdict { validated reasons again capacites { number } } decision acquired { validUntil } conservationUntil
  session { number } earlier { juryOn decision session { number } verdict { on again capacites { number } } }"""
NODES = "query($s: String!) { session(number: $s) { status dossiers { totalCount nodes { number status } } } }"


async def _seen(path: Path, number: str, actor: str) -> Any:
    query = f"query($n: String!) {{ dossier(number: $n) {{ status nextActions {JUDGED} certificates {{ kind }} }} }}"
    return (await path.api.data(query, {"n": number}, actor))["dossier"]


async def _listed(path: Path, session: str, actor: str) -> list[str]:
    found = (await path.api.data(NODES, {"s": session}, actor))["session"]["dossiers"]
    assert found["totalCount"] == len(found["nodes"])
    return [item["number"] for item in found["nodes"]]


async def _tasks(path: Path, actor: str, *, papers: bool = False) -> list[tuple[str, str]]:
    """What is to be done, without the papers or those alone."""
    query = "query { viewer { worklist { nodes { operation rule { id } } } } }"
    nodes = (await path.api.data(query, {}, actor))["viewer"]["worklist"]["nodes"]
    tasks = [(item["operation"], item["rule"]["id"]) for item in nodes]
    return [task for task in tasks if (task[0] == "generateDocument") is papers]


async def _letters(path: Path, number: str, on: date) -> list[str]:
    """The kinds of letters of a result that can be made of a dossier."""
    kinds = (*LETTERS, "GTP_REFUSAL_LETTER")
    signed = {"AWARD_LETTER": {"signatory": SIGNATORY}}
    answers = {kind: await made(path, centre(on), kind=kind, dossier=number, **signed.get(kind, {})) for kind in kinds}
    return [kind for kind, payload in answers.items() if not payload["problems"]]


async def test_the_jury_alone_is_made_again(path: Path) -> None:
    number = await path.dossier("Recommencée")
    first = await refused_first(path, {number: "A"}, "JURY")
    assert (await path.api.data(NODES, {"s": first}, centre(GTP)))["session"]["status"] == "CLOSE"
    told = await _seen(path, number, centre(GTP))
    assert told["verdict"] == {"validated": False, "reasons": REASONS, "again": "JURY", "capacites": []}
    assert (told["status"], told["acquired"], told["certificates"], told["nextActions"]) == (
        "REFUSE",
        [],
        [],
        ["withdrawDossier", "generateDocument"],
    )
    assert await _tasks(path, centre(GTP)) == [("assignDossiers", "GTP-07")]
    assert ("generateDocument", "LET-05") in await _tasks(path, centre(GTP), papers=True)
    assert await _letters(path, number, GTP) == ["GTP_REFUSAL_LETTER"]
    second = await judged_again(path, SECOND, {number: "A"})
    between = await _seen(path, number, centre(SECOND.sent))
    assert (between["status"], between["session"], between["verdict"]) == ("TRANSMIS", {"number": second}, None)
    assert between["earlier"] == [
        {
            "juryOn": HELD.isoformat(),
            "decision": "A",
            "session": {"number": first},
            "verdict": {"on": GTP.isoformat(), "again": "JURY", "capacites": []},
        }
    ]
    assert (await validated_on(path, SECOND.told, number))["problems"] == []
    over = await _seen(path, number, centre(SECOND.told))
    assert (over["status"], [item["kind"] for item in over["certificates"]]) == ("CERTIFIE", ["CQPM_RNCP", "CQPI"])
    assert await _letters(path, number, SECOND.told) == ["AWARD_LETTER"]
    assert await _listed(path, first, centre(SECOND.told)) == await _listed(path, second, gtp(SECOND.told)) == [number]
    assert [finding async for finding in verify(path.api.store)] == []


async def test_evaluations_are_made_again(path: Path) -> None:
    number = await path.dossier("Réévaluée", "134")
    first = await refused_first(path, {number: "NA"}, "EVALUATIONS", ("RNCP99277BC01",))
    told = await _seen(path, number, centre(GTP))
    assert [item["number"] for item in told["verdict"]["capacites"]] == ["1", "2"]
    assert (told["acquired"], told["conservationUntil"]) == ([], None)
    possible = ["planEvaluation", "nameCommission", "recordEvaluation", "withdrawDossier", "generateDocument"]
    assert told["nextActions"] == possible
    assert await _tasks(path, centre(LATER)) == [("recordEvaluation", "GTP-07")]
    results = [
        {"capacite": n, "acquired": True, "mode": "SITUATION_REELLE", "on": LATER.isoformat()} for n in ("1", "2")
    ]
    actor = centre(LATER)
    wrong = {"dossier": number, "results": [{**results[0], "capacite": "3"}]}
    assert await refusal(path, "recordEvaluation", actor, **wrong) == [("GTP-07", "results.0")]
    early = {"dossier": number, "results": [{**results[0], "on": (GTP - timedelta(days=1)).isoformat()}]}
    assert await refusal(path, "recordEvaluation", actor, **early) == [("GTP-07", "results.0.on")]
    half = await path.done("recordEvaluation", actor, dossier=number, results=results[:1])
    assert half["status"] == "OUVERT"
    assert await _letters(path, number, LATER) == ["GTP_REFUSAL_LETTER"], "told as long as no other result is"
    whole = await path.done("recordEvaluation", actor, dossier=number, results=results[1:])
    assert whole["status"] == "EVALUE"
    await judged_again(path, SECOND, {number: "A"})
    assert (await validated_on(path, SECOND.told, number))["problems"] == []
    assert (await path.read(number, centre(SECOND.told)))["status"] == "CERTIFIE"
    minutes = await made(path, centre(SECOND.told), kind="MINUTES", session=first)
    assert minutes["problems"] == []
    assert [finding async for finding in verify(path.api.store)] == []


@pytest.mark.parametrize("again", ["JURY", "EVALUATIONS"])
async def test_a_vae_is_judged_again(vae: VaePath, again: str) -> None:
    number = await vae.judged_next("Demandeuse")
    await refused_first(vae, {number: "A"}, again, ("3",) if again == "EVALUATIONS" else ())
    if again == "EVALUATIONS":
        assert await _tasks(vae, centre(LATER)) == [("recordEvaluation", "GTP-07")]
        line = {"capacite": "3", "acquired": True, "mode": "SITUATION_REELLE", "on": LATER.isoformat()}
        made_again = await vae.done("recordEvaluation", centre(LATER), dossier=number, results=[line])
        assert made_again["status"] == "RECEVABLE"
        assert [task for task, _ in await _tasks(vae, centre(LATER))] == ["concludeCommission"]
        given = {"dossier": number, "extent": "TOTAL", "expectedRevision": await vae.revision(number)}
        assert (await vae.done("concludeCommission", centre(LATER), **given))["status"] == "EVALUE"
    await judged_again(vae, SECOND, {number: "A"})
    assert (await validated_on(vae, SECOND.told, number))["problems"] == []
    assert (await vae.read(number, centre(SECOND.told)))["status"] == "CERTIFIE"
    assert [finding async for finding in verify(vae.api.store)] == []


async def test_refused_twice_then_closed(path: Path) -> None:
    number = await path.dossier("Refusée")
    await refused_first(path, {number: "A"}, "JURY")
    await judged_again(path, SECOND, {number: "NA"})
    assert (await refused(path, SECOND.told, "JURY", number))["problems"] == []
    assert await _letters(path, number, SECOND.told) == ["GTP_REFUSAL_LETTER"]
    await judged_again(path, THIRD, {number: "A"})
    assert (await refused(path, THIRD.told, "NOTHING", number))["problems"] == []
    over = await _seen(path, number, centre(THIRD.told))
    assert [item["decision"] for item in over["earlier"]] == ["A", "NA"]
    assert (over["status"], over["nextActions"]) == ("REFUSE", ["generateDocument"])
    assert await _tasks(path, centre(THIRD.told)) == []
    assert await refusal(path, "withdrawDossier", centre(THIRD.told), dossier=number, reason="x") == [("GTP-07", "")]
    assert [finding async for finding in verify(path.api.store)] == []


async def test_a_session_of_mixed_outcomes_goes_on_beside_a_new_jury(path: Path) -> None:
    numbers = [await path.dossier(name) for name in ("Validée", "Refusée", "Abandonnée")]
    await path.held(*numbers)
    await path.signed(**dict.fromkeys(numbers, "A"))
    await path.transmitted()
    first = path.session
    assert (await refused(path, GTP, "JURY", *numbers[1:]))["session"]["status"] == "TRANSMISE"
    gone = await path.done("withdrawDossier", centre(GTP), dossier=numbers[2], reason="Départ")
    assert (gone["status"], gone["session"]["number"]) == ("ABANDONNE", first)
    await convened(path, SECOND, numbers[1])
    path.session = first
    asked = await path.done("requestComplements", gtp(GTP), session=first, question="Et la feuille ?")
    assert asked["status"] == "COMPLEMENT_DEMANDE"
    assert (await path.read(numbers[1]))["status"] == "PRESENTE_AU_JURY"
    await path.done("answerComplements", centre(GTP), session=first, answer="La voici.")
    assert (await validated_on(path, GTP, numbers[0]))["session"]["status"] == "CLOSE"
    assert await _listed(path, first, centre(GTP)) == sorted(numbers)
    assert [finding async for finding in verify(path.api.store)] == []


async def test_taken_from_the_new_jury_it_waits_for_another(path: Path) -> None:
    number = await path.dossier("Absente")
    first = await refused_first(path, {number: "A"}, "JURY")
    second = await convened(path, SECOND, number)
    await path.done("assignDossiers", centre(SECOND.asked), session=second, remove=[number])
    found = await path.read(number, centre(SECOND.asked))
    assert (found["status"], found["session"]) == ("EVALUE", None)
    line = {"capacite": "1", "acquired": False, "mode": "SITUATION_REELLE", "on": LATER.isoformat()}
    given: dict[str, Any] = {"dossier": number, "results": [line]}
    assert await refusal(path, "recordEvaluation", centre(LATER), **given) == [("GTP-07", "results.0")]
    assert await _listed(path, first, gtp(LATER)) == [number]
    assert await _listed(path, second, gtp(LATER)) == []
    assert await _tasks(path, centre(SECOND.asked)) == [("assignDossiers", "GTP-07")]


async def test_two_new_juries_at_once_one_takes_it(path: Path) -> None:
    number = await path.dossier("Disputée")
    await refused_first(path, {number: "A"}, "JURY")
    sessions = []
    for _ in range(2):
        path.members.clear()
        await path.convened(heldOn=SECOND.held.isoformat())
        sessions.append(path.session)
    both = [{"session": session, "add": [number]} for session in sessions]
    landed, [refusals] = await at_once(path, "assignDossiers", centre(SECOND.asked), *both)
    assert (len(landed), {rule for rule, _ in refusals}) == (1, {"EVA-06"})
    assert len((await _seen(path, number, centre(SECOND.asked)))["earlier"]) == 1


async def test_two_verdicts_at_once_one_refuses(path: Path) -> None:
    number = await path.dossier("Jugée")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    verdicts = [
        {"dossier": number, "validated": True},
        {"dossier": number, "validated": False, "reasons": REASONS, "again": "JURY"},
    ]
    both = [{"session": path.session, "verdicts": [verdict]} for verdict in verdicts]
    landed, [refusals] = await at_once(path, "validateAttribution", gtp(GTP), *both)
    assert (len(landed), refusals[0]) == (1, ("CONFLICT", "expectedRevision"))
    found = await path.read(number)
    assert (found["status"], bool(found["certificates"])) in (("CERTIFIE", True), ("REFUSE", False))


async def test_of_two_accounts_of_the_gtp_the_later_one_reads_again(path: Path) -> None:
    number = await path.dossier("Examinée")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    one, other = (as_(Role.GTP, GTP, "UIMM", subject=f"gtp-{name}") for name in ("un", "deux"))
    assert await _tasks(path, one) == await _tasks(path, other) == [("validateAttribution", "GTP-01")]
    read = await path.revision()
    verdict = {"dossier": number, "validated": False, "reasons": REASONS, "again": "JURY"}
    given: dict[str, Any] = {"session": path.session, "verdicts": [verdict], "expectedRevision": read}
    await path.done("validateAttribution", one, **given)
    late = {**given, "verdicts": [{"dossier": number, "validated": True}]}
    refused_one = await path.call("validateAttribution", other, **late)
    assert refused_one["problems"][0]["code"] == "CONFLICT"
    assert await _tasks(path, other) == []
    assert (await path.read(number))["status"] == "REFUSE"


async def test_a_dry_run_shows_and_writes_nothing(path: Path) -> None:
    number = await path.dossier("Essayée")
    await refused_first(path, {number: "A"}, "EVALUATIONS", ("2",))
    line = {"capacite": "2", "acquired": True, "mode": "SITUATION_REELLE", "on": LATER.isoformat()}
    shown = await path.call("recordEvaluation", centre(LATER), dossier=number, results=[line], dryRun=True)
    assert (shown["problems"], shown["dossier"]["status"]) == ([], "EVALUE")
    kept = await _seen(path, number, centre(LATER))
    assert (kept["status"], kept["earlier"]) == ("REFUSE", [])


async def test_the_candidate_reads_the_refusal_and_not_the_next_result(path: Path) -> None:
    """GTP-06."""
    number = await path.dossier("Candidate")
    await refused_first(path, {number: "A"}, "JURY")
    tasks = await _tasks(path, centre(GTP))
    assert sorted(set(tasks)) == sorted(tasks)
    vae = VaePath(path.api)
    told = await _seen(path, number, await vae.own(number, GTP))
    assert (told["status"], told["verdict"]["reasons"]) == ("REFUSE", REASONS)
    letter = await made(path, centre(GTP), kind="GTP_REFUSAL_LETTER", dossier=number)
    own = await vae.own(number, SECOND.held)
    assert (await bytes_of(path, letter["document"]["url"], own)).status_code == 200
    await convened(path, SECOND, number)
    await attended(path, SECOND)
    given = {"dossier": number, "decision": "NA", "expectedRevision": await path.revision(number)}
    await path.done("recordDecision", president(SECOND.held), **given)
    waiting = await _seen(path, number, own)
    assert (waiting["status"], waiting["decision"], waiting["verdict"]) == ("PRESENTE_AU_JURY", None, None)
    assert [item["verdict"]["again"] for item in waiting["earlier"]] == ["JURY"]
