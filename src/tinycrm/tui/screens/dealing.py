"""What is done with the deal in hand on the board."""

from textual import work

from tinycrm.queries.deal import Card
from tinycrm.queries.stage import Stage
from tinycrm.tui import deal
from tinycrm.tui.screen import Place
from tinycrm.tui.widgets.board import Board


class Dealing(Place):
    """A place with a board, and the actions on its card in hand."""

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    @property
    def card(self) -> Card | None:
        """The card in hand."""
        return self.board.card

    @property
    def stage(self) -> Stage | None:
        """The stage in hand."""
        lane = self.board.lane
        return lane.column.stage if lane else None

    @property
    def contact_id(self) -> int | None:
        """Whom the deal in hand is with."""
        card = self.card
        return int(card.who_ref[1:]) if card and card.who_ref else None

    @work(group="asks")
    async def action_new(self) -> None:
        """Start a deal in the column in hand."""
        here = self.stage
        made = await deal.new(self, here.id if here and here.kind == "open" else None)
        if made is not None:
            self.board.seek(made)

    @work(group="asks")
    async def action_edit(self) -> None:
        """Change the deal in hand."""
        if card := self.card:
            await deal.edit(self, card.id)

    @work(group="asks")
    async def action_won(self) -> None:
        """Win the deal in hand."""
        if (card := self.card) and await deal.win(self, card.id, card.stage_id):
            self.board.leave(card.id)

    @work(group="asks")
    async def action_lost(self) -> None:
        """Lose the deal in hand."""
        if (card := self.card) and await deal.lose(self, card.id, card.stage_id):
            self.board.leave(card.id)

    @work(group="asks")
    async def action_reopen(self) -> None:
        """Open the deal in hand again."""
        if card := self.card:
            await deal.reopen(self, card.id, card.stage_id)

    @work(group="asks")
    async def action_delete(self) -> None:
        """Delete the deal in hand."""
        if card := self.card:
            await deal.delete(self, card.id)

    def action_copy(self) -> None:
        """Copy the title in hand."""
        if card := self.card:
            self.crm.action_copy(card.title)

    @work(group="asks")
    async def action_open(self) -> None:
        """All about the deal in hand."""
        if card := self.card:
            await deal.show(self, card.id)

    def on_board_opened(self) -> None:
        """A card was clicked that is in hand."""
        self.action_open()

    def on_board_asked(self) -> None:
        """Show what can be done."""
        self.crm.action_palette()
