import os
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal, process
from tinycrm.cli.load_file import preview
from tinycrm.formats.encoding import Offer

ODD = "Name;Phone\nZoë Müller;01632 960001\nRené Éclair;01632 960002\n".encode("cp1252")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A sheet in an encoding that can only be guessed."""
    path = tmp_path / "old.csv"
    path.write_bytes(ODD)
    return path


def test_without_a_terminal_an_encoding_must_be_said(crm: Crm, rows: Rows, odd: Path) -> None:
    answer = crm("import", "run", str(odd), "--yes")
    assert (answer.code, answer.out) == (2, "")
    assert "old.csv is not written in UTF-8." in answer.err
    assert "line 2: Zoë Müller;01632 960001" in answer.err
    assert "--encoding cp1252" in answer.err.splitlines()[-1]
    assert rows("SELECT * FROM contact") == []
    assert crm("import", "run", str(odd), "--encoding", "cp1252").code == 0
    assert rows("SELECT name FROM contact ORDER BY id") == [("Zoë Müller",), ("René Éclair",)]


def test_on_a_terminal_an_encoding_is_asked_about(own: Path, rows: Rows, odd: Path) -> None:
    for answer, code, people in (("n", 2, 0), ("y", 0, 2)):
        screen = Terminal("--db", own, "import", "run", odd)
        assert "line 2: Zoë Müller" in screen.until("]:")
        screen.type(answer)
        ended = screen.end()
        assert (ended.code, rows("SELECT count(*) FROM contact")) == (code, [(people,)])
        assert ("Then say its encoding" in ended.out) is (code == 2)
    assert rows("SELECT name FROM contact WHERE id = 1") == [("Zoë Müller",)]


def test_one_of_several_encodings_is_picked(own: Path, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "mac.csv"
    names = ["Zoë Müller", "René Éclair", "Jürgen Größe", "Hélène Châtelet", "Børge Ångström", "Íñigo Muñoz"]
    path.write_bytes("".join(["Name;City\n", *(f"{name};Zürich\n" for name in names * 4)]).encode("mac_roman"))
    screen = Terminal("--db", own, "import", "run", path)
    shown = screen.until("Number [1]:")
    assert "1  cp1252" in shown
    assert "2  mac_roman" in shown
    screen.type("7")
    assert "'7' is not in the list; type a number from 1 to 2." in screen.until("Number [1]:")
    screen.type("2")
    assert screen.end().code == 0
    assert ("Jürgen Größe",) in rows("SELECT name FROM contact")


def test_a_wrong_encoding_is_told(crm: Crm, odd: Path) -> None:
    unknown = crm("import", "run", str(odd), "--encoding", "klingon")
    assert (unknown.code, unknown.out) == (2, "")
    assert "klingon is not an encoding" in unknown.err
    misfit = crm("import", "run", str(odd), "--encoding", "utf-8")
    assert (misfit.code, misfit.out) == (6, "")
    assert "Line 2 is not written in utf-8." in misfit.err


def test_what_comes_through_a_pipe_is_read_and_leaves_nothing(own: Path, rows: Rows, tmp_path: Path) -> None:
    spools = tmp_path / "tmp"
    spools.mkdir()
    answer = process(
        "--db", own, "import", "run", "-", stdin=b"name,email\nAda,ada@x.org\n", env={"TMPDIR": str(spools)}
    )
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Brought in standard input: 1 created.")
    assert rows("SELECT name FROM contact") == [("Ada",)]
    assert list(spools.iterdir()) == []


def test_a_terminal_is_told_that_it_is_read(own: Path, rows: Rows) -> None:
    screen = Terminal("--db", own, "import", "run", "-", "--yes")
    assert "Ctrl-D" in screen.until("ends it.")
    for line in ("name,city", "Ada,York", "\x04"):
        screen.type(line)
    assert (screen.end().code, rows("SELECT name FROM contact")) == (0, [("Ada",)])


@pytest.mark.parametrize("command", ["run", "inspect"])
def test_an_empty_pipe_is_told(crm: Crm, command: str) -> None:
    answer = crm("import", command, "-", stdin=b"")
    assert (answer.code, answer.out, answer.err) == (6, "", "Standard input is empty.\n")


@pytest.mark.parametrize("command", ["run", "inspect"])
def test_the_spool_has_no_name_in_a_sentence(crm: Crm, command: str) -> None:
    answer = crm("import", command, "-", stdin=b"%PDF-1.7 \n")
    assert (answer.code, answer.out) == (6, "")
    assert "a PDF" in answer.err
    assert "tinycrm-" not in answer.err


@pytest.mark.parametrize("command", ["run", "inspect"])
def test_what_is_no_file_ends_in_a_sentence(crm: Crm, rows: Rows, tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nothing.csv").touch()
    for name, words in (
        (str(tmp_path / "none.csv"), "cannot be read: no such file"),
        (str(tmp_path), "is a folder, not a file"),
        (str(tmp_path / "pipe"), "is a pipe, not a file"),
        ("/dev/null", "is a device, not a file"),
        (str(tmp_path / "nothing.csv"), "is empty."),
        ("https://example.org/people.csv", "fetches nothing from the web"),
        (str(tmp_path / ("x" * 300)), "cannot be read"),
        ("", "is a folder"),
    ):
        answer = crm("import", command, name)
        assert (answer.code, answer.out) in ((6, ""), (2, "")), name
        assert words in answer.err, name
        assert len(answer.err.splitlines()) == 1, name
    assert rows("SELECT * FROM operation") == []


def test_what_may_not_be_read_is_told(own: Path, odd: Path) -> None:
    odd.chmod(0)
    if os.access(odd, os.R_OK):
        pytest.skip("whoever runs this may read everything")
    answer = process("--db", own, "import", "run", odd)
    assert (answer.code, answer.out) == (6, "")
    assert "cannot be read: permission denied" in answer.err


def test_a_sheet_is_chosen_only_where_there_are_several(crm: Crm, odd: Path) -> None:
    answer = crm("import", "inspect", str(odd), "--sheet", "Customers")
    assert (answer.code, answer.out) == (2, "")
    assert "has no sheets to choose from" in answer.err


def test_a_preview_is_about_its_odd_letters() -> None:
    found = list(preview([Offer("cp1252", ((12, "x" * 500 + "Zoë\x1b[31m" + "y" * 500),))]))
    assert found[0] == "  1  cp1252"
    assert "Zoë" in found[1]
    assert "\x1b" not in found[1]
    assert len(found[1]) < 80


def test_lines_that_are_utf8_stay_so_whatever_the_others_are(crm: Crm, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    path.write_bytes(b"name\n" + "Zoë Müller\n".encode() + "René Éclair\n".encode("cp1252"))
    assert crm("import", "run", str(path), "--encoding", "cp1252").code == 0
    assert rows("SELECT name FROM contact ORDER BY id") == [("Zoë Müller",), ("René Éclair",)]
