"""
Loads the demonstration: made-up chambers, candidates, a decided dossier with its letter, a request of VAE.

The API has no such door.
"""

import hashlib
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from documents.registry import render
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from resolvers.demonstration.vae import add_request
from rules.base.calendar import paris_day
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.candidate.candidate import Address, Candidate
from rules.certification.certification import Certification, CertificationKind, CertificationStatus, Unregistered
from rules.document.document import Document, DocumentKind
from rules.dossier.dossier import (
    Company,
    Deliberation,
    Dossier,
    DossierStatus,
    Evaluation,
    GtpVerdict,
    JuryDecision,
    Outcome,
    Route,
)
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.papers.asked import Asked
from rules.papers.partial_validation import partial_validation_of
from rules.papers.result import Result
from rules.referentiel.referentiel import EvaluationMode, Referentiel

ACTOR = "poincon"
CENTRE = "UT59"


async def load_demonstration(store: Store, file: Path, now: datetime) -> bool:
    """Loads the demonstration data unless they are there; whether they were new. All or nothing, and once."""
    if await store.organisations.get(CENTRE) is not None:
        return False
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    given["piece"] = file.with_suffix(".pdf").read_bytes()

    async def work(unit: UnitOfWork) -> bool:
        if await unit.organisations.get(CENTRE) is not None:
            return False  # another instance was faster
        await _load(store, unit, given, now)
        return True

    return await store.transact(work, actor=ACTOR, on=paris_day(now), at=now)


async def _load(store: Store, unit: UnitOfWork, given: dict[str, Any], now: datetime) -> None:
    organisations = _organisations(given)
    unit.insert_many(organisations, _draft("organisation fictive"))
    unit.insert(_suspended(given["certification"]), _draft("certification en veille"))
    candidate = _candidate(given["candidate"])
    unit.insert(candidate, _draft("candidat fictif"))
    certification = await store.certifications.get(given["dossier"]["certification"])
    if certification is None:
        raise LookupError(f"{given['dossier']['certification']} is not loaded")
    declared = Unregistered(**given["unregistered"])
    certification = certification.evolve(unregistered=(*certification.unregistered, declared))
    certification = unit.update(certification, _draft("déclaration fictive d’un CQPM sans inscription au RNCP"))
    versions = await store.referentiels.of_certifications([certification.code])
    centre = next(item for item in organisations if item.code == CENTRE)
    number = await unit.number(f"dossiers/{given['dossier']['opened_on'].year}/{CENTRE}")
    dossier = _dossier(given["dossier"], candidate, versions[certification.code][0], number)
    unit.insert(dossier, _draft("dossier décidé"))
    decided = Result(dossier, candidate, certification, versions[certification.code][0], {}, [], centre, now.date())
    letter = partial_validation_of(decided, Asked())
    data = render(DocumentKind.PARTIAL_VALIDATION_LETTER, letter, None)
    document = _document(dossier, data, now)
    unit.keep(document.sha256, data)
    unit.insert(
        document,
        EventDraft(
            action=Operation.loadDemonstration,
            facts={"what": "lettre de validation partielle", "dossier": dossier.number, "sha256": document.sha256},
            rules=letter.rules,
        ),
    )
    applicant = _candidate(given["vae"]["candidate"])
    unit.insert(applicant, _draft("candidat fictif"))
    aimed_at = given["vae"]["dossier"]["certification"]
    [version, *_] = (await store.referentiels.of_certifications([aimed_at]))[aimed_at]
    await add_request(unit, given["vae"], given["piece"], applicant, version, now, _draft("demande de VAE"))


def _draft(what: str) -> EventDraft:
    return EventDraft(action=Operation.loadDemonstration, facts={"what": what})


def _organisations(given: dict[str, Any]) -> list[Organisation]:
    national = [Organisation(**item, id=item["code"], demonstration=True) for item in given["organisations"]]
    return national + [
        Organisation(
            id=f"UT{department}",
            code=f"UT{department}",
            name=f"UIMM territoriale de démonstration — {name} ({department})",
            kind=OrganisationKind.UIMM_TERRITORIALE,
            department=department,
            region=region,
            demonstration=True,
            **(given["centre"] if f"UT{department}" == CENTRE else {}),
        )
        for department, (name, region) in given["territoriales"].items()
    ]


def _suspended(given: dict[str, Any]) -> Certification:
    return Certification(
        **given,
        id=given["code"],
        kind=CertificationKind.CQPM,
        status=CertificationStatus.EN_VEILLE,
        demonstration=True,
        provenance={"*": "démonstration"},
    )


def _candidate(given: dict[str, Any]) -> Candidate:
    address = given["address"]
    return Candidate(**{**given, "address": Address(**address), "centres": (CENTRE,)})


def _dossier(given: dict[str, Any], candidate: Candidate, version: Referentiel, rank: int) -> Dossier:
    opened_on, acquired = given["opened_on"], set(given["acquired"])
    return Dossier(
        id=given["id"],
        number=f"D{opened_on.year}-{CENTRE}-{rank:05d}",
        candidate=candidate.id,
        certification=given["certification"],
        referentiel=version.id,
        route=Route.FORMATION,
        channel=given["channel"],
        origin=given["origin"],
        funding=given["funding"],
        company=Company(**given["company"]),
        exam_centre=CENTRE,
        requested_on=given["requested_on"],
        opened_on=opened_on,
        engaged_on=opened_on,
        status=DossierStatus.VALIDE,
        evaluations=tuple(
            Evaluation(
                capacite=capacite.number,
                acquired=capacite.number in acquired,
                mode=EvaluationMode.SITUATION_REELLE,
                on=given["evaluated_on"],
            )
            for capacite in version.capacites
        ),
        deliberation=Deliberation(
            decision=JuryDecision.NA,
            outcome=Outcome.PARTIAL,
            jury_on=given["jury_on"],
            president=given["president"],
        ),
        at_rncp=False,
        verdict=GtpVerdict(on=given["gtp_on"]),
    )


def _document(dossier: Dossier, data: bytes, now: datetime) -> Document:
    return Document(
        id="demonstration-letter-1",
        kind=DocumentKind.PARTIAL_VALIDATION_LETTER,
        dossier=dossier.number,
        candidate=dossier.candidate,
        exam_centre=dossier.exam_centre,
        file_name=f"validation-partielle-{dossier.number}.docx",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_on=now,
    )
