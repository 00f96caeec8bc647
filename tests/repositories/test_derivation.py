"""What is made from statements, edited behind their back: each is named."""

from pathlib import Path

import pytest

from repositories.derivation import Fault, discrepancies
from repositories.store import Store
from tests.support.fiches import chained, export, load

EDITS = [
    ("blocs", {"_id": "RNCP1BC01"}, {"title": "Autre"}, Fault.NOT_AS_STATED, "blocs/RNCP1BC01"),
    ("referentiels", {"_id": "RNCP1@1"}, {"mission": "Autre"}, Fault.NOT_AS_STATED, "referentiels/RNCP1@1"),
    ("equivalences", {"origin": "RNCP1"}, {"source": "Autre"}, Fault.NOT_AS_STATED, "equivalences/RNCP1>"),
    ("equivalences", {"origin": "RNCP1"}, {"missing": ["x"]}, Fault.END_UNKNOWN, "equivalences/RNCP1>"),
    ("statements", {"code": "RNCP1"}, {"facts.title": "Autre"}, Fault.STATEMENT_EDITED, "statements/fiche:RNCP1|"),
]
REMOVALS = [
    ("blocs", {"_id": "RNCP1BC01"}, Fault.REFERENCE_BROKEN, "referentiels/RNCP1@1"),
    ("statements", {"code": "RNCP1"}, Fault.STATEMENT_MISSING, "statements/fiche:RNCP1|"),
    ("certifications", {"_id": "RNCP2"}, Fault.REFERENCE_BROKEN, "blocs/RNCP2BC01"),
    ("equivalences", {"origin": "RNCP1"}, Fault.NOT_AS_STATED, "equivalences/RNCP1>"),
]


@pytest.fixture
async def loaded(one_store: Store, tmp_path: Path) -> Store:
    """Two fiches, the first of which gives a bloc of the second."""
    (tmp_path / "export.xml").write_text(export(chained(1, 2), chained(2, 2)), encoding="utf-8")
    await load(one_store, tmp_path / "export.xml")
    assert [item async for item in discrepancies(one_store)] == []
    return one_store


@pytest.mark.parametrize(("collection", "which", "edit", "kind", "aggregate"), EDITS)
async def test_an_edit_by_hand_is_named(
    loaded: Store, collection: str, which: dict[str, str], edit: dict[str, object], kind: Fault, aggregate: str
) -> None:
    assert await loaded.driver.update_one(collection, which, {"$set": edit}) == 1
    found = [item async for item in discrepancies(loaded)]
    assert any(item.kind is kind and item.aggregate.startswith(aggregate) for item in found), found


@pytest.mark.parametrize(("collection", "which", "kind", "aggregate"), REMOVALS)
async def test_a_removal_is_named(
    loaded: Store, collection: str, which: dict[str, str], kind: Fault, aggregate: str
) -> None:
    assert await loaded.driver.delete_many(collection, which) == 1
    found = [item async for item in discrepancies(loaded)]
    assert any(item.kind is kind and item.aggregate.startswith(aggregate) for item in found), found
