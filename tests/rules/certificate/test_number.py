"""The numbers of certificates: NUM-03."""

from datetime import date

import pytest

from rules.certificate.number import LONGEST, certificate_key, certificate_number, read_certificate_number

MARCH = date(2027, 3, 31)


@pytest.mark.rule("NUM-03")
@pytest.mark.parametrize(
    ("on", "department", "rank", "shown"),
    [
        (MARCH, "59", 1, "MC 2027 03 59 00001"),
        (date(2027, 12, 1), "01", 99_999, "MC 2027 12 01 99999"),
        (MARCH, "2A", 42, "MC 2027 03 2A 00042"),
        (MARCH, "2B", 42, "MC 2027 03 2B 00042"),
        (MARCH, "974", 7, "MC 2027 03 974 00007"),
        (MARCH, "988", 7, "MC 2027 03 988 00007"),
        (MARCH, "59", 100_000, "MC 2027 03 59 100000"),
        (MARCH, "59", 9_999_999, "MC 2027 03 59 9999999"),
    ],
)
def test_a_number_is_made_and_read_back(on: date, department: str, rank: int, shown: str) -> None:
    assert certificate_number(on, department, rank) == shown
    read = read_certificate_number(shown)
    assert read == (on.year, on.month, department, rank)
    assert read is not None
    assert read.shown == shown
    assert certificate_key(shown) == shown.replace(" ", "")


@pytest.mark.parametrize("rank", [0, -1, 10_000_000])
def test_a_rank_out_of_bounds_makes_no_number(rank: int) -> None:
    with pytest.raises(ValueError, match="rang"):
        certificate_number(MARCH, "59", rank)


@pytest.mark.parametrize("department", ["", "5", "00", "96", "97", "979", "2C", "2a", "059", "٥٩", "59\n"])
def test_what_is_no_department_makes_no_number(department: str) -> None:
    with pytest.raises(ValueError, match="département"):
        certificate_number(MARCH, department, 1)


@pytest.mark.parametrize(
    "text",
    [
        "MC 2027 03 59 00001",
        "mc 2027 03 59 00001",
        "MC2027035900001",
        "MC-2027-03-59-00001",
        "Mc–2027—03\u00a059\u202f00001",
        "  MC  2027\t03 59 00001\n",
        "M C 2 0 2 7 0 3 5 9 0 0 0 0 1",
        "MC.2027.03.59.00001",
        "ＭＣ 2027 03 59 00001",
        "\ufeffMC 2027 03 59 00001\u200b",
        "N° MC 2027 03 59 00001",
        "n°\u00a0mc\u202f2027\u00a003\u202f59\u00a000001",
        "№ MC 2027‑03‒59−00001",
        "Nº MC 2027 03 59 00001.",
        "No. MC 2027/03/59/00001",
        "numéro : MC 2027 03 59 00001",
        "Certificat n° MC 2027 03 59 00001",
        "« MC 2027 03 59 00001 »",
    ],
)
def test_a_number_is_read_as_it_is_printed_and_typed(text: str) -> None:
    assert certificate_key(text) == "MC2027035900001"


@pytest.mark.parametrize("text", ["mc 2027 03 2a 00042", "MC2027032A00042"])
def test_corsica_is_read_in_any_case(text: str) -> None:
    assert certificate_key(text) == "MC2027032A00042"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MC",
        "N°",
        "N° 2027 03 59 00001",
        "Facture n° MC 2027 03 59 00001",
        "2027 03 59 00001",
        "MQ 2027 03 59 00001",
        "MC 2027 13 59 00001",
        "MC 2027 00 59 00001",
        "MC 1827 03 59 00001",
        "MC 2027 03 96 00001",
        "MC 2027 03 97 00001",
        "MC 2027 03 59 1",
        "MC 2027 03 59 00000",
        "MC 2027 03 59 000001",
        "MC 2027 03 59 10000000",
        "MC 2027 03 59 00001 bis",
        "MC 2027 03 59 0000\u0661",
        "MC 2027 03 59 00001\x00",
        "МС 2027 03 59 00001",
        '{"$gt": ""}',
        "' OR 1=1 --",
        "\ud800",
        "MC 2027 03 59 00001" + " " * LONGEST,
        "M" * 1_000_000,
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert certificate_key(text) is None


def test_two_departments_never_share_a_key() -> None:
    departments = [f"{n:02d}" for n in range(1, 96)] + ["2A", "2B"]
    departments += [f"97{n}" for n in range(1, 9)] + ["984", "986", "987", "988"]
    keys = {certificate_key(certificate_number(MARCH, d, rank)) for d in departments for rank in (1, 40_001, 400_001)}
    assert len(keys) == 3 * len(departments)
