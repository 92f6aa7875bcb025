"""What an operation changed, in words: whose row, which field, before and after."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tinycrm.domain import money
from tinycrm.domain.clean import show_line
from tinycrm.domain.money import Money, Style
from tinycrm.domain.noun import row
from tinycrm.queries import field as queries
from tinycrm.queries import operation as operations
from tinycrm.queries.field import Held
from tinycrm.queries.operation import Change
from tinycrm.store.reader import Reader

NAME_LIMIT = 40
# columns of 0 and 1; in a row that comes or goes most say something only when they are 1
ANSWER = ("consent", "given")
FLAGS = frozenset({ANSWER, ("contact", "do_not_contact"), ("contact", "archived"), ("reminder", "after_done")})
VALUE = "field_value"
NOTHING: Mapping[int, Held] = {}
# columns of minor units
AMOUNTS = frozenset({("deal", "value"), ("move", "value"), ("line", "price"), ("line", "discount"),
                     ("want", "max_price")})  # fmt: skip
# whose currency the amounts of a row are in that has none of its own
PRICED_BY = {"move": "deal", "line": "purchase"}
# the move that came with it says as much
SAID_ELSEWHERE = frozenset({("deal", "stage_id"), ("deal", "position")})
PLUMBING = frozenset({"id", "key", "digits", "e164", "position", "created_at", "title_key", "author_key", "genre_key"})


class Amounts(NamedTuple):
    """How amounts are told: as the shop writes them, and the currencies of rows (table, id) whose changes name none;
    of others the shop's.
    """

    style: Style
    currencies: Mapping[tuple[str, int], str] = {}

    def show(self, change: Change, minor: int, image: Mapping[str, Any]) -> str:
        """An amount of a row that was like `image`."""
        currency = image.get("currency") or self.currencies.get((change.table, change.row_id), self.style.currency)
        return money.show(Money(minor, currency), self.style)


class Told(NamedTuple):
    """A line about a row: `sign` is + for one that came, - for one that went, "" for a field that changed.

    `what` is whose row it is, and which. Of a field that changed `said` is its name, and `was` and `now` its values;
    of the others `said` is all that the row says.
    """

    sign: str
    what: str
    said: str
    was: str = ""
    now: str = ""


class Field(NamedTuple):
    """A field of a row, before and after."""

    name: str
    was: str
    now: str


def told(
    change: Change, names: Mapping[int, str], amounts: Amounts, values: Mapping[int, Held] = NOTHING
) -> Iterator[Told]:
    """The lines about one row; contacts by their names so far as `names` knows them, and so what `values` has of the
    shop's own fields.
    """
    what = _what(change, names, values)
    if change.action == "update":
        yield from (Told("", what, *field) for field in fields(change, amounts))
        return
    sign = "+" if change.action == "insert" else "-"
    said = ", ".join(f"{name}: {was or now}" for name, was, now in fields(change, amounts))
    # a row that only ties two others together says nothing by itself
    if said or not (change.before or change.after):
        yield Told(sign, what, said)


def fields(change: Change, amounts: Amounts) -> Iterator[Field]:
    """The fields of a row that say something; of a row that came nothing before, of one that went nothing now."""
    before, after = change.before, change.after
    for name in before or after:
        column = (change.table, name)
        if change.action == "update" and column not in SAID_ELSEWHERE:
            yield Field(name, _value(change, name, before, amounts), _value(change, name, after, amounts))
        elif change.action != "update" and _says(column, (before or after)[name]):
            said = _value(change, name, before or after, amounts)
            yield Field(name, said if before else "", said if after else "")


def concerned(changes: Iterable[Change], values: Mapping[int, Held] = NOTHING) -> set[int]:
    """The contacts whose rows were touched."""
    return {contact_id for change in changes for contact_id in [_owner(change, values)] if contact_id}


def held(reader: Reader, changes: Iterable[Change]) -> dict[int, Held]:
    """Whose the values of the shop's own fields are that these changes touched, and of which field."""
    ids = [change.row_id for change in changes if change.table == VALUE]
    return queries.held(reader, ids) if ids else {}


def currencies(reader: Reader, changes: Iterable[Change]) -> dict[tuple[str, int], str]:
    """The currencies of the rows whose amounts these changes touched, so far as the file still knows them."""
    changes = list(changes)
    touched = {
        (each.table, each.row_id)
        for each in changes
        if any((each.table, n) in AMOUNTS for n in each.before or each.after)
    }
    if not touched:
        return {}
    images = {(each.table, each.row_id): {**each.before, **each.after} for each in changes if each.action != "update"}
    images |= operations.images(reader, touched - images.keys())
    priced_by = {row: _priced_by(row, images.get(row, {})) for row in touched}
    images |= operations.images(reader, set(priced_by.values()) - images.keys())
    found = {row: images.get(by, {}).get("currency") for row, by in priced_by.items()}
    return {row: currency for row, currency in found.items() if currency}


def _priced_by(row: tuple[str, int], image: Mapping[str, Any]) -> tuple[str, int]:
    table = PRICED_BY.get(row[0])
    return (table, int(image.get(f"{table}_id") or 0)) if table else row


def _owner(change: Change, values: Mapping[int, Held]) -> int | None:
    if change.table == "contact":
        return change.row_id
    if change.table == VALUE and change.row_id in values:
        return values[change.row_id].contact_id
    owner = {**change.before, **change.after}.get("contact_id")
    return None if owner is None else int(owner)


def _what(change: Change, names: Mapping[int, str], values: Mapping[int, Held]) -> str:
    owner = _owner(change, values)
    whose = show_line(names.get(owner, f"c{owner}"), NAME_LIMIT) if owner is not None else ""
    if change.table == VALUE and change.row_id in values:
        return f"{whose} {values[change.row_id].field}"
    return whose if change.table == "contact" else f"{whose} {row(change.table)}".strip() + f" {change.row_id}"


def _says(column: tuple[str, str], value: Any) -> bool:
    """Whether a column of a table is worth telling of a row that came or went."""
    if value is None or (value == 0 and column in FLAGS and column != ANSWER):
        return False
    return column[1] not in PLUMBING and not column[1].endswith("_id")


def _value(change: Change, name: str, image: Mapping[str, Any], amounts: Amounts) -> str:
    column, value = (change.table, name), image.get(name)
    if value is None:
        return "nothing"
    if column in AMOUNTS:
        return amounts.show(change, int(value), image)
    return ("yes" if value else "no") if column in FLAGS else str(value)
