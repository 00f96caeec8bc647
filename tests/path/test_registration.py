"""Registrations that end, or that nobody knows, from opening to certificate and letter, over HTTP (REG-01)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import seen, told, warned
from tests.support.registered import fiche, known_as
from tests.support.sharing import again as carried_again
from tests.support.vae import NOTICE, VaePath
from tests.support.walk import CQPM, EVALUATED, GTP, HELD, OPENED, Path, as_, centre, gtp, president

FICHE = "RNCP99277"
DECLARED: dict[str, Any] = {"certification": CQPM, "source": "Courrier de France compétences"}
ENDED = date(2027, 1, 31)
"""Between the opening and the jury."""


async def _registered(path: Path, number: str, actor: str | None = None) -> Any:
    query = """query($n: String!) { dossier(number: $n) { countsAsRegistered trainingStartsOn conservationUntil
      checklist { rule { id } state detail requiredFor } } }"""
    return (await path.api.data(query, {"n": number}, actor or centre(GTP)))["dossier"]


def _line(found: Any) -> Any:
    [line] = [item for item in found["checklist"] if item["rule"]["id"] == "REG-01"]
    return line


async def _letter(path: Path, number: str, kind: str = "PARTIAL_VALIDATION_LETTER") -> Any:
    query = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
      document { kind } problems { code message path rule { id } } warnings { message } } }"""
    given = {"kind": kind, "dossier": number}
    return (await path.api.data(query, {"input": given}, centre(GTP)))["generateDocument"]


async def _declarations(path: Path) -> list[tuple[str, str]]:
    """What the GTP's worklist asks to be declared: of which certification, and in which words."""
    query = """{ viewer { worklist { nodes { operation rule { id } summary
      subject { ... on Certification { code } } } } } }"""
    tasks = (await path.api.data(query, None, gtp(GTP)))["viewer"]["worklist"]["nodes"]
    told = [item for item in tasks if item["operation"] == "declareRegistration"]
    assert {item["rule"]["id"] for item in told} <= {"REG-01"}
    return [(item["subject"]["code"], item["summary"]) for item in told]


async def _sent(path: Path, **decisions: str) -> Any:
    """The session held, decided, signed and transmitted; the payload of the signature."""
    await path.held(*decisions)
    for number, decision in decisions.items():
        assert (await path.decide(number, decision))["problems"] == []
    revision = await path.revision()
    signed = await path.call("signMinutes", president(HELD), session=path.session, expectedRevision=revision)
    assert signed["problems"] == []
    await path.transmitted()
    return signed


@pytest.mark.parametrize(
    ("last_award_on", "kind", "kept"),
    [
        (None, "CQPM_RNCP", "2032-04-15"),
        (HELD, "CQPM_RNCP", "2032-04-15"),
        (date(2027, 4, 14), "CQPM", "2029-04-15"),
    ],
)
async def test_a_fiche_that_ends_between_opening_and_jury(
    path: Path, last_award_on: date | None, kind: str, kept: str
) -> None:
    """Whoever entered while it was in force still counts, until its last day of award, the jury's day included."""
    await known_as(path.api.store, CQPM, fiche(FICHE, date(2022, 1, 1), ENDED, last_award_on=last_award_on))
    whole, some = await path.dossier("Tout"), await path.dossier("Partie", "3", trainingStartsOn="2026-11-02")
    assert (await _registered(path, whole))["countsAsRegistered"] is True
    assert warned(await _sent(path, **{whole: "A", some: "NA"})) == []
    assert warned(await path.validated(whole, some)) == []
    assert (await path.read(whole))["certificates"][0]["kind"] == kind
    found = await _registered(path, some)
    assert (found["countsAsRegistered"], found["conservationUntil"]) == (kind == "CQPM_RNCP", kept)
    assert _line(found)["state"] == "DONE"
    assert (await _letter(path, some))["problems"] == []


