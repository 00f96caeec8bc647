"""A dry run tells what the load then does, fiche by fiche, whatever is there and in whatever order files come."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from exchange.files import Piece, pieces
from repositories.derivation import discrepancies
from repositories.store import Store
from resolvers.statement.importing import Importer
from resolvers.statement.report import Report
from tests.support.fiches import bloc, correspondance, export, fiche
from tests.support.tools import real_data
from tests.support.world import NOW

HEAD = '"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Nomenclature_Europe_Niveau";"Date_Decision";' \
       '"Date_Fin_Enregistrement";"Date_Effet";"Actif"\n'  # fmt: skip
FILES = {
    "0_Blocs_2024_02_22.csv": '"Numero_Fiche";"Bloc_Competences_Code";"Bloc_Competences_Libelle"\n'
    '"RNCP99201";"RNCP99201BC01";"Bloc un"\n"RNCP99203";"RNCP99203BC01";"Bloc d’une fiche sans titre"\n',
    "a_Standard_2024_02_22.csv": HEAD
    + '"1";"RNCP99201";"Titre un";"TP";"NIV4";"01/02/2024";"31/08/2027";"01/02/2024";"ACTIVE"\n'
    + '"2";"RNCP99202";"Titre deux";"TP";"NIV4";"01/02/2024";"31/08/2027";"01/02/2024";"ACTIVE"\n',
    "b_VoixdAcces_2024_02_22.csv": '"Numero_Fiche";"Si_Jury"\n"RNCP99201";"Par expérience"\n"RNCP99202";"x"\n',
    "c_export_2024_02_23.xml": export(
        fiche(
            "RNCP99204",
            title="Titre quatre",
            blocs=bloc("RNCP99204BC01"),
            more=correspondance("RNCP99204BC01", "RNCP99201", "RNCP99201BC01"),
        ),
        fiche(
            "RNCP99205",
            title="Titre cinq",
            blocs=bloc("RNCP99205BC01") + bloc("RNCP99201BC01", "Bloc commun"),
            more=correspondance("RNCP99205BC01", "RNCP99203", "RNCP99203BC01"),
        ),
    ),
    "d_Standard_2024_03_01.csv": HEAD
    + '"1";"RNCP99201";"Titre un, renommé";"TP";"NIV5";"01/02/2024";"31/08/2029";"01/02/2024";"ACTIVE"\n',
}


def written(folder: Path) -> list[Path]:
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in FILES]


async def loaded(store: Store, read: Sequence[Piece], *, dry_run: bool = False) -> tuple[list[Report], int]:
    importer = Importer(store, NOW, dry_run=dry_run)
    reports = [await importer.load(piece.name, piece.read(lambda _read: None)) for piece in read]
    return reports, await importer.settle(reports)


async def same(store: Store, paths: Sequence[Path]) -> None:
    read = [piece for path in paths for piece in pieces(path)]
    before = [await item.count({}) for item in store.collections]
    rehearsed = await loaded(store, read, dry_run=True)
    assert [await item.count({}) for item in store.collections] == before
    assert rehearsed == await loaded(store, read)
    assert [finding async for finding in discrepancies(store)] == []


@pytest.mark.parametrize("seed", range(6))
async def test_the_report_of_a_dry_run_is_that_of_the_load(one_store: Store, tmp_path: Path, seed: int) -> None:
    paths = written(tmp_path)
    random.Random(seed).shuffle(paths)
    await same(one_store, paths)
    random.Random(-seed).shuffle(paths)
    await same(one_store, paths)


@pytest.mark.parametrize("known", range(1, len(FILES)))
async def test_so_it_is_over_what_is_there_already(one_store: Store, tmp_path: Path, known: int) -> None:
    paths = written(tmp_path)
    await loaded(one_store, [piece for path in paths[:known] for piece in pieces(path)])
    await same(one_store, paths[::-1])


@pytest.mark.real_data
async def test_so_it_is_of_the_real_files(one_store: Store) -> None:
    root = Path(real_data())
    names = ("uimm", "rncp/csv/2024_02_22_sample", "rncp/export_fiches_RNCP_V4_1_extract12.xml",
             "equivalences/rncp_correspondances_47.json", "cqpm/cqpm_referentiels.json")  # fmt: skip
    await same(one_store, [root / name for name in names])
    await same(one_store, [root / name for name in reversed(names)])
