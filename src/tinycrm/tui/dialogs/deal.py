"""The sheets of a deal: starting and changing one, winning it, losing it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tinycrm.domain import clean, money
from tinycrm.domain.day import show_day
from tinycrm.domain.money import Money, Style
from tinycrm.domain.when import When
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Kept
from tinycrm.tui.drafts import Draft
from tinycrm.tui.widgets.choice import Choice, ChoiceField, Option, yes_no
from tinycrm.tui.widgets.field import Echo, LineField, LongField, Note, checked
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Match
from tinycrm.tui.widgets.when import WhenField, near

SELDOM = ("probability", "close", "source", "notes")
DAYS = ("next_on", "close")
ANOTHER = ""  # the reason that is not among those offered
LIKELIEST = 100
NOTHING = Money(-1, "")  # won, and worth nothing that is known


class Asked(NamedTuple):
    """A deal as it was asked for: its facts by column as they are kept (of one that is changed those that are other
    ones now), all whom it is with, and the stage it shall stand in (None: where it is).
    """

    facts: dict[str, Any]
    who: tuple[int, ...]
    stage_id: int | None


class Lost(NamedTuple):
    """Why a deal was lost: the reason, words about it, and whether the reason is to be offered from now on."""

    reason: str
    words: str | None
    offer: bool


class DealSheet(FormSheet[Asked]):
    """Starts a deal, or changes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "more", "more fields", show=False, priority=True, id="deal.more"),
    ]

    def __init__(
        self,
        lookup: Lookup,
        style: Style,
        stages: Sequence[Option],
        values: Mapping[str, Any],
        kept: Kept | None = None,
        *,
        heading: str = "",
    ) -> None:
        """`values` are by field: title, who (matches), value, stage_id, probability, close, next, next_on, source,
        notes, all as they are typed; `heading` is that of one to be changed. Without stages there is none to choose.
        """
        super().__init__(kept)
        self.lookup, self.style, self._stages, self._values = lookup, style, tuple(stages), values
        self._changes = bool(heading)
        self.heading = heading or "A deal"
        if not self._changes:
            self.left_keys = (*self.left_keys, Key("^o", "more", "more"))

    def parts(self) -> Iterable[Widget]:
        """What, with whom, how much, where, and what is next; the rest waits behind `more`."""
        said = self._values
        yield LineField("title", "what", said.get("title", ""), hint="a rare book, a collection, a quote", wide=True,
                        needed="Say what it is about.")  # fmt: skip
        yield ManyField("who", "with", self.lookup.people, said.get("who", ()), hint="a name, a number")
        yield LineField("value", "worth", said.get("value", ""), check=checked(self._amount), hint="1200, 1200.50")
        if self._stages:
            yield ChoiceField("stage_id", "stage", self._stages, said.get("stage_id"))
        yield LineField("next", "next step", said.get("next", ""), hint="what you will do", wide=True)
        yield self._day_field("next_on", "on", "fri, in 2 weeks, 3 dec", close=True)
        yield LineField("probability", "likely", said.get("probability", ""), check=checked(_likely),
                        hint="per cent; empty: as its stage")  # fmt: skip
        yield self._day_field("close", "closes", "when it should be settled")
        yield LineField("source", "came from", said.get("source", ""), hint="the fair, the web page", wide=True)
        yield LongField("notes", "notes", said.get("notes", ""), hint="all that is worth keeping")

    def _day_field(self, name: str, label: str, hint: str, *, close: bool = False) -> WhenField:
        look = self.lookup
        return WhenField(
            name, label, self._values.get(name, ""), today=look.today, first_weekday=look.first_weekday,
            check=checked(lambda text: Echo(near(self._day(text), look.today))), hint=hint, close=close,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Only what is always said is shown at first."""
        if not self._changes:
            self._show_seldom(shown=False)
        super().on_mount()

    def first(self) -> Widget:
        """What it is about."""
        return self.form.field("title").query_one("Line")

    def action_more(self) -> None:
        """Show the fields that are seldom needed."""
        self._show_seldom(shown=True)
        self.fit()

    def _show_seldom(self, *, shown: bool) -> None:
        for name in SELDOM:
            self.form.field(name).display = shown

    def about(self) -> str:
        """What it is about."""
        return clean.show_line(self.form.field("title").value, 60) or self.heading

    def taken_up(self, draft: Draft) -> dict[str, Any]:
        """What was typed, wherever it was."""
        if any(name in draft.values for name in SELDOM):
            self.action_more()
        return draft.values

    def _amount(self, text: str) -> Echo:
        return Echo(money.show(money.read(text, self.style.currency), self.style))

    def _day(self, text: str) -> When:
        """A day to come, or one that was."""
        try:
            return self.lookup.when(text, True)
        except InvalidError:
            return self.lookup.when(text, False)

    async def result(self) -> Asked:
        """The deal."""
        values = self.form.values
        wanted = self.form.typed if self._changes else values
        facts: dict[str, Any] = {}
        for name in ("title", "value", "probability", "close", "next", "next_on", "source", "notes"):
            if name in wanted:
                facts |= self._kept(name, str(wanted[name]))
        if values["next_on"] and not values["next"]:
            self.form.go_to(self.form.field("next"))
            raise InvalidError("Say also what the next step is.")
        who = tuple(dict.fromkeys(each[0] for each in values["who"]))
        return Asked(facts, who, values.get("stage_id"))

    def _kept(self, name: str, text: str) -> dict[str, Any]:
        """A fact by column, as it is kept."""
        if name == "title":
            return {name: clean.line(text, "a title")}
        if not text:
            return {name: None}
        if name == "value":
            amount = money.read(text, self.style.currency)
            return {"value": amount.minor, "currency": amount.currency}
        if name in DAYS:
            return {name: self._day(text).day.isoformat()}
        if name == "probability":
            return {name: percent(text)}
        return {name: clean.text(text, "notes") if name == "notes" else clean.line(text, "a line")}


class WonSheet(FormSheet[Money]):
    """What a deal came to at last; NOTHING where that is not said."""

    heading = "Won"
    left_keys = (Key("^s", "won", "save"),)

    def __init__(self, title: str, value: Money | None, style: Style) -> None:
        super().__init__()
        self._title, self._value, self.style = title, value, style

    def parts(self) -> Iterable[Widget]:
        """The title, and the value it has."""
        value = money.show(self._value, self.style) if self._value else ""
        yield Note(self._title)
        yield LineField("value", "came to", value, check=checked(self._amount), hint="the final value")

    def _amount(self, text: str) -> Echo:
        return Echo(money.show(money.read(text, self.style.currency), self.style), "won")

    def first(self) -> Widget:
        """The value."""
        return self.form.field("value").query_one("Line")

    async def result(self) -> Money:
        """The final value."""
        typed = self.form.field("value").value
        return money.read(typed, self.style.currency) if typed else NOTHING


class LostSheet(FormSheet[Lost]):
    """Why a deal was lost."""

    heading = "Lost"
    left_keys = (Key("^s", "lost", "save"),)

    def __init__(self, title: str, reasons: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._reasons = [*(Option(each, each) for each in reasons), Option(ANOTHER, "another reason")]

    def parts(self) -> Iterable[Widget]:
        """The reasons that are offered, one of the owner's own, and words about it."""
        yield Note(self._title)
        yield ChoiceField("reason", "why", self._reasons, self._reasons[0].value)
        yield LineField("other", "which", hint="in a few words", wide=True)
        yield ChoiceField("offer", "offer it", yes_no("from now on", "only this once"), False)
        yield LongField("words", "words", hint="what is worth remembering")

    def on_mount(self) -> None:
        """All reasons are seen; one of one's own is only asked for where none of them is chosen."""
        self.query_one("#field-reason Choice", Choice).unfolded = True
        self._show_other()
        super().on_mount()

    def first(self) -> Widget:
        """The reasons."""
        return self.form.field("reason").query_one("Choice")

    def on_form_changed(self, event: Form.Changed) -> None:
        """A reason of one's own is only asked for where none of those offered is chosen."""
        if event.field.name == "reason":
            self._show_other()
        super().on_form_changed(event)

    def _show_other(self) -> None:
        for name in ("other", "offer"):
            self.form.field(name).display = self.form.field("reason").value == ANOTHER
        self.fit()

    async def result(self) -> Lost:
        """The reason."""
        values = self.form.values
        if values["reason"] == ANOTHER and not values["other"]:
            self.form.go_to(self.form.field("other"))
            raise InvalidError("Say why it was lost.")
        own = values["reason"] == ANOTHER
        reason = clean.line(values["other"], "a reason") if own else values["reason"]
        words = clean.text(values["words"], "what is said of it") if values["words"] else None
        return Lost(reason, words, own and values["offer"])


def percent(text: str) -> int:
    """A probability as it was typed: "60", "60 %".

    Raises InvalidError for what is none.
    """
    number = text.strip().removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number[:4]) <= LIKELIEST):
        raise InvalidError("A probability is 0 to 100 per cent.")
    return int(number)


def _likely(text: str) -> Echo:
    return Echo(f"{percent(text)} %, whatever its stage says")


def day_typed(day: str | None) -> str:
    """A day as it stands in a field."""
    return show_day(date.fromisoformat(day)) if day else ""


def matches(contacts: Iterable[Mapping[str, str]]) -> list[Match]:
    """Whom a deal is with, as a field shows them."""
    return [Match(int(each["ref"][1:]), each["name"]) for each in contacts]
