"""The palette: every command that can be done here and now, and every contact."""

from collections.abc import Iterator

from textual.app import App

from tinycrm.tui import finder, quick
from tinycrm.tui import theme as themes
from tinycrm.tui.dialogs.find import FindSheet
from tinycrm.tui.finder import Command
from tinycrm.tui.screen import Place


async def choose(place: Place) -> None:
    """Ask for a command or a person, and go for it."""
    found = list(commands(place))
    goal = await place.crm.ask(FindSheet(lambda typed: finder.palette(place.shop, found, typed)))
    if goal is not None and goal.what == "do":
        chosen = found[goal.id]
        await place.app.run_action(chosen.action, chosen.owner)
    else:
        await quick.follow(place, goal)


def commands(place: Place) -> Iterator[Command]:
    """Every binding that has a name of its own, those of what is in hand first; then the themes."""
    seen = set()
    for owner, binding, enabled, tip in place.active_bindings.values():
        if enabled and binding.id and binding.description and binding.action not in seen:
            seen.add(binding.action)
            yield Command(binding.key, tip or binding.tooltip or binding.description, binding.action, owner)
    for name in theme_names(place.app):
        yield Command("", f"Theme: {name}", f"theme('{name}')", place.app)


def theme_names(app: App[int]) -> list[str]:
    """The themes to choose from, ours first; forms of one for fewer colours are chosen by the terminal."""
    others = sorted(name for name in app.available_themes if name not in themes.OURS and not name.endswith("-256"))
    return [*themes.OURS, *others]
