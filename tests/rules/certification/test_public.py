"""What is open to everyone (PUB-01), and what never is."""

from datetime import date

import pytest

from rules.access.scope import Scope, scope_of
from rules.access.viewer import Viewer
from rules.views.rights import OPERATIONS, allowed, operations_of

VISITOR = Viewer(today=date(2026, 10, 8))
PUBLIC = ["certification", "certifications", "bloc", "blocs", "equivalences", "organisation", "organisations", "rules"]


@pytest.mark.rule("PUB-01")
@pytest.mark.parametrize("operation", PUBLIC)
def test_a_visitor_reads_certifications_and_rules(operation: str) -> None:
    """PUB-01."""
    assert allowed(VISITOR, operation)


@pytest.mark.rule("PUB-01")
@pytest.mark.parametrize("operation", ["candidate", "candidates", "dossier", "dossiers", "document", "unknown"])
def test_a_visitor_reads_nobodys_path(operation: str) -> None:
    """PUB-01 opens no personal data."""
    assert not allowed(VISITOR, operation)


@pytest.mark.rule("PUB-01")
def test_a_visitor_changes_nothing_and_has_no_candidate() -> None:
    """PUB-01 is for reading."""
    assert operations_of(VISITOR) == []
    assert scope_of(VISITOR) == Scope()
    open_to_all = {name for name, roles in OPERATIONS.items() if roles is None}
    assert open_to_all == {*PUBLIC, "node", "nodes", "viewer", "verifyCertificate"}
