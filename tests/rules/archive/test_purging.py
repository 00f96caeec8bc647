"""What goes with a dossier and what stays, dossier by dossier and person by person (ARC-01 to ARC-04)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.archive.erasing import ERASED, pseudonymous, without_contact, without_material
from rules.archive.keeping import tables_before
from rules.archive.purge import AT_ONCE, ArchiveKind, PersonErasure, Purge
from rules.archive.purging import Archive, PurgeArchives
from rules.base.operation import Operation
from rules.base.partial_date import PartialDate
from rules.candidate.candidate import Address, Candidate, Correction
from rules.candidate.mandate import Mandate
from rules.document.document import MATERIAL, Document, DocumentKind
from rules.document.pack import Pack, PackFormat, PackPaper, PackPapers
from rules.dossier.commission import CompanyOpinion
from rules.dossier.dossier import Company, Dossier, DossierStatus, JuryDecision, Route, Withdrawal
from rules.dossier.vae import VaePieceKind, VaeRequest
from rules.file.file import CSV, TableLine, UploadedFile
from rules.lives.common import COMMON
from rules.lives.family import life_of_entity
from rules.lives.life import Outcome
from tests.rules.samples.jury import HELD, decided, evaluated
from tests.rules.samples.vae import experience, file, piece

NOW, TODAY = datetime(2033, 1, 3, 9, tzinfo=UTC), date(2033, 1, 3)
PERSON = Candidate(
    id="c",
    anonymous_number="A1B2",
    birth_name="Reconnaissable",
    used_name="Usuelle",
    first_names="Élodie",
    sex="F",
    birth_date=PartialDate(1990, 5, 1),
    birth_town="Lille",
    birth_department="59",
    email="e@exemple.fr",
    phone="+33600000000",
    address=Address(lines=("1 rue X",), postcode="59000", town="Lille"),
    department="59",
    centres=("UT59",),
    registered_on=date(2026, 11, 23),
    mandates=(Mandate(id="m", account="x", name="Alix", starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1)),),
    corrections=(Correction(on=date(2027, 1, 1), fields=("phone",), reason="Erreur", proof="p"),),
)
JUDGED = decided(
    JuryDecision.NA,
    "12",
    compensation="Tiers temps",
    tutor="Tom Tuteur",
    company_opinion=CompanyOpinion(favourable=True, by="Chef", on=HELD),
)
GIVEN_UP = evaluated(
    id="v",
    number="D2026-UT59-00002",
    route=Route.VAE,
    status=DossierStatus.ABANDONNE,
    withdrawal=Withdrawal(on=date(2026, 12, 1), reason="Maladie"),
    evaluations=(),
    vae=VaeRequest(experiences=(experience(),), pieces=(piece(VaePieceKind.CV),)),
)


def paper(key: str, kind: DocumentKind) -> Document:
    return Document(
        id=key,
        kind=kind,
        dossier=JUDGED.number,
        exam_centre="UT59",
        file_name=f"{key}-Reconnaissable.docx",
        size=1,
        sha256=f"sha-{key}",
        created_on=NOW,
    )


def pack(*keys: str) -> Pack:
    papers = tuple(
        PackPaper(document=key, sha256=key, name=f"{key}.docx", group="Reconnaissable", title="x") for key in keys
    )
    return Pack(
        id="pack",
        session="s",
        session_number="S",
        session_revision=1,
        exam_centre="UT59",
        format=PackFormat.ZIP,
        asked=PackPapers.DUE,
        papers=papers,
        created_on=NOW,
        on=TODAY,
    )


def archive(dossier: Dossier = JUDGED, **changes: Any) -> Archive:
    given: dict[str, Any] = {"at_rncp": True, "others": (), "people": (PERSON,), "certified": False, "documents": ()}
    return Archive(**{"dossier": dossier, **given, "files": (), "proofs": (), "shared": {}, "packs": (), **changes})


def purge(*archives: Archive, today: date = TODAY, tables: Sequence[UploadedFile] = (), **asked: Any) -> Outcome:
    return COMMON.rows[Operation.purgeArchives].decided(
        None,
        PurgeArchives(**asked),
        archives=archives,
        tables=tables,
        exam_centre="UT59",
        resume_after=None,
        identifier="purge",
        now=NOW,
        today=today,
    )


def changed(outcome: Outcome) -> dict[str, Any]:
    assert outcome.entity is not None, outcome.problems
    return {change.entity.id: change.entity for change in outcome.others}


def rules(outcome: Outcome) -> list[str | None]:
    return [problem.rule for problem in outcome.problems]


@pytest.mark.rule("ARC-02")
def test_results_are_asked_for_in_vain() -> None:
    outcome = purge(archive(), kinds=(ArchiveKind.EVALUATION, ArchiveKind.RESULTS))
    assert (rules(outcome), outcome.problems[0].path) == (["ARC-02"], ("kinds", "1"))


@pytest.mark.rule("ARC-03")
def test_the_papers_of_juries_are_asked_for_in_vain() -> None:
    outcome = purge(archive(), kinds=(ArchiveKind.JURY,))
    assert (rules(outcome), outcome.problems[0].path) == (["ARC-03"], ("kinds", "0"))


def test_results_and_what_minutes_print_stay() -> None:
    after = without_material(JUDGED, TODAY)
    assert (after.deliberation, after.verdict, after.company) == (JUDGED.deliberation, JUDGED.verdict, JUDGED.company)
    assert [(item.item, item.acquired, item.on) for item in after.evaluations] == [
        (item.item, item.acquired, item.on) for item in JUDGED.evaluations
    ]
    assert (after.plan, after.commission, after.tutor, after.compensation) == (None, (), None, None)
    assert (after.company_opinion, after.destroyed_on) == (None, TODAY)
    assert without_material(after, date(2040, 1, 1)) == after


def test_what_was_never_judged_keeps_what_statistics_count() -> None:
    dossier = GIVEN_UP.evolve(company=Company(name="Fonderie", address="1 rue X", nace="24.51Z"))
    after = without_material(dossier, TODAY)
    assert after.company == Company(name=ERASED, nace="24.51Z")
    assert after.withdrawal == Withdrawal(on=date(2026, 12, 1), reason=ERASED)
    assert after.vae is not None
    assert (after.vae.experiences, after.vae.pieces) == ((), ())
    assert (after.status, after.certification, after.route) == (dossier.status, dossier.certification, dossier.route)


def test_nothing_is_missing_from_a_dossier_whose_archives_are_gone() -> None:
    after = without_material(JUDGED, TODAY)
    lines = life_of_entity(after).checklist(after, TODAY)
    assert "MISSING" not in {line.state.value for line in lines}


@pytest.mark.parametrize("kind", DocumentKind)
def test_only_what_the_text_lets_go_goes(kind: DocumentKind) -> None:
    """Letters of partial validation, and what prepared the evaluation; never a result, nor a paper of a jury."""
    after = changed(purge(archive(documents=(paper("a", kind),))))
    assert ("a" in after) is (kind in MATERIAL)
    kept = {"MINUTES", "ATTENDANCE_SHEET", "ATTRIBUTION_REQUEST", "CREATION_REQUEST", "REFERENTIEL", "CERTIFICATE"}
    kept |= {"CERTIFIED_COPY", "AWARD_LETTER", "NON_ADMISSION_LETTER", "GTP_REFUSAL_LETTER", "EVALUATION_SUMMARY"}
    assert kind.value not in kept or kind not in MATERIAL


@pytest.mark.rule("ARC-04")
def test_a_paper_and_a_piece_keep_their_digest_and_no_name() -> None:
    item = archive(
        documents=(paper("letter", DocumentKind.PARTIAL_VALIDATION_LETTER), paper("award", DocumentKind.AWARD_LETTER)),
        files=(file("f"), file("shared")),
        shared={"shared": frozenset({"elsewhere"})},
        packs=(pack("letter", "award"), pack("award").evolve(id="other")),
    )
    outcome = purge(item)
    after = changed(outcome)
    assert (after["letter"].file_name, after["letter"].sha256) == ("detruit.docx", "sha-letter")
    assert (after["f"].name, after["f"].destroyed_on) == ("detruit.pdf", TODAY)
    assert (after["pack"].papers, after["pack"].destroyed_on) == ((), TODAY)
    assert {"award", "shared", "other"}.isdisjoint(after)
    facts = {change.entity.id: change.facts for change in outcome.others}
    assert facts["letter"]["sha256"] == "sha-letter"
    assert (facts[JUDGED.id]["papers"], facts[JUDGED.id]["files"]) == (1, 1)
    assert "tutor" in facts[JUDGED.id]["fields"]
    assert "Reconnaissable" not in repr(facts)
    record = outcome.entity
    assert isinstance(record, Purge)
    assert (record.exam_centre, [line.dossier for line in record.destroyed]) == ("UT59", [JUDGED.number])


@pytest.mark.rule("ARC-04")
def test_who_was_judged_keeps_their_civil_status_and_loses_the_rest() -> None:
    outcome = purge(archive(proofs=(file("p"),)))
    person = changed(outcome)["c"]
    assert (person.birth_name, person.birth_date, person.erased_on) == ("Reconnaissable", PERSON.birth_date, None)
    assert (person.email, person.phone, person.address, person.mandates) == (None, None, None, ())
    assert (person.corrections[0].reason, person.corrections[0].proof) == (None, None)
    assert changed(outcome)["p"].destroyed_on == TODAY
    assert outcome.entity is not None
    assert outcome.entity.lines[0].person is PersonErasure.CONTACT


@pytest.mark.rule("ARC-04")
def test_who_was_never_judged_gets_a_pseudonym() -> None:
    person = changed(purge(archive(GIVEN_UP)))["c"]
    assert person == pseudonymous(PERSON, TODAY)
    assert (person.full_name, person.birth_date) == ("Personne effacée A1B2", PartialDate(1990))
    assert (person.sex, person.erased_on, person.identity) == (PERSON.sex, TODAY, [])
    told = person.model_dump_json()
    assert not [text for text in ("Reconnaissable", "Usuelle", "Élodie", "Lille", "@", "Alix") if text in told]
    certified = changed(purge(archive(GIVEN_UP, certified=True)))["c"]
    assert certified == without_contact(PERSON)


@pytest.mark.rule("ARC-04")
def test_a_person_stays_while_another_of_their_dossiers_does() -> None:
    other = decided(JuryDecision.A, id="e", number="D2031-UT62-00001")
    outcome = purge(archive(GIVEN_UP, others=(other,)))
    assert {GIVEN_UP.id} == set(changed(outcome))
    assert outcome.entity is not None
    assert outcome.entity.lines[0].person is PersonErasure.NOTHING
    together = purge(archive(GIVEN_UP, others=(JUDGED,)), archive(JUDGED, others=(GIVEN_UP,)))
    assert set(changed(together)) == {GIVEN_UP.id, JUDGED.id, "c"}
    assert changed(together)["c"].birth_name == "Reconnaissable"


@pytest.mark.parametrize(
    "changes",
    [
        {"registered_on": date(2031, 1, 1)},
        {"corrections": (Correction(on=date(2031, 1, 1), fields=("phone",)),)},
        {"mandates": (PERSON.mandates[0].evolve(starts_on=date(2031, 1, 1), ends_on=None),)},
    ],
)
def test_whoever_was_heard_of_since_stays(changes: dict[str, Any]) -> None:
    outcome = purge(archive(people=(PERSON.evolve(**changes),)))
    assert "c" not in changed(outcome)


def test_records_merged_into_the_person_go_with_them() -> None:
    merged = PERSON.evolve(id="m", birth_name="Doublon", anonymous_number="C3")
    after = changed(purge(archive(GIVEN_UP, people=(PERSON, merged))))
    assert (after["c"].erased_on, after["m"].full_name) == (TODAY, "Personne effacée C3")


def test_what_is_kept_is_told_and_stops_nothing() -> None:
    kept = decided(JuryDecision.A, id="e", number="D2031-UT59-00001", candidate="other")
    recent = kept.evolve(verdict=kept.verdict and kept.verdict.evolve(on=date(2032, 5, 1)))
    outcome = purge(archive(), archive(recent, people=(PERSON.evolve(id="other"),)))
    assert outcome.entity is not None
    assert [line.destroyed for line in outcome.entity.lines] == [True, False]
    assert outcome.entity.lines[1].kept_until == date(2037, 12, 31)
    refused = purge(archive(recent), dossiers=("d2031 - ut59 - 00001",))
    assert [(item.rule, item.path) for item in refused.problems] == [("ARC-01", ("dossiers", "0"))]
    assert rules(purge()) == ["ARC-01"]


@pytest.mark.rule("ARC-04")
def test_tables_of_candidates_go_with_their_lines() -> None:
    table = file("t").evolve(media_type=CSV, name="Lambert.csv", lines=(TableLine(line=2, candidate="c"),), people=1)
    outcome = purge(tables=(table,))
    left = changed(outcome)["t"]
    assert (left.name, left.lines, left.people, left.sha256) == ("detruit.csv", (), 0, table.sha256)
    assert outcome.entity is not None
    assert outcome.entity.tables == ("t",)
    assert tables_before(TODAY) == date(2031, 1, 1)
    assert tables_before(date(2032, 12, 31)) == date(2030, 1, 1)


def test_twice_destroys_nothing_more() -> None:
    person = without_contact(PERSON)
    [problem] = purge(archive(without_material(JUDGED, TODAY), people=(person,))).problems
    assert (problem.code.value, "déjà détruites" in problem.message) == ("DUPLICATE", True)
    late = purge(archive(without_material(JUDGED, TODAY)))
    assert set(changed(late)) == {"c"}, "the person goes later, where another dossier kept them"


def test_a_pdf_that_is_being_made_is_waited_for() -> None:
    [problem] = purge(archive(printing=True)).problems
    assert "se prépare" in problem.message


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"kinds": ()}, "kinds"),
        ({"dossiers": ("D",) * (AT_ONCE + 1)}, "dossiers"),
        ({"dossiers": ("D",), "after": "D"}, "after"),
        ({"dossiers": ("D" * 41,)}, "dossiers"),
        ({"after": "D" * 41}, "after"),
    ],
)
def test_what_is_asked_wrongly_is_told(asked: dict[str, Any], place: str) -> None:
    assert place in {problem.path[0] for problem in purge(archive(), **asked).problems if problem.path}
