"""A field of a form: its label, what is typed, and beside it what that is read as."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tinycrm.errors import CrmError, InvalidError
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.words import mark, sign, style, words

LINE_LIMIT = 2000


class Echo(NamedTuple):
    """What something typed is read as, and the name of the mark before it."""

    said: str
    mark: str = "right"


Check = Callable[[Any], Awaitable[Echo | None]]


def checked(read: Callable[[Any], Echo | str | None]) -> Check:
    """A check that takes a moment at its first use (phones, emails, days in other languages), kept off the screen."""

    async def check(value: Any) -> Echo | None:
        echo = await asyncio.to_thread(read, value)
        return Echo(echo) if isinstance(echo, str) else echo

    return check


class Field(Widget):
    """A label, a body that a kind of field makes, and an echo; the echo turns into a sentence where it is wrong."""

    class Changed(Message):
        """Something else is typed or chosen now."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Field":
            """The field it happened in."""
            return self.field

    class Finished(Message):
        """Enter was pressed: on to the next field."""

    wide = False
    hints: tuple[Key, ...] = ()  # keys of its own, for the sheet's last row while it is in hand

    def __init__(
        self,
        name: str,
        label: str,
        *,
        check: Check | None = None,
        hint: str = "",
        needed: str = "",
        close: bool = False,
        wide: bool | None = None,
    ) -> None:
        """`hint` stands in an empty field, `needed` is what is said when it stays empty; `close`: no gap above."""
        super().__init__(name=name, id=f"field-{name.replace('_', '-')}")
        self.label, self.hint, self.needed = label, hint, needed
        self.problem: str | None = None
        self._check = check
        self._said: tuple[Echo | None, bool] = (None, False)
        self.set_class(self.wide if wide is None else wide, "-wide")
        self.set_class(close, "-close")

    def compose(self) -> Iterable[Widget]:
        """The label and the body; the echo comes with the first thing there is to say."""
        yield Static(self.label, classes="label", markup=False)
        with Body():
            yield from self.body()

    def body(self) -> Iterable[Widget]:
        """What is typed into or chosen from."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """What is typed or chosen, as plain data that a draft can keep."""
        raise NotImplementedError

    @value.setter
    def value(self, value: Any) -> None:
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed or chosen."""
        return not self.value

    def on_mount(self) -> None:
        """Show what the first value is read as."""
        if not self.is_empty:
            self.look()

    def changed(self) -> None:
        """Tell the form, and look what it is read as now; until the field is left nothing is called wrong."""
        self.post_message(self.Changed(self))
        self.look()

    def look(self) -> None:
        """Read what is typed, while typing goes on."""
        self._look_in_time(judged=False)

    async def judge(self) -> bool:
        """Read what is typed once more; whether it makes sense. The field shows what does not."""
        self.workers.cancel_node(self)
        await self._look(judged=True)
        return self.problem is None

    async def read(self, *, judged: bool) -> Echo | None:
        """What it is read as, while typing goes on or, `judged`, when it must make sense.

        Raises CrmError when it makes none.
        """
        if self.is_empty:
            if self.needed:
                raise InvalidError(self.needed)
            return None
        return await self._check(self.value) if self._check else None

    @work(group="look", exclusive=True)
    async def _look_in_time(self, *, judged: bool) -> None:
        await self._look(judged=judged)

    async def _look(self, *, judged: bool) -> None:
        try:
            echo = await self.read(judged=judged)
        except CrmError as error:
            self.problem = str(error)
            hidden = not judged and self.is_empty
            self.say(Echo("" if hidden else self.problem, "wrong"), judged=judged)
        else:
            self.problem = None
            self.say(echo, judged=judged)

    def say(self, echo: Echo | None, *, judged: bool = False) -> None:
        """Show an echo; one that is wrong in the ink of what is wrong only once it was judged."""
        wrong = echo is not None and echo.mark == "wrong"
        if (echo, wrong and judged) == self._said:
            return
        self._said = echo, wrong and judged
        self.set_class(wrong and judged, "-wrong")
        self.set_class(bool(echo and wrong and echo.said), "-told")
        said = self._echo(echo, wrong=wrong and judged) if echo and echo.said else Content("")
        shown = next((each for each in self.children if each.has_class("echo")), None)
        if isinstance(shown, Static):
            shown.display = bool(said)
            shown.update(said)
        elif said and self.is_attached:
            self.mount(Static(said, classes="echo", markup=False))

    def _echo(self, echo: Echo, *, wrong: bool) -> Content:
        if echo.mark == "wrong":
            return words(f"{sign(self, 'wrong')} {echo.said}", "rubric") if wrong else words(echo.said, "soft")
        return Content.assemble(mark(self, echo.mark), " ", words(echo.said, "soft")) if echo.mark else words(echo.said)

    def on_descendant_blur(self) -> None:
        """What is left behind is judged."""
        if not self.is_empty:
            self._look_in_time(judged=True)


