"""docs/guide/exploitation.md: its commands do what they are given for, in their order, as an operator pastes them."""

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyrage
import pytest
import yaml

from commands.__main__ import main
from repositories.store import Store
from tests.support.places import ROOT
from tests.support.stores import forget
from tests.support.world import KEY

TEXT = (ROOT / "docs" / "guide" / "exploitation.md").read_text(encoding="utf-8")
LINES = re.findall(r"^ *\$ (.+)$", TEXT, re.MULTILINE)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
WITH_A_VALUE = {"--project-name", "--user", "--volume", "--env", "--since"}
"""Options of docker compose that take the next word."""
COPY = "poincon-20261126T020000Z"
"""The backup of the text."""


def _composed(line: str) -> tuple[dict[str, str], str, list[str]]:
    """The options, the subcommand of docker compose and its words: services, and what they are told."""
    words, options, plain = iter(shlex.split(line)[2:]), {}, []
    for word in words:
        if word.startswith("--") and not plain[1:]:
            options[word] = next(words) if word in WITH_A_VALUE else ""
        else:
            plain.append(word)
    return options, plain[0], plain[1:]


@pytest.mark.parametrize("line", sorted(set(LINES)))
def test_every_command_names_what_there_is(line: str) -> None:
    first, second, *others = shlex.split(line)
    if first == "make":
        assert re.search(rf"^{second}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    elif first == "sh":
        assert (ROOT / second).is_file()
    elif first == "curl":
        address = urlsplit(others[0])
        assert f"{address.netloc}:{address.port}" in COMPOSE["services"]["api"]["ports"]
        route = f'Route("{address.path}"' in (ROOT / "graph" / "transport" / "app.py").read_text()
        assert route or (address.port, address.path) == (9464, "/metrics")
    elif second == "compose":
        _, subcommand, words = _composed(line)
        assert subcommand in {"build", "down", "logs", "ps", "run", "stop", "up"}
        named = words[:1] if subcommand == "run" else words
        assert set(named) <= set(COMPOSE["services"])
    elif second == "volume":
        assert {f"poincon_{name}" for name in COMPOSE["volumes"]} >= set(others[1:])
    else:
        assert (first, second) in {("docker", "system"), ("docker", "stats")}


@pytest.fixture
def house(tmp_path: Path, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the project's with the secrets that its script makes, and the settings of docker-compose.yml."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "copies").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path / "deploy")
    for name in [name for name in os.environ if name.startswith(("POINCON_", "MONGODB_"))]:
        monkeypatch.delenv(name)
    for name, value in COMPOSE["services"]["backup"]["environment"].items():
        monkeypatch.setenv(name, value.replace("/run/secrets", str(tmp_path / "deploy" / "secrets")))
    monkeypatch.delenv("MONGODB_URL_FILE")
    monkeypatch.setenv("MONGODB_URL", store_url)
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "copies" / "identite.txt").write_text(str(identity))
    monkeypatch.setenv("POINCON_BACKUP_RECIPIENTS", str(identity.to_public()))
    monkeypatch.chdir(tmp_path)
    databases = f"test_{uuid.uuid4().hex}"
    monkeypatch.setenv("POINCON_DATABASE", databases)
    yield tmp_path
    for name in (databases, f"{databases}_essai", f"{databases}_after"):
        asyncio.run(forget(Store.connect(store_url, name, journal_key=KEY)))


def test_the_commands_of_the_service_do_in_turn_what_the_text_says(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, run = os.environ["POINCON_DATABASE"], set()
    for line in LINES:
        if line.startswith("sh deploy/secrets.sh"):
            subprocess.run(line.split(), check=True, stdout=subprocess.DEVNULL)
        if line.startswith("docker volume rm"):
            monkeypatch.setenv("POINCON_DATABASE", f"{here}_after")
        if not line.startswith("docker compose") or " run " not in line:
            continue
        options, _, (_, *words) = _composed(line)
        with monkeypatch.context() as patch:
            if "--project-name" in options:
                patch.setenv("POINCON_DATABASE", f"{here}_essai")
            if "--env" in options:
                name, _, value = options["--env"].partition("=")
                patch.setenv(name, value.replace("/copies", str(house / "copies")))
            what = (os.environ["POINCON_DATABASE"], *words)
            if what in run:
                continue
            run.add(what)
            told = [word.replace("/copies", "copies").replace("/backups", "backups") for word in words]
            assert main(told) == 0, (line, capsys.readouterr())
        if words[0] == "backup":
            for file in (house / "backups").iterdir():
                shutil.copy(file, house / "copies" / f"{COPY}.{file.name.partition('.')[2]}")
    assert {words[1] for words in run} == {"status", "verify", "migrate", "backup", "restore"}


def test_a_key_that_the_text_renews_is_one_that_the_service_takes() -> None:
    renewed = set(re.findall(r"renew (\w+)", TEXT))
    script = (ROOT / "deploy" / "secrets.sh").read_text(encoding="utf-8")
    assert renewed == set(re.findall(r'"renew (\w+)"', script))


def test_what_the_text_gives_as_settings_is_known() -> None:
    settings = (ROOT / "commands" / "settings.py").read_text(encoding="utf-8")
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in set(re.findall(r"\bPOINCON_[A-Z_]+", TEXT)):
        assert f'"{name.removesuffix("_FILE")}"' in settings or f"${{{name}:" in compose, name
