"""What the signature of a certificate is over: what stands on its recto, and nothing else (product)."""

from datetime import date

from rules.base.partial_date import PartialDate
from rules.certificate.certificate import Certificate

FORMAT = "poincon-certificate-1"


def attested(certificate: Certificate, holder: str, born: PartialDate, jury_on: date) -> bytes:
    """
    The bytes that are signed: one line each for the format, the number, the code of what is proved, the holder as
    printed, the birth, the jury's day and the day of the award, in UTF-8, joined by line ends.

    Whoever has the paper has every line, and checks the signature with the published key alone.
    """
    lines = (
        FORMAT,
        certificate.number,
        certificate.bloc or certificate.certification,
        holder,
        born.isoformat(),
        jury_on.isoformat(),
        certificate.issued_on.isoformat(),
    )
    return "\n".join(" ".join(line.split()) for line in lines).encode()
