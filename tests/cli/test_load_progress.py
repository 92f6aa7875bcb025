import io
import sys
from collections.abc import Callable

import pytest

from tinycrm.cli.load_progress import Bar, progress


class Screen(io.StringIO):
    """A terminal that keeps what was written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Screen]:
    """`screened()` puts a terminal in the place of stderr; pytest would take it away between a fixture and its test."""

    def put() -> Screen:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        shown = Screen()
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    return put


def test_a_pipe_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(lambda: 0.5) as tell:
        for number in range(1000):
            tell("reading", number, None)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_what_is_done_how_many_and_how_fast(screened: Callable[[], Screen]) -> None:
    screen = screened()
    bar = Bar(lambda: 0.25, patience=0)
    bar.tell("reading", 1200, None)
    bar.tell("writing", 400, 800)
    bar.stop()
    seen = screen.getvalue()
    assert "Reading" in seen
    assert "1,200, " in seen
    assert "Writing" in seen
    assert "400, " in seen
    assert " a second" in seen


def test_what_is_done_at_once_shows_nothing(screened: Callable[[], Screen]) -> None:
    screen = screened()
    with progress(lambda: None) as tell:
        tell("reading", 1, None)
        tell("writing", 1, 1)
    assert screen.getvalue() == ""


def test_hostile_words_are_no_markup(screened: Callable[[], Screen]) -> None:
    screen = screened()
    bar = Bar(lambda: None, patience=0)
    bar.tell("[bold]x[/nonsense]", 1, 0)
    bar.stop()
    assert "[bold]x[/nonsense]" in screen.getvalue()


def test_the_line_is_gone_when_something_fails(screened: Callable[[], Screen]) -> None:
    screen = screened()

    def fail() -> None:
        with progress(lambda: None) as tell:
            tell("reading", 1, None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert screen.getvalue().count("\x1b[?25l") == screen.getvalue().count("\x1b[?25h")
