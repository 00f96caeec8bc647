"""
The GTP's verdict on each candidate, and what it awards (GTP-01 to GTP-04, GTP-07, NUM-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 4,
and chapter 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.signs import quoted
from rules.base.text import number_key
from rules.certificate.certificate import Certificate
from rules.certificate.kind import CertificateKind
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, DossierStatus, GtpVerdict, JuryDecision
from rules.dossier.holdings import complete_blocs
from rules.dossier.registered import as_registered, unknown_problem
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Referentiel
from rules.session.assignment import Barred
from rules.session.commands import ValidateAttribution, Verdict
from rules.session.remaking import again_problems, decision_problems, evaluations_named
from rules.session.session import Session, SessionStatus


class Award(NamedTuple):
    """A certificate to be issued: what it proves, to the dossier it comes from."""

    kind: CertificateKind
    certification: str
    title: str
    bloc: str | None = None


def validate(
    session: Session,
    command: ValidateAttribution,
    *,
    dossiers: Sequence[Dossier],
    versions: Mapping[str, Referentiel],
    certifications: Mapping[str, Certification],
    blocs: Mapping[str, str],
    certified: Mapping[str, Sequence[str]],
    centre: Organisation | None,
    barred: Barred,
    today: date,
) -> Refused | Done[Session]:
    """
    The GTP's verdict on each candidate named (GTP-01); the session closes with the last.

    No verdict touches the jury's decision, which is that of the signed minutes (GTP-02); one that refuses says what is
    made again (GTP-07). Whether a dossier counts as registered is frozen now where it was not known before; while it is
    not, no certificate is issued (REG-01). One awarded (GTP-03, GTP-04) has no number yet: they are taken from the
    series last.

    `versions` and `certifications` are those of the dossiers and of the CQPI, by identifier, `blocs` the titles of
    blocs by code, `certified` the blocs already certified to each candidate.
    """
    verdicts, gtp_on = command.verdicts, command.gtp_on or today
    problems = _gtp_day_problems(session, gtp_on, today)
    if not verdicts:
        problems.append(broken("GTP-01", "Le GTP se prononce sur chaque candidat : aucun n’est nommé.", "verdicts"))
    by_number = {item.number: as_registered(item, certifications[item.certification]) for item in dossiers}
    seen: set[str] = set()
    warnings: list[Problem] = []
    changed: list[Dossier] = []
    for place, verdict in enumerate(verdicts):
        path = ("verdicts", str(place))
        number = number_key(verdict.dossier)
        dossier = by_number.get(number)
        faults = _verdict_problems(session, dossier, verdict, versions, barred, path)
        if dossier is not None and not faults and verdict.validated and dossier.at_rncp is None:
            certification = certifications[dossier.certification]
            unknown = unknown_problem(dossier, certification, *path, "dossier")
            (faults if _certifies(dossier, versions[dossier.referentiel]) else warnings).append(unknown)
        if number in seen:
            faults.append(duplicate("Ce candidat a deux verdicts.", *path))
        seen.add(number)
        problems += faults
        if dossier is not None and dossier.deliberation is not None and not faults:
            changed.append(_told(dossier, verdict, versions[dossier.referentiel], gtp_on))
    if problems:
        return Refused(tuple(problems))
    settled = tuple(dict.fromkeys((*session.attribution.settled, *(dossier.id for dossier in changed))))
    over = set(settled) >= set(session.dossiers)
    told = session.evolve(
        attribution=session.attribution.evolve(settled=settled, gtp_on=gtp_on),
        status=SessionStatus.CLOSE if over else SessionStatus.TRANSMISE,
    )
    certificates: list[Change] = []
    moved: list[Change] = []
    awarded_now: dict[str, list[str]] = {}
    for dossier in changed:
        here = awarded_now.setdefault(dossier.candidate, [])
        certification = certifications[dossier.certification]
        awarded = awards(
            dossier,
            versions[dossier.referentiel],
            certification,
            certifications.get(certification.cqpi or ""),
            blocs,
            (*certified.get(dossier.candidate, ()), *here),
        )
        here += [award.bloc for award in awarded if award.bloc is not None]
        certificates += [Change(_certificate(dossier, award, gtp_on), {"dossier": dossier.number}) for award in awarded]
        held = dossier.evolve(status=DossierStatus.CERTIFIE) if awarded else dossier
        moved.append(Change(held, {"session": session.number}))
    if certificates and (centre is None or centre.department is None):
        text = "Le département du centre d’examen n’est pas connu : le certificat ne peut pas être numéroté."
        return Refused((broken("NUM-03", text),))
    return Done(told, (*certificates, *moved), tuple(warnings))


def awards(
    dossier: Dossier,
    version: Referentiel,
    certification: Certification,
    cqpi: Certification | None,
    blocs: Mapping[str, str],
    already: Iterable[str],
) -> list[Award]:
    """
    The certificates that a validated dossier gives (GTP-03, GTP-04).

    The whole CQPM, with its CQPI where it matches one, and no bloc certificate then; else each bloc asked for; else, of
    a candidate not admitted to a CQPM at the RNCP, each bloc now complete, save those `already` certified to them.
    `blocs` are the titles of the version's blocs by code.
    """
    if dossier.verdict is None or not dossier.verdict.validated:
        return []
    if dossier.decision is JuryDecision.A and not dossier.target_blocs:
        kind = CertificateKind.CQPM_RNCP if dossier.at_rncp else CertificateKind.CQPM
        whole = [Award(kind, certification.code, certification.title)]
        return whole + ([Award(CertificateKind.CQPI, cqpi.code, cqpi.title)] if cqpi else [])
    held = complete_blocs(dossier, version) if dossier.at_rncp else []
    return [
        Award(CertificateKind.BLOC, certification.code, blocs.get(code, code), code)
        for code in held
        if code not in set(already)
    ]


def _certifies(dossier: Dossier, version: Referentiel) -> bool:
    """Whether a certificate would be issued to a dossier that is validated, did it count as registered (REG-01)."""
    whole = dossier.decision is JuryDecision.A and not dossier.target_blocs
    return whole or bool(complete_blocs(dossier, version))


def _gtp_day_problems(session: Session, gtp_on: date, today: date) -> list[Problem]:
    sent = session.attribution.transmission
    if gtp_on > today:
        return [broken("GTP-01", "La réunion du GTP ne se date pas de l’avenir.", "gtpOn", latest=today)]
    if sent is not None and gtp_on < sent.on:
        text = f"La session n’a été transmise que le {in_french(sent.on)}."
        return [broken("GTP-01", text, "gtpOn", earliest=sent.on)]
    return []


def _verdict_problems(
    session: Session,
    dossier: Dossier | None,
    verdict: Verdict,
    versions: Mapping[str, Referentiel],
    barred: Barred,
    path: tuple[str, ...],
) -> list[Problem]:
    if dossier is None:
        text = f"Aucun dossier {quoted(verdict.dossier)} n’est de cette session."
        return [invalid(text, *path, "dossier")]
    if dossier.id in session.attribution.settled:
        text = f"Le GTP s’est déjà prononcé sur le dossier {dossier.number}."
        return [broken("GTP-01", text, *path, "dossier")]
    if faults := barred(dossier, *path, "dossier"):
        return faults
    problems = [*decision_problems(session, dossier, path), *again_problems(dossier, verdict, versions, path)]
    if verdict.reasons is None and not verdict.validated:
        problems.append(broken("GTP-01", "Un refus du GTP est motivé.", *path, "reasons"))
    return problems


def _told(dossier: Dossier, verdict: Verdict, version: Referentiel, gtp_on: date) -> Dossier:
    status = DossierStatus.VALIDE if verdict.validated else DossierStatus.REFUSE
    told = GtpVerdict(
        on=gtp_on,
        validated=verdict.validated,
        reasons=verdict.reasons,
        again=verdict.again,
        evaluations=evaluations_named(dossier, verdict, version),
    )
    return dossier.evolve(verdict=told, status=status)


def _certificate(dossier: Dossier, award: Award, on: date) -> Certificate:
    return Certificate(
        id="",
        number="",
        family=dossier.family,
        kind=award.kind,
        certification=award.certification,
        bloc=award.bloc,
        title=award.title,
        dossier=dossier.number,
        candidate=dossier.candidate,
        exam_centre=dossier.exam_centre,
        issued_on=on,
    )
