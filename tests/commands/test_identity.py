"""The file of trusted issuers: read, or refused with every fault at its place in French."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from commands.identity import IdentityError, read_identity
from commands.serve import explorer_of, hosts_of, reader_of
from commands.settings import Settings, SettingsError
from graph.identity.asking import Asking
from graph.identity.keys import DISCOVERY
from rules.access.viewer import Role
from tests.support.issuers import JWKS, WEAK, Fake, jwk_of
from tests.support.places import ROOT

WHOLE = """
[[issuers]]
name = "branche"
url = "https://sso.example/realms/branche"
audiences = ["poincon"]
algorithms = ["RS256"]
longest_minutes = 30
skew_seconds = 10
clients = ["poincon-web"]
organisation = "UT59"

[issuers.claims]
account = "sub"
roles = ["realm_access", "roles"]

[issuers.roles]
secretariat = ["GTP"]

[issuers.explorer]
client = "poincon-explorer"
scopes = "openid profile"

[[issuers.services]]
client = "statistiques"
roles = ["GTP"]
read_only = true

[[issuers.services]]
client = "depot"
roles = ["CENTRE"]
operations = ["registerCandidate"]

[impersonation]
roles = ["CENTRE", "CANDIDATE"]
"""
PLAIN = """
[[issuers]]
name = "branche"
url = "https://sso.example"
audiences = ["poincon"]
roles = {x = ["GTP"]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "identity.toml"


def test_a_whole_file_is_read(file: Path) -> None:
    file.write_text(WHOLE)
    identity = read_identity(file, "poincon", secure=True)
    [issuer] = identity.issuers
    assert issuer.claims.account == ("sub",)
    assert issuer.claims.roles == ("realm_access", "roles")
    assert issuer.roles == {"secretariat": frozenset({Role.GTP})}
    assert [service.client for service in issuer.services] == ["statistiques", "depot"]
    assert identity.impersonation.roles == {Role.CENTRE, Role.CANDIDATE}
    assert not identity.impersonation.writes


def test_the_example_is_one(file: Path) -> None:
    text = (ROOT / "examples" / "identity.toml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    plain = read_identity(file, "poincon", secure=True)
    shown = re.sub(r'^# (\w+ = (?!"…").*?)$', r"\1", text, flags=re.MULTILINE)
    file.write_text(shown, encoding="utf-8")
    assert shown.count("\n# ") < text.count("\n# ") - 10
    [default], [written] = plain.issuers, read_identity(file, "poincon", secure=True).issuers
    differs = {name for name in type(default).model_fields if getattr(default, name) != getattr(written, name)}
    assert differs == {"organisation", "services", "explorer"}, "what is shown as a comment is the default"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("issuers = [", "TOML"),
        ("issuer = []", "issuer : ce nom n’existe pas ici."),
        ("issuers = 3", "issuers : une liste"),
        ("[[issuers]]", "issuers, 1, name : une valeur est attendue."),
        (PLAIN.replace("branche", "La Branche"), "minuscules"),
        (PLAIN.replace('["poincon"]', "[]"), "audiences : une valeur au moins"),
        (PLAIN.replace('["poincon"]', '"poincon"'), "audiences : une liste"),
        (PLAIN.replace("GTP", "ROI"), "l’un de : ADMINISTRATOR"),
        (PLAIN.replace("https://sso.example", "http://sso.example"), "https://"),
        (PLAIN.replace("https://sso.example", "poincon"), "POINCON_TOKEN_ISSUER"),
        (PLAIN.replace('roles = {x = ["GTP"]}', ""), "aucun rôle"),
        (PLAIN + PLAIN, "le même « name »"),
        (PLAIN + PLAIN, "le même « url »"),
        (PLAIN + 'algorithms = ["HS256"]', "algorithms, 1 : l’un de"),
        (PLAIN + 'algorithms = ["none"]', "algorithms, 1 : l’un de"),
        (PLAIN + "longest_minutes = 100000", "1440 au plus"),
        (PLAIN + "longest_minutes = 0", "1 au moins"),
        (PLAIN + 'longest_minutes = "x"', "longest_minutes : "),
        (PLAIN + "skew_seconds = 900", "300 au plus"),
        (PLAIN + 'services = [{client = "a", roles = ["GTP"]}]', "services a : un compte de service a une liste"),
        (PLAIN + 'services = [{client = "a", roles = []}]', "roles : une valeur au moins"),
        (
            PLAIN + 'services = [{client = "a", roles = ["GTP"], operations = ["x"], read_only = true}]',
            "x n’est pas une opération",
        ),
        (
            PLAIN + 'services = [{client = "a", roles = ["GTP"], operations = ["registerCandidate"]}]',
            "n’ouvrent pas registerCandidate",
        ),
        ('[impersonation]\nroles = ["ROI"]', "impersonation, roles"),
        ('[impersonation]\nwrites = "oui"', "impersonation, writes"),
    ],
)
def test_each_fault_is_told_at_its_place(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(IdentityError) as refused:
        read_identity(file, "poincon", secure=True)
    assert told in str(refused.value)
    assert "Input should" not in str(refused.value)


def test_a_file_that_is_not_there_or_is_not_text_is_told(file: Path) -> None:
    with pytest.raises(IdentityError, match="ne peut pas être lu"):
        read_identity(file, "poincon", secure=True)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(IdentityError, match="TOML"):
        read_identity(file, "poincon", secure=True)


def test_many_faults_are_counted(file: Path) -> None:
    file.write_text("\n".join(f"x{rank} = 1" for rank in range(30)))
    with pytest.raises(IdentityError, match="et 20 autres fautes"):
        read_identity(file, "poincon", secure=True)


PRODUCTION = {
    "MONGODB_URL": "mongodb://x",
    "POINCON_MODE": "production",
    "POINCON_JOURNAL_KEY": "une clé tirée au hasard, assez longue",
}


def test_issuers_may_stand_in_for_a_key_of_tokens(file: Path) -> None:
    with pytest.raises(SettingsError, match="POINCON_TOKEN_KEY"):
        Settings.read(PRODUCTION)
    file.write_text(WHOLE)
    settings = Settings.read({**PRODUCTION, "POINCON_IDENTITY": str(file)})
    assert settings.token_key is None
    assert explorer_of(settings).logins == [
        {
            "name": "branche", "issuer": "https://sso.example/realms/branche", "client": "poincon-explorer",
            "scopes": "openid profile", "resource": "",
        }
    ]  # fmt: skip
    assert "connect-src 'self' https://sso.example;" in explorer_of(settings).policy


def test_a_file_that_does_not_do_stops_the_start(file: Path) -> None:
    file.write_text("x = 1")
    with pytest.raises(SettingsError, match="POINCON_IDENTITY"):
        Settings.read({**PRODUCTION, "POINCON_IDENTITY": str(file)})


def test_the_demonstration_answers_to_its_own_names_alone(tmp_path: Path) -> None:
    settings = Settings.read({"POINCON_STORE": str(tmp_path), "POINCON_HOSTS": "Poste-12, [fd00::1]"})
    assert hosts_of(settings, "0.0.0.0", "https://essai.example") == (
        "localhost", "127.0.0.1", "::1", "0.0.0.0", "essai.example", "poste-12", "fd00::1",
    )  # fmt: skip


def test_production_answers_to_any_name_unless_some_are_listed() -> None:
    given = {**PRODUCTION, "POINCON_TOKEN_KEY": "une autre clé tirée au hasard, assez longue"}
    assert hosts_of(Settings.read(given), "127.0.0.1", "http://127.0.0.1:8000") == ()
    listed = hosts_of(Settings.read({**given, "POINCON_HOSTS": "api.example"}), "127.0.0.1", "https://api.example")
    assert "api.example" in listed


@pytest.mark.parametrize("listed", ["https://a.example", "a.example:80", "*", "a b", "é.example", "-"])
def test_what_is_no_name_of_a_machine_is_refused(tmp_path: Path, listed: str) -> None:
    with pytest.raises(SettingsError, match="POINCON_HOSTS"):
        Settings.read({"POINCON_STORE": str(tmp_path), "POINCON_HOSTS": listed})


def settings_of(file: Path, folder: Path) -> Settings:
    file.write_text(f'{PLAIN}algorithms = ["RS256"]\n[impersonation]\nroles = ["CENTRE"]\n')
    return Settings.read({"POINCON_STORE": str(folder), "POINCON_IDENTITY": str(file)})


def answering(pages: dict[str, Any]) -> Asking:
    def answer(request: httpx2.Request) -> httpx2.Response:
        page = pages.get(str(request.url))
        return httpx2.Response(404) if page is None else httpx2.Response(200, json=page)

    return Asking(httpx2.MockTransport(answer))


DISCOVERED = {"https://sso.example" + DISCOVERY: {"issuer": "https://sso.example", "jwks_uri": JWKS}}


async def test_issuers_are_asked_for_their_keys_at_the_start(file: Path, tmp_path: Path) -> None:
    asking = answering({**DISCOVERED, JWKS: {"keys": [jwk_of(Fake().key, "0")]}})
    reader = await reader_of(settings_of(file, tmp_path), asking)
    assert await reader.trusted["https://sso.example"].keys.key("0", "RS256")
    await asking.close()


async def test_an_issuer_that_does_not_answer_yet_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = await reader_of(settings_of(file, tmp_path), answering({}))
    assert "https://sso.example" in reader.trusted
    assert "répond 404. Ses jetons seront acceptés dès qu’il répondra." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ({**DISCOVERED, JWKS: {"keys": [jwk_of(WEAK, "0")]}}, "1024 bits"),
        ({**DISCOVERED, JWKS: {"keys": []}}, "aucune clé"),
        ({"https://sso.example" + DISCOVERY: {"issuer": "https://elsewhere", "jwks_uri": JWKS}}, "corrigez « url »"),
    ],
)
async def test_an_issuer_that_can_never_do_stops_the_start(
    file: Path, tmp_path: Path, pages: dict[str, Any], told: str
) -> None:
    asking = answering(pages)
    with pytest.raises(SettingsError, match=told):
        await reader_of(settings_of(file, tmp_path), asking)
    await asking.close()
