"""The operations that are of no family: people, référentiels, papers; and those still to come."""

from collections.abc import Mapping

from rules.archive import purging
from rules.archive.purging import PurgeArchives
from rules.base.operation import Operation
from rules.candidate import correcting, mandating, registering
from rules.candidate.commands import CorrectCandidate, DeclareMandate, RegisterCandidate, RevokeMandate
from rules.candidate.merging import MergeCandidates
from rules.candidate.table import RegisterCandidates, register_table
from rules.certification import declaring as registrations
from rules.certification import sameness
from rules.certification.declaring import DeclareRegistration
from rules.certification.sameness import DeclareSameCertification
from rules.document import issuing
from rules.document.commands import GenerateDocument, GeneratePack
from rules.equivalence import declaring
from rules.equivalence.declaring import DeclareEquivalence
from rules.lives import telling
from rules.lives.life import Life, Row, Subject, Words, table
from rules.lives.roles import CENTRE, CORRECTING, GTP, ISSUING, MANDATING, SUBMITTING
from rules.organisation import uploading
from rules.organisation.uploading import UploadLetterhead
from rules.papers import pack
from rules.referentiel import submitting
from rules.referentiel.commands import SubmitReferentiel
from rules.session import merging


def _submitted(facts: Mapping[str, object]) -> str:
    what = {
        "CREATION": "Projet de référentiel déposé pour la création",
        "REVISION": "Projet de révision du référentiel déposé",
        "COMPLETION": "Référentiel complété",
    }[str(facts["nature"])]
    return f"{what} par {facts['by']} : {facts['referentiel']}."


def _equivalent(facts: Mapping[str, object]) -> str:
    given, received = (", ".join(map(str, side)) for side in (facts["from"], facts["to"]) if isinstance(side, list))
    return f"Équivalence déclarée par le GTP : {given} donne {received}."


def _registered(facts: Mapping[str, object]) -> str:
    return f"Candidat enregistré par {facts['centre']}."


def _merged(facts: Mapping[str, object]) -> str:
    subject = f"{facts['number']} : passé" if "number" in facts else "Candidat réuni"
    return f"{subject} à la fiche gardée d’une même personne."


def _letterhead(facts: Mapping[str, object]) -> str:
    return f"Papier à en-tête de {facts['centre']} : version {facts['version']}."


def _corrected(facts: Mapping[str, object]) -> str:
    fields = facts["fields"]
    return f"Candidat corrigé : {correcting.in_words(fields if isinstance(fields, (list, tuple)) else ())}."


