"""What a certificate proves: a whole certification, or one coherent part of it."""

from rules.base.worded import Worded


class CertificateKind(Worded):
    """The certificates and attestations that can be issued (CER-01, TP-06, DIP-01)."""

    CQPM = "CQPM", "Un CQPM."
    CQPM_RNCP = "CQPM_RNCP", "Un CQPM inscrit au RNCP."
    BLOC = "BLOC", "Un bloc de compétences."
    CQPI = "CQPI", "Un CQPI (GTP-04)."
    TITRE = "TITRE", "Un titre professionnel."
    CCP = "CCP", "Un certificat de compétences professionnelles."
    CCS = "CCS", "Un certificat complémentaire de spécialisation."
    UNIT_ATTESTATION = "UNIT_ATTESTATION", "Une unité d’un diplôme (DIP-01)."
