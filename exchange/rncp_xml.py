"""The national registers' XML export, V4.1: one fiche at a time, whatever the size of the file."""

import re
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree
from pydantic import ValidationError

from exchange.reading import (
    LONGEST_TEXTS,
    LONGEST_TITLE,
    Context,
    Item,
    Reading,
    Refusal,
    Unreadable,
    clean_title,
    export_title,
    french_day,
    in_french,
    level_of,
    siret_of,
    state_of,
    years_of,
)
from rules.certification.certification import Access, Agreement, Certificateur, Registration
from rules.certification.identifiers import bloc_code, fiche_number
from rules.statement.families import idcc_of
from rules.statement.statement import Correspondance, Facts, RawText, Source, StatedBloc, Statement

VERSIONS = frozenset({"4.0", "4.1"})
_TEXTS = {
    "OBJECTIFS_CONTEXTE": "Objectifs et contexte",
    "ACTIVITES_VISEES": "Activités visées",
    "CAPACITES_ATTESTEES": "Compétences attestées",
    "SECTEURS_ACTIVITE": "Secteurs d’activité",
    "TYPE_EMPLOI_ACCESSIBLES": "Types d’emplois accessibles",
    "REGLEMENTATIONS_ACTIVITES": "Réglementation d’activités",
    "PREREQUIS_ENTREE_FORMATION": "Prérequis",
}
_BLOC_TEXTS = {"LISTE_COMPETENCES": "Compétences", "MODALITES_EVALUATION": "Modalités d’évaluation"}
_ACCESS = {
    "SI_JURY_FI": Access.INITIALE,
    "SI_JURY_CA": Access.APPRENTISSAGE,
    "SI_JURY_FC": Access.CONTINUE,
    "SI_JURY_CQ": Access.PROFESSIONNALISATION,
    "SI_JURY_CL": Access.INDIVIDUELLE,
    "SI_JURY_VAE": Access.EXPERIENCE,
}


