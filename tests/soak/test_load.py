"""Many programs at once: nothing is lost, nothing fails, nobody waits long, whoever is killed."""

import random
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import NOW
from tinycrm.store import Store
from tinycrm.store.doctor import examine

ROOT = Path(__file__).resolve().parents[2]
LONGEST_WAIT = 2.0  # seconds
ROWS = 4  # that one `log` of a worker writes

Worker = subprocess.Popen[str]


class Saved(NamedTuple):
    """A worker's line: what it was told is saved, and how long it waited for its turn."""

    words: str
    waited: float


def start(kind: str, path: Path, name: str, count: int) -> Worker:
    command = [sys.executable, "-m", "tests.soak.worker", kind, str(path), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def saved(lines: str) -> list[Saved]:
    """The whole lines of a worker that may have been killed in the middle of one."""
    whole = lines[: lines.rfind("\n") + 1].splitlines()
    return [Saved(words, float(waited)) for words, waited in map(str.split, whole)]


def run_all(kind: str, path: Path, workers: int, count: int) -> list[Saved]:
    """Start workers at once, wait for all, and return what they were told is saved."""
    started = [start(kind, path, f"w{number}", count) for number in range(workers)]
    finished = [(worker, *worker.communicate()) for worker in started]
    assert [(worker.returncode, said) for worker, _, said in finished] == [(0, "")] * workers
    return [each for _, lines, _ in finished for each in saved(lines)]


def ensure_sound(shop: Store) -> None:
    """No half operation in the history, nothing damaged, nothing derived untrue."""
    changes = "SELECT count(change.id) FROM operation LEFT JOIN change ON operation_id = operation.id WHERE what = ?"
    assert set(shop.reader.values(f"{changes} GROUP BY operation.id", ("soak",))) == {ROWS}
    assert shop.reader.value("SELECT count(*) FROM change WHERE operation_id IS NULL") == 0
    assert shop.reader.value("SELECT operation_id FROM current_operation") is None
    assert [each for each in examine(shop.path, NOW) if each.level == "trouble"] == []


@pytest.fixture
def busy(shop: Store) -> Store:
    """A shop with the one contact that the workers write to."""
    with shop.begin("contact.add") as tx:
        tx.insert("contact", kind="person", name="Ada", role="0", created_at=tx.at)
    return shop


@pytest.mark.parametrize(("workers", "count"), [(4, 25), pytest.param(8, 100, marks=pytest.mark.soak)])
def test_many_write_at_once(busy: Store, workers: int, count: int) -> None:
    done = run_all("log", busy.path, workers, count)
    assert len(done) == workers * count
    assert max(each.waited for each in done) <= LONGEST_WAIT
    assert Counter(busy.reader.values("SELECT text FROM interaction")) == Counter(each.words for each in done)
    ensure_sound(busy)


@pytest.mark.parametrize(("workers", "count"), [(6, 20), pytest.param(6, 300, marks=pytest.mark.soak)])
def test_many_change_one_number(busy: Store, workers: int, count: int) -> None:
    done = run_all("count", busy.path, workers, count)
    assert len(done) == workers * count
    assert busy.reader.value("SELECT role FROM contact WHERE id = 1") == str(workers * count)


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_writers_lose_nothing_they_were_told_is_saved(busy: Store, kills: int) -> None:
    dice = random.Random(kills)
    done: list[Saved] = []
    other = start("log", busy.path, "steady", 0)
    for number in range(kills):
        worker = start("log", busy.path, f"k{number}", 0)
        assert worker.stdout is not None
        first = worker.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            worker.wait(dice.uniform(0, 0.02))
        worker.kill()
        rest, said = worker.communicate()
        assert (worker.returncode, said) == (-9, "")
        done += saved(first + rest)
    other.kill()
    lines, said = other.communicate()
    assert (other.returncode, said) == (-9, "")
    done += saved(lines)
    there = Counter(busy.reader.values("SELECT text FROM interaction"))
    assert len(done) >= kills
    assert set(there.values()) == {1}
    assert {each.words for each in done} <= set(there)
    # one that was saved, and killed before it could say so, for each worker at most
    assert len(there) - len(done) <= kills + 1
    ensure_sound(busy)
