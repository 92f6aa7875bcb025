"""The first start: there is no shop yet. Make one, bring in a list, or look around in the demo."""

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tinycrm.errors import CrmError
from tinycrm.tui.screen import Place
from tinycrm.tui.widgets.empty import Empty, Lead


class Start(Place):
    """What there is to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "make", "new shop", id="start.make", tooltip="Make a shop: a name is enough"),
        Binding("i", "make(True)", "bring in a list", id="start.bring_in", tooltip="Make a shop and bring in a list"),
        Binding("d", "demo", "look at the demo", id="start.demo", tooltip="A believable shop; nothing of it is kept"),
    ]

    def body(self) -> Iterable[Widget]:
        """The words."""
        yield Empty()

    async def load(self) -> None:
        """Say what there is to do."""
        leads = [
            Lead("n", "new shop", "screen.make"),
            Lead("i", "bring in a list", "screen.make(True)"),
            Lead("d", "look at the demo", "screen.demo"),
        ]
        more = "All that a small shop knows about its people, in one file.\nNothing leaves this machine."
        self.query_one(Empty).say("There is no shop here yet.", more, leads)

    @work(group="asks")
    async def action_make(self, bring_in: bool = False) -> None:
        """Ask what the shop is called, make it, and open it."""
        from tinycrm.services import config as settings
        from tinycrm.tui.dialogs.shop import ShopSheet

        said = await self.crm.ask(ShopSheet(self.shop.config, settings.checked, str(self.shop.path)))
        if said is None:
            return
        try:
            await self.shop.make(said)
        except CrmError as error:
            self.crm.say_wrong(error)
            return
        self.crm.begin()
        if bring_in:
            self.crm.action_bring_in()

    def action_demo(self) -> None:
        """Close this, and open the demo in its place."""
        from tinycrm.tui.run import SHOW_DEMO

        self.crm.exit(SHOW_DEMO)
