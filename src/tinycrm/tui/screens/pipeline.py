"""The pipeline: deals on a board, carried from stage to stage until they are won or lost."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from tinycrm.domain.filter import FilterError
from tinycrm.errors import CrmError
from tinycrm.queries import deal as queries
from tinycrm.queries import report
from tinycrm.queries.condition import EVERYONE, Condition
from tinycrm.queries.deal import Card, Column
from tinycrm.queries.report import Pipeline as Report
from tinycrm.queries.stage import Stage
from tinycrm.services import deal as service
from tinycrm.store import Transaction
from tinycrm.tui import deal, stage
from tinycrm.tui.screens.dealing import Dealing
from tinycrm.tui.screens.pipeline_move import Move, moved
from tinycrm.tui.screens.pipeline_numbers import numbers
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.blank import Blank, Lead
from tinycrm.tui.widgets.board import Board
from tinycrm.tui.widgets.deal_card import Painter
from tinycrm.tui.widgets.filter import Filter
from tinycrm.tui.widgets.likely import Likely

RESTED = 0.3  # seconds without a change after which the numbers follow
ROOMY = 36  # rows from which the numbers stand under the board
HINT = "title, name, value:500.., closes:30d, rotting …"


class Pipeline(Dealing):
    """The board, and under it what is likely to come in."""

    CSS_PATH = "pipeline.tcss"
    place = "pipeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H,shift+left", "carry(-1)", "move card", key_display="H L", id="pipeline.back",
                tooltip="Move the card in hand to the column before"),
        Binding("L,shift+right", "carry(1)", "move on", show=False, id="pipeline.on",
                tooltip="Move the card in hand to the next column"),
        Binding("J,shift+down", "reorder(1)", "order", key_display="J K", id="pipeline.down",
                tooltip="Move the card in hand down in its column"),
        Binding("K,shift+up", "reorder(-1)", "move up", show=False, id="pipeline.up",
                tooltip="Move the card in hand up in its column"),
        Binding("n", "new", "new", id="pipeline.new", tooltip="Start a deal in the column in hand"),
        Binding("e", "edit", "edit", id="pipeline.edit", tooltip="Change the deal in hand"),
        Binding("w", "won", "won", id="pipeline.won", tooltip="The deal in hand is won"),
        Binding("x", "lost", "lost", id="pipeline.lost", tooltip="The deal in hand is lost"),
        Binding("c", "fold", "fold", id="pipeline.fold", tooltip="Fold the column in hand, or open it again"),
        Binding("enter", "open", "open", id="pipeline.open", tooltip="All about the deal in hand, and its people"),
        Binding("f", "filter", "filter", id="pipeline.filter",
                tooltip="Type which deals you want to see; older ones too"),
        Binding("v", "numbers", "numbers", show=False, id="pipeline.numbers",
                tooltip="Forecast, stages, won and lost in numbers"),
        Binding("R", "reopen", "reopen", show=False, id="pipeline.reopen",
                tooltip="Open a deal again that was won or lost"),
        Binding("D", "delete", "delete", show=False, id="pipeline.delete", tooltip="Delete the deal in hand"),
        Binding("y", "copy", "copy", show=False, id="pipeline.copy", tooltip="Copy the title of the deal in hand"),
        Binding("ctrl+t", "stages", "stages", show=False, id="pipeline.stages",
                tooltip="The stages: add, rename, order, remove; and the reasons for losing"),
        Binding("escape", "calm", "back", show=False, id="pipeline.calm",
                tooltip="Put a lifted card back; take the filter off"),
    ]  # fmt: skip
    FOOTER = ("pipeline.back", "pipeline.down", "pipeline.new", "pipeline.edit", "pipeline.won", "pipeline.lost",
              "pipeline.fold")  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = []
        self.report: Report | None = None
        self._typed = ""
        self._condition: Condition = EVERYONE
        self._moving: list[Move] = []
        self._painter: Painter | None = None
        self._shown: str | None = None  # the words of the filter that is shown
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The board, the line to filter it, and the numbers."""
        with Vertical(id="pipeline"):
            yield Filter("f", HINT)
            yield Board()
            yield Blank()
            yield Likely()

    def on_mount(self) -> None:
        """The board has the keys; another theme draws it anew."""
        self.board.focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cards are carried only while the board has the keys."""
        if action in ("carry", "reorder"):
            return self.is_mounted and self.board.has_focus
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """The numbers stand below where there is room."""
        self.set_class(self.app.size.height >= ROOMY, "-roomy")

    # what is shown

    async def load(self) -> None:
        """Show the board as it is now; what is still being written stands where it is to stand."""
        moving, condition = list(self._moving), self._condition
        since = date.min if self._typed else None
        today, currency = self.shop.today, self.shop.config.currency
        columns = await self.read(queries.board, today, currency, condition, since)
        if condition is not self._condition:
            return
        for move in moving:
            columns = moved(columns, move, today, currency)
        if columns != self.columns or self._shown != self._typed:
            self.columns = columns
            self._show()
        if self._shown not in (None, self._typed) and self.card is None:
            self._seek_first()
        self._shown = self._typed
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(RESTED, self.count_up)

    def _show(self) -> None:
        if not self.is_mounted:
            return
        pen, today, style, everything = self.pen, self.shop.today, self.shop.money, bool(self._typed)
        painter = self._painter
        if painter is None or not painter.serves(pen, today, style, everything=everything):
            self._painter = painter = Painter(pen, today, style, everything=everything)
        self.board.show(self.columns, painter)
        found = sum(len(column.cards) for column in self.columns)
        self.query_one(Filter).count(f"{found:,}")
        empty = not found and (bool(self._typed) or not any(column.stage.deals for column in self.columns))
        self.set_class(empty, "-empty")
        if empty:
            self._explain()

    def _seek_first(self) -> None:
        """Take the first card in hand that the filter left."""
        first = next((card for column in self.columns for card in column.cards), None)
        if first:
            self.board.seek(first.id)

    def _explain(self) -> None:
        blank = self.query_one(Blank)
        if self._typed:
            blank.say(f"No deal matches {plain(self._typed, 60)}.", (), [Lead("esc", "clears the filter")])
        else:
            blank.say("No deals yet.", ["A rare book, a collection, a quote."], [Lead("n", "starts one")])

    @work(exclusive=True, group="numbers")
    async def count_up(self) -> None:
        """Bring the numbers under the board up to date."""
        if self.has_class("-roomy"):
            try:
                self.report = await self.read(report.pipeline, self.shop.today, self.shop.config.currency)
            except CrmError:
                return  # the board has said what is wrong
            self._tell()

    def _tell(self) -> None:
        if self.report:
            name = self.stage.name if self.stage else ""
            self.query_one(Likely).show(numbers(self.report, self.shop.money, self.shop.today, name))

    def on_board_moved(self) -> None:
        """Another card is in hand."""
        self._tell()

    # carrying cards

    def on_board_carried(self, event: Board.Carried) -> None:
        """A card is to go somewhere: at once on the board, and behind it in the file."""
        card, column = event.card, self._column(event.stage_id)
        here = self._column(card.stage_id)
        if column is None or here is None:
            return
        to, was = column.stage, here.stage
        if to.kind not in ("open", was.kind):
            self._close(card, to)
        elif to.kind != "open" and to.id == was.id:
            self.crm.say(f"Deals in {plain(to.name, 40)} stand by their day, the latest first.")
        else:
            self._carry(card, Move(card.id, was.id, to.id, event.before), to)

    def _carry(self, card: Card, move: Move, to: Stage) -> None:
        below = self._place(move)
        self._moving.append(move)
        self.columns = moved(self.columns, move, self.shop.today, self.shop.config.currency)
        self._show()
        if move.from_id != move.stage_id:
            told = f"Moved to {plain(to.name, 40)}"
        else:
            told = f"Moved {'down' if self._place(move) > below else 'up'} in {plain(to.name, 40)}"
        self._write_move(move, to.name, told)

    def _place(self, move: Move) -> int:
        """Which card from the top of its column it is."""
        return next(
            (at for column in self.columns for at, each in enumerate(column.cards) if each.id == move.deal_id), 0
        )

    @work(group="write")
    async def _write_move(self, move: Move, stage_name: str, told: str) -> None:
        today = self.shop.today

        def work(tx: Transaction) -> None:
            place = move.position(tx)
            service.move(tx, move.deal_id, move.stage_id, place, today=today, expect_stage=move.from_id)

        try:
            await self.write("deal.move", work, told, deal=move.deal_id, stage=stage_name)
        finally:
            self._moving.remove(move)

    def _column(self, stage_id: int) -> Column | None:
        return next((each for each in self.columns if each.stage.id == stage_id), None)

    @work(group="asks")
    async def _close(self, card: Card, to: Stage) -> None:
        """Win or lose a deal by carrying it there."""
        close = deal.win if to.kind == "won" else deal.lose
        if await close(self, card.id, card.stage_id, to.id):
            self.board.leave(card.id)

    # actions

    def action_carry(self, by: int) -> None:
        """Carry the card in hand to the column beside."""
        self.board.carry(by)

    def action_reorder(self, by: int) -> None:
        """Carry the card in hand up or down."""
        self.board.reorder(by)

    def action_fold(self) -> None:
        """Fold the column in hand, or open it again."""
        self.board.action_fold()

    @work(group="asks")
    async def action_numbers(self) -> None:
        """All the numbers."""
        found = await deal.numbers(self)
        if found is not None:
            await deal.show(self, found)

    @work(group="asks")
    async def action_stages(self) -> None:
        """The stages, and what is offered as reasons."""
        await stage.stages(self)

    def action_filter(self) -> None:
        """Type which deals to see."""
        self.add_class("-filtering")
        self.query_one(Filter).query_line.focus()

    def on_filter_typed(self, event: Filter.Typed) -> None:
        """Show those that are meant."""
        self._typed = event.text.strip()
        self.narrow()

    @work(exclusive=True, group="look")
    async def narrow(self, *, settled: bool = False) -> None:
        """Show the deals that the filter means; where it makes no sense the board stays, and it is said why."""
        line = self.query_one(Filter)
        try:
            self._condition = self.shop.deals(self._typed) if self._typed else Condition(EVERYONE.sql)
            line.right()
            await self.load()
        except FilterError as error:
            line.wrong(error.sentence, error.position, now=settled)
        except CrmError as error:
            self.crm.say_wrong(error)
        else:
            if settled:
                self.on_filter_left()

    def on_filter_settled(self) -> None:
        """On to the board."""
        self.narrow(settled=True)

    def on_filter_left(self) -> None:
        """Back to the board."""
        self.set_class(bool(self._typed), "-filtering")
        self.board.focus()

    def action_calm(self) -> None:
        """Put a lifted card back; else take the filter off."""
        if not self.board.put_back() and self._typed:
            self.query_one(Filter).query_line.value = ""
            self.remove_class("-filtering")
            self.board.focus()
