"""Settings: defaults for trying out, nothing weak in production."""

from pathlib import Path

import pytest

from commands.settings import Mode, Settings, SettingsError
from resolvers.shared.rations import RATIONS, Ration

DRAWN = "5f0c8d1e7a3b4c6d9e2f1a0b8c7d6e5f"
STRONG = {
    "MONGODB_URL": "mongodb://x",
    "POINCON_MODE": "production",
    "POINCON_TOKEN_KEY": DRAWN,
    "POINCON_JOURNAL_KEY": DRAWN[::-1],
}


def test_nothing_given_is_a_demonstration_with_secrets_of_its_own(tmp_path: Path) -> None:
    first = Settings.read({"POINCON_STORE": str(tmp_path)})
    again = Settings.read({"POINCON_STORE": str(tmp_path)})
    assert first == again
    assert first.mode is Mode.DEMONSTRATION
    assert first.token_key != first.journal_key
    assert (tmp_path / "token_key").stat().st_mode & 0o077 == 0


def test_production_with_all_it_needs(tmp_path: Path) -> None:
    settings = Settings.read({**STRONG, "POINCON_STORE": str(tmp_path / "none")})
    assert not settings.demonstration
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"MONGODB_URL": ""},
        {"POINCON_TOKEN_KEY": ""},
        {"POINCON_TOKEN_KEY": "short"},
        {"POINCON_TOKEN_KEY": "k" * 64},
        {"POINCON_TOKEN_KEY": DRAWN[::-1]},
        {"POINCON_JOURNAL_KEY": ""},
        {"POINCON_JOURNAL_KEY": "short"},
        {"POINCON_JOURNAL_KEY": "j" * 64},
        {"POINCON_DEMONSTRATION": "1"},
        {"POINCON_MODE": "prod"},
        {"POINCON_DRIVER": "odbc"},
        {"POINCON_TOKEN_ALGORITHMS": "none"},
        {"POINCON_TOKEN_ALGORITHMS": "HS256,none"},
        {"POINCON_TOKEN_ALGORITHMS": "HS256,RS256"},
        {"POINCON_TOKEN_ALGORITHMS": "RS256"},
        {"POINCON_TOKEN_ALGORITHMS": "HS512"},
        {"POINCON_IDENTITY": "/nowhere/identity.toml"},
        {"POINCON_TOKEN_KEY_FILE": "/nowhere/key"},
    ],
)
def test_production_refuses_what_is_weak_or_unknown(changes: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Settings.read({**STRONG, **changes})


@pytest.mark.parametrize(
    ("listed", "origins"),
    [
        ("", ()),
        ("https://app.example", ("https://app.example",)),
        (" https://App.example:8443 , https://b.example,", ("https://app.example:8443", "https://b.example")),
    ],
)
def test_origins_are_listed(listed: str, origins: tuple[str, ...]) -> None:
    assert Settings.read({**STRONG, "POINCON_ORIGINS": listed}).origins == origins


@pytest.mark.parametrize(
    "listed", ["*", "null", "app.example", "https://app.example/", "https://", "https://a b", "http://app.example"]
)
def test_what_is_no_origin_is_refused(listed: str) -> None:
    with pytest.raises(SettingsError, match="POINCON_ORIGINS"):
        Settings.read({**STRONG, "POINCON_ORIGINS": listed})


def test_a_demonstration_may_list_an_origin_without_tls(tmp_path: Path) -> None:
    given = {"POINCON_STORE": str(tmp_path), "POINCON_ORIGINS": "http://localhost:5173"}
    assert Settings.read(given).origins == ("http://localhost:5173",)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{DRAWN}-of-a-file\n")
    settings = Settings.read({**STRONG, "POINCON_TOKEN_KEY_FILE": str(tmp_path / "key")})
    assert settings.token_key == f"{DRAWN}-of-a-file"


def test_the_demonstration_signs_its_own_tokens(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="HS256"):
        Settings.read({"POINCON_STORE": str(tmp_path), "POINCON_TOKEN_ALGORITHMS": "RS256"})


@pytest.mark.rule("LET-06")
@pytest.mark.parametrize(
    ("listed", "lists"),
    [
        ("", []),
        (" ;\n", []),
        ("2026-01-01 https://a.example/b?c=d", [("2026-01-01", ("https://a.example/b?c=d",))]),
        (
            "2026-01-01 a.example b.example/x; 2027-01-01\n2028-02-29 c.example",
            [("2026-01-01", ("a.example", "b.example/x")), ("2027-01-01", ()), ("2028-02-29", ("c.example",))],
        ),
    ],
)
def test_the_sites_of_the_passport_are_listed_by_day(listed: str, lists: list[tuple[str, tuple[str, ...]]]) -> None:
    found = Settings.read({**STRONG, "POINCON_PASSPORT_SITES": listed}).passport_sites
    assert [(item.since.isoformat(), item.sites) for item in found] == lists


@pytest.mark.parametrize(
    "listed",
    ["a.example", "2026-02-30 a.example", "2026-01-01 <b>", "2026-01-01 a", "2026-01-01 a.fr; 2026-01-01 b.fr",
     "2026-01-01 javascript:alert(1)", "2026-01-01 a.example/" + "x" * 200],
)  # fmt: skip
def test_a_list_of_sites_that_makes_no_sense_is_refused(listed: str) -> None:
    with pytest.raises(SettingsError, match="POINCON_PASSPORT_SITES"):
        Settings.read({**STRONG, "POINCON_PASSPORT_SITES": listed})


def test_proxies_and_rations_are_read(tmp_path: Path) -> None:
    given = {
        "POINCON_STORE": str(tmp_path),
        "POINCON_PROXIES": "10.0.0.4, 2001:db8::/32",
        "POINCON_RATIONS": "VISITOR_REQUESTS=5, FILES = 0",
    }
    settings = Settings.read(given)
    assert [str(network) for network in settings.proxies] == ["10.0.0.4/32", "2001:db8::/32"]
    usual = {ration: amount for ration, amount in RATIONS.items() if ration is not Ration.FILES}
    assert settings.rations == {**usual, Ration.VISITOR_REQUESTS: 5}
    assert Settings.read({"POINCON_STORE": str(tmp_path)}).rations == RATIONS


@pytest.mark.parametrize(
    "given",
    [
        {"POINCON_PROXIES": "*"},
        {"POINCON_PROXIES": "proxy.example"},
        {"POINCON_PROXIES": "10.0.0.1/8"},
        {"POINCON_RATIONS": "REQUESTS=5"},
        {"POINCON_RATIONS": "FILES"},
        {"POINCON_RATIONS": "FILES=-1"},
        {"POINCON_RATIONS": "FILES=٣"},
    ],
)
def test_what_is_no_proxy_or_no_ration_is_told(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(given))):
        Settings.read({"POINCON_STORE": str(tmp_path), **given})


def test_nothing_is_watched_from_outside_unless_it_is_asked_for(tmp_path: Path) -> None:
    settings = Settings.read({"POINCON_STORE": str(tmp_path)})
    assert (settings.logs, settings.metrics) == ("text", None)
    given = {"POINCON_LOGS": "json", "POINCON_METRICS": "127.0.0.1:9464"}
    settings = Settings.read({"POINCON_STORE": str(tmp_path), **given})
    assert (settings.logs, settings.metrics) == ("json", ("127.0.0.1", 9464))


@pytest.mark.parametrize("given", [{"POINCON_LOGS": "xml"}, {"POINCON_METRICS": "9464"}, {"POINCON_METRICS": "*:9464"}])
def test_what_is_no_form_and_no_address_is_told(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(given))):
        Settings.read({"POINCON_STORE": str(tmp_path), **given})
