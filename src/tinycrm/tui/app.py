"""The app: the commands that work everywhere, and the way from place to place."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tinycrm.errors import CrmError
from tinycrm.tui import places
from tinycrm.tui.frame import Frame, Look
from tinycrm.tui.places import PLACES
from tinycrm.tui.screen import Place
from tinycrm.tui.shop import Shop
from tinycrm.tui.text import plain

__all__ = ["Look", "TinyCrm"]

COPIED = 60  # letters of what was copied that are told
INTERRUPTED = 130
NEED_A_SHOP = frozenset("find add log remind undo redo bring_in take_up palette go show help".split())


class TinyCrm(Frame):
    """The shop on a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", show=False, id="find", tooltip="Find people, and what was said"),
        Binding("a", "add", "add contact", show=False, id="add", tooltip="Add a person or organisation"),
        Binding("l", "log", "log", show=False, id="log", tooltip="Log a call, a visit, a letter"),
        Binding("r", "remind", "remind", show=False, id="remind", tooltip="Set a follow-up"),
        Binding("u", "undo", "undo", show=False, id="undo", tooltip="Take back what was done last"),
        Binding("U", "redo", "redo", show=False, id="redo", tooltip="Bring back what was undone last"),
        Binding("i", "bring_in", "bring in a list", show=False, id="bring_in", tooltip="Bring in a list of people"),
        Binding("ctrl+o", "take_up", "take up a draft", show=False, id="take_up", tooltip="Take up what is half typed"),
        Binding("ctrl+p", "palette", "all commands", show=False, id="palette", tooltip="Every command, every contact"),
        Binding("question_mark", "help", "help", show=False, id="help", tooltip="Every key and every mark"),
        *(
            Binding(entry.key, f"go('{entry.id}')", entry.name, show=False, id=entry.id, tooltip=f"Go to {entry.name}")
            for entry in PLACES.values()
        ),
        Binding("f12", "hide", "hide the screen", show=False, id="hide", tooltip="Hide everything until a key"),
        Binding("q", "quit", "quit", show=False, id="quit", tooltip="Close the shop's screen"),
        Binding("ctrl+c", "interrupt", "", show=False, system=True),
    ]

    def __init__(self, shop: Shop, look: Look | None = None) -> None:
        super().__init__(shop, look)
        for place in PLACES:
            self.add_mode(place, _opener(place))
        self.add_mode("start", _start)

    def on_mount(self) -> None:
        """Offer what was left half typed, once the first picture is there."""
        self.call_after_refresh(self.offer_drafts)

    @work(group="drafts")
    async def offer_drafts(self) -> None:
        """Say what was left half typed the last time."""
        if await self.shop.call(self.drafts.all):
            from tinycrm.tui import edit

            await edit.tell_of_drafts(self._here)

    def begin(self) -> None:
        """There is a shop now: open it at the list of today."""
        self.shop.reload()
        self.switch_mode("today")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a shop there is nothing to do anything with."""
        return action not in NEED_A_SHOP or self.current_mode != "start"

    def action_go(self, place: str) -> None:
        """Go to a place; from a page in it, back to the place itself."""
        if places.screen_of(place) is None:
            self.say(f"{PLACES[place].name} is not there yet.")
        elif self.current_mode == place:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.switch_mode(place)

    def action_show(self, section: str) -> None:
        """Go to a part of today's list."""
        self.action_go("today")
        self.call_later(self._show_section, section)

    def _show_section(self, section: str) -> None:
        if show := getattr(self.visible_place, "show_section", None):
            show(section)

    def action_open_contact(self, contact_id: int) -> None:
        """Open a person's page."""
        self.open_contact(contact_id)

    def open_contact(self, contact_id: int, around: Sequence[int] = (), talk: int = 0) -> None:
        """Open a person's page, at a talk where one is given; `around` are the people of the list they are opened
        from, in its order.
        """
        page = places.loaded("tinycrm.tui.screens.contact:ContactPage")
        if page is None:
            self.say("The contact page is not there yet.")
        else:
            self.push_screen(page(contact_id, list(around) or [contact_id], talk))

    def show_contacts(self, query: str) -> None:
        """Go to the contacts that a query means."""
        self.action_go("contacts")
        self.call_later(self._filter, query)

    def _filter(self, query: str) -> None:
        if show := getattr(self.visible_place, "show", None):
            show(query)

    def action_copy(self, words: str) -> None:
        """Copy words, by way of the terminal where it can (OSC 52)."""
        self.copy_to_clipboard(words)
        self.say(f"Copied {plain(words, COPIED)}")

    @work(group="asks")
    async def action_find(self) -> None:
        """Find anything."""
        from tinycrm.tui import quick

        await quick.find(self._here)

    @work(group="asks")
    async def action_add(self) -> None:
        """Add somebody."""
        from tinycrm.tui import quick

        await quick.add(self._here)

    @work(group="asks")
    async def action_log(self) -> None:
        """Log a talk, with the person in hand."""
        from tinycrm.tui import quick

        await quick.log(self._here, self._here.contact_id)

    @work(group="asks")
    async def action_remind(self) -> None:
        """Set a follow-up, for the person in hand."""
        from tinycrm.tui import quick

        await quick.remind(self._here, self._here.contact_id)

    @work(group="asks")
    async def action_bring_in(self) -> None:
        """Bring in a list of people."""
        from tinycrm.tui import quick

        await quick.bring_in(self._here)

    @work(group="asks")
    async def action_take_up(self) -> None:
        """Open the form that was left half typed."""
        from tinycrm.tui import edit

        await edit.take_up(self._here)

    @work(group="asks")
    async def action_undo(self) -> None:
        """Take back what was done last."""
        from tinycrm.tui import undo

        await undo.take_back(self._here)

    @work(group="asks")
    async def action_redo(self) -> None:
        """Bring back what was undone last."""
        from tinycrm.tui import undo

        await undo.take_back(self._here, redo=True)

    @work(group="asks")
    async def action_palette(self) -> None:
        """Every command and every contact."""
        from tinycrm.tui import palette

        await palette.choose(self._here)

    @work(group="theme")
    async def action_theme(self, name: str) -> None:
        """Look like that from now on."""
        self.theme = self.fitting(name)
        try:
            await self.shop.set(theme=name)
        except CrmError as error:
            self.say_wrong(error)

    def action_help(self) -> None:
        """Show every key and every mark."""
        from tinycrm.tui.screens.help import Help

        if isinstance(self.screen, Help):
            self.screen.action_back()
        else:
            self.push_screen(Help())

    def action_hide(self) -> None:
        """Hide everything until a key."""
        from tinycrm.tui.screens.hidden import Hidden

        self.push_screen(Hidden())

    def action_interrupt(self) -> None:
        """Ctrl-C: whatever is half typed asks for itself, so here it ends."""
        self.end(INTERRUPTED)

    @property
    def _here(self) -> Place:
        place = self.visible_place
        assert place is not None
        return place


def _opener(place: str) -> Callable[[], Screen[Any]]:
    def opened() -> Screen[Any]:
        found = places.screen_of(place)
        assert found is not None
        return found()

    return opened


def _start() -> Screen[Any]:
    from tinycrm.tui.screens.start import Start

    return Start()
