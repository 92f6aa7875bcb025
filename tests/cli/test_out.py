import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.tool import Crm, Terminal, process
from tinycrm.cli.out import encodable, harmless

NAMES = ["Ada Lovelace", "李小明", "Slavoj Žižek", "ألف"]


@pytest.fixture
def people(crm: Crm) -> list[str]:
    for name in NAMES:
        assert crm("add", name, "--tag", "regular").code == 0
    return NAMES


@pytest.mark.usefixtures("people")
def test_a_piped_list_lines_up_in_any_script(crm: Crm) -> None:
    heading, *lines = crm("contact", "list").out.splitlines()
    assert len(lines) == 4
    assert {cell_len(line.partition("regular")[0]) for line in lines} == {cell_len(heading.partition("Tags")[0])}


@pytest.mark.usefixtures("people")
def test_plain_and_table_are_the_same_in_a_pipe(crm: Crm) -> None:
    plain = crm("contact", "list", "--format", "plain").out
    assert plain == crm("contact", "list", "--format", "table").out == crm("contact", "list").out
    assert "\x1b" not in plain


@pytest.mark.parametrize("args", [["contact", "list"], ["timeline"], ["history"], ["find", "ada"], ["backup", "list"]])
@pytest.mark.usefixtures("people")
def test_a_list_comes_in_every_format(crm: Crm, args: list[str]) -> None:
    crm("log", "call", "ada", 'said "=1+1", then left')
    crm("backup", "now")
    found = crm(*args, "--json").json
    refs = [each["ref"] for each in found]
    assert refs
    assert crm(*args, "--format", "ids").out.split() == refs
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        heading, *rows = csv.reader(io.StringIO(crm(*args, "--format", form).out), delimiter=delimiter)
        assert heading[0] == "Ref"
        assert [row[0] for row in rows] == refs
    markdown = crm(*args, "--format", "md").out.splitlines()
    assert len(markdown) == len(refs) + 2
    assert markdown[1].startswith("| --- |")


@pytest.mark.usefixtures("people")
def test_one_thing_comes_in_every_format(crm: Crm) -> None:
    found = crm("show", "ada", "--json").json
    assert crm("show", "ada", "--format", "ids").out == "c1\n"
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        heading, values = csv.reader(io.StringIO(crm("show", "ada", "--format", form).out), delimiter=delimiter)
        record = dict(zip(heading, values, strict=True))
        assert list(record) == list(found)
        assert (record["name"], json.loads(record["tags"]), record["nickname"]) == ("Ada Lovelace", ["regular"], "")
    assert len(crm("show", "ada", "--format", "md").out.splitlines()) == 3


def test_a_stream_that_lacks_letters_gets_escapes(own: Path, people: list[str]) -> None:
    for encoding, shown in (("ascii", "Slavoj \\u017di\\u017eek"), ("latin-1", "\\u674e\\u5c0f\\u660e")):
        answer = process("--db", own, "contact", "list", env={"PYTHONIOENCODING": encoding})
        assert (answer.code, answer.err) == (0, "")
        assert shown in answer.out
    answer = process("--db", own, "contact", "list", "--json", env={"PYTHONIOENCODING": "ascii"})
    assert [each["name"] for each in answer.json] == [*sorted(people[:1]), people[2], *(people[3], people[1])]
    answer = process("log", "--help", env={"PYTHONIOENCODING": "ascii"})
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.usefixtures("people")
def test_bare_surroundings_are_enough(own: Path) -> None:
    for only in ({}, {"LANG": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        answer = process("--db", own, "show", "žižek", only=only)
        assert answer.code == 0, answer
        assert answer.out.startswith(("Slavoj Žižek  c3", "Slavoj \\u017di\\u017eek  c3"))


@pytest.mark.usefixtures("people")
def test_colours_only_where_they_are_wanted(own: Path) -> None:
    coloured = Terminal("--db", own, "show", "ada", env={"NO_COLOR": ""}).end()
    assert coloured.code == 0
    assert "\x1b[1mAda Lovelace\x1b[0m" in coloured.out
    for env in ({"NO_COLOR": "1"}, {"NO_COLOR": "", "TERM": ""}, {"NO_COLOR": "", "TERM": "dumb"}):
        answer = Terminal("--db", own, "show", "ada", env=env).end()
        assert (answer.code, "Ada Lovelace" in answer.out, "\x1b" in answer.out) == (0, True, False), env


@pytest.mark.parametrize("columns", [20, 80])
@pytest.mark.usefixtures("people")
def test_nothing_is_wider_than_the_terminal(own: Path, crm: Crm, columns: int) -> None:
    for name in ("ada", "李小明"):
        crm("contact", "edit", name, "--notes", "很长的笔记" * 30, "--email", "a.very.long.address@example.org")
        crm("log", "letter", name, "words " * 50)
    for args in (["contact", "list"], ["timeline"], ["find", "words"]):
        answer = Terminal("--db", own, *args, columns=columns).end()
        assert answer.code == 0
        assert max(map(cell_len, answer.out.splitlines())) <= columns, args
    notes = (
        Terminal("--db", own, "show", "李小明", columns=columns).end().out.partition("NOTES")[2].partition("LATELY")[0]
    )
    assert "".join(notes.split()) == "很长的笔记" * 30


def test_a_long_list_stops_at_a_page_and_says_so(big_shop: Path) -> None:
    answer = Terminal("--db", big_shop, "contact", "list").end()
    assert len(answer.out.splitlines()) == 23
    assert answer.out.splitlines()[-1].startswith("21 of ")
    assert len(process("--db", big_shop, "contact", "list").out.splitlines()) > 300


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain Žižek 李小明", "plain Žižek 李小明"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b]0;x\x07", "\ufffd[31mred\ufffd]0;x\ufffd"),
        ("a\x9bb\u202ec\x7f\ud800", "a\ufffdb\ufffdc\ufffd\ufffd"),
    ],
)
def test_what_a_terminal_would_obey_does_not_come_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_our_own_styles_stay_where_they_may_be_used() -> None:
    assert harmless("\x1b[1mAda\x1b[0m\x1b]0;x\n", styled=True) == "\x1b[1mAda\x1b[0m\ufffd]0;x\n"


def test_marks_have_an_ascii_form() -> None:
    stream: Any = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert encodable("★ “Ada” → ž", stream) == '* "Ada" -> \\u017e'
