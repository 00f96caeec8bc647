"""Certificates of a certification at the RNCP, and their copies, from what is declared to what is printed (CER-05)."""

import io
from typing import Any

from docx import Document

from tests.support.papers import bytes_of, made
from tests.support.walk import CQPM, GTP, HELD, Path, centre, gtp

BY, DECIDED = centre(GTP), "par décision de France compétences du 20 avril 2022, pour 5 ans"


async def _printed(path: Path, **asked: Any) -> str:
    """The words of a paper, its headers before them, with plain blanks."""
    payload = await made(path, BY, **asked)
    assert payload["problems"] == []
    document = Document(io.BytesIO((await bytes_of(path, payload["document"]["url"], BY)).content))
    section = document.sections[0]
    said = [*section.first_page_header.paragraphs, *section.header.paragraphs, *document.paragraphs]
    return " ".join(" ".join(item.text for item in said).split())


async def test_the_decision_that_registers_it_is_declared_then_printed(path: Path) -> None:
    """A certificate of the whole, one of a bloc, and the copy of the latter."""
    whole, some = await path.dossier("Tout"), await path.dossier("Partie", "12")
    [known] = (await path.api.data(f'{{ certification(code: "{CQPM}") {{ registrations {{ number }} }} }}'))[
        "certification"
    ]["registrations"]
    await path.done(
        "declareRegistration",
        gtp(HELD),
        certification=CQPM,
        registered=True,
        number=known["number"],
        decidedOn="2022-04-20",
        years=5,
        source="Décision de France compétences",
    )
    await path.held(whole, some)
    await path.signed(**{whole: "A", some: "NA"})
    await path.transmitted()
    assert (await path.validated(whole, some))["problems"] == []

    [cqpm, _] = (await path.read(whole))["certificates"]
    text = await _printed(path, kind="CERTIFICATE", certificate=cqpm["number"])
    assert text.count(DECIDED) == 2, "recto and verso"

    [bloc] = (await path.read(some))["certificates"]
    text = await _printed(path, kind="CERTIFICATE", certificate=bloc["number"])
    assert "Certification dont relève le bloc" in text
    assert f"({CQPM})" in text
    assert text.count(DECIDED) == 2
    assert "Copie certifiée conforme" not in text

    await path.done("deliverCertificate", BY, certificate=bloc["number"], to="CANDIDATE", means="LETTER")
    await path.done("issueCertifiedCopy", BY, certificate=bloc["number"], reason="Perte", certifiedBy="La directrice")
    copied = await _printed(path, kind="CERTIFIED_COPY", certificate=bloc["number"])
    assert copied.count("Copie certifiée conforme n° 1, délivrée le ") == 2, "recto and verso"
    assert "Signataires de l’original : le président du jury de délibération, Anne Présidente" in copied
