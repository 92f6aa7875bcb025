from typing import Any

import pytest

from tinycrm.errors import InvalidError
from tinycrm.queries.condition import EVERYONE, Condition, either, every, holds, holds_folded, negated
from tinycrm.store import Store

YES, NO, UNKNOWN = Condition("? = 1", (1,)), Condition("? = 1", (2,)), Condition("? = NULL", (1,))


def answer(shop: Store, condition: Condition, column: str = "x", value: str = "") -> Any:
    return shop.reader.value(f"SELECT {condition.sql} FROM (SELECT '{value}' AS {column})", condition.parameters)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (EVERYONE, 1),
        (every([]), 1),
        (every([YES, NO]), 0),
        (either([YES, NO]), 1),
        (every([YES, either([NO, YES])]), 1),
        (either([every([NO, NO]), YES]), 1),
        (negated(every([YES, NO])), 1),
        (negated(either([NO, YES])), 0),
        (negated(UNKNOWN), 1),
        (negated(negated(UNKNOWN)), 0),
    ],
)
def test_conditions_are_put_together(shop: Store, condition: Condition, expected: int) -> None:
    assert answer(shop, condition) == expected


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("zurich", "ZÜRICH", 1),
        ("ZÜRICH", "Zurich", 1),
        ("zur", "Zürich", 0),
        ("saint-denis", "Saint-Denis", 1),
        ("saint-denis", "Denis (Saint)", 1),
        ("saint-denis", "Saint", 0),
        ("giessen", "Gießen", 1),
        ("gießen", "Giessen", 1),
        ("lodz", "Łódź", 1),
        ("tromso", "Tromsø", 1),
        ("kings", "King’s Lynn", 1),
        ("king’s", "Kings Lynn", 1),
        ("αθηνα", "Αθήνα", 1),
        ("москва", "МОСКВА", 1),
        ("скв", "МОСКВА", 0),
        ("東京", "東京都", 1),
        ("ho", "Hồ Chí Minh", 1),
    ],
)
def test_a_text_holds_whole_words_however_they_are_written(shop: Store, value: str, text: str, expected: int) -> None:
    assert answer(shop, holds("x", value), "x", text) == expected


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        ("science-fiction", "sciencefiction", 1),
        ("science-fiction", "science fiction", 1),
        ("Émile", "emile zola", 1),
        ("zol", "emile zola", 0),
        ("水滸", "水滸傳", 1),
    ],
)
def test_a_folded_text_holds_whole_words(shop: Store, value: str, key: str, expected: int) -> None:
    assert answer(shop, holds_folded("x", value), "x", key) == expected


def test_there_must_be_something_to_look_for() -> None:
    with pytest.raises(InvalidError, match=r'^"&-" holds no letter and no digit to look for\.$'):
        holds("x", "&-")
