"""What a sheet holds, before anything is brought in: its columns, where each would go, and what looks wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tinycrm.formats.person import Refused
from tinycrm.formats.presets import day, value
from tinycrm.formats.presets.day import Order
from tinycrm.formats.presets.plan import Mapped, Plan
from tinycrm.formats.presets.slot import FLAGS, SKIP, Slot
from tinycrm.formats.sheet import Row, Sheet

SAMPLES = 3
REFUSED_SHOWN = 100

_POINT_ZERO = re.compile(r"\d{6,}[.,]0+")
_LOST = "numbers that a spreadsheet has shortened, such as {}: their digits are lost"


class Column(NamedTuple):
    """A column: how many cells say something, the field that it goes to (None: left out), what looks wrong in it."""

    header: str
    filled: int
    field: str | None
    samples: tuple[str, ...]
    troubles: tuple[str, ...]


class Inspection(NamedTuple):
    """A whole sheet: whose layout it is, how many rows can be read, the first that cannot, and the columns."""

    preset: str
    title: str
    rows: int
    refused: int
    first_refused: tuple[Refused, ...]
    columns: tuple[Column, ...]


@dataclass
class _Tally:
    """What was seen of a column so far."""

    slot: Slot | None
    is_day: bool
    filled: int = 0
    samples: dict[str, None] = field(default_factory=dict)
    order: Order = field(default_factory=Order)
    counts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.filled += 1
        if len(self.samples) < SAMPLES:
            self.samples[text] = None
        for trouble in self._troubles(text):
            count, first = self.counts.get(trouble, (0, text))
            self.counts[trouble] = (count + 1, first)

    def _troubles(self, text: str) -> Iterable[str]:
        if value.is_shortened(text):
            yield _LOST
        elif self.is_day:
            self.order.add(text)
            if trouble := day.trouble(text):
                yield f"{trouble}, such as {{}}"
        elif self.slot and self.slot.part in ("", "value"):
            yield from _wrong(self.slot.field, text)

    def report(self, header: str) -> Column:
        said = [f"{count:,} × {words.format(first)}" for words, (count, first) in self.counts.items()]
        if self.order.is_mixed:
            said.append(
                f"both orders: {self.order.day_first:,} × day first, {self.order.month_first:,} × month first, "
                f"{self.order.either:,} could be either"
            )
        elif self.order.either and self.order.known is None:
            said.append(f"{self.order.either:,} × the day or the month first: nothing in the column tells")
        where = None if self.slot is None or self.slot.field == SKIP else str(self.slot)
        return Column(header, self.filled, where, tuple(self.samples), tuple(said))


def inspect(sheet: Sheet, mapped: Mapped = ()) -> Inspection:
    """Reads all rows and keeps none. Raises InvalidError as `people` does."""
    plan = Plan(sheet.headers, mapped)
    days = set(plan.days)
    tallies = [_Tally(slot, at in days) for at, slot in enumerate(plan.slots)]
    rows, refused = 0, 0
    first: list[Refused] = []
    for row in sheet.rows():
        if isinstance(row, Row):
            rows += 1
            for text, tally in zip(plan.cells(row), tallies, strict=False):
                if text:
                    tally.add(text)
        else:
            refused += 1
            first.extend([row] if len(first) < REFUSED_SHOWN else [])
    columns = tuple(tally.report(header) for header, tally in zip(sheet.headers, tallies, strict=True))
    return Inspection(plan.preset.name, plan.preset.title, rows, refused, tuple(first), columns)


def _wrong(name: str, text: str) -> Iterable[str]:
    if name == "email" and "@" not in text:
        yield "not an email, such as {}"
    if name == "phone":
        if _POINT_ZERO.fullmatch(text):
            yield "phones that a spreadsheet took for numbers, such as {}"
        elif not any(map(str.isdecimal, text)):
            yield "not a phone, such as {}"
    if name in FLAGS and value.flag(text) is None:
        yield "neither yes nor no, such as {}"
