"""A person's page: what is known of them, and beside it everything that was said and done."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tinycrm.queries import card as cards
from tinycrm.queries import timeline
from tinycrm.queries.reminder import Reminder
from tinycrm.queries.timeline import Entry, Extent
from tinycrm.tui import deal, edit, interaction, people, reminder
from tinycrm.tui.screens.contact_hand import Holding
from tinycrm.tui.screens.folk import Folk
from tinycrm.tui.widgets import facts as facts_widget
from tinycrm.tui.widgets import timeline as timeline_widget
from tinycrm.tui.widgets.blank import Blank, Lead
from tinycrm.tui.widgets.blocks import Block, Blocks
from tinycrm.tui.widgets.card import Day
from tinycrm.tui.widgets.footer import Footer
from tinycrm.tui.widgets.timeline import KINDS, TimelineTitle
from tinycrm.tui.widgets.title import Title, Told

PAGE = 40


class ContactPage(Holding):
    """One person; `around` are the people of the list they were opened from, in its order."""

    CSS_PATH = "contact.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "swap", "facts", id="contact.swap", tooltip="To the facts, and back"),
        Binding("left_square_bracket", "step(-1)", "previous", show=False, id="contact.previous", key_display="[",
                tooltip="The person before in the list"),
        Binding("right_square_bracket", "step(1)", "next", show=False, id="contact.next", key_display="]",
                tooltip="The next person in the list"),
        Binding("d", "done", "done", show=False, id="contact.done", tooltip="Finish the follow-up in hand"),
        Binding("s", "snooze", "snooze", show=False, id="contact.snooze",
                tooltip="Put the follow-up in hand off"),
        Binding("enter", "open", "open", show=False, id="contact.open", tooltip="Open what is in hand"),
        Binding("plus,n", "add_fact", "add a fact", show=False, id="contact.fact", key_display="+",
                tooltip="Add a phone, an email, a tag, a birthday and the like"),
        Binding("E", "editor", "editor", show=False, id="contact.editor",
                tooltip="Write the notes, or the talk in hand, in your editor"),
        Binding("v", "next_kind", "other kinds", show=False, id="contact.kinds",
                tooltip="Talks, visits, letters, notes, or all"),
    ]  # fmt: skip
    FOOTER = ("log", "remind", "contact.done", "folk.edit", "contact.fact", "back", "contact.swap")
    NARROW_FOOTER = ("log", "remind", "contact.done", "folk.edit", "contact.swap", "back", "contact.fact")

    def __init__(self, contact_id: int, around: list[int], talk: int = 0) -> None:
        super().__init__()
        self._person = contact_id
        self._around = around
        self._talk = talk  # to be taken in hand when it is there
        self.kind = "all"
        self._entries: list[Entry] = []
        self._steps: list[Entry] = []  # of deals
        self._extent = Extent(0, None)
        self._shows_facts = False

    def body(self) -> Iterable[Widget]:
        """The title, and below it the facts and the timeline."""
        with Vertical(id="contact"):
            yield Title()
            with Horizontal(id="page"):
                yield Blocks(self._fact_blocks, id="facts")
                with Vertical(id="past"):
                    yield TimelineTitle()
                    yield Blocks(self._timeline_blocks, id="timeline")
                    yield Blank()

    def on_mount(self) -> None:
        """The timeline has the keys."""
        self.timeline.focus()

    # what is shown

    async def load(self) -> None:
        """Read the person and as much of the timeline as is shown."""
        kinds, limit = KINDS[self.kind], max(len(self._entries), PAGE)
        self.whole = await self.read(cards.whole, self._person, 1)
        if self.whole is None:
            self._gone()
            return
        self._extent = await self.read(timeline.extent, self._person, kinds)
        if self._talk:
            limit = max(limit, self._extent.number)
        self._entries = await self.read(timeline.page, self._person, kinds, limit)
        with_deals = self.kind in ("all", "deals")
        steps = await self.read(timeline.steps, self._person) if with_deals else []
        self._steps = [Entry(step, []) for step in steps]
        self._show()
        if self._talk:
            self.timeline.take(f"i{self._talk}")
            self._talk = 0

    def _gone(self) -> None:
        self.crm.say(f"c{self._person} was deleted.")
        self._around = [each for each in self._around if each != self._person]
        if self.is_current:
            self.action_back()

    def _show(self) -> None:
        if self.whole is None:
            return
        place = self._around.index(self._person) + 1 if self._person in self._around else 1
        told = Told(self.whole.card, self.whole.reminders, place, len(self._around), self.shop.today)
        self.query_one(Title).show(told, wide=self.wide)
        self.query_one(TimelineTitle).show(self.kind, 1 if self.wide else 2)
        order = self.FOOTER if self.wide else self.NARROW_FOOTER
        self.query_one(Footer).use([each for each in order if self.whole.reminders or each != "contact.done"])
        self.facts.lay_out()
        self.timeline.lay_out()
        empty = not (self._entries or self._steps)
        self.set_class(empty, "-quiet")
        if empty:
            self._explain()

    def _explain(self) -> None:
        if self.kind == "all":
            self.query_one(Blank).say("Nothing noted yet.", (), [Lead("l", "logs the first talk")])
        else:
            self.query_one(Blank).say(f"No {self.kind}.", (), [Lead("v", "other kinds")])

    def _fact_blocks(self, width: int) -> Iterator[Block]:
        if self.whole is not None:
            painter = facts_widget.Painter(self.pen, width, Day(self.shop.today, self.shop.config.leap_day))
            yield from painter.blocks(self.whole.card, self.whole.reminders)

    def _timeline_blocks(self, width: int) -> Iterator[Block]:
        painter = timeline_widget.Painter(self.pen, width, self.shop.today, f"c{self._person}")
        yield from painter.blocks(_mixed(self._entries, self._steps, self._extent), self._extent)

    def on_resize(self) -> None:
        """What stands beside what depends on the width."""
        self._arrange()
        self._show()

    def _arrange(self) -> None:
        self.set_class(self._shows_facts and not self.wide, "-facts")

    @work(exclusive=True, group="older")
    async def on_blocks_ending(self) -> None:
        """Read on where the timeline goes on."""
        if 0 < len(self._entries) < self._extent.number:
            person, kind = self._person, self.kind
            more = await self.read(timeline.page, person, KINDS[kind], PAGE, len(self._entries))
            if (person, kind) == (self._person, self.kind):
                known = {each.id for each in self._entries}
                self._entries += [each for each in more if each.id not in known]
                self.timeline.lay_out()

    # going elsewhere

    def action_step(self, by: int) -> None:
        """Go to the next person of the list, or the one before."""
        if self._person not in self._around or len(self._around) < 2:
            return
        self._person = self._around[(self._around.index(self._person) + by) % len(self._around)]
        self._entries = []
        self.facts.let_go()
        self.timeline.let_go()
        self.reload()

    def on_title_stepped(self, event: Title.Stepped) -> None:
        """‹ or › was clicked."""
        self.action_step(event.by)

    def action_swap(self) -> None:
        """Give the keys to the facts, or back to the timeline."""
        self._shows_facts = not (self.facts.has_focus or (self._shows_facts and not self.wide))
        self._arrange()
        (self.facts if self._shows_facts else self.timeline).focus()
        if self._shows_facts and self.facts.data is None:
            self.facts.action_step(1)

    def action_next_kind(self) -> None:
        """Show the next kind of entries."""
        order = list(KINDS)
        self.narrow(order[(order.index(self.kind) + 1) % len(order)])

    def on_timeline_title_chosen(self, event: TimelineTitle.Chosen) -> None:
        """Show the kind that was clicked."""
        self.narrow(event.kind)

    def narrow(self, kind: str) -> None:
        """Show entries of one kind."""
        self.kind = kind
        self._entries = []
        self.timeline.let_go()
        self.reload()

    def action_back(self) -> None:
        """Back to the list, with the person who was looked at last in hand."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        super().action_back()
        if isinstance(below, Folk):
            below.take(self._person)

    def on_blocks_asked(self) -> None:
        """Show what can be done."""
        self.crm.action_palette()

    # what is done with what is in hand

    def on_blocks_opened(self, event: Blocks.Opened) -> None:
        """Open what is in hand."""
        self.action_open()

    @work(group="asks")
    async def action_open(self) -> None:
        """Open what is in hand: a person's page, a link, a form; a phone number is copied."""
        await self._open()

    async def _open(self) -> None:
        fact = self.fact
        if (deal_id := self.deal_id) is not None:
            await deal.show(self, deal_id)
        elif fact and fact.kind == "contact":
            self.crm.open_contact(fact.id)
        elif fact and fact.kind in ("email", "link"):
            self.action_open_link()
        elif fact and fact.kind == "phone":
            self.action_copy()
        elif fact or self.entry:
            await self._edit()

    @work(group="asks")
    async def action_edit(self) -> None:
        """Change what is in hand: a talk, a follow-up, a fact; else the person."""
        await self._edit()

    async def _edit(self) -> None:
        fact, entry = self.fact, self.entry
        if (deal_id := self.deal_id) is not None:
            await deal.edit(self, deal_id)
        elif entry:
            await edit.interaction(self, entry.id)
        elif fact and fact.kind == "reminder":
            await edit.reminder(self, fact.id)
        else:
            await edit.contact(self, self._person, fact.field if fact else "")

    @work(group="asks")
    async def action_add_fact(self) -> None:
        """Ask which, and open the form there."""
        field = await people.which_fact(self)
        if field:
            await edit.contact(self, self._person, field)

    @work(group="asks")
    async def action_editor(self) -> None:
        """Write the talk in hand, or the notes, in the owner's editor."""
        if self.deal_id is not None:
            await self._edit()
        elif self.entry:
            await interaction.rewrite(self, self.entry.talk)
        elif self.whole:
            await people.rewrite_notes(self, self.whole.card)

    @work(group="asks")
    async def action_delete(self) -> None:
        """Delete what is in hand: a talk, a follow-up; else the person."""
        if (deal_id := self.deal_id) is not None:
            await deal.delete(self, deal_id)
        elif self.entry:
            await interaction.delete(self, self.entry.talk)
        elif self.fact and self.fact.kind == "reminder":
            if found := self._follow_up():
                await reminder.delete(self, found)
        elif await people.delete(self, [self._person]):
            self.gone()

    @work(group="write")
    async def action_done(self) -> None:
        """Finish the follow-up in hand, or the one that presses most."""
        if found := self._follow_up():
            await reminder.done(self, found)

    @work(group="asks")
    async def action_snooze(self) -> None:
        """Put the follow-up in hand off, or the one that presses most."""
        if found := self._follow_up():
            await reminder.snooze(self, found)

    def _follow_up(self) -> Reminder | None:
        found = self.whole.reminders if self.whole else []
        fact = self.fact
        if fact and fact.kind == "reminder":
            return next((each for each in found if each.id == fact.id), None)
        if not found:
            self.crm.say("No follow-ups. r sets one.")
        return found[0] if found else None

    def action_copy(self) -> None:
        """Copy what is in hand; else the phone number, or the email."""
        if self.entry and self.entry.talk.text:
            self.crm.action_copy(self.entry.talk.text)
        elif self.fact:
            self.crm.action_copy(self.fact.value)
        else:
            super().action_copy()

    def action_open_link(self) -> None:
        """Open the email or link in hand, else the first of theirs."""
        fact = self.fact
        if fact and fact.kind in ("email", "link"):
            self.open_link(f"mailto:{fact.value}" if fact.kind == "email" else fact.value)
        else:
            super().action_open_link()


def _mixed(talks: list[Entry], steps: list[Entry], extent: Extent) -> list[Entry]:
    """What was said and done, and how deals went, so far back as the first talk that is read."""
    first = talks[-1].talk.day if talks and len(talks) < extent.number else ""
    told = [*talks, *(each for each in steps if each.talk.day >= first)]
    return sorted(told, key=lambda each: (each.talk.day, each.talk.at or ""), reverse=True)
