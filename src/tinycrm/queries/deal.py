"""Deals as lists, cards and boards show them."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import money, pipeline
from tinycrm.domain.money import Money
from tinycrm.queries.condition import EVERYONE, Condition
from tinycrm.queries.stage import ORDER, Stage, stages
from tinycrm.store.reader import Reader

# the day on which a deal came into the stage that it is in
SINCE = "(SELECT day FROM move WHERE deal_id = d.id ORDER BY id DESC LIMIT 1)"
FIRST_CONTACT = "(SELECT contact_id FROM deal_contact WHERE deal_id = d.id ORDER BY position, id LIMIT 1)"
ROTTING = f"(d.closed_on IS NULL AND julianday(:today) - julianday({SINCE}) > st.rot_days)"
SORTS = {
    "stage": f"{ORDER.format('st')}, d.closed_on DESC, d.position, d.id",
    "value": "d.value IS NULL, d.value DESC, d.id",
    "close": "d.close IS NULL, d.close, d.id",
    "next": "d.next_on IS NULL, d.next_on, d.id",
    "created": "d.created_at DESC, d.id DESC",
    "title": "d.title COLLATE NOCASE, d.id",
}

_COLUMNS = f"""
    SELECT d.id, d.title, st.name, d.value, d.currency, coalesce(d.probability, st.probability), d.close, c.name,
        d.next, d.next_on, 'c' || c.id, 's' || st.id, st.kind, {SINCE}, st.rot_days, d.closed_on, d.lost_reason,
        d.lost_words, (SELECT json_group_array(json_object('ref', 'c' || id, 'name', name)) FROM
            (SELECT p.id, p.name FROM deal_contact x JOIN contact p ON p.id = x.contact_id WHERE x.deal_id = d.id
            ORDER BY x.position, x.id)),
        d.probability IS NOT NULL, d.source, d.notes, d.created_at
"""
_FROM = f"FROM deal d JOIN stage st ON st.id = d.stage_id LEFT JOIN contact c ON c.id = {FIRST_CONTACT}"
_CARDS = f"""
    SELECT d.id, d.title, c.name, 'c' || c.id, d.value, d.currency, coalesce(d.probability, st.probability), {SINCE},
        st.rot_days, st.kind, d.next, d.next_on, d.close, d.closed_on, d.lost_reason, d.position, d.stage_id {_FROM}
"""


class Deal(NamedTuple):
    """A deal as lists and scripts see it. `who` is the first of its contacts; `probability` is a percentage.

    `status` is open, won or lost; `since` the day it came into its stage, `closed` the day it was won or lost.
    """

    ref: str
    title: str
    stage: str
    value: Money | None
    probability: int
    close: str | None
    who: str | None
    next: str | None
    next_on: str | None
    who_ref: str | None
    stage_ref: str
    status: str
    since: str
    age_days: int
    rotting: bool
    closed: str | None
    reason: str | None
    reason_words: str | None
    contacts: list[dict[str, str]]
    probability_own: bool
    source: str | None
    notes: str | None
    created: str
    currency: str

    @property
    def id(self) -> int:
        return int(self.ref[1:])

    @property
    def stage_id(self) -> int:
        return int(self.stage_ref[1:])


class Card(NamedTuple):
    """A deal on the board; `position` is its place in its column, to be handed to `services.deal.move` of another."""

    ref: str
    title: str
    who: str | None
    who_ref: str | None
    value: Money | None
    probability: int
    age_days: int
    next: str | None
    next_on: str | None
    rotting: bool
    close: str | None
    closed: str | None
    reason: str | None
    position: int
    stage_ref: str

    @property
    def id(self) -> int:
        return int(self.ref[1:])

    @property
    def stage_id(self) -> int:
        return int(self.stage_ref[1:])


class Column(NamedTuple):
    """A stage on the board with its cards. Sums are of the cards in the board's currency; `others` counts the rest
    of those that have a value.
    """

    stage: Stage
    cards: list[Card]
    value: Money
    weighted: Money
    others: int


class Passed(NamedTuple):
    """A step on a deal's way: into which stage it came, from which (None: it was started), and what it was worth."""

    deal_id: int
    title: str
    day: str
    at: str | None
    stage: str
    kind: str
    came_from: str | None
    was_open: bool
    value: Money | None
    probability: int
    reason: str | None

    def as_json(self) -> dict[str, Any]:
        """The step as scripts get it."""
        return {
            "day": self.day, "at": self.at, "stage": self.stage, "from": self.came_from, "value": self.value,
            "probability": self.probability, "reason": self.reason,
        }  # fmt: skip


class Wanted(NamedTuple):
    """Which deals are meant: by a condition on the deal `d`, and in what order. `status` None is any."""

    condition: Condition = EVERYONE
    status: str | None = "open"
    sort: str = "stage"
    limit: int | None = None


def board(
    reader: Reader, today: date, currency: str, condition: Condition = EVERYONE, closed_since: date | None = None
) -> list[Column]:
    """Every stage with its cards in their order; of those won and lost the ones closed since a day (else since the
    first of this month), the latest first. Sums are in `currency`.
    """
    sql = f"""{_CARDS} WHERE (d.closed_on IS NULL OR d.closed_on >= ?) AND ({condition.sql})
        ORDER BY d.closed_on DESC, d.position, d.id"""
    since = closed_since or today.replace(day=1)
    by_stage: dict[int, list[Card]] = {}
    for row in reader.all(lambda *row: row, sql, [since.isoformat(), *condition.parameters]):
        by_stage.setdefault(row[-1], []).append(_card(today, *row))
    return [column(stage, by_stage.get(stage.id, []), currency) for stage in stages(reader)]


