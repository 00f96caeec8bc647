"""The words of the letter that asks the GTP to attribute what a jury decided (TRA-02, annex 5)."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import CORPS, DISPOSITIF, closing, opening
from documents.text import NBSP, enumerated, long_date, quoted, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.papers.attribution_request import AttributionRequest, CprefpProof

_CALLED = "Mesdames, Messieurs"
_CODE, _DAY, _COUNT = 1928, 1928, 1191
"""Widths of the narrow columns, in twentieths of a point."""
_PROOFS = {
    CprefpProof.REGIONAL_EXTRACT: "extrait du procès-verbal de la CPREFP",
    CprefpProof.INFRAREGIONAL_EXTRACT: "extrait du procès-verbal de la commission paritaire infrarégionale",
    CprefpProof.LETTERS: "courriers échangés avec le secrétariat de la CPREFP",
}


def attribution_request(letter: AttributionRequest, letterhead: Letterhead) -> bytes:
    """The .docx of the letter. Raises LetterheadError."""
    return framed(
        lambda width: _body(letter, width),
        letterhead,
        centre=letter.centre,
        reminder=f"Session {letter.reference}",
        title=f"Demande d’attribution, session {letter.reference}",
        on=letter.written_on,
        demonstration=letter.demonstration,
    )


def _body(letter: AttributionRequest, width: int) -> Iterator[Element]:
    days = sorted({item.held_on for item in letter.judged})
    on = enumerated([f"du {long_date(day)}" for day in days])
    aim = f"demande d’attribution, {'jurys' if len(days) > 1 else 'jury'} {on}"
    yield from opening(letter.centre, letter.reference, letter.written_on, letter.addressee, aim, _CALLED)
    many = len(letter.judged) > 1
    yield paragraph(
        "CourrierAnnonce",
        f"Nous soumettons au groupe technique paritaire {quoted('Qualifications')} les décisions que notre jury "
        f"paritaire de délibération a prises pour {'les qualifications suivantes' if many else 'la qualification'} "
        f"{'' if many else 'suivante '}et vous demandons d’en valider l’attribution.",
    )
    yield _judged(letter, width)
    if any(item.awarded_blocs for item in letter.judged):
        yield paragraph(
            "PapierNote", f"Blocs{NBSP}: blocs de compétences dont les candidats non admis ont toutes les capacités."
        )
    yield from _late(letter)
    yield paragraph("CourrierTitre", "Attestation")
    yield paragraph(
        CORPS,
        "De l’inscription des candidats à la délibération du jury, nous attestons avoir organisé et conduit les "
        f"actions de validation selon les règles du {DISPOSITIF} en vigueur.",
    )
    yield from _enclosures(letter)
    yield from closing("", _CALLED, letter.signatory)


def _judged(letter: AttributionRequest, width: int) -> Element:
    """What was judged, with the figures; days only where they differ, blocs where some are awarded (GTP-03)."""
    shown = [
        ("Code", _CODE, [unbroken(item.qualification.code) for item in letter.judged]),
        ("Qualification", 0, [item.qualification.title for item in letter.judged]),
        ("Jury du", _DAY, [long_date(item.held_on) for item in letter.judged]),
        ("Candidats", _COUNT, [str(item.candidates) for item in letter.judged]),
        ("Admis", _COUNT, [str(item.admitted) for item in letter.judged]),
        ("Blocs", _COUNT, [str(item.awarded_blocs) for item in letter.judged]),
    ]
    if not any(item.awarded_blocs for item in letter.judged):
        shown.pop()
    if len({item.held_on for item in letter.judged}) == 1:
        del shown[2]
    rest = width - sum(wide for _, wide, _ in shown)
    columns = [Column(heading, wide or rest) for heading, wide, _ in shown]
    what = ", ".join(heading[:1].lower() + heading[1:] for heading, _, _ in shown)
    return table(
        f"Qualifications jugées{NBSP}: {what}", columns, list(zip(*(texts for _, _, texts in shown), strict=True))
    )


def _late(letter: AttributionRequest) -> Iterator[Element]:
    """The registrations typed after their day, with the reasons (INS-10)."""
    if not letter.late:
        return
    many = len(letter.late) > 1
    yield paragraph(
        "CourrierTitre",
        f"{'Inscriptions saisies' if many else 'Inscription saisie'} après {'leur' if many else 'sa'} date",
    )
    for item in letter.late:
        days = f"inscrit le {long_date(item.opened_on)}, saisi le {long_date(item.typed_on)}"
        yield paragraph("CourrierListe", f"–\tDossier {unbroken(item.dossier)}, {days}{NBSP}: {item.reason}")


def _enclosures(letter: AttributionRequest) -> Iterator[Element]:
    """The three pieces that go with this letter (TRA-02); a sheet and minutes for each qualification (JUR-18)."""
    number = len(letter.judged)
    many = number > 1
    yield paragraph("CourrierTitre", "Pièces jointes")
    texts = [
        f"{_PROOFS[letter.proof]}, sur la composition et le calendrier {'des jurys' if many else 'du jury'}{NBSP};",
        f"{f'{number}{NBSP}feuilles' if many else 'feuille'} d’émargement, {'datées' if many else 'datée'} et "
        f"{'signées' if many else 'signée'}{NBSP};",
        f"{f'{number}{NBSP}procès-verbaux' if many else 'procès-verbal'} de délibération.",
    ]
    for text in texts:
        yield paragraph("CourrierListe", f"–\t{text}")
