import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.tool import Crm

NOTIFIER = """#!{python}
import json, pathlib, sys
pathlib.Path({note!r}).write_text(json.dumps(sys.argv[1:]))
sys.exit({code})
"""
Given = Callable[[], list[str] | None]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH on which nothing stands yet."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


def notifier(path: Path, name: str = "notify-send", code: int = 0) -> Given:
    """Put a notifier on the PATH that only notes its arguments; returns how to ask for them."""
    note = path.parent / "note.json"
    (path / name).write_text(NOTIFIER.format(python=sys.executable, note=str(note), code=code))
    (path / name).chmod(0o700)
    return lambda: json.loads(note.read_text()) if note.exists() else None


@pytest.fixture
def given(path: Path, monkeypatch: pytest.MonkeyPatch) -> Given:
    """What notify-send was given."""
    monkeypatch.setattr(sys, "platform", "linux")
    return notifier(path)


@pytest.mark.usefixtures("ada")
def test_the_desktop_is_told_in_short(crm: Crm, given: Given) -> None:
    crm("contact", "edit", "ada", "--birthday", "24 nov", "--cadence", "1d")
    crm("log", "visit", "ada", "--at", "1 nov")
    for number in range(4):
        crm("remind", "ada", "today", f"ring {number}")
    crm("remind", "ada", "20 nov", "late", env={"TINYCRM_NOW": "2026-11-20"})
    answer = crm("today", "--notify")
    title = "1 overdue, 4 due today, 1 birthday, 1 slipping away"
    assert answer == (0, "", f"Told the desktop: {title}.\n")
    lines = ["late", "ring 0", "ring 1", "ring 2", "ring 3", "birthday"]
    body = "\n".join(f"Ada Lovelace: {line}" for line in lines)
    assert given() == ["--app-name=tinycrm", "--", title, body]


@pytest.mark.usefixtures("ada")
def test_with_nothing_due_nobody_is_bothered(crm: Crm, given: Given) -> None:
    assert crm("today", "--notify") == (0, "", "")
    assert given() is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>Ada</b> & Co", "&lt;b&gt;Ada&lt;/b&gt; &amp; Co"),
        ("--version", "--version"),
        ("$(id) `id`; rm -rf ~", "$(id) `id`; rm -rf ~"),
        ("C:\\new\\x41", "C:\\\\new\\\\x41"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("小明", "小明"),
    ],
)
def test_hostile_names_are_shown_as_they_are(crm: Crm, given: Given, name: str, shown: str) -> None:
    assert crm("add", "--birthday", "24 nov", "--", name).code == 0
    assert crm("today", "--notify").code == 0
    assert given() == ["--app-name=tinycrm", "--", "1 birthday", f"{shown}: birthday"]


@pytest.mark.usefixtures("ada")
def test_what_a_terminal_would_obey_never_reaches_the_desktop(crm: Crm, given: Given, shop_path: Path) -> None:
    crm("remind", "ada", "today", "ring")
    with closing(sqlite3.connect(shop_path)) as connection:
        connection.execute("UPDATE reminder SET text = ?", ("a\x1b]52;c;cm0=\x07\nb\x00\u202e" + "x" * 500,))
        connection.commit()
    assert crm("today", "--notify").code == 0
    told = given()
    assert told is not None
    assert told[3].isprintable()
    assert len(told[3]) <= 120


@pytest.mark.usefixtures("ada", "given")
def test_a_program_gets_the_list_as_well(crm: Crm) -> None:
    crm("remind", "ada", "today", "ring")
    assert crm("today", "--notify", "--json").json == crm("today", "--json").json
    assert crm("today", "--notify", "--exit-code").code == 10


@pytest.mark.usefixtures("ada")
def test_without_a_notifier_it_says_what_else_there_is(crm: Crm, path: Path, tmp_path: Path) -> None:
    crm("remind", "ada", "today", "ring")
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    answer = crm("today", "--notify", "--once", env=state)
    assert (answer.code, answer.out) == (5, "")
    assert answer.err == "This machine has no desktop notifier (notify-send); `tinycrm today` prints the list.\n"
    # nobody was told, so the next one is
    assert crm("today", "--once", env=state).out
    assert list(path.iterdir()) == []


@pytest.mark.usefixtures("ada")
def test_a_notifier_that_fails_is_told_of(crm: Crm, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    crm("remind", "ada", "today", "ring")
    given = notifier(path, code=1)
    answer = crm("today", "--notify")
    assert (answer.code, answer.out, answer.err.count("\n")) == (5, "", 1)
    assert answer.err.startswith("The desktop's notifier failed: ")
    assert given() is not None
    (path / "notify-send").write_text("#!/nowhere/python\n")
    assert crm("today", "--notify").code == 5


@pytest.mark.usefixtures("ada")
def test_on_a_mac_the_words_are_arguments_of_the_script(crm: Crm, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    given = notifier(path, "osascript")
    hostile = 'x" & (do shell script "id") & "\\'
    crm("remind", "ada", "today", hostile)
    assert crm("today", "--notify").code == 0
    told = given()
    assert told is not None
    assert told[-2:] == ["1 due today", f"Ada Lovelace: {hostile}"]
    assert "id" not in told[1]
