"""The closed lists of the API: the enums of rules/, each value described in French."""

from enum import Enum

import strawberry

from rules.access import viewer as access
from rules.base import check as checklist
from rules.base import problems
from rules.base.operation import Operation
from rules.candidate import candidate as candidates
from rules.certificate import certificate as certificates
from rules.certificate.kind import CertificateKind
from rules.certification import certification
from rules.certification.completeness import Completeness
from rules.document import document
from rules.dossier import dossier, vae
from rules.dossier.dossier import DossierStatus
from rules.equivalence import equivalence
from rules.lives.common import TO_COME
from rules.lives.family import ROWS
from rules.organisation import organisation
from rules.referentiel import opportunity, referentiel
from rules.rulebook import rule as rulebook
from rules.session import session as sessions


def describe(enum: type[Enum], description: str, values: dict[str, str]) -> None:
    """Publishes an enum of rules/ in the API. Raises KeyError when a value lacks its description."""
    strawberry.enum(enum, description=description)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


describe(
    rulebook.RuleEffect,
    "Ce que fait une règle quand elle s’applique.",
    {
        "BLOCK": "L’opération est refusée et rien n’est écrit.",
        "WARN": "L’opération passe ; l’avertissement est rendu et gardé dans l’historique.",
        "COMPUTE": "Une valeur que le service calcule.",
        "CHECK": "Une ligne de liste de contrôle, qui ne bloque que l’étape qu’elle nomme.",
    },
)
describe(
    rulebook.RuleOrigin,
    "D’où vient une règle.",
    {
        "TEXT": "Un texte, dont le titre et la section sont donnés.",
        "READING": "Notre lecture d’un texte muet ou ambigu.",
        "PRODUCT": "Aucun texte ne la demande : les usagers du service, oui.",
    },
)
describe(
    problems.ProblemCode,
    "Nature d’un refus ou d’un avertissement.",
    {
        "RULE": "Une règle s’y oppose ; elle est nommée.",
        "INVALID_INPUT": "Une valeur ne peut pas être ce qu’elle prétend être.",
        "NOT_FOUND": "Ce qui est désigné n’existe pas pour vous.",
        "CONFLICT": "L’objet a changé entre-temps ; sa révision actuelle est donnée.",
        "DUPLICATE": "L’objet existe déjà.",
        "IDEMPOTENCY_KEY_REUSED": "Cette clé d’idempotence a servi pour une autre demande.",
    },
)
describe(
    checklist.CheckState,
    "Où en est une ligne de liste de contrôle.",
    {"DONE": "Fait.", "MISSING": "Manquant.", "NOT_APPLICABLE": "Sans objet."},
)
describe(
    certification.CertificationKind,
    "Famille d’une certification.",
    {
        "CQPM": "Certificat de qualification paritaire de la métallurgie.",
        "CQPI": "Certificat de qualification professionnelle interbranches (CQPI-01).",
        "CQP": "Certificat de qualification professionnelle d’une branche (CQP-01).",
        "TITRE_PROFESSIONNEL": "Titre professionnel du ministère chargé de l’emploi.",
        "TITRE_PARITAIRE": "Titre paritaire à finalité professionnelle.",
        "TITRE_RNCP": "Autre titre enregistré au RNCP.",
        "DIPLOMA": "Diplôme : CAP, baccalauréat professionnel, BTS, mention complémentaire.",
        "HIGHER_DIPLOMA": "Diplôme de l’enseignement supérieur.",
        "RS": "Certification ou habilitation enregistrée au répertoire spécifique.",
        "OTHER": "Autre certification.",
    },
)
describe(
    certification.CertificationStatus,
    "État d’une certification que la branche décide.",
    {
        "DEMANDEE": "Création demandée.",
        "EN_INSTRUCTION": "Demande instruite par le GTP.",
        "REFUSEE": "Création refusée.",
        "ACTIVE": "En vigueur.",
        "EN_VEILLE": "Suspendue : plus de nouveau candidat (REF-09).",
        "SUPPRIMEE": "Supprimée : plus de nouveau candidat (REF-09).",
    },
)
describe(
    certification.RegistrationState,
    "État d’un enregistrement à un répertoire national.",
    {"ACTIVE": "Fiche active.", "INACTIVE": "Fiche inactive.", "UNKNOWN": "État que les sources ne disent pas."},
)
describe(
    certification.ListName,
    "Listes de la CPNEFP (REF-04).",
    {
        "A": "Qualifications de la branche.",
        "B": "Qualifications ouvertes au compte personnel de formation.",
        "C": "Diplômes et titres préparés par apprentissage en priorité.",
    },
)
describe(
    Completeness,
    "Ce que l’on connaît d’un référentiel.",
    {
        "TITLE": "Le titre seulement.",
        "BLOCS": "Les blocs, sans leurs capacités.",
        "CAPACITES": "Les capacités, sans leurs critères.",
        "CRITERIA": "Les capacités, leurs conditions et leurs critères.",
    },
)
describe(
    opportunity.SubmissionNature,
    "Ce qu’est un dépôt de référentiel.",
    {
        "CREATION": "Projet d’une création demandée, que le GTP décide (REF-01, REF-06).",
        "REVISION": "Projet de révision, que le GTP décide (REF-06, REF-14).",
        "COMPLETION": "Complément : comble ce qui manque à la version en vigueur sans rien y changer (REF-12, REF-13).",
    },
)
describe(
    referentiel.EvaluationMode,
    "Modalités d’évaluation, par ordre de priorité (EVA-01).",
    {
        "SITUATION_REELLE": "Situation professionnelle réelle.",
        "PROJET": "Présentation de projets ou d’activités réalisés au travail.",
        "SITUATION_RECONSTITUEE": "Situation professionnelle reconstituée (EVA-02).",
        "AVIS_ENTREPRISE": "Avis de l’entreprise, jamais seul (EVA-03).",
    },
)
describe(
    organisation.OrganisationKind,
    "Nature d’une organisation.",
    {
        "UIMM": "L’UIMM, au niveau national.",
        "UIMM_TERRITORIALE": "UIMM territoriale : centre d’examen, et centre de ressources de ses CQPM.",
        "UNION": "Organisation syndicale de salariés.",
        "BRANCH_PARTNER": "Branche signataire de la charte des CQPI.",
        "COMPANY": "Entreprise.",
        "TRAINING_BODY": "Organisme de formation.",
        "CPREFP": "Commission paritaire régionale de l’emploi et de la formation professionnelle.",
        "EXAM_CENTRE": "Centre d’examen d’une autre famille de certifications.",
    },
)
describe(
    access.Role,
    "Rôle d’un compte.",
    {
        "ADMINISTRATOR": "Exploitant du service.",
        "GTP": "Secrétariat du groupe technique paritaire « Qualifications ».",
        "CENTRE": "UIMM territoriale, centre d’examen.",
        "RESOURCE_CENTRE": "UIMM territoriale, centre de ressources.",
        "JURY_PRESIDENT": "Président d’un jury paritaire.",
        "JURY_MEMBER": "Membre d’un jury paritaire.",
        "CANDIDATE": "Candidat, pour ses propres dossiers.",
        "BRANCH_PARTNER": "Branche partenaire des CQPI (CQPI-02).",
        "REPORTING": "Outil de statistiques.",
        "ADVISER": "Conseiller, sous mandat du candidat (PRD-03).",
    },
)
describe(
    document.DocumentKind,
    "Nature d’un document.",
    {
        "PARTIAL_VALIDATION_LETTER": "Lettre de validation partielle (LET-02).",
        "NON_ADMISSION_LETTER": "Lettre de non-admission (LET-01).",
        "AWARD_LETTER": "Lettre d’attribution (LET-04).",
        "CONVOCATION": "Convocation d’un membre du jury (JUR-02).",
        "UNION_REQUEST": "Demande de désignation à une organisation syndicale (JUR-01).",
        "ATTENDANCE_SHEET": "Feuille d’émargement (JUR-10).",
        "MINUTES": "Procès-verbal du jury (JUR-14).",
        "ATTRIBUTION_REQUEST": "Demande d’attribution au GTP (TRA-02).",
        "CERTIFICATE": "Certificat (CER-01).",
        "CERTIFIED_COPY": "Copie certifiée conforme (CER-03).",
        "BLOC_ATTESTATION": "Attestation de bloc (DIP-01).",
        "REFERENTIEL": "Référentiel (REF-02).",
        "CREATION_REQUEST": "Demande de création ou de révision (REF-02).",
        "RECEVABILITE_DECISION": "Avis sur la recevabilité d’une demande de VAE (VAE-04).",
        "PIECES_RECEIPT": "Récépissé des pièces d’une demande de VAE (VAE-02).",
        "COMMISSION_CONVOCATION": "Convocation d’un candidat à la commission (INS-04, VAE-08).",
        "ABSENCE_NOTICE": "Avis d’absence d’un membre salarié du jury (JUR-15).",
    },
)
describe(candidates.Sex, "Sexe à l’état civil.", {"F": "Féminin.", "M": "Masculin."})
describe(
    dossier.Route,
    "Voie d’accès à la certification.",
    {"FORMATION": "Parcours de formation.", "VAE": "Validation des acquis de l’expérience (VAE-01)."},
)
describe(dossier.JuryDecision, "Décision du jury paritaire (JUR-11).", {"A": "Admissible.", "NA": "Non admissible."})
describe(
    dossier.Outcome,
    "Ce que la décision laisse acquis.",
    {"TOTAL": "Tout ce qui était visé.", "PARTIAL": "Une partie.", "NONE": "Rien."},
)
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
        "VALIDE": "La décision du jury est validée par le GTP.",
        "REFUSE": "Le GTP n’a pas validé l’attribution.",
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

