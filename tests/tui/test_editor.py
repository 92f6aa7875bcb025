import asyncio
import shutil
import sys
from pathlib import Path

import pytest
from textual.app import App

from tinycrm.errors import InvalidError
from tinycrm.tui import editor


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An editor that runs the script which a test writes; its file is the last argument."""
    script = tmp_path / "typist.py"
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")
    monkeypatch.setattr(App, "suspend", lambda _: _Nothing())
    return script


class _Nothing:
    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


def edited(text: str) -> str:
    return editor.edited(App[object](), text)


def test_words_come_back_as_the_editor_leaves_them(typist: Path) -> None:
    typist.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_bytes(p.read_bytes() + b'\\r\\nmore')"
    )
    assert edited("some words") == "some words\nmore"


def test_the_text_is_for_its_owner_alone_and_gone_afterwards(typist: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    typist.write_text(
        f"import sys, os; open({str(told)!r}, 'w').write(f'{{os.stat(sys.argv[1]).st_mode & 0o777:o}} {{sys.argv[1]}}')"
    )
    edited("x")
    mode, _, file = told.read_text().partition(" ")
    assert mode == "600"
    assert not Path(file).parent.exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; sys.exit(3)", "ended with code 3"),
        ("import sys, os; os.remove(sys.argv[1])", "left nothing to read"),
        ("import sys; open(sys.argv[1], 'wb').write(b'\\xff')", "not UTF-8"),
    ],
)
def test_an_editor_that_fails_changes_nothing(typist: Path, script: str, said: str) -> None:
    typist.write_text(script)
    with pytest.raises(InvalidError, match=said):
        edited("x")


def test_a_screen_that_cannot_wait_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")

    async def flow() -> None:
        app = App[object]()
        async with app.run_test():
            with pytest.raises(InvalidError, match="cannot be opened on this screen"):
                editor.edited(app, "x")

    asyncio.run(flow())


def test_which_editor() -> None:
    assert editor.words_of({"EDITOR": "nano", "VISUAL": "code --wait"}) == ["code", "--wait"]
    assert editor.words_of({"EDITOR": "'my editor' -x", "VISUAL": " "}) == ["my editor", "-x"]
    with pytest.raises(InvalidError, match="quote that is not closed"):
        editor.words_of({"EDITOR": "'nano"})


def test_no_editor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(InvalidError, match="No editor was found"):
        editor.words_of({})


@pytest.mark.usefixtures("typist")
def test_an_editor_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/nano")
    with pytest.raises(InvalidError, match="cannot be started"):
        edited("x")
