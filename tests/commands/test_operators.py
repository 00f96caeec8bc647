"""The operators' commands, run as they type them, on an embedded store of their own."""

import hashlib
from pathlib import Path

import pyrage
import pytest

from commands.__main__ import main
from repositories.register import REGISTER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("MONGODB_URL", "POINCON_MODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("POINCON_STORE", str(tmp_path / "store"))
    return tmp_path


def test_status_verify_anchor_export_and_restore(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 0
    assert "NON" not in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert main(["anchor"]) == 0
    anchor = folder / "anchor"
    anchor.write_text(capsys.readouterr().out)
    assert main(["verify", "--against", str(anchor)]) == 0
    file = folder / "export.jsonl.gz"
    assert main(["export", str(file)]) == 0
    monkeypatch.setenv("POINCON_STORE", str(folder / "other"))
    assert main(["restore", str(file)]) == 0


def test_backups_are_dated_encrypted_and_the_oldest_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    identity = pyrage.x25519.Identity.generate()
    monkeypatch.setenv("POINCON_BACKUP_RECIPIENTS", str(identity.to_public()))
    monkeypatch.setenv("POINCON_JOURNAL_KEY", "a key for tests, long enough to be one")
    kept = folder / "backups"
    kept.mkdir()
    for day in range(1, 4):
        (kept / f"poincon-2026010{day}T000000Z.jsonl.gz.age").write_bytes(b"former")
    (kept / "other.txt").write_text("not ours")
    assert main(["backup", str(kept), "--keep", "2"]) == 0
    [backup] = [file for file in kept.glob("poincon-*.age") if file.stat().st_size > len(b"former")]
    names = sorted(file.name for file in kept.iterdir())
    anchor = backup.with_name(backup.name.replace(".jsonl.gz.age", ".anchor.jsonl"))
    assert names == sorted([REGISTER, "other.txt", "poincon-20260103T000000Z.jsonl.gz.age", backup.name, anchor.name])
    assert hashlib.sha256(anchor.read_bytes()).hexdigest() in capsys.readouterr().out
    assert main(["verify", "--against", str(anchor)]) == 0
    monkeypatch.setenv("POINCON_STORE", str(folder / "other"))
    assert main(["restore", str(backup)]) == 1
    assert "POINCON_BACKUP_IDENTITY" in capsys.readouterr().err
    (folder / "key.txt").write_text(f"# created today\n{identity}\n")
    monkeypatch.setenv("POINCON_BACKUP_IDENTITY_FILE", str(folder / "key.txt"))
    assert main(["restore", str(backup)]) == 0
    assert main(["verify"]) == 0
    monkeypatch.setenv("POINCON_BACKUP_RECIPIENTS", str(identity))
    assert main(["backup", str(kept)]) == 1
    assert "age1" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["backup", str(kept), "--keep", "0"])


def test_what_an_operator_can_mend_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(folder / "nothing")]) == 1
    assert "export" in capsys.readouterr().err
    assert main(["person", "nobody", str(folder / "held.zip")]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not (folder / "held.zip").exists()
    monkeypatch.setenv("POINCON_MODE", "production")
    assert main(["serve"]) == 1
    assert "MONGODB_URL" in capsys.readouterr().err
    monkeypatch.setenv("MONGODB_URL", "mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=200")
    monkeypatch.setenv("POINCON_TOKEN_KEY", "a key for tests, long enough to be one")
    monkeypatch.setenv("POINCON_JOURNAL_KEY", "another for tests, long enough to be one")
    assert main(["status"]) == 1
    assert "ne répond pas" in capsys.readouterr().err
    assert main(["token", "CENTRE"]) == 1
    assert "démonstration" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--federation"]) == 0
    assert "@key" in capsys.readouterr().out
