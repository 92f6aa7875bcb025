"""What all tests share: a quiet place to run in, and a shop of their own."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tinycrm.store import Author, Store
from tinycrm.store.migrate import create

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday; what the tests' clocks say
TESTER = Author("cli", "tester")


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same language, zone and user folders on every machine, and never anyone's real shop."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("TINYCRM_", "LC_"))]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("LANG", "en_GB.UTF-8")
        patch.setenv("TZ", "UTC")
        if hasattr(time, "tzset"):
            time.tzset()
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty shop, built once; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "shop.db"
    create(path)
    return path


@pytest.fixture
def shop_path(template: Path, tmp_path: Path) -> Path:
    """An empty shop's file of the test's own."""
    return Path(shutil.copy(template, tmp_path / "shop.db"))


@pytest.fixture
def shop(shop_path: Path) -> Iterator[Store]:
    """An empty shop of the test's own, open, its clock standing at NOW."""
    store = Store.open(shop_path, TESTER, lambda: NOW, lambda _: None)
    yield store
    store.close()
