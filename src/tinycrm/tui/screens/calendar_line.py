"""How the calendar tells an entry: in the cell of its day, in the agenda, in a sentence."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.geometry import Size

from tinycrm.domain.day import LONG_MONTHS
from tinycrm.domain.recurrence import every, in_words
from tinycrm.queries.calendar import Entry
from tinycrm.tui import words
from tinycrm.tui.text import Pen, plain
from tinycrm.tui.widgets.agenda import Row, Section
from tinycrm.tui.widgets.heading import Word
from tinycrm.tui.widgets.month import Line

SAID = 60  # characters of a follow-up in a sentence
AROUND = 5  # rows above and below the days and the agenda, two more where there is room for blank ones
ROOMY_ROWS, ROOMY = 30, 100  # from so many columns on days are told in words
AGENDA_LEAST = 5
WEEK_LEAST, TALLEST = 4, 6
OF_DEALS = ("next-step", "closing")
MOVABLE = ("late", "due", "later")
INKS = {"late": "rubric", "birthday": "plum", "due": "ink"}


def what(entry: Entry) -> str:
    """What is to be done."""
    return plain(entry.text, SAID) or f"get in touch with {plain(entry.who, SAID)}"


def mark(entry: Entry, today: date) -> str:
    """The name of its mark."""
    if entry.kind in OF_DEALS:
        return "deal"
    if entry.kind != "follow-up":
        return "birthday"
    if entry.done:
        return "done"
    day = date.fromisoformat(entry.day)
    return "late" if day < today else "due" if day == today else "later"


def line(entry: Entry, today: date) -> Line:
    """An entry in the cell of its day; one that may be moved has its reference."""
    sign, who = mark(entry, today), entry.who or ""
    at = f"{entry.time} " if entry.time else ""
    movable = entry.ref if sign in MOVABLE else None
    names = (f"{at}{who}", f"{at}{entry.family or who}")
    return Line(sign, names, entry.text or "", INKS.get(sign, "soft"), movable)


def row(entry: Entry, today: date, *, dated: bool = False) -> Row:
    """An entry in the agenda; `dated` tells the day of one that is late, else how late it is."""
    day, sign = date.fromisoformat(entry.day), mark(entry, today)
    late = sign == "late"
    when = entry.time or ""
    if late:
        when = words.day(day, today) if dated else words.late(day, today)
    said = entry.text or ("get in touch" if entry.kind == "follow-up" else "")
    if entry.kind == "closing":
        said = f"to close: {said}"
    if entry.every:
        said += f", {in_words(every(entry.every))}"
    return Row(entry, sign, entry.who or "", said, when, late=late, over=entry.done)


def sections(entries: Mapping[date, Sequence[Entry]], day: date, today: date) -> list[Section]:
    """The agenda: the day in hand, and what is still open from before it."""
    year = f" {day.year:04}" if day.year != today.year else ""
    title = f"{day:%A} {day.day} {LONG_MONTHS[day.month - 1]}{year}"
    rows = [row(entry, today) for entry in entries.get(day, ())]
    before = [
        row(entry, today, dated=True)
        for earlier in sorted(entries)
        if earlier < min(day, today)
        for entry in entries[earlier]
        if mark(entry, today) == "late"
    ]
    first = Section(title, rows, "Nothing on this day. n sets a follow-up.", heads=True)
    return [first, Section("still open from before", before)] if before else [first]


def ways(pen: Pen, *, by_week: bool) -> list[Word]:
    """What can be clicked above the days."""
    return [
        Word(pen.sign("previous"), "screen.turn(-1)", "pgup", ink="green"),
        Word("today", "screen.today", "home", gap=1),
        Word(pen.sign("next"), "screen.turn(1)", "pgdn", gap=1, ink="green"),
        Word("month", "screen.view('month')", "v", chosen=not by_week, gap=5),
        Word("week", "screen.view('week')", "v", chosen=by_week, gap=3),
    ]


def week_rows(size: Size, weeks: int, *, by_week: bool) -> int:
    """How many rows a week has above an agenda, on a screen of that size."""
    room = size.height - AROUND - AGENDA_LEAST - (2 if size.height >= ROOMY_ROWS else 0)
    tallest = 1 if size.width < ROOMY and not by_week else TALLEST
    rows = max(1, min(room // weeks, tallest))
    return max(rows, WEEK_LEAST) if by_week else rows
