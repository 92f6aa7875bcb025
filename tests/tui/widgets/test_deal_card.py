from datetime import date, timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import NOW
from tinycrm.domain import money
from tinycrm.domain.money import Money
from tinycrm.queries.deal import Card, Column, column
from tinycrm.queries.stage import Stage
from tinycrm.tui.text import MARKS, Pen
from tinycrm.tui.widgets.deal_card import Painter, circle, short, tint

TODAY = NOW.date()
STYLE = money.style("£1,234.56", "GBP", "GB")
VARIABLES = dict.fromkeys(
    "background surface block-cursor-background rule foreground text-muted text-disabled primary error warning accent"
    " secondary success panel".split(),
    "#102030",
)
HOSTILE = "[@click=app.quit]x[/] \x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}"


def stage(kind: str = "open", probability: int = 50, colour: str | None = None, name: str = "Quoted") -> Stage:
    return Stage("s3", name, kind, probability, 21, colour, 4)


def card(**facts: Any) -> Card:
    usual = Card(
        "d1", "Nana", "Ada Lovelace", "c1", Money(18000, "GBP"), 50, 5, "quote her", (TODAY + timedelta(3)).isoformat(),
        False, None, None, None, 10, "s3",
    )  # fmt: skip
    return usual._replace(**facts)


def painter(**options: Any) -> Painter:
    return Painter(Pen(VARIABLES, **options), TODAY, STYLE)


def seen(lines: Any, width: int = 26) -> list[str]:
    return [line.strip(Pen(VARIABLES), width).text for line in lines]


@pytest.mark.parametrize(
    ("probability", "mark"), [(0, "○"), (15, "○"), (16, "◔"), (40, "◔"), (41, "◑"), (70, "◑"), (71, "◕"), (100, "◕")]
)
def test_a_stage_takes_the_circle_for_its_probability(probability: int, mark: str) -> None:
    assert MARKS[circle(stage(probability=probability))].sign == mark


def test_ends_have_marks_of_their_own_and_a_colour_tints() -> None:
    assert [MARKS[circle(stage(kind))].sign for kind in ("won", "lost")] == ["●", "✗"]
    assert [tint(stage(colour=colour)) for colour in (None, "plum", "red")] == ["soft", "plum", "rubric"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"), (TODAY + timedelta(1), "tomorrow"), (TODAY + timedelta(3), "Fri"),
        (TODAY - timedelta(4), "Fri 20"), (TODAY + timedelta(11), "5 Dec"), (TODAY - timedelta(30), "25 Oct"),
        (date(2024, 5, 3), "3 May 2024"), (date(2027, 1, 4), "4 Jan"), (date(2027, 11, 4), "4 Nov 2027"),
    ],
)  # fmt: skip
def test_days_are_short(day: date, words: str) -> None:
    assert short(day, TODAY) == words


def test_a_card_tells_who_how_much_what_next_and_how_long() -> None:
    assert seen(painter().card(card(), 26)) == [
        " Nana                     ",
        " Ada Lovelace        £180 ",
        " ▫ quote her Fri      5 d ",
    ]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"next": None, "next_on": None}, " ▵ no next step       5 d "),
        ({"next_on": (TODAY - timedelta(2)).isoformat()}, " ▲ quote her Sun 22   5 d "),
        ({"next_on": TODAY.isoformat()}, " □ quote her today    5 d "),
        ({"rotting": True, "age_days": 23}, " ▫ quote her Fri   ◌ 23 d "),
        ({"next": "write a very long letter", "rotting": True, "age_days": 123}, " ▫ write a v… Fri ◌ 123 d"),
    ],
)
def test_the_next_step_and_the_age(facts: dict[str, Any], line: str) -> None:
    assert seen(painter().card(card(**facts), 26))[-1].rstrip() == line.rstrip()


def test_a_card_without_person_and_value_has_no_line_for_them() -> None:
    bare = card(who=None, value=None)
    assert len(painter().card(bare, 26)) == painter().height(bare, 26) == 2


def test_a_closed_card_tells_its_day_and_its_reason() -> None:
    closed = card(title="Dickens, in parts", closed="2026-11-12", reason="too dear", next=None)
    assert seen(painter().card(closed, 14), 14) == [
        " Dickens, in  ",
        " parts        ",
        " £180  12 Nov ",
        " too dear     ",
    ]


@pytest.mark.parametrize("width", [6, 14, 26, 36])
@pytest.mark.parametrize("closed", [None, "2026-11-12", "2019-01-02"])
@pytest.mark.parametrize("title", [HOSTILE, "李小明の本" * 20, "x" * 200, "a b " * 50])
def test_nothing_reaches_over_the_edge_and_heights_are_right(width: int, closed: str | None, title: str) -> None:
    made = card(title=title, who=title, next=title, reason=title if closed else None, closed=closed, rotting=True,
                value=Money(10**14, "GBP"))  # fmt: skip
    lines = painter().card(made, width)
    assert len(lines) == painter().height(made, width)
    assert [line.end for line in lines if line.end > max(width, 15)] == []
    assert not any("\x1b" in text or "\N{RIGHT-TO-LEFT OVERRIDE}" in text for text in seen(lines, width))
    assert {cell_len(text) for text in seen(lines, width)} == {width}


def of(*cards: Card, **options: Any) -> Column:
    return column(stage(**options), list(cards), "GBP")


def test_the_head_counts_and_sums() -> None:
    two = of(card(), card(value=Money(20000, "GBP")), card(value=Money(5, "EUR")), card(value=None))
    assert seen(painter().head(two, 26)) == [" ◑ Quoted            50 % ", " 4 · £380 +1       ≈ £190 "]
    assert seen(painter().head(of(kind="won", name="Won"), 14), 14) == [" ● Won    Nov ", " 0            "]


def test_a_folded_column_stands_upright() -> None:
    lines = [line.strip(Pen(VARIABLES), 3).text for line in painter().folded(of(card(), name="Won"), in_hand=False)]
    assert lines == [" ◑ ", " 1 ", "───", "   ", " W ", " o ", " n "]


def test_a_lifted_card_is_faint() -> None:
    pen = Pen({**VARIABLES, "text-disabled": "#999999"})
    lines = Painter(pen, TODAY, STYLE).card(card(), 26, faint=True)
    drawn = [part for line in lines for part in line.strip(pen, 26) if part.text.strip()]
    assert {part.style.color for part in drawn if part.style} == {pen.style("faint").color}


def test_ascii_has_its_own_signs() -> None:
    shown = [line.strip(Pen(VARIABLES, ascii=True), 26).text for line in painter(ascii=True).card(card(), 26)]
    assert shown[-1].startswith(" . quote her")
