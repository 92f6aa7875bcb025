"""What is in hand on a person's page: the person, a fact, an entry of the timeline, a deal."""

from tinycrm.queries.timeline import Entry
from tinycrm.tui.screens.folk import Folk
from tinycrm.tui.widgets.blocks import Blocks
from tinycrm.tui.widgets.facts import Fact


class Holding(Folk):
    """A page with facts and a timeline, one thing of which may be in hand."""

    _person: int

    @property
    def contact_id(self) -> int | None:
        """The person."""
        return self._person

    @property
    def facts(self) -> Blocks:
        """The facts."""
        return self.query_one("#facts", Blocks)

    @property
    def timeline(self) -> Blocks:
        """The timeline."""
        return self.query_one("#timeline", Blocks)

    @property
    def fact(self) -> Fact | None:
        """The fact in hand, where the facts have the keys."""
        return self.facts.data if self.facts.has_focus else None

    @property
    def entry(self) -> Entry | None:
        """The entry in hand, where the timeline has the keys."""
        return self.timeline.data if self.timeline.has_focus else None

    @property
    def deal_id(self) -> int | None:
        """The deal in hand, among the facts or on the timeline."""
        if self.fact and self.fact.kind == "deal":
            return self.fact.id
        return self.entry.id if self.entry and self.entry.talk.kind == "deal" else None