describe(
    certification.Access,
    "Voie d’accès à une certification, selon un répertoire national.",
    {
        "INITIALE": "Formation sous statut d’élève ou d’étudiant.",
        "APPRENTISSAGE": "Contrat d’apprentissage.",
        "CONTINUE": "Formation continue.",
        "PROFESSIONNALISATION": "Contrat de professionnalisation.",
        "INDIVIDUELLE": "Candidature individuelle.",
        "EXPERIENCE": "Validation des acquis de l’expérience.",
    },
)
describe(
    equivalence.EquivalenceExtent,
    "Étendue d’une équivalence.",
    {
        "TOTAL": "Tout ce qui est à l’arrivée est reconnu.",
        "PARTIAL": "Une partie seulement.",
        "UNSPECIFIED": "La source ne le dit pas.",
    },
)
describe(
    equivalence.EquivalenceDirection,
    "Sens d’une équivalence, vu d’une certification.",
    {"GIVES": "Elle la donne.", "RECEIVES": "Elle la reçoit."},
)
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
describe(
    CertificateKind,
    "Ce que prouve un certificat.",
    {
        "CQPM": "Un CQPM.",
        "CQPM_RNCP": "Un CQPM inscrit au RNCP.",
        "BLOC": "Un bloc de compétences.",
        "CQPI": "Un CQPI (GTP-04).",
        "TITRE": "Un titre professionnel.",
        "CCP": "Un certificat de compétences professionnelles.",
        "CCS": "Un certificat complémentaire de spécialisation.",
        "UNIT_ATTESTATION": "Une unité d’un diplôme (DIP-01).",
    },
)
describe(
    certificates.CertificateState,
    "Où en est un certificat.",
    {
        "ISSUED": "Émis, pas encore remis.",
        "DELIVERED": "Remis (CER-02).",
        "CANCELLED": "Annulé ; son numéro reste le sien (CER-07).",
    },
)
describe(
    certificates.Recipient,
    "À qui un certificat est remis (CER-02).",
    {"CANDIDATE": "Au candidat.", "COMPANY": "À l’entreprise, si le candidat est en contrat."},
)
describe(
    certificates.DeliveryMeans,
    "Comment un certificat est remis (CER-02).",
    {
        "LETTER": "Par lettre simple.",
        "REGISTERED_LETTER": "Par lettre recommandée avec accusé de réception.",
        "HAND": "En main propre, contre décharge.",
    },
)
describe(
    vae.ContractKind,
    "Sous quel contrat, ou sans contrat, une expérience s’est faite (VAE-02).",
    {
        "CDI": "Contrat à durée indéterminée.",
        "CDD": "Contrat à durée déterminée.",
        "INTERIM": "Travail temporaire.",
        "ALTERNANCE": "Apprentissage ou contrat de professionnalisation.",
        "STAGE": "Stage, ou période de formation en milieu professionnel.",
        "INDEPENDANT": "Activité indépendante.",
        "FONCTION_PUBLIQUE": "Fonction publique.",
        "BENEVOLAT": "Bénévolat, ou engagement sans contrat.",
        "AUTRE": "Autre.",
    },
)
describe(
    vae.VaePieceKind,
    "Nature d’une pièce d’une demande de VAE (VAE-02, VAE-08).",
    {
        "CV": "CV synthétique.",
        "IDENTITY": "Pièce d’identité.",
        "MOTIVATION_LETTER": "Lettre de motivation.",
        "SWORN_STATEMENT": "Attestation sur l’honneur de demande unique dans l’année civile (VAE-03).",
        "DIPLOMA": "Copie d’un diplôme, d’un titre ou d’une attestation ; plusieurs possibles.",
        "ACTIVITY_PROOF": "Justificatif d’une activité ; plusieurs possibles.",
        "EVIDENCE": "Dossier de preuves, après l’avis favorable (VAE-08).",
    },
)
describe(
    vae.Extent,
    "Ce à quoi la commission de validation conclut (VAE-06).",
    {"TOTAL": "Validation totale.", "PARTIAL": "Validation partielle."},
)
