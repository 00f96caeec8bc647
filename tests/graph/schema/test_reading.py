"""Queries: every root field with good and bad arguments, pages both ways, scopes and masks."""

from datetime import date
from typing import Any

import pytest

from graph.schema.base.relay import global_id
from repositories.store import Store
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.dossier.dossier import Deliberation, DossierStatus, Evaluation, GtpVerdict, JuryDecision, Outcome
from rules.referentiel.referentiel import EvaluationMode
from rules.views.rights import OPERATIONS
from tests.support.world import BLOCS, NOW, OTHER_CENTRE, PLAIN, REGISTERED, TODAY, Api, token

PAGE = "edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
GTP = token(Role.GTP, None)


@pytest.mark.rule("NUM-01")
@pytest.mark.parametrize(
    "code",
    ["MQ 1989 0021", "mq89 04 59 0021", " MQ19890021 ", "1989 04 59 0021", "MQ 1989 04 59/62 0021", "0021", "MQ-1989-0021"],
)  # fmt: skip
async def test_a_certification_is_found_by_any_print_of_its_number(api: Api, code: str) -> None:
    """NUM-01."""
    query = "query($c: String!) { certification(code: $c) { __typename code } certifications(search: $c) { nodes { code } } }"
    found = await api.data(query, {"c": code}, None)
    assert found["certification"] == {"__typename": "Cqpm", "code": PLAIN}
    assert found["certifications"]["nodes"] == [{"code": PLAIN}]


@pytest.mark.parametrize("code", ["", " ", "MQ", "x" * 10_240, "<script>", "'; drop", "\u0000", "RNCP", "RNCP99999999"])
async def test_what_is_no_code_finds_nothing(api: Api, code: str) -> None:
    found = await api.data(
        "query($c: String!) { certification(code: $c) { code } bloc(code: $c) { code } organisation(code: $c) { code }"
        " dossier(number: $c) { number } }",
        {"c": code},
    )
    assert found == {
        "certification": None,
        "bloc": None,
        "organisation": None,
        "dossier": None,
    }


async def test_a_certification_and_all_around_it(api: Api) -> None:
    found = await api.data(
        """query($c: String!) { certification(code: $c) { ... on Cqpm { category cqpi { code } }
        title kind registrations { number state from until } lists resourceCentres { code }
        blocs { code certifications { nodes { code } totalCount } }
        referentiel { version completeness digest composition { optional bloc { code } capacites { number } } }
        referentiels { version } checklist { rule { id } state } nextActions
        history { totalCount nodes { sequence summary action rules { id } } } } }""",
        {"c": REGISTERED},
    )
    certification = found["certification"]
    assert [bloc["code"] for bloc in certification["blocs"]] == list(BLOCS)
    assert certification["blocs"][0]["certifications"] == {"nodes": [{"code": REGISTERED}], "totalCount": 1}
    assert certification["referentiel"]["completeness"] == "BLOCS"
    assert [line["rule"]["id"] for line in certification["checklist"]] == ["REF-12", "REF-13"]
    assert certification["nextActions"] == ["openDossier"]
    assert certification["history"]["nodes"][0]["action"] == "importCertifications"


@pytest.mark.parametrize(("on", "version"), [("2026-08-31", 1), ("2026-09-01", 2), ("2026-09-02", 2)])
async def test_the_referentiel_of_a_date(api: Api, on: str, version: int) -> None:
    found = await api.data(
        "query($c: String!, $d: Date) { certification(code: $c) { referentiel(on: $d) { version } } }",
        {"c": PLAIN, "d": on},
    )
    assert found["certification"]["referentiel"]["version"] == version


async def test_pages_go_both_ways_and_survive_insertions(api: Api) -> None:
    candidate = await api.candidate()
    for _ in range(5):
        await api.open(candidate)
    query = f"query($f: Int, $a: String, $l: Int, $b: String) {{ dossiers(first: $f, after: $a, last: $l, before: $b) {{ {PAGE} totalCount }} }}"

    async def page(**bounds: Any) -> Any:
        return (await api.data(query, bounds))["dossiers"]

    def ranks(found: Any) -> list[int]:
        return [int(edge["node"]["number"][-5:]) for edge in found["edges"]]

    first = await page(f=2)
    assert ranks(first) == [1, 2]
    assert first["totalCount"] == 5
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    await api.open(candidate)
    second = await page(f=3, a=first["pageInfo"]["endCursor"])
    assert ranks(second) == [3, 4, 5]
    assert second["pageInfo"]["hasNextPage"] is True
    rest = await page(f=3, a=second["pageInfo"]["endCursor"])
    assert ranks(rest) == [6]
    assert rest["pageInfo"]["hasNextPage"] is False
    back = await page(l=2, b=second["pageInfo"]["startCursor"])
    assert ranks(back) == [1, 2]
    assert (back["pageInfo"]["hasPreviousPage"], back["pageInfo"]["hasNextPage"]) == (False, True)
    assert ranks(await page(l=2)) == [5, 6]


