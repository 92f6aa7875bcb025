from calendar import monthrange
from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.queries import people
from tinycrm.queries import reminder as reminders
from tinycrm.services import reminder
from tinycrm.store import Store

TODAY = NOW.date()
MONTHS = 50


def row(shop: Store, *columns: str) -> tuple[object, ...]:
    (found,) = shop.reader.records(f"SELECT {', '.join(columns)} FROM reminder")
    return tuple(found.values())


def finish_on(shop: Store, *days: date) -> list[date | None]:
    """What finishing f1 on each of these days leads to."""
    with shop.begin("done") as tx:
        answers = []
        for day in days:
            found = reminders.reminder(tx, 1)
            assert found is not None
            answers.append(reminder.finish(tx, found, day))
    return answers


def snooze(shop: Store, day: date, time: str | None = None) -> None:
    found = reminders.reminder(shop.reader, 1)
    assert found is not None
    with shop.begin("snooze") as tx:
        reminder.snooze(tx, found, day, time)


def change(shop: Store, **facts: object) -> None:
    found = reminders.reminder(shop.reader, 1)
    assert found is not None
    with shop.begin("reminder.edit") as tx:
        reminder.change(tx, found, facts)


def test_a_follow_up_keeps_its_day_and_its_time_apart(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    talk = people.log(shop, "about Nana", ada)
    people.remind(shop, ada, "2026-12-01", "ring", due_time="15:00", interaction_id=talk)
    rows = shop.reader.records(
        "SELECT contact_id, interaction_id, due, due_time, text, done_at, created_at FROM reminder"
    )
    assert rows == [
        {"contact_id": ada, "interaction_id": talk, "due": "2026-12-01", "due_time": "15:00", "text": "ring",
         "done_at": None, "created_at": "2026-11-24T10:30:00Z"},
    ]  # fmt: skip


def test_a_follow_up_that_comes_once_is_done_now(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"))
    assert finish_on(shop, TODAY) == [None]
    assert row(shop, "done_at", "due", "anchor") == ("2026-11-24T10:30:00Z", "2026-11-24", None)


@pytest.mark.parametrize("done_after", [-20, -3, 0, 3, 20], ids=lambda days: f"{days:+} days")
def test_monthly_from_the_31st_stays_at_the_end_of_the_month(shop: Store, done_after: int) -> None:
    ends = [date(2027 + at // 12, at % 12 + 1, 1) for at in range(MONTHS)]
    ends = [day.replace(day=monthrange(day.year, day.month)[1]) for day in ends]
    people.remind(shop, people.add(shop, "Ada"), ends[0].isoformat(), every="1m")
    assert finish_on(shop, *(day + timedelta(done_after) for day in ends[:-1])) == ends[1:]
    assert row(shop, "due", "anchor", "done_at") == (ends[-1].isoformat(), "2027-01-31", None)


def test_yearly_from_29_february_returns_to_it(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2024-02-29", every="1y")
    days = [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]
    assert finish_on(shop, *days[:-1]) == days[1:]


@pytest.mark.parametrize(
    ("done_on", "following"),
    [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 11, 24), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 8)),
        (date(2027, 1, 6), date(2027, 1, 12)),
    ],
    ids=str,
)
def test_the_next_day_is_the_first_after_both_its_day_and_today(shop: Store, done_on: date, following: date) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-24", every="1w")
    assert finish_on(shop, done_on) == [following]


def test_after_done_counts_from_the_day_it_was_done(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-24", every="2w", after_done=True)
    days = [date(2026, 11, 20), date(2026, 12, 4), date(2027, 2, 1)]
    assert finish_on(shop, *days) == [day + timedelta(14) for day in days]


@pytest.mark.parametrize("after_done", [False, True])
@pytest.mark.parametrize("until", ["2026-12-08", "2026-12-14"])
def test_one_with_a_last_day_ends(shop: Store, until: str, after_done: bool) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-24", every="1w", until=until, after_done=after_done)
    days = [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    assert finish_on(shop, *days) == [*days[1:], None]
    assert row(shop, "due", "done_at") == ("2026-12-08", "2026-11-24T10:30:00Z")
    assert reminders.open_of(shop.reader, 1) == []


def test_one_that_ended_while_nobody_looked_is_over_when_it_is_done(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-24", every="1w", until="2026-12-08")
    assert finish_on(shop, date(2026, 12, 8)) == [None]


@pytest.mark.parametrize(
    ("put_off_to", "following"),
    [
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 12, 3), date(2026, 12, 31)),
        (date(2027, 1, 5), date(2027, 1, 31)),
    ],
    ids=str,
)
def test_one_that_was_put_off_keeps_counting_from_where_it_did(shop: Store, put_off_to: date, following: date) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-10-31", every="1m", due_time="09:00")
    snooze(shop, put_off_to)
    assert row(shop, "due", "due_time", "anchor") == (put_off_to.isoformat(), "09:00", "2026-10-31")
    assert finish_on(shop, put_off_to) == [following]


def test_put_off_to_another_time_of_day(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), due_time="09:00")
    snooze(shop, TODAY, "15:30")
    assert row(shop, "due", "due_time") == (TODAY.isoformat(), "15:30")


@pytest.mark.parametrize(
    ("facts", "due", "anchor"),
    [
        ({"due": "2026-12-15"}, "2026-12-15", "2026-12-15"),
        ({"every": "3m"}, "2026-12-03", "2026-12-03"),
        ({"every": "3m", "due": "2026-12-15"}, "2026-12-15", "2026-12-15"),
        ({"every": "1m"}, "2026-12-03", "2026-10-31"),
        ({"text": "ring"}, "2026-12-03", "2026-10-31"),
        ({"until": "2027-12-31"}, "2026-12-03", "2026-10-31"),
    ],
)
def test_what_a_changed_one_counts_from(shop: Store, facts: dict[str, str], due: str, anchor: str) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-10-31", every="1m")
    snooze(shop, date(2026, 12, 3))
    change(shop, **facts)
    assert row(shop, "due", "anchor") == (due, anchor)


def test_one_that_comes_once_learns_to_repeat_and_forgets_it(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-30")
    change(shop, every="1m", after_done=1, until="2027-12-31")
    assert row(shop, "every", "anchor", "after_done", "until") == ("1m", "2026-11-30", 1, "2027-12-31")
    change(shop, every=None)
    assert row(shop, "every", "anchor", "after_done", "until") == (None, None, 0, None)
    assert finish_on(shop, TODAY) == [None]


def test_a_deleted_one_is_gone_and_the_person_stays(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"))
    found = reminders.reminder(shop.reader, 1)
    assert found is not None
    with shop.begin("reminder.delete") as tx:
        reminder.delete(tx, found)
    assert shop.reader.values("SELECT name FROM contact UNION ALL SELECT due FROM reminder") == ["Ada"]
