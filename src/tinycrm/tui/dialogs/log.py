"""The log sheet: who, what kind, when, what was said, and what is next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tinycrm.domain import clean
from tinycrm.domain.interaction import KINDS
from tinycrm.domain.when import When
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Kept
from tinycrm.tui.drafts import Draft
from tinycrm.tui.text import MARKS
from tinycrm.tui.widgets.choice import Choice, ChoiceField, Option
from tinycrm.tui.widgets.field import LineField, LongField
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Match, PickField

DIRECTIONS = (Option("in", "they did"), Option("out", "we did"), Option(None, "not said"))
MORE = ("also", "direction", "outcome")
FINISHES = "finishes"
FINISH_WORDS = 40


class Said(NamedTuple):
    """What is to be logged, with its follow-up, and the follow-up that it finishes; `again`: another one after it."""

    who: tuple[int, ...]
    kind: str
    when: When
    text: str | None
    direction: str | None
    outcome: str | None
    follow_up: When | None
    follow_up_text: str | None
    finishes: int | None
    again: bool


def kinds() -> list[Option]:
    """The kinds of talks as they are chosen."""
    return [Option(kind, MARKS[kind].word, kind) for kind in KINDS]


class LogSheet(FormSheet[Said]):
    """Logs a talk."""

    heading = "Log"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "save_more", "save and log another", show=False, priority=True, id="log.another"),
        Binding("ctrl+o", "more", "more fields", show=False, priority=True, id="log.more"),
    ]
    left_keys = (Key("^s", "save", "save"), Key("^n", "save and log another", "save_more"), Key("^o", "more", "more"))

    def __init__(
        self, lookup: Lookup, who: Match | None = None, kind: str = "call", kept: Kept | None = None, text: str = ""
    ) -> None:
        super().__init__(kept and kept.about(who and who.value))
        self.lookup = lookup
        self._who, self._kind, self._text = who, kind, text
        self._again = False

    def parts(self) -> Iterable[Widget]:
        """Who, kind, when, what, next; the rest waits behind `more`."""
        return (each for each in self._all() if each.name not in (*MORE, FINISHES))

    def _all(self) -> Iterable[Widget]:
        look = self.lookup
        yield PickField("who", "who", look.people, self._who, hint="a name, a number", needed="Say who it was.")
        yield ChoiceField("kind", "kind", kinds(), self._kind)
        yield look.when_field("when", "when", f"{look.now():%H:%M}", future=False, hint="now")
        yield ManyField("also", "with", look.people)
        yield ChoiceField("direction", "who began", DIRECTIONS, "in")
        yield LongField("text", "what", self._text, hint="what was said")
        yield LineField("outcome", "outcome", hint="what came of it")
        yield ChoiceField(FINISHES, FINISHES, [Option(None, "nothing")])
        yield look.when_field("next", "next", future=True, hint="fri, in 2 weeks, 3 dec")
        yield LineField("next_text", "", hint="what is to be done then", close=True, wide=True)

    def on_mount(self) -> None:
        """Begin with what is open for whoever is known."""
        super().on_mount()
        if self._who:
            self._offer_finishes(self._who.value)

    def first(self) -> Widget:
        """Who it was; where that is known, what kind it was."""
        return self.form.field("kind" if self._who else "who").query_one(Choice if self._who else "Line")

    async def action_more(self) -> None:
        """Show the fields that are seldom needed."""
        await self._show(*MORE)

    async def _show(self, *names: str) -> None:
        there = [each.name for each in self.form.children]
        await self.form.complete(each for each in self._all() if each.name in there or each.name in names)
        self.fit()

    def on_pick_field_picked(self, event: PickField.Picked) -> None:
        """Offer to finish what is open for whoever it was."""
        who = event.field.picked
        if who is not None:
            self._offer_finishes(who.value)
        elif self.form.has(FINISHES):
            self.form.field(FINISHES).display = False

    @work(group="finishes", exclusive=True)
    async def _offer_finishes(self, contact_id: int) -> None:
        found = await self.lookup.open_follow_ups(contact_id)
        if found:
            await self._show(FINISHES)
        elif not self.form.has(FINISHES):
            return
        field = self.form.field(FINISHES)
        assert isinstance(field, ChoiceField)
        field.offer([Option(None, "nothing"), *(_finish(each) for each in found)])
        field.display = bool(found)
        self.fit()
        self.form.begin_field(field)

    def about(self) -> str:
        """Whom it is about, and the beginning of what was said."""
        who = self.form.field("who").value
        name = who[1] if isinstance(who, list) else who
        return ", ".join(filter(None, [name, clean.show_line(self.form.field("text").value, 60)])) or self.heading

    async def prepare_for(self, draft: Draft) -> None:
        """Fields that are seldom needed are shown where something was typed into them."""
        if any(name in draft.values for name in MORE):
            await self.action_more()

    def taken_up(self, draft: Draft) -> dict[str, Any]:
        """What was typed on another day happened then."""
        if draft.at[:10] == self.lookup.today.isoformat():
            return {"when": draft.at[11:16], **draft.values}
        typed = draft.values.get("when", "")
        return {**draft.values, "when": typed if " " in typed else f"{draft.at[:10]} {draft.at[11:16]}"}

    def action_save_more(self) -> None:
        """Save, and log another one."""
        self._again = True
        self.action_save()

    async def result(self) -> Said:
        """What is to be logged."""
        values, look = self.form.values, self.lookup
        follow_up = look.when(values["next"], True) if values["next"] else None
        now = look.now()
        text = clean.text(values["text"], "what was said") if values["text"] else None
        next_text = clean.text(values["next_text"], "a follow-up") if values["next_text"] else None
        if next_text and not follow_up:
            self.form.go_to(self.form.field("next"))
            raise InvalidError("Say also by when: fri, in 2 weeks.")
        return Said(
            tuple(dict.fromkeys([values["who"][0], *(each[0] for each in values.get("also", ()))])),
            values["kind"],
            look.when(values["when"], False) if values["when"] else _now(now),
            text,
            values.get("direction"),
            clean.line(values["outcome"], "an outcome") if values.get("outcome") else None,
            follow_up,
            next_text,
            values[FINISHES] if self.form.has(FINISHES) else None,
            self._again,
        )


def _now(now: datetime) -> When:
    return When(now.date(), f"{now:%H:%M}")


def _finish(match: Match) -> Option:
    return Option(match.value, clean.show_line(match.name, FINISH_WORDS), match.mark)
