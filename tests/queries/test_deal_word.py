from datetime import UTC

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import QUOTED, day, lose, start
from tinycrm.errors import InvalidError
from tinycrm.queries import deal_word
from tinycrm.queries.condition import Condition, Context
from tinycrm.queries.deal_word import STAGE, WORDS
from tinycrm.store import Store

CONTEXT = Context(NOW.date(), UTC, stages=lambda: ["Quoted", "Quick sale", "Lost"])


def whose(shop: Store, condition: Condition) -> list[str]:
    return shop.reader.values(f"SELECT c.name FROM contact c WHERE {condition.sql} ORDER BY c.id", condition.parameters)


@pytest.fixture
def two(shop: Store) -> Store:
    """Ada has an open deal that stands still, Bea one that was lost."""
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    start(shop, "Nana", ada, value=18000, stage=QUOTED, since=22, close=day(3))
    lose(shop, start(shop, "Maps", bea, value=18000, close=day(3)))
    return shop


def test_of_a_contacts_deals_the_open_ones_count_unless_a_word_says_otherwise(two: Store) -> None:
    by_name = {word.name: word for word in WORDS}
    for name, value in (("value", "180"), ("closes", "7d"), ("rotting", "yes")):
        assert whose(two, deal_word.on_contact(by_name[name])(value, CONTEXT)) == ["Ada"]
    assert whose(two, deal_word.on_contact(by_name["deal"])("lost", CONTEXT)) == ["Bea"]
    assert whose(two, deal_word.stage_on_contact("lost", CONTEXT)) == ["Bea"]
    assert whose(two, deal_word.rotting_on_contact(CONTEXT)) == ["Ada"]


def test_having_any_value_is_of_open_deals_too(two: Store) -> None:
    present = {word.name: deal_word.present_on_contact(word) for word in WORDS}
    assert whose(two, Condition(present["value"])) == ["Ada"]
    assert whose(two, Condition(present["next"])) == []
    assert present["deal"] == present["rotting"] == ""


def test_a_contacts_own_stage_comes_before_a_stage_of_deals(two: Store) -> None:
    people.change(two, 2, stage="lead")
    assert whose(two, deal_word.stage_on_contact("lead", CONTEXT._replace(stages=lambda: ["Lead"]))) == ["Bea"]


def test_the_beginning_of_a_stage_means_all_that_begin_so() -> None:
    assert STAGE.build("qu", CONTEXT).parameters == ["Quoted", "Quick sale"]
    assert STAGE.build("quick-sale", CONTEXT).parameters == ["Quick sale"]
    with pytest.raises(InvalidError, match=r'"x" is none of Quoted, Quick sale, Lost\.'):
        STAGE.build("x", CONTEXT)


def test_an_amount_is_compared_in_its_own_currency(two: Store) -> None:
    value = next(word for word in WORDS if word.name == "value")
    start(two, "Tea", 2, value=18000, currency="EUR")
    assert whose(two, deal_word.on_contact(value)("100..", CONTEXT)) == ["Ada"]
    assert whose(two, deal_word.on_contact(value)("€100..", CONTEXT)) == ["Bea"]
    assert whose(two, deal_word.on_contact(value)("100..", CONTEXT._replace(currency="EUR"))) == ["Bea"]
