"""Keys of the owner's own: every command that has a key, which keys are free, and what a key is called."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from tinycrm.errors import RefusedError
from tinycrm.tui import places
from tinycrm.tui.places import PLACES
from tinycrm.tui.widgets.footer import shown

EVERYWHERE = "everywhere"
PAGE = "a contact's page"
# keys that lists, fields and sheets live by
KEPT = frozenset(
    "up down left right pageup pagedown home end enter escape tab shift+tab space backspace delete ctrl+c ctrl+s ctrl+q"
    " shift+up shift+down shift+left shift+right".split()
)


class Command(NamedTuple):
    """Something a key does: its name in the settings, its words, its own key, and where it is heard."""

    id: str
    words: str
    default: str
    where: tuple[str, ...]
    key: str


def commands(app: type[App[int]], own: Mapping[str, str]) -> list[Command]:
    """Every command of the app and its places, each once; `own` are the owner's keys, by command."""
    found: dict[str, Command] = {}
    for where, kind in _rooms(app):
        for each in _bindings(kind):
            if each.id is None or not (each.tooltip or each.description) or each.system:
                continue
            default = each.key.partition(",")[0]
            made = Command(each.id, each.tooltip or each.description, default, (), own.get(each.id, default))
            before = found.get(each.id, made)
            if where not in before.where:
                found[each.id] = before._replace(where=(*before.where, where))
    return list(found.values())


def take(commands: Sequence[Command], command_id: str, key: str) -> dict[str, str]:
    """The owner's keys once `key` does that command; its own key again is not written down.

    Raises RefusedError for a key that lists and forms live by, and for one that does something else where it is heard.
    """
    command = next(each for each in commands if each.id == command_id)
    own = {each.id: each.key for each in commands if each.key != each.default}
    own.pop(command_id, None)
    if key == command.default:
        _ensure_free(commands, command, key)
        return own
    if key in KEPT:
        raise RefusedError(f"{shown(key)} moves about in lists and forms, so it stays what it is.")
    _ensure_free(commands, command, key)
    return {**own, command_id: key}


def reset(commands: Sequence[Command], command_id: str) -> dict[str, str]:
    """The owner's keys once a command has its own key again.

    Raises RefusedError when that key was given to something else.
    """
    command = next(each for each in commands if each.id == command_id)
    return take(commands, command_id, command.default)


def _ensure_free(commands: Sequence[Command], wanted: Command, key: str) -> None:
    for each in commands:
        if each.id != wanted.id and each.key == key and _meet(each, wanted):
            raise RefusedError(f"{shown(key)} is taken: {each.words[:1].lower()}{each.words[1:]}. Choose another key.")


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands are ever heard in the same place."""
    return EVERYWHERE in (*one.where, *other.where) or bool(set(one.where) & set(other.where))


def _rooms(app: type[App[int]]) -> Iterator[tuple[str, type[DOMNode]]]:
    """Where bindings are, and what that place is called."""
    yield EVERYWHERE, app
    paths = {entry.name: entry.screen for entry in PLACES.values()}
    for name, path in {**paths, PAGE: "tinycrm.tui.screens.contact:ContactPage"}.items():
        screen = places.loaded(path)
        if isinstance(screen, type) and issubclass(screen, DOMNode):
            yield name, screen


def _bindings(kind: type[DOMNode]) -> Iterator[Binding]:
    return (each for each in vars(kind).get("BINDINGS", []) if isinstance(each, Binding))
