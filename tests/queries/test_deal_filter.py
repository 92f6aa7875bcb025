from contextlib import suppress
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import QUOTED, SOURCING, TODAY, day, lose, start, titles, win
from tinycrm.domain.filter import FilterError, parse
from tinycrm.queries import deal as deals
from tinycrm.queries import deal_filter, words
from tinycrm.queries.condition import Context
from tinycrm.queries.deal import Wanted
from tinycrm.store import Store

STAGES = ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]
CONTEXT = Context(NOW.date(), UTC, stages=lambda: STAGES)


@pytest.fixture
def pipeline(shop: Store) -> Store:
    """Deals of Ada (c1, vip), of a school (c2), and of nobody."""
    ada = people.add(shop, "Ada Lovelace", tag=["vip"], address=["12 Mill Rd, Leeds, LS1 4AB"])
    school = people.add(shop, "Orchard School", kind="organisation")
    start(shop, "Nana, édition originale", ada, value=18000, stage=QUOTED, since=30, close=day(6), next="ring")
    start(shop, "Set texts", school, value=32000, stage=SOURCING, next="ask", next_on=day(0))
    start(shop, "O’Brien’s maps", ada, school)
    win(shop, start(shop, "The Waves", ada, value=42000))
    lose(shop, start(shop, "Dickens in parts", school))
    return shop


def found(shop: Store, text: str, status: str | None = None) -> list[str]:
    tree = parse(text)
    wanted = Wanted(deal_filter.condition(tree, CONTEXT), status, "created")
    return [title.split()[0].rstrip(",") for title in reversed(titles(deals.page(shop.reader, TODAY, wanted)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ["Nana", "Set", "O’Brien’s", "The", "Dickens"]),
        ("nana", ["Nana"]),
        ("edit orig", ["Nana"]),
        ("ition", []),
        ("obriens", ["O’Brien’s"]),
        ("ada", ["Nana", "O’Brien’s", "The"]),
        ("ada nana", ["Nana"]),
        ("orchard or: waves", ["Set", "O’Brien’s", "The", "Dickens"]),
        ("stage:quoted", ["Nana"]),
        ("stage:s", ["Set"]),
        ("deal:won", ["The"]),
        ("deal:open value:200..", ["Set"]),
        ("value:none", ["O’Brien’s", "Dickens"]),
        ("value:180", ["Nana"]),
        ("closes:7d", ["Nana"]),
        ("next:none", ["O’Brien’s", "The", "Dickens"]),
        ("next:today", ["Set"]),
        ("rotting", ["Nana"]),
        ("rotting:no deal:open", ["Set", "O’Brien’s"]),
        ("tag:vip", ["Nana", "O’Brien’s", "The"]),
        ("not:tag:vip", ["Set", "Dickens"]),
        ("city:leeds deal:open", ["Nana", "O’Brien’s"]),
        ("kind:organisation stage:sourcing", ["Set"]),
        ("ref:d2", ["Set"]),
        ("ref:c2", ["Set", "O’Brien’s", "Dickens"]),
        ("c2", ["Set", "O’Brien’s", "Dickens"]),
    ],
)
def test_a_filter_chooses_deals_by_what_they_are_and_whose(pipeline: Store, text: str, wanted: list[str]) -> None:
    assert found(pipeline, text) == wanted


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("stage:lead", 6, f'"lead" is none of {", ".join(STAGES)}.'),
        ("nana value:dear", 11, '"dear" is no amount. Try 1200 or 1200.50.'),
        ("likse:zola", 0, "There is no filter word «likse:»; did you mean likes:?"),
    ],
)
def test_what_makes_no_sense_is_pointed_at(pipeline: Store, text: str, position: int, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        found(pipeline, text)
    assert (caught.value.position, caught.value.sentence) == (position, sentence)


@pytest.mark.parametrize(
    ("text", "any_status"), [("nana", False), ("value:5..", False), ("deal:lost", True), ("not:stage:won", True)]
)
def test_some_words_say_themselves_whether_a_deal_is_open(text: str, any_status: bool) -> None:
    assert deal_filter.is_of_any_status(parse(text)) is any_status


def test_stages_are_completed_as_deals_have_them(pipeline: Store) -> None:
    assert deal_filter.completions(pipeline.reader, "stage:") == [f"stage:{each.lower()}" for each in STAGES]
    assert deal_filter.completions(pipeline.reader, "not:stage:re") == ["not:stage:reserved"]
    assert deal_filter.completions(pipeline.reader, "deal:w") == ["deal:won"]
    assert "value:" in deal_filter.completions(pipeline.reader, "v")


PIECES = st.sampled_from(
    [*(f"{word.name}:" for word in words.words()), *"()\"-&%*[]'❤é…", "or:", "not:", "none", "any", "..", ">",
     "rotting", "ada", "d1", "90d", "won", "180", "'; DROP TABLE deal", "a" * 200, " ", " ", " "]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_a_filter_or_told(pipeline: Store, text: str) -> None:
    with suppress(FilterError):
        assert set(found(pipeline, text)) <= {"Nana", "Set", "O’Brien’s", "The", "Dickens"}
