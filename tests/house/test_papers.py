"""The papers beside the code: every decision is in the index, and no link within the project leads nowhere."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT


def _papers() -> list[Path]:
    skipped = {".venv", "node_modules", ".store", ".pytest_cache", "secrets"}
    return [path for path in ROOT.rglob("*.md") if not skipped & set(path.relative_to(ROOT).parts)]


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    decided = sorted(path.name for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == decided


@pytest.mark.parametrize("paper", _papers(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(paper: Path) -> None:
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    inside = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in inside if not (paper.parent / link).exists()] == []


def test_the_version_is_the_same_everywhere() -> None:
    def version(name: str, pattern: str) -> str:
        found = re.search(pattern, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert found is not None, name
        return found[1]

    project = version("pyproject.toml", r'^version = "(.+)"$')
    assert version("Dockerfile", r"^ARG VERSION=(.+)$") == project
    assert version("docker-compose.yml", r"^ +image: poincon:(.+)$") == project


def test_ci_and_launchers_are_committed_as_they_must_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)
