import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.services.demo.conftest import Filled, opened
from tinycrm.errors import InvalidError
from tinycrm.services.demo import fill
from tinycrm.store import Reader, Store

TODAY = NOW.date()
ODD_DAYS = [date(2028, 2, 29), date(2027, 1, 1), date(2027, 6, 30)]


def dump(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    tables = reader.values("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return {table: reader.records(f"SELECT * FROM {table} ORDER BY rowid") for table in sorted(tables)}


def digest(reader: Reader) -> str:
    return hashlib.sha256(repr(dump(reader)).encode()).hexdigest()


def test_the_same_numbers_give_the_same_rows(filled: Filled, shop: Store) -> None:
    with shop.begin("demo") as tx:
        fill(tx, people=150, seed=1, today=TODAY)
    assert dump(shop.reader) == dump(filled())


def test_the_same_rows_whatever_the_hash_seed(filled: Filled, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from tests.conftest import NOW\nfrom tests.services.demo.conftest import opened\n"
        "from tests.services.demo.test_demo import digest\nfrom tinycrm.services.demo import fill\n"
        "store = opened(Path(sys.argv[1]))\n"
        "with store.begin('demo') as tx:\n    fill(tx, people=150, seed=1, today=NOW.date())\n"
        "print(digest(store.reader))\n"
    )
    digests = [
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / f"{seed}.db")],
            check=True,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert digests == [digest(filled())] * 2


def test_another_seed_gives_another_crowd_and_the_same_cast(filled: Filled) -> None:
    names = "SELECT name FROM contact ORDER BY id"
    one, other = filled().values(names), filled(seed=2).values(names)
    assert one[:40] == other[:40]
    assert one[60:] != other[60:]


@pytest.mark.parametrize("people", [1, 10, 45, 150, 1000])
def test_a_shop_has_the_people_asked_for_and_something_due(filled: Filled, people: int) -> None:
    reader = filled(people)
    due = "SELECT count(*) FROM reminder WHERE done_at IS NULL AND due <= ?"
    assert reader.values("SELECT id FROM contact ORDER BY id") == list(range(1, people + 1))
    assert 10 <= reader.value(due, (TODAY.isoformat(),)) <= 30
    assert reader.value("SELECT count(*) FROM interaction") == people * 10


@pytest.mark.parametrize("today", [TODAY, *ODD_DAYS])
def test_nothing_lies_after_today_but_open_follow_ups(filled: Filled, today: date) -> None:
    reader = filled(today=today)
    begins, day = f"{today.isoformat()}T00:00:00Z", today.isoformat()
    for column, limit in (
        ("contact.created_at", begins),
        ("contact.deceased_on", day),
        ("consent.day", day),
        ("interaction.day", day),
        ("interaction.at", begins),
        ("interaction.created_at", begins),
        ("reminder.created_at", begins),
        ("reminder.done_at", begins),
    ):
        table, _, name = column.partition(".")
        assert reader.value(f"SELECT max({name}) FROM {table}") <= limit, column
    for table in ("contact", "relative"):
        assert reader.value(f"SELECT max(birthday) FROM {table} WHERE birthday NOT LIKE '--%'") <= day


@pytest.mark.parametrize("today", ODD_DAYS)
def test_any_day_will_do(filled: Filled, today: date) -> None:
    reader = filled(today=today)
    due = reader.value("SELECT count(*) FROM reminder WHERE done_at IS NULL AND due <= ?", (today.isoformat(),))
    assert 10 <= due <= 30
    assert reader.value("SELECT max(day) FROM interaction") == today.isoformat()


def test_histories_go_back_years_and_are_thickest_lately(filled: Filled) -> None:
    ago = "CAST(julianday('2026-11-24') - julianday(day) AS INTEGER) / 365"
    years = [filled().value(f"SELECT count(*) FROM interaction WHERE {ago} = ?", (year,)) for year in range(4)]
    assert years == sorted(years, reverse=True)
    assert years[3] > 20


def test_the_file_is_sound(filled: Filled) -> None:
    reader = filled(1000)
    assert reader.values("PRAGMA integrity_check") == ["ok"]
    assert reader.records("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("people", [0, -3])
def test_a_shop_of_nobody_is_refused(tmp_path: Path, people: int) -> None:
    store = opened(tmp_path / "shop.db")
    with pytest.raises(InvalidError, match="one person is the least"), store.begin("demo") as tx:
        fill(tx, people=people, seed=1, today=TODAY)
    assert store.reader.value("SELECT count(*) FROM operation") == 0
    store.close()
