"""
The closed lists of a registration: every value that any dated list has had, so that none is lost to a client.

Which of them may be used on a day is for the dated parameters to say (INS-02, INS-03).
"""

from rules.base.worded import Worded


class Channel(Worded):
    """Through whom a candidate is registered (INS-02)."""

    ENTREPRISE = "ENTREPRISE", "Par l’intermédiaire d’une entreprise."
    ORGANISME_FORMATION = "ORGANISME_FORMATION", "Par l’intermédiaire d’un organisme de formation."
    CANDIDAT = "CANDIDAT", "Directement par le candidat."


class Origin(Worded):
    """What a candidate is when registered (INS-03)."""

    SL = "SL", "Salarié."
    ETT = "ETT", "Salarié d’une entreprise de travail temporaire."
    DE = "DE", "Demandeur d’emploi."


class Funding(Worded):
    """What pays for a path (INS-03)."""

    CP = "CP", "Contrat de professionnalisation."
    CPI = "CPI", "Contrat de professionnalisation intérimaire."
    CIPI = "CIPI", "Contrat d’insertion professionnelle intérimaire."
    CDPI = "CDPI", "Contrat de développement professionnel intérimaire."
    PF = "PF", "Plan de formation."
    PP = "PP", "Période de professionnalisation."
    CPF = "CPF", "Compte personnel de formation."
    CPFCA = "CPFCA", "Contrat d’apprentissage avec compte personnel de formation."
    CIF = "CIF", "Congé individuel de formation."
    CVAE = "CVAE", "Congé de validation des acquis de l’expérience."
    POEI = "POEI", "Préparation opérationnelle à l’emploi individuelle."
    POEC = "POEC", "Préparation opérationnelle à l’emploi collective."
    VAE = "VAE", "Validation des acquis de l’expérience."
    AUTRE = "AUTRE", "Autre."


class Sector(Worded):
    """Whether a company is of the branch, as the minutes say it (JUR-14)."""

    M = "M", "Métallurgie."
    HM = "HM", "Hors métallurgie."


class AgreedWith(Worded):
    """With whom the evaluations are agreed (EVA-05)."""

    ENTREPRISE = "ENTREPRISE", "L’entreprise du candidat."
    CANDIDAT = "CANDIDAT", "Le candidat, à défaut d’entreprise."
