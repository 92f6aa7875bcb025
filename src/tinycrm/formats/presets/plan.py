"""From the columns of a sheet to people: which column goes where, then row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from tinycrm.errors import InvalidError
from tinycrm.formats.header import plain
from tinycrm.formats.person import Person, Refused
from tinycrm.formats.presets import google, outlook, own, taker, thunderbird, unknown, value
from tinycrm.formats.presets.day import Order
from tinycrm.formats.presets.finish import finish
from tinycrm.formats.presets.slot import FLAGS, LISTS, SKIP, TEXTS, WAYS, Preset, Slot, Slots, chosen
from tinycrm.formats.presets.taker import Orders, Taker
from tinycrm.formats.sheet import REASON, Row, Sheet

PRESETS = (own.OWN, google.NEW, google.OLD, outlook.OUTLOOK, thunderbird.THUNDERBIRD, unknown.UNKNOWN)

NAMES = {"name", "given", "middle", "family", "nickname", "file_as", "country", "region"}  # of Na, Nan and Namibia, NA

Mapped = Sequence[tuple[str, str]]  # a field, and the header of the column that goes there
Parts = dict[str, list[int]]  # the columns by the part that they hold
Groups = dict[tuple[str, str], tuple[Slot, Parts]]


class Plan:
    """Which column of a sheet goes where; `slots` has None for a column without a field."""

    def __init__(self, headers: Sequence[str], mapped: Mapped = ()) -> None:
        """Raises InvalidError for a field or a column that is not there."""
        self.headers = tuple(headers)
        self.preset = _preset(headers)
        self.slots: Slots = self.preset.slots(headers)
        if REASON in headers:
            self.slots[headers.index(REASON)] = Slot(SKIP)
        for field, column in mapped:
            self.slots[_column(headers, column)] = chosen(field)
        self._words = frozenset(at for at, slot in enumerate(self.slots) if slot and {slot.field, slot.part} & NAMES)

    @property
    def days(self) -> list[int]:
        """The columns that hold days."""
        return [at for at, slot in enumerate(self.slots) if slot and _is_day(slot)]

    def orders(self, rows: Iterator[Row | Refused]) -> dict[int, Order]:
        """What the rows say about the order of day and month, for every column of days."""
        orders = {at: Order() for at in self.days}
        if orders:
            for row in rows:
                if isinstance(row, Row):
                    for at, order in orders.items():
                        if at < len(row.cells):
                            order.add(row.cells[at].strip())
        return orders

    def cells(self, row: Row) -> list[str]:
        """The cells without blanks around them; those of our own files without the guard against formulas, those that
        people typed without what only says that there is nothing.
        """
        cells = [cell.strip() for cell in row.cells]
        if self.preset.own:
            return [own.unguarded(cell) for cell in cells]
        if self.preset.typed:
            return ["" if self._says_nothing(at, cell) else cell for at, cell in enumerate(cells)]
        return cells

    def _says_nothing(self, at: int, cell: str) -> bool:
        return value.is_nothing(cell) and (at not in self._words or not any(map(str.isalnum, cell)))

    def people(self, rows: Iterator[Row | Refused], orders: Mapping[int, Order]) -> Iterator[Person | Refused]:
        """The people in the rows; `orders` as the same rows have given them."""
        reader = _Reader(self, orders)
        for row in rows:
            yield row if isinstance(row, Refused) else reader.person(row)


class _Reader:
    """A plan made ready for many rows."""

    def __init__(self, plan: Plan, orders: Mapping[int, Order]) -> None:
        self._plan = plan
        self._width = len(plan.headers)
        self._names = [own.other_name(each) for each in plan.headers] if plan.preset.own else plan.headers
        known: Orders = {at: order.known for at, order in orders.items()}
        groups = _groups(plan)
        self._takers = [_taker(*group, plan, known) for group in groups if _is_whole(*group)]
        slots = list(enumerate(plan.slots))
        self._texts = [(at, slot.field) for at, slot in slots if slot and slot.field in TEXTS]
        self._others = [at for at, slot in slots if slot is None] + [
            at for group in groups if not _is_whole(*group) for columns in group[1].values() for at in columns
        ]
        by_field = {slot.field: known.get(at) for at, slot in slots if slot and slot.field in ("birthday", "deceased")}
        self._birthday, self._died = by_field.get("birthday"), by_field.get("deceased")

    def person(self, row: Row) -> Person:
        cells = self._plan.cells(row)
        person = Person(row.line)
        beyond = self._fit(cells, person) if len(cells) != self._width else ""
        texts: dict[str, str] = {}
        for at, field in self._texts:
            if text := cells[at]:
                if field in texts:
                    person.others[self._names[at]] = text
                else:
                    texts[field] = text
        for take in self._takers:
            take(cells, person)
        for at in self._others:
            if cells[at]:
                person.others[self._names[at]] = cells[at]
        if beyond:
            texts["notes"] = "\n".join(filter(None, (texts.get("notes"), beyond)))
        return finish(person, texts, self._birthday, self._died, own=self._plan.preset.own)

    def _fit(self, cells: list[str], person: Person) -> str:
        """As many cells as there are headers; returns what stood beyond them."""
        beyond = "; ".join(filter(None, cells[self._width :]))
        if beyond:
            width = f"the row has {len(cells)} cells where the header has {self._width}"
            person.guesses.append(f"Line {person.line}: {width}; what is beyond is in the notes.")
        cells.extend([""] * (self._width - len(cells)))
        return beyond


def people(sheet: Sheet, mapped: Mapped = ()) -> Iterator[Person | Refused]:
    """The people in a sheet, one by one; `mapped` sends columns to fields, before what their headers mean.

    A day that could be read both ways stays text, unless the rest of its column says which order it has. Values of
    columns without a field are in `others`. Raises InvalidError for a field or a column that is not there.
    """
    plan = Plan(sheet.headers, mapped)
    orders = plan.orders(sheet.rows()) if plan.days else {}
    return plan.people(sheet.rows(), orders)


def title(headers: Sequence[str]) -> str:
    """Whose layout these headers are."""
    return _preset(headers).title


def _preset(headers: Sequence[str]) -> Preset:
    known = frozenset(map(plain, headers))
    return next(preset for preset in PRESETS if preset.fits(known))


def _column(headers: Sequence[str], column: str) -> int:
    for same in (str.strip, str.casefold, plain):
        found = [at for at, header in enumerate(headers) if same(header) == same(column.strip())]
        if found:
            return found[0]
    near = get_close_matches(column, headers, n=1)
    hint = f'Did you mean "{near[0]}"?' if near else "`tinycrm import inspect` lists them."
    raise InvalidError(f'There is no column "{column}". {hint}')


def _is_day(slot: Slot) -> bool:
    return (
        slot.field in ("birthday", "deceased")
        or (slot.field == "occasion" and slot.part == "day")
        or (slot.field == "relative" and slot.part == "birthday")
    )


def _groups(plan: Plan) -> list[tuple[Slot, Parts]]:
    """The columns that belong together: one phone and its label, one address."""
    groups: Groups = {}
    for at, slot in enumerate(plan.slots):
        if slot is not None and slot.field not in TEXTS and slot.field != SKIP:
            _group(groups, slot, at)
    return [groups[key] for key in sorted(groups, key=lambda key: key[1] not in plan.preset.first)]


def _is_whole(slot: Slot, parts: Parts) -> bool:
    """Whether there is more than, say, the label of an email that has no column itself."""
    return slot.field == "address" or {"occasion": "day", "relative": "name"}.get(slot.field, "") in parts


def _group(groups: Groups, slot: Slot, at: int) -> None:
    key = (slot.field, slot.label if slot.field in LISTS else slot.group)
    if slot.field not in ("address", *LISTS) and key in groups and slot.part in groups[key][1]:
        key = (slot.field, f"{slot.group} {at}")  # another phone, not another part of the same one
    known, columns = groups.setdefault(key, (slot, {}))
    columns.setdefault(slot.part, []).append(at)
    if slot.label and not known.label:
        groups[key] = (known._replace(label=slot.label), columns)


def _taker(slot: Slot, columns: Parts, plan: Plan, orders: Orders) -> Taker:
    if slot.field in WAYS:
        return taker.way(slot, columns, plan.preset)
    if slot.field in LISTS:
        return taker.words(slot, columns, plan.preset)
    if slot.field in FLAGS:
        return taker.flag(slot, columns, plan.headers)
    others: dict[str, Callable[[], Taker]] = {
        "address": lambda: taker.address(slot, columns, plan.preset),
        "occasion": lambda: taker.occasion(slot, columns, plan.preset, orders),
        "relative": lambda: taker.relative(slot, columns, plan.preset, orders),
        "custom": lambda: taker.custom(columns, plan.headers),
        "other": lambda: taker.other(slot, columns, plan.headers),
        "photo": lambda: taker.photo(columns),
        "kept": lambda: taker.kept(columns),
    }
    return others[slot.field]()
