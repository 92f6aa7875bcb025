"""A field for a day in words, and the calendar that opens under it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.domain.day import MONTHS, WEEKDAYS, add_months
from tinycrm.domain.when import When, since
from tinycrm.errors import CrmError
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.month import Month, month_of


def near(when: When, today: date) -> str:
    """A day beside a field: "Fri 27 Nov, in 3 days", with its year where it is another one."""
    return f"{short(when.day, today)}, {when.time or since(when.day, today)}"


def short(day: date, today: date) -> str:
    """A day without its year where that is this one."""
    year = "" if day.year == today.year else f" {day.year:04}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


class Pick(Widget):
    """A month to pick a day from: arrows by day and week, page keys by month, enter or a click picks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("t", "today", show=False),
    ]

    def __init__(self, day: date, today: date, first_weekday: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._day, self._today, self._first_weekday = day, today, first_weekday

    def compose(self) -> Iterable[Widget]:
        """The month's name and its weeks."""
        yield Static("", classes="month", markup=False)
        span = month_of(self._day, self._first_weekday)
        yield Month(self._pen, self._day, self._today, span)

    def _pen(self) -> Pen:
        return cast("Any", self.app).pen  # type: ignore[no-any-return]  # the app has it, whichever it is

    def on_mount(self) -> None:
        """Show the month."""
        self.show(self._day)

    def show(self, day: date) -> None:
        """Take a day in hand."""
        self._day = day
        span = month_of(day, self._first_weekday)
        month = self.query_one(Month)
        month.styles.height = span.weeks + 1
        month.show(day, self._today, span, {})
        self.query_one(".month", Static).update(f"{MONTHS[day.month - 1]} {day.year:04}")

    def action_turn(self, months: int) -> None:
        """Go to another month."""
        try:
            self.show(add_months(self._day, months))
        except OverflowError:
            return

    def action_today(self) -> None:
        """Back to today."""
        self.show(self._today)

    def on_month_day_changed(self, event: Month.DayChanged) -> None:
        """Follow the hand, into another month too."""
        if not isinstance(event, Month.DayChosen):
            event.stop()
            self.show(event.day)

    def on_month_turned(self, event: Month.Turned) -> None:
        """The wheel turns months."""
        event.stop()
        self.action_turn(event.pages)


class WhenField(LineField):
    """A day in words; the arrow down opens a calendar."""

    hints = (Key("down", "calendar", "pick"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "pick", show=False),
        Binding("escape", "close", show=False, priority=True),
    ]

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        today: date,
        first_weekday: int,
        meant: Callable[[str], When] | None = None,
        **kwargs: Any,
    ) -> None:
        """`meant` reads what is typed, for where the calendar opens."""
        super().__init__(name, label, value, **kwargs)
        self._today, self._first_weekday, self._meant = today, first_weekday, meant

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape closes the calendar only while there is one."""
        return bool(self.query(Pick)) if action == "close" else True

    def action_pick(self) -> None:
        """Open the calendar."""
        if not self.query(Pick):
            pick = Pick(self._day(), self._today, self._first_weekday)
            self.query_one("Body").mount(pick)
            self.call_after_refresh(lambda: pick.query_one(Month).focus())

    def _day(self) -> date:
        try:
            return self._meant(self.value).day if self._meant and self.value else self._today
        except CrmError:
            return self._today

    def action_close(self) -> None:
        """Back to the line."""
        self.line.focus()
        self.query(Pick).remove()

    def on_month_day_chosen(self, event: Month.DayChosen) -> None:
        """Take the day."""
        event.stop()
        self.value = event.day.isoformat()
        self.action_close()

    def on_descendant_blur(self) -> None:
        """The calendar closes when something else is gone to."""
        super().on_descendant_blur()
        self.call_after_refresh(self._close_unless_within)

    def _close_unless_within(self) -> None:
        if not any(month.has_focus for month in self.query(Month)) and self.query(Pick):
            self.query(Pick).remove()
