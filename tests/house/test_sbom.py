"""The bill of materials: what the locks pin, no more and no less, the same bytes each time, valid CycloneDX."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator

from deploy.sbom import bill
from tests.support.places import ROOT

LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
SCOPES = ("required", "optional", "excluded")


@pytest.fixture(scope="module")
def text() -> str:
    return bill()


@pytest.fixture(scope="module")
def packages(text: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(text)["components"]
    return listed


def test_the_same_locks_give_the_same_bytes(text: str) -> None:
    command = [sys.executable, "-W", "error", "deploy/sbom.py"]
    environment = {**os.environ, "PYTHONHASHSEED": "4321"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == text + "\n"


def test_it_is_valid_cyclonedx(text: str) -> None:
    """Some packages stand for all, which one function makes: the schema is slow to judge seven hundred."""
    document = json.loads(text)
    of = {scope: [one for one in document["components"] if one["scope"] == scope] for scope in SCOPES}
    document["components"] = [one for listed in of.values() for one in listed[:5]]
    validator = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(document)) is None


def test_every_package_of_every_lock_is_in_it_and_no_other(packages: list[dict[str, Any]]) -> None:
    pinned = {f"pkg:pypi/{name}@{version}" for lock in LOCKS for name, version in _python(lock)}
    for folder in ("graph/explorer", "tests/node"):
        pinned |= {_npm(name, version) for name, version in _node(folder)}
    assert {package["purl"] for package in packages} == pinned
    assert len(packages) == len(pinned)


def test_what_ships_is_told_apart(packages: list[dict[str, Any]]) -> None:
    ships = {package["purl"] for package in packages if package["scope"] == "required"}
    installed = re.findall(r"--requirement /tmp/(\w+)\.txt", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert "core" in installed
    python = {f"pkg:pypi/{name}@{version}" for lock in installed for name, version in _python(lock)}
    assert {purl for purl in ships if purl.startswith("pkg:pypi/")} == python
    licences = (ROOT / "graph" / "static" / "graphiql.LICENSES.txt").read_text(encoding="utf-8")
    bundled = re.findall(r"^-{79}\n(\S+) (\S+) \(", licences, re.MULTILINE)
    assert len(bundled) > 50
    assert {_npm(name, version) for name, version in bundled} <= ships
    assert not any("esbuild" in purl or "secantus" in purl for purl in ships)


def test_every_package_has_the_digests_of_its_files(packages: list[dict[str, Any]]) -> None:
    digests = {
        package["purl"]: {digest["content"] for digest in package["externalReferences"][0]["hashes"]}
        for package in packages
    }
    assert all(digests.values())
    for lock in LOCKS:
        written = re.findall(r"--hash=sha256:(\w+)", (ROOT / "requirements" / f"{lock}.txt").read_text())
        assert set(written) <= set().union(*digests.values())


def test_it_says_nothing_of_where_packages_come_from(text: str) -> None:
    assert "://" not in text.replace("http://cyclonedx.org/schema/", "")


def _python(lock: str) -> list[tuple[str, str]]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    lines = [line.split("==") for line in text.splitlines() if not line.startswith((" ", "#")) and "==" in line]
    return [(name.partition("[")[0], version.split()[0].rstrip(";")) for name, version, *_ in lines]


def _node(folder: str) -> list[tuple[str, str]]:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [(path.split("node_modules/")[-1], package["version"]) for path, package in packages.items() if path]


def _npm(name: str, version: str) -> str:
    return f"pkg:npm/{name.replace('@', '%40')}@{version}"
