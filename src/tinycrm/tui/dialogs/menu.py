"""Sheets that are a few lines to choose from: putting off, a tag, how often, a kind; and a question with a count."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tinycrm.domain.when import When
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Sheet
from tinycrm.tui.widgets.choice import Option
from tinycrm.tui.widgets.field import Echo, Field, LineField, Note
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.menu import Line, Menu
from tinycrm.tui.widgets.month import Month
from tinycrm.tui.widgets.pick import Match, Offer
from tinycrm.tui.widgets.when import Pick, short
from tinycrm.tui.widgets.words import words

MONDAY, WEEK = 0, 7


class ChooseSheet(Sheet[Any]):
    """One of a few lines; a letter chooses as well as the arrows and the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    left_keys = (Key("enter", "choose", "choose"),)

    def __init__(self, heading: str, options: Sequence[tuple[str, Option, str]], note: str = "") -> None:
        """Each option with the key that chooses it ("" for none) and faint words at the right."""
        super().__init__()
        self.heading = heading
        self._options, self._note = tuple(options), note

    def body(self) -> Iterable[Widget]:
        """The lines."""
        if self._note:
            yield Note(self._note)
        yield Menu(self._line(key, option, end) for key, option, end in self._options)

    def _line(self, key: str, option: Option, end: str) -> Line:
        front = words(f"{key}  " if key else "   ", "green bold")
        return Line(option, front + words(option.word), words(end, "faint"))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses its line."""
        found = next((option for key, option, _ in self._options if key and key == event.character), None)
        if found is not None:
            event.stop()
            self.chosen(found)

    def action_move(self, by: int) -> None:
        """Take another line in hand."""
        self.query_one(Menu).action_move(by)

    def action_choose(self) -> None:
        """Choose the line in hand."""
        self.query_one(Menu).action_choose()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """A line was chosen."""
        event.stop()
        self.chosen(event.value)

    def chosen(self, option: Option) -> None:
        """Hand back what an option stands for."""
        self.dismiss(option.value)


class SnoozeSheet(ChooseSheet):
    """Until when something is put off: a When."""

    PICK = "pick"

    def __init__(self, lookup: Lookup, what: str) -> None:
        self.lookup = lookup
        today = lookup.today
        monday = today + timedelta((MONDAY - today.weekday() - 1) % WEEK + 1)
        days = [
            ("t", "tomorrow", today + timedelta(1)),
            ("m", "Monday", monday),
            ("w", "in a week", today + timedelta(WEEK)),
        ]
        options = [(key, Option(When(day, None), word), short(day, today)) for key, word, day in days]
        options.append(("p", Option(self.PICK, "another day"), ""))
        super().__init__("Put off", options, what)

    def chosen(self, option: Option) -> None:
        """A day, or the sheet that asks for one in the place of this one."""
        if option.value != self.PICK:
            self.dismiss(option.value)
            return
        self.add_class("-aside")
        self.app.push_screen(DaySheet(self.lookup, "Put off until"), self._taken)

    def _taken(self, when: When | None) -> None:
        """The day that was asked for; without one the lines are there again."""
        if when is None:
            self.remove_class("-aside")
        else:
            self.dismiss(when)


class DaySheet(FormSheet[When]):
    """A day, in words or from a month: a When."""

    right_keys = (Key("tab", "the month", "next"),)

    def __init__(self, lookup: Lookup, heading: str, value: str = "") -> None:
        super().__init__()
        self.heading, self.lookup, self._value = heading, lookup, value

    def parts(self) -> Iterable[Widget]:
        """The words, and the month."""
        look = self.lookup
        yield look.when_field(
            "when", "when", self._value, future=True, hint="fri, in 2 weeks, 3 dec", needed="Say when."
        )
        yield Pick(self._day(), look.today, look.first_weekday, classes="-still")

    def _day(self) -> date:
        return self.lookup.when(self._value, True).day if self._value else self.lookup.today

    def on_month_day_chosen(self, event: Month.DayChosen) -> None:
        """A day of the month is taken at once."""
        event.stop()
        self.dismiss(When(event.day, None))

    async def result(self) -> When:
        """The day."""
        return self.lookup.when(self.form.field("when").value, True)


class ConfirmSheet(Sheet[bool]):
    """A question that tells how many records it is about: True, or None when it was left."""

    def __init__(self, question: str, details: Sequence[str] = (), *, key: str = "enter", word: str = "yes") -> None:
        """`key` says yes: "D" for what is deleted, so that enter alone does no harm."""
        super().__init__()
        self.heading = ""
        self._question, self._details, self._key = question, tuple(details), key
        self.left_keys = (Key(key, word, "yes"),)
        self.right_keys = (Key("esc", "keep" if key == "D" else "leave it", "leave"),)

    def body(self) -> Iterable[Widget]:
        """The question, and what it is about."""
        yield Question(self._question)
        for detail in self._details:
            yield Note(detail)

    def on_key(self, event: events.Key) -> None:
        """The key that says yes."""
        if event.key == self._key:
            event.stop()
            self.action_yes()

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)


class Question(Note):
    """A bold question."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.update(words(said, "ink bold"))


class TagSheet(FormSheet[list[str]]):
    """Tags to put on, or to take off: their names."""

    def __init__(self, heading: str, tags: Offer, new: Callable[[str], Match] | None = None) -> None:
        """`new` makes a match of a tag that nobody has yet; without it only those offered count."""
        super().__init__()
        self.heading, self._tags, self._new = heading, tags, new

    def parts(self) -> Iterable[Widget]:
        """The tags."""
        yield ManyField("tags", "tags", self._tags, new=self._new, hint="regular, fair-2026", needed="Name a tag.")

    async def result(self) -> list[str]:
        """Their names."""
        return [str(each[0]) for each in self.form.field("tags").value]


class LineSheet(FormSheet[str]):
    """One line of words: how often, a path, a name."""

    def __init__(
        self,
        heading: str,
        label: str,
        *,
        check: Callable[[str], Awaitable[Echo | None]] | None = None,
        hint: str = "",
        needed: str = "",
        value: str = "",
        wide: bool = False,
    ) -> None:
        super().__init__()
        self.heading = heading
        self._field: Field = LineField("line", label, value, check=check, hint=hint, needed=needed, wide=wide)

    def parts(self) -> Iterable[Widget]:
        """The line."""
        yield self._field

    async def result(self) -> str:
        """What was typed."""
        return str(self.form.field("line").value)
