import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.cli.screen import Screen, opened
from tests.cli.tool import PATIENCE, PROGRAM, process
from tinycrm.cli import ui

HEAVY = {"babel", "dateparser", "email_validator", "jinja2", "phonenumbers", "pydantic", "rapidfuzz", "sqlalchemy",
         "sqlmodel", "tomlkit", "typer"}  # fmt: skip
LEAVES = b"\x1b[?1049l"  # back from the alternate screen

PROBE = """
import json, sys
from pathlib import Path
from tinycrm.tui.screens import today
shown = today.Today._show
def noted(*args):
    shown(*args)
    Path({report!r}).write_text(json.dumps(sorted(sys.modules)))
today.Today._show = noted
sys.argv = ["tinycrm", "--db", {shop!r}]
from tinycrm.cli import main
main()
"""


def test_a_bare_call_opens_the_screen(own: Path) -> None:
    screen = opened(own)
    screen.until("Nobody here yet.")
    screen.type("q")
    assert screen.code() == 0
    assert LEAVES in screen.seen


def test_ctrl_c_ends_it(own: Path) -> None:
    screen = opened(own)
    screen.type("\x03")
    assert screen.code() == 130


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_as_it_was(own: Path, number: signal.Signals, code: int) -> None:
    screen = opened(own)
    os.kill(screen.process, number)
    assert screen.code() == code
    assert LEAVES in screen.seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_form_loses_nothing(own: Path, number: signal.Signals) -> None:
    screen = opened(own)
    screen.type("a")
    screen.until("more fields")
    for letter in "Zenobia":
        screen.type(letter)
        screen.until(letter)
    os.kill(screen.process, number)
    screen.code()
    assert LEAVES in screen.seen
    screen = opened(own)
    screen.until("A draft is kept: Z")  # the signal may overtake the letters after it
    screen.type("q")
    assert screen.code() == 0


def test_a_closed_window_ends_it(own: Path) -> None:
    screen = opened(own)
    os.close(screen.terminal)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(screen.process, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 129
            return
    raise AssertionError("it runs on")


def test_the_first_picture_loads_nothing_heavy(own: Path, tmp_path: Path) -> None:
    report = tmp_path / "modules.json"
    screen = Screen("-c", PROBE.format(report=str(report), shop=str(own)))
    screen.until("Nobody here yet.")
    screen.type("q")
    assert screen.code() == 0
    loaded = {name.partition(".")[0] for name in json.loads(report.read_text())}
    assert "textual" in loaded
    assert loaded & HEAVY == set()


def test_a_first_start_offers_a_shop(tmp_path: Path) -> None:
    screen = Screen(*PROGRAM[1:], env={"XDG_DATA_HOME": str(tmp_path)})
    screen.until("There is no shop here yet.")
    screen.type("q")
    assert screen.code() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_shop_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    screen = Screen(*PROGRAM[1:], "--db", tmp_path / "none.db")
    assert screen.code() == 7
    assert b"There is no shop at" in screen.seen
    assert b"\x1b[?1049h" not in screen.seen


def test_without_a_terminal_the_commands_are_listed() -> None:
    answer = process()
    assert answer.code == 2
    assert "wants a terminal" in answer.err
    assert "Usage: tinycrm" in answer.out


@pytest.mark.parametrize(
    ("args", "wanted"),
    [([], True), (["--db", "x.db"], True), (["--db=x.db"], True), (["today"], False),
     (["--db", "x.db", "today"], False), (["--help"], False), (["--db"], False)],
)  # fmt: skip
def test_what_asks_for_the_screen(args: list[str], wanted: bool) -> None:
    assert ui.wanted(args) is wanted
