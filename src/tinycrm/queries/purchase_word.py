"""Filter words about books: conditions on the contact `c` by what they bought, spent and look for."""

from tinycrm.domain import money
from tinycrm.domain.clean import show_line
from tinycrm.domain.filter import limits
from tinycrm.domain.period import period
from tinycrm.domain.rhythm import BROKEN, LEAST, LONGEST
from tinycrm.errors import InvalidError
from tinycrm.queries.condition import Build, Condition, Context, chosen, either, every, holds_folded
from tinycrm.queries.dated import within
from tinycrm.queries.want import OPEN

BOUGHT = "c.id IN (SELECT contact_id FROM contact_bought WHERE purchases > 0)"
WANTING = f"c.id IN (SELECT contact_id FROM want w WHERE {OPEN})"
# the usual days between purchases, and how long ago somebody bought something or was spoken with
APART = "((julianday(b.last) - julianday(b.first)) / (b.days - 1))"
SINCE = "(julianday({today}) - julianday(max(b.last, coalesce(s.day, b.last))))"
USUAL = f"b.days >= {LEAST} AND {APART} <= {LONGEST + 0.5}"
LATE = f"{USUAL} AND {SINCE} > {BROKEN} * max({APART}, 1)"
_LATE_IDS = f"""SELECT b.contact_id FROM contact_bought b LEFT JOIN contact_seen s ON s.contact_id = b.contact_id
    WHERE {LATE.format(today="?")}"""
_USUAL_IDS = f"SELECT b.contact_id FROM contact_bought b WHERE {USUAL}"
RHYTHMS = ("late", "kept")


def bought(value: str, context: Context) -> Condition:
    """Bought something then; where the time reaches today the last purchase tells."""
    days = period(value, context.calendar(future=False))
    if days.first and (days.last is None or days.last >= context.today):
        return chosen("SELECT contact_id FROM contact_bought WHERE purchases > 0 AND", within("last", days))
    sold = "SELECT p.contact_id FROM purchase p JOIN line l ON l.purchase_id = p.id WHERE l.quantity > 0 AND"
    return chosen(sold, within("p.day", days))


def book(column: str) -> Build:
    """What makes a condition of a value: they bought a book whose author or genre has these words."""

    def build(value: str, _: Context) -> Condition:
        holding = holds_folded("key", value)
        # many books share a key: it is looked at once, stepping from key to key through the index
        keys = (
            f"WITH RECURSIVE k (key) AS (SELECT min({column}) FROM line UNION ALL"
            f" SELECT (SELECT min({column}) FROM line l WHERE l.{column} > k.key) FROM k WHERE k.key IS NOT NULL)"
        )
        return Condition(
            "c.id IN (SELECT p.contact_id FROM line l JOIN purchase p ON p.id = l.purchase_id WHERE l.quantity > 0"
            f" AND l.{column} IN ({keys} SELECT key FROM k WHERE {holding.sql}))",
            holding.parameters,
        )

    return build


def spent(value: str, context: Context) -> Condition:
    """Bought books for that much in all, in the shop's currency unless another is said."""
    ends = limits(value)
    if ends is None:
        amount = money.read(value, context.currency)
        return _spent(every([Condition("amount = ? AND currency = ?", (amount.minor, amount.currency))]))
    low, high = (money.read(end, context.currency) if end else None for end in (ends.low, ends.high))
    if low and high and low.minor > high.minor:
        raise InvalidError(f'"{show_line(value, 60)}" ends before it starts.')
    equal = "" if ends.strict else "="
    bounds = [(f">{equal}", low)] if low else []
    bounds += [(f"<{equal}", high)] if high else []
    parts = [Condition(f"amount {sign} ? AND currency = ?", (end.minor, end.currency)) for sign, end in bounds if end]
    return _spent(every(parts))


def wants(value: str, _: Context) -> Condition:
    """Looks for a book whose title or author has these words."""
    held = either((holds_folded("w.title_key", value), holds_folded("w.author_key", value)))
    return chosen(f"SELECT contact_id FROM want w WHERE {OPEN} AND", held)


def rhythm(value: str, context: Context) -> Condition:
    """Bought at a usual rhythm, and keeps it or is late."""
    word = value.lower()
    if word not in RHYTHMS:
        raise InvalidError(f'"{show_line(value, 60)}" is none of {", ".join(RHYTHMS)}.')
    late = Condition(f"c.id IN ({_LATE_IDS})", (context.today.isoformat(),))
    if word == "late":
        return late
    return Condition(f"(c.id IN ({_USUAL_IDS}) AND NOT {late.sql})", late.parameters)


def _spent(condition: Condition) -> Condition:
    return chosen("SELECT contact_id FROM contact_spent WHERE", condition)
