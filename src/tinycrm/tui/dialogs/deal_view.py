"""The sheet with all that is known of a deal: its facts, its people, and the way it came."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from tinycrm.domain import money
from tinycrm.domain.clean import show_line
from tinycrm.domain.money import Style
from tinycrm.domain.when import since
from tinycrm.tui import words
from tinycrm.tui.dialogs.read import ReadSheet
from tinycrm.tui.dialogs.sheet import CLOSE
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.facts import Fact
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.line import Line, wrap

if TYPE_CHECKING:
    from tinycrm.queries.deal import Deal, Passed

LEFT, VALUE, MARGIN = 2, 13, 2
HEADING = 52  # cells of a title that is a heading
DAY = 12  # cells of a day in the way a deal came
OPEN_KEYS = (Key("e", "edit", "go('edit')"), Key("w", "won", "go('win')"), Key("x", "lost", "go('lose')"),
             Key("D", "delete", "go('delete')"))  # fmt: skip
CLOSED_KEYS = (Key("e", "edit", "go('edit')"), Key("R", "reopen", "go('reopen')"), Key("D", "delete", "go('delete')"))


class Goal(NamedTuple):
    """What is to be done next: open a contact, or something with the deal."""

    what: str
    id: int = 0


class Told(NamedTuple):
    """A deal, the way it came, how many follow-ups hang on it, the mark and ink of its stage, and the day."""

    deal: "Deal"
    way: "Sequence[Passed]"
    follow_ups: int
    mark: str
    ink: str
    today: date


class DealView(ReadSheet[Goal]):
    """All of a deal; hands back what is to be done with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "go('edit')", show=False),
        Binding("w", "go('win')", show=False),
        Binding("x", "go('lose')", show=False),
        Binding("R", "go('reopen')", show=False),
        Binding("D", "go('delete')", show=False),
    ]

    def __init__(self, told: Told, style: Style) -> None:
        super().__init__()
        self._told, self._style = told, style
        self.heading = show_line(told.deal.title, HEADING)
        keys = OPEN_KEYS if told.deal.status == "open" else CLOSED_KEYS
        self.left_keys = (Key("enter", "person", "open"), *keys) if told.deal.contacts else keys
        self.right_keys = (CLOSE,)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A deal that is closed is reopened first."""
        if action == "go" and parameters[0] in ("win", "lose", "reopen"):
            return (parameters[0] == "reopen") != (self._told.deal.status == "open")
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Its reference stands beside the title."""
        super().on_mount()
        self.aside(self._told.deal.ref)

    def begin(self) -> None:
        """Its first person is in hand."""
        self.page.action_step(1)

    def action_go(self, what: str) -> None:
        """Something is to be done with the deal."""
        self.dismiss(Goal(what))

    def opened(self, data: Fact) -> None:
        """A person is to be opened."""
        if data.kind == "contact":
            self.dismiss(Goal("contact", data.id))

    def blocks(self, pen: Pen, width: int) -> Iterable[Block]:
        """Its facts, its notes, its way."""
        return _Painter(pen, width, self._style, self._told).blocks()


