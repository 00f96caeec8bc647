"""The branch's public facts: lists of its certifications, its published référentiels, its CQPI (data/README.md)."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rules.certification import CertificationKind, CertificationStatus, Registration, RegistrationState
from rules.identifiers import cqpm_number
from rules.merging import Statement
from rules.organisation import Organisation, OrganisationKind
from rules.referentiel import Bloc, Capacite, Referentiel, ReferentielBloc
from rules.text import folded

REVA, FICHES, PAGES, KIT, DOCUMENTS, CHARTER = (
    "reva",
    "france-competences-2024",
    "france-competences-pages",
    "kit",
    "cqpm",
    "cqpi",
)
"""Keys of the sources, as data/README.md explains them."""

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


def clean_title(text: str) -> str:
    """A title without the stray prefixes, quotes and blanks of the exports."""
    text = re.sub(r"\s+", " ", text).strip()
    return text.strip('"').lstrip(": ").strip()


def _kind(number: str) -> CertificationKind:
    return CertificationKind.CQP if number in _DOUBTFUL else CertificationKind.CQPM


def _decided(kind: CertificationKind) -> dict[str, Any]:
    """A CQPM that the branch publishes, without a contrary decision known, is presumed active."""
    return {"status": CertificationStatus.ACTIVE} if kind is CertificationKind.CQPM else {}


def _registered(number: str, state: RegistrationState, end: str | None = None) -> dict[str, Any]:
    last = date.fromisoformat(end) if end else None
    return {"registrations": (Registration(number=number, state=state, end=last),)}


def listed(folder: Path) -> Iterator[Statement]:
    """The certifications of the metallurgy sector that the public VAE service lists, the UIMM's among them."""
    for name in ("reva_filiere_metallurgie_145.csv", "reva_uimm_cqp_69.csv"):
        with (folder / "uimm" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                kind = _KINDS[row["type_diplome"]]
                kind = _kind(row["numero_fiche"]) if kind is CertificationKind.CQPM else kind
                facts = {
                    "title": clean_title(row["intitule"]),
                    "kind": kind,
                    "level": int(row["niveau"]) if row["niveau"] else None,
                    **_decided(kind),
                    **_registered(row["numero_fiche"], RegistrationState.ACTIVE),
                }
                yield Statement(
                    code=row["numero_fiche"], source=REVA, closeness=2, as_of=date(2026, 11, 1), facts=facts
                )


def kit(folder: Path, numbers: frozenset[str]) -> Iterator[Statement]:
    """What the apprenticeship kit says of these fiches: title, level, state, last day."""
    states = {"ACTIVE": RegistrationState.ACTIVE, "INACTIVE": RegistrationState.INACTIVE}
    path = folder / "nomenclatures" / "kit_apprentissage_20250131_full.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            number, end = row["FicheRNCP"].strip(), row["Date d'échéance de la fiche RNCP"].strip()
            if number not in numbers:
                continue
            level = re.search(r"\d", row["Niveau fiche RNCP"])
            facts = {
                "title": clean_title(row["Intitulé certification (RNCP)"]) or None,
                "level": int(level[0]) if level else None,
                **_registered(
                    number,
                    states.get(row["Fiche ACTIVE/INACTIVE"].strip(), RegistrationState.UNKNOWN),
                    "-".join(reversed(end.split("/"))) if end else None,
                ),
            }
            yield Statement(code=number, source=KIT, closeness=1, as_of=date(2025, 1, 31), facts=facts)


def pages(folder: Path) -> Iterator[Statement]:
    """What eleven public pages of the national register say: specialities and the last day of registration."""
    content = json.loads((folder / "uimm" / "francecompetences_fiches_uimm_11.json").read_text(encoding="utf-8"))
    for page in content["fiches"]:
        kind = _kind(page["numero"])
        facts = {
            "title": page["intitule"] if page["intitule_source"] == "reva" else None,
            "kind": kind,
            "level": page["niveau"],
            "nsf": tuple(page.get("nsf") or ()),
            "formacodes": tuple(page.get("formacodes") or ()),
            **_decided(kind),
            **_registered(page["numero"], RegistrationState.ACTIVE, page.get("echeance")),
        }
        yield Statement(code=page["numero"], source=PAGES, closeness=2, as_of=date(2026, 10, 1), facts=facts)


def records(folder: Path) -> list[dict[str, Any]]:
    """The published référentiels and fiches of the UIMM, as collected."""
    content: list[dict[str, Any]] = json.loads((folder / "cqpm" / "cqpm_referentiels.json").read_text(encoding="utf-8"))
    return content


def fiches(found: list[dict[str, Any]]) -> Iterator[Statement | Referentiel | Bloc]:
    """The UIMM's fiches with their blocs; a title that is only inferred is not taken as one."""
    for record in found:
        number = record["rncp"]
        if record["record_kind"] != "rncp_fiche":
            continue
        kind = _kind(number)
        facts = {
            "title": clean_title(record["title"]) if record["title"] else None,
            "kind": kind,
            "level": record["level"],
            **_decided(kind),
            **_registered(number, RegistrationState.UNKNOWN),
        }
        yield Statement(code=number, source=FICHES, closeness=1, as_of=date(2024, 1, 17), facts=facts)
        for bloc in record["blocs"]:
            code = bloc["code"].replace(" ", "")
            yield Bloc(
                id=code, code=code, title=clean_title(bloc["title"]), certifications=(number,), provenance=FICHES
            )
        yield Referentiel(
            id=f"{number}@1",
            certification=number,
            version=1,
            capacites=_capacites(record),
            capacites_complete=bool(record["complete"]),
            composition=tuple(
                ReferentielBloc(bloc=code) for code in sorted(bloc["code"].replace(" ", "") for bloc in record["blocs"])
            ),
            source="Répertoire national des certifications professionnelles, export du 17 janvier 2024",
        )


def documents(found: list[dict[str, Any]]) -> Iterator[Statement | Referentiel]:
    """The référentiels as published: several prints of one serial are one certification, its best list of capacités."""
    by_serial: dict[str, list[dict[str, Any]]] = {}
    for record in found:
        number = cqpm_number(record["code_as_printed"] or "")
        if record["record_kind"] != "rncp_fiche" and number is not None:
            by_serial.setdefault(number.serial, []).append(record)
    for prints in by_serial.values():
        prints.sort(key=lambda record: record["modified_on"] or "")
        numbers = [cqpm_number(record["code_as_printed"]) for record in prints]
        code = next(number.canonical for number in numbers if number is not None)
        for record in prints:
            facts = {
                "title": clean_title(record["title"]),
                "kind": CertificationKind.CQPM,
                "level": record["level"],
                "category": record["category"],
                "aliases": (record["code_as_printed"],),
                **_decided(CertificationKind.CQPM),
            }
            as_of = date.fromisoformat(record["modified_on"] or "2000-01-01")
            yield Statement(code=code, source=DOCUMENTS, closeness=3, as_of=as_of, facts=facts)
        best = max(prints, key=lambda record: (len(record["capacites"]), record["modified_on"] or ""))
        dated = f", document du {best['modified_on']}" if best["modified_on"] else ""
        yield Referentiel(
            id=f"{code}@1",
            certification=code,
            version=1,
            capacites=_capacites(best),
            capacites_complete=bool(best["complete"]),
            source=f"Référentiel publié sous le numéro {best['code_as_printed']}{dated}",
        )


def without_number(found: list[dict[str, Any]]) -> list[str]:
    """Titles of the published référentiels whose number was lost in print: they wait for it."""
    return sorted(
        clean_title(record["title"])
        for record in found
        if record["record_kind"] != "rncp_fiche" and not record["code_as_printed"]
    )


def _capacites(record: dict[str, Any]) -> tuple[Capacite, ...]:
    return tuple(Capacite(number=str(item["number"]), title=clean_title(item["title"])) for item in record["capacites"])


def charter(folder: Path) -> Iterator[Statement | Organisation]:
    """The titled CQPI and the branches that signed; codes are ours, since none is published."""
    content = json.loads((folder / "cqpm" / "cqpi.json").read_text(encoding="utf-8"))
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
        facts = {
            "title": f"CQPI {item['title']}",
            "kind": CertificationKind.CQPI,
            "signatories": tuple(codes[name] for name in named if name in codes),
        }
        code = f"CQPI {folded(item['title']).upper()}"
        yield Statement(code=code, source=CHARTER, closeness=1, as_of=date(2009, 7, 1), facts=facts)
