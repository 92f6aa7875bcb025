"""The sheets of the stages: all of them with the reasons for losing, and one that is added or changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tinycrm.domain.pipeline import CERTAIN, COLOURS, KINDS, STAGE_NAME_LIMIT
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.deal import percent
from tinycrm.tui.dialogs.sheet import CLOSE, FormSheet, Sheet
from tinycrm.tui.widgets.choice import ChoiceField, Option
from tinycrm.tui.widgets.field import Echo, LineField, checked
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.menu import Line, Menu, title
from tinycrm.tui.widgets.words import mark, words

OPEN = "open"
ROT_LIMIT = 9999
USUAL = "50"  # per cent, of a stage that is added
KIND_WORDS = {"open": "on the way", "won": "won", "lost": "lost"}


class Shown(NamedTuple):
    """A line of the list: a stage by its number or a reason by its name, its mark, and words at the right."""

    key: int | str
    name: str
    mark: str = ""
    ink: str = ""
    end: str = ""


class Wanted(NamedTuple):
    """What is to be done: "edit", "add", "reason", "remove", "up" or "down", and with which line."""

    what: str
    key: int | str | None


class StagesSheet(Sheet[Wanted]):
    """The stages in their order, and what is offered as a reason for losing."""

    heading = "Stages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("enter,e", "want('edit')", show=False),
        Binding("n", "want('add')", show=False),
        Binding("r", "want('reason')", show=False),
        Binding("D", "want('remove')", show=False),
        Binding("J,shift+down", "want('down')", show=False),
        Binding("K,shift+up", "want('up')", show=False),
    ]
    left_keys = (
        Key("n", "new", "want('add')"),
        Key("e", "edit", "want('edit')"),
        Key("J", "down", "want('down')"),
        Key("K", "up", "want('up')"),
        Key("D", "remove", "want('remove')"),
        Key("r", "new reason", "want('reason')"),
    )
    right_keys = (CLOSE,)

    def __init__(self, stages: Sequence[Shown], reasons: Sequence[Shown], held: int | str | None = None) -> None:
        super().__init__()
        self._stages, self._reasons, self._held = tuple(stages), tuple(reasons), held

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield Menu(spaced=True)

    @property
    def menu(self) -> Menu:
        """The lines."""
        return self.query_one(Menu)

    def on_mount(self) -> None:
        """Show them, the one that was in hand before in hand again."""
        reasons = [title("WHY DEALS ARE LOST", len(self._reasons)), *map(self._line, self._reasons)]
        self.menu.show([*map(self._line, self._stages), *(reasons if self._reasons else [])])
        keys = [each.key for each in (*self._stages, *self._reasons)]
        for _ in range(keys.index(self._held) if self._held in keys else 0):
            self.menu.action_move(1)

    def _line(self, shown: Shown) -> Line:
        front = Content.assemble(mark(self, shown.mark, shown.ink), " ") if shown.mark else Content("")
        return Line(shown, Content.assemble(front, words(shown.name, "ink bold")), words(shown.end, "soft"))

    def action_move(self, by: int) -> None:
        """Take another line in hand."""
        self.menu.action_move(by)

    def action_want(self, what: str) -> None:
        """Hand back what is to be done."""
        held = self.menu.value
        key = held.key if held else None
        if key is None and what not in ("add", "reason"):
            return
        if isinstance(key, str) and what in ("up", "down"):
            return
        self.dismiss(Wanted(what, key))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """A line was clicked."""
        event.stop()
        self.dismiss(Wanted("edit", event.value.key))


class StageSheet(FormSheet[dict[str, Any]]):
    """A stage that is added, or changed: its facts by column, of one that is changed those that are others now."""

    def __init__(self, values: Mapping[str, Any], heading: str = "A new stage") -> None:
        """`values` are by column as they are kept; empty for one that is added."""
        super().__init__()
        self._values, self.heading = values, heading

    def parts(self) -> Iterable[Widget]:
        """Its name, how likely deals in it are, after how many days they stand still, its colour."""
        said = self._values
        yield LineField("name", "name", said.get("name", ""), hint="On approval", needed="Give it a name.",
                        check=checked(_name))  # fmt: skip
        if not said:
            yield ChoiceField("kind", "deals are", [Option(kind, KIND_WORDS[kind]) for kind in KINDS], OPEN)
        if said.get("kind", OPEN) == OPEN:
            likely = str(said.get("probability", USUAL))
            yield LineField("probability", "likely", likely, hint="per cent", check=checked(_likely))
            yield LineField("rot_days", "still after", str(said.get("rot_days") or ""), hint="days; empty: never",
                            check=checked(_still))  # fmt: skip
        colours = [Option(None, "none"), *(Option(each, each) for each in COLOURS)]
        yield ChoiceField("colour", "colour", colours, said.get("colour"))

    def first(self) -> Widget:
        """Its name."""
        return self.form.field("name").query_one("Line")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Deals that are won or lost are neither likely nor do they stand still."""
        if event.field.name == "kind":
            for name in ("probability", "rot_days"):
                self.form.field(name).display = event.field.value == OPEN
            self.fit()
        super().on_form_changed(event)

    async def result(self) -> dict[str, Any]:
        """Its facts."""
        facts = dict(self.form.typed if self._values else self.form.values)
        kind = self._values.get("kind") or facts.get("kind", OPEN)
        if kind != OPEN:
            facts |= {} if self._values else {"probability": CERTAIN[kind], "rot_days": None}
            return facts
        if "probability" in facts:
            facts["probability"] = percent(facts["probability"])
        if "rot_days" in facts:
            facts["rot_days"] = _days(facts["rot_days"])
        return facts


def _name(text: str) -> Echo | None:
    if len(text) > STAGE_NAME_LIMIT:
        raise InvalidError(f"At most {STAGE_NAME_LIMIT} letters.")
    return None


def _likely(text: str) -> Echo:
    return Echo(f"{percent(text)} % of its deals are won")


def _days(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= ROT_LIMIT):
        raise InvalidError(f"1 to {ROT_LIMIT} days.")
    return int(text)


def _still(text: str) -> Echo:
    return Echo(f"standing still after {_days(text)} days")
