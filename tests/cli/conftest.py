"""The command line on a shop of the test's own."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import Answer, Crm, Rows, called
from tinycrm import config, paths


def quiet(path: Path) -> Path:
    """A shop that is told to make no daily backups."""
    config.write(paths.settings_file(path), {"daily_backup": False})
    return path


@pytest.fixture
def crm(shop_path: Path) -> Crm:
    """`crm("add", "Ada")` types a command that works on the test's shop, without a terminal."""

    def typed(*args: str, stdin: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Answer:
        return called(args, stdin=stdin, env={"TINYCRM_DB": str(shop_path), **(env or {})})

    return typed


@pytest.fixture
def own(shop_path: Path) -> Path:
    """The test's shop, for commands in processes of their own, which then start no daily backup beside it."""
    return quiet(shop_path)


@pytest.fixture
def rows(shop_path: Path) -> Rows:
    """`rows("SELECT …", value)` looks into the shop's file."""

    def found(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(shop_path)) as connection:
            return connection.execute(sql, parameters).fetchall()

    return found


@pytest.fixture
def ada(crm: Crm) -> str:
    """Somebody to do things with: Ada Lovelace, c1."""
    assert crm("add", "Ada Lovelace", "--phone", "mobile:020 7946 0018", "--email", "ada@x.org").code == 0
    return "c1"


@pytest.fixture
def janes(crm: Crm) -> tuple[str, str]:
    """Two people called Jane: Jane Smith of Leeds and Jane Eyre."""
    assert crm("add", "Jane Smith", "--address", "1 High St, Leeds").code == 0
    assert crm("add", "Jane Eyre", "--phone", "020 7946 0020").code == 0
    return "c1", "c2"


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """`in_zone("Europe/London")` moves the machine there."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def big_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose lists are longer than what a pipe holds; it is only read."""
    path = tmp_path_factory.mktemp("big") / "shop.db"
    assert called(["demo", "--people", "400", "--save", str(path)]).code == 0
    return quiet(path)
