"""What goes with a certificate, over HTTP: the receipt that is signed by hand, and the questionnaire (CER-02, CER-04)."""

import io
from typing import Any

from docx import Document

from rules.access.viewer import Role
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.walk import GTP, HELD, Path, as_, centre


async def certified(path: Path, **changes: Any) -> tuple[str, str]:
    """The number of a dossier, and of its certificate."""
    number = await path.dossier("Titulaire", **changes)
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    await path.validated(number)
    return number, (await path.read(number))["certificates"][0]["number"]


async def text_of(path: Path, payload: Any, actor: str) -> str:
    """What a paper says, with plain blanks."""
    assert payload["problems"] == [], payload["problems"]
    answer = await bytes_of(path, payload["document"]["url"], actor)
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(item.text for item in document.paragraphs), *cells]).replace("\xa0", " ")


async def test_handed_over_against_a_receipt_with_its_questionnaire(path: Path) -> None:
    number, certificate = await certified(path)
    actor = centre(GTP)
    receipt = await made(path, actor, kind="DELIVERY_RECEIPT", certificate=certificate, signatory=SIGNATORY)
    said = await text_of(path, receipt, actor)
    assert certificate in said
    assert "Rita Responsable" in said
    for_company = await made(path, actor, kind="DELIVERY_RECEIPT", certificate=certificate, part="COMPANY")
    assert "Ateliers Titulaire" in await text_of(path, for_company, actor)
    form = await made(path, actor, kind="SURVEY_FORM", certificate=certificate)
    assert "Quelle est votre situation aujourd’hui ?" in await text_of(path, form, actor)
    [dossier] = (await path.api.store.dossiers.by_numbers([number])).values()
    own = as_(Role.CANDIDATE, GTP, None, candidate=dossier.candidate)
    assert (await bytes_of(path, form["document"]["url"], own)).status_code == 200
    given = {"to": "CANDIDATE", "means": "HAND", "surveyEnclosed": True}
    bare = await path.call("deliverCertificate", actor, certificate=certificate, **given)
    [problem] = bare["problems"]
    assert "DELIVERY_RECEIPT" in problem["message"], "it says how the receipt is made"
    signed = await path.upload(actor, name="decharge.pdf")
    await path.done("deliverCertificate", actor, certificate=certificate, receipt=signed, **given)
    again = await made(path, actor, kind="DELIVERY_RECEIPT", certificate=certificate)
    assert "le 20 mai 2027" in await text_of(path, again, actor)


async def test_the_centre_asks_its_own_questions(path: Path) -> None:
    _, certificate = await certified(path)
    asked = ["Où travaillez-vous ?", "<b>Depuis</b> quand & pourquoi ?"]
    form = await made(path, centre(GTP), kind="SURVEY_FORM", certificate=certificate, questions=asked)
    said = await text_of(path, form, centre(GTP))
    assert all(question.replace(" ?", "") in said for question in asked)
    for wrong, where in (
        ([" "], ["questions", "0"]),
        (["x" * 501], ["questions", "0"]),
        (["Quoi ?"] * 101, ["questions"]),
    ):
        refused = await made(path, centre(GTP), kind="SURVEY_FORM", certificate=certificate, questions=wrong)
        assert [problem["path"] for problem in refused["problems"]] == [where]


async def test_neither_is_for_another_centre(path: Path) -> None:
    _, certificate = await certified(path)
    for kind in ("DELIVERY_RECEIPT", "SURVEY_FORM"):
        payload = await made(path, centre(HELD, "UT62"), kind=kind, certificate=certificate)
        assert payload["problems"][0]["code"] == "NOT_FOUND"
