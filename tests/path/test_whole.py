"""Three candidates before one jury, from registration to certificate, letter and refusal, over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.lines import Lines, written
from tests.support.walk import (
    CQPI,
    CQPM,
    GTP,
    HELD,
    PARTS,
    Path,
    as_,
    centre,
    gtp,
    is_certificate_number,
    president,
)

NAMES = (
    "Tout", "Partie", "Rien", "Élodie", "Lille", "1990-05-01", "Ateliers", "Présidente", "Syndiqu", "Employeur", "Luatrice",
    "Valuateur", "Tuteur", "Original perdu", "poste", "complète", "MC 2027", "2027-04", "eyJ", "pdf",
)  # fmt: skip
"""What the walk says of people, or sends."""


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the service writes meanwhile."""
    with written() as made:
        yield made


async def test_three_candidates_from_registration_to_certificate(path: Path, lines: Lines) -> None:
    everything = await path.dossier("Tout", "1234")
    some = await path.dossier("Partie", "123")
    nothing = await path.dossier("Rien", "")
    await path.convened(everything, some, nothing)
    swap = await path.call(
        "replaceJuryMember",
        centre(HELD),
        session=path.session,
        replaced=path.members["Omar Syndiqué"],
        member={
            "name": "Ines Syndiquée",
            "role": "UNION",
            "organisation": "FO",
            "qualified": True,
            "branchEmployee": True,
        },
    )
    assert swap["problems"] == []
    assert [warning["rule"]["id"] for warning in swap["warnings"]] == ["JUR-02", "JUR-15"]
    path.members = {member["name"]: member["id"] for member in swap["session"]["members"]}
    await path.done("informCprefp", centre(HELD), session=path.session)
    await path.attended()

    tie = [
        {"member": path.members["Anne Présidente"], "decision": "A"},
        {"member": path.members["Marc Employeur"], "decision": "A"},
        {"member": path.members["Lise Syndiquée"], "decision": "NA"},
        {"member": path.members["Ines Syndiquée"], "decision": "NA"},
    ]
    decided = await path.decide(everything, None, votes=tie)
    assert decided["problems"] == []
    assert decided["dossier"]["tally"] == {"admitting": 2, "refusing": 2, "tieBroken": True}
    await path.signed(**{some: "NA", nothing: "NA"})
    sent = await path.transmitted()
    assert sent["status"] == "TRANSMISE"

    await path.done("requestComplements", gtp(GTP), session=path.session, question="La feuille est-elle complète ?")
    assert (await path.read(some))["status"] == "COMPLEMENT_DEMANDE"
    await path.done("answerComplements", centre(GTP), session=path.session, answer="Oui, la voici.")
    over = await path.validated(everything, some, nothing)
    assert over["problems"] == []
    assert over["session"]["status"] == "CLOSE"

    first = await path.read(everything)
    assert (first["status"], first["decision"], first["outcome"]) == ("CERTIFIE", "A", "TOTAL")
    assert [(item["kind"], item["certification"]["code"]) for item in first["certificates"]] == [
        ("CQPM_RNCP", CQPM),
        ("CQPI", CQPI),
    ]
    assert all(is_certificate_number(item["number"]) for item in first["certificates"])
    second = await path.read(some)
    assert (second["status"], second["decision"], second["outcome"]) == ("CERTIFIE", "NA", "PARTIAL")
    assert [(item["kind"], item["bloc"]["code"]) for item in second["certificates"]] == [("BLOC", PARTS[0])]
    assert second["conservationUntil"] == "2032-04-15"
    third = await path.read(nothing)
    assert (third["status"], third["outcome"], third["certificates"]) == ("VALIDE", "NONE", [])
    numbers = [item["number"] for dossier in (first, second) for item in dossier["certificates"]]
    assert sorted(numbers) == [f"MC 2027 05 59 0000{rank}" for rank in (1, 2, 3)]

    for certificate in first["certificates"]:
        await path.done(
            "deliverCertificate",
            centre(GTP),
            certificate=certificate["number"],
            to="COMPANY",
            means="REGISTERED_LETTER",
        )
    assert (await path.read(everything))["status"] == "REMIS"
    copy = await path.done(
        "issueCertifiedCopy",
        centre(GTP),
        certificate=numbers[0],
        reason="Original perdu",
        certifiedBy="La directrice",
    )
    assert copy["copies"] == [{"on": GTP.isoformat(), "reason": "Original perdu"}]
    answers = [{"question": "Êtes-vous en poste ?", "answer": "Oui, chez Ateliers Tout."}]
    await path.done("recordSurvey", centre(GTP), certificate=numbers[0], answers=answers)
    read = f'{{ certificate(number: "{numbers[0]}") {{ survey {{ answeredOn answers {{ question answer }} }} }} }}'
    for reader in (centre(GTP), gtp(GTP)):
        found = await path.api.data(read, None, reader)
        assert found["certificate"]["survey"] == {"answeredOn": GTP.isoformat(), "answers": answers}
    answer = await path.api.data(
        '{ a: verifyCertificate(number: "mc2027055900001") { number genuine state kind title issuedOn }'
        '  b: verifyCertificate(number: "MC 2027 05 59 00009") { number genuine state } }',
        None,
        None,
    )
    assert answer["a"]["genuine"] is True
    assert answer["a"]["state"] == "DELIVERED"
    assert answer["b"] == {"number": "MC 2027 05 59 00009", "genuine": False, "state": None}
    assert [found async for found in verify(path.api.store)] == []
    assert [found async for found in discrepancies(path.api.store)] == []
    assert [found async for found in nonconformities(path.api.store)] == []
    assert len(lines.of("poincon.requests")) > 50
    assert [name for name in NAMES if name in lines.text] == []


async def test_the_candidate_learns_the_result_with_the_gtp(path: Path) -> None:
    number = await path.dossier("Tout")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    me = as_(Role.CANDIDATE, GTP, None, candidate=dossier.candidate)
    told = "query($n: String!) { dossier(number: $n) { history { nodes { action rules { id } } } } }"
    history = (await path.api.data(told, {"n": number}, me))["dossier"]["history"]["nodes"]
    assert {event["action"] for event in history} >= {"openDossier", "recordDecision"}
    assert [event for event in history if event["rules"]] == [], "a rule may tell the result (GTP-06)"
    before = await path.read(number, me)
    assert (before["status"], before["decision"], before["acquired"]) == ("PRESENTE_AU_JURY", None, [])
    assert before["session"] is None
    await path.validated(number)
    after = await path.read(number, me)
    assert (after["status"], after["decision"], len(after["certificates"])) == ("CERTIFIE", "A", 2)


async def test_the_last_decision_shows_the_names_that_it_unveils(path: Path) -> None:
    """JUR-08: anonymous in the answer to every decision but the last, and in a dry run of the last."""
    first, last = await path.dossier("Premiere"), await path.dossier("Derniere")
    await path.held(first, last)
    query = """mutation($input: RecordDecisionInput!) { recordDecision(input: $input) {
      dossier { candidate { lastName } } problems { code } } }"""

    async def name(number: str, **given: Any) -> str | None:
        asked = {
            "dossier": await path.seat(number),
            "decision": "A",
            "expectedRevision": await path.revision(number),
            **given,
        }
        payload = (await path.api.data(query, {"input": asked}, president(HELD)))["recordDecision"]
        assert payload["problems"] == []
        person = payload["dossier"]["candidate"]
        return person and str(person["lastName"])

    assert await name(first) is None
    assert await name(last, dryRun=True) is None
    assert await name(last) == "Derniere"
