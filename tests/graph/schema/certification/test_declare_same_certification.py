"""declareSameCertification: every code of a fiche leads to its certification, and nothing of it is another's (REG-02)."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.store import Store
from repositories.verification import verify
from resolvers.statement.importing import Importer
from rules.access.viewer import Role
from rules.certification.certification import Certification, CertificationKind
from rules.statement.statement import Facts, Source, StatedBloc, Statement
from tests.support.operations import Told, at_once, roles_that_may, told, warned
from tests.support.registered import fiche
from tests.support.same import APART, DECLARE, HERE, SAME
from tests.support.walk import ASKED, CQPM, GTP, Path, as_, centre
from tests.support.world import BLOCS, DIPLOMA, NOW, PLAIN, REGISTERED, Api

OWN = {"number": "RNCP36376", "state": "ACTIVE", "from": "2022-04-25", "until": "2027-04-25"}
READ = """query($code: String!) { certification(code: $code) { id code title aliases revision nextActions
  registrations { number state from until } blocs { code }
  fiches { number title level state from until lastAwardOn source link declaredOn blocs { code } referentiel { id } }
  history(first: 20) { nodes { action summary rules { id } } } } }"""


async def _read(path: Path, code: str, actor: str | None = HERE) -> Any:
    return (await path.api.data(READ, {"code": code}, actor))["certification"]


async def _codes(path: Path, filter_: dict[str, Any] | None = None, search: str | None = None) -> list[str]:
    query = """query($f: CertificationFilter, $s: String) {
      certifications(filter: $f, search: $s) { nodes { code } totalCount } }"""
    found = (await path.api.data(query, {"f": filter_, "s": search}, None))["certifications"]
    assert found["totalCount"] == len(found["nodes"])
    return [item["code"] for item in found["nodes"]]


async def _refused(path: Path, actor: str = HERE, **given: Any) -> list[Told]:
    """What is told of a declaration that must be refused, once it is sure that nothing was written."""
    before = await path.api.store.driver.count("events", {}), await _read(path, PLAIN)
    payload = await path.call(DECLARE, actor, **given)
    assert payload["certification"] is None
    assert (await path.api.store.driver.count("events", {}), await _read(path, PLAIN)) == before
    return told(payload)


async def _clean(api: Api) -> None:
    assert [finding async for finding in verify(api.store)] == []
    assert [item async for item in nonconformities(api.store)] == []


async def test_every_code_leads_to_the_certification(path: Path) -> None:
    old = (await _read(path, REGISTERED))["id"]
    alone = await _codes(path)
    payload = await path.call(DECLARE, HERE, **SAME)
    assert warned(payload) == ["REG-01"], "it is declared without a fiche over that period"
    for code in (PLAIN, "MQ89 04 59 0021", REGISTERED, "rncp 36376"):
        assert (await _read(path, code, None))["code"] == PLAIN, code
    query = """query($id: ID!, $bloc: String!) { node(id: $id) { ... on Certification { code } }
      bloc(code: $bloc) { certifications { nodes { code } totalCount } } }"""
    found = await path.api.data(query, {"id": old, "bloc": BLOCS[0]}, None)
    assert found["node"] == {"code": PLAIN}
    assert found["bloc"]["certifications"] == {"nodes": [{"code": PLAIN}], "totalCount": 1}
    assert await _codes(path) == [code for code in alone if code != REGISTERED]
    assert await _codes(path, search="rncp36376") == [PLAIN]
    assert await _codes(path, search="operateur maintenance") == [PLAIN]
    assert await _codes(path, {"kind": "CQPM"}, "operateur") == [PLAIN]
    blocs = "query($f: BlocFilter) { blocs(filter: $f) { nodes { code } } }"
    named = await path.api.data(blocs, {"f": {"certification": [PLAIN]}}, None)
    assert [item["code"] for item in named["blocs"]["nodes"]] == list(BLOCS)
    await _clean(path.api)


async def test_no_fact_of_a_fiche_is_merged_into_another(path: Path) -> None:
    before = await _read(path, PLAIN)
    await path.done(DECLARE, HERE, **SAME)
    after = await _read(path, REGISTERED, None)
    assert (after["id"], after["title"], after["blocs"]) == (before["id"], before["title"], before["blocs"])
    assert after["registrations"] == [OWN]
    assert REGISTERED in after["aliases"]
    [shown] = after["fiches"]
    assert shown["referentiel"] is not None
    del shown["referentiel"]
    assert shown == {
        **OWN,
        "title": "CQP Opérateur en maintenance industrielle",
        "level": None,
        "lastAwardOn": None,
        "source": SAME["source"],
        "link": SAME["link"],
        "declaredOn": GTP.isoformat(),
        "blocs": [{"code": code} for code in BLOCS],
    }
    last = after["history"]["nodes"][-1]
    assert (last["action"], [rule["id"] for rule in last["rules"]]) == (DECLARE, ["REG-02", "REG-01"])
    assert last["summary"] == "Fiche RNCP36376 déclarée de cette certification."
    [own] = (await _read(path, CQPM, None))["fiches"]
    assert (own["number"], own["source"], own["declaredOn"]) == ("RNCP99277", None, None), "its own is nobody's word"


@pytest.mark.rule("REG-02")
async def test_a_fiche_of_two_certifications_is_refused_naming_the_first_until_it_is_undone(path: Path) -> None:
    await path.done(DECLARE, HERE, **SAME)
    elsewhere = {**SAME, "certification": CQPM}
    payload = await path.call(DECLARE, HERE, **elsewhere)
    assert told(payload) == [("REG-02", "fiches.0")]
    assert f"« Opérateur (trice) en maintenance industrielle » ({PLAIN})" in payload["problems"][0]["message"]
    undone = await path.call(DECLARE, HERE, **APART)
    assert warned(undone) == []
    assert undone["certification"]["registrations"] == []
    alone = await _read(path, REGISTERED)
    assert (alone["code"], alone["registrations"], (await _read(path, PLAIN))["fiches"]) == (REGISTERED, [OWN], [])
    assert alone["history"]["nodes"][-1]["summary"] == f"Fiche RNCP36376 déclarée étrangère à {PLAIN}."
    assert await _refused(path, **APART) == [("DUPLICATE", "fiches.0")]
    await path.done(DECLARE, HERE, **elsewhere)
    assert (await _read(path, REGISTERED))["code"] == CQPM
    await _clean(path.api)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"certification": "RNCP1"}, ("NOT_FOUND", "certification")),
        ({"certification": DIPLOMA}, ("INVALID_INPUT", "certification")),
        ({"fiches": []}, ("INVALID_INPUT", "fiches")),
        ({"fiches": [f"RNCP{number}" for number in range(21)]}, ("INVALID_INPUT", "fiches")),
        ({"fiches": ["RNCP1"]}, ("NOT_FOUND", "fiches.0")),
        ({"fiches": ["x" * 100_000]}, ("NOT_FOUND", "fiches.0")),
        ({"fiches": ["{$ne: 1}\0"]}, ("NOT_FOUND", "fiches.0")),
        ({"fiches": [REGISTERED, "rncp36376"]}, ("DUPLICATE", "fiches.1")),
        ({"fiches": ["MQ89 04 59 0021"]}, ("DUPLICATE", "fiches.0")),
        ({"fiches": [CQPM]}, ("REG-02", "fiches.0")),
        ({"fiches": [DIPLOMA]}, ("REG-02", "fiches.0")),
        ({"certification": REGISTERED, "fiches": [PLAIN]}, ("REG-02", "fiches.0")),
        ({"same": False}, ("DUPLICATE", "fiches.0")),
        ({"source": " "}, ("INVALID_INPUT", "source")),
        ({"source": "x" * 100_000}, ("INVALID_INPUT", "source")),
        ({"link": "javascript:alert(1)"}, ("INVALID_INPUT", "link")),
    ],
)
@pytest.mark.rule("REG-02")
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Told) -> None:
    """REG-02: one MQ number, one family, fiches that are known."""
    assert expected in await _refused(path, **{**SAME, **changes})


async def test_twice_dry_run_key_and_stale(path: Path) -> None:
    revision = (await _read(path, PLAIN))["revision"]
    shown = await path.call(DECLARE, HERE, **SAME, dryRun=True)
    assert [item["number"] for item in shown["certification"]["registrations"]] == ["RNCP36376"]
    assert (await _read(path, PLAIN))["revision"] == revision
    assert await _refused(path, **SAME, expectedRevision=revision - 1) == [("CONFLICT", "expectedRevision")]
    given = {**SAME, "idempotencyKey": "fiche", "expectedRevision": revision}
    first = await path.call(DECLARE, HERE, **given)
    assert await path.call(DECLARE, HERE, **given) == first
    assert told(await path.call(DECLARE, HERE, **{**given, "source": "Autre"})) == [
        ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    ]
    assert await _refused(path, **SAME) == [("DUPLICATE", "fiches.0")]
    assert await _refused(path, **{**SAME, "certification": REGISTERED}) == [("DUPLICATE", "fiches.0")]


async def test_who_may_and_two_at_once(path: Path) -> None:
    assert await roles_that_may(path, DECLARE, **SAME) == {Role.GTP}
    assert DECLARE in (await _read(path, PLAIN))["nextActions"]
    assert DECLARE not in (await _read(path, PLAIN, centre(GTP)))["nextActions"]
    assert DECLARE not in (await _read(path, DIPLOMA))["nextActions"]
    landed, refused = await at_once(path, DECLARE, HERE, SAME, {**SAME, "certification": CQPM})
    assert (len(landed), refused) == (1, [[("REG-02", "fiches.0")]])


async def test_a_dossier_follows_the_fiche_whose_blocs_it_asks_for(path: Path) -> None:
    """INS-06, REF-07: the whole by the certification's own référentiel, blocs by the fiche that has them."""
    await path.done(DECLARE, HERE, **{**SAME, "source": "GTP"})
    await path.done(
        "declareRegistration", HERE, certification=REGISTERED, number=REGISTERED, registered=True, source="Fiche"
    )
    fields = "dossier { certification { code } referentiel { id } targetBlocs { code } }"
    query = f"mutation($i: OpenDossierInput!) {{ openDossier(input: $i) {{ problems {{ message }} {fields} }} }}"
    found = {}
    for name, blocs in (("Entier", []), ("Bloc", [BLOCS[1]])):
        given = {
            "candidate": await path.api.candidate(lastName=name),
            "certification": REGISTERED,
            "targetBlocs": blocs,
            "route": "FORMATION",
            "channel": "CANDIDAT",
            "origin": "SL",
            "funding": "PF",
        }
        payload = (await path.api.data(query, {"i": given}))["openDossier"]
        assert payload["problems"] == []
        assert payload["dossier"]["certification"] == {"code": PLAIN}
        found[name] = payload["dossier"]
    shown = await _read(path, PLAIN)
    assert found["Bloc"]["referentiel"] == shown["fiches"][0]["referentiel"]
    assert found["Bloc"]["targetBlocs"] == [{"code": BLOCS[1]}]
    assert found["Entier"]["referentiel"] != found["Bloc"]["referentiel"]
    undone = await path.call(DECLARE, HERE, **APART)
    assert warned(undone) == ["REG-02"]
    assert undone["warnings"][0]["message"].startswith("Un dossier suit le référentiel de RNCP36376")
    alone = await _read(path, REGISTERED)
    assert [item["number"] for item in alone["registrations"]] == [REGISTERED], "what was declared of it goes with it"


