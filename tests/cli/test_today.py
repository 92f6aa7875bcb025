import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import Answer, Crm, Rows, Terminal, process
from tests.conftest import NOW
from tests.store.test_restore import CRASH
from tests.store.tool import look, ordinary_user
from tinycrm import config, paths
from tinycrm.cli.table import width
from tinycrm.store.lock import Queue

TODAY = NOW.date()
ZONES = ("UTC", "Pacific/Kiritimati", "Etc/GMT+12", "America/Los_Angeles")
NONE = "Nothing due today. A good day to ring someone you have not seen for a while.\n"


def at(moment: object) -> dict[str, str]:
    return {"TINYCRM_NOW": str(moment)}


def after(days: int) -> str:
    return f"{TODAY + timedelta(days)}T09:00"


def morning(crm: Crm, *args: str, now: object = NOW.isoformat()) -> dict[str, list[str]]:
    """The groups of the list as a program gets them: who stands in each."""
    groups = crm("today", *args, "--json", env=at(now)).json["groups"]
    return {group["key"]: [item["who"] for item in group["items"]] for group in groups}


@pytest.fixture
def settings(shop_path: Path) -> Callable[..., None]:
    """`settings(today_limit=2)` writes settings of the test's shop."""
    return lambda **values: config.write(paths.settings_file(shop_path), values)


@pytest.fixture
def full(crm: Crm) -> Crm:
    """A shop with something in each group."""
    crm("add", "Ada Lovelace", "--phone", "020 7946 0018", "--cadence", "1d")
    crm("add", "Jane Smith", "--email", "jane@example.org", "--birthday", "24 nov 1986", "--channel", "email")
    crm("add", "Zoë 小明", "--birthday", "--11-22", "--relative", "Tom, son, 26 nov")
    crm("log", "call", "ada", "wants the Nana first edition", "--at", "14 nov", "--out")
    crm("remind", "jane", "tomorrow", "send the catalogue", env=at("2026-11-20"))
    crm("remind", "ada", "today 15:00", "ring about Nana")
    crm("remind", "zoe", "fri 09:00")
    return crm


PLAIN = """\
The Cozy Corner, Tue 24 Nov 2026

OVERDUE  1
  f1    Jane Smith: send the catalogue                             3 days late
        jane@example.org (prefers email)

TODAY  1
  f2    Ada Lovelace: ring about Nana                                    15:00
        020 7946 0018 · we rang 10 days ago: wants the Nana first edition

COMING  1
  f3    Zoë 小明                                        Fri 27 Nov 2026, 09:00

BIRTHDAYS  3
  c2    Jane Smith: birthday, 40                                         today
        jane@example.org (prefers email)
  c3    Zoë 小明: birthday of Tom, son                         Thu 26 Nov 2026
  c3    Zoë 小明: birthday                                          2 days ago

SLIPPING AWAY  1
  c1    Ada Lovelace                                               10 days ago
        020 7946 0018 · we rang: wants the Nana first edition
"""


def test_the_list_as_it_is_read(full: Crm, settings: Callable[..., None]) -> None:
    settings(shop="The Cozy Corner")
    assert full("today", "--days", "3") == (0, PLAIN, "")


def test_the_list_for_a_program(full: Crm) -> None:
    answer = full("today", "--json").json
    assert (answer["date"], [(group["key"], group["total"]) for group in answer["groups"]]) == (
        "2026-11-24",
        [("overdue", 1), ("today", 1), ("birthdays", 3), ("slipping", 1)],
    )
    assert answer["groups"][1]["items"] == [
        {"ref": "f2", "kind": "follow-up", "who": "Ada Lovelace", "who_ref": "c1", "text": "ring about Nana",
         "due": "2026-11-24", "due_time": "15:00", "phone": "020 7946 0018", "email": None,
         "channel": None, "quiet": None,
         "last": {"day": "2026-11-14", "kind": "call", "direction": "out", "text": "wants the Nana first edition"}}
    ]  # fmt: skip


def test_every_format(full: Crm) -> None:
    plain = full("today").out
    assert full("today", "--format", "plain").out == full("today", "--format", "table").out == plain
    assert full("today", "--format", "ids").out.split() == ["f1", "f2", "c2", "c3", "c3", "c1"]
    table = list(csv.reader(io.StringIO(full("today", "--format", "csv").out)))
    assert table[0] == ["Ref", "Kind", "Due", "Who", "What", "Reach"]
    assert table[2] == ["f2", "follow-up", "2026-11-24", "Ada Lovelace", "ring about Nana", "020 7946 0018"]
    assert [line.split("\t") for line in full("today", "--format", "tsv").out.splitlines()] == table
    assert full("today", "--format", "md").out.splitlines()[3].startswith("| f2 | follow-up | 2026-11-24 |")
    assert json.loads(full("today", "--format", "json").out) == full("today", "--json").json
    assert full("today", "--format", "xml").code == 2


