"""How a deal's card, a column's head and a column that is folded are drawn on the board: as lines of a width."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tinycrm.domain import money
from tinycrm.domain.day import MONTHS, WEEKDAYS
from tinycrm.domain.money import Money, Style
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.line import Line, wrap

if TYPE_CHECKING:
    from tinycrm.queries.deal import Card, Column
    from tinycrm.queries.stage import Stage

LEFT = 1  # the column before it holds the bar
TITLE_ROWS = 2
WEEK = 7
# up to which probability of an open stage its circle is filled so far
CIRCLES = ((15, "slight"), (40, "some"), (70, "even"), (100, "likely"))
TINTS = {"red": "rubric"}  # a stage's colours are inks, but for this one's name


def circle(stage: "Stage") -> str:
    """The mark of a stage."""
    if stage.kind != "open":
        return stage.kind
    return next(name for most, name in CIRCLES if stage.probability <= most)


def tint(stage: "Stage") -> str:
    """The ink of a stage's mark: the colour that the owner gave it, else the mark's own."""
    return TINTS.get(stage.colour, stage.colour) if stage.colour else MARKS[circle(stage)].ink


def short(day: date, today: date) -> str:
    """A day on the board: "today", "Fri", "Fri 20", "5 Dec", "3 May 2024"."""
    apart = (day - today).days
    if apart in (0, 1):
        return ("today", "tomorrow")[apart]
    if 0 < apart < WEEK:
        return WEEKDAYS[day.weekday()]
    if -2 * WEEK < apart < 0:
        return f"{WEEKDAYS[day.weekday()]} {day.day}"
    known = f"{day.day} {MONTHS[day.month - 1]}"
    return known if day.year == today.year or 0 < apart < 90 else f"{known} {day.year:04}"


class Painter:
    """Draws for one theme, one day and one way to write money."""

    def __init__(self, pen: Pen, today: date, style: Style, *, everything: bool = False) -> None:
        """`everything`: columns of closed deals show all of them, not this month's."""
        self.pen = pen
        self.today = today
        self.style = style
        self._everything = everything
        self._titles: dict[tuple[str, int], list[str]] = {}

    def serves(self, pen: Pen, today: date, style: Style, *, everything: bool) -> bool:
        """Whether this one draws so."""
        return self.pen is pen and (self.today, self.style, self._everything) == (today, style, everything)

    def amount(self, value: Money) -> str:
        """An amount without pence."""
        return plain(money.show(value, self.style, pence=False))

    # the column

    def head(self, column: "Column", width: int) -> tuple[Line, Line]:
        """A column's name with its probability, and its count with its sums."""
        stage, end = column.stage, width - 1
        period = "all" if self._everything else MONTHS[self.today.month - 1]
        right = f"{stage.probability} %" if stage.kind == "open" else period
        first = Line().put(LEFT, self.pen.sign(circle(stage)), tint(stage))
        first.put(LEFT + 2, cut(plain(stage.name), end - LEFT - 2 - cell_len(right) - 1, self.pen.end), "ink bold")
        first.put_right(end, right, "faint")
        return first, self._sums(column, end)

    def _sums(self, column: "Column", end: int) -> Line:
        count = f"{len(column.cards):,}"
        if not column.value.minor:
            return Line().put(LEFT, count, "soft")
        others = f" +{column.others}" if column.others else ""
        asked = f"{count} {self.pen.sign('dot')} {self.amount(column.value)}{others}"
        line = Line().put(LEFT, cut(asked, end - LEFT, self.pen.end), "soft")
        weighted = f"{self.pen.sign('about')} {self.amount(column.weighted)}"
        if column.stage.kind == "open" and line.end + 1 + cell_len(weighted) <= end:
            line.put_right(end, weighted, "faint")
        return line

    def folded(self, column: "Column", *, in_hand: bool) -> Iterator[Line]:
        """A column of three cells: its mark, its count, and its name from top to bottom."""
        stage = column.stage
        count = f"{len(column.cards)}" if len(column.cards) < 1000 else self.pen.end[:1]
        yield Line().put(1, self.pen.sign(circle(stage)), tint(stage))
        yield Line().put(max((3 - len(count)) // 2, 0), count, "ink bold" if in_hand else "soft")
        yield Line().put(0, self.pen.sign("here" if in_hand else "rule") * 3, "green" if in_hand else "rule")
        yield Line()
        for letter in plain(stage.name, 40):
            yield Line().put(1 if cell_len(letter) == 1 else 0, letter, "ink" if in_hand else "soft")

    # the cards

    def height(self, card: "Card", width: int) -> int:
        """How many lines a card has."""
        title = len(self._title(card.title, width))
        if card.closed:
            return title + 1 + bool(card.reason)
        return title + bool(card.who or card.value) + 1

    def card(self, card: "Card", width: int, *, faint: bool = False) -> list[Line]:
        """A card's lines; all of it faint where it is on its way elsewhere."""
        ink = "faint" if faint else ""
        return list(self._closed(card, width, ink) if card.closed else self._open(card, width, ink))

    def _title(self, title: str, width: int) -> list[str]:
        """A title in two lines at most."""
        found = self._titles.get((title, width))
        if found is None:
            room = width - LEFT - 1
            shown = plain(title)
            found = [shown] if cell_len(shown) <= room else wrap(shown, room)
            if len(found) > TITLE_ROWS:
                found = [*found[: TITLE_ROWS - 1], cut(f"{' '.join(found[TITLE_ROWS - 1 :])}", room, self.pen.end)]
            self._titles[title, width] = found
        return found

    def _open(self, card: "Card", width: int, ink: str) -> Iterator[Line]:
        end = width - 1
        for row in self._title(card.title, width):
            yield Line().put(LEFT, row, f"{ink or 'ink'} bold")
        if card.who or card.value:
            value = self.amount(card.value) if card.value else ""
            room = end - LEFT - (cell_len(value) + 1 if value else 0)
            yield (
                Line()
                .put(LEFT, cut(plain(card.who), room, self.pen.end), ink or "soft")
                .put_right(end, cut(value, end - LEFT, self.pen.end), ink or "ink")
            )
        yield self._step(card, end, ink)

    def _step(self, card: "Card", end: int, ink: str) -> Line:
        """The next step and its day, and how long the card has stood here."""
        age = f"{card.age_days:,} d"
        sign = f"{self.pen.sign('still')} " if card.rotting else ""
        day = date.fromisoformat(card.next_on) if card.next_on else None
        name = "unset" if not card.next else "later" if day is None or day > self.today else "due"
        name = "late" if card.next and day and day < self.today else name
        line = Line().put(LEFT, self.pen.sign(name), ink or MARKS[name].ink)
        said = {"late": "rubric", "due": "ink", "later": "soft", "unset": "ochre"}[name]
        when = f" {short(day, self.today)}" if day and card.next else ""
        room = end - LEFT - 2 - cell_len(sign) - cell_len(age) - 1
        text = plain(card.next) if card.next else "no next step"
        if cell_len(when) > room:
            when = ""
        line.put(LEFT + 2, f"{cut(text, room - cell_len(when), self.pen.end)}{when}", ink or said)
        return line.put_right(end, f"{sign}{age}", ink or ("ochre" if card.rotting else "faint"))

    def _closed(self, card: "Card", width: int, ink: str) -> Iterator[Line]:
        end = width - 1
        for row in self._title(card.title, width):
            yield Line().put(LEFT, row, ink or "soft")
        day = date.fromisoformat(card.closed) if card.closed else self.today
        when = f"{day.day} {MONTHS[day.month - 1]}"
        if day.year != self.today.year:
            when = f"{day.day} {MONTHS[day.month - 1]} {day.year % 100:02}"
        value = self.amount(card.value) if card.value else ""
        line = Line()
        if cell_len(value) + 1 + cell_len(when) <= end - LEFT:
            line.put(LEFT, value, ink or "soft")
        else:
            value = ""
        yield line.put_right(end, when, ink or "faint")
        if card.reason:
            yield Line().put(LEFT, cut(plain(card.reason), end - LEFT, self.pen.end), f"{ink or 'faint'} italic")
