"""Which columns of the board are seen and where: how wide each is, which are folded, how far the board is scrolled."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tinycrm.tui.widgets.lane import Lane

OPEN, CLOSED, FOLDED = 26, 14, 3
GROWN = 10  # cells that an open column has more where there is room
MARGIN = 1  # at the left and at the right; the bar's column is the other cell of the usual two
RULE = 1


class Placed(NamedTuple):
    """A column that is seen: its number, where it would begin on the screen, and from where to where it is seen."""

    at: int
    start: int
    first: int
    end: int


def widen(lanes: Sequence[Lane], folds: Mapping[int, bool], held: int, width: int) -> None:
    """Say how wide each column is. `folds` is what the owner folded and opened, by stage.

    Where there is no room for all, closed columns fold by themselves, except the one in hand.
    """
    room = width - 2 * MARGIN
    _fold(lanes, folds)
    if _across(lanes) > room:
        for at, lane in enumerate(lanes):
            if lane.column.stage.kind != "open" and at != held:
                lane.folded = folds.get(lane.column.stage.id, True)
    _measure(lanes)
    spare = room - _across(lanes)
    growing = [lane for lane in lanes if lane.column.stage.kind == "open" and not lane.folded]
    if spare > 0 and growing:
        for lane in growing:
            lane.width += min(spare // len(growing), GROWN)


def place(lanes: Sequence[Lane], held: int, width: int, offset: int) -> tuple[list[Placed], int]:
    """Where the columns stand, folded ones at the end always in sight, and how far the others are scrolled sideways
    so that the one in hand is seen whole.
    """
    pinned = len(lanes)
    while pinned > 1 and lanes[pinned - 1].folded and lanes[pinned - 1].column.stage.kind != "open":
        pinned -= 1
    room = width - 2 * MARGIN - sum(lane.width + RULE for lane in lanes[pinned:])
    offset = _scrolled(lanes[:pinned], held, room, offset)
    placed, start = [], MARGIN - offset
    for at, lane in enumerate(lanes[:pinned]):
        first, end = max(start, MARGIN), min(start + lane.width, MARGIN + room)
        if first < end:
            placed.append(Placed(at, start, first, end))
        start += lane.width + RULE
    start = min(start - RULE, MARGIN + room) + RULE
    for at in range(pinned, len(lanes)):
        placed.append(Placed(at, start, start, start + lanes[at].width))
        start += lanes[at].width + RULE
    return placed, offset


def _scrolled(lanes: Sequence[Lane], held: int, room: int, offset: int) -> int:
    """How far to scroll: to the beginning of a column, so that the first one in sight is whole too."""
    starts, start = [], 0
    for lane in lanes:
        starts.append(start)
        start += lane.width + RULE
    if not starts:
        return 0
    # no further than where the last one is seen whole
    offset = min(offset, next((at for at in starts if start - RULE - at <= room), starts[-1]))
    if held < len(lanes):
        end = starts[held] + lanes[held].width
        offset = min(offset, starts[held])
        offset = max(offset, next((at for at in starts[:held] if end - at <= room), starts[held]))
    return max((at for at in starts if at <= offset), default=0)


def _fold(lanes: Sequence[Lane], folds: Mapping[int, bool]) -> None:
    for lane in lanes:
        lane.folded = folds.get(lane.column.stage.id, False)
    _measure(lanes)


def _measure(lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        width = FOLDED if lane.folded else OPEN if lane.column.stage.kind == "open" else CLOSED
        if width != lane.width:
            lane.width = width
            lane.strips.clear()


def _across(lanes: Sequence[Lane]) -> int:
    return sum(lane.width for lane in lanes) + RULE * max(len(lanes) - 1, 0)