async def test_what_was_opened_under_the_fiche_is_found_and_judged_under_the_certification(path: Path) -> None:
    number = await path.opened("Avant", certification=REGISTERED)
    await path.done("planEvaluation", centre(ASKED), dossier=number, agreedWith="ENTREPRISE",
                    modes=[{"bloc": code, "mode": "SITUATION_REELLE"} for code in BLOCS])  # fmt: skip
    await path.done("nameCommission", centre(ASKED), dossier=number,
                    members=[{"name": name, "function": "Formateur"} for name in ("Eva", "Paul")])  # fmt: skip
    await path.done("recordCompanyOpinion", centre(ASKED), dossier=number, favourable=True, by="Chef Atelier")
    results = [{"bloc": code, "acquired": True, "mode": "SITUATION_REELLE", "on": ASKED.isoformat()} for code in BLOCS]
    await path.done("recordEvaluation", centre(ASKED), dossier=number, results=results)
    await path.done(DECLARE, HERE, **SAME)
    query = """query($f: DossierFilter) { dossiers(filter: $f) { nodes { number certification { code } } } }"""
    for code in (PLAIN, REGISTERED):
        found = await path.api.data(query, {"f": {"certification": [code]}}, centre(ASKED))
        assert found["dossiers"]["nodes"] == [{"number": number, "certification": {"code": PLAIN}}]
    await path.convened(certifications=[REGISTERED])
    session = await path.done("assignDossiers", centre(ASKED), session=path.session, add=[number])
    assert session["certifications"] == [{"code": PLAIN}]
    stored = (await path.api.store.dossiers.by_numbers([number]))[number]
    assert (stored.certification, stored.referentiel) == (PLAIN, f"{REGISTERED}@1"), "what it follows stays"
    await path.attended()
    assert (await path.decide(number, "A"))["problems"] == []
    await _clean(path.api)


