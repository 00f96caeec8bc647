"""What was left under a fiche's code counts under the certification that it is declared to be of (REG-02)."""

from datetime import date
from typing import Any

from tests.support.operations import seen
from tests.support.same import APART, DECLARE, HERE, SAME
from tests.support.walk import EVALUATED, GTP, SENT, Path, centre, gtp
from tests.support.world import BLOCS, PLAIN, PROBLEMS, REGISTERED

AGAIN = date(2027, 9, 1)
CARRY = "carryOver { bloc { code } dossier { number } validUntil }"
OPENING = f"""mutation($i: OpenDossierInput!) {{ openDossier(input: $i) {{ {PROBLEMS}
  dossier {{ number certification {{ code }} {CARRY} }} warnings {{ message rule {{ id }} }} }} }}"""
HELD = """candidate { holdings { certification { code } bloc { code }
  through { __typename ... on Certificate { bloc { code } } } } }"""


async def _evaluated(path: Path, acquired: tuple[str, ...]) -> str:
    """A dossier opened under the code of the fiche, its blocs evaluated."""
    number = await path.opened("Avant", certification=REGISTERED)
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, agreedWith="ENTREPRISE",
                    modes=[{"bloc": code, "mode": "SITUATION_REELLE"} for code in BLOCS])  # fmt: skip
    await path.done("nameCommission", centre(EVALUATED), dossier=number,
                    members=[{"name": name, "function": "Formateur"} for name in ("Eva", "Paul")])  # fmt: skip
    await path.done("recordCompanyOpinion", centre(EVALUATED), dossier=number, favourable=True, by="Chef Atelier")
    results = [
        {"bloc": code, "acquired": code in acquired, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
        for code in BLOCS
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    return number


async def _transmitted(path: Path, acquired: tuple[str, ...]) -> str:
    """Such a dossier, on which a jury decided under the same code, sent to the GTP."""
    number = await _evaluated(path, acquired)
    await path.convened(number, certifications=[REGISTERED])
    await path.attended()
    await path.signed(**{number: "A" if acquired == BLOCS else "NA"})
    kinds = (("ATTESTATION", None), ("CPREFP_EXTRACT", None), ("ATTENDANCE_SHEET", REGISTERED), ("MINUTES", REGISTERED))
    pieces = [{"kind": kind, "certification": code, "file": await path.upload(centre(SENT))} for kind, code in kinds]
    sent = {"session": path.session, "pieces": pieces, "minutesCopiedOn": SENT.isoformat()}
    await path.done("transmitSession", centre(SENT), **sent)
    return number


async def _validated(path: Path, acquired: tuple[str, ...]) -> str:
    number = await _transmitted(path, acquired)
    assert (await path.validated(number))["problems"] == []
    return number


async def _opened(path: Path, before: str, **changes: Any) -> Any:
    """What openDossier answers of another dossier of the same person, under the number of the certification."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    given = {"candidate": person, "certification": PLAIN, "route": "FORMATION", "channel": "CANDIDAT", "origin": "SL",
             "funding": "PF", "trainingStartsOn": "2027-04-20", **changes}  # fmt: skip
    payload = (await path.api.data(OPENING, {"i": given}, centre(AGAIN)))["openDossier"]
    assert payload["problems"] == []
    return payload


def _told(payload: Any, rule: str) -> str:
    return " ".join(item["message"] for item in payload["warnings"] if item["rule"]["id"] == rule)


async def _declared(path: Path) -> None:
    await path.done(DECLARE, HERE, **SAME)
    said = {"certification": PLAIN, "number": REGISTERED, "registered": True, "source": "Fiche"}
    await path.done("declareRegistration", HERE, **said)


async def test_an_open_dossier_is_pointed_out_whatever_its_code(path: Path) -> None:
    before = await _evaluated(path, BLOCS)
    assert "déjà ouvert" not in _told(await _opened(path, before, dryRun=True), "INS-11")
    await _declared(path)
    assert before in _told(await _opened(path, before, dryRun=True), "INS-11")
    await path.done("withdrawDossier", centre(AGAIN), dossier=before, reason="Mutation")
    payload = await _opened(path, before)
    assert before in _told(payload, "INS-12"), "given up: nothing of it is carried over"
    assert "déjà ouvert" not in _told(payload, "INS-11")


async def test_what_a_jury_left_under_the_fiche_is_carried_over(path: Path) -> None:
    before = await _validated(path, BLOCS[:1])
    assert _told(await _opened(path, before, dryRun=True), "INS-12") == "", "nothing is joined by resemblance"
    await _declared(path)
    payload = await _opened(path, before, targetBlocs=list(BLOCS))
    assert f"détient déjà le bloc {BLOCS[0]}" in _told(payload, "INS-11")
    assert before in _told(payload, "INS-12")
    dossier = payload["dossier"]
    assert dossier["certification"] == {"code": PLAIN}
    assert dossier["carryOver"] == [{"bloc": {"code": BLOCS[0]}, "dossier": {"number": before}, "validUntil": None}]
    await path.done("recordEvaluation", centre(AGAIN), dossier=dossier["number"], carryAll=True)
    held = (await seen(path, "dossier", before, HELD))["candidate"]["holdings"]
    assert held == [
        {
            "certification": {"code": PLAIN},
            "bloc": {"code": BLOCS[0]},
            "through": {"__typename": "Certificate", "bloc": {"code": BLOCS[0]}},
        }
    ]
    await path.done(DECLARE, HERE, **APART)
    assert (await seen(path, "dossier", dossier["number"], CARRY))["carryOver"] == []


async def test_what_is_carried_over_goes_before_a_jury_of_either_code(path: Path) -> None:
    """INS-08: still held, under whichever code the session judges; not once it was awarded unduly (CER-09)."""
    before = await _validated(path, BLOCS[:1])
    await _declared(path)
    number = (await _opened(path, before, targetBlocs=list(BLOCS[:1])))["dossier"]["number"]
    await path.done("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True)
    made = await path.done("scheduleSession", centre(AGAIN), certifications=[PLAIN], heldOn="2027-12-15")
    await path.done("assignDossiers", centre(AGAIN), session=made["number"], add=[number])
    await path.done("assignDossiers", centre(AGAIN), session=made["number"], remove=[number])
    [certificate] = (await path.read(before))["certificates"]
    await path.done("cancelCertificate", gtp(AGAIN), certificate=certificate["number"], kind="UNDUE", reason="Jury")
    refused = await path.call("assignDossiers", centre(AGAIN), session=made["number"], add=[number])
    assert [item["rule"]["id"] for item in refused["problems"]] == ["INS-08"]


async def test_the_certification_is_held_once_through_its_certificate(path: Path) -> None:
    before = await _validated(path, BLOCS)
    await _declared(path)
    assert "détient déjà cette certification" in _told(await _opened(path, before, dryRun=True), "INS-11")
    held = (await seen(path, "dossier", before, HELD, gtp(GTP)))["candidate"]["holdings"]
    whole = [item for item in held if item["bloc"] is None]
    assert [(item["certification"]["code"], item["through"]["__typename"]) for item in whole] == [
        (PLAIN, "Certificate")
    ]
    assert [item["bloc"]["code"] for item in held if item["bloc"]] == list(BLOCS)


async def test_a_former_jury_still_names_who_it_judged_under_the_fiche(path: Path) -> None:
    """GTP-07: its papers, once a later session judges the dossier under the number of the certification."""
    number, former = await _transmitted(path, BLOCS), path.session
    verdict = {"dossier": number, "validated": False, "reasons": "Convocation tardive", "again": "JURY"}
    await path.done("validateAttribution", gtp(GTP), session=former, verdicts=[verdict],
                    expectedRevision=await path.revision())  # fmt: skip
    await _declared(path)
    made = await path.done("scheduleSession", centre(AGAIN), certifications=[PLAIN], heldOn="2027-12-15")
    await path.done("assignDossiers", centre(AGAIN), session=made["number"], add=[number])
    query = """mutation($i: GenerateDocumentInput!) { generateDocument(input: $i) {
      document { id } problems { message } } }"""
    given = {"kind": "MINUTES", "session": former}
    answer = await path.api.data(query, {"i": given}, centre(AGAIN))
    assert answer["generateDocument"]["problems"] == []
