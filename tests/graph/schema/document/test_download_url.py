"""downloadUrl: a link that opens one document in a browser, without a token and for some minutes."""

from datetime import timedelta

import pytest

from resolvers.shared.links import LIFETIME, Links
from tests.support.walk import ASKED, Path, centre
from tests.support.world import NOW

SIGNATORY = {"name": "Rita Responsable", "quality": "La responsable des examens"}
MADE = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
  document { url downloadUrl sha256 } problems { message } } }"""


async def two(path: Path) -> list[dict[str, str]]:
    """Two papers of a session that is convened."""
    made = []
    for part in ("CFDT", "CGT"):
        given = {"kind": "UNION_REQUEST", "session": path.session, "part": part, "signatory": SIGNATORY}
        payload = (await path.api.data(MADE, {"input": given}, centre(ASKED)))["generateDocument"]
        assert payload["problems"] == []
        made.append(payload["document"])
    return made


async def test_a_browser_opens_it_without_a_token(path: Path, convened: str) -> None:
    first, _ = await two(path)
    answer = await path.api.client.get(first["downloadUrl"])
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{first["sha256"]}"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert (await path.api.client.get(first["url"])).status_code == 401


async def test_a_link_opens_its_document_alone(path: Path, convened: str) -> None:
    first, second = await two(path)
    link = first["downloadUrl"].partition("?")[2]
    assert (await path.api.client.get(f"{second['url']}?{link}")).status_code == 403
    for bad in ("lien=", "lien=x", "lien=99.", f"{link}0", link.replace("lien=", "lien=9"), "lien=" + "9" * 5_000):
        answer = await path.api.client.get(f"{first['url']}?{bad}")
        assert answer.status_code in {401, 403}, bad
        assert answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(("later", "opens"), [(LIFETIME, True), (LIFETIME + timedelta(seconds=1), False)])
def test_a_link_lasts_some_minutes(later: timedelta, *, opens: bool) -> None:
    links = Links(b"secret")
    assert links.opens("d", links.signed("d", NOW), NOW + later) is opens


def test_a_link_is_good_for_every_instance_that_has_the_key() -> None:
    link = Links(b"secret").signed("d", NOW)
    assert Links(b"secret").opens("d", link, NOW)
    assert not Links(b"other").opens("d", link, NOW)
    assert not Links(b"secret").opens("e", link, NOW)
    assert not Links(b"secret").opens("d", link.replace(".", ".é"), NOW)
