"""The registry of papers: each row holds together, and names a file of its own."""

from typing import Any, get_type_hints

import pytest

from documents.registry import REGISTRY, About
from rules.document.document import DocumentKind
from rules.papers.common import Paper
from rules.papers.edition import Edition
from rules.papers.result import Awarded, Result
from rules.papers.table import Decisions, Table
from rules.rulebook.rule import RULEBOOK
from tests.documents.samples import certificate, letter, other, result, session, vae

SUBJECTS = {
    About.SESSION: Table,
    About.DECISIONS: Decisions,
    About.DOSSIER: Result,
    About.CERTIFICATE: Awarded,
    About.CERTIFICATION: Edition,
}
SAMPLES: dict[DocumentKind, Paper] = {
    **{kind: getattr(session, name)() for name, kind in session.PAPERS.items()},
    **{kind: getattr(result, name)() for name, kind in result.LETTERS.items()},
    **{kind: getattr(vae, name)() for name, kind in vae.LETTERS.items()},
    **{kind: getattr(other, name)() for name, kind in other.PAPERS.items()},
    DocumentKind.PARTIAL_VALIDATION_LETTER: letter.letter(),
    DocumentKind.CERTIFICATE: certificate.cqpm_rncp(),
    DocumentKind.CERTIFIED_COPY: certificate.copy(),
}


def _hints(function: Any) -> list[Any]:
    return list(get_type_hints(function).values())


@pytest.mark.parametrize("kind", REGISTRY)
def test_a_row_composes_and_renders_its_own_value(kind: DocumentKind) -> None:
    row = REGISTRY[kind]
    subject, _, composed = _hints(row.compose)
    assert (subject, composed) == (SUBJECTS[row.about], row.value)
    assert _hints(row.render)[0] is row.value


def test_every_paper_has_a_sample_whose_rules_are_in_the_rulebook() -> None:
    assert set(SAMPLES) == set(REGISTRY)
    assert all(type(SAMPLES[kind]) is row.value for kind, row in REGISTRY.items())
    assert {rule for paper in SAMPLES.values() for rule in paper.rules} <= set(RULEBOOK)


def test_no_two_papers_share_a_file_name() -> None:
    names = [row.file_name(SAMPLES[kind].evolve(part="CFDT"), "S1") for kind, row in REGISTRY.items()]
    assert len(set(names)) == len(names)
    assert "demande-cfdt-S1.docx" in names
    assert "proces-verbal-S1.docx" in names
