"""A shop with a morning's work in it, and a name that means harm."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, TESTER
from tests.queries import people
from tests.tui import pace
from tests.tui.tool import made
from tinycrm.store import Store
from tinycrm.store.connection import connect
from tinycrm.tui.app import TinyCrm

HOSTILE = "Zed [@click=app.quit]x[/] \x1b[31mred"

Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session", autouse=True)
def paced() -> Iterator[None]:
    """At the tests' pace."""
    with pace.quick():
        yield


@pytest.fixture(scope="session")
def busy_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy shop, filled once; tests copy it."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("busy") / "shop.db"))
    with closing(Store.open(path, TESTER, lambda: NOW, lambda _: None)) as shop:
        fill(shop)
    return path


@pytest.fixture
def busy(busy_template: Path, shop_path: Path) -> Iterator[Store]:
    """A busy shop of the test's own."""
    shutil.copy(busy_template, shop_path)
    with closing(Store.open(shop_path, TESTER, lambda: NOW, lambda _: None)) as shop:
        yield shop


@pytest.fixture
def crm(busy: Store) -> TinyCrm:
    """The app on the busy shop."""
    return made(busy.path)


@pytest.fixture
def rows(shop_path: Path) -> Rows:
    """`rows("SELECT …", value)` looks into the shop's file."""

    def found(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with closing(connect(shop_path, write=False)) as connection:
            return connection.execute(sql, parameters).fetchall()

    return found


def fill(shop: Store) -> None:
    """Two are late, three are due, one has a birthday, one is slipping away; the last one means harm."""
    ada = people.add(shop, "Ada Lovelace", phone=["mobile:020 7946 0018"], email=["ada@analytical.example"])
    people.change(shop, ada, stage="regular", pinned="Never before ten.", pronunciation="AY-da LUV-lace")
    harlow = people.add(shop, "Harlow Library", kind="organisation")
    jun = people.add(shop, "Jun Watanabe", stage="customer")
    winifred = people.add(shop, "Winifred Ashe")
    people.add(shop, "Margaret Osei", birthday="1956-11-24", likes=["author:Woolf", "gardens"])
    clara = people.add(shop, "Clara Nwosu", cadence="2w")
    zed = people.add(shop, HOSTILE, company=HOSTILE)
    people.log(shop, "Looked at the Zola shelf.", ada, day="2026-11-17", kind="visit")
    people.log(shop, "Asked for Woolf.", clara, day="2026-09-01")
    people.remind(shop, ada, "2026-11-20", "quote her the Nana first edition")
    people.remind(shop, harlow, "2026-11-22", "quote for 40 titles")
    people.remind(shop, jun, text="tell him the bilingual Bashō is in")
    people.remind(shop, winifred, text="see the library, Elm Lodge", due_time="14:30")
    people.remind(shop, zed, text=HOSTILE)
    people.remind(shop, ada, "2026-11-27", "send the Sand list")
