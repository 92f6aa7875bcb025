from pathlib import Path

import pytest

from tests.cli.tool import Crm
from tinycrm import config, paths


@pytest.fixture
def born(crm: Crm) -> Crm:
    """Birthdays today, on 1 December and in February, a wedding and a child."""
    crm("add", "Ada Lovelace", "--birthday", "24 nov 1986", "--phone", "020 7946 0018")
    crm("add", "Jane Smith", "--birthday", "1 dec", "--occasion", "wedding: 30 nov 1999")
    crm("add", "Zoë", "--birthday", "29 feb 1996", "--relative", "Tom, son, 25 nov 2015")
    crm("add", "Silent", "--birthday", "24 nov", "--do-not-contact")
    return crm


def told(crm: Crm, *args: str) -> list[str]:
    found = crm("contact", "birthdays", *args, "--json").json
    return [f"{each['due']} {each['who_ref']} {each['text']}" for each in found]


TABLE = """\
    Day         When       Who           What                      Reach
c1  2026-11-24  today      Ada Lovelace  birthday, 40              020 7946 0018
c3  2026-11-25  tomorrow   Zoë           birthday of Tom, son, 11
c2  2026-11-30  in 6 days  Jane Smith    wedding, 27 years
c2  2026-12-01  in 7 days  Jane Smith    birthday
"""


def test_the_table(born: Crm) -> None:
    assert born("contact", "birthdays") == (0, TABLE, "")


def test_how_far_ahead(born: Crm) -> None:
    assert told(born, "--days", "0") == ["2026-11-24 c1 birthday, 40"]
    assert told(born, "--days", "1") == ["2026-11-24 c1 birthday, 40", "2026-11-25 c3 birthday of Tom, son, 11"]
    assert told(born, "--days", "6")[-1] == "2026-11-30 c2 wedding, 27 years"
    assert told(born, "--days", "7") == told(born)
    assert told(born, "--days", "96") == [*told(born), "2027-02-28 c3 birthday, 31"]
    assert len(told(born, "--days", "366")) == 7
    assert [born("contact", "birthdays", "--days", days).code for days in ("-1", "367", "x")] == [2] * 3


def test_29_february_where_the_settings_say(born: Crm, shop_path: Path) -> None:
    config.write(paths.settings_file(shop_path), {"leap_day": "mar1"})
    assert told(born, "--days", "97")[-1] == "2027-03-01 c3 birthday, 31"


def test_one_birthday_for_a_program(born: Crm) -> None:
    (only,) = born("contact", "birthdays", "--days", "0", "--json").json
    assert only == {
        "ref": "c1", "kind": "birthday", "who": "Ada Lovelace", "who_ref": "c1", "text": "birthday, 40",
        "due": "2026-11-24", "due_time": None, "phone": "020 7946 0018", "email": None, "channel": None,
        "quiet": None, "last": None,
    }  # fmt: skip
    assert born("contact", "birthdays", "--format", "ids").out.split() == ["c1", "c3", "c2", "c2"]
    assert born("contact", "birthdays", "--format", "csv").out.splitlines()[1] == (
        'c1,2026-11-24,today,Ada Lovelace,"birthday, 40",020 7946 0018'
    )


@pytest.mark.usefixtures("ada")
def test_none_is_said_on_the_side(crm: Crm) -> None:
    assert crm("contact", "birthdays", "--days", "0") == (0, "", "No birthdays today.\n")
    assert crm("contact", "birthdays") == (0, "", "No birthdays until Thu 24 Dec 2026.\n")
    assert crm("contact", "birthdays", "--json") == (0, "[]\n", "")


def test_one_to_come_that_was_talked_about_today_is_told_again_on_its_day(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--birthday", "26 nov")
    crm("log", "call", "ada", "wished her a good day")
    assert crm("today").out == ""
    assert "birthday" in crm("today", env={"TINYCRM_NOW": "2026-11-25T09:00:00+00:00"}).out
    assert "birthday" in crm("today", env={"TINYCRM_NOW": "2026-11-26T09:00:00+00:00"}).out
