"""A column of the board as it is drawn: which cards are in sight, on which rows, and which one is in hand."""

from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from tinycrm.tui.widgets.deal_card import LEFT, Painter
from tinycrm.tui.widgets.line import Line

if TYPE_CHECKING:
    from tinycrm.queries.deal import Card, Column

GAP = -1  # the line of a spot that lies before its card


class Spot(NamedTuple):
    """What stands on a row: a line of the card with that number, or the gap before it."""

    card: int
    line: int


class Lane:
    """One column. `top` is the first card in sight, `cursor` the one in hand or last in hand here."""

    def __init__(self, column: "Column") -> None:
        self.column = column
        self.top = 0
        self.cursor = 0
        self.width = 0
        self.folded = False
        self.strips: dict[int, Strip] = {}  # drawn already, by row

    @property
    def cards(self) -> list["Card"]:
        """The cards."""
        return self.column.cards

    @property
    def card(self) -> "Card | None":
        """The card in hand."""
        return self.cards[self.cursor] if self.cursor < len(self.cards) else None

    def index(self, deal_id: int) -> int | None:
        """Where a deal's card stands; None when it is not here."""
        return next((at for at, each in enumerate(self.cards) if each.id == deal_id), None)

    def take(self, index: int) -> None:
        """Take a card in hand, the nearest there is."""
        self.cursor = max(0, min(index, len(self.cards) - 1))
        self.strips.clear()

    def scroll(self, by: int) -> None:
        """Bring other cards into sight; the one in hand stays so."""
        self.top = max(0, min(self.top + by, len(self.cards) - 1))
        self.strips.clear()

    def settle(self, painter: Painter, height: int) -> None:
        """Bring the card in hand into sight, whole; leave no room empty that a card above would fill."""
        self.take(self.cursor)
        self.top = max(0, min(self.top, self.cursor))
        while self.top < self.cursor and self.cursor >= self.top + self.seen(painter, height):
            self.top += 1
        while self.top and self._reaches_end(painter, self.top - 1, height):
            self.top -= 1

    def seen(self, painter: Painter, height: int) -> int:
        """How many cards, from the first in sight, are seen whole; one at least is shown of those there are."""
        if self._reaches_end(painter, self.top, height):
            return len(self.cards) - self.top
        used, found = 0, 0
        for card in self.cards[self.top :]:
            used += 1 + painter.height(card, self.width)
            if used > height - 1:  # the last row says how many more there are
                break
            found += 1
        return max(found, 1)

    def _reaches_end(self, painter: Painter, top: int, height: int) -> bool:
        used = 0
        for card in self.cards[top:]:
            used += 1 + painter.height(card, self.width)
            if used > height:
                return False
        return True

    def spots(self, painter: Painter, height: int) -> list[Spot]:
        """What stands on the rows of the lane, from its first; the last is the gap behind the last card in sight."""
        found = []
        end = self.top + self.seen(painter, height)
        for index in range(self.top, end):
            found.append(Spot(index, GAP))
            found += [Spot(index, line) for line in range(painter.height(self.cards[index], self.width))]
        return [*found, Spot(end, GAP)][:height]

    def slot(self, painter: Painter, height: int, row: int) -> int:
        """Before which card something is put that is let go over a row."""
        spots = self.spots(painter, height)
        if row >= len(spots) or not self.cards:
            return spots[-1].card if spots else 0
        index, line = spots[max(row, 0)]
        return index if line == GAP or line < painter.height(self.cards[index], self.width) / 2 else index + 1

    def more(self, painter: Painter, height: int) -> tuple[int, int]:
        """How many cards are out of sight above and below."""
        return self.top, len(self.cards) - self.top - self.seen(painter, height)

    def row_of(self, painter: Painter, height: int, index: int) -> int:
        """The row on which a card begins; the nearest one where it is out of sight."""
        spots = self.spots(painter, height)
        return next((row for row, spot in enumerate(spots) if spot == (index, 0)), 0 if index < self.top else height)

    def nearest(self, painter: Painter, height: int, row: int) -> int:
        """The card in sight that begins nearest to a row."""
        begun = [(abs(at - row), spot.card) for at, spot in enumerate(self.spots(painter, height)) if spot.line == 0]
        return min(begun)[1] if begun else 0

    def empty(self) -> Line:
        """What stands in a lane without cards."""
        return Line().put(LEFT, "empty", "faint italic")