def test_a_quiet_day_prints_nothing_in_a_pipe_and_a_kind_word_on_a_terminal(crm: Crm, own: Path, ada: str) -> None:
    assert ada == "c1"
    for args in (["today"], ["today", "--exit-code"], ["today", "--days", "30"], ["today", "--format", "ids"]):
        assert crm(*args) == (0, "", "")
    assert process("--db", own, "today") == (0, "", "")
    assert Terminal("--db", own, "today").end() == (0, NONE, "")
    assert crm("today", "--json").json == {"date": "2026-11-24", "groups": []}


@pytest.mark.parametrize(
    ("set_up", "code"),
    [
        (["remind", "ada", "today"], 10),
        (["remind", "ada", "tomorrow"], 0),
        (["contact", "edit", "ada", "--birthday", "24 nov"], 0),
    ],
)
@pytest.mark.usefixtures("ada")
def test_the_exit_code_says_whether_something_is_due(crm: Crm, set_up: list[str], code: int) -> None:
    crm(*set_up)
    assert crm("today", "--exit-code").code == code
    assert crm("today").code == 0
    assert crm("today", "--exit-code", "--json").code == code


def test_the_most_pressing_and_how_many_more(crm: Crm, ada: str, settings: Callable[..., None]) -> None:
    for number in range(17):
        crm("remind", ada, "tomorrow", f"{number}", env=at(f"2026-11-{20 - number:02}"))
    shown = crm("today").out
    assert "OVERDUE  17\n" in shown
    assert (shown.count("late"), shown.splitlines()[-1]) == (15, "  2 more: tinycrm today --all")
    assert shown.index("Ada Lovelace: 16") < shown.index("Ada Lovelace: 2 ")
    assert (crm("today", "--all").out.count("late"), "more" in crm("today", "--all").out) == (17, False)
    settings(today_limit=3)
    assert crm("today").out.splitlines()[-1] == "  14 more: tinycrm today --all"
    group = crm("today", "--json").json["groups"][0]
    assert (group["total"], len(group["items"])) == (17, 3)


@pytest.mark.usefixtures("ada")
def test_days_ahead_and_as_if_it_were_another_day(crm: Crm) -> None:
    for when in ("today", "fri", "1 dec", "2 dec"):
        crm("remind", "ada", when, when)
    assert [(key, len(who)) for key, who in morning(crm).items()] == [("today", 1)]
    assert [(key, len(who)) for key, who in morning(crm, "--days", "7").items()] == [("today", 1), ("coming", 2)]
    assert [(key, len(who)) for key, who in morning(crm, "--date", "fri").items()] == [("overdue", 1), ("today", 1)]
    assert morning(crm, "--date", "23 nov 2026") == {}
    assert crm("today", "--date", "fri", "--json").json["date"] == "2026-11-27"
    assert crm("today", "--date", "fri").out == crm("today", env=at("2026-11-27")).out
    assert [crm("today", *args).code for args in (["--date", "someday"], ["--days", "-1"], ["--days", "x"])] == [2] * 3


def test_a_machine_that_was_off_for_three_days(crm: Crm, ada: str) -> None:
    for when in ("fri", "sat", "sun", "mon"):
        crm("remind", ada, when, when)
        crm("add", f"Born {when}", "--birthday", f"--11-{27 + ('fri', 'sat', 'sun', 'mon').index(when)}")
    crm("add", "Born before", "--birthday", "--11-26")
    back = morning(crm, now="2026-11-30T08:00")
    assert [len(back["overdue"]), len(back["today"])] == [3, 1]
    assert back["birthdays"] == ["Born mon", "Born fri", "Born sat", "Born sun"]


def test_a_call_takes_them_off_the_list_until_its_time_comes_again(crm: Crm, ada: str, shop_path: Path) -> None:
    crm("contact", "edit", ada, "--cadence", "6w")
    assert "slipping" not in morning(crm, now=after(41))
    assert morning(crm, now=after(42)) == {"slipping": ["Ada Lovelace"]}
    assert crm("log", "call", ada, "rang", env=at(after(50))).code == 0
    before = look(shop_path.parent)
    assert morning(crm, now=after(50)) == {}
    assert morning(crm, now=after(50 + 41)) == {}
    assert morning(crm, now=after(50 + 42)) == {"slipping": ["Ada Lovelace"]}
    assert look(shop_path.parent) == before


