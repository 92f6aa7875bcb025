import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain.tag import tag
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("VIP", "vip"),
        (" book  fair 2026 ", "book-fair-2026"),
        ("#regular", "regular"),
        ("-regular-", "regular"),
        ("Händler", "händler"),
        ("b2b", "b2b"),
        ("1st", "1st"),
        ("常连", "常连"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_tag_is_one_lower_case_word(typed: str, stored: str) -> None:
    assert tag(typed) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "cannot be blank"),
        (" - ", "cannot be blank"),
        ("#", "cannot be blank"),
        ("x" * 41, "at most 40 characters; this one has 41"),
        ("a,b", "no comma, colon or quote"),
        ("likes:zola", "no comma, colon or quote"),
        ('"vip"', "no comma, colon or quote"),
        ("c12", "reads like a reference"),
        ("Q1", "reads like a reference"),
    ],
)
def test_a_tag_that_is_none(typed: str, reason: str) -> None:
    with pytest.raises(InvalidError, match=reason):
        tag(typed)


@given(st.text(max_size=50))
def test_a_stored_tag_is_its_own_tag(value: str) -> None:
    try:
        stored = tag(value)
    except InvalidError:
        return
    assert tag(stored) == stored
    assert len(stored) <= 40
    assert not set(stored) & set(' ,:"')