async def test_an_unknown_registration_declared_at_the_last_moment(path: Path) -> None:
    """Opening and minutes warn and never wait; certificates, letter and last day wait for the declaration."""
    store = path.api.store
    await known_as(store, CQPM)
    person = await path.api.candidate(centre(OPENED), lastName="Averti")
    opened = await path.api.open(person, centre(OPENED), certification=CQPM, withoutEmployer=True)
    assert warned(opened) == ["REG-01"]
    whole, some = await path.dossier("Tout"), await path.dossier("Partie", "3")
    found = await _registered(path, whole)
    assert found["countsAsRegistered"] is None
    assert _line(found)["state"] == "MISSING"
    assert "declareRegistration" in _line(found)["detail"]

    signed = await _sent(path, **{whole: "A", some: "NA"})
    assert warned(signed) == ["REG-01", "REG-01"]
    messages = " ".join(item["message"] for item in signed["warnings"])
    assert whole in messages
    assert some in messages

    asked = f"Déclarer si la certification {CQPM} était inscrite au RNCP le 23 novembre 2026 : "
    assert await _declarations(path) == [(CQPM, f"{asked}2 dossiers jugés l’attendent.")]
    refused = await path.validated(whole, some)
    assert told(refused) == [("REG-01", "verdicts.0.dossier")]
    assert whole in refused["problems"][0]["message"]
    assert "declareRegistration" in refused["problems"][0]["message"]
    partial = await path.validated(some)
    assert warned(partial) == ["REG-01"], "nothing is awarded: it is only warned of"
    assert await _declarations(path) == [(CQPM, f"{asked}un dossier jugé l’attend.")]
    letter = await _letter(path, some)
    assert [(item["rule"]["id"], item["path"]) for item in letter["problems"]] == [("REG-01", ["dossier"])]
    assert (await _registered(path, some))["conservationUntil"] is None
    held = [item for item in (await path.read(some))["acquired"] if item["capacite"]]
    assert [item["validUntil"] for item in held] == [None]

    given = {**DECLARED, "registered": True, "number": FICHE, "from": "2022-01-01", "until": ENDED.isoformat()}
    await path.done("declareRegistration", gtp(GTP), **given)
    assert await _declarations(path) == []
    assert warned(await path.validated(whole)) == []
    assert (await path.read(whole))["certificates"][0]["kind"] == "CQPM_RNCP"
    assert (await _letter(path, some))["problems"] == []
    assert (await _registered(path, some))["conservationUntil"] == "2032-04-15"
    [dossier] = (await store.dossiers.by_numbers([whole])).values()
    assert dossier.at_rncp is True, "frozen when the GTP decided"


CARRY = "carryOver { capacite { number } validUntil }"


@pytest.mark.rule("REG-01")
async def test_nothing_is_carried_over_until_it_is_declared(path: Path) -> None:
    """INS-12, CON-02: one message wherever it is asked, no day told; the day of the request is what counts then."""
    await known_as(path.api.store, CQPM)
    some = await path.dossier("Partie", "3")
    await _sent(path, **{some: "NA"})
    assert warned(await path.validated(some)) == ["REG-01"]
    again = await carried_again(path, some, date(2027, 6, 1), withoutEmployer=True)
    told_ = [item["message"] for item in again["warnings"] if "ne se reprend pas encore" in item["message"]]
    assert (warned(again).count("REG-01"), len(told_), "INS-12" in warned(again)) == (2, 1, False)
    number, actor = again["dossier"]["number"], centre(date(2027, 6, 1))
    assert (await seen(path, "dossier", number, CARRY, actor))["carryOver"] == []
    for given, place in (
        ({"carryAll": True}, "carryAll"),
        ({"results": [{"capacite": "3", "carriedFrom": some}]}, "results.0.carriedFrom"),
    ):
        refused = await path.call("recordEvaluation", actor, dossier=number, **given)
        assert told(refused) == [("REG-01", place)]
        assert [item["message"] for item in refused["problems"]] == told_
    fiche_ = {**DECLARED, "registered": True, "number": FICHE, "from": "2022-01-01", "until": ENDED.isoformat()}
    await path.done("declareRegistration", gtp(GTP), **fiche_)
    assert (await seen(path, "dossier", number, CARRY, actor))["carryOver"] == [
        {"capacite": {"number": "3"}, "validUntil": "2032-04-15"}
    ]
    await path.done("recordEvaluation", actor, dossier=number, carryAll=True)


async def test_declared_without_registration_at_the_last_moment(path: Path) -> None:
    await known_as(path.api.store, CQPM)
    whole, some = await path.dossier("Tout"), await path.dossier("Partie", "123")
    await _sent(path, **{whole: "A", some: "NA"})
    assert told(await path.validated(whole, some)) == [
        ("REG-01", "verdicts.0.dossier"),
        ("REG-01", "verdicts.1.dossier"),
    ], "a bloc is complete: a certificate hangs on it"
    await path.done("declareRegistration", gtp(GTP), **DECLARED, registered=False)
    assert warned(await path.validated(whole, some)) == []
    assert (await path.read(whole))["certificates"][0]["kind"] == "CQPM"
    other = await path.read(some)
    assert (other["certificates"], other["conservationUntil"]) == ([], "2029-04-15")


async def test_what_is_known_later_does_not_undo_what_was_frozen(path: Path) -> None:
    whole = await path.dossier("Tout")
    await _sent(path, **{whole: "A"})
    await known_as(path.api.store, CQPM)
    assert warned(await path.validated(whole)) == []
    assert (await path.read(whole))["certificates"][0]["kind"] == "CQPM_RNCP"


