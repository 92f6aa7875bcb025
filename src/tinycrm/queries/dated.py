"""Conditions on when something was, is due or comes back, as the values of filter words say it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tinycrm.domain.period import Period, period, yearly
from tinycrm.queries.condition import Condition, Context, chosen, every, negated

OPEN = "SELECT contact_id FROM reminder WHERE done_at IS NULL AND contact_id IS NOT NULL"


def within(expression: str, days: Period) -> Condition:
    """The day is one of these, or between those that are given."""
    bounds = [("<=", days.last)] if days.last else []
    # a date without its year starts with a hyphen, which comes before every digit
    bounds += [(">=", days.first)] if days.first else []
    return every(Condition(f"{expression} {sign} ?", (day.isoformat(),)) for sign, day in bounds)


def seen(value: str, context: Context) -> Condition:
    """Was in touch within that time; the last interaction alone tells when the time reaches today."""
    if value.lower() == "never":
        return Condition("c.id NOT IN (SELECT contact_id FROM contact_seen)")
    days = period(value, context.calendar(future=False))
    if days.first and (days.last is None or days.last >= context.today):
        return chosen("SELECT contact_id FROM contact_seen WHERE", within("day", days))
    taking_part = "SELECT p.contact_id FROM interaction i JOIN participant p ON p.interaction_id = i.id WHERE"
    return chosen(taking_part, within("i.day", days))


def unseen(value: str, context: Context) -> Condition:
    """Was not in touch within that time, as those who never were."""
    return negated(seen(value, context))


def created(value: str, context: Context) -> Condition:
    """Was added then, by the shop's own days."""
    first, last = period(value, context.calendar(future=False))
    bounds = [(">=", first)] if first else []
    bounds += [("<", last + timedelta(1))] if last else []
    return every(Condition(f"c.created_at {sign} ?", (_stamp(day, context.zone),)) for sign, day in bounds)


def _stamp(day: date, zone: tzinfo) -> str:
    return f"{datetime.combine(day, time(), zone).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def birthday(value: str, context: Context) -> Condition:
    """Has a birthday then, whatever the year."""
    low, high = yearly(value, context.calendar(future=True), context.leap_day)
    joiner = "AND" if low <= high else "OR"
    day = "substr(c.birthday, -5)"
    return Condition(f"({day} >= ? {joiner} {day} <= ?)", (low, high))


def born(value: str, context: Context) -> Condition:
    """Was born then; nobody whose year is not known."""
    days = period(value, context.calendar(future=False))
    return every((Condition("c.birthday >= '0'"), within("c.birthday", days)))


def due(value: str, context: Context) -> Condition:
    """Has an open follow-up due then, or `overdue` before today."""
    if value.lower() == "overdue":
        days = Period(None, context.today - timedelta(1))
    else:
        days = period(value, context.calendar(future=True))
    return chosen(f"{OPEN} AND", within("due", days))
