"""What the tests of sheets and fields share: a tiny app with one sheet on it, and a shop that is made up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.conftest import NOW
from tests.tui.tool import settled
from tinycrm.domain.contact import Reading
from tinycrm.domain.when import when
from tinycrm.tui import theme
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import Kept
from tinycrm.tui.drafts import Drafts
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.pick import Match

P = ParamSpec("P")

HERE = NOW.replace(tzinfo=None)
HOSTILE = "[@click=app.quit]x[/]"
ADA = Match(1, "Ada Lovelace", "regular", "regular, London", "020 7946 0018")
ANA = Match(2, "Ana Zoltán", "lead", "fair-2026")
BAD = Match(3, HOSTILE, "customer", "[/] \x1b[2J")
PEOPLE = (ADA, ANA, BAD)
TAGS = ("regular", "fair-2026", "french")
OPEN = {1: [Match(7, "quote her the Nana", "late")]}


def in_loop(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """Run a test that waits."""

    @wraps(test)
    def run(*args: P.args, **options: P.kwargs) -> None:
        async def main() -> None:
            await test(*args, **options)

        asyncio.run(main())

    return run


async def people(typed: str) -> Sequence[Match]:
    return [each for each in PEOPLE if typed.casefold() in each.name.casefold()]


async def tags(typed: str) -> Sequence[Match]:
    return [Match(each, each) for each in TAGS if each.startswith(typed)]


async def similar(name: str, _emails: Sequence[str], phones: Sequence[str]) -> Sequence[Match]:
    alike_name = [each._replace(about="the same name") for each in PEOPLE if each.name.casefold() == name.casefold()]
    alike_phone = [ADA._replace(about="the same phone")] if "+442079460018" in phones else []
    return [*alike_phone, *alike_name]


async def follow_ups(contact_id: int) -> Sequence[Match]:
    return OPEN.get(contact_id, [])


def lookup(now: datetime = HERE) -> Lookup:
    """The made-up shop."""
    reading = Reading(now.date(), "GB", True)
    return Lookup(
        lambda: now,
        reading,
        0,
        lambda text, future: when(text, now=now, future=future),
        people,
        tags,
        similar,
        follow_ups,
    )


def kept(folder: Path, form: str = "log", now: datetime = HERE) -> Kept:
    """Where a test's drafts are kept."""
    return Kept(Drafts(folder / "shop.db.drafts"), form, lambda: now)


class Desk(App[None]):
    """An app with one thing on it; what a sheet handed back stands in `got`."""

    CSS_PATH = str(Path(theme.__file__).parent / "app.tcss")

    def __init__(self, shown: Any, name: str = "paper") -> None:
        super().__init__()
        self.shown = shown
        self.got: Any = "nothing yet"
        for each in theme.themes():
            self.register_theme(each)
        self.theme = name

    @property
    def pen(self) -> Pen:
        return Pen(self.theme_variables)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": theme.DEFAULT_RULE}

    def compose(self) -> ComposeResult:
        yield Static("behind", markup=False)

    def on_mount(self) -> None:
        self.push_screen(self.shown, self.take)

    def take(self, got: Any) -> None:
        self.got = got

    @property
    def sheet(self) -> Any:
        return self.shown


@asynccontextmanager
async def shown(
    sheet: Screen[Any], size: tuple[int, int] = (100, 30), theme: str = "paper"
) -> AsyncIterator[Pilot[None]]:
    """The sheet on a screen, its first picture drawn; `pilot.app` is a Desk."""
    app = Desk(sheet, theme)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


def got(pilot: Pilot[None]) -> Any:
    """What the sheet handed back."""
    assert isinstance(pilot.app, Desk)
    return pilot.app.got


def form_of(app: App[Any]) -> Any:
    """The form of the sheet that is shown; its fields are of all kinds."""
    return app.screen.query_one(Form)


class FieldSheet:
    """Makes a sheet out of parts of a form, handing back all values."""

    @staticmethod
    def of(*parts: Any) -> Any:
        from tinycrm.tui.dialogs.sheet import FormSheet

        class Sheet(FormSheet[dict[str, Any]]):
            CSS_PATH = str(Path(theme.__file__).parent / "dialogs" / "sheet.tcss")
            heading = "Fields"

            def parts(self) -> Any:
                return parts

            async def result(self) -> dict[str, Any]:
                return self.form.values

        return Sheet()
