"""A person's timeline: its title with the kinds to choose from, and its entries as blocks of lines."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.domain.day import LONG_MONTHS, MONTHS
from tinycrm.tui import words
from tinycrm.tui.text import MARKS, Pen, plain
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.line import Line, pen_of, wrap

if TYPE_CHECKING:
    from tinycrm.queries.timeline import Entry, Extent, Promise

# what the timeline can be narrowed to, and the kinds of interaction that belong to it
KINDS: dict[str, tuple[str, ...]] = {
    "all": (),
    "talks": ("call", "message", "meeting"),
    "visits": ("visit", "event"),
    "letters": ("letter", "email"),
    "notes": ("note",),
    "deals": ("deal",),
}
NAMES = {"visit": "Came in"}
HOW = {
    ("call", "in"): "rang us", ("call", "out"): "we rang",
    ("visit", "out"): "we called by",
    ("email", "in"): "to us", ("email", "out"): "from us",
    ("message", "in"): "to us", ("message", "out"): "from us",
    ("letter", "in"): "to us", ("letter", "out"): "from us",
}  # fmt: skip
DATE_END, ON, TEXT = 8, 10, 13  # columns
MARGIN = 2
MEASURE = 68
LINES = 12  # of a text; `e` and `E` show all of it
TEXT_LIMIT = 2_000  # characters; more of it is never seen in so many lines


class TimelineTitle(Widget):
    """The title with its hairline, and the kinds in it, each of which can be clicked."""

    DEFAULT_CSS = "TimelineTitle { height: 1; background: $background; }"

    class Chosen(Message):
        """Another kind was clicked."""

        def __init__(self, kind: str) -> None:
            super().__init__()
            self.kind = kind

    def __init__(self) -> None:
        super().__init__()
        self._kind = "all"
        self._left = 2
        self._spots: list[tuple[range, str]] = []

    def show(self, kind: str, left: int) -> None:
        """Show which kind is chosen; the title begins at the column `left`."""
        self._kind, self._left = kind, left
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        pen, width = pen_of(self), self.size.width
        rule = pen.sign("rule")
        line = Line().put(self._left, "TIMELINE", "soft bold").add(rule * 3, "rule", gap=1)
        self._spots = []
        for kind in KINDS:
            start = line.end + (1 if kind == "all" else 2)
            line.put(start, kind, "green bold underline" if kind == self._kind else "soft")
            self._spots.append((range(start, line.end), kind))
        return line.add(rule * max(width - MARGIN - line.end - 1, 0), "rule", gap=1).strip(pen, width)

    def on_click(self, event: events.Click) -> None:
        """Choose the kind that was clicked."""
        for spot, kind in self._spots:
            if event.x in spot:
                self.post_message(self.Chosen(kind))


class Painter:
    """Draws entries at one width, on one day, for one person."""

    def __init__(self, pen: Pen, width: int, today: date, ref: str) -> None:
        self.pen = pen
        self.width = width
        self.today = today
        self.ref = ref
        self._room = min(max(width - TEXT - MARGIN, 10), MEASURE)

    def blocks(self, entries: Sequence["Entry"], extent: "Extent") -> Iterator[Block]:
        """The entries, years between them where they change, and at the end how many are not shown yet."""
        year = self.today.year
        older = extent.number - sum(entry.talk.kind != "deal" for entry in entries)
        for number, entry in enumerate(entries):
            day = date.fromisoformat(entry.talk.day)
            if day.year != year:
                year = day.year
                yield Block([self._on(Line().put_right(DATE_END, f"{year}", "faint bold")), self._on(Line())])
            lines = list(self._entry(entry, day))
            last = number == len(entries) - 1
            tail = [] if last and older <= 0 else [self._on(Line(), "more" if last else "on")]
            # a deal has many steps, so its reference alone does not tell them apart
            step = f" {entry.talk.at} {entry.talk.text}" if entry.talk.kind == "deal" else ""
            yield Block([*lines, *tail], f"{entry.talk.ref}{step}", entry, len(tail))
        if older > 0:
            yield Block([self._on(Line(), "more").put(TEXT, self._older(older, extent.first), "soft italic")])

    def _older(self, number: int, first: str | None) -> str:
        since = date.fromisoformat(first) if first else self.today
        return f"{number:,} older, back to {LONG_MONTHS[since.month - 1]} {since.year:04}"

    def _entry(self, entry: "Entry", day: date) -> Iterator[Line]:
        talk, pen = entry.talk, self.pen
        mark = MARKS[talk.kind]
        line = Line().put_right(DATE_END, f"{day.day} {MONTHS[day.month - 1]}", "soft")
        line.put(ON, pen.sign(talk.kind), mark.ink)
        line.put(TEXT, NAMES.get(talk.kind, talk.kind.capitalize()), "ink bold")
        room = self.width - MARGIN - len(talk.ref) - 2
        left_over = [said for said in self._how(entry) if not self._fits(line, said, room)]
        yield line.put_right(self.width - MARGIN, talk.ref, "faint")
        yield from self._text(talk.text)
        for said in left_over:
            yield from self._led(said)
        for promise in entry.promises:
            yield self._promise(promise)

    def _how(self, entry: "Entry") -> Iterable[str]:
        talk = entry.talk
        others = [plain(who["name"], 40) for who in talk.who if who["ref"] != self.ref]
        how = HOW.get((talk.kind, talk.direction or ""), "")
        met = f"with {words.listed(others)}" if others else ""
        return filter(None, (how, met, talk.outcome))

    def _fits(self, line: Line, said: str, room: int) -> bool:
        """Put a few soft words behind the kind, where there is room for them."""
        shown = plain(said)
        if line.end + 2 + cell_len(shown) > room:
            return False
        line.add(shown, "soft", gap=2)
        return True

    def _text(self, text: str | None) -> Iterator[Line]:
        if not text:
            return
        lines = [row for row in wrap(text[:TEXT_LIMIT], self._room) if row] or [""]
        for row in lines[:LINES]:
            yield self._on(Line()).put(TEXT, row)
        if len(lines) > LINES or len(text) > TEXT_LIMIT:
            yield self._on(Line()).put(TEXT, "more of it", "soft italic")

    def _led(self, said: str) -> Iterator[Line]:
        sign = self.pen.sign("led to")
        for number, row in enumerate(wrap(plain(said), self._room - 2)):
            line = self._on(Line())
            yield (line.put(TEXT, sign, "soft") if number == 0 else line).put(TEXT + 2, row)

    def _promise(self, promise: "Promise") -> Line:
        due = date.fromisoformat(promise.due)
        line = self._on(Line()).put(TEXT, self.pen.sign("led to"), "soft").add("follow-up", "soft", gap=1)
        line.add(words.day(due, self.today), "soft", gap=1)
        name = "done" if promise.done else "late" if due < self.today else "due" if due == self.today else "later"
        line.add(self.pen.sign(name), MARKS[name].ink, gap=1)
        told = words.late(due, self.today) if name == "late" else "done" if name == "done" else ""
        return line.add(told, MARKS[name].ink, gap=1)

    def _on(self, line: Line, name: str = "on") -> Line:
        return line.put(ON, self.pen.sign(name), "rule")