class Body(Widget):
    """The middle of a field."""


class Line(Input):
    """One line to type in; it never selects itself, and `enter` leaves it."""

    virtual_size = Reactive(Size(0, 0), layout=False)  # it is as wide as its room: no letter moves anything else

    def __init__(self, value: str = "", placeholder: str = "", **kwargs: Any) -> None:
        super().__init__(
            value, placeholder=placeholder, select_on_focus=False, max_length=LINE_LIMIT, compact=True, **kwargs
        )


class LineField(Field):
    """One line of text."""

    def __init__(self, name: str, label: str, value: str = "", **kwargs: Any) -> None:
        super().__init__(name, label, **kwargs)
        self._first = value

    def body(self) -> Iterable[Widget]:
        """One line."""
        yield Line(self._first, self.hint)

    @property
    def line(self) -> Line:
        """The line that is typed into."""
        return self.query_one(Line)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.line.value.strip() if self.query(Line) else self._first

    @value.setter
    def value(self, value: str) -> None:
        if self.query(Line):
            self.line.value = value
            self.line.cursor_position = len(value)
        else:
            self._first = value

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Finished())


class LongField(Field):
    """Several lines of text; `^e` opens them in the owner's editor."""

    wide = True
    hints = (Key("^e", "editor", "editor"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+e", "editor", "editor", show=False, priority=True)]

    def __init__(self, name: str, label: str, value: str = "", **kwargs: Any) -> None:
        super().__init__(name, label, **kwargs)
        self._first = value

    def body(self) -> Iterable[Widget]:
        """A few lines, more when they are filled."""
        yield TextArea(
            self._first, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False,
            placeholder=Content(self.hint),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Typing goes on behind what is there."""
        self.area.move_cursor(self.area.document.end)
        super().on_mount()

    @property
    def area(self) -> TextArea:
        """The text that is typed into."""
        return self.query_one(TextArea)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.area.text.strip() if self.query(TextArea) else self._first

    @value.setter
    def value(self, value: str) -> None:
        if self.query(TextArea):
            self.area.load_text(value)
            self.area.move_cursor(self.area.document.end)
        else:
            self._first = value

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.changed()

    def action_editor(self) -> None:
        """Go on writing in the owner's editor."""
        from tinycrm.tui.editor import edited

        try:
            self.value = edited(self.app, self.value)
        except CrmError as error:
            self.say(Echo(str(error), "wrong"), judged=True)


class Note(Static):
    """A soft sentence between fields."""

    def __init__(self, said: str, **kwargs: Any) -> None:
        super().__init__(words(said, "soft"), markup=False, **kwargs)


class Heading(Static):
    """The title of a part of a long form, with a hairline."""

    def __init__(self, said: str) -> None:
        super().__init__("", markup=False)
        self.said = plain(said).upper()

    def render(self) -> Content:
        """The words and the line behind them."""
        said = words(self.said, "soft bold")
        rule = max(self.size.width - said.cell_length - 1, 0)
        return Content.assemble(said, " ", (sign(self, "rule") * rule, style("rule")))

    def on_resize(self, _event: events.Resize) -> None:
        """The hairline reaches to the edge."""
        self.refresh()