class _Painter:
    def __init__(self, pen: Pen, width: int, style: Style, told: Told) -> None:
        self.pen, self.style, self.told = pen, style, told
        self._end = width - MARGIN
        self._room = max(self._end - VALUE, 10)

    def blocks(self) -> Iterator[Block]:
        yield from self._title()
        yield from self._facts()
        yield from self._people()
        yield from self._rest()
        yield from self._notes()
        yield Block([Line(), self._heading("the way it came")])
        for number, each in enumerate(reversed(self.told.way)):
            yield Block([self._passed(each, len(self.told.way) - number)])

    def _title(self) -> Iterator[Block]:
        """A title that is longer than the heading, whole."""
        title = plain(self.told.deal.title)
        if cell_len(title) > HEADING:
            yield Block([*(Line().put(LEFT, row, "ink") for row in wrap(title, self._end - LEFT)), Line()])

    def _facts(self) -> Iterator[Block]:
        deal, today = self.told.deal, self.told.today
        line = self._labelled("stage").put(VALUE, self.pen.sign(self.told.mark), self.told.ink)
        line.add(cut(plain(deal.stage), self._room - 12, self.pen.end), "ink bold", gap=1)
        if deal.status == "open":
            own = ", its own" if deal.probability_own else ""
            line.add(f"{deal.probability} %{own}", "soft", gap=2)
            age = words.span(date.fromisoformat(deal.since), today)
            if deal.rotting:
                line.add(self.pen.sign("still"), "ochre", gap=2).add(f"standing still for {age}", "ochre", gap=1)
            else:
                line.add(f"since {age}" if age in ("today", "yesterday") else f"for {age}", "soft", gap=2)
        yield Block([line])
        if deal.value:
            line = self._labelled("worth").put(VALUE, money.show(deal.value, self.style), "ink bold")
            if deal.status == "open":
                minor = (deal.value.minor * deal.probability + 50) // 100
                likely = money.show(money.Money(minor, deal.value.currency), self.style, pence=False)
                line.add(f"{self.pen.sign('about')} {likely}", "faint", gap=2)
            yield Block([line])

    def _people(self) -> Iterator[Block]:
        for number, each in enumerate(self.told.deal.contacts):
            name = cut(plain(each["name"]), self._room, self.pen.end)
            line = self._labelled("" if number else "with").put(VALUE, name, "ink underline")
            yield Block([line], each["ref"], Fact("contact", each["name"], int(each["ref"][1:])))

    def _rest(self) -> Iterator[Block]:
        deal, today = self.told.deal, self.told.today
        if deal.status == "open":
            yield Block([self._next()])
            if deal.close:
                yield self._row("closes", words.day(date.fromisoformat(deal.close), today))
        elif deal.closed:
            day = date.fromisoformat(deal.closed)
            yield self._row(deal.status, f"{words.day(day, today)}, {since(day, today)}")
        if deal.reason:
            yield self._row("because", deal.reason)
        if deal.reason_words:
            yield Block(
                [
                    Line().put(VALUE, row, "soft italic")
                    for part in deal.reason_words.split("\n")
                    for row in wrap(plain(part), self._room)
                ]
            )
        if deal.source:
            yield self._row("came from", deal.source)
        if self.told.follow_ups:
            yield self._row("follow-ups", f"{self.told.follow_ups} open")

    def _next(self) -> Line:
        deal, today = self.told.deal, self.told.today
        line = self._labelled("next")
        if not deal.next:
            return line.put(VALUE, self.pen.sign("unset"), "ochre").add("no next step", "ochre", gap=1)
        day = date.fromisoformat(deal.next_on) if deal.next_on else None
        name = "later" if day is None or day > today else "due" if day == today else "late"
        when = words.late(day, today) if day and name == "late" else words.day(day, today) if day else ""
        line.put(VALUE, self.pen.sign(name), MARKS[name].ink)
        line.put(VALUE + 2, cut(plain(deal.next), self._room - 4 - cell_len(when), self.pen.end))
        return line.put_right(self._end, when, "rubric" if name == "late" else "soft")

    def _notes(self) -> Iterator[Block]:
        if self.told.deal.notes:
            rows = [row for part in self.told.deal.notes.split("\n") for row in wrap(plain(part), self._end - LEFT)]
            yield Block([Line(), self._heading("notes"), *(Line().put(LEFT, row) for row in rows)])

    def _passed(self, each: "Passed", number: int) -> Line:
        """A step on the way: its day, what happened, what the deal was worth, and how long it stayed."""
        today = self.told.today
        day = date.fromisoformat(each.day)
        line = Line().put(LEFT, words.day(day, today), "soft")
        worth = money.show(each.value, self.style, pence=False) if each.value else ""
        following = self.told.way[number] if number < len(self.told.way) else None
        until = date.fromisoformat(following.day) if following else today
        stayed = f"{(until - day).days:,} d" if following or self.told.deal.status == "open" else ""
        end = self._end - max(cell_len(stayed) + 2, 8)
        line.put(LEFT + DAY, cut(self._happened(each), end - cell_len(worth) - LEFT - DAY - 2, self.pen.end))
        return line.put_right(end, worth, "soft").put_right(self._end, stayed, "faint")

    def _happened(self, each: "Passed") -> str:
        if each.came_from is None:
            return f"Started in {plain(each.stage)}"
        if each.kind != "open":
            return f"{each.kind.capitalize()}{f': {plain(each.reason)}' if each.reason else ''}"
        return f"{'Moved' if each.was_open else 'Reopened'} from {plain(each.came_from)} to {plain(each.stage)}"

    def _heading(self, title: str) -> Line:
        line = Line().put(LEFT, title.upper(), "soft bold")
        return line.add(self.pen.sign("rule") * max(self._end - line.end - 1, 0), "rule", gap=1)

    def _labelled(self, label: str) -> Line:
        return Line().put(LEFT, label, "faint")

    def _row(self, label: str, value: str) -> Block:
        return Block([self._labelled(label).put(VALUE, cut(plain(value), self._room, self.pen.end))])