def _statements(day: date, **changed: str) -> list[Statement]:
    """What the branch and a register say on a day of the certification and of two of its fiches."""
    register = Source(key="rncp-xml", closeness=2, as_of=day, title="Répertoire")
    printed = Source(key="cqpm-numeros", closeness=3, as_of=day, title="Numéros")
    titles = {"MQ": "Opérateur en maintenance", "RNCP36376": "Ancienne fiche", "RNCP41000": "Mécatronicien", **changed}
    days = {"RNCP36376": (date(2022, 4, 25), date(2027, 4, 24)), "RNCP41000": (date(2027, 4, 25), None)}
    common: dict[str, Any] = {"kind": CertificationKind.CQPM, "level": 4}
    return [
        Statement.said(PLAIN, printed, facts=Facts(title=titles["MQ"], kind=CertificationKind.CQPM)),
        *(
            Statement.said(
                number,
                register,
                blocs=tuple(StatedBloc(code=f"{number}BC0{n}", title=f"Bloc {n}") for n in (1, 2)),
                facts=Facts(title=titles[number], registrations=(fiche(number, *period),), **common),
            )
            for number, period in days.items()
        ),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("together", [True, False])
async def test_a_reload_keeps_it_whatever_the_order(one_store: Store, order: Sequence[int], together: bool) -> None:
    """REG-02, ADR 0008: one file or several, the certification or its fiches first."""

    async def loaded(*statements: Statement) -> None:
        await Importer(one_store, NOW).load("essai", statements)

    async with Api.over(one_store) as api:
        path = Path(api)
        await loaded(*_statements(date(2027, 1, 1), RNCP41000="Tout autre"))
        await path.done(DECLARE, HERE, **{**SAME, "fiches": ["RNCP41000", "RNCP36376"]})
        given = [_statements(date(2027, 7, 1), MQ="Opérateur mécatronicien")[place] for place in order]
        for batch in [given] if together else [[item] for item in given]:
            await loaded(*batch)
        after = await _read(path, "RNCP41000", None)
        assert (after["code"], after["title"]) == (PLAIN, "Opérateur mécatronicien")
        assert [(item["number"], item["until"]) for item in after["registrations"]] == [
            ("RNCP36376", "2027-04-24"),
            ("RNCP41000", None),
        ]
        shown = [(item["title"], item["level"], [bloc["code"] for bloc in item["blocs"]]) for item in after["fiches"]]
        assert shown == [
            ("Ancienne fiche", 4, ["RNCP36376BC01", "RNCP36376BC02"]),
            ("Mécatronicien", 4, ["RNCP41000BC01", "RNCP41000BC02"]),
        ]
        for filter_ in ({"level": 4}, {"registeredOn": "2031-01-01"}, {"registeredOn": "2022-04-25"}, {"kind": "CQPM"}):
            assert await _codes(path, filter_) == await _codes(path, filter_, "mecatronicien") == [PLAIN]
        assert await _codes(path, {"registeredOn": "2022-04-24"}) == await _codes(path, None, "autre") == []
        revision = after["revision"]
        await loaded(*given)
        assert (await _read(path, PLAIN))["revision"] == revision, "loaded again, nothing changes"
        await _clean(api)
        assert [item async for item in discrepancies(one_store)] == []
        assert (await path.call(DECLARE, HERE, **{**APART, "fiches": ["RNCP41000"]}))["problems"] == []
        assert (await _read(path, "RNCP41000"))["title"] == "Mécatronicien"
        assert await _codes(path) == ["RNCP41000", PLAIN]
        await _clean(api)


async def test_likely_pairs_are_listed_with_their_reasons_and_join_nothing(path: Path) -> None:
    query = """{ likelySameCertifications { certification { code } fiche { code } reasons } }"""
    pair = {
        "certification": {"code": PLAIN},
        "fiche": {"code": REGISTERED},
        "reasons": [
            "Leurs intitulés sont les mêmes : « Opérateur (trice) en maintenance industrielle » et « CQP Opérateur en "
            "maintenance industrielle »."
        ],
    }
    assert (await path.api.data(query, None, HERE))["likelySameCertifications"] == [pair]
    assert (await _read(path, REGISTERED))["code"] == REGISTERED
    for actor in (centre(GTP), as_(Role.RESOURCE_CENTRE, GTP, "UT59"), None):
        answer = await path.api.post(query, None, actor)
        assert answer["data"] == {"likelySameCertifications": None}
    await path.done(DECLARE, HERE, **SAME)
    assert (await path.api.data(query, None, HERE))["likelySameCertifications"] == []


def test_a_fiche_is_known_by_no_key_of_its_own_once_it_belongs() -> None:
    alone = Certification(id="RNCP1", code="RNCP1", kind=CertificationKind.CQPM, title="Souder")
    assert alone.keys() == {"fiche:RNCP1"}
    assert alone.evolve(belongs_to=PLAIN).keys() == frozenset()