@pytest.mark.parametrize(
    "arguments",
    ["first: 0", "first: -1", "first: 101", "first: 1000", "last: 0", "last: 101", "first: 1, last: 1", 'after: ""',
     'after: "???"', 'before: "bm9udWw"', f'after: "{"x" * 3000}"'],
)  # fmt: skip
@pytest.mark.parametrize("field", ["certifications", "candidates", "dossiers", "organisations"])
async def test_bad_bounds_and_cursors_are_invalid_input(api: Api, field: str, arguments: str) -> None:
    answer = await api.post(f"{{ {field}({arguments}) {{ nodes {{ id }} }} }}")
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert answer["data"] == (None if field in {"certifications", "organisations"} else {field: None})


async def test_filters_combine(api: Api) -> None:
    candidate = await api.candidate()
    await api.open(candidate)
    await api.open(candidate, certification=REGISTERED, route="VAE", funding="CVAE")
    query = "query($f: DossierFilter) { dossiers(filter: $f) { totalCount nodes { route } } }"

    async def count(**filter_: Any) -> int:
        found: int = (await api.data(query, {"f": filter_}))["dossiers"]["totalCount"]
        return found

    assert await count() == 2
    assert await count(route="VAE") == 1
    assert await count(certification="rncp 36376") == 1
    assert await count(certification="rncp 36376", route="FORMATION") == 0
    assert await count(certification="inconnu") == 0
    assert await count(status="CERTIFIE") == 0
    assert await count(examCentre="UT59", status="OUVERT") == 1
    assert await count(examCentre="UT59", status="RECEVABILITE_EN_INSTRUCTION") == 1


async def test_another_centre_neither_sees_nor_counts(api: Api) -> None:
    candidate = await api.candidate()
    dossier = (await api.open(candidate))["dossier"]
    query = """query($c: ID!, $d: ID!, $n: String!) { candidate(id: $c) { id } a: node(id: $c) { id } b: node(id: $d) { id }
      nodes(ids: [$c, $d]) { id } dossier(number: $n) { id } dossiers { totalCount nodes { id } }
      candidates { totalCount nodes { id } } }"""
    variables = {"c": candidate, "d": dossier["id"], "n": dossier["number"]}
    hidden = await api.data(query, variables, OTHER_CENTRE)
    assert hidden == {
        "candidate": None,
        "a": None,
        "b": None,
        "nodes": [None, None],
        "dossier": None,
        "dossiers": {"totalCount": 0, "nodes": []},
        "candidates": {"totalCount": 0, "nodes": []},
    }
    for as_ in (None, GTP):
        own = await api.data(query, variables, GTP if as_ else token(Role.CENTRE))
        assert own["dossier"]["id"] == own["b"]["id"] == dossier["id"]


async def test_a_visitor_reads_no_person_through_node(api: Api) -> None:
    candidate = await api.candidate()
    assert (await api.data("query($c: ID!) { node(id: $c) { id } }", {"c": candidate}, None))["node"] is None


