"""What is to be done next with a certificate (PRD-06)."""

from datetime import date

from rules.base.todo import Todo
from rules.certificate.certificate import Certificate


def deliver(certificate: Certificate, _today: date) -> Todo | None:
    """CER-02: it is issued, and not handed over."""
    return Todo(rule="CER-02", summary=f"Remettre le certificat {certificate.number}.")
