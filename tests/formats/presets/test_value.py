import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.presets.tool import texts
from tinycrm.formats.person import Labelled
from tinycrm.formats.presets import value


@pytest.mark.parametrize("word", ["yes", "Y", "TRUE", "1", "x", "Ja", "oui", "sí", "Si", "Subscribed"])
def test_yes(word: str) -> None:
    assert value.flag(word) is True


@pytest.mark.parametrize("word", ["no", "N", "False", "0", "nein", "Non", "nee"])
def test_no(word: str) -> None:
    assert value.flag(word) is False


@pytest.mark.parametrize("word", ["maybe", "2", "?", "yes please"])
def test_neither(word: str) -> None:
    assert value.flag(word) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("* Home", "home"), ("*", None), ("", None), ("Work Fax", "work fax"), ("Reading Room", "Reading Room")],
)
def test_a_label(text: str, expected: str | None) -> None:
    assert value.label(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@x.org", ["a@x.org"]),
        ("a@x.org; b@x.org,c@x.org", ["a@x.org", "b@x.org", "c@x.org"]),
        ("Ada <a@x.org>", ["a@x.org"]),
        ("a@x.org or b@x.org", ["a@x.org or b@x.org"]),
        ("none", ["none"]),
    ],
)
def test_emails(text: str, expected: list[str]) -> None:
    assert value.emails(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("020 7946 0018", ["020 7946 0018"]),
        ("020 7946 0018 / 07700 900123", ["020 7946 0018", "07700 900123"]),
        ("020 7946 0018; 07700 900123\n07700 900124", ["020 7946 0018", "07700 900123", "07700 900124"]),
        ("030 / 12345678 (shop)", ["030 / 12345678 (shop)"]),
        ("020 7946 0018, ask for Tom", ["020 7946 0018, ask for Tom"]),
        ("'+44 7700 900123", ["+44 7700 900123"]),
        ("'shop'", ["'shop'"]),
    ],
)
def test_phones(text: str, expected: list[str]) -> None:
    assert value.phones(text) == expected


def test_google_groups_without_its_own() -> None:
    text = "* My Contacts ::: Friends of Zola ::: * starred ::: * Friends ::: Book club ::: Book club"
    assert value.groups(text) == ["Friends of Zola", "friends", "Book club"]
    assert value.groups("* myContacts") == []


@pytest.mark.parametrize(
    ("values", "labels", "expected"),
    [
        ("a", "* Home", [(Labelled("home", "a"), True)]),
        ("a", "", [(Labelled(None, "a"), False)]),
        ("a ::: b", "Work", [(Labelled("work", "a"), False), (Labelled("work", "b"), False)]),
        ("a ::: b", "* Work", [(Labelled("work", "a"), True), (Labelled("work", "b"), False)]),
        ("a ::: b", "* Home ::: Work", [(Labelled("home", "a"), True), (Labelled("work", "b"), False)]),
        ("a ::: b ::: c", "Home ::: *", [
            (Labelled("home", "a"), False), (Labelled(None, "b"), True), (Labelled(None, "c"), False),
        ]),
        ("a :::  ::: c", "Home", [(Labelled("home", "a"), False), (Labelled("home", "c"), False)]),
    ],
)  # fmt: skip
def test_several_in_a_cell(values: str, labels: str, expected: list[tuple[Labelled, bool]]) -> None:
    assert value.several(values, labels, ":::") == expected


def test_words_are_parted() -> None:
    assert value.listed("vip, regular;Zola fan\nvip,") == ["vip", "regular", "Zola fan"]


@pytest.mark.parametrize("text", ["* Anniversary", "anniversary"])
def test_the_name_of_a_day(text: str) -> None:
    assert value.occasion(text) == "anniversary"
    assert value.occasion("Name Day") == "Name Day"


@given(st.lists(texts(lines=True)), st.sampled_from([value.SEPARATOR, value.TAG_SEPARATORS]))
def test_our_lists_come_back(values: list[str], separators: str) -> None:
    assert value.own_list(value.join_own(values, separators), separators) == values


def test_our_lists_read_well() -> None:
    assert value.join_own(["author:Zola", "crime; noir"]) == r"author:Zola; crime\; noir"
    assert value.own_list("a;b ; ;c\\") == ["a", "b", "c\\"]
