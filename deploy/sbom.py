"""
The bill of materials of Poinçon, from its locks alone: prints a CycloneDX document, the same bytes for the same locks.

Run by `make sbom`. What the image holds (the locks that the Dockerfile installs, what the explorer page is made of) is
required; the embedded store is optional; what serves to build and to test is excluded, as CycloneDX calls what does not
ship.
"""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
STRONGEST = (ComponentScope.REQUIRED, ComponentScope.OPTIONAL, ComponentScope.EXCLUDED)
EXPLORER, JUDGES = "graph/explorer", "tests/node"
_PINNED = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z0-9,._-]+\])?==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def bill() -> str:
    """The document, as text."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom()
    bom.serial_number = bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.metadata.component = Component(
        name=project["name"],
        version=project["version"],
        description=project["description"],
        type=ComponentType.APPLICATION,
        licenses=[LicenseFactory().make_from_string(project["license"])],
        bom_ref=f"{project['name']}@{project['version']}",
    )
    known: dict[str, Component] = {}
    packages = (*_of_python(), *_of_node(EXPLORER), *_of_node(JUDGES))
    for component in sorted(packages, key=lambda package: STRONGEST.index(package.scope)):
        known.setdefault(str(component.purl), component)  # in several locks, it is what it is where it ships
    bom.components = known.values()
    shipped = [component for component in known.values() if component.scope is ComponentScope.REQUIRED]
    bom.register_dependency(bom.metadata.component, shipped)
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _of_python() -> Iterator[Component]:
    shipped = re.findall(
        r"^COPY requirements/(\w+)\.txt", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    scopes = {**dict.fromkeys(shipped, ComponentScope.REQUIRED), "embedded": ComponentScope.OPTIONAL}
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        scope = scopes.get(lock.stem, ComponentScope.EXCLUDED)
        for name, version, rest in _PINNED.findall(lock.read_text(encoding="utf-8")):
            digests = re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
            yield _component(
                PackageURL("pypi", name=name, version=version),
                scope,
                [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests],
            )


def _of_node(folder: str) -> Iterator[Component]:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if not path:
            continue
        namespace, _, name = path.rpartition("node_modules/")[2].rpartition("/")
        algorithm, _, digest = package["integrity"].partition("-")
        ships = folder == EXPLORER and not package.get("dev")
        yield _component(
            PackageURL("npm", namespace=namespace or None, name=name, version=package["version"]),
            ComponentScope.REQUIRED if ships else ComponentScope.EXCLUDED,
            [HashTypeFactory().from_composite_str(f"{algorithm}:{base64.b64decode(digest).hex()}")],
            package.get("license"),
        )


def _component(
    purl: PackageURL, scope: ComponentScope, digests: list[HashType], licence: str | None = None
) -> Component:
    """A package, with the digests of the files by which it may be installed."""
    address = purl.to_string()
    files = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(address), hashes=digests)
    return Component(
        name=purl.name,
        group=purl.namespace,
        version=purl.version,
        purl=purl,
        scope=scope,
        bom_ref=address,
        licenses=[LicenseFactory().make_from_string(licence)] if licence else (),
        external_references=[files],
    )


if __name__ == "__main__":
    print(bill())
