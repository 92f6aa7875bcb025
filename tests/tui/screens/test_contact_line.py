from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.conftest import NOW
from tests.tui.widgets.tool import pen
from tinycrm.queries.contact import Contact
from tinycrm.queries.standing import Listed, Standing
from tinycrm.tui.screens import contact_line
from tinycrm.tui.screens.contact_line import columns, heading, person_mark, pressing_mark

TODAY = NOW.date()


def row(*, slipping: bool = False, due: str | None = None, birthday: date | None = None, **facts: Any) -> Listed:
    deceased, quiet = facts.pop("deceased", False), facts.pop("quiet", False)
    found = Contact("c1", "Ada Lovelace", "person", [], [], [], [], None, None, None, None, None, False)
    return Listed(found._replace(**facts), Standing(deceased, quiet, slipping, due, birthday))


def drawn(listed: Listed, width: int, *, marked: bool = False) -> str:
    return contact_line.line(listed, width, pen(), TODAY, marked=marked).strip(pen(), width).text


@pytest.mark.parametrize("width", [*range(40, 170, 7), 84, 86])
def test_columns_fill_the_line_and_keep_their_distance(width: int) -> None:
    found = columns(width)
    assert found[0].start == 5
    assert all(before.end + 2 <= after.start for before, after in pairwise(found))
    assert found[0].end - found[0].start >= min(17, width - 25)
    assert found[-1].end == width - 5
    text = heading(width, "name", pen()).strip(pen(), width).text
    assert text.index("Name ▴") == 5
    assert text.rstrip().endswith("Last seen")


@pytest.mark.parametrize("width", [40, 62, 86, 140])
def test_long_and_wide_values_push_nothing_off_its_column(width: int) -> None:
    facts: dict[str, Any] = {
        "name": "李小明" * 20,
        "city": "Llanfair" * 9,
        "tags": ["a-long-tag"] * 9,
        "last_interaction": "2026-11-17",
    }
    strip = contact_line.line(row(**facts, due="2026-11-20"), width, pen(), TODAY, marked=False).strip(pen(), width)
    assert strip.cell_length == width
    assert strip.text.endswith("  7 days  ▲  ")


@pytest.mark.parametrize(
    ("listed", "mark"),
    [
        (row(), ""),
        (row(stage="lead"), "lead"),
        (row(stage="regular", slipping=True), "slipping"),
        (row(kind="organisation", stage="regular"), "organisation"),
        (row(stage="regular", quiet=True), "quiet"),
        (row(stage="regular", deceased=True, quiet=True), "died"),
    ],
)
def test_the_mark_of_a_person(listed: Listed, mark: str) -> None:
    assert person_mark(listed) == mark


@pytest.mark.parametrize(
    ("listed", "mark"),
    [
        (row(), ""),
        (row(birthday=TODAY), "birthday"),
        (row(birthday=TODAY, due="2026-11-24"), "due"),
        (row(birthday=TODAY, due="2026-11-23"), "late"),
        (row(due="2026-11-25"), ""),
    ],
)
def test_what_presses_most(listed: Listed, mark: str) -> None:
    assert pressing_mark(listed, TODAY) == mark


def test_a_marked_line_has_a_tick_in_the_place_of_its_mark() -> None:
    assert drawn(row(stage="regular"), 80)[2] == "●"
    assert drawn(row(stage="regular"), 80, marked=True)[2] == "✓"
