import pytest

from tests.cli.tool import Crm, Rows

UNDOES = "`tinycrm undo` takes it back.\n"
ALL = "SELECT id, contact_id, due, due_time, text, every, after_done, anchor, until, done_at FROM reminder ORDER BY id"

pytestmark = pytest.mark.usefixtures("ada")


def test_the_list_has_open_ones_the_soonest_first(crm: Crm) -> None:
    crm("add", "Jane Smith")
    crm("remind", "ada", "mon", "second", "--every", "2w")
    crm("remind", "c2", "fri 09:00", "first")
    crm("remind", "ada", "wed", "third")
    crm("done", "f3")
    assert crm("reminder", "list").out.splitlines() == [
        "    Due               Who           What    Repeats",
        "f2  2026-11-27 09:00  Jane Smith    first",
        "f1  2026-11-30        Ada Lovelace  second  every 2 weeks",
    ]
    assert crm("reminder", "list", "--format", "ids").out == "f2\nf1\n"
    assert crm("reminder", "list", "ada", "--all", "--format", "ids").out == "f1\nf3\n"
    assert crm("reminder", "list", "--limit", "1", "--format", "ids").out == "f2\n"
    assert [each["done"] for each in crm("reminder", "list", "--all", "--json").json] == [False, False, True]
    assert crm("reminder", "list", "--format", "csv").out.splitlines()[1] == "f2,2026-11-27 09:00,Jane Smith,first,,"


def test_an_empty_list_says_so_on_the_side(crm: Crm) -> None:
    assert crm("reminder", "list") == (0, "", 'No follow-ups; `tinycrm remind ada fri "…"` sets one.\n')
    assert crm("reminder", "list", "--json") == (0, "[]\n", "")


def test_show_tells_all_of_one(crm: Crm) -> None:
    crm("log", "call", "ada", "asked about Nana", "--follow-up", "fri")
    assert crm("reminder", "show", "f1").out.splitlines() == [
        "f1  Fri 27 Nov 2026", "for Ada Lovelace (c1)", "asked about Nana", "set with i1"
    ]  # fmt: skip
    crm("remind", "ada", "mon 9:00", "--every", "2w", "--after-done", "--until", "1 jun")
    assert crm("reminder", "show", "f2").out.splitlines() == [
        "f2  Mon 30 Nov 2026, 09:00, every 2 weeks",
        "for Ada Lovelace (c1)",
        "get in touch",
        "repeats every 2 weeks counted from when it is done, until Tue 1 Jun 2027",
    ]
    crm("done", "f1")
    assert crm("reminder", "show", "f1").out.startswith("f1  Fri 27 Nov 2026  done\n")
    assert crm("reminder", "show", "f1", "--json").json["done"] is True
    assert (crm("reminder", "show", "f9").code, crm("reminder", "show", "ada").code) == (3, 2)


@pytest.mark.parametrize(
    ("options", "columns", "values"),
    [
        (["--when", "3 dec"], "due, due_time, anchor", ("2026-12-03", None, "2026-12-03")),
        (["--when", "3 dec 15:30"], "due, due_time, anchor", ("2026-12-03", "15:30", "2026-12-03")),
        (["--text", "write"], "text, anchor", ("write", "2026-11-30")),
        (["--text", ""], "text", (None,)),
        (["--every", "3m"], "every, anchor", ("3m", "2026-11-30")),
        (["--every", ""], "every, anchor, until", (None, None, None)),
        (["--after-done"], "after_done", (1,)),
        (["--until", "1 mar"], "until", ("2027-03-01",)),
        (["--until", ""], "until", (None,)),
    ],
)
def test_edit_changes_what_is_said(
    crm: Crm, rows: Rows, options: list[str], columns: str, values: tuple[object, ...]
) -> None:
    crm("remind", "ada", "mon 09:00", "ring", "--every", "1w", "--until", "1 feb")
    answer = crm("reminder", "edit", "f1", *options)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Changed f1: ")
    assert rows(f"SELECT {columns} FROM reminder") == [values]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["f1"], 2, "Say what to change"),
        (["f1", "--when", "yesterday"], 2, "lies in the past"),
        (["f1", "--every", "sometimes"], 2, "is not an interval I know"),
        (["f1", "--until", "1 dec"], 2, "Only a follow-up that repeats"),
        (["f1", "--after-done"], 2, "Only a follow-up that repeats"),
        (["f1", "--every", "1w", "--until", "wed"], 2, "before its first day"),
        (["f9", "--text", "x"], 3, "There is no follow-up f9"),
        (["c1", "--text", "x"], 2, "c1 is a contact"),
    ],
)
def test_what_cannot_be_changed_is_told(crm: Crm, rows: Rows, args: list[str], code: int, said: str) -> None:
    crm("remind", "ada", "fri", "ring")
    before = rows(ALL)
    answer = crm("reminder", "edit", *args)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert rows(ALL) == before


def test_an_edit_that_changes_nothing_says_so(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "fri", "ring")
    operations = rows("SELECT count(*) FROM operation")
    answer = crm("reminder", "edit", "f1", "--text", "ring", "--when", "fri")
    assert answer == (0, "", "It is like that already; nothing was changed.\n")
    assert rows("SELECT count(*) FROM operation") == operations


def test_delete(crm: Crm, rows: Rows) -> None:
    crm("remind", "ada", "fri", "ring")
    assert crm("reminder", "delete", "f1").out == f"Deleted f1: ring — Ada Lovelace. {UNDOES}"
    assert rows(ALL) == []
    assert crm("reminder", "delete", "f1").code == 3
    crm("remind", "ada", "mon", "write")
    assert crm("reminder", "delete", "f2", "--json").json == {"ref": "f2", "deleted": True}


@pytest.mark.parametrize(
    "args",
    [
        ["remind", "ada", "wed", "third"],
        ["done", "f1"],
        ["done", "f2"],
        ["done", "f1", "f2"],
        ["snooze", "f1", "f2", "wed"],
        ["reminder", "edit", "f2", "--when", "wed 09:00", "--every", "2m", "--until", "1 jun", "--text", "other"],
        ["reminder", "edit", "f2", "--every", ""],
        ["reminder", "delete", "f2"],
        ["log", "call", "ada", "x", "--follow-up", "wed"],
        ["contact", "delete", "ada", "--yes"],
    ],
    ids=" ".join,
)
def test_one_undo_takes_it_back_and_one_redo_returns_it(crm: Crm, rows: Rows, args: list[str]) -> None:
    crm("remind", "ada", "fri", "first")
    crm("remind", "ada", "mon", "second", "--every", "1w", "--until", "1 feb")
    before = rows(ALL)
    assert crm(*args).code == 0
    after = rows(ALL)
    assert after != before
    assert crm("undo").code == 0
    assert rows(ALL) == before
    assert crm("redo").code == 0
    assert rows(ALL) == after
