"""`poincon load`, as an operator types it."""

from pathlib import Path

import pytest

from commands.__main__ import main
from tests.support.fiches import bloc, export, fiche


def test_what_is_loaded_is_told_then_loaded_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POINCON_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("MONGODB_URL", raising=False)
    path = tmp_path / "export-2026-08-16.xml"
    path.write_text(export(fiche("RNCP1", blocs=bloc("RNCP1BC01")), fiche("")), encoding="utf-8")
    assert main(["load", "--dry-run", str(path)]) == 0
    told = capsys.readouterr().out
    assert "fiches : 2 (1 nouvelles, 1 refusées)" in told
    assert "Rien n’a été écrit" in told
    assert main(["load", str(path)]) == 0
    told = capsys.readouterr().out
    assert "export-2026-08-16.xml (du 16/08/2026)" in told
    assert "blocs : 1 (1 chargés)" in told
    assert "refus : export-2026-08-16.xml, ligne" in told
    assert main(["load", str(path), str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert "fiches : 2 (1 inchangées, 1 refusées)" in told.out
    assert "n’existe pas" in told.err
    assert main(["verify"]) == 0


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["load", "--as-of", "2026-13-01", "x"])
    assert "n’est pas un jour AAAA-MM-JJ" in capsys.readouterr().err
