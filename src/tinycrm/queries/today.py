"""The morning list: what is late, what is due, whose day it is, who is slipping away, which deals want something,
and which books are found or looked for in vain.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tinycrm.domain import cadence as cadences
from tinycrm.domain import occasion
from tinycrm.domain.clean import fold
from tinycrm.domain.rhythm import BROKEN, LONGEST, TOLD, in_words
from tinycrm.queries.purchase_word import APART, SINCE, USUAL
from tinycrm.queries.want import OPEN, UNTOLD
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
_WANT = "coalesce(w.title || coalesce(' by ' || w.author, ''), 'anything by ' || w.author)"
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


class Counts(NamedTuple):
    """How many follow-ups and next steps of deals are late and due, and how many birthdays the list tells of."""

    overdue: int
    due: int
    birthdays: int


class Progress(NamedTuple):
    """How a day went: follow-ups finished, people heard from, and the next follow-up after it."""

    done: int
    heard: int
    next: Item | None


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
    deals, wants = _deals(reader, wanted), _wants(reader, wanted)
    groups = [
        _follow_ups(reader, "overdue", "r.due < :first", wanted, first=day),
        _follow_ups(reader, "today", "r.due = :first", wanted, first=day),
        deals["steps"],
        wants["found"],
        _birthdays(reader, wanted),
        _slipping(reader, wanted),
        _rhythm(reader, wanted),
        deals["closing"],
        deals["rotting"],
        wants["expiring"],
    ]
    if wanted.days:
        coming = _follow_ups(reader, "coming", "r.due > :first AND r.due <= :last", wanted, first=day, last=ahead)
        groups.insert(2, coming)
    return [group for group in groups if group.total]


def counts(reader: Reader, wanted: Wanted) -> Counts:
    """What the morning list holds, in numbers."""
    sql = """SELECT count(*) FILTER (WHERE due < :today), count(*) FILTER (WHERE due = :today)
        FROM (SELECT due FROM reminder WHERE done_at IS NULL AND due <= :today
            UNION ALL SELECT next_on FROM deal WHERE closed_on IS NULL AND next_on <= :today)"""
    overdue, due = reader.all(lambda *row: row, sql, {"today": wanted.today.isoformat()})[0]
    return Counts(overdue, due, _birthdays(reader, wanted).total)


def progress(reader: Reader, today: date, midnight: str) -> Progress:
    """What was done on a day so far; `midnight` is when it began, in UTC as the file writes it."""
    done = reader.value(
        """SELECT count(*) FROM operation o WHERE o.what = 'done' AND o.at >= ?
        AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes_id = o.id)""",
        (midnight,),
    )
    heard = reader.value(
        """SELECT count(*) FROM (SELECT p.contact_id FROM interaction i JOIN participant p ON p.interaction_id = i.id
            WHERE i.day = :today UNION SELECT contact_id FROM reminder WHERE done_at >= :midnight)""",
        {"today": today.isoformat(), "midnight": midnight},
    )
    after = Wanted(today, "", {}, limit=1)
    following = _follow_ups(reader, "coming", "r.due > :first", after, first=today).items
    return Progress(int(done), int(heard), following[0] if following else None)


def rhythms(reader: Reader, contact_ids: Sequence[int], wanted: Wanted) -> dict[int, str]:
    """How often these people should be heard from: the shortest of their own cadence and those of their tags."""
    sql = """SELECT c.id, c.cadence, (SELECT json_group_array(name) FROM tag WHERE contact_id = c.id)
        FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))"""
    found = {}
    for contact_id, own, tags in reader.all(lambda *row: row, sql, (json.dumps(list(contact_ids)),)):
        spans = [own, *(wanted.cadences.get(tag) for tag in json.loads(tags))]
        known = [span for span in spans if span]
        if known:
            found[contact_id] = max(known, key=lambda span: cadences.cutoff(wanted.today, span))
    return found


def _follow_ups(reader: Reader, key: str, when: str, wanted: Wanted, **days: date) -> Group:
    parameters = {name: day.isoformat() for name, day in days.items()}
    total = reader.value(f"SELECT count(*) FROM reminder r WHERE r.done_at IS NULL AND {when}", parameters)
    sql = f"""SELECT 'f' || r.id, 'follow-up', coalesce(c.name, d.title), coalesce('c' || c.id, 'd' || d.id), r.text,
            r.due, r.due_time, {_REACHED}
        FROM (SELECT * FROM reminder r WHERE r.done_at IS NULL AND {when}
            ORDER BY r.due, r.due_time IS NULL, r.due_time, r.id LIMIT :limit) r
        LEFT JOIN contact c ON c.id = r.contact_id LEFT JOIN deal d ON d.id = r.deal_id {_LAST}
        ORDER BY r.due, r.due_time IS NULL, r.due_time, r.id"""
    return Group(key, int(total), reader.all(_item, sql, {**parameters, "limit": _limit(wanted)}))


def _deals(reader: Reader, wanted: Wanted) -> dict[str, Group]:
    """What open deals want: next steps that are due, those to close in the next days, and those standing still.

    One whose next step lies ahead is being seen to, however long it has stood. Who is the first of a deal's people; of
    one that is with nobody, its title.
    """
    since = "(SELECT day FROM move WHERE deal_id = d.id ORDER BY id DESC LIMIT 1)"
    sql = f"""
        WITH here AS (SELECT d.id, d.title, d.next, d.next_on, d.close, st.name AS stage, st.rot_days, {since} AS since
            FROM deal d JOIN stage st ON st.id = d.stage_id WHERE d.closed_on IS NULL),
        told (key, kind, id, title, text, due) AS (
            SELECT 'steps', 'next-step', id, title, coalesce(next || ': ', '') || title, next_on FROM here
                WHERE next_on <= :ahead
            UNION ALL SELECT 'closing', 'closing', id, title, title, close FROM here WHERE close <= :soon
            UNION ALL SELECT 'rotting', 'rotting', id, title, title || ', ' || stage, since FROM here
                WHERE julianday(:today) - julianday(since) > rot_days AND ifnull(next_on, '') < :today
        ), placed AS (SELECT *, count(*) OVER (PARTITION BY key) AS total,
            row_number() OVER (PARTITION BY key ORDER BY due, id) AS place FROM told)
        SELECT t.key, t.total, 'd' || t.id, t.kind, coalesce(c.name, t.title), coalesce('c' || c.id, 'd' || t.id),
            t.text, t.due, NULL, {_REACHED}
        FROM placed t LEFT JOIN contact c ON c.id = (SELECT contact_id FROM deal_contact WHERE deal_id = t.id
            ORDER BY position, id LIMIT 1) {_LAST}
        WHERE :limit < 0 OR t.place <= :limit ORDER BY t.key, t.place"""
    parameters = {
        "today": wanted.today.isoformat(),
        "ahead": (wanted.today + timedelta(days=wanted.days)).isoformat(),
        "soon": (wanted.today + timedelta(days=max(AHEAD, wanted.days))).isoformat(),
        "limit": _limit(wanted),
    }
    groups = {key: Group(key, 0, []) for key in ("steps", "closing", "rotting")}
    for key, total, *row in reader.all(lambda *row: row, sql, parameters):
        groups[key] = Group(key, total, [*groups[key].items, _item(*row)])
    return groups


def _wants(reader: Reader, wanted: Wanted) -> dict[str, Group]:
    """Wants that are found and not told yet, and open ones whose last day comes in the next days or is over."""
    sql = f"""
        WITH told (key, id, contact_id, due, text) AS (
            SELECT 'found', w.id, w.contact_id, substr(w.found_at, 1, 10), {_WANT} FROM want w WHERE {UNTOLD}
            UNION ALL SELECT 'expiring', w.id, w.contact_id, w.until, {_WANT} FROM want w
                WHERE {OPEN} AND w.until <= :soon
        ), placed AS (SELECT t.*, count(*) OVER (PARTITION BY key) AS total,
            row_number() OVER (PARTITION BY key ORDER BY due, t.id) AS place
            FROM told t JOIN contact c ON c.id = t.contact_id WHERE {_ALIVE})
        SELECT t.key, t.total, 'w' || t.id, 'want', c.name, 'c' || c.id, t.text, t.due, NULL, {_REACHED}
        FROM placed t JOIN contact c ON c.id = t.contact_id {_LAST}
        WHERE :limit < 0 OR t.place <= :limit ORDER BY t.key, t.place"""
    soon = wanted.today + timedelta(days=max(AHEAD, wanted.days))
    groups = {key: Group(key, 0, []) for key in ("found", "expiring")}
    for key, total, *row in reader.all(lambda *row: row, sql, {"soon": soon.isoformat(), "limit": _limit(wanted)}):
        groups[key] = Group(key, total, [*groups[key].items, _item(*row)])
    return groups


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


def _rhythm(reader: Reader, wanted: Wanted) -> Group:
    """People who bought at a usual rhythm, and of late stayed away for twice as long; each for two weeks.

    `text` says how often they came and how long it is now.
    """
    since = SINCE.format(today=":today")
    sql = f"""
        WITH quiet AS MATERIALIZED (SELECT contact_id, first, last, days
            FROM contact_bought b INDEXED BY contact_bought_often WHERE b.last >= :oldest AND {USUAL}
                AND julianday(:today) - julianday(b.last) > {BROKEN} * max({APART}, 1)),
        late AS (SELECT b.contact_id AS id, {APART} AS apart, {since} AS since
            FROM quiet b JOIN contact c ON c.id = b.contact_id LEFT JOIN contact_seen s ON s.contact_id = c.id
            WHERE {_ALIVE} AND {since} > {BROKEN} * max({APART}, 1)
                AND {since} <= {BROKEN} * max({APART}, 1) + {TOLD}),
        shown AS (SELECT * FROM late ORDER BY since / apart DESC, id LIMIT :limit)
        SELECT (SELECT count(*) FROM late), h.apart, h.since, 'c' || c.id, 'rhythm', c.name, 'c' || c.id, NULL,
            date(:today, '-' || CAST(h.since AS INTEGER) || ' days'), NULL, {_REACHED}
        FROM shown h JOIN contact c ON c.id = h.id {_LAST} ORDER BY h.since / h.apart DESC, c.id"""
    oldest = wanted.today - timedelta(days=BROKEN * (LONGEST + 1) + TOLD)
    parameters = {"today": wanted.today.isoformat(), "oldest": oldest.isoformat(), "limit": _limit(wanted)}
    rows = reader.all(lambda *row: row, sql, parameters)
    items = [
        _item(*row)._replace(text=f"came every {in_words(round(apart) or 1)}, now {in_words(int(since))}")
        for _, apart, since, *row in rows
    ]
    return Group("rhythm", rows[0][0] if rows else 0, items)


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
