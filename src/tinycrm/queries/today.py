"""The morning list: what is late, what is due, whose day it is, who is slipping away."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tinycrm.domain import cadence as cadences
from tinycrm.domain import occasion
from tinycrm.domain.clean import fold
from tinycrm.store.reader import Reader

MISSED = 3
AHEAD = 7

# how someone is reached, unless they must not be, and the last thing said
_REACHED = """
    CASE WHEN {quiet} IS NULL THEN
        (SELECT number FROM phone WHERE contact_id = c.id ORDER BY position, id LIMIT 1) END,
    CASE WHEN {quiet} IS NULL THEN
        (SELECT address FROM email WHERE contact_id = c.id ORDER BY position, id LIMIT 1) END,
    c.channel, {quiet}, l.day, l.kind, l.direction, l.text
""".format(quiet="CASE WHEN c.deceased_on IS NOT NULL THEN 'died' WHEN c.do_not_contact THEN 'do not contact' END")
_LAST = "LEFT JOIN contact_seen s ON s.contact_id = c.id LEFT JOIN interaction l ON l.id = s.interaction_id"
_ALIVE = "c.deceased_on IS NULL AND c.do_not_contact = 0 AND c.archived = 0"


class Item(NamedTuple):
    """One line of the morning list; `due` is the day it is about, `last` the last thing said (day, kind, text).

    `quiet` says why someone is not to be rung: "died" or "do not contact"; then there is no phone and no email.
    """

    ref: str
    kind: str
    who: str
    who_ref: str
    text: str | None
    due: str
    due_time: str | None
    phone: str | None
    email: str | None
    channel: str | None
    quiet: str | None
    last: dict[str, str | None] | None


class Group(NamedTuple):
    """A part of the morning list: its most pressing items, and how many there are in all."""

    key: str
    total: int
    items: list[Item]


class Wanted(NamedTuple):
    """What the morning list is made for: the day, how 29 February is kept, cadences by tag, and how much is shown."""

    today: date
    leap_day: str
    cadences: Mapping[str, str]
    limit: int | None = 15
    days: int = 0


def today(reader: Reader, wanted: Wanted) -> list[Group]:
    """The groups that hold something, in the order they are read."""
    day, ahead = wanted.today, wanted.today + timedelta(days=wanted.days)
    groups = [
        _follow_ups(reader, "overdue", "r.due < :first", wanted, first=day),
        _follow_ups(reader, "today", "r.due = :first", wanted, first=day),
        _birthdays(reader, wanted),
        _slipping(reader, wanted),
    ]
    if wanted.days:
        coming = _follow_ups(reader, "coming", "r.due > :first AND r.due <= :last", wanted, first=day, last=ahead)
        groups.insert(2, coming)
    return [group for group in groups if group.total]


def _follow_ups(reader: Reader, key: str, when: str, wanted: Wanted, **days: date) -> Group:
    parameters = {name: day.isoformat() for name, day in days.items()}
    total = reader.value(f"SELECT count(*) FROM reminder r WHERE r.done_at IS NULL AND {when}", parameters)
    sql = f"""SELECT 'f' || r.id, 'follow-up', c.name, 'c' || c.id, r.text, r.due, r.due_time, {_REACHED}
        FROM (SELECT * FROM reminder r WHERE r.done_at IS NULL AND {when}
            ORDER BY r.due, r.due_time IS NULL, r.due_time, r.id LIMIT :limit) r
        JOIN contact c ON c.id = r.contact_id {_LAST} ORDER BY r.due, r.due_time IS NULL, r.due_time, r.id"""
    return Group(key, int(total), reader.all(_item, sql, {**parameters, "limit": _limit(wanted)}))


def birthdays(reader: Reader, first: date, last: date, leap_day: str) -> list[Item]:
    """Birthdays and other occasions from `first` to `last`, of contacts and of their relatives, each told once.

    Those of the deceased, of people who want no contact, and of people put away are left out.
    """
    days = _days_of(first, last, leap_day)
    sql = f"""
        WITH wanted AS (SELECT value FROM json_each(?)), told AS (
            SELECT id AS contact_id, birthday AS day, 'birthday' AS kind, NULL AS name, NULL AS relation
                FROM contact WHERE birthday IS NOT NULL AND substr(birthday, -5) IN wanted
            UNION ALL SELECT contact_id, day, 'occasion', name, NULL
                FROM occasion WHERE day IS NOT NULL AND substr(day, -5) IN wanted
            UNION ALL SELECT contact_id, birthday, 'birthday', name, relation
                FROM relative WHERE birthday IS NOT NULL AND substr(birthday, -5) IN wanted
        ) SELECT {_ALIVE}, t.day, t.kind, t.name, t.relation, c.name, c.id, {_REACHED}
        FROM told t JOIN contact c ON c.id = t.contact_id {_LAST} ORDER BY t.day GLOB '--*', c.id"""
    rows = reader.all(lambda *row: row, sql, (json.dumps(sorted(days)),))
    kept = [(row, day) for row in _once(rows) for day in days[row[0][-5:]]]
    # not before it began; a day without its year starts with a hyphen, which comes before every digit
    items = [_occasion(row, day, leap_day) for row, day in kept if row[0] <= day.isoformat()]
    return sorted(items, key=lambda item: (item.due, item.who, item.text or ""))


def _birthdays(reader: Reader, wanted: Wanted) -> Group:
    day = wanted.today
    found = birthdays(
        reader, day - timedelta(days=MISSED), day + timedelta(days=max(AHEAD, wanted.days)), wanted.leap_day
    )
    # who was spoken with since is wished already; who was spoken with today about a day to come is told again on it
    found = [item for item in found if not _spoken_since(item, day)]
    # today's come first, then those to come, then those that were missed
    found.sort(key=lambda item: (item.due < day.isoformat(), item.due))
    return Group("birthdays", len(found), found[: wanted.limit])


def _spoken_since(item: Item, today: date) -> bool:
    return item.last is not None and str(item.last["day"]) >= min(item.due, today.isoformat())


def _slipping(reader: Reader, wanted: Wanted) -> Group:
    """People whose last interaction (or, with none, being added) lies longer back than their shortest cadence."""
    own = reader.values("SELECT DISTINCT cadence FROM contact WHERE cadence IS NOT NULL")
    limits = {
        cadence: cadences.cutoff(wanted.today, cadence).isoformat() for cadence in {*own, *wanted.cadences.values()}
    }
    sql = f"""
        WITH own AS (SELECT key AS cadence, value AS latest FROM json_each(:own)),
        tagged AS (SELECT key AS tag, value AS latest FROM json_each(:tags)),
        bound AS (
            SELECT c.id, o.latest FROM contact c CROSS JOIN own o WHERE c.cadence IS NOT NULL AND c.cadence = o.cadence
            UNION ALL SELECT t.contact_id, g.latest FROM tagged g JOIN tag t ON t.name = g.tag
        ), late AS (
            SELECT c.id, max(julianday(b.latest) - julianday(coalesce(s.day, substr(c.created_at, 1, 10)))) AS days
            FROM bound b JOIN contact c ON c.id = b.id LEFT JOIN contact_seen s ON s.contact_id = c.id
            WHERE {_ALIVE} AND coalesce(s.day, substr(c.created_at, 1, 10)) <= b.latest GROUP BY c.id
        ), shown AS (SELECT id, days FROM late ORDER BY days DESC, id LIMIT :limit)
        SELECT (SELECT count(*) FROM late), 'c' || c.id, 'slipping', c.name, 'c' || c.id, NULL,
            date(:today, '-' || CAST(h.days AS INTEGER) || ' days'), NULL, {_REACHED}
        FROM shown h JOIN contact c ON c.id = h.id {_LAST} ORDER BY h.days DESC, c.id"""
    parameters = {
        "own": json.dumps({cadence: limits[cadence] for cadence in own}),
        "tags": json.dumps({tag: limits[cadence] for tag, cadence in wanted.cadences.items()}),
        "today": wanted.today.isoformat(),
        "limit": _limit(wanted),
    }
    rows = reader.all(lambda *row: row, sql, parameters)
    return Group("slipping", rows[0][0] if rows else 0, [_item(*row[1:]) for row in rows])


def _item(ref: str, kind: str, who: str, who_ref: str, text: str | None, due: str, *rest: Any) -> Item:
    due_time, phone, email, channel, quiet, *last = rest
    return Item(ref, kind, who, who_ref, text, due, due_time, phone, email, channel, quiet, _last(*last))


def _last(day: str | None, kind: str | None, direction: str | None, text: str | None) -> dict[str, str | None] | None:
    return None if day is None else {"day": day, "kind": kind, "direction": direction, "text": text}


def _occasion(row: Sequence[Any], day: date, leap_day: str) -> Item:
    partial, kind, name, relation, who, contact_id, *rest = row
    age = occasion.age_on(partial, day, leap_day)
    of = f" of {name}, {relation}" if relation else f" of {name}" if name else ""
    text = f"birthday{of}" if kind == "birthday" else str(name)
    if age:
        text += f", {age}" if kind == "birthday" else f", {age} year{'s' if age > 1 else ''}"
    return _item(f"c{contact_id}", kind, who, f"c{contact_id}", text, day.isoformat(), None, *rest)


def _once(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Each occasion once, and none that is to be kept quiet.

    A child whom both parents have is told one time; a relative who is a contact here counts as that contact. Where
    the years differ, or a first name is all there is, they are different people.
    """
    contacts = [(fold(who), partial) for _, partial, kind, name, _, who, *_ in rows if name is None]
    relatives: list[tuple[str, str]] = []
    kept: list[Sequence[Any]] = []
    for alive, *row in rows:
        partial, kind, name, *_ = row
        if kind == "birthday" and name:
            this = (fold(name), partial)
            here = any(_same(this, each) and (" " in this[0] or this == each) for each in contacts)
            if here or any(_same(this, each) for each in relatives):
                continue
            if alive:
                relatives.append(this)
        if alive:
            kept.append(row)
    return kept


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names with birthdays may be one person's: no year contradicts the other."""
    years = {birthday[:-6] for _, birthday in (one, other)} - {"-"}
    return one[0] == other[0] and one[1][-5:] == other[1][-5:] and len(years) < 2


def _days_of(first: date, last: date, leap_day: str) -> dict[str, list[date]]:
    """On which days those dates are kept that end in a month and day; 29 February may be kept on a neighbour."""
    found: dict[str, list[date]] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        leap = occasion.on_year("--02-29", day.year, leap_day) == day
        for key in dict.fromkeys([day.isoformat()[-5:], *(["02-29"] if leap else [])]):
            found.setdefault(key, []).append(day)
    return found


def _limit(wanted: Wanted) -> int:
    return -1 if wanted.limit is None else wanted.limit
