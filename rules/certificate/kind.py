"""What a certificate proves: a whole certification, or one coherent part of it."""

from enum import Enum


class CertificateKind(Enum):
    """The certificates and attestations that can be issued (CER-01, TP-06, DIP-01)."""

    CQPM = "CQPM"
    CQPM_RNCP = "CQPM_RNCP"
    BLOC = "BLOC"
    CQPI = "CQPI"
    TITRE = "TITRE"
    CCP = "CCP"
    CCS = "CCS"
    UNIT_ATTESTATION = "UNIT_ATTESTATION"
