import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.tool import Answer, Crm, Rows, Terminal, process

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = {
    "markup": "[/]",
    "action": "[@click=app.quit]x[/]",
    "colour": "\x1b[31mAda\x1b[0m",
    "clipboard": "Ada\x1b]52;c;cm0gLXJm\x07",
    "title": "Ada\x1b]0;owned\x1b\\",
    "eight-bit": "Ada\x9b31m\x90q\x9c",
    "bidi": "Ada\u202egnp.exe\u2066",
    "newlines": "Ada\r\nBcc: all@x.org\n\nx",
    "blanks": "Ada\t\v\f\x85\u2028Lovelace",
    "format": "%s%n{0}{name}$(id)`id`",
    "sql": "'; DROP TABLE contact; --",
    "long": "Ada " * 5000,
}
FORMATS = ("plain", "json", "csv", "tsv", "md", "ids")
READING = (
    ["show", "c1"],
    ["contact", "list"],
    ["contact", "list", "--archived"],
    ["timeline"],
    ["interaction", "list"],
    ["interaction", "show", "i1"],
    ["find", "ada"],
    ["find", "zola"],
    ["history"],
    ["history", "c1"],
)


def check(answer: Answer, *codes: int) -> None:
    assert answer.code in codes, answer
    assert OBEYED.search(answer.out + answer.err) is None, answer
    assert max(map(len, answer.err.splitlines()), default=0) < 2500


def short(text: str) -> str:
    return text[:150]


OPTIONS = (
    "--email --phone --link --birthday --stage --channel --tag --occasion --referred-by --deceased --name --cadence"
    " --remove-phone --primary-email"
).split()


def everywhere(text: str) -> list[list[str]]:
    """A text at every place of every command."""
    return [
        *(["contact", "edit", "ada lovelace", option, text] for option in OPTIONS),
        ["log", "call", "c1", text, "--outcome", short(text)],
        ["log", text, "c1"],
        ["log", "call", text],
        ["log", "call", "c1", "x", "--at", text],
        ["log", "call", "c1", "x", "--follow-up", text],
        ["remind", "c1", text, "x"],
        ["remind", "c1", "fri", text],
        ["remind", "c1", "fri", "x", "--every", text],
        ["done", text],
        ["snooze", "c1", text],
        ["today", "--date", text],
        ["show", text],
        ["find", "--", text],
        ["contact", "list", "--", text],
        ["contact", "tag", "c1", text],
        ["contact", "tag", "--where", text, "x", "--yes"],
        ["contact", "untag", "c1", text],
        ["contact", "archive", text],
        ["contact", "delete", text],
        ["interaction", "show", text],
        ["interaction", "edit", "i1", "--text", text],
        ["undo", text],
        ["history", text],
        ["backup", "verify", text],
        ["backup", "restore", text, "--yes"],
        ["contact", "list", "--sort", text],
        ["contact", "list", "--format", text],
        ["contact", "list", "--limit", text],
        ["timeline", "--kind", text],
        ["config", "set", "shop", text],
        ["config", "set", text, "x"],
        ["completion", text],
        [text],
        ["contact", text],
    ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_value_that_is_typed_is_obeyed(crm: Crm, rows: Rows, text: str) -> None:
    check(crm("add", text), 0, 2)
    facts = ["--nickname", "--company", "--address", "--source"]
    said = [word for option in facts for word in (option, short(text))]
    family = ["--relative", f"Tom, {short(text)}".replace("\n", " "), "--likes", f"author:{short(text)}"]
    check(crm("add", f"Ada {short(text)}", *said, *family, "--notes", text, "--pinned", text), 0, 2)
    check(crm("add", "Ada Lovelace"), 0)
    for args in everywhere(text):
        store, query = args[0] == "backup", {"list", "find", "--where"} & {*args}
        check(crm(*args), 0, 2, 3, 4, *((7,) if store else ()), *((6,) if query else ()))
    for args in READING:
        for form in FORMATS:
            check(crm(*args, "--format", form), 0, 3)
    assert [row for row in rows("SELECT name FROM contact") if OBEYED.search(row[0])] == []


@pytest.fixture
def poisoned(shop_path: Path, crm: Crm) -> Path:
    """A shop into which another program wrote what ours would never let in."""
    crm(
        "add",
        "Ada Lovelace",
        "--phone",
        "020 7946 0018",
        "--email",
        "ada@x.org",
        "--tag",
        "regular",
        "--likes",
        "author:Zola",
        "--address",
        "1 High St, Leeds",
        "--link",
        "example.org",
        "--relative",
        "Tom, son",
        "--occasion",
        "wedding: 3 may",
        "--company",
        "Engines",
        "--notes",
        "zola",
        "--pinned",
        "zola",
        "--mailings",
        "--mailings-source",
        "form",
    )
    crm("log", "call", "ada", "asked for zola", "--outcome", "sold", "--follow-up", "fri")
    bad = "x\u202e\x9b31m\u2066\x85y"
    worse = bad + "\x1b]52;c;cm0=\x07\x1b[31m\x00\x7f\r"
    with closing(sqlite3.connect(shop_path)) as connection:
        for table, columns in {
            "contact": ("name", "given", "nickname", "company", "source"),
            "email": ("address", "label"),
            "phone": ("number",),
            "address": ("street", "city"),
            "link": ("url",),
            "relative": ("name", "relation"),
            "occasion": ("name",),
            "tag": ("name",),
            "preference": ("value",),
            "consent": ("source",),
            "interaction": ("outcome",),
        }.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = coalesce({column}, '') || ?", (bad,))
        for table, column in (
            ("contact", "notes"),
            ("contact", "pinned"),
            ("interaction", "text"),
            ("reminder", "text"),
        ):
            connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (worse,))
        connection.execute('UPDATE operation SET "by" = "by" || ?', (bad,))
        connection.commit()
    return shop_path


