"""An estate purchase from the first call to the end and back, as the owner does it: by keys, then by the mouse."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.screen import Screen, opened
from tests.cli.tool import Crm

SIZE = (140, 40)
MIDDLE = {"Enquiry": 12, "Sourcing": 40, "Quoted": 66, "Reserved": 92, "Lost": 132}  # a column of each stage's cards
WAY = ("Enquiry", "Sourcing", "Quoted", "Reserved")
CARD = 9  # the row of the only card
CTRL_S, RIGHT = "\x13", "\x1b[C"


@pytest.fixture
def estate(crm: Crm, own: Path) -> Screen:
    """The board with one deal on it: d1, in Enquiry, worth £5,200."""
    for line in (
        ("add", "Margaret Hale"),
        ("deal", "add", "Hale estate", "--contact", "hale", "--value", "5200", "--next", "view it"),
    ):
        assert crm(*line).code == 0
    screen = opened(own, SIZE)
    screen.type("3")
    screen.until("Hale estate")
    return screen


def way(crm: Crm) -> list[str]:
    """The stages that the deal came through."""
    return [each["stage"] for each in crm("deal", "show", "d1", "--json").json["moves"]]


def report(crm: Crm) -> dict[str, Any]:
    found: dict[str, Any] = crm("report", "pipeline", "--json").json
    return found


def finish(screen: Screen, crm: Crm) -> None:
    """Reopen the lost deal that is in hand, and undo all that was done on the screen."""
    screen.type("R")
    screen.until("Reopened in Reserved")
    assert way(crm)[-2:] == ["Lost", "Reserved"]
    for undone in ("Reopened Hale", "Lost Hale", *(f"Moved Hale estate (d1) to {stage}" for stage in WAY[:0:-1])):
        screen.type("u")
        screen.until(f"Undone: {undone}")
    assert way(crm) == ["Enquiry"]
    screen.type("q")
    assert screen.code() == 0


def test_by_keys(estate: Screen, crm: Crm) -> None:
    for stage in WAY[1:]:
        estate.type("L")
        estate.until(f"Moved to {stage}")
    # 5,200 at 85 %
    assert report(crm)["open"]["weighted"]["amount"] == "4420.00"
    estate.type("x")
    estate.until("another reason")
    estate.type(CTRL_S)
    estate.until("Lost Hale estate: too dear")
    assert way(crm) == [*WAY, "Lost"]
    assert report(crm)["lost"] == {"count": 1, "value": {"amount": "5200.00", "currency": "GBP"}}
    estate.type(RIGHT * 2)
    finish(estate, crm)


def test_by_the_mouse(estate: Screen, crm: Crm) -> None:
    here = "Enquiry"
    for stage in WAY[1:]:
        estate.drag((MIDDLE[here], CARD), (MIDDLE[here] + 8, CARD + 1), (MIDDLE[stage], CARD))
        estate.until(f"Moved to {stage}")
        here = stage
    estate.drag((MIDDLE[here], CARD), (MIDDLE[here] + 8, CARD + 1), (MIDDLE["Lost"], CARD))
    estate.until("another reason")
    estate.type(CTRL_S)
    estate.until("Lost Hale estate: too dear")
    assert way(crm) == [*WAY, "Lost"]
    estate.drag((MIDDLE["Lost"] - 3, CARD))  # in the same place it would be a double click, which opens the deal
    finish(estate, crm)
