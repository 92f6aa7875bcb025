"""The calendar: what falls on which day, follow-ups as well as birthdays and other occasions."""

from datetime import date
from typing import NamedTuple

from tinycrm.domain.name import split
from tinycrm.queries.today import birthdays
from tinycrm.store.reader import Reader


class Entry(NamedTuple):
    """One thing on a day: a follow-up or what a deal wants (its own `ref`), or an occasion (its contact's).

    `time` is a local time of day, `family` a person's family name. What repeats stands on its next day alone.
    """

    ref: str
    kind: str
    who: str | None
    who_ref: str | None
    text: str | None
    day: str
    time: str | None = None
    every: str | None = None
    done: bool = False
    family: str | None = None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


def entries(reader: Reader, first: date, last: date, today: date, leap_day: str) -> list[Entry]:
    """What falls on the days from `first` to `last`, and every follow-up from before `today` that is still open.

    They stand by day: what is to be done, by its time; then occasions; then what was done.
    """
    told = [
        Entry(item.ref, item.kind, item.who, item.who_ref, item.text, item.due, family=split(item.who).family)
        for item in birthdays(reader, first, last, leap_day)
    ]
    return sorted([*_follow_ups(reader, first, last, today), *told], key=_order)


def deal_days(reader: Reader, first: date, last: date) -> list[Entry]:
    """What open deals want on the days from `first` to `last`: next steps (`next-step`) and closes (`closing`)."""
    sql = """SELECT 'd' || d.id, j.kind, c.name, 'c' || c.id,
            iif(j.kind = 'closing', d.title, coalesce(d.next || ': ', '') || d.title), j.day
        FROM (SELECT id, 'next-step' AS kind, next_on AS day FROM deal
                WHERE closed_on IS NULL AND next_on BETWEEN :first AND :last
            UNION ALL SELECT id, 'closing', close FROM deal
                WHERE closed_on IS NULL AND close BETWEEN :first AND :last) j
        JOIN deal d ON d.id = j.id LEFT JOIN contact c ON c.id = (SELECT contact_id FROM deal_contact
            WHERE deal_id = d.id ORDER BY position, id LIMIT 1)
        ORDER BY j.day, j.kind DESC, d.id"""
    return reader.all(Entry, sql, {"first": first.isoformat(), "last": last.isoformat()})


def _follow_ups(reader: Reader, first: date, last: date, today: date) -> list[Entry]:
    sql = """SELECT 'f' || r.id, 'follow-up', c.name, 'c' || c.id, r.text, r.due, r.due_time, r.every,
            r.done_at IS NOT NULL, c.family
        FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
        WHERE r.due BETWEEN :first AND :last OR (r.done_at IS NULL AND r.due < :today)"""
    days = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    return [each._replace(done=bool(each.done)) for each in reader.all(Entry, sql, days)]


def _order(entry: Entry) -> tuple[str, bool, bool, str, str, int]:
    # a colon comes after every digit, so those without a time of day follow those with one
    return entry.day, entry.done, entry.kind != "follow-up", entry.time or ":", entry.who or "", entry.id
