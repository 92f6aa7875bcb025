"""Today: who is waiting to hear from the shop, worked through from the top."""

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from tinycrm.domain.day import show_day
from tinycrm.domain.when import When
from tinycrm.errors import NotFoundError
from tinycrm.queries import card as cards
from tinycrm.queries import reminder as reminders
from tinycrm.queries.reminder import Reminder
from tinycrm.queries.today import Item
from tinycrm.store import Transaction
from tinycrm.tui import morning as mornings
from tinycrm.tui import words
from tinycrm.tui.morning import Morning
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.card import LATELY, CardPane, Day, Peek
from tinycrm.tui.widgets.empty import Empty, Lead
from tinycrm.tui.widgets.footer import Footer
from tinycrm.tui.widgets.sections import Sections

TINY = 20  # rows below which the peek goes
RESTED = 0.06  # seconds after which the card follows the cursor
# how what is no follow-up leaves the list
LEAVES = {"slipping": "heard from", "rhythm": "heard from", "want": "told"}


class Today(Place):
    """The morning list as a place to work through."""

    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "done", "done", id="done", tooltip="Finish the follow-up in hand"),
        Binding("s", "snooze", "snooze", id="snooze", tooltip="Put the follow-up in hand off to another day"),
        Binding("y", "copy", "copy phone", id="copy", tooltip="Copy the phone number, or the email"),
    ]
    FOOTER = ("done", "snooze", "log", "open", "copy")
    WHEN_EMPTY = ("add", "log", "remind")

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None
        self._morning: Morning | None = None
        self._was_wide = False
        self._early: asyncio.Task[Morning] | None = asyncio.create_task(self._read())  # it takes as long as the frame

    def body(self) -> Iterable[Widget]:
        """The list with its card beside it, or the peek below it."""
        with Horizontal(id="today"):
            with Vertical(id="main"):
                yield Sections(id="list")
                yield Empty()
                yield Peek()
            yield CardPane()

    @property
    def list(self) -> Sections:
        """The list."""
        return self.query_one(Sections)

    @property
    def item(self) -> Item | None:
        """What is in hand."""
        row = self.list.row
        return row.data if row else None

    @property
    def contact_id(self) -> int | None:
        """The person in hand."""
        ref = self.item.who_ref if self.item else ""  # that of a deal which is with nobody is its own
        return int(ref[1:]) if ref.startswith("c") else None

    @property
    def deal_id(self) -> int | None:
        """The deal in hand, where the line speaks of one."""
        ref = self.item.ref if self.item else ""
        return int(ref[1:]) if ref.startswith("d") else None

    async def load(self) -> None:
        """Read the list, and show it with the cursor where it was."""
        early, self._early = self._early, None
        self._show(await (early or self._read()))
        if not self.focused:
            self.list.focus()
        await self._follow()

    async def _read(self) -> Morning:
        shop, now = self.shop, self.shop.now
        wanted = mornings.wanted(now, shop.config.leap_day, shop.cadences, shop.config.first_weekday)
        return await self.read(mornings.read, wanted, mornings.midnight(now))

    def _show(self, morning: Morning) -> None:
        self._morning, self._was_wide = morning, self.wide
        today = self.shop.today
        next_week = (self.shop.config.first_weekday - today.weekday() - 1) % mornings.WEEK == 0
        sections = mornings.sections(morning, today, next_week)
        empty = all(section.id == "coming" for section in sections)
        self.set_class(empty, "-empty")
        self.query_one(Footer).order = self.WHEN_EMPTY if empty else self.FOOTER
        self.list.show([] if empty else sections, self._heading(morning))
        if empty:
            sentence, more = mornings.all_done(morning, today)
            self.query_one(Empty).say(sentence, more, _leads(morning))
        self.query_one(Footer).refresh()

    def _heading(self, morning: Morning) -> Text | None:
        if not self.wide:
            return None
        pen = self.pen
        hello, holds = mornings.greeting(self.shop.now, morning)
        left = pen.text(hello).append(f" {holds}", pen.style("soft"))
        done = morning.progress.done
        right = Text.assemble(pen.mark("done"), (f" {done:,} done", pen.style("moss"))) if done else Text()
        return pen.spread(left, right, max(self.list.size.width - 4, 0))

    def show_section(self, section: str) -> None:
        """Take the first line of a section in hand: what a count in the header leads to."""
        self.list.go_to({"late": "overdue", "due": "today", "birthday": "birthdays"}[section])
        self.list.focus()

    def on_sections_moved(self, _: Sections.Moved) -> None:
        """Another person is in hand: the card follows when the cursor rests."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(RESTED, self.follow)

    def on_sections_opened(self, event: Sections.Opened) -> None:
        """Open the deal; else the person, with those of the list around them."""
        if self.deal_id is not None:
            self._open_deal(self.deal_id)
        elif event.sections.row and self.contact_id:
            around = [int(row.data.who_ref[1:]) for row in event.sections.rows if row.data.who_ref.startswith("c")]
            self.crm.open_contact(self.contact_id, list(dict.fromkeys(around)))

    @work(group="asks")
    async def _open_deal(self, deal_id: int) -> None:
        from tinycrm.tui import deal

        await deal.show(self, deal_id)

    def on_sections_asked(self, _: Sections.Asked) -> None:
        """Show what can be done."""
        self.crm.action_palette()

    @work(exclusive=True, group="card")
    async def follow(self) -> None:
        """Show the card of the person in hand."""
        await self._follow()

    async def _follow(self) -> None:
        person = self.contact_id
        whole = await self.read(cards.whole, person, LATELY) if person else None
        day = Day(self.shop.today, self.shop.config.leap_day)
        self.query_one(CardPane).show(whole, day)
        self.query_one(Peek).show(whole, day)

    def _follow_up(self) -> Item | None:
        """The follow-up in hand; where it is none, how else it leaves the list is said."""
        item = self.item
        if item is None or item.kind == "follow-up":
            return item
        if self.deal_id is not None:
            self.crm.say(f"{plain(item.text, 60)}: enter opens the deal; it leaves the list once it goes on.")
            return None
        leaves = LEAVES.get(item.kind, "wished well")
        self.crm.say(f"{plain(item.who, 60)} leaves the list once {leaves}: l logs it.")
        return None

    @work(group="write")
    async def action_done(self) -> None:
        """Finish the follow-up in hand."""
        if item := self._follow_up():
            today = self.shop.today

            from tinycrm.services import reminder as service

            def finish(tx: Transaction) -> date | None:
                return service.finish(tx, _as_seen(tx, item), today)

            def told(following: date | None) -> str:
                back = f"; it comes back on {show_day(following)}" if following else ""
                return f"Done: {_what(item)}{back}"

            await self.write("done", finish, told, **_refs(item))

    @work(group="asks")
    async def action_snooze(self) -> None:
        """Ask until when, and put the follow-up in hand off."""
        if item := self._follow_up():
            from tinycrm.services import reminder as service

            when = await self._until(item)
            if when is not None:
                await self.write(
                    "snooze",
                    lambda tx: service.snooze(tx, _as_seen(tx, item), when.day, when.time),
                    f"{_what(item)}: put off to {words.day(when.day, self.shop.today)}",
                    **_refs(item),
                )

    async def _until(self, item: Item) -> When | None:
        from tinycrm.tui import quick
        from tinycrm.tui.dialogs.menu import SnoozeSheet

        return await self.crm.ask(SnoozeSheet(quick.lookup(self.shop), f"{plain(item.who, 60)}: {_what(item)}"))

    def action_copy(self) -> None:
        """Copy the phone number, or the email where there is none."""
        item = self.item
        reached = (item.phone or item.email) if item else None
        if reached:
            self.crm.action_copy(reached)
        elif item:
            why = f"({item.quiet})" if item.quiet else "is known"
            self.crm.say(f"No phone number or email of {plain(item.who, 60)} {why}.")

    def on_resize(self) -> None:
        """The peek goes last."""
        self.set_class(self.app.size.height < TINY, "-tiny")
        if self._morning and self.wide != self._was_wide:
            self._show(self._morning)


def _leads(morning: Morning) -> list[Lead]:
    """The keys that lead on from an empty list."""
    if not morning.anyone:
        return [Lead("a", "add someone", "app.add"), Lead("i", "bring in a list", "app.bring_in")]
    leads = [Lead("r", "set a follow-up", "app.remind"), Lead("4", "look at the week", "app.go('calendar')")]
    return [*leads, Lead("u", "bring the last one back", "app.undo")] if morning.progress.done else leads


def _as_seen(tx: Transaction, item: Item) -> Reminder:
    """The follow-up as the list shows it, so that one that was moved meanwhile is refused."""
    found = reminders.reminder(tx, int(item.ref[1:]))
    if found is None:
        raise NotFoundError(f"{item.ref} was deleted in another window just now; nothing was changed.")
    return found._replace(due=item.due)


def _refs(item: Item) -> dict[str, list[int]]:
    people = [int(item.who_ref[1:])] if item.who_ref.startswith("c") else []
    return {"contact": people, "reminder": [int(item.ref[1:])]}


def _what(item: Item) -> str:
    return plain(item.text, 60) or f"get in touch with {plain(item.who, 60)}"