def column(stage: Stage, cards: list[Card], currency: str) -> Column:
    """A stage with these cards and their sums in a currency."""
    valued = [(each.value, each.probability) for each in cards if each.value]
    ours = [(value.minor, probability) for value, probability in valued if value.currency == currency]
    total = Money(sum(minor for minor, _ in ours), currency)
    return Column(stage, cards, total, Money(pipeline.weighted(ours), currency), len(valued) - len(ours))


def deal(reader: Reader, deal_id: int, today: date) -> Deal | None:
    """One deal, None when it is not there."""
    found = some(reader, [deal_id], today)
    return found[0] if found else None


def some(reader: Reader, ids: Sequence[int], today: date) -> list[Deal]:
    """The deals with these ids, in this order."""
    sql = f"{_COLUMNS} {_FROM} JOIN json_each(?) j ON j.value = d.id ORDER BY j.key"
    return [_deal(today, *row) for row in reader.all(lambda *row: row, sql, (json.dumps(list(ids)),))]


def page(reader: Reader, today: date, wanted: Wanted) -> list[Deal]:
    """The deals that are wanted, in their order."""
    status = {"open": "d.closed_on IS NULL", "closed": "d.closed_on IS NOT NULL", None: "1"}
    where = status.get(wanted.status) or f"st.kind = '{wanted.status}'"
    sql = f"{_COLUMNS} {_FROM} WHERE {where} AND ({wanted.condition.sql}) ORDER BY {SORTS[wanted.sort]} LIMIT ?"
    limit = -1 if wanted.limit is None else wanted.limit
    rows = reader.all(lambda *row: row, sql, [*wanted.condition.parameters, limit])
    return [_deal(today, *row) for row in rows]


def position(reader: Reader, deal_id: int) -> int | None:
    """The place of a deal in its column now; None when it is not there."""
    found = reader.value("SELECT position FROM deal WHERE id = ?", (deal_id,))
    return None if found is None else int(found)


def of_contact(reader: Reader, contact_id: int, today: date) -> list[Deal]:
    """A contact's deals: open ones first, then those closed last."""
    sql = f"""{_COLUMNS} {_FROM} WHERE d.id IN (SELECT deal_id FROM deal_contact WHERE contact_id = ?)
        ORDER BY d.closed_on IS NOT NULL, d.closed_on DESC, {SORTS["stage"]}"""
    return [_deal(today, *row) for row in reader.all(lambda *row: row, sql, (contact_id,))]


def cards(reader: Reader, stage_id: int, today: date) -> list[Card]:
    """The cards that stand in a stage, in their order."""
    sql = f"{_CARDS} WHERE d.stage_id = ? ORDER BY d.position, d.id"
    return [_card(today, *row) for row in reader.all(lambda *row: row, sql, (stage_id,))]


def passed(reader: Reader, deal_ids: Sequence[int]) -> list[Passed]:
    """The way that these deals came, the first step first."""
    sql = """SELECT d.id, d.title, m.day, m.at, s.name, s.kind, f.name, f.kind, m.value, d.currency, m.probability,
            m.reason
        FROM move m JOIN deal d ON d.id = m.deal_id JOIN stage s ON s.id = m.stage_id
            LEFT JOIN stage f ON f.id = m.from_id
        WHERE m.deal_id IN (SELECT value FROM json_each(?)) ORDER BY m.id"""
    return reader.all(_passed, sql, (json.dumps(list(deal_ids)),))


def follow_ups(reader: Reader, deal_id: int) -> int:
    """How many follow-ups that are not done hang on a deal."""
    sql = "SELECT count(*) FROM reminder WHERE deal_id = ? AND done_at IS NULL"
    return int(reader.value(sql, (deal_id,)))


def _passed(deal_id: int, title: str, day: str, at: str | None, stage: str, kind: str, *rest: Any) -> Passed:
    came_from, from_kind, value, currency, probability, reason = rest
    worth = money.of(value, currency)
    return Passed(deal_id, title, day, at, stage, kind, came_from, from_kind == "open", worth, probability, reason)


def _deal(today: date, deal_id: int, title: str, stage: str, value: int | None, currency: str, *rest: Any) -> Deal:
    probability, close, who, following, next_on, who_ref, stage_ref, kind, since, rot_days, *last = rest
    closed, reason, reason_words, contacts, own, source, notes, created = last
    age = pipeline.age(since, today)
    return Deal(
        f"d{deal_id}", title, stage, money.of(value, currency), probability, close, who, following, next_on, who_ref,
        stage_ref, kind, since, age, kind == "open" and pipeline.is_rotting(age, rot_days), closed, reason,
        reason_words, json.loads(contacts), bool(own), source, notes, created, currency,
    )  # fmt: skip


def _card(today: date, deal_id: int, title: str, who: str | None, who_ref: str | None, *rest: Any) -> Card:
    value, currency, probability, since, rot_days, kind, following, next_on, close, closed, reason, *place = rest
    position, stage_id = place
    age = pipeline.age(since, today)
    rotting = kind == "open" and pipeline.is_rotting(age, rot_days)
    return Card(
        f"d{deal_id}", title, who, who_ref, money.of(value, currency), probability, age, following, next_on, rotting,
        close, closed, reason, position, f"s{stage_id}",
    )  # fmt: skip
