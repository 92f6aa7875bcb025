import csv
import io
from collections.abc import Callable

import pytest

from tests.cli.tool import Crm, Rows

TALKS = "SELECT kind, direction, day, at, text, outcome FROM interaction ORDER BY id"


@pytest.mark.usefixtures("ada")
def test_a_call_is_logged_and_answered_in_one_line(crm: Crm, rows: Rows) -> None:
    answer = crm("log", "call", "ada", "asked about Nana", "--follow-up", "fri")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Logged a call with Ada Lovelace, Tue 24 Nov 2026, 10:30 (i1)."
        " Follow-up on Fri 27 Nov 2026. `tinycrm undo` takes it back.\n"
    )
    assert rows(TALKS) == [("call", None, "2026-11-24", "2026-11-24T10:30:00Z", "asked about Nana", None)]
    assert rows("SELECT contact_id, interaction_id, due, text, done_at FROM reminder") == [
        (1, 1, "2026-11-27", "asked about Nana", None)
    ]
    assert rows("SELECT count(*) FROM operation") == [(2,)]


@pytest.mark.usefixtures("janes")
def test_a_log_answers_scripts_with_the_interaction(crm: Crm) -> None:
    answer = crm("log", "meeting", "smith", "the fair", "--with", "eyre", "--in", "--outcome", "a stall", "--json")
    assert answer.json == {
        "ref": "i1", "kind": "meeting", "day": "2026-11-24", "text": "the fair",
        "who": [{"ref": "c1", "name": "Jane Smith"}, {"ref": "c2", "name": "Jane Eyre"}],
        "direction": "in", "outcome": "a stall", "at": "2026-11-24T10:30:00Z",
    }  # fmt: skip


@pytest.mark.usefixtures("ada")
def test_the_same_person_twice_took_part_once(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "x", "--with", "c1", "--with", "ada@x.org")
    assert rows("SELECT contact_id FROM participant") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_a_visit_needs_no_words(crm: Crm, rows: Rows) -> None:
    assert crm("log", "visit", "ada").code == 0
    assert rows(TALKS) == [("visit", None, "2026-11-24", "2026-11-24T10:30:00Z", None, None)]
    assert "came in" in crm("show", "ada").out


