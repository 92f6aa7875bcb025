from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain.book import CHANNELS, CONDITIONS, EXAMPLE, Book, book, choice, given_back, keys, off, shared
from tinycrm.domain.money import Money
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (EXAMPLE, Book("Nana", "Émile Zola", None, "novel", 2, Money(1250, "GBP"), "-10%")),
        ("Nana", Book("Nana")),
        ("1984 | George Orwell | 4", Book("1984", "George Orwell", price=Money(400, "GBP"))),
        ("0-306-40615-2 | 9", Book(None, isbn="9780306406157", price=Money(900, "GBP"))),
        ("Nana | 3x | 5 EUR | genre: Novel", Book("Nana", None, None, "novel", 3, Money(500, "EUR"))),
        ("Nana | author:Agent 007 | 5 | -2.50", Book("Nana", "Agent 007", price=Money(500, "GBP"), discount="-2.50")),
    ],
)
def test_a_line_is_read_by_how_its_parts_look(line: str, read: Book) -> None:
    assert book(line, "GBP") == read


@pytest.mark.parametrize(
    ("line", "says"),
    [("", "blank"), (" | Zola", "blank"), ("Nana | 5 | 6", "two of price"), ("Nana | x0", "1 to 999"),
     ("Nana | Zola | Sand", "two of author"), ("Nana | 10000000000000", "more than")],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_refused(line: str, says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        book(line, "GBP")


@pytest.mark.parametrize(
    ("typed", "whole", "taken"),
    [("10%", 1250, 125), ("-10%", 5, 1), ("2.50", 1250, 250), ("100%", 999, 999), ("33.3%", 1000, 333), ("0", 5, 0)],
)
def test_a_discount_is_a_share_or_an_amount(typed: str, whole: int, taken: int) -> None:
    assert off(typed, Money(whole, "GBP")) == taken


@pytest.mark.parametrize(("typed", "says"), [("3", "more than"), ("101%", "more than"), ("1 EUR", "not in GBP")])
def test_no_more_is_taken_off_than_there_is(typed: str, says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        off(typed, Money(200, "GBP"))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.fractions(0, 1))
def test_what_is_shared_out_adds_up_and_exceeds_no_line(sums: list[int], part: object) -> None:
    taken = int(sum(sums) * part)  # type: ignore[operator]  # hypothesis gives a Fraction
    parts = shared(taken, sums)
    assert sum(parts) == taken
    assert all(0 <= each <= whole for each, whole in zip(parts, sums, strict=True))


@given(st.integers(0, 10**12), st.lists(st.integers(1, 50), min_size=1, max_size=10))
def test_copies_that_come_back_one_by_one_make_what_was_paid(paid: int, parts: list[int]) -> None:
    quantity = sum(parts)
    before = [0, *accumulate(parts)]
    back = [given_back(paid, quantity, came, now) for came, now in zip(before, parts, strict=False)]
    assert sum(back) == paid
    assert min(back) >= 0


def test_a_choice_may_be_typed_by_its_beginning() -> None:
    assert choice("FA", CHANNELS, "channel") == "fair"
    assert choice("very-good", CONDITIONS, "condition") == "very good"
    with pytest.raises(InvalidError, match="no condition; they are new, fine"):
        choice("f", CONDITIONS, "condition")


def test_keys_fit_their_columns() -> None:
    assert keys("ﷺ" * 200, "ﷺ" * 200, "Science-Fiction") == {
        "title_key": keys("ﷺ" * 200, None, None)["title_key"],
        "author_key": keys("ﷺ" * 200, "ﷺ" * 200, None)["author_key"],
        "genre_key": "science fiction",
    }
    assert all(len(each or "") <= 400 for each in keys("ﷺ" * 200, "ﷺ" * 200, None).values())
    assert keys("Nana", "!", None)["author_key"] is None
