"""The calendar: what is to be done, and whose day it is, by days; a follow-up can be carried to another one."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from tinycrm.domain.day import LONG_MONTHS, MONTHS, add_months
from tinycrm.domain.when import When
from tinycrm.queries import calendar as queries
from tinycrm.queries import contact as contacts
from tinycrm.queries import reminder as reminders
from tinycrm.queries.calendar import Entry
from tinycrm.queries.reminder import Reminder
from tinycrm.services import reminder as service
from tinycrm.store import Transaction
from tinycrm.tui import deal, reminder, words
from tinycrm.tui.screen import Place
from tinycrm.tui.screens.calendar_line import OF_DEALS, SAID, line, sections, ways, week_rows, what
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.agenda import Agenda
from tinycrm.tui.widgets.heading import Heading
from tinycrm.tui.widgets.month import FIRST, LAST, WEEK, Month, Span, month_of, week_of


class Carried(NamedTuple):
    """A follow-up on its way to another day."""

    entry: Entry
    target: date


class Calendar(Place):
    """A month or a week of days, and beside or below it the day in hand in words."""

    CSS_PATH = "calendar.tcss"
    place = "calendar"
    AUTO_FOCUS = "Month"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new here", id="new", tooltip="Set a follow-up on the day in hand"),
        Binding("d", "done", "done", id="done", tooltip="Finish the follow-up in hand"),
        Binding("s", "snooze", "snooze", id="snooze", tooltip="Put the follow-up in hand off"),
        Binding("e", "edit", "edit", show=False, id="edit", tooltip="Change what is in hand"),
        Binding("y", "copy", "copy phone", show=False, id="copy", tooltip="Copy the phone number, or the email"),
        Binding("v", "view('week')", "week", id="view", tooltip="Show a week, or the month"),
        Binding("v", "view('month')", "month", id="view", tooltip="Show a week, or the month"),
        Binding(
            "shift+right", "carry(1)", "move", key_display="shift+arrows", id="calendar.move",
            tooltip="Carry the follow-up in hand to another day; enter puts it down",
        ),
        Binding("shift+left", "carry(-1)", "move a day back", show=False, id="calendar.move_back"),
        Binding("shift+up", "carry(-7)", "move a week back", show=False, id="calendar.move_week_back"),
        Binding("shift+down", "carry(7)", "move a week on", show=False, id="calendar.move_week"),
        Binding("home", "today", "today", id="calendar.today", tooltip="Back to today"),
        Binding("pageup", "turn(-1)", "month before", show=False, id="calendar.before", tooltip="The month before"),
        Binding("pagedown", "turn(1)", "next month", show=False, id="calendar.next", tooltip="The next month"),
        Binding("tab", "over", "to the agenda", show=False, id="calendar.over", tooltip="From the days to the agenda"),
        Binding("shift+tab", "over", "to the agenda", show=False),
    ]  # fmt: skip

    FOOTER = ("new", "done", "snooze", "view", "calendar.move", "calendar.today")

    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self.by_week = False
        self.entries: dict[date, list[Entry]] = {}
        self.carried: Carried | None = None
        self.shown: Span | None = None
        self._anew = False  # another day came into hand since the agenda was shown

    def body(self) -> Iterable[Widget]:
        """The days and the agenda."""
        self.day = self.shop.today
        with Container(id="calendar"):
            with Vertical(id="days"):
                yield Heading(lambda: self.pen)
                yield Month(lambda: self.pen, self.day, self.shop.today, self.span)
            yield Agenda()

    @property
    def span(self) -> Span:
        """The days that are to be shown."""
        of = week_of if self.by_week else month_of
        return of(self.carried.target if self.carried else self.day, self.shop.config.first_weekday)

    @property
    def entry(self) -> Entry | None:
        """What is in hand."""
        found = self.query_one(Agenda).row
        return found.key if found else None

    @property
    def contact_id(self) -> int | None:
        """The person in hand."""
        entry = self.entry
        return int(entry.who_ref[1:]) if entry and entry.who_ref else None

    async def load(self) -> None:
        """Read the days that are shown, and what is still open from before."""
        span, today = self.span, self.shop.today
        found = await self.read(queries.entries, span.first, span.last, today, self.shop.config.leap_day)
        found += await self.read(queries.deal_days, span.first, span.last)
        self.entries = {}
        for entry in found:
            self.entries.setdefault(date.fromisoformat(entry.day), []).append(entry)
        self.shown = span
        self.show()

    def show(self, *, anew: bool = False) -> None:
        """Draw the days and the agenda; `anew` when another day came into hand."""
        today, span = self.shop.today, self.span
        lines = {day: [line(entry, today) for entry in entries] for day, entries in self.entries.items()}
        target = self.carried.target if self.carried else None
        self._fit()
        self._say_where()
        self.query_one(Month).show(self.day, today, span, lines, target)
        self._anew = self._anew or anew
        # while another month is on its way, and while something is carried, the agenda stays as it is
        if self.shown == span and not self.carried:
            self.query_one(Agenda).show(sections(self.entries, self.day, self.shop.today), anew=self._anew)
            self._anew = False

    def on_resize(self) -> None:
        """Days are as tall as there is room for."""
        if self.is_mounted:
            self._fit()

    def _fit(self) -> None:
        weeks = self.span.weeks
        rows = 1 + weeks * week_rows(self.size, weeks, by_week=self.by_week)
        self.query_one(Month).styles.height = "1fr" if self.wide else rows

    def _say_where(self) -> None:
        heading = self.query_one(Heading)
        if self.carried:
            said, dot = what(self.carried.entry), f" {self.pen.sign('dot')} "
            said = dot.join([said, "enter puts it down", "esc keeps it"])
            heading.show(words.day(self.carried.target, self.shop.today), said=said)
        else:
            title = f"{LONG_MONTHS[self.day.month - 1]} {self.day.year:04}"
            heading.show(title, ways(self.pen, by_week=self.by_week))

    # going about

    def on_month_day_changed(self, event: Month.DayChanged) -> None:
        """Another day came into hand, or what is carried is held over it."""
        if self.carried:
            self._carry(self.carried._replace(target=event.day))
            return
        self.go_to(event.day)
        self._hold(event.key)

    def on_month_day_chosen(self, event: Month.DayChosen) -> None:
        """What is carried is put down; else the day in hand is looked at in the agenda."""
        if self.carried:
            self._put_down()
            return
        self._hold(event.key)
        self.query_one(Agenda).focus()

    def on_month_turned(self, event: Month.Turned) -> None:
        """The mouse wheel turns months."""
        self.action_turn(event.pages)

    def _hold(self, key: str | None) -> None:
        found = next((row.key for row in self.query_one(Agenda).rows if key and row.key.ref == key), None)
        if found:
            self.query_one(Agenda).hold(found)

    def go_to(self, day: date) -> None:
        """Take a day in hand."""
        self.day = min(max(day, FIRST), LAST)
        self.show(anew=True)
        if self.shown != self.span:
            self.reload()

    def action_turn(self, pages: int) -> None:
        """Go so many months on, or weeks where weeks are shown."""
        try:
            day = self.day + timedelta(pages * WEEK) if self.by_week else add_months(self.day, pages)
        except OverflowError:
            return
        self.go_to(day)

    def action_today(self) -> None:
        """Back to today."""
        self.go_to(self.shop.today)

    def action_view(self, view: str) -> None:
        """Show a week, or a month."""
        self.by_week = view == "week"
        self.refresh_bindings()
        self.go_to(self.day)

    def action_over(self) -> None:
        """From the days to the agenda and back."""
        month, agenda = self.query_one(Month), self.query_one(Agenda)
        (month if agenda.has_focus else agenda).focus()

    def action_back(self) -> None:
        """Keep what is carried where it was; from the agenda back to the days."""
        if self.carried:
            self._carry(None)
        elif self.query_one(Agenda).has_focus:
            self.query_one(Month).focus()
        else:
            super().action_back()

    def on_agenda_moved(self) -> None:
        """What can be done depends on what is in hand."""
        self.refresh_bindings()

    def on_agenda_opened(self) -> None:
        """Put down what is carried; else open the deal, or the person."""
        if self.carried:
            self._put_down()
        elif self.entry and self.entry.kind in OF_DEALS:
            self.run_worker(deal.show(self, self.entry.id), group="asks")
        elif self.contact_id is not None:
            self.crm.open_contact(self.contact_id)

    def on_agenda_asked(self) -> None:
        """Show what can be done with what is in hand."""
        self.crm.action_palette()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a follow-up that is open can be finished, put off or carried."""
        if action in ("done", "snooze", "edit"):
            return self._open_one is not None and self.carried is None
        if action in ("new", "view", "today") and self.carried:
            return False
        if action == "view":
            return parameters != (("week",) if self.by_week else ("month",))
        if action == "carry":
            return self._open_one is not None or self.carried is not None
        return True

    @property
    def _open_one(self) -> Entry | None:
        entry = self.entry if self.is_mounted else None
        return entry if entry and entry.kind == "follow-up" and not entry.done else None

    # carrying

    def action_carry(self, days: int) -> None:
        """Carry the follow-up in hand so many days further; `enter` puts it down there."""
        entry = self.carried.entry if self.carried else self._open_one
        if entry is None:
            self.crm.say("Only a follow-up that is open can be moved; there is none in hand.")
            return
        at = self.carried.target if self.carried else date.fromisoformat(entry.day)
        self._carry(Carried(entry, max(at + timedelta(days), self.shop.today)))

    def on_month_dragged(self, event: Month.Dragged) -> None:
        """Carry what the mouse holds; let go of it."""
        found = (entry for entries in self.entries.values() for entry in entries if entry.ref == event.key)
        entry = next(found, None)
        if entry is None or event.day is None:
            self._carry(None)
            return
        self._carry(Carried(entry, event.day))
        if event.dropped:
            self._put_down()

    def _carry(self, carried: Carried | None) -> None:
        self.carried = carried
        self.show()
        if self.shown != self.span:
            self.reload()

    @work
    async def _put_down(self) -> None:
        if self.carried is None:
            return
        (entry, target), self.carried = self.carried, None
        if target < self.shop.today:
            self.crm.say_wrong(f"{words.day(target, self.shop.today)} is past; a follow-up is for today or later.")
        elif target.isoformat() != entry.day:
            self.day = target
            say = f"Moved {plain(entry.who, SAID) or 'it'} to {words.day(target, self.shop.today)}"
            await self.write("snooze", partial(_move, entry, When(target, None)), say, **_refs(entry))
        self.show()

    # doing

    @work
    async def action_done(self) -> None:
        """Finish the follow-up in hand."""
        if found := await self._found():
            await reminder.done(self, found)

    @work(group="asks")
    async def action_snooze(self) -> None:
        """Ask until when, and put the follow-up in hand off."""
        if found := await self._found():
            await reminder.snooze(self, found)

    async def _found(self) -> Reminder | None:
        """The follow-up in hand, as it was when it was shown: one that somebody moved meanwhile is refused."""
        entry = self._open_one
        found = await self.read(reminders.reminder, entry.id) if entry else None
        return found._replace(due=entry.day) if found and entry else None

    @work(group="asks")
    async def action_new(self) -> None:
        """Ask for a follow-up on the day in hand, and set it."""
        from tinycrm.tui import quick

        day = max(self.day, self.shop.today)
        await quick.remind(self, when=f"{day.day} {MONTHS[day.month - 1]} {day.year:04}")

    @work(group="asks")
    async def action_edit(self) -> None:
        """Change the follow-up in hand."""
        from tinycrm.tui import edit

        if entry := self._open_one:
            await edit.reminder(self, entry.id)

    @work(group="copy")
    async def action_copy(self) -> None:
        """Copy the phone number of the person in hand, or the email where there is none."""
        found = await self.read(contacts.some, [self.contact_id]) if self.contact_id else []
        for person in found:
            reached = [*person.phones, *person.emails]
            if reached:
                self.crm.action_copy(reached[0]["value"])
            else:
                self.crm.say(f"No phone number or email of {plain(person.name, SAID)} is known.")


def _held(tx: Transaction, entry: Entry) -> Reminder:
    """The follow-up as it was when it was shown, so that one which somebody moved meanwhile is refused."""
    tx.expect("reminder", entry.id)
    return reminders.some(tx, [entry.id])[0]._replace(due=entry.day)


def _move(entry: Entry, to: When, tx: Transaction) -> None:
    service.snooze(tx, _held(tx, entry), to.day, to.time)


def _refs(entry: Entry) -> dict[str, list[int]]:
    return {"contact": [int(entry.who_ref[1:])] if entry.who_ref else [], "reminder": [entry.id]}
