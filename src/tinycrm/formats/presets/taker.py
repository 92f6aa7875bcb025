"""Takers: each puts what one group of columns says into the record of a person."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from tinycrm.formats import postal
from tinycrm.formats.person import KEPT_LIMIT, Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.presets import day, value
from tinycrm.formats.presets.slot import ADDRESS_PARTS, LISTS, WAYS, Preset, Slot

Cells = Sequence[str]
Taker = Callable[[Cells, Person], None]
Columns = Mapping[str, Sequence[int]]  # the columns of a group by the part they hold
Orders = Mapping[int, bool | None]  # for columns of days: whether the day comes first

NO_COLUMN = -1
_POSTCODE = ADDRESS_PARTS.index("postcode")


def way(slot: Slot, columns: Columns, preset: Preset) -> Taker:
    """An email, phone or link; with several in a cell where the preset has that."""
    at, label_at = _column(columns, ""), _column(columns, "label")
    field, fixed = WAYS[slot.field], slot.label or None

    def take(cells: Cells, person: Person) -> None:
        text = cells[at]
        if not text:
            return
        if slot.field == "phone" and not preset.own and value.is_shortened(text):
            person.guesses.append(f"Line {person.line}: {text} is no phone, but what a spreadsheet made of one.")
            return
        ways: list[Labelled] = getattr(person, field)
        label = cells[label_at] if label_at != NO_COLUMN else ""
        if preset.own:
            ways.append(Labelled(label or None, text))
        elif preset.multiple:
            for each, is_primary in value.several(text, label, preset.multiple):
                ways.insert(0 if is_primary else len(ways), each)
        else:
            known = value.label(label) or fixed
            ways.extend(Labelled(known, each) for each in _split(slot.field, text) if not _has(ways, each))

    return take


def address(slot: Slot, columns: Columns, preset: Preset) -> Taker:
    """An address from its parts; from the whole of it where there are none."""
    parts = [tuple(columns.get(part, ())) for part in ADDRESS_PARTS]
    whole_at, label_at = _column(columns, "whole"), _column(columns, "label")

    def take(cells: Cells, person: Person) -> None:
        said = [_joined(cells, at, own=preset.own) for at in parts]
        text = cells[whole_at] if whole_at != NO_COLUMN else ""
        label = cells[label_at] if label_at != NO_COLUMN else slot.label
        shown = (label if preset.own else value.label(label)) or None
        street = said[0] or ""
        if (text and not (street and any(said[1:]))) or ("\n" in street and not any(said[1:]) and not preset.own):
            rows = postal.lines(text or street)
            person.addresses.append(postal.whole(rows if len(rows) > 1 else _at_commas(rows), shown))
        elif any(said):
            if not preset.own:
                said = [_on_one_line(part) for part in said]
                said[_POSTCODE] = (said[_POSTCODE] or "").removeprefix("'") or None  # so spreadsheets keep it as text
            person.addresses.append(Postal(shown, *said))

    return take


def occasion(slot: Slot, columns: Columns, preset: Preset, orders: Orders) -> Taker:
    """A day of theirs; without a name of its own it is called after the column."""
    at, name_at = _column(columns, "day"), _column(columns, "name")
    order = orders.get(at)

    def take(cells: Cells, person: Person) -> None:
        said = day.read(cells[at], order) if cells[at] else ""
        name = cells[name_at] if name_at != NO_COLUMN else slot.label
        if said:
            name = name if preset.own else value.occasion(name)
            person.occasions.append(Occasion(name or slot.label or "occasion", said))

    return take


def relative(slot: Slot, columns: Columns, preset: Preset, orders: Orders) -> Taker:
    """Someone of theirs; several children in one cell are several people."""
    at, relation_at = _column(columns, "name"), _column(columns, "relation")
    birthday_at = _column(columns, "birthday")
    order = orders.get(birthday_at)

    def take(cells: Cells, person: Person) -> None:
        relation = cells[relation_at] if relation_at != NO_COLUMN else slot.label
        birthday = day.read(cells[birthday_at], order) if birthday_at != NO_COLUMN else ""
        if not preset.own:
            relation = relation.removeprefix(value.PRIMARY).strip().lower()
        names = [cells[at]] if preset.own or relation != "child" else value.listed(cells[at])
        person.relatives.extend(Relative(name, relation or None, birthday or None) for name in names if name)

    return take


def words(slot: Slot, columns: Columns, preset: Preset) -> Taker:
    """Tags, likes and dislikes; the label of a slot is the facet of what they like."""
    field, facet = LISTS[slot.field], f"{slot.label}:" if slot.label else ""
    separators = value.TAG_SEPARATORS if slot.field == "tag" else value.SEPARATOR
    all_at = columns[""]

    def take(cells: Cells, person: Person) -> None:
        known: list[str] = getattr(person, field)
        for text in (cells[at] for at in all_at if cells[at]):
            said = value.own_list(text, separators) if preset.own else preset.listed(text)
            known.extend(facet + each for each in said if preset.own or facet + each not in known)

    return take


def flag(slot: Slot, columns: Columns, headers: Sequence[str]) -> Taker:
    """Yes or no; other words stay with the values that have no field."""
    at = _column(columns, "")
    field = "mailings" if slot.field == "no_mailings" else slot.field
    is_negated = slot.field == "no_mailings"

    def take(cells: Cells, person: Person) -> None:
        said = value.flag(cells[at])
        if said is None:
            if cells[at]:
                person.others[headers[at]] = cells[at]
        elif not is_negated:
            setattr(person, field, said)
        elif said:  # not to be on one list is no wish to be on another
            setattr(person, field, False)

    return take


def custom(columns: Columns, headers: Sequence[str]) -> Taker:
    """A value with a name of its own beside it, as Google has them."""
    at, label_at = _column(columns, ""), _column(columns, "label")

    def take(cells: Cells, person: Person) -> None:
        if cells[at]:
            name = cells[label_at].removeprefix(value.PRIMARY).strip() if label_at != NO_COLUMN else ""
            person.others[name if name and name not in person.others else headers[at]] = cells[at]

    return take


def other(slot: Slot, columns: Columns, headers: Sequence[str]) -> Taker:
    """A value under the name that the column was mapped to; where it has one already, under its header."""
    at = _column(columns, "")

    def take(cells: Cells, person: Person) -> None:
        if cells[at]:
            person.others[headers[at] if slot.label in person.others else slot.label] = cells[at]

    return take


def photo(columns: Columns) -> Taker:
    """A picture, or the address of one: counted, and left out."""
    at = _column(columns, "")

    def take(cells: Cells, person: Person) -> None:
        person.photos += bool(cells[at])

    return take


def kept(columns: Columns) -> Taker:
    """Properties of a vCard that nobody understood, one a line."""
    at = _column(columns, "")

    def take(cells: Cells, person: Person) -> None:
        person.kept.extend(islice(filter(None, cells[at].split("\n")), KEPT_LIMIT))

    return take


def _column(columns: Columns, part: str) -> int:
    found = columns.get(part)
    return found[0] if found else NO_COLUMN


def _split(field: str, text: str) -> list[str]:
    if field == "email":
        return value.emails(text)
    return value.phones(text) if field == "phone" else [text]


def _has(ways: Sequence[Labelled], text: str) -> bool:
    return any(each.value == text for each in ways)


def _joined(cells: Cells, columns: Sequence[int], *, own: bool) -> str | None:
    if own or len(columns) < 2:
        return (cells[columns[0]] if columns else "") or None
    return ", ".join(filter(None, (cells[at] for at in columns))) or None


def _on_one_line(part: str | None) -> str | None:
    if part is None or "\n" not in part:
        return part
    return ", ".join(postal.lines(part)) or None


def _at_commas(rows: list[str]) -> list[str]:
    return [part.strip() for row in rows for part in row.split(",") if part.strip()]
