"""The sheet with all the numbers of the pipeline."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tinycrm.domain import money
from tinycrm.domain.day import MONTHS
from tinycrm.domain.money import Money, Style
from tinycrm.tui import words
from tinycrm.tui.dialogs.read import ReadSheet
from tinycrm.tui.dialogs.sheet import CLOSE
from tinycrm.tui.text import Pen, cut, plain
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.line import Line

if TYPE_CHECKING:
    from tinycrm.queries.deal import Deal
    from tinycrm.queries.report import Passage, Pipeline

LEFT, MARGIN, NAME = 2, 2, 20
BAR = 16
YEAR = 12  # months


class NumbersSheet(ReadSheet[int]):
    """What is likely to come in, how far deals get, and which stand still; hands back a deal to look at."""

    heading = "The pipeline in numbers"
    left_keys = (Key("enter", "look at the deal in hand", "open"),)
    right_keys = (CLOSE,)

    def __init__(self, report: "Pipeline", style: Style, today: date) -> None:
        super().__init__()
        self._report, self._style, self._today = report, style, today

    def opened(self, data: "Deal") -> None:
        """A deal is to be looked at."""
        self.dismiss(data.id)

    def blocks(self, pen: Pen, width: int) -> Iterable[Block]:
        """All sections that hold something."""
        painter = _Painter(pen, width, self._style, self._today)
        sections = [
            painter.likely(self._report),
            painter.stages(self._report.stages),
            painter.decided(self._report),
            painter.reasons(self._report),
            painter.still(self._report.rotting),
        ]
        for number, section in enumerate(each for each in map(list, sections) if each):
            if number:
                yield Block([Line()])
            yield from section


class _Painter:
    def __init__(self, pen: Pen, width: int, style: Style, today: date) -> None:
        self.pen, self.style, self.today = pen, style, today
        self._end = width - MARGIN

    def likely(self, report: "Pipeline") -> Iterator[Block]:
        yield self._title("likely to come in", f"{report.open.deals:,} open")
        line = Line().put(LEFT, self._amount(report.open.weighted), "ink bold")
        yield Block([line.add(f"of {self._amount(report.open.value)} asked", "soft", gap=2)])
        most = max((each.weighted.minor for each in report.months), default=0)
        for each in report.months:
            line = Line().put(LEFT, self._month(each.month), "soft")
            line.put_right(LEFT + NAME, self._amount(each.weighted), "ink")
            line.put_right(LEFT + NAME + 12, f"of {self._amount(each.value)}", "faint")
            bar = (
                self.pen.sign("share") * max(round(BAR * each.weighted.minor / most), 1) if each.weighted.minor else ""
            )
            yield Block([line.add(bar, "green", gap=2)])
        if report.without_next:
            line = Line().put(LEFT, self.pen.sign("unset"), "ochre")
            yield Block([line.add(f"{report.without_next:,} without a next step", "ochre", gap=1)])
        if report.others:
            yield self._said(f"{words.plural(report.others, 'deal')} in another currency, not counted in")

    def stages(self, stages: "list[Passage]") -> Iterator[Block]:
        yield self._title("stages")
        for each in stages:
            line = Line().put(LEFT, cut(plain(each.name), NAME - 5, self.pen.end))
            line.put_right(LEFT + NAME, f"{each.deals:,}", "ink bold")
            line.put_right(LEFT + NAME + 12, self._amount(each.value), "soft")
            went = f"{each.conversion} % went on" if each.conversion is not None else ""
            stood = f"{words.plural(each.median_days, 'day')}, as a rule" if each.median_days is not None else ""
            line.put(LEFT + NAME + 16, went, "ink").put_right(self._end, stood, "soft")
            yield Block([line])

    def decided(self, report: "Pipeline") -> Iterator[Block]:
        won, lost = report.won, report.lost
        if not won.deals and not lost.deals:
            return
        yield self._title("decided", f"{won.deals + lost.deals:,}")
        if won.rate is not None:
            yield Block([Line().put(LEFT, f"{won.rate} %", "ink bold").add("were won", "soft", gap=2)])
        average = f", {self._amount(won.average)} on average" if won.average else ""
        for name, count, value, more in (("won", won.deals, won.value, average), ("lost", lost.deals, lost.value, "")):
            if count:
                line = Line().put(LEFT, self.pen.sign(name), "moss" if name == "won" else "soft")
                line.add(f"{count:,} {name}", "ink", gap=1)
                yield Block([line.add(f"{self._amount(value)}{more}", "soft", gap=2)])

    def reasons(self, report: "Pipeline") -> Iterator[Block]:
        if report.reasons:
            yield self._title("why they were lost")
        for each in report.reasons:
            room = self._end - LEFT - 24
            line = Line().put(LEFT, cut(plain(each.reason) or "not said", room, self.pen.end))
            line.put_right(self._end - 12, f"{each.deals:,}", "ink bold")
            yield Block([line.put_right(self._end, self._amount(each.value), "soft")])

    def still(self, deals: "list[Deal]") -> Iterator[Block]:
        if deals:
            yield self._title("standing still", f"{len(deals):,}")
        for each in deals:
            end = f"{each.age_days:,} d in {cut(plain(each.stage), 14, self.pen.end)}"
            line = Line().put(LEFT, self.pen.sign("still"), "ochre")
            line.put(LEFT + 2, cut(plain(each.title), self._end - LEFT - 4 - cell_len(end), self.pen.end))
            yield Block([line.put_right(self._end, end, "ochre")], each.ref, each)

    def _title(self, title: str, count: str = "") -> Block:
        line = Line().put(LEFT, title.upper(), "soft bold")
        room = self._end - line.end - 1 - (cell_len(count) + 1 if count else 0)
        return Block(
            [line.add(self.pen.sign("rule") * max(room, 0), "rule", gap=1).put_right(self._end, count, "faint")]
        )

    def _said(self, sentence: str) -> Block:
        return Block([Line().put(LEFT, sentence, "soft")])

    def _amount(self, value: Money) -> str:
        return money.show(value, self.style, pence=False)

    def _month(self, month: str | None) -> str:
        return month_name(month, self.today)


def month_name(month: str | None, today: date) -> str:
    """A month as it is called: "Dec", "Jan 2028" where it is far off or over; "no day" for deals without one."""
    if month is None:
        return "no day"
    year, number = map(int, month.split("-"))
    near = 0 <= (year - today.year) * YEAR + number - today.month < YEAR
    return MONTHS[number - 1] if near else f"{MONTHS[number - 1]} {year}"
