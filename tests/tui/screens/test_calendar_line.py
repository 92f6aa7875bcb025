from datetime import date
from typing import Any

import pytest
from textual.geometry import Size

from tinycrm.queries.calendar import Entry
from tinycrm.tui.screens.calendar_line import line, mark, row, sections, week_rows, what

TODAY = date(2026, 11, 24)


def entry(**facts: Any) -> Entry:
    return Entry(**{
        "ref": "f1", "kind": "follow-up", "who": "Ada Lovelace", "who_ref": "c1", "text": "quote", "day": "2026-11-24",
        "family": "Lovelace", **facts,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "due"),
        ({"day": "2026-11-25"}, "later"),
        ({"day": "2026-11-23"}, "late"),
        ({"day": "2026-11-23", "done": True}, "done"),
        ({"kind": "birthday", "day": "2026-11-23"}, "birthday"),
        ({"kind": "occasion"}, "birthday"),
    ],
)
def test_what_an_entry_is_is_seen_by_its_mark(facts: dict[str, Any], name: str) -> None:
    assert mark(entry(**facts), TODAY) == name


@pytest.mark.parametrize(
    ("facts", "names", "ink", "key"),
    [
        ({}, ("Ada Lovelace", "Lovelace"), "ink", "f1"),
        ({"time": "14:30"}, ("14:30 Ada Lovelace", "14:30 Lovelace"), "ink", "f1"),
        ({"family": None, "who": "Harlow Library"}, ("Harlow Library", "Harlow Library"), "ink", "f1"),
        ({"day": "2026-11-23"}, ("Ada Lovelace", "Lovelace"), "rubric", "f1"),
        ({"done": True}, ("Ada Lovelace", "Lovelace"), "soft", None),
        ({"kind": "birthday"}, ("Ada Lovelace", "Lovelace"), "plum", None),
        ({"who": None, "family": None}, ("", ""), "ink", "f1"),
    ],
)
def test_in_its_cell_only_what_is_open_may_be_moved(
    facts: dict[str, Any], names: tuple[str, str], ink: str, key: str | None
) -> None:
    found = line(entry(**facts), TODAY)
    assert (found.names, found.ink, found.key) == (names, ink, key)


@pytest.mark.parametrize(
    ("facts", "dated", "said", "when"),
    [
        ({}, False, "quote", ""),
        ({"time": "14:30"}, False, "quote", "14:30"),
        ({"text": None}, False, "get in touch", ""),
        ({"every": "2w"}, False, "quote, every 2 weeks", ""),
        ({"day": "2026-11-20"}, False, "quote", "4 days late"),
        ({"day": "2026-11-20"}, True, "quote", "Fri 20 Nov"),
        ({"kind": "birthday", "text": "birthday, 70", "day": "2026-11-20"}, False, "birthday, 70", ""),
    ],
)
def test_in_the_agenda_it_has_its_words(facts: dict[str, Any], dated: bool, said: str, when: str) -> None:
    found = row(entry(**facts), TODAY, dated=dated)
    assert (found.what, found.when, found.late) == (said, when, "late" in when or dated)


def test_in_a_sentence() -> None:
    assert what(entry()) == "quote"
    assert what(entry(text=None)) == "get in touch with Ada Lovelace"


def test_the_agenda_has_the_day_and_what_is_open_from_before_it() -> None:
    entries = {
        date(2026, 11, number): [entry(ref=f"f{number}", day=f"2026-11-{number}", **facts)]
        for number, facts in ((18, {"done": True}), (19, {}), (20, {}), (24, {}), (25, {}))
    }

    def shown(day: date) -> list[tuple[str, list[str]]]:
        return [(each.title, [row.key.ref for row in each.rows]) for each in sections(entries, day, TODAY)]

    before = "still open from before"
    assert shown(TODAY) == [("Tuesday 24 November", ["f24"]), (before, ["f19", "f20"])]
    assert shown(date(2026, 11, 20)) == [("Friday 20 November", ["f20"]), (before, ["f19"])]
    assert shown(date(2026, 11, 30)) == [("Monday 30 November", []), (before, ["f19", "f20"])]
    assert shown(date(2027, 1, 1))[0] == ("Friday 1 January 2027", [])
    assert shown(date(2026, 11, 19)) == [("Thursday 19 November", ["f19"])]


@pytest.mark.parametrize(
    ("size", "weeks", "by_week", "rows"),
    [((80, 24), 6, False, 1), ((100, 30), 6, False, 3), ((100, 30), 4, False, 4), ((110, 60), 5, False, 6),
     ((80, 24), 1, True, 6), ((60, 15), 6, False, 1), ((60, 12), 1, True, 4)],
)  # fmt: skip
def test_days_are_as_tall_as_there_is_room(size: tuple[int, int], weeks: int, by_week: bool, rows: int) -> None:
    assert week_rows(Size(*size), weeks, by_week=by_week) == rows
