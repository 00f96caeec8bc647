"""The code of a certificate: decided by a library, it leads to the right verification, and its signature holds alone."""

import io
import zipfile
from base64 import urlsafe_b64decode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from PIL import Image

from tests.support.walk import CQPM, GTP, HELD, Path, centre, gtp

SIGNED = "poincon-certificate-1\n{number}\n{code}\n{holder}\n{born}\n{jury}\n{issued}"
DONE = "mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) { document { url } problems { message } } }"
HOLDER = """query($n: String!) { certificate(number: $n) { number issuedOn
  candidate { lastName usedName firstNames birthDate } } }"""


async def awarded(path: Path) -> list[dict[str, Any]]:
    """The certificates of somebody admitted."""
    number = await path.dossier("Vérifiée", "1234")
    await path.convened(number)
    await path.attended()
    await path.signed(**{number: "A"})
    await path.transmitted()
    await path.validated(number)
    certificates: list[dict[str, Any]] = (await path.read(number))["certificates"]
    return certificates


async def code_of(path: Path, number: str) -> str:
    """What the code of a certificate holds, as a library reads the picture in the Word file."""
    payload = await path.api.data(DONE, {"input": {"kind": "CERTIFICATE", "certificate": number}}, centre(GTP))
    made = payload["generateDocument"]
    assert made["problems"] == []
    answer = await path.api.client.get(made["document"]["url"], headers={"Authorization": f"Bearer {centre(GTP)}"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        [picture] = [name for name in archive.namelist() if name.endswith(".png")]
        [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(archive.read(picture))))
    return read.text


async def test_the_code_leads_to_the_right_verification(path: Path) -> None:
    for certificate in await awarded(path):
        address = urlsplit(await code_of(path, certificate["number"]))
        assert address.path == f"/v/{certificate['number'].replace(' ', '')}"
        answer = await path.api.client.get(f"{address.path}?{address.query}")
        assert answer.status_code == 200
        assert "Certificat authentique" in answer.text
        assert "est bien celle de ce certificat" in answer.text
        assert certificate["number"] in answer.text
        assert "Vérifiée" not in answer.text


async def test_the_signature_is_checked_without_the_service(path: Path) -> None:
    certificate = (await awarded(path))[0]
    address = urlsplit(await code_of(path, certificate["number"]))
    [key] = (await path.api.client.get("/.well-known/poincon-keys.json")).json()["keys"]
    public = Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(f"{key['x']}=="))
    signature = urlsafe_b64decode(f"{parse_qs(address.query)['s'][0]}==")
    found = (await path.api.data(HOLDER, {"n": certificate["number"]}, gtp(GTP)))["certificate"]
    person = found["candidate"]
    printed = {
        "number": found["number"], "code": CQPM, "holder": f"{person['lastName']} {person['firstNames']}",
        "born": person["birthDate"], "jury": HELD.isoformat(), "issued": found["issuedOn"],
    }  # fmt: skip
    holders = [printed["holder"], f"{person['firstNames']} {person['lastName']}"]
    assert any(holds(public, signature, {**printed, "holder": holder}) for holder in holders)
    for name in printed:
        for holder in holders:
            assert not holds(public, signature, {**printed, "holder": holder, name: "autre"})


def holds(public: Ed25519PublicKey, signature: bytes, facts: dict[str, str]) -> bool:
    try:
        public.verify(signature, SIGNED.format(**facts).encode())
    except InvalidSignature:
        return False
    return True


async def test_another_signature_and_another_number_are_told(path: Path) -> None:
    one, other = await awarded(path)
    signature = urlsplit(await code_of(path, one["number"])).query
    answer = await path.api.client.get(f"/v/{other['number'].replace(' ', '')}?{signature}")
    assert "n’est pas celle de ce certificat" in answer.text
    assert "Certificat authentique" not in answer.text
    for bad in ("s=x", "s=%00", "s=" + "A" * 5_000):
        answer = await path.api.client.get(f"/v/{one['number'].replace(' ', '')}?{bad}")
        assert "n’est pas celle de ce certificat" in answer.text
    assert (await path.api.client.get("/v/MC202611 59 99999")).status_code == 404
    answer = await path.api.client.get("/v/<script>alert(1)</script>")
    assert answer.status_code == 404 or "<script>" not in answer.text


async def test_a_cancelled_certificate_says_so(path: Path) -> None:
    certificate = (await awarded(path))[0]
    given = {"certificate": certificate["number"], "reason": "Nom mal saisi", "kind": "ERROR"}
    await path.done("cancelCertificate", gtp(GTP), **given)
    answer = await path.api.client.get(f"/v/{certificate['number'].replace(' ', '')}")
    assert "Certificat annulé" in answer.text
    assert "Remplacé par" in answer.text
