import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.tool import PATIENCE, PROGRAM, Crm, Rows, called, process, surroundings
from tests.store.tool import ordinary_user
from tinycrm import __version__
from tinycrm.store.migrate import create

READING = (
    ["show", "ada"],
    ["find", "ada"],
    ["contact", "list"],
    ["timeline"],
    ["history"],
    ["doctor"],
    ["backup", "now"],
)
WRITING = (["add", "Ada"], ["log", "call", "ada", "x"], ["contact", "edit", "ada", "--role", "x"], ["undo"], ["redo"],
           ["contact", "tag", "ada", "x"], ["contact", "delete", "ada"], ["interaction", "delete", "i1"])  # fmt: skip


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def directory(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.touch()


def garbage(path: Path) -> None:
    path.write_bytes(b"name,phone\nAda,020 7946 0018\n" * 400)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contact (id INTEGER)")
        connection.commit()


def newer(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def truncated(path: Path) -> None:
    create(path)
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("make", [missing, directory, empty, garbage, foreign, newer, truncated])
def test_a_bad_file_is_told_and_left_as_it_is(tmp_path: Path, make: object) -> None:
    path = tmp_path / "shop.db"
    assert callable(make)
    make(path)
    before, beside = bytes_of(path), sorted(tmp_path.rglob("*"))
    for args in (*READING, *WRITING):
        answer = called(["--db", str(path), *args])
        assert (answer.code, answer.out) == (7, ""), args
        assert (answer.err.count("\n"), str(path) in answer.err) == (1, True), args
        assert (bytes_of(path), sorted(tmp_path.rglob("*"))) == (before, beside), args


@pytest.mark.usefixtures("ada")
def test_a_read_only_file_is_read_and_not_written(shop_path: Path, crm: Crm) -> None:
    shop_path.chmod(0o400)
    before = shop_path.read_bytes()
    with ordinary_user():
        assert crm("show", "ada").code == 0
        answer = crm("log", "call", "ada", "x")
    assert (answer.code, answer.out) == (7, "")
    assert answer.err.count("\n") == 1
    assert shop_path.read_bytes() == before


@pytest.mark.usefixtures("ada")
def test_the_file_may_be_named_by_the_environment(shop_path: Path) -> None:
    assert called(["show", "ada", "--format", "ids"], env={"TINYCRM_DB": str(shop_path)}).out == "c1\n"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["lgo", "call"], "There is no command 'lgo' (did you mean `tinycrm log`?); `tinycrm --help` lists them.\n"),
        (["xyzzy"], "There is no command 'xyzzy'; `tinycrm --help` lists them.\n"),
        (["contact", "lst"], "No such command 'lst'. Did you mean 'list'? `tinycrm contact --help` shows how.\n"),
        (["add"], "Missing argument 'NAME'. `tinycrm add --help` shows how.\n"),
        (["add", "Ada", "--emial", "x"], None),
        (["add", "Ada", "--email"], None),
        (["contact", "list", "--limit", "0"], None),
        (["contact", "list", "--limit", "many"], None),
        (["contact", "list", "--format", "xml"],
         "There is no format 'xml'; the formats are table, plain, json, csv, tsv, md, ids.\n"),
        (["--nonsense"], None),
        (["\x1b]0;owned\x07\x1b[31m"], None),
        (["add", "Ada", "--\x1b[31m\u202e"], None),
        (["y" * 20_000], None),
        (["add", "Ada", "--" + "y" * 20_000], None),
    ],
)  # fmt: skip
def test_a_usage_error_is_one_line(crm: Crm, rows: Rows, args: list[str], sentence: str | None) -> None:
    answer = crm(*args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert answer.err.removesuffix("\n").isprintable()
    assert len(answer.err) < 1000
    assert sentence is None or answer.err == sentence
    assert rows("SELECT * FROM operation") == []


def test_the_version_is_told_without_a_shop(tmp_path: Path) -> None:
    assert called(["--db", str(tmp_path / "none.db"), "--version"]).out == f"tinycrm {__version__}\n"


@pytest.mark.usefixtures("ada")
def test_a_typo_in_the_settings_is_told_and_after_an_answer_too(shop_path: Path) -> None:
    shop_path.with_suffix(".toml").write_text("contry = 'GB'\n")
    answer = process("--db", shop_path, "add", "Jane")
    assert (answer.code, answer.out) == (2, "")
    assert "line 1" in answer.err
    assert "country" in answer.err
    assert answer.err.count("\n") == 1
    answer = process("--db", shop_path, "find", "ada")
    assert "Ada Lovelace" in answer.out or answer.code == 2
    assert "Traceback" not in answer.err


def test_a_reader_that_goes_away_is_no_mistake(big_shop: Path) -> None:
    for args in ("contact list", "contact list --json", "timeline", "history"):
        command = f"{' '.join(PROGRAM)} --db {big_shop} {args}"
        piped = f"set -o pipefail; {command} | head -1 >/dev/null"
        done = subprocess.run(
            ["bash", "-c", piped], capture_output=True, env=surroundings(), timeout=PATIENCE, check=False
        )
        assert (done.returncode, done.stderr) == (0, b""), args


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.usefixtures("ada")
def test_no_room_for_the_answer_is_told(big_shop: Path, own: Path) -> None:
    for path, *args in (
        (str(big_shop), "timeline"), (str(own), "show", "ada"), (str(own), "add", "Jane"), (str(own), "--version"),
    ):  # fmt: skip
        with Path("/dev/full").open("w") as full:
            done = subprocess.run([*PROGRAM, "--db", path, *args], stdout=full, stderr=subprocess.PIPE, text=True,
                                  env=surroundings(), timeout=PATIENCE, check=False)  # fmt: skip
        saved = "; what was asked for is done" if "add" in args else ""
        assert done.returncode == 7
        assert done.stderr == f"The answer cannot be written: No space left on device{saved}.\n"


@pytest.mark.usefixtures("ada")
def test_closed_streams_stop_nobody(own: Path, rows: Rows) -> None:
    command = f"{' '.join(PROGRAM)} --db {own}"
    script = f"{command} add One >&- && {command} add Two 2>&- && {command} add Three <&- && {command} show c9 2>&- >&-"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=surroundings(), timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert rows("SELECT name FROM contact WHERE id > 1") == [("One",), ("Two",), ("Three",)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("ada")
def test_a_signal_ends_it_with_its_code(own: Path, rows: Rows, number: signal.Signals) -> None:
    with subprocess.Popen([*PROGRAM, "--db", own, "log", "call", "ada", "-"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings()) as waiting:  # fmt: skip
        assert waiting.stdin is not None
        waiting.stdin.write(b"half a sen")
        waiting.stdin.flush()
        until_it_reads(waiting)
        waiting.send_signal(number)
        out, err = waiting.communicate(timeout=PATIENCE)
    assert (waiting.returncode, out, err) == (128 + number, b"", b"Interrupted, nothing was changed.\n")
    assert rows("SELECT * FROM interaction") == []


def until_it_reads(program: "subprocess.Popen[bytes]") -> None:
    """Wait until a process has taken what stood in its standard input."""
    import fcntl
    import struct
    import termios
    import time

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and program.poll() is None:
        try:
            with Path(f"/proc/{program.pid}/fd/0").open("rb") as pipe:
                waiting = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
        except OSError:
            waiting = 1
        if not waiting:
            return
        os.sched_yield()
    raise AssertionError
