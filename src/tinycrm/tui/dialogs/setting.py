"""Sheets of the settings: a theme seen while it is chosen, a key that is pressed, a field of the shop's own."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from textual import events
from textual.widget import Widget

from tinycrm.domain import field as rules
from tinycrm.errors import CrmError
from tinycrm.tui.dialogs.menu import ChooseSheet
from tinycrm.tui.dialogs.sheet import FormSheet, Sheet
from tinycrm.tui.widgets.choice import ChoiceField, Option
from tinycrm.tui.widgets.field import Echo, LineField, Note, checked
from tinycrm.tui.widgets.footer import shown
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.menu import Menu
from tinycrm.tui.widgets.words import words

KIND_WORDS = {"text": "words", "number": "a number", "date": "a day", "yes-no": "yes or no", "choice": "a choice"}


class Declared(NamedTuple):
    """A field as it was asked for."""

    name: str
    kind: str
    choices: tuple[str, ...]


class ThemeSheet(ChooseSheet):
    """The themes; the one in hand is worn at once, and taken off again when the sheet is left."""

    CSS = "ThemeSheet Menu { height: 14; }"

    def __init__(self, names: Sequence[str], now: str, wear: Callable[[str], None]) -> None:
        ordered = [now, *(name for name in names if name != now)] if now in names else list(names)
        super().__init__("Theme", [("", Option(name, name), "now" if name == now else "") for name in ordered])
        self._now, self._wear = now, wear

    def action_move(self, by: int) -> None:
        """Wear the next one."""
        super().action_move(by)
        held = self.query_one(Menu).value
        if held is not None:
            self._wear(held.value)

    def action_leave(self) -> None:
        """Wear what was worn before."""
        self._wear(self._now)
        super().action_leave()


class KeySheet(Sheet[str]):
    """Waits for a key; `judge` raises CrmError for one that cannot be, and the sheet waits for another."""

    def __init__(self, what: str, now: str, judge: Callable[[str], object]) -> None:
        super().__init__()
        self.heading = "Another key"
        self._what, self._now, self._judge = what, now, judge

    def body(self) -> Iterable[Widget]:
        """What it is for, and what is wrong with the key that was pressed."""
        yield Note(self._what, classes="inset")
        yield Note(f"Now {shown(self._now)}. Press the key you want.", id="said", classes="inset")

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        try:
            self._judge(event.key)
        except CrmError as error:
            self.query_one("#said", Note).update(words(str(error), "rubric"))
        else:
            self.dismiss(event.key)


class FieldSheet(FormSheet[Declared]):
    """A new field of the shop's own."""

    heading = "A field of your own"

    def parts(self) -> Iterable[Widget]:
        """Its name, what it takes, and the words of a choice."""
        options = tuple(Option(kind, KIND_WORDS[kind]) for kind in rules.KINDS)
        yield LineField("name", "name", hint="membership number", check=checked(_slug), needed="Give it a name.")
        yield ChoiceField("kind", "takes", options, "text")
        yield LineField("choices", "choices", hint="bronze, silver, gold", check=checked(_choices), wide=True)

    def on_mount(self) -> None:
        """Words are only asked for where there is a choice."""
        self._show_choices()
        super().on_mount()

    def on_form_changed(self, event: Form.Changed) -> None:
        """Words are only asked for where there is a choice."""
        self._show_choices()
        super().on_form_changed(event)

    def _show_choices(self) -> None:
        self.form.field("choices").display = self.form.field("kind").value == "choice"

    async def result(self) -> Declared:
        """The field."""
        values: dict[str, Any] = self.form.values
        choices = _words(values["choices"]) if values["kind"] == "choice" else ()
        return Declared(values["name"], values["kind"], choices)


def _slug(typed: str) -> Echo:
    return Echo(rules.slug(typed))


def _words(typed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in typed.split(",") if word.strip())


def _choices(typed: str) -> Echo:
    return Echo(" · ".join(rules.choices(_words(typed))))