@pytest.mark.parametrize(
    ("at", "day", "moment"),
    [
        ("yesterday", "2026-11-23", None),
        ("mon 15:30", "2026-11-23", "2026-11-23T15:30:00Z"),
        ("3 dec", "2025-12-03", None),
        ("2026-11-02", "2026-11-02", None),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_back_dated_talk_has_no_invented_hour(crm: Crm, rows: Rows, at: str, day: str, moment: str | None) -> None:
    assert crm("log", "call", "ada", "x", "--at", at).code == 0
    assert rows("SELECT day, at FROM interaction") == [(day, moment)]


@pytest.mark.usefixtures("ada")
def test_an_hour_is_that_of_its_own_day(crm: Crm, rows: Rows, in_zone: Callable[[str], None]) -> None:
    in_zone("Europe/London")
    crm("log", "call", "ada", "in summer", "--at", "2026-07-01 15:30")
    assert rows("SELECT day, at FROM interaction") == [("2026-07-01", "2026-07-01T14:30:00Z")]
    assert "2026-07-01, 15:30" in crm("interaction", "show", "i1").out


@pytest.mark.parametrize(("option", "direction"), [("--in", "in"), ("--out", "out")])
@pytest.mark.usefixtures("ada")
def test_it_may_have_a_direction(crm: Crm, rows: Rows, option: str, direction: str) -> None:
    crm("log", "email", "ada", "x", option)
    assert rows("SELECT direction FROM interaction") == [(direction,)]


@pytest.mark.usefixtures("ada")
def test_words_come_from_standard_input(crm: Crm, rows: Rows) -> None:
    crm("log", "letter", "ada", "-", stdin=b"Dear shop,\r\n\r\nthank you\x1b[31m!\n")
    assert rows("SELECT text FROM interaction") == [("Dear shop,\n\nthank you!",)]
    answer = crm("log", "letter", "ada", "-", stdin=" \n")
    assert (answer.code, answer.err) == (2, "Standard input held no words; nothing was logged.\n")
    assert crm("log", "call", "ada", "-", stdin=b"caf\xe9").code == 0
    assert rows("SELECT count(*) FROM interaction") == [(2,)]


@pytest.mark.usefixtures("ada")
def test_done_wants_one_open_follow_up(crm: Crm, rows: Rows) -> None:
    answer = crm("log", "call", "ada", "rang back", "--done")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("Ada Lovelace has no open follow-up")
    crm("log", "call", "ada", "first", "--follow-up", "fri")
    answer = crm("log", "call", "ada", "rang back", "--done")
    assert answer.code == 0
    assert "Finished f1: first." in answer.out
    assert rows("SELECT done_at FROM reminder") == [("2026-11-24T10:30:00Z",)]
    crm("log", "call", "ada", "second", "--follow-up", "mon")
    crm("log", "call", "ada", "third", "--follow-up", "tue")
    answer = crm("log", "call", "ada", "rang back again", "--done")
    assert answer.code == 4
    first, *open_ones, last = answer.err.splitlines()
    assert first == "Ada Lovelace has 2 open follow-ups; nothing was changed:"
    assert [line.split()[0] for line in open_ones] == ["f2", "f3"]
    assert last == "Log it without --done, then: tinycrm done f2"
    assert rows("SELECT count(*) FROM interaction WHERE text LIKE 'rang back%'") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_finishing_and_logging_are_one_undo(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "first", "--follow-up", "fri")
    crm("log", "call", "ada", "rang back", "--done", "--follow-up", "mon")
    crm("undo")
    assert rows("SELECT text FROM interaction") == [("first",)]
    assert rows("SELECT due, done_at FROM reminder") == [("2026-11-27", None)]


@pytest.mark.usefixtures("ada")
def test_an_open_follow_up_is_told_of(crm: Crm) -> None:
    assert crm("log", "call", "ada", "first", "--follow-up", "fri").err == ""
    answer = crm("log", "visit", "ada")
    assert answer.err == "Still open for them: f1, Fri 27 Nov 2026, first (--done finishes one).\n"


@pytest.mark.usefixtures("ada")
def test_the_same_within_a_minute_is_told_and_done(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "asked about Nana")
    answer = crm("log", "call", "ada", "asked about Nana", env={"TINYCRM_NOW": "2026-11-24T10:30:59"})
    assert (answer.code, answer.err) == (0, "The same was logged a moment ago, as i1.\n")
    later = crm("log", "call", "ada", "asked about Nana", env={"TINYCRM_NOW": "2026-11-24T10:32:30"})
    assert (later.code, later.err) == (0, "")
    assert crm("log", "call", "ada", "asked about Germinal").err == ""
    assert rows("SELECT count(*) FROM interaction") == [(4,)]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["log", "shout", "ada"], 2),
        (["log", "call", "nobody"], 3),
        (["log", "call", "ada", "--with", "nobody"], 3),
        (["log", "call", "ada", "x", "--at", "31 feb"], 2),
        (["log", "call", "ada", "x", "--follow-up", "whenever"], 2),
        (["log", "call", "ada", "x", "--outcome", "o" * 201], 2),
        (["log", "call", "ada", "x" * 100_001], 2),
        (["log", "call", "12", "x"], 2),
        (["log", "call", "i1", "x"], 2),
        (["log", "call"], 2),
        (["interaction", "show", "i9"], 3),
        (["interaction", "show", "c1"], 2),
        (["interaction", "show", "ada"], 2),
        (["interaction", "edit", "i9", "--text", "x"], 3),
        (["interaction", "delete", "i9"], 3),
        (["interaction", "list", "--kind", "shout"], 2),
        (["timeline", "nobody"], 3),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_mistake_gets_one_sentence_and_logs_nothing(crm: Crm, rows: Rows, args: list[str], code: int) -> None:
    answer = crm(*args)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert len(answer.err) < 500
    assert rows("SELECT count(*) FROM operation") == [(1,)]


@pytest.mark.usefixtures("janes")
def test_a_slip_of_the_pen_writes_nothing_and_suggests(crm: Crm, rows: Rows) -> None:
    answer = crm("log", "call", "Jnae", "x")
    assert (answer.code, answer.out) == (3, "")
    assert "Did you mean Jane" in answer.err
    assert "(c1)" in answer.err
    assert rows("SELECT * FROM interaction") == []


@pytest.mark.usefixtures("janes")
def test_lists_are_newest_first_and_of_one_kind_or_person(crm: Crm) -> None:
    crm("log", "call", "c1", "one", "--at", "yesterday")
    crm("log", "visit", "c2", "two", "--at", "2 nov")
    crm("log", "call", "c2", "three")
    for command in (["interaction", "list"], ["timeline"]):
        ids = crm(*command, "--format", "ids").out.split()
        assert ids == ["i3", "i1", "i2"]
        assert crm(*command, "eyre", "--format", "ids").out == "i3\ni2\n"
        assert crm(*command, "--kind", "call", "--limit", "1", "--format", "ids").out == "i3\n"
        assert [each["ref"] for each in crm(*command, "eyre", "--kind", "visit", "--json").json] == ["i2"]


def test_an_empty_timeline_says_so(crm: Crm) -> None:
    answer = crm("timeline")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("Nothing noted yet")
    assert crm("timeline", "--json").json == []


@pytest.mark.usefixtures("janes")
def test_one_is_shown_whole(crm: Crm) -> None:
    crm("log", "meeting", "c1", "first line\nsecond line", "--with", "c2", "--outcome", "a stall", "--in")
    assert crm("interaction", "show", "i1").out == (
        "i1  met  2026-11-24, 10:30\nwith Jane Smith (c1), Jane Eyre (c2)\n\nfirst line\nsecond line\n\n→ a stall\n"
    )
    assert crm("interaction", "show", "i1", "--json").json["text"] == "first line\nsecond line"
    heading, values = csv.reader(io.StringIO(crm("interaction", "show", "i1", "--format", "csv").out))
    assert dict(zip(heading, values, strict=True))["outcome"] == "a stall"


@pytest.mark.usefixtures("janes")
def test_one_is_mended(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "c1", "asked about Germinal", "--out", "--outcome", "sold")
    answer = crm("interaction", "edit", "i1", "--text", "asked about Nana", "--kind", "visit", "--at", "2 nov", "--in",
                 "--outcome", "", "--with", "c2", "--without", "c1", "--json")  # fmt: skip
    assert answer.code == 0, answer.err
    assert rows(TALKS) == [("visit", "in", "2026-11-02", None, "asked about Nana", None)]
    assert answer.json["who"] == [{"ref": "c2", "name": "Jane Eyre"}]
    answer = crm("interaction", "edit", "i1", "--kind", "visit")
    assert (answer.code, answer.out, answer.err) == (0, "", "It is like that already; nothing was changed.\n")
    crm("undo")
    assert rows("SELECT text, outcome FROM interaction") == [("asked about Germinal", "sold")]
    assert rows("SELECT contact_id FROM participant") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_words_are_mended_from_standard_input(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "old")
    crm("interaction", "edit", "i1", "--text", "-", stdin="new words\n")
    assert rows("SELECT text FROM interaction") == [("new words",)]


@pytest.mark.usefixtures("ada")
def test_nobody_left_in_it_is_refused(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "x")
    answer = crm("interaction", "edit", "i1", "--without", "ada")
    assert answer.code == 5
    assert "`tinycrm interaction delete`" in answer.err
    assert rows("SELECT count(*) FROM participant") == [(1,)]


@pytest.mark.usefixtures("ada")
def test_one_is_deleted_and_comes_back(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "ada", "asked about Nana")
    answer = crm("interaction", "delete", "i1")
    assert (
        answer.out == "Deleted i1: 2026-11-24 call with Ada Lovelace: asked about Nana. `tinycrm undo` takes it back.\n"
    )
    assert rows("SELECT * FROM interaction") == []
    assert crm("show", "ada", "--json").json["last_interaction"] is None
    crm("undo")
    assert crm("show", "ada", "--json").json["last_interaction"] == "2026-11-24"


@pytest.mark.usefixtures("ada")
def test_a_long_text_is_kept_whole_and_cut_in_lists(crm: Crm, rows: Rows) -> None:
    text = "word " * 4000 + "end"
    crm("log", "letter", "ada", text)
    assert rows("SELECT text FROM interaction") == [(text,)]
    for command in (["timeline"], ["interaction", "list"], ["show", "ada"], ["find", "word"]):
        out = crm(*command).out
        assert "…" in out
        assert max(map(len, out.splitlines())) < 500
    assert text in crm("timeline", "--format", "csv").out
    assert crm("interaction", "show", "i1", "--json").json["text"] == text
    assert crm("interaction", "show", "i1").out.count("word") == 4000
