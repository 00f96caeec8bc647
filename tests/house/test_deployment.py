"""docker-compose.yml and the image, read as data: what must be true of them whatever machine runs them."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.places import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = list(COMPOSE["services"])


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_confined(service: str) -> None:
    described = COMPOSE["services"][service]
    assert described["read_only"] is True
    assert described["cap_drop"] == ["ALL"]
    assert described["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in described


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_stands_in_the_open(service: str) -> None:
    described = COMPOSE["services"][service]
    assert set(described.get("secrets", [])) <= set(COMPOSE["secrets"])
    for name, value in described.get("environment", {}).items():
        assert "://" not in str(value), name
        if re.search(r"PASSWORD|KEY|URL|SECRET", name):
            assert name.endswith("_FILE"), name
            assert value.removeprefix("/run/secrets/") in described["secrets"]


def test_only_the_api_is_published_and_only_to_this_machine() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"api": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["store"] == {"internal": True}
    assert COMPOSE["services"]["mongodb"]["networks"] == ["store"]


def test_every_service_starts_after_what_it_needs() -> None:
    assert COMPOSE["services"]["replica-set"]["depends_on"] == {"mongodb": {"condition": "service_healthy"}}
    assert COMPOSE["services"]["api"]["depends_on"] == {"replica-set": {"condition": "service_completed_successfully"}}
    probe = COMPOSE["services"]["mongodb"]["healthcheck"]["test"]
    assert [type(word) for word in probe] == [str] * len(probe)
    assert "HEALTHCHECK" in DOCKERFILE


def test_the_data_outlives_its_containers() -> None:
    assert COMPOSE["services"]["mongodb"]["volumes"] == [
        "mongodb-data:/data/db",
        "mongodb-configuration:/data/configdb",
    ]
    assert set(COMPOSE["volumes"]) == {"mongodb-data", "mongodb-configuration"}


def test_the_secrets_are_made_once_and_only_their_owner_enters_their_folder(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    shutil.copy(ROOT / "deploy" / "secrets.sh", script)
    subprocess.run(["sh", str(script)], check=True, stdout=subprocess.DEVNULL)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert all(len(text) >= 48 for text in made.values())
    assert f":{made['mongodb_password']}@mongodb:27017/" in made["mongodb_url"]
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700

    subprocess.run(["sh", str(script)], check=True, stdout=subprocess.DEVNULL)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == made


def test_git_ignores_the_secrets() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "deploy/secrets/" in ignored


def test_the_image_copies_every_room_and_runs_as_nobody_in_particular() -> None:
    copied = re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE)
    assert set(copied) == {
        "rules", "repositories", "documents", "exchange", "resolvers", "graph", "commands", "data",
    }  # fmt: skip
    assert all((ROOT / folder).is_dir() for folder in copied)
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"requirements/(\w+)\.txt", DOCKERFILE) == ["core", "traces"]


def test_the_image_is_built_from_nothing_but_named_folders() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    needed = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)
    assert {f"!{path}" for path in needed} == {rule for rule in rules if rule.startswith("!")}


@pytest.mark.parametrize("script", ["deploy/secrets.sh", "requirements/install.sh", "requirements/lock.sh"])
def test_scripts_are_sound_posix_shell(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True, env={"PATH": os.defpath})
