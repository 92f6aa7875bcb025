"""Find anything: people, what was said, what they like, and what could be done with the words."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.domain.clean import fold
from tinycrm.errors import CrmError
from tinycrm.tui.dialogs.sheet import Sheet
from tinycrm.tui.text import MARKS
from tinycrm.tui.widgets.field import Line as TypedLine
from tinycrm.tui.widgets.keys import Key, Keys
from tinycrm.tui.widgets.menu import Line, Menu, title
from tinycrm.tui.widgets.words import mark, sign, style, words

SPACED_FROM = 28  # rows of the screen
WORD = r"\w+"


class Goal(NamedTuple):
    """What was gone for: "open", "log" or "remind" somebody by id, "talk" by its id on the page of `person`, "deal" by
    its id, "do" a command by its number, "add" or "filter" with words.
    """

    what: str
    id: int = 0
    words: str = ""
    person: int = 0


class Hit(NamedTuple):
    """Something found: where it leads, its mark, its words, more about it, and what stands at the right."""

    goal: Goal
    mark: str
    name: str
    about: str = ""
    end: str = ""
    person: int = 0  # whom `log` and `remind` would be about
    bold: bool = False


class Section(NamedTuple):
    """Hits of one kind, and how many there are in all."""

    title: str
    hits: Sequence[Hit]
    total: int


Found = tuple[Sequence[Section], str]  # and a sentence, where other words were looked for
Finder = Callable[[str], Awaitable[Found]]


class FindSheet(Sheet[Goal]):
    """Finds as you type. Letters are text here, so its keys carry ctrl."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-1, 6)", show=False, priority=True),
        Binding("pagedown", "move(1, 6)", show=False, priority=True),
        Binding("enter", "open", "open", show=False, priority=True, id="find.open"),
        Binding("ctrl+l", "go('log')", "log", show=False, priority=True, id="find.log"),
        Binding("ctrl+r", "go('remind')", "remind", show=False, priority=True, id="find.remind"),
    ]
    left_keys = (Key("enter", "open", "open"), Key("^l", "log", "go('log')"), Key("^r", "remind", "go('remind')"))
    DOES = (Key("enter", "do it", "open"),)

    def __init__(self, find: Finder, typed: str = "") -> None:
        super().__init__()
        self._find, self._typed = find, typed

    def body(self) -> Iterable[Widget]:
        """The line, a hairline, and what is found."""
        with Horizontal(id="asked"):
            yield Static(words("/ ", "green bold"), id="slash", markup=False)
            yield TypedLine(self._typed)
            yield Static("", id="count", markup=False)
        yield Hairline()
        yield Menu(spaced=self.app.size.height >= SPACED_FROM, id="found")
        yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin with whoever was seen lately."""
        self.query_one(TypedLine).focus()
        self._fit()
        self._look()

    def on_resize(self) -> None:
        """The list scrolls where the screen is low."""
        self._fit()

    def _fit(self) -> None:
        self.query_one(Menu).styles.max_height = max(self.app.size.height - 9, 3)

    def on_input_changed(self) -> None:
        """Find what is typed now."""
        self._look()

    @work(group="find", exclusive=True)
    async def _look(self) -> None:
        typed = self.query_one(TypedLine).value.strip()
        try:
            sections, told = await self._find(typed)
        except CrmError as error:
            sections, told = (), str(error)
        self.query_one(Menu).show(self._lines(sections, typed), keep=True)
        total = sum(section.total for section in sections if section.title != "DO")
        self.query_one("#count", Static).update(words(f"{total:,} found" if typed else "", "soft"))
        self.query_one("#told", Static).update(words(told, "soft"))
        self.query_one("#told").display = bool(told)
        self._say_keys()

    def _say_keys(self) -> None:
        """Only what can be done with the hit in hand."""
        hit: Hit | None = self.query_one(Menu).value
        self.query_one(Keys).show(self.left_keys if hit is None or hit.person else self.DOES, self.right_keys)

    def _lines(self, sections: Sequence[Section], typed: str) -> Iterable[Line]:
        wanted = [fold(word) for word in typed.split() if fold(word)]
        for section in sections:
            yield title(section.title, section.total)
            for hit in section.hits:
                yield self._line(hit, wanted)

    def _line(self, hit: Hit, wanted: Sequence[str]) -> Line:
        told = hit.name.replace(MARKS["cut"].sign, sign(self, "cut"))
        name = matched(words(told, "ink bold" if hit.bold else "ink"), wanted)
        about = matched(words(hit.about, "soft"), wanted)
        front = mark(self, hit.mark) if hit.mark else " "
        left = Content.assemble(front, "  ", name, "   " if hit.about else "", about)
        return Line(hit, left, words(hit.end, "soft"))

    def action_move(self, by: int, times: int = 1) -> None:
        """Take another hit in hand."""
        for _ in range(times):
            self.query_one(Menu).action_move(by)
        self._say_keys()

    def action_open(self) -> None:
        """Go for the hit in hand."""
        self.query_one(Menu).action_choose()

    def action_go(self, what: str) -> None:
        """Log or remind: whoever the hit in hand is about."""
        hit: Hit | None = self.query_one(Menu).value
        if hit is not None and hit.person:
            self.dismiss(Goal(what, hit.person))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """A hit was chosen."""
        event.stop()
        hit: Any = event.value
        self.dismiss(hit.goal)


class Hairline(Static):
    """A hairline from edge to edge."""

    def render(self) -> Content:
        """The line."""
        return Content.styled(sign(self, "rule") * self.size.width, style("rule"))


def matched(text: Content, wanted: Sequence[str]) -> Content:
    """The text, with the beginnings of its words that were looked for in green and underlined."""
    for found in re.finditer(WORD, text.plain):
        folded = fold(found.group())
        for word in wanted:
            if folded.startswith(word):
                end = min(found.start() + len(word), found.end())
                text = text.stylize(style("green underline"), found.start(), end)
    return text
