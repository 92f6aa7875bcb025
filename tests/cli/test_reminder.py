from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal

UNDOES = "`tinycrm undo` takes it back.\n"
ALL = "SELECT id, contact_id, due, due_time, text, every, after_done, anchor, until, done_at FROM reminder ORDER BY id"
DUE = "SELECT due FROM reminder ORDER BY id"
OPEN = "SELECT id FROM reminder WHERE done_at IS NULL ORDER BY id"

pytestmark = pytest.mark.usefixtures("ada")


def at(moment: str) -> dict[str, str]:
    return {"TINYCRM_NOW": moment}


def test_remind_says_who_when_and_what_takes_it_back(crm: Crm, rows: Rows) -> None:
    answer = crm("remind", "ada", "fri", "ring about the Nana")
    assert answer == (0, f"Follow-up for Ada Lovelace on Fri 27 Nov 2026 (f1). {UNDOES}", "")
    assert rows(ALL) == [(1, 1, "2026-11-27", None, "ring about the Nana", None, 0, None, None, None)]


def test_remind_needs_no_words(crm: Crm, rows: Rows) -> None:
    assert crm("remind", "ada", "3 dec 15:30").out.startswith(
        "Follow-up for Ada Lovelace on Thu 3 Dec 2026, 15:30 (f1)"
    )
    assert crm("remind", "ada", "tomorrow", " ").code == 0
    assert rows("SELECT due, due_time, text FROM reminder") == [
        ("2026-12-03", "15:30", None),
        ("2026-11-25", None, None),
    ]
    assert "2026-11-25        Ada Lovelace  get in touch" in crm("reminder", "list").out


def test_remind_that_repeats(crm: Crm, rows: Rows) -> None:
    answer = crm("remind", "ada", "1 dec", "catalogue", "--every", "3 months", "--until", "1 jun 2027", "--after-done")
    assert answer.out == f"Follow-up for Ada Lovelace on Tue 1 Dec 2026, every 3 months (f1). {UNDOES}"
    assert rows("SELECT due, every, after_done, anchor, until FROM reminder") == [
        ("2026-12-01", "3m", 1, "2026-12-01", "2027-06-01")
    ]


def test_remind_answers_a_program_with_the_follow_up(crm: Crm) -> None:
    assert crm("remind", "ada", "fri", "ring", "--every", "2w", "--json").json == {
        "ref": "f1", "due": "2026-11-27", "text": "ring", "who": "Ada Lovelace", "who_ref": "c1", "every": "2w",
        "done": False, "due_time": None, "after_done": False, "anchor": "2026-11-27", "until": None,
        "interaction_ref": None, "deal_ref": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "when", "due", "time"),
    [
        ("2026-11-27T10:30", "fri", "2026-12-04", None),
        ("2026-11-27T10:30", "next fri", "2026-12-04", None),
        ("2026-11-27T23:59", "fri", "2026-12-04", None),
        ("2026-11-24T10:30", "fri", "2026-11-27", None),
        ("2026-11-24T10:30", "next fri", "2026-12-04", None),
        ("2026-11-29T10:30", "next fri", "2026-12-04", None),
        ("2026-11-24T23:59", "tomorrow", "2026-11-25", None),
        ("2026-11-24T00:00", "tomorrow", "2026-11-25", None),
        ("2026-12-31T23:59", "tomorrow", "2027-01-01", None),
        ("2028-02-28T23:59", "tomorrow", "2028-02-29", None),
        ("2026-11-24T23:59", "today", "2026-11-24", None),
        ("2026-11-24T10:30", "15:30", "2026-11-24", "15:30"),
        ("2026-11-24T10:30", "tomorrow 9am", "2026-11-25", "09:00"),
        ("2026-11-24T10:30", "in 2 weeks", "2026-12-08", None),
        ("2026-11-24T10:30", "eom", "2026-11-30", None),
        ("2026-11-24T10:30", "23 nov", "2027-11-23", None),
    ],
)
def test_when_is_read_on_the_day_it_is_typed(
    crm: Crm, rows: Rows, now: str, when: str, due: str, time: str | None
) -> None:
    assert crm("remind", "ada", when, env=at(now)).code == 0
    assert rows("SELECT due, due_time FROM reminder") == [(due, time)]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["ada", "yesterday"], 2, "Mon 23 Nov 2026 lies in the past."),
        (["ada", "whenever"], 2, '"whenever" is not a day I know.'),
        (["ada", ""], 2, ""),
        (["ada", "fri", "x", "--every", "fri"], 2, "is a day, not an interval"),
        (["ada", "fri", "x", "--until", "1 dec"], 2, "Only a follow-up that repeats"),
        (["ada", "fri", "x", "--after-done"], 2, "Only a follow-up that repeats"),
        (["ada", "fri", "x", "--every", "1w", "--until", "wed"], 2, "before its first day, Fri 27 Nov 2026"),
        (["ada"], 2, "Missing argument"),
        (["nobody", "fri"], 3, "Nobody here is called “nobody”"),
        (["c99", "fri"], 3, "There is no c99"),
        (["jane", "fri"], 4, "Say which: tinycrm"),
    ],
)
def test_what_cannot_be_a_follow_up_is_told(crm: Crm, rows: Rows, args: list[str], code: int, said: str) -> None:
    crm("add", "Jane Smith")
    crm("add", "Jane Eyre")
    answer = crm("remind", *args)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert rows(ALL) == []


