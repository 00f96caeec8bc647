"""The closed lists of the API: the enums of rules/, each value described in French."""

from collections.abc import Mapping
from enum import Enum

import strawberry

from rules.access import viewer as access
from rules.archive import purge
from rules.base import check as checklist
from rules.base import civility, problems
from rules.base.operation import Operation
from rules.base.worded import Worded
from rules.candidate import candidate as candidates
from rules.certificate import certificate as certificates
from rules.certificate.kind import CertificateKind
from rules.certification import certification
from rules.certification.completeness import Completeness
from rules.certification.lists import ListName
from rules.document import document, pack
from rules.dossier import dossier, lists, vae
from rules.dossier.dossier import DossierStatus
from rules.equivalence import equivalence
from rules.lives.common import TO_COME
from rules.lives.family import ROWS
from rules.organisation import letterhead, organisation
from rules.referentiel import opportunity, referentiel
from rules.rulebook import rule as rulebook
from rules.session import session as sessions


def describe(enum: type[Enum], description: str, values: Mapping[str, str] | None = None) -> None:
    """
    Publishes an enum of rules/ in the API: one whose values bear their words, unless they are given.

    Raises KeyError when a value lacks its words.
    """
    words = {item.name: item.words for item in enum if isinstance(item, Worded)} if values is None else values
    strawberry.enum(enum, description=description)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = words[value.name]


