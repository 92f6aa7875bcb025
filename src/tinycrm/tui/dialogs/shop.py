"""The sheet for a new shop: its name, country, currency and languages."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.widget import Widget

from tinycrm.config import Config
from tinycrm.errors import CrmError
from tinycrm.tui.dialogs.sheet import FormSheet
from tinycrm.tui.widgets.field import Echo, LineField, Note, checked
from tinycrm.tui.widgets.keys import Key

Check = Callable[[str, Any], Any]  # the setting's name and what is typed -> the value, or CrmError


class ShopSheet(FormSheet[dict[str, Any]]):
    """What a new shop is called, and how money and days are written there."""

    heading = "A new shop"
    left_keys = (Key("^s", "make it", "save"),)

    def __init__(self, settings: Config, check: Check, place: str) -> None:
        """`settings` are what the machine's language suggests; `place` says where the file will stand."""
        super().__init__()
        self._settings, self._check, self._place = settings, check, place

    def parts(self) -> Iterable[Widget]:
        """The fields, and where it will stand."""
        said = self._settings
        yield Note(f"One file, for you alone: {self._place}")
        yield self._line("shop", "name", "", hint="The Cozy Corner", needed="Say what the shop is called.")
        yield self._line("country", "country", said.country, hint="two letters, like GB")
        yield self._line("currency", "currency", said.currency, hint="three letters, like GBP")
        yield self._line("languages", "languages", " ".join(said.languages), hint="those you type days in, like en fr")

    def _line(self, name: str, label: str, value: str, **words: str) -> LineField:
        def read(typed: str) -> Echo:
            self._check(name, typed)
            return Echo("")

        return LineField(name, label, value, check=checked(read), **words)

    async def result(self) -> dict[str, Any]:
        """What was said, by the settings' names."""
        values = {name: value for name, value in self.form.values.items() if value}
        for name, value in values.items():
            try:
                self._check(name, value)
            except CrmError:
                self.form.go_to(self.form.field(name))
                raise
        return values