# done


def test_done_by_ref_and_by_name(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "fri", "ring about the Nana")
    answer = crm("done", "ada")
    assert answer == (0, "Done: ring about the Nana — Ada Lovelace (f1).\n", UNDOES)
    crm("remind", "ada", "mon")
    assert crm("done", "F2").out == "Done: get in touch — Ada Lovelace (f2).\n"
    assert rows("SELECT done_at FROM reminder") == [("2026-11-24T10:30:00Z",)] * 2


def test_done_with_none_open(crm: Crm) -> None:
    assert crm("done", "ada") == (3, "", "Ada Lovelace has no open follow-up; nothing was changed.\n")
    crm("remind", "ada", "fri")
    crm("done", "f1")
    assert crm("done", "f1") == (3, "", "f1 is done already; nothing was changed.\n")
    assert crm("snooze", "f1", "mon") == (3, "", "f1 is done already; nothing was changed.\n")
    assert crm("done", "f99").code == 3


@pytest.mark.parametrize("verb", [["done", "ada"], ["snooze", "ada", "mon"]])
def test_with_several_open_it_says_which_and_how_to_go_on(crm: Crm, rows: Rows, verb: list[str]) -> None:
    crm("remind", "ada", "mon", "second")
    crm("remind", "ada", "fri", "first", "--every", "1w")
    before = rows(ALL)
    answer = crm(*verb)
    assert (answer.code, answer.out) == (4, "")
    told = answer.err.splitlines()
    assert told[:3] == [
        "Ada Lovelace has 2 open follow-ups; nothing was changed:",
        "  f2  Fri 27 Nov 2026, every week  first",
        "  f1  Mon 30 Nov 2026  second",
    ]
    assert told[3] == f"Say which: tinycrm {' '.join([verb[0], 'f2', *verb[2:]])}"
    assert rows(ALL) == before


def test_several_at_once_each_once(crm: Crm, rows: Rows, janes: tuple[str, str]) -> None:
    for who in ("ada", *janes):
        crm("remind", who, "fri", f"ring {who}")
    answer = crm("done", "f1", "Jane Smith", "ada", "f1", "jane-eyre")
    assert [line.split(" — ")[0] for line in answer.out.splitlines()] == [
        "Done: ring ada",
        "Done: ring c2",
        "Done: ring c3",
    ]
    assert rows(OPEN) == []
    assert crm("undo").code == 0
    assert rows(OPEN) == [(1,), (2,), (3,)]


@pytest.mark.parametrize("wrong", ["f99", "nobody", "jane", "Jane Eyre"])
@pytest.mark.parametrize("verb", [["done"], ["snooze", "mon"]])
@pytest.mark.usefixtures("janes")
def test_several_at_once_all_or_none(crm: Crm, rows: Rows, verb: list[str], wrong: str) -> None:
    crm("remind", "ada", "fri")
    before = rows(ALL)
    name, *when = verb
    assert crm(name, "f1", wrong, *when).code in (3, 4)
    assert rows(ALL) == before


def test_done_and_snooze_answer_a_program_with_lists(crm: Crm) -> None:
    crm("remind", "ada", "fri", "ring")
    crm("remind", "ada", "mon", "write", "--every", "1w")
    found = crm("snooze", "f1", "f2", "wed", "--json").json
    assert [(each["ref"], each["due"]) for each in found] == [("f1", "2026-11-25"), ("f2", "2026-11-25")]
    found = crm("done", "f2", "f1", "--json").json
    assert [(each["ref"], each["due"], each["done"]) for each in found] == [
        ("f2", "2026-11-30", False),
        ("f1", "2026-11-25", True),
    ]


