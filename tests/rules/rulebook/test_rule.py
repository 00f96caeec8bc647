"""The rulebook: every rule of the domain, in words that a user understands, with its text."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from rules.rulebook.guide import render_guide
from rules.rulebook.rule import CHAPTERS, RULEBOOK, Rule, RuleEffect, RuleOrigin, rule, rules_of
from tests.support.places import ROOT


def _listed(text: str) -> list[str]:
    return text.split()


# By hand, so that no rule comes or goes unseen.
EXPECTED = _listed("""
DAT-01
REF-01 REF-02 REF-03 REF-04 REF-05 REF-06 REF-07 REF-08 REF-09
REF-10 REF-11 REF-12 REF-13 REF-14 REF-15 REF-16 REF-17 REG-01 REG-02
NUM-01 NUM-02 NUM-03 NUM-04
INS-01 INS-02 INS-03 INS-04 INS-05 INS-06 INS-07 INS-08 INS-09 INS-10 INS-11 INS-12
VAE-01 VAE-02 VAE-03 VAE-04 VAE-05 VAE-06 VAE-07 VAE-08 VAE-09
EVA-01 EVA-02 EVA-03 EVA-04 EVA-05 EVA-06 EVA-07
JUR-01 JUR-02 JUR-03 JUR-04 JUR-05 JUR-06 JUR-07 JUR-08 JUR-09 JUR-10
JUR-11 JUR-12 JUR-13 JUR-14 JUR-15 JUR-16 JUR-17 JUR-18 JUR-19 JUR-20
TRA-01 TRA-02
GTP-01 GTP-02 GTP-03 GTP-04 GTP-05 GTP-06 GTP-07
LET-01 LET-02 LET-03 LET-04 LET-05 LET-06
CON-01 CON-02
CER-01 CER-02 CER-03 CER-04 CER-05 CER-06 CER-07 CER-08 CER-09
ARC-01 ARC-02 ARC-03 ARC-04
TP-01 TP-02 TP-03 TP-04 TP-05 TP-06 TP-07 TP-08 TP-09
DIP-01 DIP-02 DIP-03 DIP-04 DIP-05
SUP-01
TPM-01
CQPI-01 CQPI-02
CQP-01
PUB-01
PRD-01 PRD-02 PRD-03 PRD-04 PRD-05 PRD-06
EQ-01 EQ-02
""")

PRODUCT = _listed("""
REG-02 NUM-04 INS-10 INS-11 INS-12 JUR-18 JUR-19 JUR-20 GTP-06 LET-05 CER-05 CER-07 CER-08 CER-09 ARC-04 CQPI-02
PRD-01 PRD-02 PRD-03 PRD-04 PRD-05 PRD-06 EQ-01 EQ-02
""")

EVERY_RULE = [pytest.param(item, id=item.id) for item in RULEBOOK.values()]


def _words(item: Rule) -> list[str]:
    source = [item.source.title, item.source.section] if item.source else []
    return [item.title, item.statement, *source]


def test_every_rule_of_the_domain_stands_once_and_in_order() -> None:
    assert list(RULEBOOK) == EXPECTED
    assert [item.id for rules in CHAPTERS.values() for item in rules] == EXPECTED
    assert len(CHAPTERS) == 12


def test_what_no_text_asks_for_is_told_apart() -> None:
    assert {item.id for item in RULEBOOK.values() if item.origin is RuleOrigin.PRODUCT} == set(PRODUCT)
    assert {item.id for item in RULEBOOK.values() if item.source is None} == set(PRODUCT)


def test_a_reading_says_that_it_is_one() -> None:
    readings = {item.id for item in RULEBOOK.values() if "notre lecture" in item.statement.lower()}
    assert readings == {item.id for item in RULEBOOK.values() if item.origin is RuleOrigin.READING}


def test_what_is_outside_the_texts_names_its_law() -> None:
    outside = {item.id for item in RULEBOOK.values() if "hors des textes étudiés" in item.statement}
    assert outside == {"REF-03", "REG-01", "INS-03", "VAE-01", "VAE-03", "VAE-04", "VAE-07", "CER-05", "CER-06"}
    for identifier in outside - {"CER-05"}:
        assert re.search(r"(décret|loi) n°\u00a0\d{4}-\d+ du \d|article [LR]\. \d{4}-\d", rule(identifier).statement), (
            identifier
        )


@pytest.mark.parametrize("item", EVERY_RULE)
def test_a_rule_is_written_in_complete_typeset_sentences(item: Rule) -> None:
    assert len(item.title) <= 60
    assert not item.title.endswith(".")
    assert item.statement[0].isupper()
    assert item.statement.endswith(".")
    assert 1 <= len(re.findall(r"[.](?=\s[A-ZÀÉ]|$)", item.statement)) <= 3
    for text in _words(item):
        assert "'" not in text
        assert '"' not in text
        assert not re.search(r"[^\u00a0][;!?»]|[^\u00a0]:(?!//)|«[^\u00a0]", text), text
        assert not re.search(r"(§|n°)[ \d]| {2}|^\s|\s$", text), text


@pytest.mark.parametrize("item", EVERY_RULE)
def test_a_rule_speaks_to_its_reader_and_not_in_our_short_names(item: Rule) -> None:
    text = " ".join(_words(item))
    assert not re.search(r"\b(DISP|MOD|VAE26)\b|\.txt|\b[A-Z]{2,4}-\d\d\b|[a-z]+[A-Z]\w*On\b", text)
    assert not re.search(r"\b(the|candidate|reading|product)\b", text)


def test_the_titles_tell_the_rules_apart() -> None:
    titles = [item.title for item in RULEBOOK.values()]
    assert len(set(titles)) == len(titles)


def test_the_texts_stand_in_one_place_and_each_serves() -> None:
    parts = {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in _files()}
    assert [name for name, part in parts.items() if "sources" in part] == ["00-textes.toml"]
    named = {item["source"] for part in parts.values() for item in part.get("rules", []) if "source" in item}
    assert named == set(parts["00-textes.toml"]["sources"])


@pytest.mark.parametrize(
    ("identifier", "effect", "origin", "title", "section"),
    [
        (
            "INS-04",
            RuleEffect.BLOCK,
            RuleOrigin.TEXT,
            "Dispositif des qualifications",
            "Partie 2, chapitre 1, §\u00a01 A",
        ),
        ("INS-05", RuleEffect.BLOCK, RuleOrigin.TEXT, "Accord national du 13 novembre 2014", "Article 16.1"),
        ("CON-02", RuleEffect.BLOCK, RuleOrigin.READING, "Dispositif", "Partie 2, chapitre 3, §\u00a03 B b"),
        ("REF-12", RuleEffect.CHECK, RuleOrigin.TEXT, "Dispositif", "Glossaire"),
        ("JUR-15", RuleEffect.WARN, RuleOrigin.TEXT, "Accord national", "Article 9.2.2"),
        ("TP-04", RuleEffect.BLOCK, RuleOrigin.TEXT, "Diplômes, Titres Pro, CQP", "3."),
        ("SUP-01", RuleEffect.COMPUTE, RuleOrigin.TEXT, "Modalités de délivrance", "Diplômes du supérieur"),
    ],
)
def test_rules_name_their_effect_and_their_text(
    identifier: str, effect: RuleEffect, origin: RuleOrigin, title: str, section: str
) -> None:
    item = rule(identifier)
    assert (item.effect, item.origin) == (effect, origin)
    assert item.source is not None
    assert item.source.title.startswith(title)
    assert item.source.section.startswith(section)


def test_only_a_rule_of_a_later_law_has_a_first_day() -> None:
    assert {item.id: item.valid_from for item in RULEBOOK.values() if item.valid_from} == {"CER-06": date(2021, 7, 1)}
    assert not [item.id for item in RULEBOOK.values() if item.valid_until]


def test_a_rule_is_found_however_it_is_typed() -> None:
    assert rule(" ins-04 ") is RULEBOOK["INS-04"]
    assert rules_of(["VAE-01", "con-02"]) == [RULEBOOK["VAE-01"], RULEBOOK["CON-02"]]
    assert rules_of() == list(RULEBOOK.values())
    for unknown in ("", "INS-99", "INS-04" * 20):
        with pytest.raises(KeyError):
            rule(unknown)


@pytest.mark.parametrize("origin", [RuleOrigin.TEXT, RuleOrigin.READING])
def test_a_rule_of_a_text_is_nothing_without_its_source(origin: RuleOrigin) -> None:
    with pytest.raises(ValidationError, match="names no source"):
        Rule(id="X-01", title="X", statement="X.", effect=RuleEffect.BLOCK, origin=origin)


def test_the_page_of_the_guide_is_up_to_date() -> None:
    page = (ROOT / "docs" / "guide" / "regles.md").read_text(encoding="utf-8")
    assert page == render_guide(), "write it anew: make guide"


def test_the_page_of_the_guide_holds_every_rule_and_says_which_are_applied() -> None:
    rows = re.findall(r"^\| \*\*([A-Z]+-\d\d)\*\*.* \| (Oui|À venir) \|$", render_guide(), re.MULTILINE)
    assert [identifier for identifier, _ in rows] == EXPECTED
    applied = {identifier for identifier, state in rows if state == "Oui"}
    assert applied == {item.id for item in RULEBOOK.values() if item.implemented}
    assert f"{len(EXPECTED)} règles, dont {len(applied)} " in render_guide()


def _files() -> list[Path]:
    return sorted((ROOT / "rules" / "rulebook").glob("*.toml"))
