import re
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.tool import process
from tinycrm import config, paths
from tinycrm.cli.daily import start_daily
from tinycrm.cli.env import Env
from tinycrm.store.backup import backup

PATIENCE = 20.0
CLOCK_OF_THE_MACHINE = {"TINYCRM_NOW": ""}


def copies(path: Path) -> list[Path]:
    """The finished copies beside a shop, once there is one or patience is at its end."""
    end = time.monotonic() + PATIENCE
    while not (found := list((path.parent / "backups").glob("*.db"))) and time.monotonic() < end:
        time.sleep(0.02)
    return found


@pytest.mark.parametrize("command", [("add", "Ada"), ("contact", "list")])
def test_the_first_command_of_a_day_starts_a_copy(shop_path: Path, command: tuple[str, ...]) -> None:
    assert process("--db", shop_path, *command, env=CLOCK_OF_THE_MACHINE).code == 0
    (copy,) = copies(shop_path)
    assert re.fullmatch(r"shop\.db-\d{8}T\d{6}Z-daily\.db", copy.name)
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that are started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    return commands


@pytest.fixture
def env(shop_path: Path) -> Env:
    """What a command leaves that has opened the test's shop."""
    env = Env(named=shop_path)
    assert env.store.path == shop_path
    return env


def test_a_copy_is_started_for_the_shop_that_was_open(env: Env, started: list[list[str]], shop_path: Path) -> None:
    start_daily(env)
    assert [command[-4:] for command in started] == [["--db", str(shop_path), "backup", "daily"]]


def test_none_is_started_where_there_is_one(env: Env, started: list[list[str]]) -> None:
    backup(env.path, env.now, "by-hand")
    start_daily(env)
    assert started == []


def test_one_that_says_it_is_of_another_day_counts_for_nothing(env: Env, started: list[list[str]]) -> None:
    backup(env.path, env.now + timedelta(days=500), "daily")
    start_daily(env)
    assert len(started) == 1


def test_none_is_started_where_none_is_wanted(env: Env, started: list[list[str]]) -> None:
    config.write(paths.settings_file(env.path), {"daily_backup": False})
    del env.config
    start_daily(env)
    assert started == []


def test_none_is_started_by_a_command_that_opened_no_shop(shop_path: Path, started: list[list[str]]) -> None:
    start_daily(Env(named=shop_path))
    assert started == []


@pytest.mark.parametrize("now", ["2028-02-29", "2001-01-01T09:30"])
def test_none_is_started_at_a_time_that_is_only_told(
    env: Env, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setenv("TINYCRM_NOW", now)
    start_daily(env)
    assert started == []


def test_a_mistake_starts_none(shop_path: Path) -> None:
    assert process("--db", shop_path, "show", "nobody", env=CLOCK_OF_THE_MACHINE).code == 3
    assert not (shop_path.parent / "backups").exists()
