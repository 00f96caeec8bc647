"""What a pack holds and what each of its files is called."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.base.problems import broken, invalid
from rules.document.commands import GeneratePack
from rules.document.document import Document, DocumentKind
from rules.document.pack import (
    MOST_PAPERS,
    Pack,
    PackFormat,
    PackPapers,
    PackState,
    Printing,
    done_of,
    state_of,
)
from rules.papers.pack import Topic, Wanted, issue_pack, named, too_many, wanted
from tests.rules.samples import jury

TODAY = date(2027, 3, 1)
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
COMMAND = GeneratePack(session="S")


def document(name: str, **given: Any) -> Document:
    return Document(
        **{
            "id": name,
            "kind": DocumentKind.CONVOCATION,
            "exam_centre": "UT59",
            "file_name": f"{name}.docx",
            "size": 1,
            "sha256": name,
            "created_on": AT,
            "session": "s",
            **given,
        }
    )


def held(who: str | None, name: str = "lettre-D1", part: str | None = None) -> tuple[Wanted, Document]:
    topic = Topic(jury.evaluated(), "D1", who, "D1")
    return Wanted(topic, DocumentKind.AWARD_LETTER, part, None, None), document(name)


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Dupont Marie", "lettre-D1-Dupont-Marie.docx"),
        ("D’Arc-Éon  Zoé, nom d’usage Ó", "lettre-D1-D-Arc-Éon-Zoé-nom-d-usage-Ó.docx"),
        ("../../etc/passwd\\..\\C:", "lettre-D1-etc-passwd-C.docx"),
        ("名前", "lettre-D1-名前.docx"),
        ("שלום עולם", "lettre-D1-שלום-עולם.docx"),
        ("…", "lettre-D1.docx"),
        (None, "lettre-D1.docx"),
        ("x" * 200, f"lettre-D1-{'x' * 60}.docx"),
    ],
)
def test_a_file_is_named_after_whom_it_is_for(who: str | None, name: str) -> None:
    [paper] = named([held(who)])
    assert paper.name == name


def test_two_files_never_bear_one_name() -> None:
    papers = named([held("Dupont Marie"), held("DUPONT marie"), held("Dupont Marie")])
    assert [paper.name for paper in papers] == [
        "lettre-D1-Dupont-Marie.docx",
        "lettre-D1-DUPONT-marie-2.docx",
        "lettre-D1-Dupont-Marie-3.docx",
    ]


def test_only_the_kinds_that_are_asked_for() -> None:
    topic = Topic(jury.session(), "S")
    kinds = {item.kind for item in wanted(topic, [], COMMAND.evolve(papers=PackPapers.ALL), TODAY)}
    assert DocumentKind.MINUTES in kinds
    some = COMMAND.evolve(papers=PackPapers.ALL, kinds=(DocumentKind.MINUTES,))
    assert {item.kind for item in wanted(topic, [], some, TODAY)} == {DocumentKind.MINUTES}


def test_a_paper_that_fails_names_its_rule_or_the_one_that_asks_for_it() -> None:
    item, _ = held("Dupont Marie")
    assert item.fault(broken("CER-07", "Annulé.")).rule == "CER-07"
    assert item.fault(invalid("Non.")).rule is None


def test_a_pack_of_nothing_is_refused() -> None:
    given: dict[str, Any] = {"identifier": "p", "now": AT, "today": TODAY}
    session = jury.session()
    assert issue_pack(session, COMMAND, papers=[], faults=[], **given).problems[0].path == ("papers",)
    item, _ = held("Dupont Marie")
    problem = invalid("Le centre signe.", "signatory")
    refused = issue_pack(session, COMMAND, papers=[], faults=[(item.fault(problem), problem)] * 3, **given)
    assert refused.problems == (problem,)
    made = issue_pack(session, COMMAND, papers=named([held("A B")]), faults=[], **given)
    assert made.entity is not None
    assert (made.entity.session_revision, made.entity.file_name) == (session.revision, f"papiers-{session.number}.zip")


def test_a_pack_has_a_most() -> None:
    assert too_many(MOST_PAPERS) is None
    refused = too_many(MOST_PAPERS + 1)
    assert refused is not None
    assert (refused.path, str(MOST_PAPERS + 1) in refused.message) == (("kinds",), True)


@pytest.mark.parametrize(
    ("format_", "printing", "state", "done"),
    [
        (PackFormat.ZIP, None, PackState.READY, 1),
        (PackFormat.PDF, None, PackState.FAILED, 0),
        (PackFormat.PDF, Printing(), PackState.WAITING, 0),
        (PackFormat.PDF, Printing(tries=1), PackState.RUNNING, 0),
        (PackFormat.PDF, Printing(tries=1, done=1), PackState.RUNNING, 1),
        (PackFormat.PDF, Printing(tries=1, done=1, parts=("a",)), PackState.READY, 1),
        (PackFormat.PDF, Printing(tries=1, failure="x"), PackState.FAILED, 0),
    ],
)
def test_where_a_pack_stands(format_: PackFormat, printing: Printing | None, state: PackState, done: int) -> None:
    pack = Pack(
        id="p",
        session="s",
        session_number="S",
        session_revision=3,
        exam_centre="UT59",
        format=format_,
        asked=PackPapers.DUE,
        papers=tuple(named([held("A B")])),
        created_on=AT,
        on=TODAY,
    )
    assert (state_of(pack, printing), done_of(pack, printing)) == (state, done)
