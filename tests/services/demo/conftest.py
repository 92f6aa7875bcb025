from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tinycrm.services.demo import fill
from tinycrm.store import Reader, Store
from tinycrm.store.migrate import create

Filled = Callable[..., Reader]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A reader of a demo shop of that size, seed and day; each is made once."""
    made: dict[tuple[int, int, date], Reader] = {}

    def make(people: int = 150, seed: int = 1, today: date = NOW.date()) -> Reader:
        key = (people, seed, today)
        if key not in made:
            made[key] = _fill(tmp_path_factory.mktemp("demo") / "shop.db", *key)
        return made[key]

    return make


def _fill(path: Path, people: int, seed: int, today: date) -> Reader:
    create(path)
    store = Store.open(path, TESTER, lambda: NOW, lambda _: None)
    with store.begin("demo") as tx:
        fill(tx, people=people, seed=seed, today=today)
    return store.reader
