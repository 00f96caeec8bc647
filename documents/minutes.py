"""The words of the minutes of a jury (JUR-14, annex 7), on a sheet laid on its side, and of their rectification."""

from collections.abc import Iterator

from documents.framing import framed
from documents.letterhead import Letterhead
from documents.minutes_table import candidates, corrections
from documents.session_words import JURY, ROLES, capital, counted, fact
from documents.text import NBSP, long_date, quoted, unbroken
from documents.writing import Column, Element, paragraph, table
from rules.base.civility import agreed, styled
from rules.dossier.dossier import JuryDecision
from rules.papers.common import Seat
from rules.papers.minutes import MinutesPaper, PresentMember

_BLANK_DAY = "…" * 12


def minutes(paper: MinutesPaper, letterhead: Letterhead) -> bytes:
    """The .docx of the minutes. Raises LetterheadError."""
    kind = "Procès-verbal rectifié" if paper.rectifications else "Procès-verbal"
    return framed(
        lambda width: _body(paper, width),
        letterhead,
        centre=paper.centre,
        reminder=f"{kind}, {unbroken(paper.qualification.code)}, jury du {long_date(paper.held_on)}",
        title=f"{kind}, {paper.qualification.code}, session {paper.reference}",
        on=paper.dated or paper.held_on,
        demonstration=paper.demonstration,
        landscape=True,
    )


def _body(paper: MinutesPaper, width: int) -> Iterator[Element]:
    rectified = " rectifié" if paper.rectifications else ""
    yield paragraph("PapierTitre", f"Procès-verbal{rectified} du {JURY}")
    yield paragraph("PapierSousTitre", f"{quoted(paper.qualification.title)} ({unbroken(paper.qualification.code)})")
    yield from _facts(paper)
    yield from _rectification(paper, width)
    yield paragraph("CourrierTitre", "Candidats et décisions")
    yield _legends(paper)
    yield candidates(paper, width)
    yield from _members(paper, width)


def _facts(paper: MinutesPaper) -> Iterator[Element]:
    place = "".join(f", {line}" for line in paper.place_lines)
    yield fact("UIMM territoriale", paper.centre.name)
    yield fact("Jury", f"{long_date(paper.held_on)}{place} (session {unbroken(paper.reference)})")
    yield fact("CQPM", _registration(paper))
    yield fact("Résultat", _result(paper))


def _registration(paper: MinutesPaper) -> str:
    """Whether the CQPM is registered for its candidates, by how many where they differ (REG-01)."""
    register = "au Répertoire national des certifications professionnelles (RNCP)"
    said = {True: "inscrit", False: "non inscrit", None: "inscription non connue à ce jour"}
    counts = {words: paper.counted(value) for value, words in said.items() if paper.counted(value)}
    if len(counts) == 1:
        [words] = counts
        return f"inscription {register} non connue à ce jour" if words == said[None] else f"{words} {register}"
    parts = [f"{words} pour {counted(number, 'candidat', 'candidats')}" for words, number in counts.items()]
    return f"{register[3:]}{NBSP}: {', '.join(parts)}"


def _result(paper: MinutesPaper) -> str:
    """« 12 candidats : 8 admis, 3 non admis (1 bloc attribué), 1 absent »."""
    admitted, refused, absent = (paper.count(decision) for decision in (JuryDecision.A, JuryDecision.NA, None))
    blocs = sum(len(candidate.awarded_blocs) for candidate in paper.candidates)
    besides = f" ({counted(blocs, 'bloc attribué', 'blocs attribués')})" if blocs else ""
    parts = [
        *([f"{admitted}{NBSP}admis"] if admitted else []),
        *([f"{refused}{NBSP}non admis{besides}"] if refused else []),
        *([counted(absent, "absent", "absents")] if absent else []),
    ]
    return f"{counted(len(paper.candidates), 'candidat', 'candidats')}{NBSP}: {', '.join(parts)}"


def _rectification(paper: MinutesPaper, width: int) -> Iterator[Element]:
    """The clerical errors, told one after the other; the decisions stay (CER-07, JUR-13)."""
    if not paper.rectifications or paper.signed_on is None:
        return
    many = sum(max(1, len(item.corrections)) for item in paper.rectifications) > 1
    yield paragraph("CourrierTitre", "Erreurs matérielles rectifiées" if many else "Erreur matérielle rectifiée")
    what = "les erreurs de plume suivantes" if many else "l’erreur de plume suivante"
    yield paragraph(
        "CourrierAnnonce",
        f"Le procès-verbal signé le {long_date(paper.signed_on)} contient {what}. Le présent texte "
        f"{'les' if many else 'la'} corrige. Les décisions du jury restent celles qui ont été signées.",
    )
    names = {candidate.number: candidate.name for candidate in paper.candidates}
    for item in paper.rectifications:
        whom = f", pour {names[item.number]} ({unbroken(item.number)})" if item.number and not item.corrections else ""
        told = f"Rectification du {long_date(item.on)}{whom}, signée par {item.signed_by}{NBSP}: {item.text}"
        yield paragraph("CourrierAnnonce" if item.corrections else "CourrierCorps", told)
        if item.corrections:
            yield corrections(paper, item, width)


def _legends(paper: MinutesPaper) -> Element:
    """What the codes mean, those that appear (INS-03, JUR-11)."""
    legends = {"Décision": {"A": "admis", "NA": "non admis"}, "Origine": paper.origins, "Financement": paper.fundings}
    legends["Secteur"] = {"M": "métallurgie", "HM": "hors métallurgie, avec la branche"}
    said = [
        f"{title}{NBSP}: " + ", ".join(f"{code}{NBSP}= {label[:1].lower()}{label[1:]}" for code, label in codes.items())
        for title, codes in legends.items()
    ]
    return paragraph("PapierLegende", ". ".join(said) + ".")


def _members(paper: MinutesPaper, width: int) -> Iterator[Element]:
    """Who sat, the president first; their table ends with the signature."""
    yield paragraph("CourrierTitre", "Membres présents")
    name, body = round(width * 0.27), round(width * 0.33)
    columns = [Column("Nom et prénom", name), Column("Organisme", body), Column("Rôle", width - name - body)]
    chair = PresentMember(name=paper.president.name, body=paper.centre.name, seat=Seat.PRESIDENT)
    rows = [(_who(member), member.body, capital(ROLES[member.seat])) for member in (chair, *paper.members)]
    said = f"Membres présents{NBSP}: nom, organisme et rôle"
    signature = list(_signature(paper))
    yield table(said, columns, rows, style="PapierPetit", foot=signature, bound="PapierPetitLie")


def _who(member: PresentMember) -> str:
    return f"{member.name}, en remplacement de {member.replaces}" if member.replaces else member.name


def _signature(paper: MinutesPaper) -> Iterator[Element]:
    """Place and day, and room for the president's signature (JUR-13)."""
    signed = paper.dated
    town = f"Fait à {paper.centre.town}, le" if paper.centre.town else "Fait le"
    day = long_date(signed) if signed else _BLANK_DAY
    president = paper.president
    quality = f"{agreed(president.civility, 'La présidente', 'Le président')} du {JURY}"
    name = styled(president.civility, president.name)
    yield paragraph("PapierSignature", f"{town} {day}")
    yield paragraph("CourrierQualite", quality)
    yield paragraph("CourrierSignataire", name)
