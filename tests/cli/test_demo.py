import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.tool import Answer, called, process


def saved(path: Path, *args: str) -> Answer:
    return called(["demo", "--people", "40", "--save", str(path), *args])


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_shop_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    answer = saved(path)
    assert answer.code == 0
    assert answer.out == f"{path} is the Cozy Corner with 40 people.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(called(["--db", str(path), "contact", "list", "--format", "ids"]).out.split()) <= 40
    assert called(["--db", str(path), "find", "zola"]).out
    assert called(["--db", str(path), "doctor", "--json"]).json["findings"] is not None


def test_the_same_seed_gives_the_same_shop(tmp_path: Path) -> None:
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert saved(tmp_path / f"{name}.db", "--seed", seed).code == 0
    first, same, other = (content(tmp_path / f"{name}.db") for name in "abc")
    assert first == same != other


def test_it_is_never_over_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("mine")
    answer = saved(path)
    assert (answer.code, answer.out, path.read_text()) == (7, "", "mine")
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_place_it_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = called(["demo"])
    assert answer.code == 0
    morning, people = answer.out.split("The Cozy Corner knows ")
    assert morning.startswith("The Cozy Corner, Tue 24 Nov 2026\n\nOVERDUE  ")
    assert sum(line.startswith("c") for line in people.splitlines()[:14]) == 10
    assert "LATELY" in answer.out
    assert list(tmp_path.iterdir()) == []
    shown = called(["demo", "--people", "12", "--json"]).json
    assert (len(shown["people"]), shown["card"]["name"]) == (10, "Ada Lovelace")
    assert shown["today"]["date"] == "2026-11-24"


def test_nothing_is_left_or_lost_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo.toml").write_text("mine = 1")
    answer = saved(tmp_path / "demo.db")
    assert answer.code == 7
    assert answer.err.startswith(f"{tmp_path / 'demo.toml'} is there already, with the settings of another shop")
    assert (tmp_path / "demo.toml").read_text() == "mine = 1"
    monkeypatch.setattr("tinycrm.services.demo.fill", interrupted)
    assert saved(tmp_path / "other.db").code == 130
    assert [each.name for each in tmp_path.iterdir()] == ["demo.toml"]


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, code in ((tmp_path / "file" / "demo.db", 7), (Path("~nobody-at-all/demo.db"), 2)):
        answer = saved(place)
        assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)
    assert called(["demo", "--people", "0"]).code == 2


def test_nowhere_for_a_throw_away_file_is_told(tmp_path: Path) -> None:
    answer = process("demo", env={"TMPDIR": str(tmp_path / "none")})
    assert answer.code in (0, 7)
    assert "Traceback" not in answer.err