describe(rulebook.RuleEffect, "Ce que fait une règle quand elle s’applique.")
describe(rulebook.RuleOrigin, "D’où vient une règle.")
describe(problems.ProblemCode, "Nature d’un refus ou d’un avertissement.")
describe(checklist.CheckState, "Où en est une ligne de liste de contrôle.")
describe(certification.CertificationKind, "Famille d’une certification.")
describe(certification.CertificationStatus, "État d’une certification que la branche décide.")
describe(
    certification.CqpmCategory,
    "Catégorie d’un CQPM, avant les niveaux ; le registre imprime « C* » pour C_ETOILE (REF-03).",
)
describe(certification.RegistrationState, "État d’un enregistrement à un répertoire national.")
describe(ListName, "Listes de la CPNEFP (REF-04).")
describe(Completeness, "Ce que l’on connaît d’un référentiel.")
describe(opportunity.SubmissionNature, "Ce qu’est un dépôt de référentiel.")
describe(referentiel.EvaluationMode, "Modalités d’évaluation, par ordre de priorité (EVA-01).")
describe(organisation.OrganisationKind, "Nature d’une organisation.")
describe(letterhead.LetterheadKind, "De quoi est fait un papier à en-tête.")
describe(access.Role, "Rôle d’un compte.")
describe(document.DocumentKind, "Nature d’un document.")
describe(pack.PackFormat, "Ce qu’est le fichier d’un lot de papiers.")
describe(pack.PackPapers, "Quels papiers d’une session un lot réunit.")
describe(pack.PackState, "Où en est un lot de papiers.")
describe(purge.ArchiveKind, "Nature d’archives, comme les textes les distinguent (ARC-01 à ARC-03).")
describe(purge.PersonErasure, "Ce qui d’une personne est effacé avec les archives d’un dossier (ARC-04).")
describe(civility.Civility, "Comment un papier nomme une personne, et avec quoi il s’accorde (CER-08).")
describe(candidates.Sex, "Sexe à l’état civil.")
describe(
    dossier.Route,
    "Voie d’accès à la certification.",
    {"FORMATION": "Parcours de formation.", "VAE": "Validation des acquis de l’expérience (VAE-01)."},
)
describe(lists.Channel, "Voie d’inscription d’un candidat, à toute date (INS-02).")
describe(lists.Origin, "Origine d’un candidat, à toute date (INS-03).")
describe(lists.Funding, "Dispositif de financement d’un parcours, à toute date (INS-03).")
describe(lists.Sector, "Secteur d’une entreprise, tel que le procès-verbal le dit (JUR-14).")
describe(lists.AgreedWith, "Avec qui les modalités d’évaluation se conviennent (EVA-05).")
describe(dossier.JuryDecision, "Décision du jury paritaire (JUR-11).", {"A": "Admissible.", "NA": "Non admissible."})
describe(
    dossier.Outcome,
    "Ce que la décision laisse acquis.",
    {"TOTAL": "Tout ce qui était visé.", "PARTIAL": "Une partie.", "NONE": "Rien."},
)
describe(dossier.Again, "Ce qu’un refus du GTP fait refaire (GTP-07).")
describe(
    DossierStatus,
    "Où en est un dossier.",
    {
        "OUVERT": "Inscrit auprès du centre d’examen.",
        "RECEVABILITE_EN_INSTRUCTION": "Recevabilité de la demande de VAE en cours d’examen.",
        "IRRECEVABLE": "Demande de VAE irrecevable.",
        "RECEVABLE": "Demande de VAE recevable.",
        "EVALUE": "Toutes les capacités visées sont évaluées.",
        "PRESENTE_AU_JURY": "Affecté à une session de jury.",
        "DELIBERE": "Le jury a décidé.",
        "TRANSMIS": "Transmis au GTP.",
        "COMPLEMENT_DEMANDE": "Le GTP a demandé un complément.",
        "VALIDE": "La décision du jury est validée par le GTP ; aucun certificat n’en vient, ou n’en reste (CER-09).",
        "REFUSE": "Le GTP a refusé l’attribution ; verdict dit ce qui est refait (GTP-07).",
        "CERTIFIE": "Certificat numéroté.",
        "REMIS": "Certificat remis.",
        "ABANDONNE": "Abandonné.",
    },
)
describe(
    Operation,
    "Tout ce qui change quelque chose ; les boutons d’une application se dessinent d’après cette liste.",
    {operation.value: text for operation, text in TO_COME.items()}
    | {operation.value: rows[0].words.label for operation, rows in ROWS.items()},
)
describe(certification.Access, "Voie d’accès à une certification, selon un répertoire national.")
describe(equivalence.EquivalenceExtent, "Étendue d’une équivalence.")
describe(equivalence.EquivalenceDirection, "Sens d’une équivalence, vu d’une certification.")
describe(
    sessions.SessionStatus,
    "Où en est une session de jury.",
    {
        "PROGRAMMEE": "Programmée.",
        "SYNDICATS_SAISIS": "Organisations syndicales saisies (JUR-01).",
        "CONVOQUEE": "Jury convoqué (JUR-02).",
        "TENUE": "Réunion tenue, émargement signé (JUR-10).",
        "DELIBEREE": "Toutes les décisions sont enregistrées (JUR-08).",
        "SIGNEE": "Procès-verbaux signés (JUR-13).",
        "TRANSMISE": "Transmise au GTP (TRA-01).",
        "COMPLEMENT_DEMANDE": "Le GTP attend un complément (GTP-01).",
        "CLOSE": "Le GTP s’est prononcé sur chaque candidat.",
        "ANNULEE": "Annulée.",
    },
)
describe(
    sessions.JuryRole,
    "En quelle qualité une personne siège.",
    {
        "PRESIDENT": "Président, désigné par la chambre (JUR-07).",
        "EMPLOYER": "Membre de la délégation patronale (JUR-03).",
        "UNION": "Désigné par une organisation syndicale (JUR-04, JUR-05).",
        "TEMPORARY_WORK": "Membre du travail temporaire, pour l’une des délégations (JUR-03, JUR-04).",
        "GUEST": "Invité sans voix (JUR-06).",
        "PROFESSIONAL": "Professionnel habilité, pour un titre professionnel (TP-04).",
    },
)
describe(
    sessions.PieceKind,
    "Nature d’une pièce versée d’une session.",
    {
        "ATTESTATION": "Lettre attestant la conformité de la procédure (TRA-02).",
        "CPREFP_EXTRACT": "Extrait du procès-verbal de la CPREFP, ou courriers échangés (TRA-02).",
        "ATTENDANCE_SHEET": "Feuille d’émargement signée (JUR-10, TRA-02).",
        "MINUTES": "Procès-verbal signé (JUR-13, TRA-02).",
        "COMPLEMENT": "Complément demandé par le GTP (GTP-01).",
    },
)
describe(CertificateKind, "Ce que prouve un certificat.")
describe(certificates.CertificateState, "Où en est un certificat.")
describe(certificates.Recipient, "À qui un certificat est remis (CER-02).")
describe(certificates.DeliveryMeans, "Comment un certificat est remis (CER-02).")
describe(certificates.CancellationKind, "Pourquoi un certificat est annulé (CER-09).")
describe(vae.ContractKind, "Sous quel contrat, ou sans contrat, une expérience s’est faite (VAE-02).")
describe(vae.VaePieceKind, "Nature d’une pièce d’une demande de VAE (VAE-02, VAE-08).")
describe(vae.Extent, "Ce à quoi la commission de validation conclut (VAE-06).")
