"""Whole commands, many at a time and killed at any moment: what was answered is there, once, and whole."""

import random
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import quiet
from tests.cli.tool import process, surroundings

AT_A_TIME = 8
MANY = 160
WAIT_SECONDS = 2.0
SOUND: tuple[tuple[str, list[tuple[str]]], ...] = (
    ("PRAGMA integrity_check", [("ok",)]),
    ("PRAGMA foreign_key_check", []),
    ("SELECT id FROM operation o WHERE NOT EXISTS (SELECT 1 FROM change WHERE operation_id = o.id)", []),
    ("SELECT id FROM change WHERE operation_id IS NULL", []),
    ("SELECT id FROM interaction i WHERE NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = i.id)", []),
    ("SELECT operation_id FROM current_operation WHERE operation_id IS NOT NULL", []),
)


@pytest.fixture
def own_shop(shop_path: Path) -> Path:
    path = quiet(shop_path)
    assert process("--db", path, "add", "Ada Lovelace").code == 0
    return path


def logs(path: Path, words: str) -> list[str]:
    return [sys.executable, "-m", "tinycrm", "--db", str(path), "log", "call", "c1", words, "--json"]


def texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        for check, answer in SOUND:
            assert connection.execute(check).fetchall() == answer, check
        return [text for (text,) in connection.execute("SELECT text FROM interaction ORDER BY id")]


@pytest.mark.parametrize("commands", [24, pytest.param(MANY, marks=pytest.mark.soak)])
def test_commands_at_the_same_time_all_succeed(own_shop: Path, commands: int) -> None:
    def run(number: int) -> tuple[int, str, float]:
        begun = time.monotonic()
        done = subprocess.run(
            logs(own_shop, f"call {number}"), env=surroundings(), capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr, time.monotonic() - begun

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        answers = list(pool.map(run, range(commands)))
    assert {(code, err) for code, err, _ in answers} == {(0, "")}
    assert sorted(texts(own_shop)) == sorted(f"call {number}" for number in range(commands))
    if commands == MANY:  # the short form runs beside other tests
        assert max(seconds for *_, seconds in answers) < WAIT_SECONDS


@pytest.mark.parametrize("commands", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_a_killed_command_is_done_or_not_done(own_shop: Path, commands: int) -> None:
    dice = random.Random(commands)
    answered, killed = set(), 0
    for number in range(commands):
        running = subprocess.Popen(
            logs(own_shop, f"call {number}"), env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            out, _ = running.communicate(timeout=dice.uniform(0.03, 0.25))
        except subprocess.TimeoutExpired:
            running.kill()
            out, _ = running.communicate()
            killed += 1
        if b'"ref"' in out and running.returncode == 0:
            answered.add(f"call {number}")
    there = texts(own_shop)
    assert answered <= set(there)
    assert len(there) == len(set(there))
    assert killed
