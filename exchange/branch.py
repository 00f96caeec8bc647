"""The branch's public facts: lists of its certifications, its published référentiels, its CQPI (data/README.md)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from exchange.reading import Context, Item, Reading, Refusal, clean_title, level_of
from exchange.tables import Table, shape
from rules.base.text import folded
from rules.certification.certification import CertificationKind, Registration, RegistrationState
from rules.certification.identifiers import bloc_code, cqpm_number, fiche_number
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.referentiel import Capacite
from rules.statement.families import METALLURGIE
from rules.statement.statement import Correspondance, Facts, Source, StatedBloc, Statement

_KINDS = {
    "Certificat de Qualification Professionnelle (CQP)": CertificationKind.CQPM,
    "Titre Professionnel (TP)": CertificationKind.TITRE_PROFESSIONNEL,
    "CAP": CertificationKind.DIPLOMA,
    "Bac Pro": CertificationKind.DIPLOMA,
    "BTS": CertificationKind.DIPLOMA,
    "Mention Complémentaire (MC)": CertificationKind.DIPLOMA,
    "Brevet Professionnel (BP)": CertificationKind.DIPLOMA,
    "BUT": CertificationKind.HIGHER_DIPLOMA,
    "Licence Professionnelle": CertificationKind.HIGHER_DIPLOMA,
    "Master": CertificationKind.HIGHER_DIPLOMA,
}
_DOUBTFUL = frozenset({"RNCP28248", "RNCP36275", "RNCP36283"})
"""Fiches of the UIMM that may be no CQPM: taken as CQP."""

LISTED = shape(
    "la liste des certifications de la branche",
    ("numero_fiche", "intitule", "type_diplome", "niveau", "convention_collective"),
)
SUCCESSION = shape("la table des successions", ("fiche", "relation", "autre_fiche"))
NUMBERS = shape("la table des numéros de CQPM", ("numero_mq_tel_qu_imprime", "intitule", "categorie", "niveau"))


def listed(table: Table, context: Context) -> Reading:
    """The certifications of the metallurgy sector that the public VAE service lists, the UIMM's among them."""
    source = Source(key="reva", closeness=1, as_of=context.as_of, title="SocialGouv/reva, certifications de la branche")
    for line, row in table.rows:
        number, kind = fiche_number(row["numero_fiche"]), _KINDS.get(row["type_diplome"])
        try:
            if number is None or kind is None:
                raise ValueError("un numéro de fiche ou un type de diplôme inconnu")
            title = clean_title(row["intitule"]) or None
        except ValueError as error:
            yield Refusal(f"{context.name}, ligne {line}", str(error), fiche=row["numero_fiche"])
            continue
        branch = folded(row["convention_collective"]) == "metallurgie"
        yield Statement.said(
            number,
            source,
            "branche" if branch else "filiere",
            facts=Facts(
                title=title,
                kind=_kind(number) if kind is CertificationKind.CQPM else kind,
                level=level_of(row["niveau"]),
                registrations=(Registration(number=number, state=RegistrationState.ACTIVE),),
                idcc=(METALLURGIE,) if branch else (),
            ),
        )


def succession(table: Table, context: Context) -> Reading:
    """Links of succession, one a row, gathered by fiche."""
    source = Source(key="kit-succession", closeness=1, as_of=context.as_of, title="Kit de l’apprentissage, succession")
    links: dict[str, dict[str, set[str]]] = {}
    names = {"remplace": "succeeds", "remplacee_par": "succeeded_by"}
    for line, row in table.rows:
        number, other = fiche_number(row["fiche"]), fiche_number(row["autre_fiche"])
        name = names.get(row["relation"].strip())
        if number is None or other is None or name is None:
            yield Refusal(f"{context.name}, ligne {line}", "un lien de succession illisible", fiche=row["fiche"])
            continue
        links.setdefault(number, {}).setdefault(name, set()).add(other)
    for number, by_fact in links.items():
        facts = Facts(**{name: tuple(sorted(others)) for name, others in by_fact.items()})
        yield Statement.said(number, source, facts=facts)


def numbers(table: Table, context: Context) -> Reading:
    """CQPM numbers as printed, with titles, categories and levels."""
    source = Source(key="cqpm-numeros", closeness=3, as_of=context.as_of, title="Numéros de CQPM tels qu’imprimés")
    for line, row in table.rows:
        printed = " ".join(row["numero_mq_tel_qu_imprime"].split())
        number = cqpm_number(printed)
        try:
            title = clean_title(row["intitule"])
            if number is None or not title:
                what = f"« {printed[:40]} » n’est pas le numéro d’un CQPM" if title else "un numéro sans intitulé"
                raise ValueError(what)
        except ValueError as error:
            yield Refusal(f"{context.name}, ligne {line}", str(error), fiche=printed)
            continue
        yield Statement.said(
            number.canonical,
            source,
            printed,
            facts=Facts(
                title=title,
                kind=CertificationKind.CQPM,
                category=row["categorie"].strip() or None,
                level=level_of(row["niveau"]),
                aliases=(printed,),
            ),
        )