async def test_every_kind_of_node_is_found_again(api: Api) -> None:
    keys = [("Certification", PLAIN), ("Bloc", BLOCS[0]), ("Organisation", "UT59"), ("Referentiel", f"{PLAIN}@1"),
            ("Capacite", f"{PLAIN}@2#7")]  # fmt: skip
    ids = [global_id(*key) for key in keys] + ["", "x", global_id("Candidate", "x"), global_id("Nothing", "x")]
    found = await api.data("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ids}, None)
    assert [item and item["id"] for item in found["nodes"]] == [*ids[:5], None, None, None, None]


async def test_more_than_a_hundred_nodes_are_refused(api: Api) -> None:
    answer = await api.post("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"] * 101})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_rules_are_read_by_identifier_and_unknown_ones_are_named(api: Api) -> None:
    found = await api.data(
        '{ rules(ids: ["ins-04", "VAE-01"]) { id statement effect origin source { title } } }', None, None
    )
    assert [rule["id"] for rule in found["rules"]] == ["INS-04", "VAE-01"]
    assert len((await api.data("{ rules { id } }", None, None))["rules"]) > 100
    for bad in ("XXX-99", "", "x" * 10_240):
        answer = await api.post("query($i: [ID!]) { rules(ids: $i) { id } }", {"i": [bad]}, None)
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_the_viewer_sees_their_operations_and_the_day(api: Api) -> None:
    found = await api.data(
        "{ viewer { name roles today operations organisation { code } } }",
        None,
        token(Role.CENTRE, today=date(2027, 2, 28)),
    )
    assert found["viewer"] == {
        "name": "Compte d’essai",
        "roles": ["CENTRE"],
        "today": "2027-02-28",
        "operations": [item.value for item in Operation if Role.CENTRE in (OPERATIONS.get(item.value) or ())],
        "organisation": {"code": "UT59"},
    }
    visitor = await api.data("{ viewer { name roles today operations organisation { code } } }", None, None)
    assert visitor["viewer"]["roles"] == visitor["viewer"]["operations"] == []


async def _decide(store: Store, number: str, gtp_on: date | None) -> None:
    """A jury's decision, written as the jury of a later version will."""
    dossier = await store.dossiers.by_number(number)
    assert dossier is not None
    decided = dossier.evolve(
        status=DossierStatus.DELIBERE if gtp_on is None else DossierStatus.VALIDE,
        evaluations=(Evaluation(capacite="1", acquired=True, mode=EvaluationMode.SITUATION_REELLE, on=TODAY),),
        deliberation=Deliberation(
            decision=JuryDecision.NA,
            outcome=Outcome.PARTIAL,
            jury_on=date(2026, 10, 8),
            president="P",
        ),
        at_rncp=False,
        verdict=gtp_on and GtpVerdict(on=gtp_on),
    )

    async def work(unit: Any) -> None:
        unit.update(decided, EventDraft(action=Operation.recordDecision))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


@pytest.mark.rule("GTP-06")
async def test_the_candidate_sees_the_result_only_once_the_gtp_has_decided(api: Api) -> None:
    """GTP-06, by field, list and node; the centre sees it at once, with the delay of CON-02 and DAT-01."""
    candidate = await api.candidate()
    dossier = (await api.open(candidate))["dossier"]
    stored = await api.store.dossiers.by_number(dossier["number"])
    assert stored is not None
    as_candidate = token(Role.CANDIDATE, None, candidate=stored.candidate)
    body = "status decision outcome conservationUntil acquired { capacite { number } validUntil } evaluations { id } documents { id } checklist { rule { id } }"
    query = f"query($n: String!, $i: ID!) {{ dossier(number: $n) {{ {body} }} node(id: $i) {{ ... on Dossier {{ {body} }} }} dossiers {{ nodes {{ {body} }} }} }}"
    variables = {"n": dossier["number"], "i": dossier["id"]}
    await _decide(api.store, dossier["number"], None)
    seen = await api.data(query, variables, as_candidate)
    for shown in (seen["dossier"], seen["node"], seen["dossiers"]["nodes"][0]):
        assert shown["status"] == "PRESENTE_AU_JURY"
        assert shown["decision"] is shown["outcome"] is shown["conservationUntil"] is None
        assert shown["acquired"] == shown["evaluations"] == shown["documents"] == []
        assert "CON-02" not in {line["rule"]["id"] for line in shown["checklist"]}
    centre = await api.data(query, variables)
    assert centre["dossier"]["decision"] == "NA"
    await _decide(api.store, dossier["number"], date(2026, 11, 12))
    told = await api.data(query, variables, as_candidate)
    assert told["dossier"]["conservationUntil"] == "2028-10-08"
    assert told["dossier"]["acquired"] == [{"capacite": {"number": "1"}, "validUntil": "2028-10-08"}]


async def test_organisations_by_kind_department_and_name(api: Api) -> None:
    found = await api.data(
        """{ a: organisations(filter: {kind: UIMM_TERRITORIALE, department: "2A"}) { nodes { code } }
        b: organisations(search: "uimm TERRITORIALE du 62") { nodes { code } } c: organisations { totalCount } }""",
        None,
        None,
    )
    assert found["a"]["nodes"] == [{"code": "UT2A"}]
    assert found["b"]["nodes"] == [{"code": "UT62"}]
    assert found["c"]["totalCount"] == 4
