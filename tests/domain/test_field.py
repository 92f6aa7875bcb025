from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tinycrm.domain.contact import Reading
from tinycrm.domain.field import Field, choices, edit, plain, read, shown, slug
from tinycrm.domain.filter import Term, parse
from tinycrm.errors import InvalidError

HERE = Reading(NOW.date(), "GB", day_first=True)
THERE = HERE._replace(country="DE")
LEVEL = Field(5, "level", "choice", ("Bronze", "Gold member", "❤"))


def field(kind: str) -> Field:
    return Field(1, "shelf", kind)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Membership No.", "membership-no"),
        ("  shelf  ", "shelf"),
        ("E-mail (2)", "e-mail-2"),
        ("customer_id", "customer-id"),
        ("Owner's ref", "owners-ref"),
        ("GRÖSSE", "grösse"),
        ("Gro\u0308ße", "größe"),
        ("नाम", "नाम"),
        ("会員番号", "会員番号"),
        ("2nd shelf", "2nd-shelf"),
        ("2023", "field-2023"),
        ("2023-24", "field-2023-24"),
        ("a\x1b[31mb\u202ec\td", "abc-d"),
        ("İ", "i\u0307"),
    ],
)
def test_a_name_from_what_was_typed(typed: str, name: str) -> None:
    assert slug(typed) == name
    assert slug(name) == name


@pytest.mark.parametrize("typed", ["", "  ", "???", "\x1b[31m", "-_-", "\u0301", "x" * 41, "٠" * 41])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError):
        slug(typed)


@given(st.text(max_size=30))
def test_every_name_is_a_word_of_a_filter(typed: str) -> None:
    try:
        name = slug(typed)
    except InvalidError:
        return
    assert slug(name) == name
    assert parse(f"{name}:x") == Term(name, "x")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"), ("00123", "123"), ("12.50", "12.5"), (".5", "0.5"), ("5.", "5"), ("-0", "0"), ("-0.0", "0"),
        ("−3", "-3"), ("+7", "7"), ("1000", "1000"), ("0.0010", "0.001"), ("100.00", "100"), ("-0.5", "-0.5"),
        ("3,5", "3.5"), ("0,125", "0.125"), ("1,234", "1234"), ("1,234,567.80", "1234567.8"), ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"), ("1 234,50", "1234.5"), ("1\u202f234", "1234"), ("1'234", "1234"),
        ("123456789012345", "123456789012345"), ("0.123456789012345", "0.123456789012345"),
    ],
)  # fmt: skip
def test_a_number_is_plain_decimals(typed: str, value: str) -> None:
    assert read(field("number"), typed, HERE) == value
    assert read(field("number"), value, THERE) == value


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("many", 'shelf: "many" is no number. Try 12 or 12.5.'),
        ("1e5", "no number"), ("inf", "no number"), ("NaN", "no number"), ("٣", "no number"), ("0x1f", "no number"),
        ("1,23,4", "no number"), ("£5", "no number"), ("5%", "no number"), ("1 2", "no number"), ("-", "no number"),
        ("1234567890123456", "more than 15 digits"), ("9" * 4000, "more than 15 digits"),
        ("", "cannot be blank"), ("\x1b[0m", "cannot be blank"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_told(typed: str, said: str) -> None:
    with pytest.raises(InvalidError, match=said.replace("(", r"\(")):
        read(field("number"), typed, HERE)


def test_a_comma_that_may_part_thousands_or_tenths_is_not_guessed() -> None:
    with pytest.raises(InvalidError) as refused:
        read(field("number"), "1,234", THERE)
    assert str(refused.value) == 'shelf: "1,234" may be 1234 or 1.234; write the one you mean.'


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_a_number_stays_the_same_through_json_and_back(number: Decimal) -> None:
    kept = read(field("number"), f"{number:f}", HERE)
    assert Decimal(kept) == number
    assert shown("number", plain("number", kept)) == kept
    assert read(field("number"), kept, THERE) == kept


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("10 dec 2020", "2020-12-10"),
        ("3/4/2020", "2020-04-03"),
        ("10 dec", "--12-10"),
        ("2030-01-31", "2030-01-31"),
        ("Today", "2026-11-24"),
        ("yesterday", "2026-11-23"),
        ("tomorrow", "2026-11-25"),
    ],
)
def test_a_date_may_lack_its_year_and_lie_ahead(typed: str, value: str) -> None:
    assert read(field("date"), typed, HERE) == value
    assert read(field("date"), shown("date", value), HERE) == value


