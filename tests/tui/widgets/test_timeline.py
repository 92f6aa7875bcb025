from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.tui.widgets.tool import drawn_blocks, pen
from tinycrm.domain.interaction import KINDS as EVERY_KIND
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.timeline import Entry, Extent, Promise
from tinycrm.tui.text import MARKS
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.timeline import KINDS, LINES, MEASURE, Painter

TODAY = date(2026, 11, 24)
HOSTILE = "[@click=app.quit]x[/] \x1b[31m\u202ered"


def entry(day: str = "2026-11-17", *promises: Promise, **facts: Any) -> Entry:
    talk = Interaction("i412", "visit", day, None, [{"ref": "c1", "name": "Ada"}], None, None, None)
    return Entry(talk._replace(**facts), list(promises))


def blocks(entries: Sequence[Entry], extent: Extent | None = None, width: int = 80) -> list[Block]:
    whole = extent or Extent(len(entries), "2019-03-01")
    return list(Painter(pen(), width, TODAY, "c1").blocks(entries, whole))


def seen(*entries: Entry, extent: Extent | None = None, width: int = 80) -> list[str]:
    return drawn_blocks(blocks(entries, extent, width), width)


def test_the_date_ends_before_the_mark_and_the_ref_at_the_margin() -> None:
    (line,) = seen(entry(outcome="20 minutes"))
    assert line == "  17 Nov  ⌂  Came in  20 minutes" + " " * 42 + "i412"
    assert seen(entry("2026-11-03"))[0].startswith("   3 Nov  ⌂  ")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"kind": "call", "direction": "in"}, "Call  rang us"),
        ({"kind": "call", "direction": "out"}, "Call  we rang"),
        ({"kind": "call"}, "Call"),
        ({"kind": "visit", "direction": "out"}, "Came in  we called by"),
        ({"kind": "letter", "direction": "in"}, "Letter  to us"),
        ({"kind": "email", "direction": "out"}, "Email  from us"),
        ({"kind": "meeting"}, "Meeting"),
    ],
)
def test_the_kind_and_how_it_went(facts: dict[str, Any], told: str) -> None:
    assert seen(entry(**facts))[0][13:74].rstrip() == told


def test_who_else_was_there() -> None:
    who = [{"ref": "c2", "name": "Jane"}, {"ref": "c1", "name": "Ada"}, {"ref": "c3", "name": "Jun"}]
    assert "Came in  with Jane and Jun" in seen(entry(who=who))[0]


def test_a_text_is_wrapped_to_its_measure_beside_the_thread() -> None:
    lines = seen(entry(text="word " * 40), width=140)
    assert all(line.startswith("          │  word") for line in lines[1:])
    assert max(len(line) for line in lines[1:]) <= 13 + MEASURE


def test_a_very_long_text_is_cut_and_says_so() -> None:
    lines = seen(entry(text="word " * 20_000))
    assert (len(lines), lines[-1]) == (LINES + 2, "          │  more of it")


def test_an_outcome_that_does_not_fit_stands_below() -> None:
    lines = seen(entry(outcome="they bring six people, " * 5))
    assert lines[1].startswith("          │  ↳ they bring")


@pytest.mark.parametrize(
    ("due", "done", "told"),
    [
        ("2026-11-20", False, "↳ follow-up Fri 20 Nov ▲ 4 days late"),
        ("2026-11-24", False, "↳ follow-up today □"),
        ("2026-11-27", False, "↳ follow-up Fri 27 Nov ▫"),
        ("2026-11-20", True, "↳ follow-up Fri 20 Nov ✓ done"),
    ],
)
def test_the_follow_up_that_came_of_it(due: str, done: bool, told: str) -> None:
    assert seen(entry("2026-11-17", Promise(412, "f1", due, None, done)))[1] == f"          │  {told}"


def test_a_thread_runs_between_entries_and_ends_with_the_last() -> None:
    assert [line[:11].rstrip() for line in seen(entry(), entry("2026-11-03"))] == [
        "  17 Nov  ⌂", "          │", "   3 Nov  ⌂",
    ]  # fmt: skip


def test_years_are_told_where_they_change() -> None:
    lines = seen(entry(), entry("2025-11-03"), entry("2025-10-03"), entry("2019-03-01"))
    assert [line.strip() for line in lines if line.strip()[:2] == "20"] == ["2025  │", "2019  │"]


def test_older_ones_are_told_of_until_they_are_read() -> None:
    lines = seen(entry(), extent=Extent(35, "2019-03-01"))
    assert lines[-1] == "          ┊  34 older, back to March 2019"


def test_only_entries_can_be_in_hand_and_without_the_thread_behind_them() -> None:
    found = blocks([entry(text="x"), entry("2025-11-03")], Extent(9, "2019-03-01"))
    assert [(each.id, len(each.lines), each.tail) for each in found if each.data] == [("i412", 3, 1), ("i412", 2, 1)]


def test_every_kind_belongs_somewhere_and_has_its_mark() -> None:
    assert sorted(kind for kinds in KINDS.values() for kind in kinds) == sorted([*EVERY_KIND, "deal"])
    assert [kind for kind in EVERY_KIND if MARKS[kind].sign not in seen(entry(kind=kind))[0]] == []


@pytest.mark.parametrize("width", [26, 40, 88])
def test_hostile_and_wide_words_stay_inside(width: int) -> None:
    who = [{"ref": "c2", "name": HOSTILE}]
    lines = seen(entry(text=f"{HOSTILE}\n{'李小明' * 30}", outcome=HOSTILE, who=who), width=width)
    assert not {"\x1b", "\u202e"} & set("".join(lines))
