"""What a refusal calls the thing that it is about: whole sentences, agreed in gender, that name no person."""

import pytest

from rules.base.entity import Entity
from rules.document.document import Document
from rules.equivalence.equivalence import Equivalence
from rules.papers.duties import papers_of
from rules.session.session import SessionStatus
from rules.views.naming import changed_since
from tests.rules.samples.issued import NUMBER, certificate, issued
from tests.rules.samples.judging import CERTIFICATION, PERSON
from tests.rules.samples.jury import CHAMBER, CQPM, HELD, dossier, jury, session


@pytest.mark.parametrize(
    ("entity", "beginning", "end"),
    [
        (dossier(), f"Le dossier {dossier().number} a changé", "vous l’avez lu : relisez-le avant de recommencer."),
        (session(), f"La session {session().number} a changé", "vous l’avez lue : relisez-la avant de recommencer."),
        (certificate(), f"Le certificat {NUMBER} a", "vous l’avez lu : relisez-le avant de recommencer."),
        (CERTIFICATION, f"La certification {CQPM} a", "vous l’avez lue : relisez-la avant de recommencer."),
        (CHAMBER, "L’organisation UT59 a", "vous l’avez lue : relisez-la avant de recommencer."),
        (PERSON, "La fiche du candidat a", "vous l’avez lue : relisez-la avant de recommencer."),
        (
            Equivalence(id="e", origin="GTP", given=(), received=(), source="Décision"),
            "L’équivalence entre",
            "vous l’avez lue : relisez-la avant de recommencer.",
        ),
    ],
)
def test_what_changed_is_named(entity: Entity, beginning: str, end: str) -> None:
    text = changed_since(entity)
    assert text.startswith(beginning)
    assert text.endswith(end)
    assert PERSON.birth_name not in text


def test_what_nobody_expects_a_revision_of_has_no_name() -> None:
    [paper, *_] = papers_of(session(SessionStatus.CONVOQUEE, members=jury()), HELD)
    document: Document = issued(paper)
    with pytest.raises(TypeError):
        changed_since(document)
