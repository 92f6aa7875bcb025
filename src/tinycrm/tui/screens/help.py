"""Help: every key, made from the bindings, and every mark, made from the table of marks."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.tui import places
from tinycrm.tui.places import PLACES
from tinycrm.tui.screen import Place
from tinycrm.tui.text import FAMILIES, Pen, plain
from tinycrm.tui.widgets.footer import shown

MARGINS = 4  # the scrollbar stands in the right one
KEY = 16
COLUMN = 50
GAP = 4
MOVING = (
    ("arrows", "move; page and home keys too"),
    ("enter", "open what is in hand"),
    ("tab", "on to the next pane or field"),
    ("esc", "back; leave a sheet"),
    ("space", "mark a row, ctrl+a all"),
)
MOUSE = (
    ("click", "take in hand; again opens"),
    ("right click", "what can be done with it"),
    ("wheel", "scrolls what is under it"),
)


class Part(NamedTuple):
    """A title, and lines of a key or mark with what it means."""

    title: str
    lines: list[Text]


class Help(Place):
    """Two columns where there is room."""

    DEFAULT_CSS = """
    Help VerticalScroll { padding: 1 0 0 2; }
    Help Static { height: auto; }
    """

    FOOTER = ("back", "quit")

    def body(self) -> Iterable[Widget]:
        """The text."""
        with VerticalScroll(id="help"):
            yield Static(id="text", markup=False)

    async def load(self) -> None:
        """Write it all down."""
        self._write()
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """There is another number of columns."""
        self._write()

    def _write(self) -> None:
        width = self.app.size.width - MARGINS
        columns = 2 if width >= 2 * COLUMN + GAP else 1
        each = (width - GAP * (columns - 1)) // columns
        parts = list(self._parts())
        self.query_one("#text", Static).update(in_columns(self.pen, parts, columns, each))

    def _parts(self) -> Iterator[Part]:
        pen = self.pen
        yield Part("Everywhere", [line(pen, *pair) for pair in of_bindings(type(self.app), self.app)])
        yield Part("Moving", [line(pen, *pair) for pair in MOVING])
        for entry in PLACES.values():
            screen = places.screen_of(entry.id)
            pairs = list(of_bindings(screen, self.app)) if isinstance(screen, type) else []
            if pairs:
                yield Part(entry.name, [line(pen, *pair) for pair in pairs])
        page = places.loaded("tinycrm.tui.screens.contact:ContactPage")
        if page is not None:
            yield Part("A contact's page", [line(pen, *pair) for pair in of_bindings(page, self.app)])
        yield Part("The mouse", [line(pen, *pair) for pair in MOUSE])
        for family, marks in FAMILIES.items():
            rows = [line(pen, pen.sign(name), mark.word, mark.ink) for name, mark in marks.items()]
            yield Part(f"Marks: {family}", rows)


def of_bindings(kind: type[DOMNode], app: DOMNode) -> Iterator[tuple[str, str]]:
    """The keys of a screen or the app, and what they do, with the owner's own keys in their place."""
    keymap = getattr(getattr(app, "shop", None), "config", None)
    own = getattr(keymap, "keys", {}) or {}
    for each in vars(kind).get("BINDINGS", []):
        if isinstance(each, Binding) and each.description and not each.system:
            keys = own.get(each.id or "", each.key)
            yield " ".join(shown(key) for key in keys.split(",")[:2]), each.tooltip or each.description


def line(pen: Pen, key: str, words: str, ink: str = "green") -> Text:
    """A key or a mark, and what it means."""
    return Text.assemble((key.ljust(KEY), pen.style(ink, marks="bold")), (plain(words), pen.style("ink")))


def fitted(pen: Pen, text: Text, width: int) -> Text:
    """A line in at most that many cells."""
    return text if text.cell_len <= width else pen.spread(text, Text(), width)


def in_columns(pen: Pen, parts: list[Part], columns: int, width: int) -> Text:
    """The parts one below another, in columns of about the same height."""
    blocks = [[pen.title(part.title, width), *part.lines, Text()] for part in parts]
    height = sum(map(len, blocks)) / columns
    rows: list[list[Text]] = [[] for _ in range(columns)]
    at = 0
    for block in blocks:
        if at + 1 < columns and len(rows[at]) + len(block) / 2 > height:
            at += 1
        rows[at] += block
    longest = max(map(len, rows))
    lines = []
    for number in range(longest):
        whole = Text(no_wrap=True)
        for column in rows:
            cell = fitted(pen, column[number], width) if number < len(column) else Text()
            whole.append_text(cell).append(" " * (width - cell.cell_len + GAP))
        lines.append(whole)
    return Text("\n", end="").join(lines)
