"""The locks pin exact versions with the digests of their files, and say nothing of where these come from."""

import re

import pytest

from tests.support.places import ROOT


@pytest.mark.parametrize("lock", ["graph/explorer/package-lock.json", "tests/node/package-lock.json"])
def test_node_locks_hold_digests_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') > 50


@pytest.mark.parametrize("folder", ["graph/explorer", "tests/node"])
def test_node_packages_are_asked_for_by_exact_version(folder: str) -> None:
    text = (ROOT / folder / "package.json").read_text(encoding="utf-8")
    asked = re.findall(r'^    "([^"]+)": "([^"]+)",?$', text[text.index('"dependencies"') :], re.MULTILINE)
    assert asked
    assert [name for name, version in asked if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


@pytest.mark.parametrize("lock", ["core", "traces", "embedded", "dev"])
def test_python_locks_hold_exact_versions_digests_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    for requirement in _requirements(text):
        assert re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+ ", requirement), requirement
        assert "--hash=sha256:" in requirement
    assert "://" not in text


def test_the_three_python_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in ("core", "embedded", "dev"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        for requirement in _requirements(text):
            name, version = requirement.split(" ", 1)[0].split("==")
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_image_installs_nothing_of_the_embedded_store() -> None:
    core = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8")
    assert "secantus" not in core.lower()


def _requirements(text: str) -> list[str]:
    return re.split(r"\n(?=\S)", text.strip())