def test_cadences_by_tag_stand_in_the_settings(crm: Crm, ada: str) -> None:
    crm("contact", "tag", ada, "regular")
    assert crm("config", "set", "cadences", "vip 3w, regular 6w").code == 0
    assert morning(crm, now=after(42)) == {"slipping": ["Ada Lovelace"]}
    crm("contact", "tag", ada, "vip")
    assert (morning(crm, now=after(20)), len(morning(crm, now=after(21)))) == ({}, 1)


@pytest.mark.parametrize(("leap_day", "kept"), [("feb28", "2027-02-28"), ("mar1", "2027-03-01")])
def test_29_february_is_kept_where_the_settings_say(crm: Crm, settings: Any, leap_day: str, kept: str) -> None:
    crm("add", "Ada", "--birthday", "29 feb 1996")
    settings(leap_day=leap_day)
    groups = crm("today", "--json", env=at("2027-02-27")).json["groups"]
    assert [(item["due"], item["text"]) for item in groups[0]["items"]] == [(kept, "birthday, 31")]
    groups = crm("today", "--json", env=at("2028-02-29")).json["groups"]
    assert [(item["due"], item["text"]) for item in groups[0]["items"]] == [("2028-02-29", "birthday, 32")]


def test_the_same_day_gives_the_same_list_anywhere_at_any_minute(full: Crm, in_zone: Callable[[str], None]) -> None:
    full("contact", "edit", "zoe", "--cadence", "1w")
    shown = {}
    for zone in ZONES:
        in_zone(zone)
        for minute in ("00:00", "09:00", "23:59"):
            for days in (0, 6, 7):
                key = (zone, minute, days)
                shown[key] = full("today", "--days", "7", env=at(f"{TODAY + timedelta(days)}T{minute}")).out
    for days in (0, 6, 7):
        assert len({out for (_, _, at_day), out in shown.items() if at_day == days}) == 1
    assert len({*shown.values()}) == 3


def test_what_is_typed_late_at_night_far_east_is_of_that_day(
    crm: Crm, rows: Rows, in_zone: Callable[[str], None], ada: str
) -> None:
    crm("contact", "edit", ada, "--cadence", "1w")
    in_zone("Pacific/Kiritimati")
    crm("log", "visit", ada, env=at("2026-11-25T00:30"))
    assert rows("SELECT day FROM contact_seen") == [("2026-11-25",)]
    for zone in ZONES:
        in_zone(zone)
        assert morning(crm, now="2026-12-01T23:59") == {}
        assert morning(crm, now="2026-12-02T00:00") == {"slipping": ["Ada Lovelace"]}


def test_plain_text_fits_a_mail(crm: Crm, settings: Callable[..., None]) -> None:
    settings(shop="The Cosy Corner of Rare, Used and Very Old Books of All Sorts and Sizes, Leeds")
    long = "小明" * 30
    crm("add", long, "--phone", "07700 900123", "--birthday", "24 nov", "--cadence", "1d", "--channel", "letter")
    crm("log", "call", "c1", "wörter " * 30, "--at", "1 nov")
    crm("remind", "c1", "today", "é" * 300)
    crm("remind", "c1", "fri 09:00", "送る " * 60)
    shown = crm("today", "--days", "7").out
    assert max(map(width, shown.splitlines())) <= 78
    assert len([line for line in shown.splitlines() if width(line) == 78]) >= 4
    assert "…, Tue 24 Nov 2026" in shown


@pytest.mark.parametrize("columns", [100, 80, 59, 40, 20])
@pytest.mark.usefixtures("full")
def test_it_fits_the_terminal(own: Path, columns: int) -> None:
    shown = Terminal("--db", own, "today", "--days", "7", columns=columns).end()
    assert shown.code == 0
    assert max(map(width, shown.out.splitlines()[1:])) <= columns
    if columns >= 40:
        assert "3 days late" in shown.out
        assert "020 7946 0018" in shown.out


def test_a_pipe_gets_utf_8_and_no_escape_codes_whatever_the_surroundings(full: Crm, own: Path) -> None:
    wanted = full("today").out
    plain = {"LANG": "C", "LC_ALL": "C", "TERM": "", "COLUMNS": "20"}
    assert process("--db", own, "today", env=plain) == (0, wanted, "")
    assert process("--db", own, "today", only=at(NOW.isoformat())) == (0, wanted, "")
    assert "\x1b" not in wanted
    assert "Zoë 小明" in wanted


@pytest.mark.usefixtures("full")
def test_a_terminal_gets_styles_that_change_no_word(own: Path) -> None:
    plain = Terminal("--db", own, "today").end().out
    styled = Terminal("--db", own, "today", env={"NO_COLOR": ""}).end().out
    assert styled != plain
    assert styled.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "") == plain


