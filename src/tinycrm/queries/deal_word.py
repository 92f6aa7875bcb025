"""Filter words about deals: conditions on the deal `d` in its stage `st`, and on contacts who have such a deal."""

from datetime import timedelta
from typing import NamedTuple

from tinycrm.domain import contact, money
from tinycrm.domain.clean import fold, show_line
from tinycrm.domain.filter import limits
from tinycrm.domain.period import Period, period
from tinycrm.domain.pipeline import KINDS
from tinycrm.errors import InvalidError
from tinycrm.queries.condition import Build, Condition, Context, every
from tinycrm.queries.dated import within
from tinycrm.queries.deal import SINCE

OPEN = "d.closed_on IS NULL"
YES_NO = ("yes", "no")
ROTTING = "rotting"
_AHEAD = ("overdue", "today", "7d", "30d", "this-week", "month")
OFFERED = "SELECT lower(name) FROM stage WHERE removed = 0 ORDER BY position, id"
_HAVING = """c.id IN (SELECT x.contact_id FROM deal_contact x JOIN deal d ON d.id = x.deal_id
    JOIN stage st ON st.id = d.stage_id WHERE {})"""


class DealWord(NamedTuple):
    """A filter word about deals: as `queries.words.Word`, `build` and `present` being conditions on the deal.

    `only_open` says that of a contact's deals the open ones alone count.
    """

    name: str
    kind: str
    help: str
    build: Build
    present: str = ""
    offers: tuple[str, ...] | str = ()
    only_open: bool = True


def on_contact(word: DealWord) -> Build:
    """What makes a condition on contacts of a value: they have a deal for which it holds."""

    def build(value: str, context: Context) -> Condition:
        condition = word.build(value, context)
        return _having(every((Condition(OPEN), condition)) if word.only_open else condition)

    return build


def present_on_contact(word: DealWord) -> str:
    """The condition that a contact has a deal with any value; "" where that makes no sense."""
    return _having(Condition(f"{OPEN} AND {word.present}")).sql if word.present else ""


def stage_on_contact(value: str, context: Context) -> Condition:
    """A contact's own stage, else that of a deal of theirs."""
    if value.lower() in contact.STAGES:
        return Condition("c.stage IS ?", (value.lower(),))
    return _having(_stage(value, context, contact.STAGES))


def rotting_on_contact(context: Context) -> Condition:
    """Who has an open deal that stands still."""
    return _having(is_rotting(context))


def is_rotting(context: Context) -> Condition:
    """That a deal is open and has stood in its stage for longer than it should."""
    stood = f"julianday(?) - julianday({SINCE}) > st.rot_days"
    return Condition(f"({OPEN} AND st.rot_days IS NOT NULL AND {stood})", (context.today.isoformat(),))


def _having(condition: Condition) -> Condition:
    return Condition(_HAVING.format(condition.sql), condition.parameters)


def _stage(value: str, context: Context, others: tuple[str, ...] = ()) -> Condition:
    names = list(context.stages())
    wanted = fold(value.replace("-", " "))
    spelt = [(fold(name.replace("-", " ")), name) for name in names]
    found = [name for key, name in spelt if key == wanted] or [
        name for key, name in spelt if wanted and key.startswith(wanted)
    ]
    if not found:
        raise InvalidError(f'"{show_line(value, 60)}" is none of {", ".join([*others, *names])}.')
    marks = ", ".join("?" * len(found))
    return Condition(f"st.name IN ({marks}) AND st.removed = 0", found)


def _status(value: str, context: Context) -> Condition:
    word = value.lower()
    if word == "closed":
        return Condition("d.closed_on IS NOT NULL")
    if word == ROTTING:
        return is_rotting(context)
    if word not in KINDS:
        raise InvalidError(f'"{show_line(value, 60)}" is none of {", ".join(KINDS)}, closed, rotting.')
    return Condition("st.kind = ?", (word,))


def _value(value: str, context: Context) -> Condition:
    ends = limits(value)
    if ends is None:
        amount = money.read(value, context.currency)
        return Condition("(d.value = ? AND d.currency = ?)", (amount.minor, amount.currency))
    low, high = (money.read(end, context.currency) if end else None for end in (ends.low, ends.high))
    if low and high and low.minor > high.minor:
        raise InvalidError(f'"{show_line(value, 60)}" ends before it starts.')
    equal = "" if ends.strict else "="
    bounds = [(f">{equal}", low)] if low else []
    bounds += [(f"<{equal}", high)] if high else []
    return every(
        Condition(f"(d.value {sign} ? AND d.currency = ?)", (end.minor, end.currency)) for sign, end in bounds if end
    )


def _day(column: str) -> Build:
    def build(value: str, context: Context) -> Condition:
        if value.lower() == "overdue":
            days = Period(None, context.today - timedelta(1))
        else:
            days = period(value, context.calendar(future=True))
        return within(column, days)

    return build


def _rotting(value: str, context: Context) -> Condition:
    if value.lower() not in YES_NO:
        raise InvalidError(f'"{show_line(value, 60)}" is neither yes nor no.')
    still = is_rotting(context)
    return still if value.lower() == "yes" else Condition(f"NOT ifnull({still.sql}, 0)", still.parameters)


STAGE = DealWord("stage", "stage", "stands in this stage", _stage, "", OFFERED, only_open=False)
WORDS = (
    DealWord("deal", "choice", "has a deal that is open, won, lost, closed or rotting", _status, "",
             (*KINDS, "closed", ROTTING), only_open=False),
    DealWord("value", "amount", "has an open deal worth that: 1200, 100.., 50..200", _value, "d.value IS NOT NULL"),
    DealWord("closes", "future", "has an open deal that is expected to close then: 30d, overdue, 2026-12",
             _day("d.close"), "d.close IS NOT NULL", _AHEAD),
    DealWord("next", "future", "has an open deal whose next step is due then: today, 7d, overdue",
             _day("d.next_on"), "d.next IS NOT NULL", _AHEAD),
    DealWord(ROTTING, "flag", "has an open deal that stands still", _rotting, "", YES_NO),
)  # fmt: skip
