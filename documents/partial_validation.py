"""The words of the partial-validation letter: the four pieces of LET-02, in the order in which they are needed."""

from collections.abc import Iterator

from documents.letterhead import Letterhead, blank, text_width
from documents.margins import write_footers, write_letterhead
from documents.package import describe, to_bytes
from documents.result_words import a_jury, closing, examined, opening, vae_way
from documents.session_words import CORPS, named
from documents.text import NBSP, enumerated, long_date, quoted, unbroken
from documents.writing import Column, Element, Strong, bound, paragraph, table
from rules.base.civility import agreed
from rules.papers.common import Named, WayBack
from rules.papers.partial_validation import PartialValidationLetter

_CODE, _NUMBER, _DAY, _CERTIFICATE = 2381, 1134, 2268, 2722
"""Widths of the narrow columns, in twentieths of a point."""


def partial_validation(letter: PartialValidationLetter, letterhead: Letterhead) -> bytes:
    """The .docx of the letter, in the styles of letters alone. Raises LetterheadError."""
    document = blank(letterhead)
    if not isinstance(letterhead, bytes):
        write_letterhead(document, letter.centre, f"Dossier {letter.reference}", letterhead)
    write_footers(document, letterhead, demonstration=letter.demonstration)
    end = document.element.body[-1]
    for block in bound(_body(letter, text_width(document))):
        end.addprevious(block)
    describe(
        document,
        title=f"Validation partielle, dossier {letter.reference}",
        author=letter.centre.name,
        on=letter.gtp_on,
    )
    return to_bytes(document)


def _body(letter: PartialValidationLetter, width: int) -> Iterator[Element]:
    """The letter from the addressee to the copies, in a column of `width` twentieths of a point."""
    yield from _opening(letter)
    yield _non_admission(letter)
    yield from _acquired(letter, width)
    yield from _ways_back(letter)
    yield from _passport(letter)
    yield from closing(letter.addressee, letter.signatory, letter.copies)


def _opening(letter: PartialValidationLetter) -> Iterator[Element]:
    """About what: the whole certification, or the blocs that were asked for."""
    aim = letter.target_blocs or (letter.certification,)
    kind = "CQPM" if not letter.target_blocs else "bloc de compétences" if len(aim) == 1 else "blocs de compétences"
    what = f"validation partielle, {kind} {_listed(aim)}"
    yield from opening(letter.centre, letter.reference, letter.gtp_on, letter.addressee, what)


def _non_admission(letter: PartialValidationLetter) -> Element:
    """LET-02 (1): not admitted, to what, by title and code."""
    e = agreed(letter.addressee.civility, "e", "")
    held = {bloc.code for bloc in letter.blocs}
    missing = [bloc for bloc in letter.target_blocs if bloc.code not in held]
    blocs = "au bloc de compétences" if len(missing) == 1 else "aux blocs de compétences"
    whole = f"certificat de qualification paritaire de la métallurgie (CQPM) {_listed([letter.certification])}"
    aim = f"{blocs} {_listed(missing)} du {whole}" if missing else f"au {whole}"
    return paragraph(
        CORPS,
        f"{a_jury(letter.refused_before)} a examiné {examined(letter.by_vae)} le {long_date(letter.jury_on)} et le "
        f"groupe technique paritaire (GTP) {quoted('Qualifications')} s’est prononcé le {long_date(letter.gtp_on)}. Il "
        f"vous manque encore une partie des capacités professionnelles demandées{NBSP}: vous n’êtes donc pas admis{e} "
        f"{aim}. Ce que vous avez réussi reste cependant à votre actif.",
    )


def _acquired(letter: PartialValidationLetter, width: int) -> Iterator[Element]:
    """LET-02 (2): numbers and titles of what is acquired, and the blocs if any."""
    if letter.blocs:
        many = len(letter.blocs) > 1
        what = "Blocs de compétences acquis" if many else "Bloc de compétences acquis"
        yield paragraph("CourrierTitre", f"{what} sans limite de durée")
        yield from _blocs(letter, what, width)
    if letter.capacites:
        many = len(letter.capacites) > 1
        words = (
            "Capacités professionnelles acquises et validées" if many else "Capacité professionnelle acquise et validée"
        )
        yield paragraph("CourrierTitre", words)
        yield _capacites(letter, width)


