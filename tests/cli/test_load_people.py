import signal
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal

SHEET = "name,email,phone,newsletter\nAda Lovelace,ada@x.org,020 7946 0018,yes\nGrace Hopper,grace@,,\nEdith,,555,no\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of three, one of them with an email that is none."""
    path = tmp_path / "people.csv"
    path.write_text(SHEET)
    return path


def state(rows: Rows) -> list[list[tuple[object, ...]]]:
    """All that an import could change."""
    tables = ("contact", "email", "phone", "tag", "consent", "field", "operation", "change")
    return [rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_the_good_ones_come_in_and_the_others_are_told(crm: Crm, rows: Rows, sheet: Path) -> None:
    answer = crm("import", "run", str(sheet))
    assert answer.code == 6
    title, refused, line = answer.out.splitlines()
    assert title == "Brought in people.csv: 2 created, 1 refused. `tinycrm undo` takes it back."
    assert (refused, line.startswith("  line 3: ")) == ("Refused: 1", True)
    assert "1 person said yes to mailings there" in answer.err
    assert rows("SELECT name FROM contact ORDER BY id") == [("Ada Lovelace",), ("Edith",)]
    assert rows("SELECT source, what FROM operation") == [("import", "contact.import")]


def test_a_program_gets_an_object(crm: Crm, sheet: Path) -> None:
    answer = crm("import", "run", str(sheet), "--json")
    found = answer.json
    assert (answer.code, found["ref"], found["file"], found["dry_run"]) == (6, "o1", "people.csv", False)
    assert [found[name] for name in ("created", "updated", "unchanged", "skipped")] == [2, 0, 0, 0]
    assert [each["line"] for each in found["refused"]] == [3]
    assert crm("import", "run", str(sheet), "--format", "ids").out == ""


def test_a_dry_run_says_the_same_and_does_nothing(crm: Crm, rows: Rows, sheet: Path, tmp_path: Path) -> None:
    before = state(rows)
    dry = crm(
        "import", "run", str(sheet), "--dry-run", "--keep-others", "--refused", str(tmp_path / "bad.csv"), "--json"
    )
    assert state(rows) == before
    assert not (tmp_path / "bad.csv").exists()
    done = crm("import", "run", str(sheet), "--keep-others", "--json")
    assert (dry.code, done.code) == (6, 6)
    assert {**dry.json, "dry_run": False, "ref": "o1"} == done.json


def test_the_same_file_again_changes_nothing(crm: Crm, rows: Rows, sheet: Path) -> None:
    crm("import", "run", str(sheet))
    before = state(rows)
    answer = crm("import", "run", str(sheet))
    assert answer.out.splitlines()[0] == "people.csv brought nothing new: 2 unchanged, 1 refused."
    assert state(rows) == before
    assert crm("import", "run", str(sheet), "--json").json["ref"] is None


def test_an_import_is_taken_back_whole(crm: Crm, rows: Rows, sheet: Path) -> None:
    crm("add", "Ada Byron", "--email", "ada@x.org")
    before = [rows(f"SELECT * FROM {table}") for table in ("contact", "email", "phone", "tag")]
    assert crm("import", "run", str(sheet), "--tag", "New", "--source", "the old list").code == 6
    assert rows("SELECT name, source FROM contact ORDER BY id") == [
        ("Ada Lovelace", "the old list"),
        ("Edith", "the old list"),
    ]
    assert rows("SELECT name FROM tag") == [("new",), ("new",)]
    assert crm("undo").code == 0
    assert [rows(f"SELECT * FROM {table}") for table in ("contact", "email", "phone", "tag")] == before


@pytest.mark.parametrize(
    ("how", "name", "counts"), [("fill", "Ada Byron", (1, 1, 0)), ("skip", "Ada Byron", (1, 0, 1))]
)
def test_what_happens_to_those_who_are_here(
    crm: Crm, rows: Rows, sheet: Path, how: str, name: str, counts: tuple[int, ...]
) -> None:
    crm("add", "Ada Byron", "--email", "ada@x.org")
    found = crm("import", "run", str(sheet), "--on-match", how, "--json").json
    assert (found["created"], found["updated"], found["skipped"]) == counts
    assert rows("SELECT name FROM contact WHERE id = 1") == [(name,)]


def test_a_yes_to_mailings_needs_words(crm: Crm, rows: Rows, sheet: Path) -> None:
    assert crm("import", "run", str(sheet), "--consent", "form at the till").code == 6
    assert rows("SELECT given, source FROM consent ORDER BY id")[0] == (1, "form at the till")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--on-match", "merge"], "There is no --on-match merge; there are update, fill, skip."),
        (["--tag", "a,b"], '"a,b" is not a tag'),
        (["--source", " "], "A source cannot be blank."),
        (["--consent", "\x1b"], "How they agreed cannot be blank."),
        (["--refused", "{sheet}"], "{sheet} is the file that is brought in; name another one."),
        (["--refused", "{folder}/./people.csv"], "{folder}/./people.csv is the file that is brought in"),
        (["--refused", "{folder}/shop.db"], "{folder}/shop.db is a tinycrm shop; name another file."),
        (["--refused", "{folder}/shop.toml"], "{folder}/shop.toml holds the shop's settings"),
        (["--refused", "-"], "Name a file for what is refused"),
        (["--refused", "{folder}/none/bad.csv"], "There is no folder {folder}/none to write the refused rows to."),
    ],
)
def test_a_wish_that_makes_no_sense_is_told_before_anything_is_done(
    crm: Crm, rows: Rows, sheet: Path, options: list[str], words: str
) -> None:
    places = {"sheet": str(sheet), "folder": str(sheet.parent)}
    answer = crm("import", "run", str(sheet), *(each.format_map(places) for each in options))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(words.format_map(places))
    assert rows("SELECT * FROM operation") == []
    assert sheet.read_text() == SHEET


