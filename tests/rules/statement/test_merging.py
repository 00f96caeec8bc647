"""Merging: by identity, each fact from its best source, whatever the order."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.certification.certification import (
    Certificateur,
    CertificationKind,
    CertificationStatus,
    Registration,
    RegistrationState,
)
from rules.certification.completeness import Completeness
from rules.referentiel.referentiel import Capacite
from rules.statement.families import UIMM
from rules.statement.merging import mentions, merged, merged_bloc
from rules.statement.statement import Correspondance, Facts, Source, StatedBloc, Statement


def source(key: str, closeness: int, day: int = 1) -> Source:
    return Source(key=key, closeness=closeness, as_of=date(2024, 1, day), title=key)


def statement(code: str, by: Source, part: str = "", **given: Any) -> Statement:
    facts = {name: given.pop(name) for name in list(given) if name in Facts.model_fields}
    return Statement.said(code, by, part, facts=Facts(**facts), **given)


FAR, NEAR, NEARER = source("far", 1, 9), source("near", 2, 1), source("near", 2, 5)
STATEMENTS = [
    statement(
        "RNCP12345", FAR, title="Ancien titre", kind=CertificationKind.CQPM, level=3, aliases=("x",), rome=("I1",),
        registrations=(Registration(number="RNCP12345", state=RegistrationState.ACTIVE, end=date(2027, 1, 1)),),
    ),
    statement(
        "rncp 12345", NEAR, title="Titre", aliases=("y",), rome=("H1", "H2"),
        registrations=(Registration(number="RNCP12345", state=RegistrationState.UNKNOWN),),
        blocs=(StatedBloc(code="RNCP12345BC01", title="Vieux bloc"),),
        correspondances=(Correspondance(towards="RNCP9"),),
    ),
    statement(
        "RNCP12345", NEARER, "blocs", blocs=(StatedBloc(code="RNCP12345BC01", title="Bloc"),),
        capacites=(Capacite(number="1", title="Souder"),),
    ),
]  # fmt: skip


@given(st.permutations(STATEMENTS))
def test_the_order_of_the_sources_never_matters(statements: list[Statement]) -> None:
    result = merged(statements)
    assert result is not None
    made = result.certification
    assert (made.code, made.title, made.kind, made.level) == ("RNCP12345", "Titre", CertificationKind.CQPM, 3)
    assert (made.aliases, made.rome) == (("x", "y"), ("H1", "H2"))
    assert made.provenance["title"] == "near"
    assert made.provenance["level"] == "far"
    assert made.registrations[0].state is RegistrationState.ACTIVE
    assert made.registrations[0].end == date(2027, 1, 1)
    assert made.status is CertificationStatus.ACTIVE
    assert made.completeness is Completeness.CAPACITES
    assert [used.digest for used in made.sources] == sorted(
        (item.digest for item in statements), key=[item.digest for item in sorted(statements, key=lambda s: s.id)].index
    )
    assert result.referentiel is not None
    assert [part.bloc for part in result.referentiel.composition] == ["RNCP12345BC01"]
    bloc = merged_bloc(mentions(made.code, statements))
    assert (bloc.title, bloc.certifications) == ("Bloc", ("RNCP12345",))
    assert [item.received[0].certification for item in result.equivalences] == ["RNCP9"]


def test_nothing_without_a_title() -> None:
    assert merged([statement("RNCP999", FAR, kind=CertificationKind.CQPM)]) is None


def test_a_code_once_allotted_stays() -> None:
    result = merged(STATEMENTS, "MQ 1989 0021")
    assert result is not None
    assert result.certification.code == "MQ 1989 0021"


def test_a_source_that_no_longer_states_a_correspondance_takes_it_back() -> None:
    newer = statement("RNCP12345", NEARER, title="Titre")
    result = merged([*STATEMENTS, newer])
    assert result is not None
    assert result.equivalences == ()


FAMILIES: list[tuple[str, str | None, str | None, CertificationKind]] = [
    ("CQP Soudeur", None, UIMM, CertificationKind.CQPM),
    ("Soudeur", "CQP", UIMM, CertificationKind.CQPM),
    ("Soudeur", "CQP", "11000007200014", CertificationKind.CQP),
    ("Soudeur", "TP", None, CertificationKind.TITRE_PROFESSIONNEL),
    ("Soudage", "CAP", None, CertificationKind.DIPLOMA),
    ("Soudage", "BAC PRO", None, CertificationKind.DIPLOMA),
    ("Contrôle", "MC4", None, CertificationKind.DIPLOMA),
    ("Mécanique", "Licence Professionnelle", None, CertificationKind.HIGHER_DIPLOMA),
    ("Mécanique", "Grade_Master", None, CertificationKind.HIGHER_DIPLOMA),
    ("Ingénieur", "Titre ingénieur", None, CertificationKind.HIGHER_DIPLOMA),
    ("Manager", None, None, CertificationKind.TITRE_RNCP),
]


def test_families_are_told_from_what_the_register_says() -> None:
    for title, abrege, siret, kind in FAMILIES:
        by = (Certificateur(name="X", siret=siret),) if siret else ()
        result = merged([statement("RNCP1", NEAR, title=title, abrege=abrege, certificateurs=by)])
        assert result is not None
        assert result.certification.kind is kind, (title, abrege)
    result = merged([statement("RS12", NEAR, title="Habilitation")])
    assert result is not None
    assert result.certification.kind is CertificationKind.RS


def test_an_inactive_fiche_is_no_decision_of_the_branch() -> None:
    gone = Registration(number="RNCP7", state=RegistrationState.INACTIVE)
    result = merged([statement("RNCP7", NEAR, title="CQP Soudeur", kind=CertificationKind.CQPM, registrations=(gone,))])
    assert result is not None
    assert result.certification.status is CertificationStatus.ACTIVE
    result = merged([statement("RNCP8", NEAR, title="Manager", registrations=(gone,))])
    assert result is not None
    assert result.certification.status is None
