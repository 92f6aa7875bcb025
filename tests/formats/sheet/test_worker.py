import json
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

import pytest

from tests.formats.sheet.tool import xlsx
from tinycrm.formats.sheet import worker


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada", "Ada"),
        ("one_x000D_\ntwo\r\nthree\rfour", "one\ntwo\nthree\nfour"),
        (True, "yes"),
        (False, "no"),
        (7.0, "7"),
        (-3, "-3"),
        (1.25, "1.25"),
        (447700900123.0, "447700900123"),
        (4.87688e15, "4.87688000000000E+15"),
        (float("inf"), "INF"),
        (datetime(1985, 12, 10), "1985-12-10"),
        (datetime(1985, 12, 10, 12, 30), "1985-12-10 12:30:00"),
        (date(1985, 12, 10), "1985-12-10"),
        (time(3, 4), "03:04:00"),
    ],
)
def test_a_cell_as_it_would_be_typed(value: Any, expected: str) -> None:
    assert worker.text(value) == expected


def ask(data: bytes, monkeypatch: pytest.MonkeyPatch, name: str = "", columns: int = 10) -> tuple[int, list[Any]]:
    monkeypatch.setattr(worker, "limit", lambda: None)  # these are for a process of its own
    question = json.dumps({"path": None, "name": name, "columns": columns}).encode() + b"\n"
    out = StringIO()
    ended = worker.answer(BytesIO(question + data), out)
    return ended, [json.loads(line) for line in out.getvalue().splitlines()]


def test_first_what_there_is_then_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx([["Name", "Born"], ["Ada", 1815.0]])
    assert ask(data, monkeypatch) == (0, [{"name": "One", "names": ["One"]}, ["Name", "Born"], ["Ada", "1815"]])


def test_what_is_wrong_is_said_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx([["Name", "Born"]])
    assert ask(data, monkeypatch, columns=1) == (worker.REFUSED, [{"trouble": "wide", "width": 2}])
    assert ask(data, monkeypatch, name="Two") == (worker.REFUSED, [{"trouble": "missing"}])
    assert ask(b"PK", monkeypatch) == (worker.REFUSED, [{"trouble": "unreadable"}])
