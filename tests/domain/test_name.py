import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import clean
from tinycrm.domain.name import Name, slug, split
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "display", "given_name", "family"),
    [
        ("Ada Lovelace", "Ada Lovelace", "Ada", "Lovelace"),
        ("  Ada   Lovelace ", "Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace, Ada", "Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace , Ada Augusta", "Ada Augusta Lovelace", "Ada Augusta", "Lovelace"),
        ("Smith, John, Jr", "John Smith, Jr", "John", "Smith"),
        ("Lovelace,", "Lovelace", None, "Lovelace"),
        (", Ada", "Ada", "Ada", None),
        ("Ada", "Ada", "Ada", None),
        ("Vincent van Gogh", "Vincent van Gogh", "Vincent", "van Gogh"),
        ("van Gogh, Vincent", "Vincent van Gogh", "Vincent", "van Gogh"),
        ("Robert De Niro", "Robert De Niro", "Robert", "De Niro"),
        ("Walter de la Mare", "Walter de la Mare", "Walter", "de la Mare"),
        ("Omar bin Zayed", "Omar bin Zayed", "Omar", "bin Zayed"),
        ("José Ortega y Gasset", "José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Al Gore", "Al Gore", "Al", "Gore"),
        ("Mary Ben Adams", "Mary Ben Adams", "Mary Ben", "Adams"),
        ("Anne Marie Smith", "Anne Marie Smith", "Anne Marie", "Smith"),
        ("Dr Ada Lovelace", "Dr Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace, Dr Ada", "Dr Ada Lovelace", "Ada", "Lovelace"),
        ("Mrs. Smith", "Mrs. Smith", None, "Smith"),
        ("Mrs de la Mare", "Mrs de la Mare", None, "de la Mare"),
        ("Mr & Mrs Lee", "Mr & Mrs Lee", None, "Lee"),
        ("Sir Elton", "Sir Elton", "Elton", None),
        ("John Smith Jr.", "John Smith Jr.", "John", "Smith"),
        ("John Smith, PhD", "John Smith, PhD", "John", "Smith"),
        ("Ann Lee MA", "Ann Lee MA", "Ann", "Lee"),
        ("Yo-Yo Ma", "Yo-Yo Ma", "Yo-Yo", "Ma"),
        ("Ann & Bob Lee", "Ann & Bob Lee", "Ann & Bob", "Lee"),
        ("Ann Lee (Tom's mother)", "Ann Lee (Tom's mother)", "Ann", "Lee"),
        ('William "Bill" Smith', 'William "Bill" Smith', "William", "Smith"),
        ("李小明", "李小明", None, None),
        ("山田 太郎", "山田 太郎", "太郎", "山田"),
        ("[/]", "[/]", "[/]", None),
        (",", ",", ",", None),
        ("Dr", "Dr", "Dr", None),
        ("Jr", "Jr", "Jr", None),
        ("Ramón y Cajal", "Ramón y Cajal", "Ramón y", "Cajal"),
    ],
)
def test_split_a_person(typed: str, display: str, given_name: str | None, family: str | None) -> None:
    assert split(typed) == Name(display, given_name, family)


@pytest.mark.parametrize("typed", ["Smith, Jones & Co", "Leeds City Library", "ألف"])
def test_an_organisation_has_a_display_name_only(typed: str) -> None:
    assert split(typed, "organisation") == Name(typed, None, None)


@pytest.mark.parametrize("typed", ["", " \t", "\u200b", "x" * 201])
def test_a_blank_or_endless_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError, match=r"^A name "):
        split(typed)


@pytest.mark.parametrize(
    ("display", "word"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("Zoë O'Brien", "zoe-obrien"),
        ("Jean-Luc Picard", "jeanluc-picard"),
        ("李小明", "李小明"),
        ("Ann Lee (mother)", "ann-lee-mother"),
        ("[/]", "u5b-u2f-u5d"),
    ],
)
def test_slug_is_one_word_for_a_shell(display: str, word: str) -> None:
    assert slug(display) == word


@given(st.text(max_size=40))
def test_every_valid_name_has_a_slug_and_a_stable_display(value: str) -> None:
    try:
        name = split(value)
    except InvalidError:
        return
    word = slug(name.display)
    assert word
    assert not set(word) & set(" '\"$&|;<>()")
    assert clean.line(name.display, "a name") == name.display
    assert all(part is None or part for part in name)