@pytest.mark.parametrize("typed", ["soon", "31 feb", "10/12/20", "0000-00-00"])
def test_what_is_no_date_is_told_with_the_field(typed: str) -> None:
    with pytest.raises(InvalidError, match=r"^shelf: "):
        read(field("date"), typed, HERE)


@pytest.mark.parametrize(("typed", "value"), [("YES", "yes"), ("x", "yes"), ("1", "yes"), ("No", "no"), ("0", "no")])
def test_yes_and_no(typed: str, value: str) -> None:
    assert read(field("yes-no"), typed, HERE) == value


def test_maybe_is_neither() -> None:
    with pytest.raises(InvalidError, match=r'^shelf: "maybe" is neither yes nor no\.$'):
        read(field("yes-no"), "maybe", HERE)


@pytest.mark.parametrize("typed", ["gold member", "GOLD-MEMBER", " Gold  Member "])
def test_a_choice_is_the_declared_word(typed: str) -> None:
    assert read(LEVEL, typed, HERE) == "Gold member"
    assert read(LEVEL, "❤", HERE) == "❤"


def test_another_word_is_no_choice() -> None:
    with pytest.raises(InvalidError, match=r'^level: "silver" is none of Bronze, Gold member, ❤\.$'):
        read(LEVEL, "silver", HERE)


def test_a_text_is_cleaned_and_keeps_its_lines_and_zeros() -> None:
    assert read(field("text"), "  00123\r\n A\x1b[31m\u202e-7  ", HERE) == "00123\n A-7"
    with pytest.raises(InvalidError, match="at most 100,000"):
        read(field("text"), "x" * 100_001, HERE)


@pytest.mark.parametrize("kind", ["text", "number", "date", "yes-no", "choice"])
@given(typed=st.text(max_size=20))
def test_any_text_is_read_or_told_and_reads_the_same_again(kind: str, typed: str) -> None:
    one = LEVEL._replace(kind=kind)
    try:
        value = read(one, typed, HERE)
    except InvalidError:
        return
    assert value
    assert read(one, value, HERE) == value


def test_json_has_numbers_and_truths() -> None:
    found = [
        plain(kind, value) for kind, value in [("number", "3"), ("number", "3.5"), ("yes-no", "no"), ("text", "3")]
    ]
    assert [(type(each), each) for each in found] == [(int, 3), (float, 3.5), (bool, False), (str, "3")]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [("date", "--12-10", "10 Dec"), ("yes-no", True, "yes"), ("number", 1e-07, "0.0000001"), ("number", 3, "3")],
)
def test_a_value_in_words(kind: str, value: str | float, words: str) -> None:
    assert shown(kind, value) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gold", "Gold"], '"Gold" is there twice among the choices.'),
        (["book-club", "Book club"], "there twice"),
        (["None"], '"None" cannot be a choice: a filter takes it for having no value.'),
        (["any"], "for having a value"),
        ([""], "cannot be blank"),
        (["x" * 61], "at most 60"),
    ],
)
def test_choices_can_be_told_apart(words: list[str], said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        choices(words)


def test_what_was_typed_becomes_rows() -> None:
    joined = Field(2, "joined", "date")
    pairs = [(field("number"), "3"), (joined, "yesterday"), (field("number"), "4,5"), (LEVEL, " ")]
    added, removed = edit(pairs, HERE)
    yesterday = (NOW.date() - timedelta(1)).isoformat()
    assert added == [{"field_id": 1, "value": "4.5"}, {"field_id": 2, "value": yesterday}]
    assert removed == [{"field_id": 5}]


def test_days_in_words_stand_beside_one_another() -> None:
    found = [read(field("date"), word, HERE) for word in ("yesterday", "today", "tomorrow")]
    assert all(low < high for low, high in pairwise(found))