# once a day


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_once_is_silent_after_the_first_time_that_day(full: Crm, state: Path) -> None:
    shown = full("today").out
    assert not state.exists()
    assert full("today", "--once").out == shown
    assert full("today", "--once", "--exit-code") == (0, "", "")
    assert full("today", "--once", env=at("2026-11-24T23:59")) == (0, "", "")
    assert full("today").out == shown
    assert full("today", "--once", env=at("2026-11-25T00:00")).out.startswith("My shop, Wed 25 Nov 2026")
    assert full("today", "--once", env=at("2026-11-25T00:00")).out == ""
    (mark,) = (each for each in state.rglob("*") if each.is_file())
    assert (mark.stat().st_mode & 0o777, mark.read_text()) == (0o600, "2026-11-25\n")


@pytest.mark.usefixtures("state")
def test_once_is_for_each_shop_apart(full: Crm, template: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(Path(template).read_bytes())
    assert full("today", "--once").out
    assert process("--db", other, "remind", "ada", "today").code == 3
    process("--db", other, "add", "Ada", "--birthday", "24 nov")
    assert "Ada: birthday" in process("--db", other, "today", "--once").out
    assert process("--db", other, "today", "--once").out == ""


@pytest.mark.parametrize("trouble", ["a file", "read-only"])
def test_where_nothing_can_be_remembered_it_is_shown_again(full: Crm, state: Path, trouble: str) -> None:
    if trouble == "a file":
        state.write_text("")
    else:
        (state / "tinycrm").mkdir(parents=True)
        (state / "tinycrm").chmod(0o500)
    with ordinary_user():
        first, second = full("today", "--once"), full("today", "--once")
    assert first == second
    assert (first.code, first.err, bool(first.out)) == (0, "", True)


# the file


def test_reading_creates_nothing(full: Crm, own: Path, tmp_path: Path) -> None:
    before = look(tmp_path)
    for args in (["today"], ["today", "--days", "30", "--json"], ["today", "--cron"], ["contact", "birthdays"]):
        assert process("--db", own, *args).code == 0
    assert look(tmp_path) == before
    assert process("--db", tmp_path / "missing.db", "today").code == 7
    assert look(tmp_path) == before
    assert full("today").out


def test_a_file_and_folder_that_may_only_be_read(full: Crm, shop_path: Path) -> None:
    wanted = full("today")
    shop_path.chmod(0o400)
    shop_path.parent.chmod(0o500)
    try:
        with ordinary_user():
            assert full("today") == wanted
            assert full("done", "f1").code == 7
    finally:
        shop_path.parent.chmod(0o700)
    assert wanted.out


def test_while_another_is_writing_it_tells_what_was_saved(full: Crm, shop_path: Path) -> None:
    wanted = full("today")
    with Queue(shop_path, print), closing(sqlite3.connect(shop_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE reminder SET text = 'not yet saved'")
        assert full("today") == wanted
        other.execute("ROLLBACK")
    assert wanted.out


def test_what_a_crash_left_half_done_is_not_told(full: Crm, shop_path: Path) -> None:
    wanted = full("today")
    subprocess.run([sys.executable, "-c", CRASH, str(shop_path), "delete"], check=False)
    journal = shop_path.with_name("shop.db-journal")
    assert journal.stat().st_size > 0
    assert full("today") == wanted
    assert full("doctor").code in (0, 10)
    assert not journal.exists()


def test_a_morning_from_the_list_to_an_empty_one(crm: Crm, tmp_path: Path) -> None:
    """What an owner types: done, put off, rung, until nobody is left."""
    path = str(tmp_path / "demo.db")
    assert crm("demo", "--save", path).code == 0

    def typed(*args: str) -> Answer:
        answer = crm("--db", path, *args)
        assert answer.code == 0, (args, answer)
        return answer

    groups = {group["key"]: group["items"] for group in typed("today", "--all", "--json").json["groups"]}
    assert {"overdue", "today", "birthdays", "slipping"} <= groups.keys()
    late, due = ([item["ref"] for item in groups[key]] for key in ("overdue", "today"))
    typed("done", *late)
    typed("snooze", *due, "fri")
    for item in groups["slipping"]:
        typed("log", "call", item["who_ref"], "rang", "--out")
    for item in groups["steps"]:
        typed("deal", "edit", item["ref"], "--next-on", "fri")
    for item in groups["closing"]:
        typed("deal", "edit", item["ref"], "--close", "in 3 weeks")
    left = {group["key"] for group in typed("today", "--json").json["groups"]}
    assert left == {"birthdays"}
    whose = sorted({item["who_ref"] for item in groups["birthdays"]})
    typed("contact", "archive", *whose, "--yes")
    assert typed("today").out == ""
