import pytest

from tinycrm.services.load.alike import may_be_one, teller, words


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Ada Lovelace", "lovelace, ADA", True),
        ("Zoë Müller", "Muller Zoe", True),
        ("Ada Lovelace", "Ada King", False),
        ("???", "???", True),
        ("???", "!!!", False),
    ],
)
def test_a_name_is_the_same_in_any_order(name: str, other: str, expected: bool) -> None:
    assert (words(name) == words(other)) is expected


@pytest.mark.parametrize(
    ("given", "other", "expected"),
    [
        ("Ada", "Ada", True),
        ("Ada", "A.", True),
        ("Ada Augusta", "Augusta", True),
        ("Zoë", "ZOE", True),
        ("Sam", "Samuel", True),
        (None, "Ada", True),
        ("", "Ada", True),
        ("?", "Ada", True),
        ("Ada", "Bob", False),
        ("Ada B", "Cy D", False),
    ],
)
def test_given_names_that_may_be_one_persons(given: str | None, other: str | None, expected: bool) -> None:
    assert may_be_one(given, other) is may_be_one(other, given) is expected


def test_an_organisation_is_told_by_its_whole_name() -> None:
    assert teller("organisation", "Mill Books", None) == "Mill Books"
    assert teller("person", "Ada Lovelace", "Ada") == "Ada"