def pages(content: Mapping[str, Any], context: Context) -> Reading:
    """What public pages of the national register say: specialities and the last day of registration."""
    source = Source(key="france-competences-pages", closeness=2, as_of=context.as_of, title="France compétences, pages")
    for page in content["fiches"]:
        number = fiche_number(page["numero"])
        if number is None:
            yield Refusal(context.name, "une page sans numéro de fiche", fiche=str(page["numero"]))
            continue
        end = page.get("echeance")
        registration = Registration(
            number=number, state=RegistrationState.ACTIVE, end=date.fromisoformat(end) if end else None
        )
        yield Statement.said(
            number,
            source,
            facts=Facts(
                title=page["intitule"] if page["intitule_source"] == "reva" else None,
                kind=_kind(number),
                level=page["niveau"],
                nsf=tuple(sorted(page.get("nsf") or ())),
                formacodes=tuple(sorted(page.get("formacodes") or ())),
                registrations=(registration,),
            ),
        )


def records(content: list[dict[str, Any]], context: Context) -> Reading:
    """The published référentiels and the UIMM's fiches with their blocs."""
    for place, record in enumerate(content):
        if record["record_kind"] == "rncp_fiche":
            yield _fiche(record)
        else:
            yield from _document(record, f"{context.name}, enregistrement {place + 1}")


def _fiche(record: Mapping[str, Any]) -> Statement:
    """A fiche of the UIMM; a title that is only inferred is not taken as one."""
    number = fiche_number(record["rncp"]) or record["rncp"]
    source = Source(
        key="france-competences-2024",
        closeness=2,
        as_of=date(2024, 1, 17),
        title="Répertoire national des certifications professionnelles, export du 17 janvier 2024",
    )
    return Statement.said(
        number,
        source,
        facts=Facts(
            title=clean_title(record["title"]) if record["title"] else None,
            kind=_kind(number),
            level=record["level"],
            registrations=(Registration(number=number, state=RegistrationState.UNKNOWN),),
            succeeds=tuple(sorted(record.get("replaces") or ())),
            succeeded_by=tuple(sorted(record.get("replaced_by") or ())),
        ),
        blocs=tuple(
            StatedBloc(code=bloc_code(bloc["code"]) or bloc["code"], title=clean_title(bloc["title"]))
            for bloc in record["blocs"]
        ),
        capacites=_capacites(record),
        capacites_complete=bool(record["complete"]),
    )


def _document(record: Mapping[str, Any], place: str) -> Iterator[Item]:
    """A référentiel as published; one whose number was lost in print waits for it."""
    printed, title = record["code_as_printed"], clean_title(record["title"])
    number = cqpm_number(printed or "")
    if number is None:
        yield Refusal(place, f"« {title} » : le numéro du CQPM a été perdu à l’impression", fiche=printed or "")
        return
    day = record["modified_on"]
    dated = f", document du {day}" if day else ""
    yield Statement.said(
        number.canonical,
        Source(
            key="cqpm",
            closeness=3,
            as_of=date.fromisoformat(day) if day else date.min,
            title=f"Référentiel publié sous le numéro {printed}{dated}",
        ),
        " ".join(printed.split()),
        facts=Facts(
            title=title,
            kind=CertificationKind.CQPM,
            level=record["level"],
            category=record["category"],
            aliases=(printed,),
        ),
        capacites=_capacites(record),
        capacites_complete=bool(record["complete"]),
    )


def _capacites(record: Mapping[str, Any]) -> tuple[Capacite, ...]:
    return tuple(Capacite(number=str(item["number"]), title=clean_title(item["title"])) for item in record["capacites"])


def charter(content: Mapping[str, Any], _context: Context) -> Reading:
    """The titled CQPI and the branches that signed; codes are ours, since none is published."""
    source = Source(key="cqpi", closeness=3, as_of=date(2009, 7, 1), title="Charte des CQPI")
    codes = {}
    for branch in content["branches"]:
        if branch["role"] not in {"founder of the charter", "joined", "partner"}:
            continue  # named only as a possible signatory
        name = re.sub(r"\s*\(.*\)", "", branch["name"])
        code = f"BRANCHE-{folded(name).replace(' ', '-').upper()}"
        codes[folded(name)] = code
        yield Organisation(id=code, code=code, name=f"Branche : {name}", kind=OrganisationKind.BRANCH_PARTNER)
    for item in content["cqpi"]:
        if item["title"] is None:
            continue
        named = (folded(re.sub(r"\s*\(.*", "", branch)) for branch in item["branches"])
        yield Statement.said(
            f"CQPI {folded(item['title']).upper()}",
            source,
            facts=Facts(
                title=f"CQPI {item['title']}",
                kind=CertificationKind.CQPI,
                signatories=tuple(sorted(codes[name] for name in named if name in codes)),
            ),
        )


def correspondances(content: list[dict[str, Any]], context: Context) -> Reading:
    """CORRESPONDANCES of the national register, as extracted from its export."""
    source = Source(
        key="rncp-correspondances", closeness=1, as_of=context.as_of, title="France compétences, correspondances"
    )
    by_fiche: dict[str, dict[Correspondance, None]] = {}
    for place, row in enumerate(content):
        number, towards = fiche_number(row["source_fiche"]), fiche_number(row["dest_fiche"])
        if number is None or towards is None:
            yield Refusal(f"{context.name}, enregistrement {place + 1}", "une correspondance sans numéro de fiche")
            continue
        correspondance = Correspondance(
            blocs=tuple(sorted(row["source_blocs"])), towards=towards, towards_blocs=tuple(sorted(row["dest_blocs"]))
        )
        by_fiche.setdefault(number, {})[correspondance] = None
    for number, stated in by_fiche.items():
        yield Statement.said(number, source, correspondances=tuple(stated))


def _kind(number: str) -> CertificationKind:
    return CertificationKind.CQP if number in _DOUBTFUL else CertificationKind.CQPM
