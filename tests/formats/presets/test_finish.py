import pytest

from tinycrm.formats.person import Labelled, Person
from tinycrm.formats.presets.finish import finish


def finished(**texts: str) -> Person:
    return finish(Person(), texts, None, None, own=False)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"given": "Ada", "family": "Lovelace"}, "Ada Lovelace"),
        ({"given": "Ada", "middle": "King", "family": "Lovelace"}, "Ada King Lovelace"),
        ({"prefix": "Dr", "family": "Lovelace", "suffix": "PhD"}, "Dr Lovelace PhD"),
        ({"name": "Countess Ada", "given": "Ada"}, "Countess Ada"),
        ({"prefix": "Dr", "nickname": "Countess"}, "Countess"),
        ({"company": "Engines Ltd", "prefix": "The"}, "Engines Ltd"),
        ({"file_as": "Lovelace, Ada", "given": "Ada", "family": "Lovelace"}, "Ada Lovelace"),
        ({"file_as": "The Countess", "given": "Ada", "family": "Lovelace"}, "The Countess"),
        ({"given": "Ada", "family": "Ada Lovelace"}, "Ada Lovelace"),
        ({}, ""),
    ],
)
def test_the_name_comes_from_what_there_is(texts: dict[str, str], name: str) -> None:
    assert finished(**texts).name == name


def test_titles_that_are_not_in_the_name_are_kept() -> None:
    assert finished(name="Ada", prefix="Dr", suffix="PhD").others == {"Prefix": "Dr", "Suffix": "PhD"}
    assert finished(name="Dr Ada", prefix="Dr").others == {}


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ({"given": "Ada"}, "person"),
        ({"company": "Engines Ltd"}, "organisation"),
        ({"name": "Ada", "company": "Engines Ltd"}, None),
        ({"given": "Ada", "kind": "Company"}, "organisation"),
    ],
)
def test_the_kind_where_it_is_likely(texts: dict[str, str], kind: str | None) -> None:
    assert finished(**texts).kind == kind


def test_our_own_kind_is_not_guessed() -> None:
    assert finish(Person(), {"given": "Ada", "name": "Ada"}, None, None, own=True).kind is None


def test_an_email_is_no_name() -> None:
    ada = finished(given="ada@x.org", name="ada@x.org")
    assert (ada.name, ada.given, ada.emails) == ("", None, [Labelled(None, "ada@x.org")])
    known = finish(Person(emails=[Labelled("home", "ada@x.org")]), {"name": "ada@x.org"}, None, None, own=False)
    assert known.emails == [Labelled("home", "ada@x.org")]


def test_a_uid_that_lost_its_digits_is_none() -> None:
    found = finish(Person(3), {"uid": "4.87688E+15"}, None, None, own=True)
    assert found.uid is None
    assert found.guesses == ["Line 3: 4.87688E+15 is no UID, but what a spreadsheet made of one."]


def test_the_day_someone_died() -> None:
    assert finished(deceased="1852-11-27").deceased_on == "1852-11-27"
    assert finished(deceased="0/0/00").deceased_on is None
