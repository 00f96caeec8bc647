"""Which papers the guide shows, with which values: every kind, ordinary and at the extremes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from rules.document.document import DocumentKind
from tests.documents.samples import (
    certificate,
    certificate_extremes,
    extreme,
    letter,
    other,
    other_extremes,
    result,
    session,
    vae,
)


class Shown(NamedTuple):
    """A paper with its values, as the guide shows it."""

    stem: str
    """Of the files of its pictures."""
    words: str
    """What is to be seen, in French."""
    paper: Callable[[], Any]
    pages: int = 1
    """How many of its first pages are shown."""


class Kind(NamedTuple):
    """A kind of paper, as the guide shows it."""

    kind: DocumentKind
    says: str
    """What it is for, in French, with its rules."""
    ordinary: tuple[Shown, ...]
    extreme: tuple[Shown, ...]


_K = DocumentKind

GALLERY: tuple[Kind, ...] = (
    Kind(
        _K.REFERENTIEL,
        "Référentiel d’un CQPM, ou de toute certification dont on le connaît (REF-02, annexe 2).",
        (
            Shown("referentiel", "Une version en vigueur", other.referentiel, 2),
            Shown("referentiel-projet", "Un projet, hors RNCP", other.projet),
            Shown("referentiel-blocs", "Ce qu’un répertoire seul en dit", other.bare),
        ),
        (Shown("referentiel-long", "Quarante capacités de cinq cents signes", other_extremes.referentiel),),
    ),
    Kind(
        _K.CREATION_REQUEST,
        "Demande de création ou de révision d’un CQPM, avec son rapport d’opportunité (REF-02, annexe 1).",
        (
            Shown("demande-creation", "Une création, dont le rapport est incomplet", other.creation),
            Shown("demande-revision", "Une révision", other.revision),
        ),
        (Shown("demande-revision-longue", "Des rubriques longues", other_extremes.creation),),
    ),
    Kind(
        _K.EVALUATION_CONVOCATION,
        "Convocation d’un candidat à ses évaluations : qui, quoi, où, quand, qu’apporter (INS-04, EVA-05).",
        (
            Shown("convocation-evaluation", "Une séance, de tout", other.convocation_to_one),
            Shown("convocation-evaluations", "Deux séances, un rapport, un aménagement", other.convocation_to_two),
        ),
        (
            Shown(
                "convocation-evaluation-longue",
                "Quarante capacités, un nom de deux cents signes",
                other_extremes.convocation,
            ),
        ),
    ),
    Kind(
        _K.UNION_REQUEST,
        "Demande de désignation à une organisation syndicale territoriale, au plus tard quinze jours avant le jury "
        "(JUR-01).",
        (Shown("demande-syndicat", "Deux qualifications, un membre du travail temporaire", session.union_request),),
        (
            Shown(
                "demande-syndicat-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "union_request"),
            ),
            Shown("demande-syndicat-courte", "Rien de facultatif", partial(extreme.bare, "union_request")),
        ),
    ),
    Kind(
        _K.CONVOCATION,
        "Convocation d’un membre du jury, quinze jours avant (JUR-02).",
        (
            Shown("convocation", "Une représentante d’une organisation syndicale, salariée", session.convocation),
            Shown("convocation-invite", "Le tuteur d’un candidat, invité", session.invitation),
            Shown("convocation-suppleant", "Un suppléant, convoqué après le dernier jour", session.substitute),
        ),
        (
            Shown(
                "convocation-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "convocation"),
            ),
            Shown(
                "convocation-arabe", "Un nom écrit de droite à gauche", partial(extreme.named, "convocation", "arabic")
            ),
        ),
    ),
    Kind(
        _K.ABSENCE_NOTICE,
        "Justificatif d’absence d’un membre salarié, pour son employeur (JUR-15).",
        (Shown("absence", "La même personne", session.absence_notice),),
        (
            Shown(
                "absence-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "absence_notice"),
            ),
        ),
    ),
    Kind(
        _K.ATTENDANCE_SHEET,
        "Feuille d’émargement du jury, à signer (JUR-10).",
        (
            Shown(
                "emargement",
                "Les deux délégations, une organisation qui n’a désigné personne",
                session.attendance_sheet,
            ),
        ),
        (
            Shown(
                "emargement-long",
                "Vingt-quatre représentants, tout est long",
                partial(extreme.stretched, "attendance_sheet"),
            ),
        ),
    ),
    Kind(
        _K.EVALUATION_SUMMARY,
        "État récapitulatif des évaluations, pour le jury : anonyme, par numéro de séance (EVA-06, JUR-08).",
        (Shown("etat-recapitulatif", "Deux qualifications, cinq candidats", session.evaluation_summary),),
        (Shown("etat-recapitulatif-60", "Soixante candidats : la première page", other_extremes.summary),),
    ),
    Kind(
        _K.MINUTES,
        "Procès-verbal du jury, signé par qui le préside (JUR-13, JUR-14).",
        (
            Shown("proces-verbal", "Admis, non admis, absent, demandeur d’emploi, né à l’étranger", session.minutes, 2),
            Shown("proces-verbal-rectifie", "Deux erreurs matérielles rectifiées (CER-07)", session.rectified, 2),
        ),
        (Shown("proces-verbal-60", "Soixante candidats : la première page", partial(extreme.stretched, "minutes")),),
    ),
    Kind(
        _K.ATTRIBUTION_REQUEST,
        "Demande d’attribution au GTP, dans les deux mois du jury (TRA-01, TRA-02).",
        (Shown("demande-attribution", "Deux qualifications, des blocs", session.attribution_request),),
        (
            Shown(
                "demande-attribution-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "attribution_request"),
            ),
        ),
    ),
    Kind(
        _K.PARTIAL_VALIDATION_LETTER,
        "Lettre de validation partielle (LET-02, LET-03).",
        (
            Shown("lettre-validation-partielle", "CQPM hors RNCP, cinq capacités sur sept", letter.letter),
            Shown("lettre-validation-partielle-rncp", "CQPM au RNCP, un bloc, par délégation", letter.at_rncp, 2),
        ),
        (
            Shown(
                "lettre-validation-partielle-longue",
                "Quarante capacités de cinq cents signes",
                partial(extreme.stretched, "letter"),
            ),
        ),
    ),
    Kind(
        _K.NON_ADMISSION_LETTER,
        "Lettre de non-admission (LET-01, LET-03).",
        (Shown("lettre-non-admission", "Rien d’acquis, hors RNCP", result.non_admission),),
        (
            Shown(
                "lettre-non-admission-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "non_admission"),
            ),
            Shown("lettre-non-admission-courte", "Un nom d’un signe", partial(extreme.named, "non_admission", "one")),
        ),
    ),
    Kind(
        _K.GTP_REFUSAL_LETTER,
        "Lettre du refus de l’attribution (LET-05).",
        (
            Shown("lettre-refus-attribution", "Le jury se réunit de nouveau", result.new_jury),
            Shown("lettre-refus-evaluations", "Deux évaluations à refaire, par VAE", result.evaluated_again),
        ),
        (
            Shown(
                "lettre-refus-longue", "Quarante évaluations à refaire", partial(extreme.stretched, "evaluated_again")
            ),
        ),
    ),
    Kind(
        _K.AWARD_LETTER,
        "Lettre d’attribution, avec les certificats (LET-04).",
        (Shown("lettre-attribution", "Un CQPM au RNCP et le CQPI qui lui correspond", result.award),),
        (
            Shown(
                "lettre-attribution-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "award"),
            ),
            Shown("lettre-attribution-courte", "Un nom d’un signe", partial(extreme.named, "award", "one")),
        ),
    ),
    Kind(
        _K.PIECES_RECEIPT,
        "Récépissé des pièces d’une demande de VAE (VAE-02).",
        (
            Shown("recepisse", "Des pièces manquent", vae.incomplete),
            Shown("recepisse-complet", "Le dossier est complet", vae.complete),
        ),
        (
            Shown(
                "recepisse-long",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "incomplete"),
            ),
        ),
    ),
    Kind(
        _K.RECEVABILITE_DECISION,
        "Avis sur la recevabilité d’une demande de VAE (VAE-04).",
        (
            Shown("recevabilite", "Favorable", vae.favourable),
            Shown("recevabilite-tacite", "Tacite", vae.tacit),
            Shown("recevabilite-defavorable", "Défavorable", vae.unfavourable),
        ),
        (
            Shown(
                "recevabilite-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "unfavourable"),
            ),
        ),
    ),
    Kind(
        _K.COMMISSION_CONVOCATION,
        "Convocation d’un candidat à la commission (INS-04, VAE-06, VAE-08).",
        (
            Shown("convocation-commission-vae", "Commission de validation", vae.validation),
            Shown("convocation-commission", "Commission d’évaluation, par la formation", vae.evaluation),
        ),
        (
            Shown(
                "convocation-commission-longue",
                "Tout est long : noms de deux cents signes, intitulés de cinq cents",
                partial(extreme.stretched, "validation"),
            ),
        ),
    ),
    Kind(
        _K.CERTIFICATE,
        "Certificat, recto et verso (CER-01, CER-05, annexes 8 à 11). Le cadre est à 11 mm du bord : toute imprimante "
        "de bureau l’imprime entier.",
        (
            Shown("certificat-cqpm", "CQPM", certificate.cqpm, 2),
            Shown("certificat-cqpm-rncp", "CQPM inscrit au RNCP", certificate.cqpm_rncp, 2),
            Shown("certificat-bloc", "Bloc de compétences", certificate.bloc, 2),
            Shown("certificat-cqpi", "CQPI", certificate.cqpi, 2),
            Shown("certificat-remplacant", "Un certificat qui en remplace un autre (CER-09)", certificate.reissued, 2),
        ),
        (
            Shown(
                "certificat-long",
                "Un nom de deux cents signes, quarante capacités de cinq cents",
                certificate_extremes.longest,
                2,
            ),
            Shown("certificat-court", "Un nom d’un signe, rien d’autre de connu", certificate_extremes.shortest, 2),
            Shown("certificat-arabe", "Un nom écrit de droite à gauche", certificate_extremes.right_to_left),
        ),
    ),
    Kind(
        _K.DELIVERY_RECEIPT,
        "Décharge d’un certificat remis en main propre (CER-02).",
        (
            Shown("decharge", "À signer par la titulaire", other.receipt),
            Shown("decharge-entreprise", "À signer pour l’entreprise, d’un bloc", other.receipt_of_company),
        ),
        (Shown("decharge-longue", "Un nom de deux cents signes", other_extremes.receipt),),
    ),
    Kind(
        _K.SURVEY_FORM,
        "Questionnaire sur la situation professionnelle, remis avec le certificat (CER-04).",
        (
            Shown("questionnaire", "Les questions du service", other.survey),
            Shown("questionnaire-centre", "Celles du centre", other.survey_of_centre),
        ),
        (Shown("questionnaire-long", "Quarante-deux questions", other_extremes.survey),),
    ),
    Kind(
        _K.CERTIFIED_COPY,
        "Copie certifiée conforme, marquée à chaque page, au recto comme au verso (CER-03).",
        (Shown("copie-certifiee", "La deuxième copie d’un certificat", certificate.copy, 2),),
        (Shown("copie-certifiee-longue", "La copie du plus long", certificate_extremes.copy, 2),),
    ),
)
"""Every kind of paper, in the order of the path."""
SHOWN: Mapping[str, tuple[DocumentKind, Shown]] = {
    shown.stem: (kind.kind, shown) for kind in GALLERY for shown in (*kind.ordinary, *kind.extreme)
}
"""Every paper that is shown, by the stem of its pictures."""
