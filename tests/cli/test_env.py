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
