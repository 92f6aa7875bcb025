import pytest

from tinycrm.formats.person import Postal
from tinycrm.formats.postal import lines, read, whole


def test_the_seven_components() -> None:
    parts = ["12", "Flat 2", "7 Quay Steps\nTop floor,", "Whitby", "North Yorkshire", "YO22 4AA", "United Kingdom"]
    street = "7 Quay Steps, Top floor, Flat 2, PO Box 12"
    address = Postal("home", street, "Whitby", "North Yorkshire", "YO22 4AA", "United Kingdom")
    assert read(parts, "", "home") == address
    assert read([*parts, "and more"], "us", "home") == address


def test_a_short_or_empty_one() -> None:
    assert read(["", "", "7 Quay Steps"], "", None) == Postal(None, "7 Quay Steps")
    assert read([""], "gb", None) is None


def test_the_country_of_apple() -> None:
    assert read(["", "", "", "Whitby"], "gb", None) == Postal(None, None, "Whitby", None, None, "GB")
    assert read(["", "", "", "Whitby"], "Silicon Alley", None) == Postal(None, None, "Whitby")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_whole_address_in_one_component(place: int) -> None:
    parts = ["", "", ""]
    parts[place] = "18 Mill Lane\nLeeds, AL 35094\nUnited States"
    assert read(parts, "", "home") == Postal("home", "18 Mill Lane", "Leeds", "AL", "35094", "United States")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("123 Home St\nHome City, HM 12345", Postal(None, "123 Home St", "Home City", "HM", "12345", None)),
        ("5 Domstr.\n50667 Köln\nDeutschland", Postal(None, "5 Domstr.", "Köln", None, "50667", "Deutschland")),
        ("Singel 3\n1012 AB Amsterdam", Postal(None, "Singel 3", "Amsterdam", None, "1012 AB", None)),
        ("1 High St\nLeeds\nLS1 4AB\nEngland", Postal(None, "1 High St", "Leeds", None, "LS1 4AB", "England")),
        ("1 High St\nLeeds LS1 4AB", Postal(None, "1 High St", "Leeds", None, "LS1 4AB", None)),
        ("1 High St\nLeeds", Postal(None, "1 High St", "Leeds")),
        ("Flat 2\n1 High St", Postal(None, "Flat 2, 1 High St")),
        ("Leeds", Postal(None, "Leeds")),
        ("1 High St\n" + "x1 " * 100, Postal(None, "1 High St, " + ("x1 " * 100).strip())),
    ],
)
def test_an_address_as_it_stands_on_a_letter(text: str, address: Postal) -> None:
    assert whole(lines(text), None) == address
