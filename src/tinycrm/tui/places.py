"""The table of places: what stands where, by which key, and what is loaded to go there."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from tinycrm.tui.screen import Place


class Entry(NamedTuple):
    """A place: what it is called in the program and on the screen, its key, and its class as "module:class"."""

    id: str
    key: str
    name: str
    screen: str


PLACES = {
    entry.id: entry
    for entry in (
        Entry("today", "1", "Today", "tinycrm.tui.screens.today:Today"),
        Entry("contacts", "2", "Contacts", "tinycrm.tui.screens.contacts:Contacts"),
        Entry("pipeline", "3", "Pipeline", "tinycrm.tui.screens.pipeline:Pipeline"),
        Entry("calendar", "4", "Calendar", "tinycrm.tui.screens.calendar:Calendar"),
        Entry("history", "h", "History", "tinycrm.tui.screens.history:History"),
        Entry("settings", "comma", "Settings", "tinycrm.tui.screens.settings:Settings"),
    )
}


def loaded(path: str) -> Any:
    """What "module:name" names, imported now; None while the module is not there."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name) if find_spec(module) else None


def screen_of(place: str) -> "Callable[[], Place] | None":
    """The class of a place, imported now."""
    return cast("Callable[[], Place] | None", loaded(PLACES[place].screen))


def in_header(here: str) -> list[Entry]:
    """The places of the header: those with a number, and whichever one you are in."""
    return [entry for entry in PLACES.values() if entry.key.isdigit() or entry.id == here]
