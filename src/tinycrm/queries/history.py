"""History as a screen shows it: pages of what was done in words, and one operation with all that it changed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tinycrm.domain.money import Style
from tinycrm.domain.noun import row
from tinycrm.queries import operation as operations
from tinycrm.queries.change import VALUE, Amounts, Field, concerned, currencies, fields, held
from tinycrm.queries.operation import Change, Operation
from tinycrm.store.reader import Reader

MOST_ROWS = 500  # of one operation; an import of thousands is told by its first
NOUNS = {"reminder": "follow-up f{id}", "interaction": "talk i{id}"}


class Line(NamedTuple):
    """An operation and its words."""

    operation: Operation
    words: str

    @property
    def id(self) -> int:
        return self.operation.id


class Page(NamedTuple):
    """So many operations there are, and some of them from `offset` on."""

    total: int
    offset: int
    lines: Sequence[Line]


class Row(NamedTuple):
    """A row that an operation touched: `sign` is + for one that came, - for one that went; whose it is, and what."""

    sign: str
    who: str
    what: str
    fields: Sequence[Field]


class Detail(NamedTuple):
    """What an operation changed: the rows that are told, and how many are not."""

    rows: Sequence[Row]
    left_out: int


def lines(reader: Reader, text: str, limit: int, offset: int = 0) -> list[Line]:
    """A page of the operations that a text speaks of, newest first, in words."""
    found = operations.page(reader, text, limit, offset)
    words = operations.words(reader, found)
    return [Line(each, words[each.id]) for each in found]


def page(reader: Reader, text: str, limit: int, offset: int = 0) -> Page:
    """The same, with how many there are."""
    return Page(operations.count(reader, text), offset, lines(reader, text, limit, offset))


def detail(reader: Reader, operation_id: int, style: Style) -> Detail:
    """What one operation changed, amounts as the shop writes them."""
    changes = operations.changes(reader, [operation_id])
    shown = operations.as_made(reader, changes[:MOST_ROWS])
    values, amounts = held(reader, shown), Amounts(style, currencies(reader, shown))
    # a field that changed does not say whose row it is in
    images = operations.images(reader, {(each.table, each.row_id) for each in shown if each.action == "update"})
    owners = [_owner(each, images) or next(iter(concerned([each], values)), None) for each in shown]
    names = operations.names(reader, {owner for owner in owners if owner})
    rows = []
    for each, owner in zip(shown, owners, strict=True):
        what = values[each.row_id].field if each.table == VALUE and each.row_id in values else _noun(each)
        rows.append(Row(_sign(each), names.get(owner or 0, ""), what, list(fields(each, amounts))))
    # a row that only ties two others together says nothing by itself
    told = [found for found in rows if found.fields or not found.sign]
    return Detail(told, len(changes) - len(shown))


def _owner(change: Change, images: Mapping[tuple[str, int], Mapping[str, Any]]) -> int | None:
    found = images.get((change.table, change.row_id), {}).get("contact_id")
    return None if found is None else int(found)


def _noun(change: Change) -> str:
    if change.table == "contact":
        return ""
    return NOUNS.get(change.table, row(change.table)).format(id=change.row_id)


def _sign(change: Change) -> str:
    return {"insert": "+", "delete": "-"}.get(change.action, "")
