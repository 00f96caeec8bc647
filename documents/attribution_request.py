"""The words of the letter that asks the GTP to attribute what a jury decided (TRA-02, annex 5)."""

from collections.abc import Iterator, Sequence

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.session_words import CORPS, DISPOSITIF, closing, counted, items, named, opening
from documents.text import NBSP, enumerated, long_date, quoted, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.papers.attribution_request import AttributionRequest, CprefpProof, JudgedQualification
from rules.papers.common import Named

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
    yield paragraph(
        "CourrierAnnonce",
        f"Nous soumettons au groupe technique paritaire {quoted('Qualifications')} les décisions que notre jury "
        f"paritaire de délibération a prises pour {_what(letter.judged)} et vous demandons d’en valider l’attribution.",
    )
    yield _judged(letter, width)
    yield from _awarded(letter)
    yield from _late(letter)
    yield paragraph("CourrierTitre", "Attestation")
    yield paragraph(
        CORPS,
        "De l’inscription des candidats à la délibération du jury, nous attestons avoir organisé et conduit les "
        f"actions de validation selon les règles du {DISPOSITIF} en vigueur.",
    )
    yield from _enclosures(letter)
    yield from closing("", _CALLED, letter.signatory)


def _what(judged: Sequence[JudgedQualification]) -> str:
    """« la qualification suivante », « les qualifications et blocs de compétences suivants »…"""
    wholes = len({item.qualification.code for item in judged if not item.target_blocs})
    blocs = len({bloc.code for item in judged for bloc in item.target_blocs})
    if blocs == 0:
        return "la qualification suivante" if wholes == 1 else "les qualifications suivantes"
    if wholes == 0:
        return "le bloc de compétences suivant" if blocs == 1 else "les blocs de compétences suivants"
    one = f"{'la qualification' if wholes == 1 else 'les qualifications'}"
    return f"{one} et {'le bloc' if blocs == 1 else 'les blocs'} de compétences qui suivent"


def _awarded(letter: AttributionRequest) -> Iterator[Element]:
    """The blocs of those who are not admitted, by title and code (GTP-03)."""
    counts: dict[Named, int] = {}
    for item in (item for judged in letter.judged for item in judged.awarded):
        counts[item.bloc] = counts.get(item.bloc, 0) + item.candidates
    if not counts:
        return
    yield paragraph(
        "PapierAnnonce",
        f"Blocs{NBSP}: blocs de compétences dont des candidats non admis ont toutes les capacités, soit{NBSP}:",
    )
    yield from items(f"{named(bloc)}, {counted(count, 'candidat', 'candidats')}" for bloc, count in counts.items())


def _aim(item: JudgedQualification) -> str:
    """The title; under it the blocs that were asked for, where the whole was not."""
    blocs = (f"Bloc de compétences {unbroken(bloc.code)}{NBSP}: {bloc.title}" for bloc in item.target_blocs)
    return "\n".join([item.qualification.title, *blocs])


def _judged(letter: AttributionRequest, width: int) -> Element:
    """What was judged, with the figures; days only where they differ, blocs where some are awarded (GTP-03)."""
    shown = [
        ("Code", _CODE, [unbroken(item.qualification.code) for item in letter.judged]),
        ("Qualification", 0, [_aim(item) for item in letter.judged]),
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
    number = max(letter.qualifications, len({item.qualification.code for item in letter.judged}))
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
