"""What every place and page of the shop shares: the frame around it, reading, writing, and staying up to date."""

from asyncio import CancelledError
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget

from tinycrm.errors import CrmError
from tinycrm.store import Transaction
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.footer import Footer
from tinycrm.tui.widgets.header import Header

if TYPE_CHECKING:
    from tinycrm.tui.app import TinyCrm
    from tinycrm.tui.shop import Shop

T = TypeVar("T")

WIDE = 120
RIGHT = 3  # the button of the mouse


class Place(Screen[None]):
    """A place or page: its body between the header and the footer.

    A place says what it is made of in `body`, and reads and shows its rows in `load`, which runs when it opens, after
    each write, and when another program wrote; it keeps the cursor and the scroll where they were.
    """

    DEFAULT_CSS = "Place { overflow: hidden; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False, id="back", tooltip="Go back"),
    ]
    AUTO_FOCUS = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()  # ids of the bindings that the footer shows first; else all with `show`

    def __init__(self) -> None:
        super().__init__()
        self.loaded = -1  # the revision of the shop that is shown

    @property
    def crm(self) -> "TinyCrm":
        """The app, by its own type."""
        return cast("TinyCrm", self.app)

    @property
    def shop(self) -> "Shop":
        """The shop."""
        return self.crm.shop

    @property
    def pen(self) -> Pen:
        """What draws in the theme's inks."""
        return self.crm.pen

    @property
    def header(self) -> Header:
        """The three rows at the top."""
        return self.query_one(Header)

    @property
    def wide(self) -> bool:
        """Whether there is room for a card beside the list."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """The frame, and the body in it."""
        yield Header()
        yield from self.body()
        yield Footer(self.FOOTER)

    def body(self) -> Iterable[Widget]:
        """What stands between the header and the footer."""
        return ()

    async def load(self) -> None:
        """Read what is shown, and show it."""

    @property
    def contact_id(self) -> int | None:
        """The person in hand, whom `l` and `r` are about."""
        return None

    def on_screen_resume(self) -> None:
        """Come to the front: show what was changed meanwhile."""
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Load again, unless this already shows the shop as it is."""
        if self.is_mounted and self.loaded != self.crm.revision:
            self.reload()

    @work(exclusive=True, group="load")
    async def reload(self) -> None:
        """Load, in the background."""
        revision = self.crm.revision
        try:
            await self.load()
        except CrmError as error:
            self.crm.say_wrong(error)
        except NoMatches:
            # the screen was taken down while its rows were on their way
            if self.query(Footer):
                raise
            return
        self.loaded = revision
        self.crm.count()

    async def read(self, query: Callable[..., T], *args: Any, **options: Any) -> T:
        """`query(reader, *args)`; raises StoreError as the shop does, CancelledError when this was closed meanwhile."""
        found = await self.shop.read(query, *args, **options)
        if not self.is_attached:
            raise CancelledError
        return found

    async def write(
        self,
        what: str,
        work: Callable[[Transaction], T],
        say: str | Callable[[T], str] = "",
        **refs: Any,
    ) -> bool:
        """Do something as one operation, say so, and show it; False when it was refused, which is said instead."""
        try:
            written = await self.shop.carry_out(what, work, **refs)
        except CrmError as error:
            self.crm.say_wrong(error)
            self.crm.touched()
            return False
        if not written.changed:
            self.crm.say("It is like that already; nothing was changed.")
        elif say:
            self.crm.say(say if isinstance(say, str) else say(written.result), undoes=True)
        self.crm.touched()
        return True

    def on_click(self, event: events.Click) -> None:
        """A right click that means nothing else shows what can be done."""
        if event.button == RIGHT:
            self.crm.action_palette()

    def action_back(self) -> None:
        """Leave a page for the place it opened from."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