COMMON = Life(
    title="Communes à toutes les familles",
    rows=table(
        (
            Row(
                Operation.submitReferentiel,
                Subject.CERTIFICATION,
                SubmitReferentiel,
                submitting.submit,
                "REF-06",
                SUBMITTING,
                Words(
                    "Déposer un projet de référentiel (REF-02).",
                    "Dépose un projet de référentiel, ou complète celui qui est en vigueur "
                    "(REF-02, REF-06, REF-12 à REF-14).",
                    _submitted,
                ),
            ),
            Row(
                Operation.declareRegistration,
                Subject.CERTIFICATION,
                DeclareRegistration,
                registrations.declare,
                "REG-01",
                GTP,
                Words(
                    "Déclarer l’inscription au RNCP, ou son absence (REG-01).",
                    "Déclare, avec sa source, une fiche du RNCP et sa période, ou qu’un CQPM n’en a pas ; la dernière "
                    "déclaration l’emporte, et aucun répertoire ne la défait (REG-01).",
                    registrations.told,
                ),
            ),
            Row(
                Operation.declareEquivalence,
                Subject.EQUIVALENCE,
                DeclareEquivalence,
                declaring.declare,
                "EQ-01",
                GTP,
                Words(
                    "Déclarer une équivalence, ou un bloc partagé (EQ-01).",
                    "Déclare qu’une certification ou un bloc en donne un autre, ou que deux blocs n’en font qu’un "
                    "(EQ-01, INS-08) ; déclarée de nouveau, une équivalence change ou prend fin.",
                    _equivalent,
                ),
            ),
            Row(
                Operation.declareSameCertification,
                Subject.CERTIFICATION,
                DeclareSameCertification,
                sameness.declare,
                "REG-02",
                GTP,
                Words(
                    "Déclarer quelles fiches sont d’une même certification (REG-02).",
                    "Déclare, avec sa source, que des fiches sont d’une même certification, à laquelle mènent alors "
                    "tous leurs codes, ou qu’une fiche n’en est pas ; aucun rechargement ne le défait (REG-02).",
                    sameness.told,
                ),
            ),
            Row(
                Operation.registerCandidate,
                Subject.CANDIDATE,
                RegisterCandidate,
                registering.register,
                "INS-01",
                CENTRE,
                Words(
                    "Enregistrer un candidat (PRD-01).",
                    "Enregistre une personne (PRD-01) ; prévient si elle semble déjà connue.",
                    _registered,
                ),
            ),
            Row(
                Operation.registerCandidates,
                Subject.FILE,
                RegisterCandidates,
                register_table,
                "INS-01",
                CENTRE,
                Words(
                    "Enregistrer un tableau de candidats (PRD-01).",
                    "Enregistre les personnes d’un tableau, ligne par ligne : une ligne refusée n’écrit rien et "
                    "n’arrête pas les autres (INS-01, PRD-01).",
                    "Candidat enregistré par tableau.",
                ),
            ),
            Row(
                Operation.mergeCandidates,
                Subject.CANDIDATE,
                MergeCandidates,
                merging.merge,
                "PRD-05",
                GTP,
                Words(
                    "Réunir deux fiches d’une même personne (PRD-05).",
                    "Réunit deux fiches d’une même personne : dossiers, certificats, documents et mandats suivent, "
                    "l’ancien identifiant mène à la fiche gardée (PRD-05, JUR-08, VAE-03).",
                    _merged,
                ),
            ),
            Row(
                Operation.correctCandidate,
                Subject.CANDIDATE,
                CorrectCandidate,
                correcting.correct,
                "PRD-05",
                CORRECTING,
                Words(
                    "Corriger l’état civil ou les coordonnées d’un candidat (PRD-05).",
                    "Corrige l’état civil, sur preuve et tant qu’aucun procès-verbal qui le porte n’est signé, ou les "
                    "coordonnées (PRD-05).",
                    _corrected,
                ),
            ),
            Row(
                Operation.declareMandate,
                Subject.CANDIDATE,
                DeclareMandate,
                mandating.declare,
                "PRD-03",
                MANDATING,
                Words(
                    "Déclarer le mandat d’un candidat (PRD-03).",
                    "Déclare le mandat d’un conseiller, d’une entreprise ou d’un organisme (PRD-03).",
                    "Mandat du candidat déclaré.",
                ),
            ),
            Row(
                Operation.revokeMandate,
                Subject.CANDIDATE,
                RevokeMandate,
                mandating.revoke,
                "PRD-03",
                MANDATING,
                Words(
                    "Révoquer un mandat (PRD-03).",
                    "Révoque un mandat, sur l’heure (PRD-03).",
                    "Mandat du candidat révoqué.",
                ),
            ),
            Row(
                Operation.uploadLetterhead,
                Subject.ORGANISATION,
                UploadLetterhead,
                uploading.upload,
                "LET-03",
                CENTRE,
                Words(
                    "Déposer un papier à en-tête (LET-03).",
                    "Change le papier à en-tête du centre d’examen, ou qui y signe d’ordinaire : une version de plus, "
                    "essayée sur chaque nature de papier avant d’être retenue ; les papiers déjà émis ne changent pas "
                    "(LET-03).",
                    _letterhead,
                ),
            ),
            Row(
                Operation.purgeArchives,
                Subject.PURGE,
                PurgeArchives,
                purging.purge,
                "ARC-01",
                CENTRE,
                Words(
                    "Détruire ce qui n’a plus à être conservé (ARC-01).",
                    "Détruit les pièces d’évaluation et les copies de lettres de validation partielle dont la durée de "
                    "conservation est passée, et ce qui n’a plus à être su de la personne ; les résultats restent. Ce "
                    "qui se garde encore est dit avec sa raison et n’arrête pas le reste (ARC-01 à ARC-04).",
                    telling.purged,
                ),
            ),
            Row(
                Operation.generateDocument,
                Subject.DOCUMENT,
                GenerateDocument,
                issuing.issue,
                "LET-04",
                ISSUING,
                Words(
                    "Produire un document.",
                    "Produit un document ; déjà émis à l’identique, il est rendu tel quel (LET-01 à LET-04, JUR-14).",
                    telling.issued,
                ),
            ),
            Row(
                Operation.generatePack,
                Subject.PACK,
                GeneratePack,
                pack.issue_pack,
                "LET-04",
                ISSUING,
                Words(
                    "Produire en un lot les papiers d’une session.",
                    "Produit en une fois les papiers d’une session, de ses dossiers et de leurs certificats, tels que "
                    "« generateDocument » les produit ; celui qui ne peut l’être est nommé et n’arrête pas les autres "
                    "(LET-01 à LET-05, JUR-14, CER-01).",
                    telling.packed,
                ),
            ),
        )
    ),
)
"""What every family shares."""

TO_COME: Mapping[Operation, str] = {
    Operation.requestCertification: "Demander la création d’une certification (REF-01).",
    Operation.decideCertification: "Décider d’une certification au GTP (REF-06).",
    Operation.declareOrganisation: "Déclarer une organisation.",
    Operation.uploadFile: "Verser un fichier, hors de GraphQL (PUT /files).",
    Operation.importCertifications: "Charger des certifications depuis un répertoire ou une liste.",
    Operation.loadDemonstration: "Charger les données de démonstration.",
}
"""Operations that no mutation runs: commands of operators, routes of their own, and those still to be built."""
