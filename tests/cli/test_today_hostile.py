"""What another program wrote into the file, and ours would never let in, is told and not obeyed."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_hostile import FORMATS, HOSTILE, OBEYED
from tests.cli.tool import Crm, Terminal
from tinycrm.cli.table import width

BAD = "x\u202e\x9b31m\u2066\x85y\x1b]52;c;cm0=\x07\x1b[31m\x00\x7f\r\nz[/]"
READING = (
    ["today"],
    ["today", "--days", "9"],
    ["contact", "birthdays"],
    ["reminder", "list"],
    ["reminder", "show", "f1"],
)


@pytest.fixture
def poisoned(crm: Crm, own: Path) -> Path:
    """A shop with something in each group of the morning, and no text in it that is clean."""
    crm(
        "add",
        "Ada",
        "--phone",
        "07700 900123",
        "--birthday",
        "24 nov",
        "--cadence",
        "1d",
        "--relative",
        "Tom, son, 25 nov",
    )
    crm("contact", "edit", "c1", "--occasion", "wedding: 26 nov")
    crm("log", "call", "c1", "asked for Nana", "--at", "1 nov")
    crm("remind", "c1", "today", "ring")
    with closing(sqlite3.connect(own)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        for table, columns in {
            "contact": ("name",), "phone": ("number",), "relative": ("name", "relation"), "occasion": ("name",),
            "interaction": ("text",), "reminder": ("text",),
        }.items():  # fmt: skip
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (BAD,))
        connection.commit()
    return own


@pytest.mark.usefixtures("poisoned")
@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_no_value_in_the_file_is_obeyed(crm: Crm, args: Sequence[str]) -> None:
    for form in ("table", *FORMATS):
        answer = crm(*args, "--format", form)
        assert answer.code == 0
        assert answer.out
        assert OBEYED.search(answer.out + answer.err) is None
    assert max(map(width, crm("today").out.splitlines())) <= 78


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_a_terminal_gets_our_own_styles_only(poisoned: Path, args: Sequence[str]) -> None:
    answer = Terminal("--db", poisoned, *args, env={"NO_COLOR": ""}).end()
    assert answer.code == 0
    assert {*re.findall("\x1b\\[[0-9;]*m", answer.out)} <= {"\x1b[0m", "\x1b[1m", "\x1b[2m"}
    assert OBEYED.search(re.sub("\x1b\\[[0-9;]*m", "", answer.out)) is None


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_word_that_is_typed_is_obeyed(crm: Crm, text: str) -> None:
    for args in (
        ["remind", "ada", "today", text], ["remind", "ada", text], ["remind", text, "fri"],
        ["remind", "ada", "fri", "x", "--every", text], ["remind", "ada", "fri", "x", "--every", "1w", "--until", text],
        ["done", text], ["snooze", "f1", text], ["snooze", text, "fri"], ["reminder", "show", text],
        ["reminder", "list", text], ["reminder", "edit", "f1", "--text", text],
        ["reminder", "edit", "f1", "--when", text],
        ["today", "--date", text], ["today", "--days", text], ["contact", "birthdays", "--days", text], ["today"],
    ):  # fmt: skip
        answer = crm(*args)
        assert answer.code in (0, 2, 3, 4)
        assert OBEYED.search(answer.out + answer.err) is None
        assert max(map(len, answer.err.splitlines()), default=0) < 2500
