"""A field of several lines, each a thing of its own: emails, phones, addresses, relatives."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tinycrm.errors import CrmError
from tinycrm.tui.widgets.field import Echo, Field, Line
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.words import sign, words

Keyed = tuple[int | None, str]  # which row of the shop it is, None for a new one, and its text


class Entry(Horizontal):
    """One line, and beside it what puts it first and what takes it away."""

    def __init__(self, key: int | None, text: str, hint: str, *, moves: bool) -> None:
        super().__init__()
        self.key = key
        self._text, self._hint, self._moves = text, hint, moves

    def compose(self) -> Iterable[Widget]:
        """The line and its two spots."""
        yield Line(self._text, self._hint)
        if self._moves:
            yield Spot("first", "Put it first")
        yield Spot("remove", "Take it away")

    def on_mount(self) -> None:
        """An empty line has nothing to move or take away."""
        self.set_class(not self._text, "-blank")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.set_class(not event.value.strip(), "-blank")

    @property
    def line(self) -> Line:
        """The line that is typed into."""
        return self.query_one(Line)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.value.strip() if self.query(Line) else self._text


class Spot(Static):
    """A sign to click."""

    class Clicked(Message):
        """It was clicked."""

        def __init__(self, what: str, entry: Entry) -> None:
            super().__init__()
            self.what = what
            self.entry = entry

    def __init__(self, what: str, tooltip: str) -> None:
        super().__init__("", markup=False)
        self.what = what
        self.tooltip = tooltip

    def on_mount(self) -> None:
        """Show the sign."""
        self.update(words(sign(self, "up" if self.what == "first" else "remove"), "faint"))

    def on_click(self, event: events.Click) -> None:
        """Tell the field."""
        event.stop()
        assert isinstance(self.parent, Entry)
        self.post_message(self.Clicked(self.what, self.parent))


class SeveralField(Field):
    """Lines under one another, with an empty one at the end; `^d` takes one away, `^t` puts it first."""

    wide = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "remove", "remove", show=False, priority=True),
        Binding("ctrl+t", "first", "put first", show=False, priority=True),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(
        self, name: str, label: str, value: Sequence[Keyed] = (), *, moves: bool = False, **kwargs: Any
    ) -> None:
        """With `moves` the first one counts as the primary one, and others can take its place."""
        super().__init__(name, label, **kwargs)
        self._first = [*value]
        self._moves = moves
        self.hints = (Key("^d", "remove", "remove"), *((Key("^t", "put first", "first"),) if moves else ()))

    def body(self) -> Iterable[Widget]:
        """The lines."""
        for key, text in (*self._first, (None, "")):
            yield self._entry(key, text)

    def _entry(self, key: int | None, text: str) -> Entry:
        return Entry(key, text, self.hint, moves=self._moves)

    @property
    def entries(self) -> list[Entry]:
        """The lines that are there."""
        return list(self.query(Entry))

    @property
    def value(self) -> list[list[Any]]:
        """What is typed, line for line, without empty ones."""
        if not self.query(Entry):
            return [list(each) for each in self._first]
        return [[entry.key, entry.text] for entry in self.entries if entry.text]

    @value.setter
    def value(self, value: Sequence[Sequence[Any]]) -> None:
        self._first = [(key, text) for key, text in value]
        if self.is_mounted:
            self._fill()

    @work(group="fill", exclusive=True)
    async def _fill(self) -> None:
        body = self.query_one("Body")
        async with self.batch():
            await body.remove_children()
            await body.mount_all([self._entry(key, text) for key, text in (*self._first, (None, ""))])
        self.changed()

    async def read(self, *, judged: bool) -> Echo | None:
        """Nothing is said while all lines make sense."""
        if self._check:
            for entry in self.entries:
                if entry.text:
                    await self._read(entry)
        return None

    async def _read(self, entry: Entry) -> None:
        assert self._check is not None
        try:
            await self._check(entry.text)
        except CrmError:
            entry.add_class("-wrong")
            raise
        entry.remove_class("-wrong")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.entries and self.entries[-1].text:
            self.query_one("Body").mount(self._entry(None, ""))
        self.changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.value.strip() and self._at() + 1 < len(self.entries):
            self.action_move(1)
        else:
            self.post_message(self.Finished())

    def _at(self) -> int:
        return next((at for at, entry in enumerate(self.entries) if entry.has_focus_within), -1)

    def action_move(self, by: int) -> None:
        """Go to the next line, or the one before."""
        at = self._at() + by
        if 0 <= at < len(self.entries):
            self.entries[at].line.focus()

    def action_remove(self) -> None:
        """Take the line in hand away."""
        if (at := self._at()) >= 0:
            self._remove(self.entries[at])

    def action_first(self) -> None:
        """Make the line in hand the first one."""
        if (at := self._at()) > 0 and self._moves:
            self._put_first(self.entries[at])

    def on_spot_clicked(self, event: Spot.Clicked) -> None:
        """A sign beside a line was clicked."""
        event.stop()
        if event.what == "remove":
            self._remove(event.entry)
        else:
            self._put_first(event.entry)

    def _remove(self, entry: Entry) -> None:
        at, entries = self.entries.index(entry), self.entries
        if at == len(entries) - 1:
            entry.line.value = ""
            return
        entries[at + 1].line.focus()
        entry.remove()
        self.call_after_refresh(self.changed)

    def _put_first(self, entry: Entry) -> None:
        if entry is not self.entries[0] and entry.text:
            self.query_one("Body").move_child(entry, before=0)
            entry.line.focus()
            self.changed()
