from datetime import date, datetime, timedelta

from tests.conftest import NOW
from tinycrm.queries.today import Group, Item, Progress
from tinycrm.tui import morning as mornings
from tinycrm.tui.morning import Morning

TODAY = NOW.date()
NOBODY = Progress(0, 0, None)


def item(due: date, kind: str = "follow-up", text: str | None = "ring", **more: object) -> Item:
    facts = {"due_time": None, "phone": None, "email": None, "channel": None, "quiet": None, "last": None, **more}
    return Item("f1", kind, "Ada", "c1", text, due.isoformat(), **facts)  # type: ignore[arg-type]


def of(*groups: Group, progress: Progress = NOBODY) -> Morning:
    return Morning(groups, progress, {"c1": ["author:Woolf"]}, {1: "2w"})


def shown(key: str, found: Item) -> tuple[str, str, str]:
    row = mornings.row(key, found, TODAY, of())
    return row.mark, row.what, row.when


def test_what_lines_say() -> None:
    assert shown("overdue", item(TODAY - timedelta(1))) == ("late", "ring", "1 day late")
    assert shown("today", item(TODAY, due_time="14:30", text=None)) == ("due", "get in touch", "14:30")
    assert shown("today", item(TODAY, quiet="died"))[0] == "died"
    assert shown("coming", item(TODAY + timedelta(3))) == ("later", "ring", "Fri 27 Nov")
    assert shown("birthdays", item(TODAY, "birthday", "birthday, 70")) == ("birthday", "70 · Woolf", "today")
    assert shown("birthdays", item(TODAY, "birthday", "birthday")) == ("birthday", "likes Woolf", "today")
    assert shown("birthdays", item(TODAY, "occasion", "wedding, 3 years"))[1] == "wedding, 3 years · Woolf"
    last = {"day": "2026-09-01", "kind": "visit", "direction": None, "text": None}
    assert shown("slipping", item(TODAY, "slipping", None, last=last)) == (
        "slipping",
        "every 2 weeks · came in",
        "12 weeks",
    )
    assert shown("slipping", item(TODAY, "slipping", None)) == (
        "slipping",
        "every 2 weeks · not heard from yet",
        "never",
    )
    apart = item(TODAY - timedelta(77), "rhythm", "came every 5 weeks, now 11 weeks")
    assert shown("rhythm", apart) == ("slipping", "came every 5 weeks, now 11 weeks", "11 weeks")
    assert shown("found", item(TODAY - timedelta(2), "want", "Nana")) == ("wanted", "Nana", "2 days")


def test_the_greeting() -> None:
    late, due = Group("overdue", 1, [item(TODAY)]), Group("today", 5, [item(TODAY)])
    assert mornings.greeting(NOW, of(late, due)) == ("Good morning.", "One person is waiting to hear from you.")
    assert mornings.greeting(NOW.replace(hour=14), of(due)) == ("Good afternoon.", "Five follow-ups for today.")
    assert mornings.greeting(NOW.replace(hour=20), of())[1] == "Nothing is late, nothing is due."


def test_the_last_words() -> None:
    following = item(date(2026, 11, 27), text="send the Sand list")
    assert mornings.all_done(of(progress=Progress(8, 8, following)), TODAY) == (
        "That is everything for today.",
        "Eight people heard from you. The next is Ada, on Friday: send the Sand list.",
    )
    assert mornings.all_done(of(progress=Progress(1, 0, item(date(2026, 12, 24), text=None))), TODAY)[1] == (
        "The next is Ada, on Thu 24 Dec."
    )
    assert mornings.all_done(of(), TODAY)[0] == "Nothing due today."


def test_what_is_coming_ends_with_the_week() -> None:
    sunday = datetime(2026, 11, 29, 9, tzinfo=NOW.tzinfo)
    assert mornings.wanted(NOW, "feb28", {}, 0).days == 5
    assert mornings.wanted(NOW, "feb28", {}, 6).days == 4
    assert mornings.wanted(sunday, "feb28", {}, 0).days == 7


def test_the_day_begins_at_the_local_midnight() -> None:
    assert mornings.midnight(NOW) == "2026-11-24T00:00:00Z"
    assert mornings.midnight(datetime.fromisoformat("2026-11-24T01:00:00+02:00")) == "2026-11-23T22:00:00Z"
