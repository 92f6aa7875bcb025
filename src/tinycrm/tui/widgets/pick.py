"""Fields that offer what is there while you type."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tinycrm.errors import CrmError, InvalidError
from tinycrm.tui.widgets.field import Echo, Field, Line
from tinycrm.tui.widgets.menu import Line as MenuLine
from tinycrm.tui.widgets.menu import Menu
from tinycrm.tui.widgets.words import mark, words


class Match(NamedTuple):
    """Something that is there: what stands for it, its name, its mark, and words to tell it from others."""

    value: Any
    name: str
    mark: str = ""
    about: str = ""
    end: str = ""


Offer = Callable[[str], Awaitable[Sequence[Match]]]


class Offering(Field):
    """A line that opens a menu of matches under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "offer(1)", show=False, priority=True),
        Binding("up", "offer(-1)", show=False, priority=True),
        Binding("escape", "close", show=False, priority=True),
        Binding("tab", "take_on", show=False, priority=True),
    ]
    opens_empty = False

    def __init__(self, name: str, label: str, offer: Offer, **kwargs: Any) -> None:
        super().__init__(name, label, **kwargs)
        self._offer = offer
        self._setting = False

    def body(self) -> Iterable[Widget]:
        """The line; the menu under it comes when something is offered first."""
        yield Line("", self.hint)

    @property
    def line(self) -> Line:
        """The line that is typed into."""
        return self.query_one(Line)

    @property
    def menu(self) -> Menu:
        """The menu under it."""
        return self.query_one(Menu)

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return bool(self.query(Menu)) and bool(self.menu.display)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The menu's keys are its own only while it is open."""
        if action in ("close", "take_on") or (action == "offer" and not self.line.has_focus):
            return self.is_open
        return True

    def action_offer(self, by: int) -> None:
        """Open the menu, or move in it."""
        if self.is_open:
            self.menu.action_move(by)
        elif by > 0:
            self.offer()

    def action_close(self) -> None:
        """Close the menu; what is typed stays."""
        self.close()

    def action_take_on(self) -> None:
        """Take what is in hand, and on."""
        self.menu.action_choose()

    def close(self) -> None:
        """Close the menu."""
        self.workers.cancel_node(self)
        self._hide()

    def _hide(self) -> None:
        if self.query(Menu):
            self.menu.display = False

    def offer(self) -> None:
        """Look for what could be meant."""
        self._open(self.line.value.strip())

    @work(group="offer", exclusive=True)
    async def _open(self, typed: str) -> None:
        if not typed and not self.opens_empty:
            self._hide()
            return
        try:
            found = await self._offer(typed)
        except CrmError as error:
            self.say(Echo(str(error), "wrong"))
            found = ()
        if not self.query(Menu):
            await self.query_one("Body").mount(Menu(classes="offer"))
        if not self.line.has_focus:
            self._hide()
            return
        self.menu.show(MenuLine(each, self._left(each), words(each.end, "faint")) for each in found)
        self.menu.display = bool(found)
        self.offered(found, typed)

    def offered(self, found: Sequence[Match], typed: str) -> None:
        """These are offered now for what is typed."""

    def _left(self, match: Match) -> Content:
        front = Content.assemble(mark(self, match.mark) if match.mark else " ", "  ")
        return Content.assemble(
            front, words(match.name, "ink bold"), words(f"   {match.about}" if match.about else "", "soft")
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        with_focus = self.line.has_focus and not self._setting
        self._setting = False
        if with_focus:
            self.typed()
            self.offer()

    def typed(self) -> None:
        """Something was typed."""
        self.changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.is_open:
            self.menu.action_choose()
        else:
            self.entered()

    def entered(self) -> None:
        """Enter was pressed while nothing is offered."""
        self.post_message(self.Finished())

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.close()
        self.take(event.value)

    def take(self, match: Match) -> None:
        """Something offered was chosen."""
        raise NotImplementedError

    def on_descendant_blur(self) -> None:
        """Nothing is offered to who is elsewhere."""
        if self.is_open and not self.menu.is_mouse_over:
            self.close()
        super().on_descendant_blur()

    def _set_line(self, text: str) -> None:
        if self.line.value != text:
            self._setting = True
            self.line.value = text
        self.line.cursor_position = len(text)


class PickField(Offering):
    """One of what is there: a person, usually. Only what was chosen counts, or what only one thing is meant by."""

    class Picked(Message):
        """Somebody was picked, or nobody is any more."""

        def __init__(self, field: "PickField") -> None:
            super().__init__()
            self.field = field

    def __init__(self, name: str, label: str, offer: Offer, picked: Match | None = None, **kwargs: Any) -> None:
        super().__init__(name, label, offer, **kwargs)
        self.picked = picked
        self._found: Sequence[Match] = ()
        self._left_typed = ""

    def on_mount(self) -> None:
        """Show who is picked."""
        if self.picked:
            self._set_line(self.picked.name)
        super().on_mount()

    @property
    def value(self) -> Any:
        """Who is picked, as what they are shown with; "" for nobody, and the words typed for who is not known."""
        if self.picked:
            return list(self.picked)
        return self.line.value.strip() if self.query(Line) else ""

    @value.setter
    def value(self, value: Any) -> None:
        self.picked = Match(*value) if isinstance(value, list | tuple) else None
        self._set_line(self.picked.name if self.picked else str(value or ""))
        self.changed()
        self.post_message(self.Picked(self))

    def typed(self) -> None:
        """Who was picked is not who is typed now."""
        was = self.picked
        self.picked = None
        self.changed()
        if was:
            self.post_message(self.Picked(self))

    def take(self, match: Match) -> None:
        """Pick them, and on."""
        self.value = list(match)
        self.post_message(self.Finished())

    async def read(self, *, judged: bool) -> Echo | None:
        """Who they are; raises CrmError when nobody is meant, or several are."""
        if not self.picked and not self.is_empty:
            await self._resolve(self.line.value.strip(), judged=judged)
        if self.picked:
            return Echo(self.picked.about or " ", self.picked.mark)
        return await super().read(judged=judged)

    async def _resolve(self, typed: str, *, judged: bool) -> None:
        found = await self._offer(typed)
        exact = [each for each in found if each.name.casefold() == typed.casefold()]
        meant = exact if len(exact) == 1 else list(found)
        if not found:
            raise InvalidError("Nobody here is called that.")
        if self.line.has_focus and not judged:
            return
        if len(meant) > 1:
            raise InvalidError("Several people: choose one.")
        self.value = list(meant[0])