def read(stream: IO[bytes], context: Context) -> Reading:
    """
    The fiches of an export, in order. A fiche that cannot be read is refused; a file that stops being XML ends there.

    Raises Unreadable at that place, after everything before it; external entities and types of document are refused.
    """
    seen: dict[str, int] = {}
    version: str | None = None
    try:
        for element in _elements(stream):
            if element.tag == "VERSION_FLUX":
                version = (element.text or "").strip()
                if version not in VERSIONS:
                    raise Unreadable(f"ligne {element.sourceline} : version de flux « {version[:20]} » inconnue")
            elif element.tag == "FICHE":
                if version is None:
                    raise Unreadable(f"ligne {element.sourceline} : aucune version de flux avant la première fiche")
                yield from _fiche(element, context, seen)
                _forget(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise Unreadable(f"ligne {line} : le fichier n’est plus du XML lisible ({_reason(error)})") from None


def _elements(stream: IO[bytes]) -> Iterator[Any]:
    parser = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("FICHES", "FICHE", "VERSION_FLUX"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    first = True
    for event, element in parser:
        if first:
            if element.tag != "FICHES":
                raise Unreadable("ligne 1 : l’élément de tête n’est pas FICHES")
            if element.getroottree().docinfo.doctype:
                raise Unreadable("ligne 1 : un type de document (DOCTYPE) n’a pas sa place dans cet export")
            first = False
        if event == "end":
            yield element
    if first:
        raise Unreadable("ligne 1 : l’élément de tête n’est pas FICHES")


def _forget(element: Any) -> None:
    """Frees a fiche that has been read, and what stands before it."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _fiche(element: Any, context: Context, seen: dict[str, int]) -> Iterator[Item]:
    line = element.sourceline
    printed = _text(element, "NUMERO_FICHE")
    number = fiche_number(printed or "")
    place = f"{context.name}, ligne {line}"
    if number is None:
        what = f"le numéro « {printed[:40]} » n’en est pas un" if printed else "une fiche sans numéro"
        yield Refusal(place, what, fiche=printed or "")
        return
    if number in seen:
        yield Refusal(place, f"la fiche {number} est déjà passée ligne {seen[number]}", fiche=number)
        return
    seen[number] = line
    try:
        refused: list[Refusal] = []
        statement = _statement(element, number, context, place, refused)
    except (ValidationError, ValueError) as error:
        yield Refusal(place, f"fiche {number} : {in_french(error)}", fiche=number)
        return
    yield from refused
    yield statement


def _statement(element: Any, number: str, context: Context, place: str, refused: list[Refusal]) -> Statement:
    blocs, texts = _blocs(element, number, place, refused)
    texts = [*(_raw(element, tag, name) for tag, name in _TEXTS.items()), *texts]
    kept = tuple(text for text in texts if text is not None)
    if sum(len(text.text) for text in kept) > LONGEST_TEXTS:
        raise ValueError(f"ses textes dépassent {LONGEST_TEXTS} caractères")
    return Statement.said(
        number,
        Source(key="rncp-xml", closeness=2, as_of=context.as_of, title=export_title("XML", context)),
        facts=_facts(element, number),
        blocs=tuple(blocs),
        correspondances=tuple(_correspondances(element, number, place, refused)),
        texts=kept,
    )


def _facts(element: Any, number: str) -> Facts:
    title = clean_title(_text(element, "INTITULE") or "")
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"son intitulé dépasse {LONGEST_TITLE} caractères")
    agreements = [
        Agreement(brochure=brochure, title=_text(element, f"CCN_{rank}/LIBELLE") or "")
        for rank in (1, 2, 3)
        if (brochure := _text(element, f"CCN_{rank}/NUMERO"))
    ]
    idcc = {_squeezed(item.text) for item in element.iterfind("CODES_IDCC/IDCC/CODE")} | {
        _squeezed(item.text) for item in element.iterfind("CODES_IDCC/IDCC") if len(item) == 0
    }
    sure = {code for item in agreements if (code := idcc_of(item.brochure, item.title))}
    return Facts(
        title=title or None,
        abrege=_text(element, "ABREGE/CODE"),
        level=level_of(_text(element, "NOMENCLATURE_EUROPE/NIVEAU")),
        registrations=(
            Registration(
                number=number,
                state=state_of(_text(element, "ACTIF")),
                start=french_day(_text(element, "DATE_EFFET") or _text(element, "DATE_DECISION")),
                end=french_day(_text(element, "DATE_FIN_ENREGISTREMENT")),
                last_award_on=french_day(_text(element, "DATE_LIMITE_DELIVRANCE")),
                decided_on=french_day(_text(element, "DATE_DECISION")),
                years=years_of(_text(element, "DUREE_ENREGISTREMENT")),
                published_on=french_day(_text(element, "DATE_DERNIER_JO")),
            ),
        ),
        succeeds=_numbers(element, "ANCIENNES_CERTIFICATIONS/ANCIENNE_CERTIFICATION/ID_FICHE_ANCIENNE_CERTIFICATION"),
        succeeded_by=_numbers(
            element, "NOUVELLES_CERTIFICATIONS/NOUVELLE_CERTIFICATION/ID_FICHE_NOUVELLE_CERTIFICATION"
        ),
        certificateurs=tuple(
            Certificateur(name=name, siret=siret_of(_text(item, "SIRET_CERTIFICATEUR")))
            for item in element.iterfind("CERTIFICATEURS/CERTIFICATEUR")
            if (name := _text(item, "NOM_CERTIFICATEUR"))
        ),
        nsf=_codes(element, "CODES_NSF/NSF/CODE"),
        rome=_codes(element, "CODES_ROME/ROME/CODE"),
        formacodes=_codes(element, "FORMACODES/FORMACODE/CODE"),
        idcc=tuple(sorted((idcc | sure) - {""})),
        agreements=tuple(agreements),
        access=tuple(access for tag, access in _ACCESS.items() if _text(element, f"{tag}/ACTIF") == "Oui"),
    )


def _blocs(
    element: Any, number: str, place: str, refused: list[Refusal]
) -> tuple[list[StatedBloc], list[RawText | None]]:
    blocs: dict[str, StatedBloc] = {}
    texts: list[RawText | None] = []
    for item in element.iterfind("BLOCS_COMPETENCES/BLOC_COMPETENCES"):
        bloc = stated_bloc(number, _text(item, "CODE"), _text(item, "LIBELLE"))
        at = f"{place}, bloc ligne {item.sourceline}"
        if isinstance(bloc, str):
            refused.append(Refusal(at, f"fiche {number} : {bloc}", bloc=_text(item, "CODE") or ""))
        elif bloc.code in blocs:
            same = blocs[bloc.code] == bloc
            what = "se répète" if same else "sert deux fois, à deux contenus : le premier est gardé"
            refused.append(Refusal(at, f"fiche {number} : le bloc {bloc.code} {what}", bloc=bloc.code))
        else:
            blocs[bloc.code] = bloc
            texts += [_raw(item, tag, name, bloc.code) for tag, name in _BLOC_TEXTS.items()]
    return list(blocs.values()), texts


def stated_bloc(fiche: str, code: str | None, title: str | None) -> StatedBloc | str:
    """A bloc as a register prints it; a bare number is kept beside its fiche. Else why it is none (French)."""
    printed, title = _squeezed(code), clean_title(title or "")
    if not printed:
        return "un bloc sans code"
    if not title:
        return f"le bloc {printed[:40]} n’a pas d’intitulé"
    if len(printed) > 40 or len(title) > LONGEST_TITLE * 2:
        return f"le code ou l’intitulé du bloc {printed[:40]} est trop long"
    return StatedBloc(code=bloc_code(printed) or f"{fiche} {printed}", title=title)


def _correspondances(element: Any, number: str, place: str, refused: list[Refusal]) -> Iterator[Correspondance]:
    for item in element.iterfind("CORRESPONDANCES/CORRESPONDANCE"):
        towards = fiche_number(_text(item, "DESTINATION/NUMERO_FICHE") or "")
        if towards is None:
            refused.append(
                Refusal(f"{place}, ligne {item.sourceline}", f"fiche {number} : une correspondance sans destination")
            )
            continue
        yield Correspondance(
            blocs=_bloc_codes(item, number, "SOURCE"),
            towards=towards,
            towards_blocs=_bloc_codes(item, towards, "DESTINATION"),
        )


def _bloc_codes(item: Any, fiche: str, side: str) -> tuple[str, ...]:
    printed = (_squeezed(code.text) for code in item.iterfind(f"{side}/BLOC_COMPETENCES/CODE"))
    return tuple(sorted({bloc_code(code) or f"{fiche} {code}" for code in printed if code}))


def _raw(element: Any, tag: str, name: str, bloc: str | None = None) -> RawText | None:
    child = element.find(tag)
    text = "".join(child.itertext()) if child is not None else ""
    return RawText(name=name, bloc=bloc, text=text) if text.strip() else None


def _text(element: Any, path: str) -> str | None:
    text = element.findtext(path)
    return " ".join(text.split()) or None if text else None


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def _codes(element: Any, path: str) -> tuple[str, ...]:
    return tuple(sorted({code for item in element.iterfind(path) if (code := _squeezed(item.text))}))


def _numbers(element: Any, path: str) -> tuple[str, ...]:
    return tuple(sorted({number for code in _codes(element, path) if (number := fiche_number(code))}))


def _reason(error: etree.XMLSyntaxError) -> str:
    return re.sub(r"\s*\(<string>.*", "", error.msg or "").split(", line")[0][:100]