@pytest.mark.parametrize(
    ("options", "now", "back"),
    [
        ([], "2026-11-24T09:00", "Mon 7 Dec 2026"),
        ([], "2026-11-30T09:00", "Mon 7 Dec 2026"),
        ([], "2026-12-04T09:00", "Mon 7 Dec 2026"),
        ([], "2026-12-07T09:00", "Mon 14 Dec 2026"),
        (["--after-done"], "2026-11-24T09:00", "Tue 1 Dec 2026"),
        (["--after-done"], "2026-12-04T09:00", "Fri 11 Dec 2026"),
        (["--until", "7 dec"], "2026-11-24T09:00", "Mon 7 Dec 2026"),
        (["--until", "6 dec"], "2026-11-24T09:00", None),
        (["--until", "7 dec"], "2026-12-07T09:00", None),
    ],
)
@pytest.mark.parametrize("how", [["done", "ada"], ["log", "call", "ada", "rang", "--done"]], ids=["done", "log"])
def test_one_that_repeats_comes_back_until_its_last_day(
    crm: Crm, rows: Rows, how: list[str], options: list[str], now: str, back: str | None
) -> None:
    crm("remind", "ada", "mon", "ring", "--every", "1w", *options)
    answer = crm(*how, env=at(now))
    assert answer.code == 0
    assert ("it comes back on" in answer.out) is (back is not None)
    assert back is None or f"; it comes back on {back}." in answer.out
    assert len(rows(OPEN)) == (back is not None)


def test_a_series_done_to_its_end(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "31 jan", "ring", "--every", "1m", "--until", "31 mar 2028")
    dues = []
    while rows(OPEN):
        dues += rows(DUE)
        assert crm("done", "ada").code == 0
    assert [due for (due,) in dues] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31", "2027-08-31",
        "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31",
    ]  # fmt: skip
    assert crm("done", "ada").code == 3


def test_a_picker_asks_which_on_a_terminal(crm: Crm, rows: Rows, own: Path) -> None:
    crm("remind", "ada", "fri", "first")
    crm("remind", "ada", "mon", "second")
    for typed, code, left in (("f9", 3, [(1,), (2,)]), ("F2", 0, [(1,)])):
        screen = Terminal("--db", own, "done", "ada")
        shown = screen.until("Which [f1]:")
        assert "Ada Lovelace has 2 open follow-ups:" in shown
        assert "f2  Mon 30 Nov 2026  second" in shown
        screen.type(typed)
        assert (screen.end().code, rows(OPEN)) == (code, left)


# snooze


def test_snooze_echoes_the_day(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "tomorrow 09:00", "ring")
    answer = crm("snooze", "ada", "in a week")
    assert answer == (0, "Put off to Tue 1 Dec 2026: ring — Ada Lovelace (f1).\n", UNDOES)
    assert rows("SELECT due, due_time FROM reminder") == [("2026-12-01", "09:00")]
    assert crm("snooze", "f1", "3 dec 15:30").out.startswith("Put off to Thu 3 Dec 2026, 15:30: ")
    assert rows("SELECT due, due_time FROM reminder") == [("2026-12-03", "15:30")]


def test_snooze_one_that_repeats(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "mon", "ring", "--every", "1w")
    crm("snooze", "ada", "wed")
    assert rows("SELECT due, anchor FROM reminder") == [("2026-11-25", "2026-11-30")]
    assert "it comes back on Mon 30 Nov 2026" in crm("done", "ada").out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["f1", "yesterday"], 2, "lies in the past"),
        (["f1"], 2, "Say which follow-up and until when, as in `tinycrm snooze f7 mon`."),
        (["f1", "f1"], 2, '"f1" is not a day I know.'),
        (["f2", "mon"], 3, "There is no follow-up f2"),
        (["c1", "someday"], 2, "is not a day I know"),
    ],
)
def test_what_cannot_be_put_off_is_told(crm: Crm, rows: Rows, args: list[str], code: int, said: str) -> None:
    crm("remind", "ada", "fri")
    answer = crm("snooze", *args)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert rows(DUE) == [("2026-11-27",)]


# log


def test_log_tells_of_the_follow_ups_it_did_not_finish(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "mon", "ring about the Nana")
    answer = crm("log", "visit", "ada", "--follow-up", "fri")
    assert answer.err == "Still open for them: f1, Mon 30 Nov 2026, ring about the Nana (--done finishes one).\n"
    assert rows(OPEN) == [(1,), (2,)]
    crm("done", "f1", "f2")
    assert crm("log", "call", "ada", "rang back").err == ""


def test_log_and_its_follow_up_are_one_operation(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "mon", "ring", "--every", "1w")
    before = rows(ALL)
    crm("log", "call", "ada", "rang", "--done", "--follow-up", "fri")
    assert rows(DUE) == [("2026-12-07",), ("2026-11-27",)]
    crm("undo")
    assert (rows(ALL), rows("SELECT count(*) FROM interaction")) == (before, [(0,)])


@pytest.fixture
def janes(crm: Crm, ada: str) -> tuple[str, str]:
    """Two people called Jane beside Ada: c2 Smith and c3 Eyre."""
    assert ada == "c1"
    assert crm("add", "Jane Smith").code == crm("add", "Jane Eyre").code == 0
    return "c2", "c3"
