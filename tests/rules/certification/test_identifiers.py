"""NUM-01, NUM-02, NUM-04: every print that was seen, one canonical form, one key; hostile text is no code."""

import pytest

from rules.certification.identifiers import bloc_code, code_key, cqpm_number, fiche_number


@pytest.mark.rule("NUM-01")
@pytest.mark.parametrize(
    ("printed", "canonical", "departments"),
    [
        ("1991 11 69 0093", "MQ 1991 0093", ("69",)),
        ("MQ 1988 06 57 0044", "MQ 1988 0044", ("57",)),
        ("MQ89 04 59 0021", "MQ 1989 0021", ("59",)),
        ("2000 04 59/35 0186", "MQ 2000 0186", ("59", "35")),
        ("2001 11 31/44 0206", "MQ 2001 0206", ("31", "44")),
        ("MQ 2014 44/92 0300", "MQ 2014 0300", ("44", "92")),
        ("MQ 92 11 89 0101 H", "MQ 1992 0101", ("89",)),
        ("MQ 1989 0021", "MQ 1989 0021", ()),
        ("2004 0230", "MQ 2004 0230", ()),
        ("0256", "MQ 0256", ()),
        ("mq-1989-0021", "MQ 1989 0021", ()),
        ("  MQ 1989\u00a00021 ", "MQ 1989 0021", ()),
        ("MQ 2010 05 2A 0290 RI", "MQ 2010 0290", ("2A",)),
        ("MQ 2010 05 974 0290", "MQ 2010 0290", ("974",)),
        ("MQ 06 07 92 0256", "MQ 2006 0256", ("92",)),
        ("MQ 2007 07 0260", "MQ 2007 0260", ()),
        ("MQ2007070260", "MQ 2007 0260", ()),
        ("2007.07.0260", "MQ 2007 0260", ()),
        ("MQ 07 07 0260", "MQ 2007 0260", ()),
        ("MQ 20 07 07 0260", "MQ 2020 0260", ("07",)),
        ("MQ 2007 07 07 0260", "MQ 2007 0260", ("07",)),
        ("MQ 2012 12 0296", "MQ 2012 0296", ()),
        ("MQ 2014 44 0300", "MQ 2014 0300", ("44",)),
        ("MQ 2014 07/92 0300", "MQ 2014 0300", ("07", "92")),
        ("MQ2014440300", "MQ 2014 0300", ("44",)),
        ("2000 04 59 / 35 0186", "MQ 2000 0186", ("59", "35")),
        ("2000-04-59-35-0186", "MQ 2000 0186", ("59", "35")),
        ("MQ 89 0021", "MQ 1989 0021", ()),
        ("CQPM 0263", "MQ 0263", ()),
        ("CQPM MQ n° 1989 0021", "MQ 1989 0021", ()),
        ("MQ 2010 05 974 0290 R I", "MQ 2010 0290", ("974",)),
    ],
)
def test_every_print_of_a_cqpm_number(printed: str, canonical: str, departments: tuple[str, ...]) -> None:
    """NUM-01."""
    number = cqpm_number(printed)
    assert number is not None
    assert number.canonical == canonical
    assert number.departments == departments
    assert code_key(printed) == code_key(canonical)


@pytest.mark.rule("NUM-01")
@pytest.mark.parametrize(
    ("printed", "year", "month", "suffix"),
    [
        ("MQ 2007 07 0260", 2007, 7, ""),
        ("MQ 92 11 89 0101 H", 1992, 11, "H"),
        ("MQ 2014 44/92 0300", 2014, None, ""),
        ("MQ 2010 05 2A 0290 RI", 2010, 5, "RI"),
        ("0256", None, None, ""),
    ],
)
def test_the_parts_of_a_print(printed: str, year: int | None, month: int | None, suffix: str) -> None:
    """NUM-01: a month is no department, and what is not printed is not known."""
    number = cqpm_number(printed)
    assert number is not None
    assert (number.year, number.month, number.suffix) == (year, month, suffix)


@pytest.mark.rule("NUM-01")
def test_the_serial_alone_identifies() -> None:
    """NUM-01."""
    keys = {code_key(text) for text in ("MQ89 04 59 0021", "MQ 1989 0021", "0021", "1989 04 59 0021", "mq 0021")}
    assert len(keys) == 1


@pytest.mark.rule("NUM-04")
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("rncp 37268", "RNCP37268"),
        ("RNCP05594", "RNCP5594"),
        ("RS 6117", "RS6117"),
        ("RNCP", None),
        ("RNCP n°37150", "RNCP37150"),
        ("RNCP N° 37 150", "RNCP37150"),
        ("RS no 6117", "RS6117"),
        ("37150", "RNCP37150"),
        ("6117", None),
        ("371501", None),
        ("00001", None),
    ],
)
def test_fiches(text: str, number: str | None) -> None:
    """NUM-04."""
    assert fiche_number(text) == number


@pytest.mark.rule("NUM-02", "NUM-04")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RNCP5594BC01", "RNCP5594BC01"),
        ("rncp38622 bc3", "RNCP38622BC03"),
        ("M BDC 0012 2017 04 59 0021 R", "M BDC 0012 2017 04 59 0021R"),
        ("mbdc001220170459 0021", "M BDC 0012 2017 04 59 0021"),
        ("RNCP37268", None),
    ],
)
def test_blocs(text: str, code: str | None) -> None:
    """NUM-02, NUM-04."""
    assert bloc_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "MQ", "MC 2026 11 59 0001", "\0", "x" * 10_240, "9" * 10_240, "MQ" + "0" * 300, "<b>", "CQPM", "MQ n°"],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert cqpm_number(text) is None
    assert fiche_number(text) is None
    assert bloc_code(text) is None
    assert not code_key(text).startswith(("cqpm:", "fiche:", "bloc:"))
