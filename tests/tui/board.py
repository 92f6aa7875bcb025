"""What the tests of the board share: a shop with deals, and what stands on it and in it."""

from pathlib import Path

from textual.pilot import Pilot

from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import QUOTED, RESERVED, SOURCING, columns, day, lose, start, the, win
from tests.tui.tool import TESTER, settled
from tinycrm.queries.deal import Deal
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.pipeline import Pipeline

HOSTILE = "[@click=app.quit]x[/] \N{RIGHT-TO-LEFT OVERRIDE}[bold]"
FIRST = 8  # the row of the first cards where the screen is tall


def fill(shop: Store) -> Path:
    """Seven deals in four columns, one won and one lost this month, one won long ago."""
    ada, bo = people.add(shop, "Ada Lovelace"), people.add(shop, "Bo Yard")
    zed = people.add(shop, HOSTILE)
    start(shop, "Woolf letters", ada, value=95000, since=2, next="date it", next_on=day(2))  # d1
    start(shop, "Gift: Persuasion, 1818 set", bo, value=60000, since=6)  # d2
    start(shop, "Prints", bo, value=18500, since=1, next="ring", next_on=day(6))  # d3
    start(shop, "Mensagem", ada, value=140000, stage=SOURCING, since=9, next="ask Lisbon", next_on=day(0))  # d4
    start(shop, "Hetzel bindings", bo, value=520000, stage=QUOTED, since=23, next="2nd offer", next_on=day(3),
          close=day(20))  # d5  # fmt: skip
    start(shop, "Nana", ada, value=18000, stage=QUOTED, since=15, next="quote", next_on=day(-4))  # d6
    start(shop, HOSTILE, zed, stage=RESERVED, since=7, next=HOSTILE, source=HOSTILE, notes=HOSTILE)  # d7
    start(shop, "The Waves", ada, value=42000, since=40)
    win(shop, 8, since=3)
    start(shop, "Dickens, in parts", bo, value=64000, since=40)
    lose(shop, 9, since=12)
    start(shop, "An old one", bo, value=100, since=400)
    win(shop, 10, since=300)
    shop.close()
    return shop.path


def store(path: Path) -> Store:
    return Store.open(path, TESTER, lambda: NOW, lambda _: None)


def standing(path: Path, *stages: int) -> list[list[str]]:
    shop = store(path)
    found = columns(shop, *stages)
    shop.close()
    return found


def found(path: Path, deal_id: int) -> Deal:
    shop = store(path)
    deal = the(shop, deal_id)
    shop.close()
    return deal


def place(app: TinyCrm) -> Pipeline:
    assert isinstance(app.screen, Pipeline)
    return app.screen


def held(app: TinyCrm) -> str:
    card = place(app).card
    return card.title if card else ""


def said(app: TinyCrm) -> str:
    told = "\n".join(str(each.message) for each in app._notifications)  # noqa: SLF001  # no other way to them
    return told.replace("\N{NO-BREAK SPACE}", " ")


async def drag(pilot: Pilot[int], start_at: tuple[int, int], *over: tuple[int, int], drop: bool = True) -> None:
    await pilot.mouse_down(offset=start_at)
    for each in over:
        await pilot.hover(offset=each)
    if drop:
        await pilot.mouse_up(offset=over[-1])
    await settled(pilot)
