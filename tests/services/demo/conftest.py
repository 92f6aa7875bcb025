from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tinycrm.services.demo import fill
from tinycrm.store import Reader, Store
from tinycrm.store.migrate import create

TODAY = NOW.date()
Filled = Callable[..., Reader]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A reader of a demo shop of that size, seed and day; each is made once."""
    made: dict[tuple[int, int, date], Reader] = {}
    with ExitStack() as stores:

        def make(people: int = 150, seed: int = 1, today: date = TODAY) -> Reader:
            key = (people, seed, today)
            if key not in made:
                store = opened(tmp_path_factory.mktemp("demo") / "shop.db")
                stores.callback(store.close)
                with store.begin("demo") as tx:
                    fill(tx, people=people, seed=seed, today=today)
                made[key] = store.reader
            return made[key]

        yield make


def opened(path: Path) -> Store:
    create(path)
    return Store.open(path, TESTER, lambda: NOW, lambda _: None)
