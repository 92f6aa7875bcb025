"""Contacts: everyone in one list, filtered as you type."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from tinycrm.domain.filter import FilterError
from tinycrm.errors import CrmError
from tinycrm.queries import card as cards
from tinycrm.queries import contact as contacts
from tinycrm.queries import reference, standing
from tinycrm.queries.contact import SORTS, Chosen
from tinycrm.queries.standing import Listed
from tinycrm.tui.screens import contact_line
from tinycrm.tui.screens.folk import Folk
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.blank import Blank, Lead
from tinycrm.tui.widgets.card import LATELY, CardPane, Day, Peek
from tinycrm.tui.widgets.filter import Filter
from tinycrm.tui.widgets.footer import Footer
from tinycrm.tui.widgets.heads import Heads
from tinycrm.tui.widgets.line import Line
from tinycrm.tui.widgets.rows import PAGE, Rows

TINY = 20  # rows, below which there is no room for the peek
RESTED = 0.06  # seconds after which the card follows the cursor, and the count what is typed
# what the footer shows first while somebody types, and while people are marked
IN_FILTER = ("filter.open", "filter.list", "filter.clear")
WITH_MARKED = ("folk.tag", "folk.untag", "folk.archive", "folk.cadence", "folk.export", "folk.delete")
HINT = "name, phone, tag:regular, seen:90d"


class Contacts(Folk):
    """The list of everyone, with the card of the one in hand beside it or below it."""

    CSS_PATH = "contacts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="contacts.open", tooltip="Open the page of the person in hand"),
        Binding("space", "mark", "mark", id="contacts.mark", tooltip="Mark the person in hand, or take the mark off"),
        Binding("S", "sort", "sort", id="contacts.sort", tooltip="Sort by name, last seen, due, newest"),
        Binding("f", "filter", "filter", id="contacts.filter", tooltip="Type whom you want to see"),
        Binding("n", "app.add", "new", show=False, id="contacts.new", tooltip="Add a person or organisation"),
        Binding("ctrl+a", "mark_all", "mark all", show=False, id="contacts.all", tooltip="Mark everyone in the list"),
        Binding("v", "put_away", "those put away", show=False, id="contacts.away",
                tooltip="Show those who are put away, or the others again"),
        Binding("escape", "calm", "back", show=False, id="contacts.calm", tooltip="Take marks and filter off"),
    ]  # fmt: skip
    FOOTER = ("contacts.open", "log", "remind", "contacts.mark", "contacts.sort", "contacts.filter", "add")

    def __init__(self) -> None:
        super().__init__()
        self.chosen = Chosen()
        self.sort = "name"
        self.archived = False
        self._typed = ""
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The list, and beside it the card."""
        with Horizontal(id="contacts"):
            with Vertical(id="people"):
                yield Filter("f", HINT)
                yield Heads(
                    lambda width: contact_line.heading(width, self.sort, self.pen),
                    lambda width, x: next((c.sort for c in contact_line.columns(width) if c.start <= x <= c.end), ""),
                )
                yield Rows(self.fetch, self.paint, id="rows")
                yield Blank()
                yield Peek()
            yield CardPane()

    @property
    def rows(self) -> Rows[Listed]:
        """The list."""
        return self.query_one(Rows)

    @property
    def filter(self) -> Filter:
        """The line above the list."""
        return self.query_one(Filter)

    @property
    def card(self) -> CardPane:
        """The card beside the list."""
        return self.query_one(CardPane)

    @property
    def contact_id(self) -> int | None:
        """The person in hand."""
        return self.rows.row.id if self.rows.row else None

    def people(self) -> list[int]:
        """Those who are marked, else the one in hand."""
        return sorted(self.rows.marked) or super().people()

    @property
    def are_away(self) -> bool:
        """Whether those in hand are put away: one by one, or all that the list shows."""
        return self.archived if self.rows.marked else super().are_away

    def take(self, contact_id: int) -> None:
        """Take a person in hand who was looked at meanwhile."""
        if self.contact_id not in (None, contact_id):
            self._take(contact_id)

    @work(exclusive=True, group="look")
    async def _take(self, contact_id: int) -> None:
        await self._look((self.rows.cursor, contact_id), self.rows.line)

    def gone(self) -> None:
        """The marks were of people who are not in the list any more."""
        if self.rows.marked:
            self.rows.mark(set())

    def show(self, words: str) -> None:
        """Show those whom these words mean."""
        if self.is_mounted:
            self.filter.query_line.value = words
        else:
            self.call_after_refresh(self.show, words)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.rows.focus()

    def on_resize(self) -> None:
        """The peek goes last."""
        self.set_class(self.app.size.height < TINY, "-tiny")

    # what is listed

    def wanted(self) -> standing.Wanted:
        """What a person's standing is judged by."""
        return standing.Wanted(self.shop.today, self.shop.config.leap_day, self.shop.cadences)

    async def fetch(self, offset: int, limit: int) -> Sequence[Listed]:
        """A page of the list."""
        return await self.read(standing.page, self.chosen._replace(limit=limit, offset=offset), self.wanted())

    def paint(self, row: Listed, width: int, marked: bool) -> Line:
        """A person's line."""
        return contact_line.line(row, width, self.pen, self.shop.today, marked=marked)

    async def load(self) -> None:
        """Show the list as it is now, whoever is in hand staying on the same line."""
        rows = self.rows
        near = (rows.cursor, rows.row.id) if rows.row else None
        await self._look(near, rows.line)
        await self._follow()

    async def _look(self, near: tuple[int, int] | None, line: int) -> None:
        chosen = self.chosen
        look = await self.read(standing.look, chosen, self.wanted(), PAGE, near)
        if chosen is self.chosen:
            self.rows.show(look.number, look.rows, look.offset, look.at, line if near else 0)
            await self._tell(look.number)

    async def _begin(self, *, settled: bool) -> None:
        """Show the list from its beginning: the first of them at once, how many there are when that is known."""
        chosen = self.chosen
        first = await self.fetch(0, PAGE)
        if chosen is not self.chosen:
            return
        self.rows.show(len(first), first)
        if len(first) == PAGE and not settled:
            await asyncio.sleep(RESTED)  # whoever types on is not kept waiting by a number
            self.rows.grow(await self.read(contacts.count, chosen))
        await self._tell(self.rows.count)

    async def _tell(self, count: int) -> None:
        """The count, and instead of an empty list what to do about it."""
        self.filter.count(f"{count:,}")
        empty = not count
        # their own classes: one of the screen's would have every widget styled anew
        for each in (self.rows, self.query_one(Heads), self.query_one(Blank), self.query_one(Peek), self.card):
            each.set_class(empty, "-empty")
        self.filter.set_class(empty and not self._typed, "-nobody")
        if empty:
            await self._explain()

    async def _explain(self) -> None:
        blank = self.query_one(Blank)
        if self._typed:
            near = await self.read(reference.alike, self._typed)
            meant = [f"Did you mean {plain(near[0].name)}?"] if near else []
            blank.say(f"No one matches {plain(self._typed, 60)}.", meant, [Lead("esc", "clears the filter")])
        elif self.archived:
            blank.say("Nobody is put away.", (), [Lead("v", "back to everyone")])
        else:
            start = ["Start with the next person who walks in:", "a name is enough, the rest can wait."]
            leads = [Lead("a", "add someone"), Lead("i", "bring in a list", "Google, Outlook, a phone")]
            blank.say("Nobody here yet.", start, leads)

    @work(exclusive=True, group="look")
    async def narrow(self, *, settled: bool = False) -> None:
        """Show those whom the filter means; where it makes no sense the list stays, and is told why.

        When it is settled, whoever comes first is opened.
        """
        text = self._typed
        try:
            chosen = self.shop.chosen(text, archived=self.archived)
            self.filter.right()
            self.chosen = chosen._replace(sort=self.sort)
            self.gone()
            await self._begin(settled=settled)
        except FilterError as error:
            self.filter.wrong(error.sentence, error.position, now=settled)
        except CrmError as error:
            self.crm.say_wrong(error)
        else:
            if settled and self.rows.row:
                self.rows.focus()
                self.action_open()

    # the card

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Another person is in hand: the card follows when the cursor rests."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(RESTED, self.follow)

    @work(exclusive=True, group="card")
    async def follow(self) -> None:
        """Show the card of the person in hand."""
        await self._follow()

    async def _follow(self) -> None:
        person = self.contact_id
        self.whole = await self.read(cards.whole, person, LATELY) if person else None
        day = Day(self.shop.today, self.shop.config.leap_day)
        self.card.show(self.whole, day)
        self.query_one(Peek).show(self.whole, day)

    # what is typed and clicked

    def on_filter_typed(self, event: Filter.Typed) -> None:
        """Show those who are meant, with every letter."""
        self._typed = event.text
        self.narrow()

    def on_filter_left(self) -> None:
        """Back to the list."""
        self.rows.focus()

    def on_filter_settled(self) -> None:
        """Open the first who is meant."""
        self.narrow(settled=True)

    def on_heads_sorted(self, event: Heads.Sorted) -> None:
        """Sort by the column that was clicked."""
        self.sort_by(event.sort)

    def on_rows_opened(self) -> None:
        """Open the person's page."""
        self.action_open()

    def on_rows_asked(self) -> None:
        """Show what can be done."""
        self.crm.action_palette()

    def on_rows_marked(self) -> None:
        """Say how many are marked."""
        self._show_keys()

    def on_descendant_focus(self) -> None:
        """Other keys count in the filter than in the list."""
        self._show_keys()

    def _show_keys(self) -> None:
        number, footer, typing = len(self.rows.marked), self.query_one(Footer), self.filter.query_line.has_focus
        footer.order = IN_FILTER if typing else WITH_MARKED if number else self.FOOTER
        footer.lead(f"{number:,} marked:" if number else "")
        footer.refresh()

    def sort_by(self, sort: str) -> None:
        """Sort the list, whoever is in hand staying so."""
        self.sort = sort
        self.chosen = self.chosen._replace(sort=sort)
        self.query_one(Heads).refresh()
        self.reload()

    # actions

    @work(group="open", exclusive=True)
    async def action_open(self) -> None:
        """Open the page of the person in hand."""
        if (row := self.rows.row) is not None:
            around = await self.read(contacts.ordered, self.chosen)
            self.crm.open_contact(row.id, around)

    def action_mark(self) -> None:
        """Mark the person in hand."""
        self.rows.action_mark()

    @work(group="look", exclusive=True)
    async def action_mark_all(self) -> None:
        """Mark everyone in the list; when all are marked, nobody."""
        everyone = set(await self.read(contacts.ids, self.chosen))
        self.rows.mark(set() if everyone == self.rows.marked else everyone)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        order = list(SORTS)
        self.sort_by(order[(order.index(self.sort) + 1) % len(order)])

    def action_filter(self) -> None:
        """Type whom to see."""
        self.filter.query_line.focus()

    def action_put_away(self) -> None:
        """Show those who are put away, or the others again."""
        self.archived = not self.archived
        self.narrow()

    def action_calm(self) -> None:
        """Take the marks off, then the filter."""
        if self.rows.marked:
            self.rows.mark(set())
        elif self._typed:
            self.filter.query_line.value = ""
        elif self.archived:
            self.action_put_away()