async def test_training_entered_is_recorded_and_corrected(path: Path) -> None:
    """The day of entry counts, not the inscription's; corrected after the decision, what was frozen is frozen anew."""
    await known_as(path.api.store, CQPM, fiche(FICHE, date(2026, 11, 23), date(2030, 12, 31)))
    number = await path.dossier("Entrant", trainingStartsOn="2026-11-22")
    found = await _registered(path, number)
    assert (found["trainingStartsOn"], found["countsAsRegistered"]) == ("2026-11-22", False)
    await path.held(number)
    assert (await path.decide(number, "A"))["problems"] == []
    assert (await _registered(path, number))["countsAsRegistered"] is False
    given = {"dossier": number, "reason": "Attestation d’entrée", "trainingStartsOn": "2026-11-23"}
    assert warned(await path.call("correctDossier", centre(HELD), **given)) == []
    found = await _registered(path, number)
    assert (found["trainingStartsOn"], found["countsAsRegistered"]) == ("2026-11-23", True)
    earlier = await path.call("correctDossier", centre(HELD), **{**given, "trainingStartsOn": "2026-11-02"})
    assert warned(earlier) == ["REF-07"], "the version stays"
    born = await path.call("correctDossier", centre(HELD), **{**given, "trainingStartsOn": "1980-01-01"})
    assert told(born) == [("INS-09", "trainingStartsOn")]


async def test_blocs_are_asked_for_on_the_day_that_counts(path: Path) -> None:
    """INS-06: not known, it is declared first."""
    await known_as(path.api.store, CQPM, fiche(FICHE, date(2026, 11, 23), date(2030, 12, 31)))
    person = await path.api.candidate(centre(OPENED), lastName="Bloc")
    given = {"certification": CQPM, "targetBlocs": ["RNCP99277BC01"], "dryRun": True}
    for day, expected in (("2026-11-22", [("INS-06", "targetBlocs")]), ("2026-11-23", [])):
        assert told(await path.api.open(person, centre(OPENED), **given, trainingStartsOn=day)) == expected
    await known_as(path.api.store, CQPM)
    unknown = await path.api.open(person, centre(OPENED), **given)
    assert told(unknown) == [("INS-06", "targetBlocs")]
    assert "declareRegistration" in unknown["problems"][0]["message"]


async def test_vae_waits_until_it_is_declared(vae: VaePath) -> None:
    await known_as(vae.api.store, CQPM)
    person = await vae.api.candidate(centre(OPENED), lastName="Acquis")
    given = {"certification": CQPM, "route": "VAE", "funding": "CVAE", "dryRun": True}
    refused = await vae.api.open(person, centre(OPENED), **given)
    assert told(refused) == [("VAE-01", "route")]
    assert "declareRegistration" in refused["problems"][0]["message"]
    fiche_ = {**DECLARED, "registered": True, "number": FICHE, "from": OPENED.isoformat(), "until": "2026-12-07"}
    await vae.done("declareRegistration", gtp(OPENED), **fiche_)
    assert told(await vae.api.open(person, centre(OPENED), **given)) == []
    before = {**given, "requestedOn": "2026-11-22"}
    assert told(await vae.api.open(person, centre(OPENED), **before)) == [("VAE-01", "route")]


async def test_a_request_admitted_while_it_stood_still_counts(vae: VaePath) -> None:
    """The fiche ends on the day of the favourable notice, long before the jury."""
    await known_as(vae.api.store, CQPM, fiche(FICHE, date(2022, 1, 1), NOTICE))
    number = await vae.judged_next("Acquis")
    assert (await _registered(vae, number))["countsAsRegistered"] is True
    await _sent(vae, **{number: "A"})
    assert warned(await vae.validated(number)) == []
    assert (await vae.read(number))["certificates"][0]["kind"] == "CQPM_RNCP"


@pytest.mark.parametrize(("end", "expected"), [(date(2027, 1, 31), []), (date(2027, 1, 30), [("VAE-01", "dossier")])])
@pytest.mark.rule("VAE-01")
async def test_a_tacit_notice_is_judged_when_the_commission_is_named(
    vae: VaePath, end: date, expected: list[tuple[str, str]]
) -> None:
    number = await vae.completed("Silence")
    assert (await vae.piece(number, "EVIDENCE", centre(date(2027, 2, 1))))["problems"] == []
    await known_as(vae.api.store, CQPM, fiche(FICHE, date(2022, 1, 1), end))
    assert told(await vae.commission(number, on=date(2027, 2, 2))) == expected
    await known_as(vae.api.store, CQPM)
    assert told(await vae.commission(number, on=date(2027, 2, 2))) == [("VAE-01", "dossier")]


async def test_a_jury_reads_none_of_it_before_its_last_decision(path: Path) -> None:
    number = await path.dossier("Voilé", trainingStartsOn="2026-11-20")
    other = await path.dossier("Autre")
    await path.held(number, other)
    found = await _registered(path, await path.seat(number), president(HELD))
    assert (found["countsAsRegistered"], found["trainingStartsOn"]) == (None, None)
    assert "REG-01" not in [item["rule"]["id"] for item in found["checklist"]]
    adviser = as_(Role.CANDIDATE, EVALUATED, None, candidate="autre")
    query = "query($n: String!) { dossier(number: $n) { countsAsRegistered } }"
    assert (await path.api.data(query, {"n": number}, adviser))["dossier"] is None
