from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.formats.vcard.day import read, read_moment, write, write_moment


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1985-12-10", "1985-12-10"),
        ("19851210", "1985-12-10"),
        (" 1985-12-10 ", "1985-12-10"),
        ("1985-1-5", "1985-01-05"),
        ("1985/12/10", "1985-12-10"),
        ("1985-01-28T00:00:00Z", "1985-01-28"),
        ("1996-04-15T201243+04:00", "1996-04-15"),
        ("19960415T201243Z", "1996-04-15"),
        ("1996-04-15 20:12:43", "1996-04-15"),
        ("--04-16", "--04-16"),
        ("--0203", "--02-03"),
        ("--0229", "--02-29"),
        ("--02-29", "--02-29"),
        ("0229", "--02-29"),
        ("1225", "--12-25"),
        ("16040101", "--01-01"),
        ("1604-04-15", "--04-15"),
        ("0000-12-10", "--12-10"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_day_in_every_spelling(written: str, day: str) -> None:
    assert read(written) == day


@pytest.mark.parametrize(
    "written",
    ["19723101", "2023-02-29", "--0230", "--1301", "1985", "1985-12", "---10", "about 1800", "10 dec", "198512",
     "1985121", "1985-12-10x", "1985-12/10", "１９８５-12-10", ""],
)  # fmt: skip
def test_what_is_no_clear_day_stays_as_it_is(written: str) -> None:
    assert read(written) == written


def test_a_year_that_stands_for_none() -> None:
    assert read("1900-04-15", no_year="1900") == "--04-15"
    assert read("1900-04-15") == "1900-04-15"


@given(st.dates(), st.booleans(), st.sampled_from(["3.0", "4.0"]))
def test_any_day_survives(when: date, has_year: bool, version: str) -> None:
    if when.year == 1604:
        return
    day = when.isoformat() if has_year else f"--{when:%m-%d}"
    _, value = write(day, version)
    assert read(value) == day


@pytest.mark.parametrize(
    ("day", "version", "written"),
    [
        ("1985-12-10", "3.0", ("", "1985-12-10")),
        ("1985-12-10", "4.0", ("", "19851210")),
        ("--02-29", "3.0", (";X-APPLE-OMIT-YEAR=1604", "1604-02-29")),
        ("--02-29", "4.0", ("", "--0229")),
        ("about 1800", "3.0", (";VALUE=text", "about 1800")),
        ("0000-12-10", "4.0", (";VALUE=text", "0000-12-10")),
        ("2023-02-29", "4.0", (";VALUE=text", "2023-02-29")),
    ],
)
def test_how_a_day_is_written(day: str, version: str, written: tuple[str, str]) -> None:
    assert write(day, version) == written


def test_moments() -> None:
    assert read_moment("20260301T120000Z") == read_moment("2026-03-01T12:00:00.5Z") == "2026-03-01T12:00:00Z"
    assert read_moment("yesterday ") == "yesterday"
    assert write_moment("2026-03-01T12:00:00Z", "4.0") == "20260301T120000Z"
    assert write_moment("2026-03-01T12:00:00Z", "3.0") == "2026-03-01T12:00:00Z"
    assert write_moment("twenty-six", "4.0") == "twenty-six"
