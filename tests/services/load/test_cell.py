import pytest

from tinycrm.errors import InvalidError
from tinycrm.formats.person import Labelled
from tinycrm.services.load import cell


@pytest.mark.parametrize("text", ["n/a", "N/A ", "none", "-", "--", "?", "TBD", "unknown", "null", "", " ", "…"])
def test_some_words_say_that_there_is_nothing(text: str) -> None:
    assert cell.is_empty(text)


@pytest.mark.parametrize("text", ["ada@example.org", "0", "no", "Noah"])
def test_others_say_something(text: str) -> None:
    assert not cell.is_empty(text)


@pytest.mark.parametrize(("text", "expected"), [("0/0/00", True), ("00:00", True), ("000", True), ("0/1/00", False)])
def test_noughts_are_an_empty_day(text: str, expected: bool) -> None:
    assert cell.is_zero(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-03-04", True), ("1990-02-30", False), ("2999-01-01", False), ("0999-01-01", False),
        ("--03-04", False), ("4/3/1990", False),
    ],
)  # fmt: skip
def test_a_whole_day_is_known(text: str, expected: bool) -> None:
    assert cell.is_day(text, "2026-11-24") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3/4/1990", True), ("3-4", True), ("13/4/1990", False), ("4/4/1990", False), ("3.4.1990", False), ("x", False)],
)
def test_a_day_that_can_be_read_both_ways(text: str, expected: bool) -> None:
    assert cell.is_open(text) is expected


def test_a_uid_goes_without_its_scheme() -> None:
    assert cell.uid(" URN:UUID:abc ") == ["abc"]
    assert cell.uid("urn:uuid:") is None


@pytest.mark.parametrize(
    ("uid", "expected"),
    [
        ("2ed6657d-e927-568b-95e1-2665a8aea6a2", True),
        ("2ed6657d-e927-468b-95e1-2665a8aea6a2", False),
        ("c12", False),
    ],
)
def test_uids_that_our_exports_may_have_made(uid: str, expected: bool) -> None:
    assert cell.is_derived(uid) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Home", "Home"), ("", None), (None, None), ("\x1b[1m", None), ("x" * 300, "x" * 200)]
)
def test_a_label_is_cut_rather_than_refused(text: str | None, expected: str | None) -> None:
    assert cell.label(text) == expected


def test_a_tag_is_mended_and_that_is_told() -> None:
    assert cell.tag("VIP") == ("vip", None)
    assert cell.tag('Fair: "2025"') == ("fair-2025", 'The tag Fair: "2025" is kept as fair-2025.')
    with pytest.raises(InvalidError):
        cell.tag("c12")


def test_what_is_shown_is_one_harmless_line() -> None:
    assert cell.text(Labelled("work", "ada@")) == "ada@, work"
    assert cell.text("ada@") == "ada@"
    assert cell.safe("a\x1b[1mb\nc") == "a\ufffd[1mb⏎c"
    assert cell.shown_day("--12-10") == "10 Dec"
    assert cell.shown_day("1990-03-04") == "Sun 4 Mar 1990"


def test_a_line_of_an_address_is_cleaned_once() -> None:
    assert (cell.address_line(" Mill   Lane "), cell.address_line("  ")) == ("Mill Lane", None)
    with pytest.raises(InvalidError, match="A line of an address has at most 200"):
        cell.address_line("x" * 201)