def _blocs(letter: PartialValidationLetter, what: str, width: int) -> Iterator[Element]:
    """The blocs; where a certificate comes of one, its number (GTP-03)."""
    numbers = {item.bloc: unbroken(item.number) for item in letter.certificates}
    columns = [Column("Code", _CODE), Column("Bloc de compétences", width - _CODE)]
    if not numbers:
        rows = [(unbroken(bloc.code), bloc.title) for bloc in letter.blocs]
        yield table(f"{what}{NBSP}: code et intitulé", columns, rows)
        return
    told = "Des certificats vous sont remis" if len(numbers) > 1 else "Un certificat vous est remis"
    under = "sous les numéros" if len(numbers) > 1 else "sous le numéro"
    yield paragraph("CourrierAnnonce", f"{told} par ailleurs, {under} que voici{NBSP}:")
    columns = [columns[0], Column("Bloc de compétences", width - _CODE - _CERTIFICATE)]
    yield table(
        f"{what}{NBSP}: code, intitulé et certificat",
        [*columns, Column("Certificat", _CERTIFICATE)],
        [(unbroken(bloc.code), bloc.title, numbers.get(bloc.code, "")) for bloc in letter.blocs],
    )


def _capacites(letter: PartialValidationLetter, width: int) -> Element:
    """The capacités; each with its own last day where an earlier jury or a bloc makes it differ (CON-01, CON-02)."""
    columns = [Column("Numéro", _NUMBER), Column("Capacité professionnelle", width - _NUMBER)]
    what = f"Capacités professionnelles acquises{NBSP}: numéro et intitulé"
    if all(capacite.kept_until == letter.kept_until for capacite in letter.capacites):
        return table(what, columns, [(item.number, item.title) for item in letter.capacites])
    columns = [columns[0], Column("Capacité professionnelle", width - _NUMBER - _DAY), Column("Dernier jour", _DAY)]
    rows = [
        (item.number, item.title, long_date(item.kept_until) if item.kept_until else "sans limite")
        for item in letter.capacites
    ]
    return table(f"{what}, dernier jour de conservation", columns, rows)


def _ways_back(letter: PartialValidationLetter) -> Iterator[Element]:
    """LET-02 (3): how long it is kept and its last day (CON-02), both ways in (VAE-01), how to register again."""
    yield paragraph("CourrierTitre", "Comment poursuivre, et jusqu’à quand")
    yield _delay(letter)
    yield paragraph("CourrierAnnonce", f"Deux voies mènent à la certification{NBSP}:")
    yield paragraph(
        "CourrierListe",
        "–\t",
        Strong("la formation"),
        f"{NBSP}: un parcours préparant à ce qui vous manque, puis les évaluations correspondantes{NBSP};",
    )
    vae = f"{NBSP}: {vae_way(letter, WayBack.VAE in letter.ways_back)}"
    yield paragraph("CourrierListe", "–\t", Strong("la validation des acquis de l’expérience (VAE)"), vae)
    alone = ", ou une démarche individuelle de VAE" if WayBack.VAE in letter.ways_back else ""
    yield paragraph(
        CORPS,
        "La réinscription se fait auprès de nous, par l’intermédiaire d’une entreprise ou d’un organisme de formation, "
        f"ou par vous-même (par exemple avec votre compte personnel de formation{alone}).",
    )


def _delay(letter: PartialValidationLetter) -> Element:
    """How long, and until which day: asking by then suffices (CON-02)."""
    until = Strong(f"jusqu’au {long_date(letter.kept_until)} inclus")
    lasting = f"{unbroken(letter.delay)} à compter de la décision du jury"
    limited = [capacite.kept_until for capacite in letter.capacites if capacite.kept_until is not None]
    if not limited:
        return paragraph(
            CORPS,
            f"Le délai de conservation des capacités isolées ({lasting}, soit ",
            until,
            ") ne limite pas ce que vous avez acquis par bloc.",
        )
    subject = "ces capacités"
    if any(day != letter.kept_until for day in limited):
        subject = "les capacités que ce jury a validées"
    elif letter.blocs:
        subject = "les capacités qui ne relèvent pas d’un bloc acquis"
    other = ""
    if any(day != letter.kept_until for day in limited):
        other = " Celles qu’un jury précédent avait validées gardent le dernier jour qu’indique le tableau."
    return paragraph(
        CORPS,
        f"Vous conservez {subject} pendant {lasting}, soit ",
        until,
        f".{other} Il suffit de demander votre réinscription au plus tard ce jour-là, même si les évaluations ont lieu "
        f"après{NBSP}; elles ne porteront que sur ce qui vous manque.",
    )


def _passport(letter: PartialValidationLetter) -> Iterator[Element]:
    """LET-02 (4): the passport can be brought up to date, and where models are found."""
    where = (
        f"Des modèles sont à télécharger sur {enumerated(list(letter.passport_sites))}."
        if letter.passport_sites
        else f"Des modèles se téléchargent sur internet{NBSP}: nous vous en donnons les adresses sur simple demande."
    )
    yield paragraph("CourrierTitre", "Votre passeport d’orientation, de formation et de compétences")
    yield paragraph(
        "CourrierAnnonce", f"Vous pouvez l’actualiser en y inscrivant tout ce qui figure ci-dessus. {where}"
    )


def _listed(items: tuple[Named, ...] | list[Named]) -> str:
    """« Title » (code), one after the other; a code is never cut."""
    return enumerated([named(item) for item in items])
