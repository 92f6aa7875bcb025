"""The sheet that mends a talk that was logged."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from textual.widget import Widget

from tinycrm.domain import clean
from tinycrm.domain.when import When
from tinycrm.tui.dialogs.log import DIRECTIONS, kinds
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Kept
from tinycrm.tui.widgets.choice import ChoiceField
from tinycrm.tui.widgets.field import LineField, LongField
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Match


class Mended(NamedTuple):
    """What of a talk is different now: facts by column (`when` apart, None where it stays), and everyone in it."""

    facts: dict[str, Any]
    when: When | None
    who: tuple[int, ...]


class InteractionSheet(FormSheet[Mended]):
    """Mends a talk."""

    heading = "Mend"

    def __init__(
        self, lookup: Lookup, values: dict[str, Any], who: Sequence[Match], kept: Kept | None = None, *, ref: str = ""
    ) -> None:
        """`values` are those of the talk: kind, when (as typed), direction, text, outcome."""
        super().__init__(kept)
        self.lookup, self._values, self._who = lookup, values, who
        self.heading = f"Mend {ref}".strip()

    def parts(self) -> Iterable[Widget]:
        """All that was said of it."""
        values = self._values
        yield ManyField("who", "with", self.lookup.people, self._who, needed="A talk takes somebody.")
        yield ChoiceField("kind", "kind", kinds(), values["kind"])
        yield self.lookup.when_field("when", "when", values["when"], future=False, needed="Say when it was.")
        yield ChoiceField("direction", "who began", DIRECTIONS, values["direction"])
        yield LongField("text", "what", values["text"] or "", hint="what was said")
        yield LineField("outcome", "outcome", values["outcome"] or "", hint="what came of it", wide=True)

    def first(self) -> Widget:
        """What was said is what is mended most."""
        return self.form.field("text").query_one("TextArea")

    async def result(self) -> Mended:
        """What is different now."""
        typed, values = self.form.typed, self.form.values
        facts: dict[str, Any] = {name: typed[name] for name in ("kind", "direction") if name in typed}
        if "text" in typed:
            facts["text"] = clean.text(typed["text"], "what was said") if typed["text"] else None
        if "outcome" in typed:
            facts["outcome"] = clean.line(typed["outcome"], "an outcome") if typed["outcome"] else None
        when = self.lookup.when(typed["when"], False) if "when" in typed else None
        return Mended(facts, when, tuple(each[0] for each in values["who"]))
