"""The frame of the app: themes, what is said at the foot of the screen, staying up to date, and how it ends."""

from asyncio import Lock
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import ClassVar, NamedTuple, TypeVar

from rich.text import Text
from textual import events, work
from textual.app import App
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import WorkerFailed

from tinycrm import paths
from tinycrm.errors import CrmError, StoreError
from tinycrm.queries import today as todays
from tinycrm.queries.today import Counts, Wanted
from tinycrm.tui import theme as themes
from tinycrm.tui.drafts import Drafts
from tinycrm.tui.screen import Place
from tinycrm.tui.shop import Shop
from tinycrm.tui.text import Pen, plain
from tinycrm.tui.widgets.header import Header

T = TypeVar("T")

HELD = "\u00a0"  # a blank at which no line is broken
POLL_SECONDS = 1.0
SOURCES = 256  # of styles: more than there are kinds of widgets and files
TOAST_SECONDS = 5.0
UNTIL_A_KEY = 24 * 3600.0


class PlainScrollBar(ScrollBarRender):
    """A scrollbar without parts of blocks at its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = VERTICAL_BARS


class Styles(Stylesheet):
    """All styles of the app. What was read once for these colours is not read again for each new screen."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Put the styles together from what was read, and from what is new."""
        self.parse()


class Look(NamedTuple):
    """How this terminal shows things: how many colours it has (None: as it says itself), whether none are wanted, and
    whether it has no signs beyond ASCII.
    """

    colours: str | None = None
    colourless: bool = False
    ascii: bool = False
    filters: tuple[LineFilter, ...] = ()


class Frame(App[int]):
    """Everything of the app that is not a command."""

    CSS_PATH = "app.tcss"
    TITLE = "tinycrm"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = TOAST_SECONDS

    def __init__(self, shop: Shop, look: Look | None = None) -> None:
        self.DEFAULT_MODE = "today" if shop.exists else "start"  # type: ignore[misc]  # where it begins is known now
        super().__init__()
        self.stylesheet = Styles(self.get_css_variables())
        self._css_update_count = -1  # as new screens have it, which need not be dressed twice before a theme changes
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-mid"), (120, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
        self.animation_level = "none"
        self.shop = shop
        self.look = look or Look()
        self.revision = 0
        self.counts: Counts | None = None
        self.undoing = Lock()
        self._pen: tuple[object, Pen] | None = None
        self.title = shop.config.shop or self.TITLE
        shop.tell = lambda sentence: self.call_from_thread(self.say, sentence)
        for each in themes.themes():
            self.register_theme(each)
        self._dress(self.fitting(shop.config.theme))
        self.set_class(self.ascii, "-ascii")
        ScrollBar.renderer = PlainScrollBar if self.ascii else ScrollBarRender
        self.set_keymap(shop.config.keys)

    # looks

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variable, for the themes that do not know it."""
        return {"rule": themes.DEFAULT_RULE}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Where no colours are wanted, none at all; and letters that this terminal lacks become others."""
        found = [each for each in super().get_line_filters() if not isinstance(each, Monochrome)]
        return [*found, *([NoColor()] if self.look.colourless else []), *self.look.filters]

    def fitting(self, wanted: str) -> str:
        """The theme of that name, or what this terminal shows of it; paper for a name that none has."""
        if wanted not in self.available_themes:
            wanted = themes.DEFAULT
        colours = self.look.colours or self.console.color_system
        return themes.fitting(wanted, colours, colourless=self.look.colourless)

    def _dress(self, name: str) -> None:
        """Begin with a theme; where its colours are ours, without reading all styles once more for it."""
        if name == themes.PLAIN:
            self.theme = name
            return
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode")
        self.set_class(not self.current_theme.dark, "-light-mode")

    @property
    def ascii(self) -> bool:
        """Whether only signs of ASCII are shown."""
        said = self.shop.config.symbols
        return said == "ascii" or (said == "auto" and self.look.ascii)

    @property
    def pen(self) -> Pen:
        """What draws in the inks of the theme in use."""
        variables = self.theme_variables
        if self._pen is None or self._pen[0] is not variables or self._pen[1].ascii != self.ascii:
            self._pen = variables, Pen(variables, ascii=self.ascii, reverse=self.native_ansi_color)
        return self._pen[1]

    # what is shown

    @property
    def shop_title(self) -> str:
        """The shop's name; nothing while there is none."""
        return "" if self.current_mode == "start" else self.shop.config.shop

    @cached_property
    def drafts(self) -> Drafts:
        """What was half typed into forms."""
        return Drafts(paths.drafts_file(self.shop.path))

    @property
    def visible_place(self) -> Place | None:
        """The place or page that can be seen, be it behind a sheet."""
        return next((each for each in reversed(self.screen_stack) if isinstance(each, Place)), None)

    def on_mount(self) -> None:
        """Look for what others write."""
        self.set_interval(POLL_SECONDS, self.poll)

    async def ask(self, sheet: ModalScreen[T]) -> T | None:
        """Show a sheet and wait for what it hands back; None when it was left. Only inside a worker."""
        return await self.push_screen_wait(sheet)

    def say(self, sentence: str, *, undoes: bool = False) -> None:
        """A sentence at the foot of the screen; with `undoes` it says how to take it back."""
        end = f" {self.pen.sign('dot')}{HELD}u{HELD}undoes" if undoes else ""
        self.notify(f"{plain(sentence)}{end}", markup=False)

    def say_wrong(self, error: CrmError | str) -> None:
        """What stood in the way; it stays until a key is pressed."""
        lines = [plain(line) for line in str(error).split("\n")]
        self.notify("\n".join(lines), severity="error", timeout=UNTIL_A_KEY, markup=False)

    def on_notify(self) -> None:
        """One sentence at a time: the one before goes."""
        self.clear_notifications()

    async def on_event(self, event: events.Event) -> None:
        """A key takes away what stood in the way before."""
        if isinstance(event, events.Key) and any(each.severity == "error" for each in self._notifications):
            self.clear_notifications()
        await super().on_event(event)

    def touched(self) -> None:
        """Something was written: what can be seen is read again."""
        self.revision += 1
        if self.visible_place:
            self.visible_place.refresh_rows()

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Bring the header's counts up to date."""
        settings = self.shop.config
        try:
            wanted = Wanted(self.shop.today, settings.leap_day, self.shop.cadences)
            self.counts = await self.shop.read(todays.counts, wanted)
        except CrmError:
            self.counts = None  # the place has said what is wrong
        for screen in self.screen_stack:
            for header in screen.query(Header):
                header.refresh()

    @work(exclusive=True, group="poll")
    async def poll(self) -> None:
        """See whether another program wrote."""
        if self.current_mode == "start":
            return
        try:
            changed = await self.shop.changed()
        except CrmError:
            return  # whoever reads next says it
        if changed:
            self.touched()

    def end(self, code: int) -> None:
        """Close the screen for good, with an exit code; what is half typed is kept."""
        self._keep_drafts()
        self.exit(code, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """What the shop refused while something was shown is said; anything else is a mistake of ours."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, CrmError):
            self.say_wrong(error.error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with a sentence, and with the rest in a file beside the shop; what is half typed is kept."""
        from tinycrm.tui import log

        if self._exit_renderables:
            return  # one mistake after another: the first one is told
        self._keep_drafts()
        self.panic(Text(log.write(self.shop.path, self._exception, self.shop.now)))

    def _keep_drafts(self) -> None:
        for screens in self._screen_stacks.values():
            for screen in screens:
                if keep := getattr(screen, "keep", None):
                    keep()
        self.drafts.close()
        with suppress(StoreError):
            self.drafts.write()
