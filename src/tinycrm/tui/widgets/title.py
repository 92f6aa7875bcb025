"""What stands at the top of a person's page: who they are, and where they stand in the list they were opened from."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from tinycrm.domain.when import since
from tinycrm.tui import words
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.card import copyable, stage_mark
from tinycrm.tui.widgets.line import pen_of

if TYPE_CHECKING:
    from tinycrm.queries.card import Card
    from tinycrm.queries.reminder import Reminder

MARGIN = 2
LEAST = 17  # cells of a name, however narrow it is
STEPS = 2  # people, from which on there is somebody to step to


class Told(NamedTuple):
    """What the title tells of: a person, their follow-ups, and their place in the list, counted from 1."""

    card: "Card"
    reminders: Sequence["Reminder"]
    place: int
    number: int
    today: date


class Title(Widget):
    """Two rows where there is room for the facts beside the timeline; else also what matters most of them."""

    DEFAULT_CSS = "Title { height: auto; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._told: Told | None = None
        self._wide = True

    def show(self, told: Told, *, wide: bool) -> None:
        """Tell of somebody."""
        self._told, self._wide = told, wide
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as there is to tell."""
        return len(list(self._rows(width)))

    class Stepped(Message):
        """‹ or › was clicked."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def on_click(self, event: events.Click) -> None:
        """Go to the person before or the next one."""
        if self._told is None or event.y != 0 or self._told.number < STEPS:
            return
        end = self.size.width - MARGIN
        start = end - _steps(pen_of(self), self._told).cell_len
        if start <= event.x < end:
            self.post_message(self.Stepped(-1 if event.x < (start + end) // 2 else 1))

    def render(self) -> Text:
        """The rows."""
        inset = Text(" " * MARGIN)
        return Text("\n", no_wrap=True, end="").join(inset + row for row in self._rows(self.size.width))

    def _rows(self, width: int) -> Iterator[Text]:
        if self._told is not None:
            rows = _wide(pen_of(self), width - 2 * MARGIN, self._told)
            yield from rows if self._wide else _narrow(pen_of(self), width - 2 * MARGIN, self._told)


def _wide(pen: Pen, room: int, told: Told) -> Iterator[Text]:
    card = told.card
    name = Text.assemble((plain(card.name), pen.style("ink", marks="bold")))
    if card.pronunciation:
        name.append(f"   say {plain(card.pronunciation)}", pen.style("soft", marks="italic"))
    yield pen.spread(name, _steps(pen, told), room)
    known = f"since {datetime.fromisoformat(card.created).astimezone():%B %Y}"
    second = _stage(pen, card, known)
    if card.tags:
        second.append("   ").append_text(pen.dots(card.tags, "soft"))
    if card.archived:
        second.append("   put away", pen.style("ochre"))
    yield pen.spread(second, _seen(pen, told), room)


def _narrow(pen: Pen, room: int, told: Told) -> Iterator[Text]:
    card = told.card
    steps, stage = _steps(pen, told), _stage(pen, card)
    reached = [each["value"] for each in [*card.phones[:1], *card.emails[:1]]][:1]
    rest = Text("   ").append_text(stage) if stage else Text()
    room_for = room - rest.cell_len - steps.cell_len - min(cell_len(plain(card.name)), LEAST) - 2
    if reached and not (card.deceased or card.do_not_contact) and cell_len(plain(reached[0])) + 3 <= room_for:
        rest.append("   ").append_text(copyable(pen, reached[0]))
    name = cut(plain(card.name), max(room - rest.cell_len - steps.cell_len - 2, LEAST), pen.end)
    yield pen.spread(Text.assemble((name, pen.style("ink", marks="bold")), rest), steps, room)
    if card.pinned:
        note = cut(plain(card.pinned.replace("\n", " ")), room - 2, pen.end)
        yield Text.assemble(pen.mark("pinned"), " ", (note, pen.style("ink", marks="italic")))
    if told.reminders:
        yield _pressing(pen, room, told)


def _stage(pen: Pen, card: "Card", known: str = "") -> Text:
    mark = stage_mark(card)
    said = " ".join(part for part in (MARKS[mark].word if mark else "", known) if part)
    line = Text.assemble(pen.mark(mark), " ") if mark else Text()
    return line.append(said[:1].upper() + said[1:] if not mark else said, pen.style("soft"))


def _steps(pen: Pen, told: Told) -> Text:
    if told.number < STEPS:
        return Text()
    return Text.assemble(
        (pen.sign("previous"), pen.style("green", marks="bold")),
        (f" {told.place:,} of {told.number:,} ", pen.style("soft")),
        (pen.sign("next"), pen.style("green", marks="bold")),
    )


def _seen(pen: Pen, told: Told) -> Text:
    last = told.card.last_interaction
    if last is None:
        return pen.text("never seen", "soft")
    return Text.assemble(("last seen ", pen.style("soft")), (since(date.fromisoformat(last), told.today), pen.style()))


def _pressing(pen: Pen, room: int, told: Told) -> Text:
    """The follow-up that presses most, and how many more there are."""
    first, more = told.reminders[0], len(told.reminders) - 1
    due = date.fromisoformat(first.due)
    name = "late" if due < told.today else "due" if due == told.today else "later"
    when = words.late(due, told.today) if name == "late" else words.day(due, told.today)
    right = pen.text(when, "rubric" if name == "late" else "soft")
    also = f"    and {more:,} more" if more else ""
    text = cut(plain(first.text) or "get in touch", max(room - right.cell_len - len(also) - 4, 10), pen.end)
    left = Text.assemble(pen.mark(name), " ", (text, pen.style()), (also, pen.style("soft")))
    return pen.spread(left, right, room)
