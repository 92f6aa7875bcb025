import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain.isbn import isbn, looks_like_isbn
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0-306-40615-2", "9780306406157"),
        ("0306406152", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("0-8044-2957-x", "9780804429573"),
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 978 0 306 40615 7", "9780306406157"),
        ("isbn-13: 9780306406157", "9780306406157"),
        ("979‐10‐90636‐07‐1", "9791090636071"),
    ],
)
def test_both_forms_become_one(typed: str, stored: str) -> None:
    assert isbn(typed) == stored
    assert looks_like_isbn(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0306406153", "last digit"),
        ("9780306406158", "last digit"),
        ("9770306406157", "978 or 979"),
        ("12345", "10 or 13"),
        ("X306406152", "10 or 13"),
        ("٠٣٠٦٤٠٦١٥٢", "10 or 13"),
        ("", "blank"),
    ],
)
def test_others_are_refused(typed: str, says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        isbn(typed)


@pytest.mark.parametrize("title", ["1984", "Nana", "2001: A Space Odyssey", "0306406153", "1234567890", "Catch-22", ""])
def test_a_title_is_no_number(title: str) -> None:
    assert not looks_like_isbn(title)


@given(st.integers(0, 10**9 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_found(number: int, place: int, off: int) -> None:
    nine = f"{number:09}"
    stored = next(isbn(nine + last) for last in "0123456789X" if looks_like_isbn(nine + last))
    assert isbn(stored) == stored
    wrong = str((int(stored[3 + place]) + off) % 10)
    with pytest.raises(InvalidError):
        isbn(stored[: 3 + place] + wrong + stored[4 + place :])