def test_refused_rows_are_corrected_and_brought_again(crm: Crm, rows: Rows, sheet: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    answer = crm("import", "run", str(sheet), "--refused", str(bad))
    assert (answer.code, answer.out.splitlines()[-1]) == (
        6,
        f"{bad} has what was refused, to be corrected and brought in again.",
    )
    assert bad.stat().st_mode & 0o777 == 0o600
    text = bad.read_text("utf-8-sig")
    assert "grace@," in text
    assert "Ada" not in text
    bad.write_text(text.replace("grace@,", "grace@x.org,"))
    assert crm("import", "run", str(bad)).code == 0
    assert rows("SELECT name FROM contact ORDER BY id") == [("Ada Lovelace",), ("Edith",), ("Grace Hopper",)]
    assert rows("SELECT * FROM field") == []


def test_where_nothing_is_refused_no_file_is_written(crm: Crm, tmp_path: Path) -> None:
    path, bad = tmp_path / "fine.csv", tmp_path / "bad.csv"
    path.write_text("name\nAda\n")
    answer = crm("import", "run", str(path), "--refused", str(bad))
    assert answer.code == 0
    assert answer.out.splitlines()[-1] == f"Nothing was refused, so {bad} was not written."
    assert not bad.exists()


def test_what_came_in_is_told_though_the_refused_rows_cannot_be_written(crm: Crm, rows: Rows, sheet: Path) -> None:
    folder = sheet.parent / "folder"
    folder.mkdir()
    answer = crm("import", "run", str(sheet), "--refused", str(folder))
    assert answer.code == 7
    assert answer.out.startswith("Brought in people.csv: 2 created")
    assert "is not a file, so nothing can be written in its place" in answer.err
    assert len(rows("SELECT * FROM contact")) == 2


def test_without_a_shop_nothing_comes_in(crm: Crm, sheet: Path, tmp_path: Path) -> None:
    answer = crm("--db", str(tmp_path / "none.db"), "import", "run", str(sheet))
    assert (answer.code, answer.out) == (7, "")
    assert not (tmp_path / "none.db").exists()


def test_ctrl_c_leaves_nothing_behind(own: Path, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,shelf\n" + "".join(f"Person {number},1\n" for number in range(50)))
    before = sorted(tmp_path.iterdir())
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        screen = Terminal("--db", own, "import", "run", path)
        screen.until("]:")
        screen.send(number)
        ended = screen.end()
        assert (ended.code, "Traceback" in ended.out) == (code, False)
        assert "Nothing was brought in." in ended.out
    assert rows("SELECT * FROM operation") == []
    assert sorted(tmp_path.iterdir()) == before


def test_ctrl_c_in_the_middle_leaves_nothing_behind(own: Path, rows: Rows, tmp_path: Path) -> None:
    path, spools = tmp_path / "people.csv", tmp_path / "tmp"
    spools.mkdir()
    path.write_text("name,email\n" + "".join(f"Person {number},p{number}@x.org\n" for number in range(60_000)))
    before = sorted(tmp_path.iterdir())
    screen = Terminal("--db", own, "import", "run", path, env={"TMPDIR": str(spools)}, columns=100)
    screen.until("a second")
    screen.send(signal.SIGINT)
    ended = screen.end()
    assert (ended.code, ended.out.splitlines()[-1].endswith("Nothing was brought in.")) == (130, True)
    assert (rows("SELECT * FROM contact"), rows("SELECT * FROM operation")) == ([], [])
    assert (sorted(tmp_path.iterdir()), list(spools.iterdir())) == (before, [])
