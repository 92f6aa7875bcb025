import pytest

from tests.cli.tool import Crm, Rows


@pytest.mark.parametrize(
    ("now", "at"),
    [
        ("2026-12-03T09:30", "2026-12-03T09:30:00Z"),
        ("2026-12-03T09:30:00+02:00", "2026-12-03T07:30:00Z"),
        ("2026-12-03", "2026-12-03T12:00:00Z"),
    ],
)
def test_the_clock_can_be_replaced(crm: Crm, rows: Rows, now: str, at: str) -> None:
    assert crm("add", "Ada", env={"TINYCRM_NOW": now}).code == 0
    assert rows("SELECT created_at FROM contact") == [(at,)]


@pytest.mark.parametrize("now", ["1900-01-01", "2200-12-31T23:59"])
@pytest.mark.parametrize("command", [["today", "--days", "366"], ["show", "ada"], ["contact", "list"]])
def test_the_whole_calendar_that_is_taken_works(crm: Crm, now: str, command: list[str]) -> None:
    crm("add", "Ada", "--birthday", "29 feb", "--cadence", "50y", "--phone", "020 7946 0018")
    crm("remind", "ada", "fri", "ring her", "--every", "50y")
    assert crm(*command, env={"TINYCRM_NOW": now}).code == 0


@pytest.mark.parametrize("now", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("command", [["today", "--days", "366"], ["add", "Eve"], ["log", "visit", "ada"]])
@pytest.mark.usefixtures("ada")
def test_a_clock_at_the_end_of_the_calendar_is_refused(crm: Crm, now: str, command: list[str]) -> None:
    answer = crm(*command, env={"TINYCRM_NOW": now})
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"TINYCRM_NOW is '{now}'; it takes a year from 1900 to 2200.\n"


@pytest.mark.parametrize("now", ["soon", "2026-13-01", "\x1b[31m"])
def test_a_clock_that_is_none_is_told(crm: Crm, rows: Rows, now: str) -> None:
    answer = crm("add", "Ada", env={"TINYCRM_NOW": now})
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert answer.err.startswith("TINYCRM_NOW is ")
    assert "\x1b" not in answer.err
    assert rows("SELECT * FROM contact") == []


@pytest.mark.parametrize(
    ("user", "by"), [("helen", "helen"), ("x" * 300, "x" * 199 + "…"), ("a\x1b[31m\udcff", "a\ufffd[31m\ufffd")]
)
def test_whoever_writes_is_written_down(crm: Crm, rows: Rows, user: str, by: str) -> None:
    assert crm("add", "Ada", env={"TINYCRM_USER": user}).code == 0
    assert rows('SELECT "by", source FROM operation') == [(by, "cli")]


def test_without_a_name_it_is_the_login(crm: Crm, rows: Rows) -> None:
    crm("add", "Ada", env={"TINYCRM_USER": "", "LOGNAME": "helen"})
    assert rows('SELECT "by" FROM operation') == [("helen",)]
