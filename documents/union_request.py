"""The words of the letter that asks a union to name its members of a jury (JUR-01, JUR-04, JUR-05)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import (
    CORPS,
    DISPOSITIF,
    JURY,
    closing,
    greeting,
    items,
    meeting_facts,
    opening,
)
from documents.text import NBSP, long_date, unbroken
from documents.writing import Element, Strong, paragraph
from rules.papers.union_request import UnionRequest


def union_request(letter: UnionRequest, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda _: _body(letter),
        letterhead,
        centre=letter.centre,
        reminder=f"Session {letter.reference}",
        title=f"Demande de désignation, session {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: UnionRequest) -> Iterator[Element]:
    called = greeting(letter.addressee)
    aim = f"désignation de vos représentants au jury du {long_date(letter.meeting.held_on)}"
    yield from opening(letter.centre, letter.reference, letter.written_on, letter.addressee, aim, called)
    yield paragraph(
        CORPS,
        f"Nous préparons un {JURY} de certificats de qualification paritaire de la métallurgie (CQPM). Votre "
        f"organisation est représentative des salariés au niveau national dans la branche{NBSP}: elle y a sa place, "
        "et nous vous invitons à désigner celles et ceux qui l’occuperont.",
    )
    yield paragraph("CourrierTitre", "Le jury")
    yield from meeting_facts(letter.meeting)
    yield from _whom(letter)
    yield from _by_when(letter)
    yield from closing("Notre équipe répond volontiers à vos questions.", called, letter.signatory)


def _whom(letter: UnionRequest) -> Iterator[Element]:
    """One vote for each union (JUR-04), and what its members must be (JUR-05)."""
    yield paragraph("CourrierTitre", "Qui désigner")
    yield paragraph(
        CORPS,
        "Désignez la personne qui votera au nom de votre organisation, laquelle dispose d’une seule voix. Vous pouvez "
        f"en désigner d’autres{NBSP}: elles assistent au jury sans voter, ou remplacent la première.",
    )
    yield paragraph("CourrierAnnonce", f"Chaque personne désignée{NBSP}:")
    yield from items(
        [
            f"connaît le {DISPOSITIF}, sans avoir besoin d’exercer un métier que ces qualifications visent{NBSP};",
            "est salariée d’une entreprise de la branche de la métallurgie.",
        ]
    )
    if letter.temporary_work:
        yield paragraph(
            CORPS,
            "Ce jury demande aussi, du côté syndical, un membre de la branche du travail temporaire, que cette seconde "
            "condition ne concerne pas. Proposez-nous un nom si vous le pouvez.",
        )


def _by_when(letter: UnionRequest) -> Iterator[Element]:
    """The last day of the request (JUR-01), and of an answer that leaves time to convene (JUR-02)."""
    yield paragraph("CourrierTitre", "Votre réponse")
    same_day = ", ce jour même" if letter.written_on == letter.answered_by else ""
    yield paragraph(
        CORPS,
        f"Cette demande vous est faite au moins {unbroken(f'{letter.days} jours')} calendaires avant le jury, le "
        f"dernier jour étant le {long_date(letter.asked_by)}. Nous convoquons ensuite chaque membre avec copie à votre "
        "organisation. Pour le faire dans le délai, il nous faut votre réponse ",
        Strong(f"au plus tard le {long_date(letter.answered_by)}{same_day}"),
        f"{NBSP}: nom, prénom et adresse de chaque personne, son entreprise et celle qui votera.",
    )
