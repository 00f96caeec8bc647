"""The operators' commands, run as they type them, on an embedded store of their own."""

from pathlib import Path

import pytest

from commands.__main__ import main


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


def test_what_an_operator_can_mend_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(folder / "nothing")]) == 1
    assert "export" in capsys.readouterr().err
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
