"""The follow-up sheet: for whom, by when, what, and how it repeats; for a new one and for one that is there."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from textual.widget import Widget

from tinycrm.domain import clean, recurrence
from tinycrm.domain.day import show_day
from tinycrm.domain.when import When
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Kept
from tinycrm.tui.drafts import Draft
from tinycrm.tui.widgets.choice import ChoiceField, Option
from tinycrm.tui.widgets.field import Echo, LineField, checked
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.pick import Match, PickField
from tinycrm.tui.widgets.when import WhenField, near

COUNTS = (Option(False, "from its day"), Option(True, "from when it is done"))


class Asked(NamedTuple):
    """A follow-up as it was asked for: `every` canonical ("2w"), `until` its last day."""

    who: int
    when: When
    text: str | None
    every: str | None
    after_done: bool
    until: When | None


class RemindSheet(FormSheet[Asked]):
    """Sets a follow-up, or changes one."""

    heading = "Remind"

    def __init__(
        self,
        lookup: Lookup,
        who: Match | None = None,
        kept: Kept | None = None,
        *,
        values: dict[str, Any] | None = None,
        heading: str = "",
        when: str = "",
    ) -> None:
        """`when` is the day of a new one; `values` are those of one that is to be changed, by the fields' names; then
        nobody else is chosen.
        """
        super().__init__(kept and kept.about(who and who.value))
        self.lookup, self._who, self._when_first = lookup, who, when
        self._there, self._when_at_first = values or {}, when
        self.heading = "Follow-up" if values else "Remind"

    def parts(self) -> Iterable[Widget]:
        """Who, when, what, every; what repeats has two more."""
        look, there = self.lookup, self._there
        yield PickField("who", "who", look.people, self._who, hint="a name, a number", needed="Say for whom.")
        yield WhenField(
            "when", "when", there.get("when", self._when_at_first), today=look.today, first_weekday=look.first_weekday,
            meant=self._when,
            check=checked(lambda text: Echo(near(self._when(text), look.today))), hint="fri, in 2 weeks, 3 dec 15:30",
            needed="Say by when.",
        )  # fmt: skip
        yield LineField("text", "what", there.get("text", ""), hint="what is to be done", wide=True)
        yield LineField("every", "every", there.get("every", ""), hint="2w, 3m, yearly", check=checked(repeats))
        yield ChoiceField("after_done", "counted", COUNTS, there.get("after_done", False))
        yield look.when_field("until", "until", there.get("until", ""), future=True, hint="its last day")

    def on_mount(self) -> None:
        """Whose it is cannot be changed afterwards."""
        self._show_repeating()
        if self._there:
            self.form.field("who").disabled = True
        super().on_mount()

    def first(self) -> Widget:
        """Where typing begins: at the first thing that is not said yet."""
        name = "who" if not self._who and not self._there else "text" if self._when_at_first else "when"
        return self.form.field(name).query_one("Line")

    def on_form_changed(self, event: Form.Changed) -> None:
        """What only a follow-up that repeats has is shown once it repeats."""
        if event.field.name == "every":
            self._show_repeating()
        super().on_form_changed(event)

    def _show_repeating(self) -> None:
        repeating = bool(self.form.field("every").value)
        for name in ("after_done", "until"):
            self.form.field(name).display = repeating
        self.fit()

    def about(self) -> str:
        """Whom it is for, and what."""
        who = self.form.field("who").value
        return ", ".join(filter(None, [who[1] if isinstance(who, list) else who, self.form.field("text").value]))

    def taken_up(self, draft: Draft) -> dict[str, Any]:
        """The words as they were; days in words are read anew."""
        return draft.values

    async def result(self) -> Asked:
        """The follow-up."""
        values, look = self.form.values, self.lookup
        due = self._when(values["when"])
        every = recurrence.show(recurrence.every(values["every"])) if values["every"] else None
        until = look.when(values["until"], True) if values["until"] and every else None
        if until and until.day < due.day:
            self.form.go_to(self.form.field("until"))
            raise InvalidError(f"It would end on {show_day(until.day)}, before its first day, {show_day(due.day)}.")
        text = clean.text(values["text"], "a follow-up") if values["text"] else None
        return Asked(values["who"][0], due, text, every, bool(every and values["after_done"]), until)

    def _when(self, typed: str) -> When:
        """A day to come; the day of one that is late already may stay."""
        if typed == self._there.get("when"):
            return When(self._there["due"], self._there["due_time"])
        return self.lookup.when(typed, True)


def repeats(text: str) -> Echo:
    """How something typed repeats, in words."""
    return Echo(recurrence.in_words(recurrence.every(text)), "repeats")
