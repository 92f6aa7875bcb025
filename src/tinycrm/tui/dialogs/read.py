"""A sheet that is read: blocks of lines, some of which can be taken in hand and opened."""

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from tinycrm.tui.dialogs.sheet import FRAME_ROWS, Sheet
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.blocks import Block, Blocks
from tinycrm.tui.widgets.line import pen_of

R = TypeVar("R")


class Page(Blocks):
    """The blocks, on the ground of a sheet."""

    ground = "sheet"

    class LaidOut(Message):
        """The lines are known."""

    def lay_out(self) -> None:
        """Make the blocks anew, and say so."""
        super().lay_out()
        if self.size.width:
            self.post_message(self.LaidOut())


class ReadSheet(Sheet[R], Generic[R]):
    """A sheet as tall as what is read on it, so far as there is room. A subclass gives the blocks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    def body(self) -> Iterable[Widget]:
        """What is read."""
        yield Page(lambda width: self.blocks(pen_of(self), width))

    def blocks(self, pen: Pen, width: int) -> Iterable[Block]:
        """The blocks at a width."""
        raise NotImplementedError

    @property
    def page(self) -> Page:
        """What is read."""
        return self.query_one(Page)

    def on_mount(self) -> None:
        """It has the keys."""
        self.page.focus()

    def on_page_laid_out(self, event: Page.LaidOut) -> None:
        """The lines are known: be as tall as they are, and begin."""
        event.stop()
        self.fit()
        if not self._begun:
            self._begun = True
            self.begin()

    def begin(self) -> None:
        """The first time that something is seen."""

    def on_resize(self, _event: events.Resize) -> None:
        """It scrolls where the screen is low."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Be as tall as what is read."""
        for page in self.query(Page):
            page.styles.height = max(min(page.virtual_size.height, self.app.size.height - FRAME_ROWS), 1)

    def on_blocks_opened(self, event: Blocks.Opened) -> None:
        """What was clicked again is opened."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Hand back what is in hand."""
        if self.page.data is not None:
            self.opened(self.page.data)

    def opened(self, data: Any) -> None:
        """Something is to be opened."""
        raise NotImplementedError
