"""An import among other programs, and killed at any moment: all of it is in, or nothing, and nobody is held up long."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import quiet
from tests.cli.tool import process, surroundings
from tests.soak.test_commands import SOUND, logs

READER_WAIT_SECONDS = 0.3
LEFT = {"shop.db", "shop.db.lock", "shop.toml", "people.csv", "backups", "temp", "shop.db-journal"}

Running = subprocess.Popen[str]


@pytest.fixture
def own_shop(shop_path: Path) -> Path:
    path = quiet(shop_path)
    assert process("--db", path, "add", "Ada Lovelace").code == 0
    return path


def sheet(folder: Path, rows: int) -> Path:
    path = folder / "people.csv"
    lines = (f"Bob Roe{number},bob{number}@example.org,020 7946 {number:04},old maps" for number in range(rows))
    path.write_text("\n".join(["name,email,phone,notes", *lines, ""]), encoding="utf-8")
    return path


def importing(shop: Path, file: Path) -> Running:
    temp = shop.parent / "temp"
    temp.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "tinycrm", "--db", str(shop), "import", "run", str(file), "--json", "--yes"],
        env=surroundings({"TMPDIR": str(temp)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def created(running: Running) -> int:
    out, err = running.communicate()
    assert running.returncode == 0, err
    return int(json.loads(out)["created"])


def people(shop: Path) -> int:
    """How many there are in a shop that is sound."""
    with closing(sqlite3.connect(shop)) as connection:
        for check, answer in SOUND:
            assert connection.execute(check).fetchall() == answer, check
        return int(connection.execute("SELECT count(*) FROM contact").fetchone()[0])


def until(running: Running, happened: Callable[[], bool]) -> None:
    """Waits for something that the program does, or for its end."""
    while running.poll() is None and not happened():
        time.sleep(0.001)


@pytest.mark.parametrize(("kills", "rows"), [(4, 1500), pytest.param(60, 5000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=["kill", "ctrl-c", "term"])
def test_a_killed_import_is_whole_or_nothing(own_shop: Path, kills: int, rows: int, way: signal.Signals) -> None:
    dice = random.Random(kills)
    file = sheet(own_shop.parent, rows)
    journal = own_shop.with_name("shop.db-journal")
    codes, before = set(), people(own_shop)
    for number in range(kills):
        running = importing(own_shop, file)
        if number % 2:
            with suppress(subprocess.TimeoutExpired):
                running.wait(dice.uniform(0.05, 0.9))
        else:
            until(running, journal.exists)
            with suppress(subprocess.TimeoutExpired):
                running.wait(dice.uniform(0, 0.1))
        running.send_signal(way)
        running.communicate()
        codes.add(running.returncode)
        there = people(own_shop)
        assert there in (before, before + rows)
        assert {each.name for each in own_shop.parent.iterdir()} <= LEFT
        assert list((own_shop.parent / "temp").iterdir()) == []
        if there != before:
            assert process("--db", own_shop, "undo", "--yes").code == 0
    assert codes & {-way, 128 + way}
    assert codes <= {0, -way, 128 + way}
    assert created(importing(own_shop, file)) == rows


@pytest.mark.parametrize("rows", [3000, pytest.param(60_000, marks=pytest.mark.soak)])
def test_others_write_and_read_meanwhile(own_shop: Path, rows: int) -> None:
    running = importing(own_shop, sheet(own_shop.parent, rows))
    written, longest = 0, 0.0
    writer: subprocess.Popen[bytes] | None = None
    while running.poll() is None:
        if writer is None or writer.poll() is not None:
            assert writer is None or writer.returncode == 0
            call = logs(own_shop, f"call {written}")
            writer = subprocess.Popen(call, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            written += 1
        begun = time.monotonic()
        with closing(sqlite3.connect(own_shop)) as connection:
            connection.execute("SELECT name FROM contact ORDER BY id DESC LIMIT 50").fetchall()
        longest = max(longest, time.monotonic() - begun)
    assert writer is not None
    assert writer.wait() == 0
    assert created(running) == rows
    assert people(own_shop) == rows + 1
    with closing(sqlite3.connect(own_shop)) as connection:
        assert connection.execute("SELECT count(*) FROM interaction").fetchone() == (written,)
    if rows > 3000:  # the short form runs beside other tests
        assert longest <= READER_WAIT_SECONDS


@pytest.mark.parametrize("rows", [1500, pytest.param(20_000, marks=pytest.mark.soak)])
def test_the_same_file_twice_at_once_comes_in_once(own_shop: Path, rows: int) -> None:
    file = sheet(own_shop.parent, rows)
    both = [importing(own_shop, file), importing(own_shop, file)]
    assert sorted(created(each) for each in both) == [0, rows]
    assert people(own_shop) == rows + 1
