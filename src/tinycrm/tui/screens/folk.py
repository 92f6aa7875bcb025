"""The keys that places share where people are in hand: tag, put away, how often, write, delete, copy, open."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tinycrm.queries.card import Whole
from tinycrm.tui import edit, people
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain

OPENED = ("http://", "https://", "mailto:")
NAME = 60


class Folk(Place):
    """A place with people in hand: one, or several that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", show=False, id="folk.edit", tooltip="Change what is known"),
        Binding("t", "tag", "tag", show=False, id="folk.tag", tooltip="Put tags on"),
        Binding("T", "untag", "untag", show=False, id="folk.untag", tooltip="Take tags off"),
        Binding("K", "cadence", "keep up", show=False, id="folk.cadence", tooltip="How often to keep in touch"),
        Binding("A", "archive", "put away", show=False, id="folk.archive", tooltip="Put away, or bring back"),
        Binding("X", "export", "write CSV", show=False, id="folk.export", tooltip="Write to a CSV file"),
        Binding("D", "delete", "delete", show=False, id="folk.delete", tooltip="Delete; asks first"),
        Binding("y", "copy", "copy", show=False, id="folk.copy", tooltip="Copy the phone number or line in hand"),
        Binding("o", "open_link", "open link", show=False, id="folk.link", tooltip="Open the email or link in hand"),
    ]
    whole: Whole | None = None

    def people(self) -> list[int]:
        """Whom the keys are about."""
        return [self.contact_id] if self.contact_id else []

    def take(self, contact_id: int) -> None:
        """Take a person in hand, if this place shows them."""

    def gone(self) -> None:
        """Those in hand are not where they were any more."""

    @property
    def are_away(self) -> bool:
        """Whether those in hand are put away."""
        return bool(self.whole and self.whole.card.archived)

    @work(group="asks")
    async def action_edit(self) -> None:
        """Change the person in hand."""
        if self.contact_id:
            await edit.contact(self, self.contact_id)

    @work(group="asks")
    async def action_tag(self) -> None:
        """Put tags on."""
        if ids := self.people():
            await people.tag(self, ids)

    @work(group="asks")
    async def action_untag(self) -> None:
        """Take tags off."""
        if ids := self.people():
            await people.untag(self, ids)

    @work(group="asks")
    async def action_cadence(self) -> None:
        """Say how often to keep in touch."""
        if ids := self.people():
            await people.cadence(self, ids)

    @work(group="asks")
    async def action_archive(self) -> None:
        """Put away, or bring back."""
        if (ids := self.people()) and await people.archive(self, ids, archived=not self.are_away):
            self.gone()

    @work(group="asks")
    async def action_export(self) -> None:
        """Write to a CSV file."""
        if ids := self.people():
            await people.export(self, ids, self.shop.today)

    @work(group="asks")
    async def action_delete(self) -> None:
        """Delete, once that is meant."""
        if (ids := self.people()) and await people.delete(self, ids):
            self.gone()

    def action_copy(self) -> None:
        """Copy the phone number of the person in hand, or the email where there is none."""
        card = self.whole.card if self.whole else None
        if card is None:
            return
        reached = [each["value"] for each in [*card.phones[:1], *card.emails[:1]]]
        if reached:
            self.crm.action_copy(reached[0])
        else:
            self.crm.say(f"No phone number or email of {plain(card.name, NAME)} is known.")

    def action_open_link(self) -> None:
        """Write an email to the person in hand, or open their page on the web."""
        card = self.whole.card if self.whole else None
        if card is None:
            return
        links = [*(f"mailto:{each['value']}" for each in card.emails[:1]), *(each["value"] for each in card.links[:1])]
        self.open_link(links[0] if links else "")

    def open_link(self, link: str) -> None:
        """Open an email or web address with what the machine opens such things with."""
        if link.startswith(OPENED):
            self.app.open_url(link)
        else:
            self.crm.say("There is no email or web address to open here.")
