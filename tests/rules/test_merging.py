"""Merging: by identity, each fact from its best source, whatever the order."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.certification import CertificationKind, Registration, RegistrationState
from rules.merging import Statement, merged


def statement(code: str, source: str, closeness: int, **facts: Any) -> Statement:
    return Statement(code=code, source=source, closeness=closeness, as_of=date(2024, 1, closeness), facts=facts)


FAR = statement(
    "RNCP12345", "far", 1, title="Ancien titre", kind=CertificationKind.CQPM, level=3, aliases=("x",),
    registrations=(Registration(number="RNCP12345", state=RegistrationState.ACTIVE, end=date(2027, 1, 1)),),
)  # fmt: skip
CLOSE = statement(
    "rncp 12345", "close", 2, title="Titre", kind=CertificationKind.CQPM, level=None, aliases=("y",),
    registrations=(Registration(number="RNCP12345", state=RegistrationState.UNKNOWN),),
)  # fmt: skip
OTHER = statement("MQ 1989 0021", "far", 1, title="Autre", kind=CertificationKind.CQPM)
UNTITLED = statement("RNCP999", "far", 1, kind=CertificationKind.CQPM)


@given(st.permutations([FAR, CLOSE, OTHER, UNTITLED]))
def test_the_order_of_the_sources_never_matters(statements: list[Statement]) -> None:
    certifications, pending = merged(statements)
    assert [item.title for item in certifications] == ["Autre", "Titre"]
    assert pending == ["RNCP999"]
    made = certifications[1]
    assert (made.level, made.aliases) == (3, ("x", "y"))
    assert made.provenance["title"] == "close"
    assert made.provenance["level"] == "far"
    assert made.registrations[0].state is RegistrationState.ACTIVE
    assert made.registrations[0].end == date(2027, 1, 1)
