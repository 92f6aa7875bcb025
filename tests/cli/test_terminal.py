import signal
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal, process


@pytest.mark.usefixtures("ada")
def test_a_duplicate_is_asked_about(own: Path, rows: Rows) -> None:
    for answer, code, people in (("n", 130, 1), ("y", 0, 2)):
        screen = Terminal("--db", own, "add", "Ada Lovelace", "--role", "Poet")
        shown = screen.until("[y/N]:")
        assert "Ada Lovelace (c1) is here already, with the same name." in shown
        screen.type(answer)
        ended = screen.end()
        assert (ended.code, rows("SELECT count(*) FROM contact")) == (code, [(people,)])
        assert ("Nothing was changed." in ended.out) is (code == 130)
    assert Terminal("--db", own, "add", "Ada Lovelace", "--yes").end().code == 0


@pytest.mark.usefixtures("janes")
def test_one_of_two_janes_is_picked(own: Path, rows: Rows) -> None:
    screen = Terminal("--db", own, "log", "visit", "jane")
    shown = screen.until("Number:")
    assert "1  c1  Jane Smith  Leeds" in shown
    assert "2  c2  Jane Eyre  020 7946 0020" in shown
    screen.type("2")
    assert screen.end().code == 0
    assert rows("SELECT contact_id FROM participant") == [(2,)]
    screen = Terminal("--db", own, "log", "visit", "jane")
    screen.until("Number:")
    for typed in ("3", "jane", "0"):
        screen.type(typed)
        assert f"'{typed}' is not in the list; type a number from 1 to 2." in screen.until("Number:")
    screen.type("\x04")
    assert screen.end().code == 130
    screen = Terminal("--db", own, "show", "jane", "--json")
    assert screen.end().code == 4
    assert rows("SELECT count(*) FROM interaction") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_a_delete_is_asked_about(crm: Crm, own: Path, rows: Rows) -> None:
    crm("log", "call", "ada", "asked about Nana")
    for answer, code, left in (("n", 130, 1), ("y", 0, 0)):
        screen = Terminal("--db", own, "contact", "delete", "ada")
        assert "Delete Ada Lovelace with 1 interaction? [y/N]:" in screen.until("[y/N]:")
        screen.type(answer)
        assert (screen.end().code, rows("SELECT count(*) FROM contact")) == (code, [(left,)])


@pytest.mark.usefixtures("janes")
def test_a_bulk_verb_is_asked_about(own: Path, rows: Rows) -> None:
    screen = Terminal("--db", own, "contact", "tag", "c1", "c2", "fair")
    screen.until("Tag 2 people: fair? [Y/n]:")
    screen.type("")
    assert screen.end().code == 0
    assert rows("SELECT count(*) FROM tag") == [(2,)]


@pytest.mark.usefixtures("ada")
def test_something_old_is_undone_when_it_is_meant(crm: Crm, own: Path, rows: Rows) -> None:
    later = {"TINYCRM_NOW": "2026-11-26T10:30"}
    for answer, code, left in (("n", 130, 1), ("y", 0, 0)):
        screen = Terminal("--db", own, "undo", env=later)
        assert "Take back o1: Added Ada Lovelace" in screen.until("[y/N]:")
        screen.type(answer)
        assert (screen.end().code, rows("SELECT count(*) FROM contact")) == (code, [(left,)])
    crm("redo")
    assert Terminal("--db", own, "undo", "--yes", env=later).end().code == 0
    crm("redo")
    assert process("--db", own, "undo", env=later).code == 0


@pytest.mark.usefixtures("ada")
def test_something_fresh_is_undone_at_once(own: Path, rows: Rows) -> None:
    ended = Terminal("--db", own, "undo").end()
    assert (ended.code, rows("SELECT * FROM contact")) == (0, [])
    assert "Undone: Added Ada Lovelace (o1)." in ended.out


@pytest.mark.usefixtures("ada")
def test_the_same_log_is_asked_about(own: Path, rows: Rows) -> None:
    for answer, code, talks in ((None, 0, 1), ("n", 130, 1), ("y", 0, 2)):
        screen = Terminal("--db", own, "log", "call", "ada", "asked about Nana")
        if answer:
            screen.until("Log it again? [y/N]:")
            screen.type(answer)
        assert (screen.end().code, rows("SELECT count(*) FROM interaction")) == (code, [(talks,)])


@pytest.mark.usefixtures("ada")
def test_ctrl_c_at_a_question_changes_nothing(own: Path, rows: Rows) -> None:
    for number, code in ((signal.SIGINT, 130), (signal.SIGHUP, 129), (signal.SIGTERM, 143)):
        screen = Terminal("--db", own, "add", "Ada Lovelace")
        screen.until("[y/N]:")
        screen.send(number)
        ended = screen.end()
        assert (ended.code, "Traceback" in ended.out) == (code, False)
        assert "nothing was changed." in ended.out
    assert rows("SELECT count(*) FROM contact") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_the_end_of_input_at_a_question_changes_nothing(own: Path, rows: Rows) -> None:
    screen = Terminal("--db", own, "add", "Ada Lovelace")
    screen.until("[y/N]:")
    screen.type("\x04")
    assert screen.end().code == 130
    assert rows("SELECT count(*) FROM contact") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_a_question_in_any_letters_on_a_terminal_of_few(crm: Crm, own: Path) -> None:
    crm("add", "李小明")
    screen = Terminal("--db", own, "add", "李小明", env={"PYTHONIOENCODING": "ascii"})
    screen.until("[y/N]:")
    screen.type("y")
    assert screen.end().code == 0


@pytest.mark.usefixtures("ada")
def test_a_call_without_words_opens_the_editor(own: Path, tmp_path: Path, rows: Rows) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "asked about Nana\\n\\nand more" > "$1"\n')
    script.chmod(0o700)
    assert Terminal("--db", own, "log", "call", "ada", env={"EDITOR": str(script), "VISUAL": ""}).end().code == 0
    assert Terminal("--db", own, "log", "visit", "ada", env={"EDITOR": "false"}).end().code == 0
    assert Terminal("--db", own, "log", "call", "ada", env={"EDITOR": "false", "VISUAL": ""}).end().code == 2
    assert rows("SELECT kind, text FROM interaction") == [("call", "asked about Nana\n\nand more"), ("visit", None)]


def test_a_pipe_gets_no_escape_codes(own: Path, crm: Crm) -> None:
    crm("add", "Ada Lovelace")
    crm("log", "call", "ada", "x")
    for args in (["show", "ada"], ["timeline"], ["history"], ["--help"]):
        answer = process("--db", own, *args, env={"TERM": "xterm-256color", "FORCE_COLOR": "1"})
        assert (answer.code, "\x1b" in answer.out + answer.err) == (0, False), args