@pytest.mark.usefixtures("poisoned")
def test_no_value_in_the_file_is_obeyed(crm: Crm) -> None:
    for args in READING:
        for form in ("table", *FORMATS):
            answer = crm(*args, "--format", form)
            check(answer, 0)
            assert answer.out or "archived" in args or "--archived" in args
    for args in (
        ["log", "visit", "ada"],
        ["log", "call", "ada", "x", "--done"],
        ["interaction", "edit", "i1", "--kind", "visit"],
        ["contact", "tag", "ada", "x"],
        ["contact", "archive", "ada"],
        ["undo"],
        ["redo"],
        ["undo", "o1"],
        ["contact", "edit", "ada", "--role", "x"],
        ["interaction", "delete", "i1"],
        ["add", "Ada Lovelace"],
        ["contact", "delete", "c1"],
        ["doctor"],
        ["contact", "delete", "c1", "--yes"],
        ["history"],
    ):
        check(crm(*args), 0, 3, 4, 5, 10)


@pytest.mark.usefixtures("poisoned")
def test_json_keeps_what_it_escapes(crm: Crm) -> None:
    assert (
        crm("show", "c1", "--json").json["notes"] == "zolax\u202e\x9b31m\u2066\x85y\x1b]52;c;cm0=\x07\x1b[31m\x00\x7f\r"
    )


@pytest.mark.usefixtures("poisoned")
def test_a_terminal_gets_our_own_styles_only(own: Path) -> None:
    for args in (["show", "c1"], ["timeline"], ["history"]):
        answer = Terminal("--db", own, *args, env={"NO_COLOR": ""}).end()
        assert answer.code == 0
        assert OBEYED.search(re.sub("\x1b\\[[0-9;]*m", "", answer.out)) is None
        assert set(re.findall("\x1b\\[[0-9;]*m", answer.out)) <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1m\x1b[2m"}


def test_bytes_that_are_no_letters_come_in_cleaned(own: Path, rows: Rows) -> None:
    check(process("--db", own, "add", b"Caf\xe9 \xed\xa0\x80\x1b[31m Nero\xff"), 0)
    check(process("--db", own, "log", "call", "c1", b"said \xff\xfe\x9b31m"), 0)
    check(process("--db", own, "find", b"caf\xe9"), 0)
    check(process("--db", own, "show", b"\xff\xfe"), 3)
    check(process("--db", own.parent / "\udcff\x1b[31m.db", "show", "x"), 7)
    assert [OBEYED.search(row[0]) for row in rows("SELECT name FROM contact UNION SELECT text FROM interaction")] == [
        None,
        None,
    ]
