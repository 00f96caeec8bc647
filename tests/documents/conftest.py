"""What the tests of papers share: tools that may be absent, PDF, the validator, a letterhead as a centre makes one."""

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from tests.documents.printing import Prints, Tool


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """The path of a tool; without it the test is skipped by the tool's name, or fails where tools are demanded."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            message = f"{name} is not installed"
            if os.environ.get("POINCON_DEMAND_TOOLS") == "1":
                pytest.fail(message)
            pytest.skip(message)
        return found

    return find


@pytest.fixture(scope="module")
def prints(request: pytest.FixtureRequest, tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Prints:
    """The PDF of every paper that the module's `printed` gives."""
    return Prints(request.module.printed(), tool, tmp_path_factory.mktemp("prints"))


@pytest.fixture
def findings(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """What the Open XML validator finds wrong with a .docx, as text; empty when nothing is."""

    def validate(package: bytes) -> list[str]:
        path = tmp_path / "validated.docx"
        path.write_bytes(package)
        return [str(error) for error in OpenXmlValidator(security_validation=True).validate(path).errors]

    return validate


@pytest.fixture
def letterhead() -> bytes:
    """A letterhead made in Word: its own header, a hyperlink-free footer, sample text in its body."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "UIMM Exemple, en-tête maison"
    section.footer.paragraphs[0].text = "SIRET fictif 000 000 000 00000"
    document.add_paragraph("Tapez votre texte ici")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
