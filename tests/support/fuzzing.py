"""Requests that nobody wrote: drawn at random, about what a world holds; and what holds of every answer to them."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from graphql import (
    ArgumentNode,
    DocumentNode,
    ListValueNode,
    ObjectFieldNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    Visitor,
    parse,
    parse_value,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes

from graph.schema.base.relay import global_id
from repositories.store import Store
from resolvers.shared.errors import ErrorCode
from rules.access.viewer import Role
from tests.support.walk import CQPI, CQPM, GTP, PARTS, PRESIDENT, UNIONS, as_, centre, gtp
from tests.support.world import PLAIN, REGISTERED

Known = Mapping[str, Sequence[str]]
"""From an argument or a field of an input to the names that it may take."""

VIEWERS = (
    None,
    centre(GTP),
    gtp(GTP),
    as_(Role.JURY_PRESIDENT, GTP, None, subject=PRESIDENT),
    centre(GTP, "UT62"),
    *(as_(role, GTP) for role in (Role.RESOURCE_CENTRE, Role.REPORTING, Role.BRANCH_PARTNER, Role.ADMINISTRATOR)),
)
"""Who asks: a visitor, and the roles, those that write first among them."""
REFERENCES = ("Cqpm", "Bloc", "Organisation", "Rule", "CertificateVerification", "Candidate", "x")
SCALARS = {
    "Date": st.dates().map(nodes.String) | st.text(max_size=12).map(nodes.String),
    "PartialDate": st.dates().map(nodes.String) | st.sampled_from(("1992", "1992-11", "1992-00-00")).map(nodes.String),
    "DateTime": st.datetimes().map(lambda instant: nodes.String(f"{instant.isoformat()}Z")),
    "_Any": st.sampled_from(REFERENCES).map(
        lambda name: parse_value(f'{{__typename: "{name}", code: "{CQPM}", id: "EVA-06", number: "MC"}}')
    ),
}
"""Values of the scalars that the schema adds to the specification's."""
_WHY = "{ problems { code message path rule { id } } }"


def short(examples: int) -> settings:
    """The same few examples at every run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def long(examples: int) -> settings:
    """Many examples, others at every run."""
    return settings(max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck))


def document(drawn: DocumentNode) -> DocumentNode:
    """What hypothesis-graphql draws, yet to be printed."""
    return drawn


async def known_in(store: Store) -> Known:
    """The names of what the world of tests.support.generated holds."""
    dossiers, sessions, certificates, candidates = [
        await store.driver.find(name, {}) for name in ("dossiers", "sessions", "certificates", "candidates")
    ]
    numbers = [item["number"] for item in dossiers]
    held, given = [item["number"] for item in sessions], [item["number"] for item in certificates]
    people = [global_id("Candidate", item["_id"]) for item in candidates]
    files = [global_id("File", item["_id"]) for item in await store.driver.find("files", {})]
    papers = [global_id("Document", item["_id"]) for item in await store.driver.find("documents", {})]
    members = [member["id"] for item in sessions for member in item["members"]]
    codes = [CQPM, PLAIN, REGISTERED, CQPI]
    organisations = ["UT59", "UT62", "UIMM", *UNIONS]
    ids = [*people, *files, *papers, *(global_id("Session", item["_id"]) for item in sessions)]
    return {
        **dict.fromkeys(("dossier", "carriedFrom"), numbers),
        **dict.fromkeys(("add", "remove"), numbers),
        **dict.fromkeys(("session",), held),
        **dict.fromkeys(("certificate",), given),
        "number": [*numbers, *held, *given],
        **dict.fromkeys(("candidate", "kept", "merged"), people),
        **dict.fromkeys(("id", "ids"), ids),
        **dict.fromkeys(("file", "proof", "receipt"), files),
        **dict.fromkeys(("member", "replaced", "present"), members),
        **dict.fromkeys(("certification", "certifications", "code", "same", "from", "to"), codes),
        "bloc": PARTS,
        "targetBlocs": PARTS,
        "capacite": "1234",
        "acquired": "1234",
        **dict.fromkeys(("organisation", "centre", "examCentre", "unions"), organisations),
    }


def about(known: Known, drawn: DocumentNode) -> str:
    """The text of an operation that was drawn, most of its names being those of what exists."""

    class Named(Visitor):
        def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
            value = _named(known, node.name.value, node.value)
            return None if value is node.value else ArgumentNode(name=node.name, value=value)

        def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> ObjectFieldNode | None:
            value = _named(known, node.name.value, node.value)
            return None if value is node.value else ObjectFieldNode(name=node.name, value=value)

    return print_ast(visit(drawn, Named()))


def _named(known: Known, name: str, value: ValueNode) -> ValueNode:
    """A name of what exists in the place of most texts, the same for the same text."""
    names = known.get(name)
    if names and isinstance(value, ListValueNode):
        return nodes.List([_named(known, name, item) for item in value.values])
    if not names or not isinstance(value, StringValueNode):
        return value
    drawn = zlib.crc32(value.value.encode(errors="surrogatepass"))
    return nodes.String(names[drawn // 8 % len(names)]) if drawn % 8 else value


def telling(drawn: DocumentNode) -> DocumentNode:
    """A mutation that asks too why it is refused."""
    [why] = parse(_WHY).definitions
    added = getattr(why, "selection_set").selections  # noqa: B009

    class Telling(Visitor):
        depth = 0

        def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
            self.depth += 1
            return SelectionSetNode(selections=(*node.selections, *added)) if self.depth == 2 else None

        def leave_selection_set(self, *_: Any) -> None:
            self.depth -= 1

    return visit(drawn, Telling())


TOLD_STATUS = frozenset({200, 201, 400, 401, 403, 404, 405, 406, 408, 413, 415, 416, 421, 422, 429})
"""What is answered to whoever asks wrongly, or rightly; nothing of 5xx."""


def judged(answer: httpx.Response, *, busy: bool = False) -> Any:
    """
    The body of an answer in JSON, which keeps to the conventions: no fault, no inside, a closed list of codes.

    A `busy` service may also say that it is, or that it has no store.
    """
    assert answer.status_code in TOLD_STATUS or (busy and answer.status_code == 503), (answer.status_code, answer.text)
    assert "json" in answer.headers["content-type"], answer.headers
    body = answer.json()
    for error in body.get("errors", ()):
        assert error["message"].strip(), body
        assert "Traceback" not in error["message"], body
        told = error.get("extensions")
        if told is None:
            continue
        assert told["code"] in {code.value for code in ErrorCode} - {"INTERNAL"}, body
        assert told["requestId"], body
        if told["code"] not in {"BAD_REQUEST"}:
            assert error["message"].endswith((".", "…")), body
        if told["code"] in {"LIMIT_EXCEEDED", "RATE_LIMITED"}:
            assert any(letter.isdigit() for letter in error["message"]), body
    return body
