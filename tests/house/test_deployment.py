"""docker-compose.yml and the image, read as data: what must be true of them whatever machine runs them."""

import argparse
import json
import os
import re
import shutil
import stat
import subprocess
from importlib.resources import files
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import builtin_schemas
from jsonschema.validators import validator_for

from commands.__main__ import COMMANDS
from tests.support.places import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = list(COMPOSE["services"])
OURS = ("api", "backup")
"""The services of our own image."""
CONNECTIONS = 50
"""Of one process to one member (repositories/connecting)."""


def test_it_is_what_the_compose_specification_allows() -> None:
    schema = json.loads((files(builtin_schemas) / "vendor" / "compose-spec.json").read_text(encoding="utf-8"))
    assert [error.message for error in validator_for(schema)(schema).iter_errors(COMPOSE)] == []


def test_what_is_named_is_there() -> None:
    for name, service in COMPOSE["services"].items():
        assert set(service["networks"]) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).is_file(), name


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_confined(service: str) -> None:
    described = COMPOSE["services"][service]
    assert described["read_only"] is True
    assert described["cap_drop"] == ["ALL"]
    assert described["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in described
    assert not {"network_mode", "pid", "ipc", "devices"} & set(described)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_bounded_and_its_log_turns(service: str) -> None:
    described = COMPOSE["services"][service]
    limits = described["deploy"]["resources"]["limits"]
    assert set(limits) == {"cpus", "memory", "pids"}
    assert float(limits["cpus"]) <= 2
    assert re.fullmatch(r"\d+[mg]", limits["memory"])
    assert limits["pids"] <= 1024
    assert described["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "5"}}


def test_a_member_has_a_thread_for_every_connection_of_every_process() -> None:
    threads = COMPOSE["services"]["mongodb"]["deploy"]["resources"]["limits"]["pids"]
    workers = int(re.findall(r"\d+", COMPOSE["services"]["api"]["command"][-1])[-1])
    processes = workers + 2  # what prepares, and the backup
    assert 2 * (CONNECTIONS + 3) * processes < threads


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_runs_on_is_asked_whether_it_is_well(service: str) -> None:
    described = COMPOSE["services"][service]
    if described["restart"] == "no":
        return
    assert described["restart"] == "unless-stopped"
    if service != "api":
        probe = described["healthcheck"]["test"]
        assert probe[0] == "CMD"
        assert [type(word) for word in probe] == [str] * len(probe)
    assert "HEALTHCHECK" in DOCKERFILE


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_stands_in_the_open(service: str) -> None:
    described = COMPOSE["services"][service]
    assert set(described.get("secrets", [])) <= set(COMPOSE["secrets"])
    for name, value in described.get("environment", {}).items():
        assert "://" not in str(value), name
        if re.search(r"PASSWORD|KEY|URL|SECRET|IDENTITY", name):
            assert name.endswith("_FILE"), name
            assert value.removeprefix("/run/secrets/") in described["secrets"]


def test_every_image_is_what_its_digest_says_or_nothing_starts() -> None:
    images = {name: service["image"] for name, service in COMPOSE["services"].items()}
    for name, image in images.items():
        if name in OURS:
            assert COMPOSE["services"][name]["build"]["args"] == {"PYTHON_DIGEST": "${PYTHON_DIGEST:?run make digests}"}
        else:
            assert re.fullmatch(r"[a-z]+:[\d.]+@\$\{[A-Z]+_DIGEST:\?run make digests\}", image)
    assert len(re.findall(r"^FROM \S+\$\{PYTHON_DIGEST:\+@\$PYTHON_DIGEST\}", DOCKERFILE, re.MULTILINE)) == 2
    assert len(re.findall(r"^FROM ", DOCKERFILE, re.MULTILINE)) == 2


def test_digests_are_asked_for_and_nothing_else_of_the_file_changes(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "deploy" / "digests.sh", tmp_path / "deploy")
    docker = tmp_path / "bin" / "docker"
    docker.write_text(
        '#!/bin/sh\necho "$*" >>"$CALLS"\n[ "$1" = image ] || exit 0\nfor last; do :; done\n'
        'echo "${last%:*}@sha256:$(printf %s "$last" | sha256sum | cut -c1-64)"\n'
    )
    docker.chmod(0o755)
    (tmp_path / ".env").write_text("POINCON_DOMAIN=api.example\nCADDY_DIGEST=sha256:former\n")
    environment = {"PATH": f"{tmp_path / 'bin'}:{os.defpath}", "CALLS": str(tmp_path / "calls")}
    subprocess.run(["sh", str(tmp_path / "deploy" / "digests.sh")], check=True, env=environment, capture_output=True)
    lines = (tmp_path / ".env").read_text().splitlines()
    assert lines[0] == "POINCON_DOMAIN=api.example"
    asked = set(re.findall(r"\$\{(\w+_DIGEST):", (ROOT / "docker-compose.yml").read_text()))
    assert {line.split("=")[0] for line in lines[1:]} == asked
    assert all(re.fullmatch(r"\w+=sha256:[0-9a-f]{64}", line) for line in lines[1:])
    pulled = {line.split()[-1] for line in (tmp_path / "calls").read_text().splitlines() if line.startswith("pull")}
    wanted = {service["image"].split("@")[0] for name, service in COMPOSE["services"].items() if name not in OURS}
    assert pulled == wanted | set(re.findall(r"^FROM ([^$]+)\$", DOCKERFILE, re.MULTILINE))


def test_without_docker_digests_are_not_made_up(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "digests.sh", tmp_path / "deploy")
    shell = shutil.which("sh") or "sh"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    command = [shell, str(tmp_path / "deploy" / "digests.sh")]
    done = subprocess.run(command, env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Docker is needed" in done.stderr
    assert not (tmp_path / ".env").exists()


def test_only_the_proxy_is_published_beyond_this_machine() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"api": ["127.0.0.1:8000:8000", "127.0.0.1:9464:9464"], "proxy": ["80:80", "443:443"]}
    assert COMPOSE["networks"]["store"] == {"internal": True}
    for name, service in COMPOSE["services"].items():
        if name not in {"api", "proxy"}:
            assert service["networks"] == ["store"], name
    assert set(COMPOSE["services"]["proxy"]["networks"]) == {"front"}


def test_the_proxy_alone_is_believed_and_nobody_takes_its_address() -> None:
    address = COMPOSE["services"]["proxy"]["networks"]["front"]["ipv4_address"]
    assert COMPOSE["services"]["api"]["environment"]["POINCON_PROXIES"] == address
    [given] = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert ip_address(address) in ip_network(given["subnet"])
    assert ip_address(address) not in ip_network(given["ip_range"])


def test_profiles_add_to_what_runs_without_them() -> None:
    profiles = {name: service.get("profiles", []) for name, service in COMPOSE["services"].items()}
    assert {name for name, listed in profiles.items() if not listed} == {"api", "mongodb", "replica-set"}
    assert profiles["mongodb-2"] == profiles["mongodb-3"] == ["members"]
    assert (profiles["proxy"], profiles["backup"]) == (["proxy"], ["backup"])


def test_every_service_starts_after_what_it_needs() -> None:
    services = COMPOSE["services"]
    well = {"condition": "service_healthy"}
    assert services["replica-set"]["depends_on"] == {
        "mongodb": well,
        "mongodb-2": {**well, "required": False},
        "mongodb-3": {**well, "required": False},
    }
    for name in OURS:
        assert services[name]["depends_on"] == {"replica-set": {"condition": "service_completed_successfully"}}
    assert services["proxy"]["depends_on"] == {"api": well}


def test_the_data_outlives_its_containers() -> None:
    kept = [volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service.get("volumes", [])]
    assert sorted(name for name in kept if not name.startswith(".")) == sorted(COMPOSE["volumes"])
    for member in ("mongodb", "mongodb-2", "mongodb-3"):
        volumes = COMPOSE["services"][member]["volumes"]
        assert volumes == [f"{member}-data:/data/db", f"{member}-configuration:/data/configdb"]
    assert "--owner poincon --group poincon --mode 700 /backups" in DOCKERFILE
    assert COMPOSE["services"]["backup"]["volumes"] == ["backups:/backups"]


def test_what_the_services_are_told_to_do_is_understood() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for command in COMMANDS:
        command.add(commands)
    for name in OURS:
        words = [re.sub(r"\$\{\w+:-(\w+)\}", r"\1", word) for word in COMPOSE["services"][name]["command"]]
        assert parser.parse_args(words).run is not None


def test_the_secrets_are_made_once_and_only_their_owner_enters_their_folder(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    shutil.copy(ROOT / "deploy" / "secrets.sh", script)
    subprocess.run(["sh", str(script)], check=True, stdout=subprocess.DEVNULL)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert all(len(text) >= 48 for text in made.values())
    members = "mongodb:27017,mongodb-2:27017,mongodb-3:27017"
    assert f":{made['mongodb_password']}@{members}/" in made["mongodb_url"]
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700

    subprocess.run(["sh", str(script)], check=True, stdout=subprocess.DEVNULL)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == made


def test_a_secret_is_renewed_alone_and_what_was_signed_is_still_known(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    shutil.copy(ROOT / "deploy" / "secrets.sh", script)

    def made(*arguments: str) -> dict[str, str]:
        subprocess.run(["sh", str(script), *arguments], check=True, stdout=subprocess.DEVNULL)
        return {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}

    first = made()
    for name, moved in [
        ("token_key", {"token_key"}),
        ("mongodb_password", {"mongodb_password", "mongodb_url"}),
        ("signing_keys", {"signing_keys"}),
    ]:
        then = made("renew", name)
        assert {other for other in first if then[other] != first[other]} == moved
        first = then
    new, former = made("renew", "signing_keys")["signing_keys"].splitlines()[:2]
    assert former == first["signing_keys"].splitlines()[0]
    assert new != former
    refused = subprocess.run(["sh", str(script), "renew", "journal_key"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "token_key, mongodb_password and signing_keys" in refused.stderr


def test_git_ignores_the_secrets() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/secrets/", "deploy/poincon.env", ".env"} <= set(ignored)


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


@pytest.mark.parametrize(
    "script",
    [path for folder in ("deploy", "requirements") for path in (ROOT / folder).glob("*.sh")],
    ids=lambda path: path.name,
)
def test_scripts_are_sound_posix_shell(script: Path) -> None:
    subprocess.run(["sh", "-n", str(script)], check=True, env={"PATH": os.defpath})
