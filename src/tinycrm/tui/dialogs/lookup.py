"""What sheets may ask of the shop while something is typed: callables that whoever shows the sheet hands them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tinycrm.domain.contact import Reading
from tinycrm.domain.when import When
from tinycrm.tui.widgets.field import Check, Echo, checked
from tinycrm.tui.widgets.pick import Match, Offer
from tinycrm.tui.widgets.when import WhenField, near

Similar = Callable[[str, Sequence[str], Sequence[str]], Awaitable[Sequence[Match]]]


@dataclass(frozen=True)
class Lookup:
    """The time, how days are read, and who and what is there."""

    now: Callable[[], datetime]
    reading: Reading
    first_weekday: int
    when: Callable[[str, bool], When]  # words, and whether they mean a day to come
    people: Offer
    tags: Offer
    similar: Similar  # name, keys of emails, keys of phones -> who is alike
    open_follow_ups: Callable[[int], Awaitable[Sequence[Match]]]  # of a contact; the value of a match is its id

    @property
    def today(self) -> date:
        """The shop's local date."""
        return self.now().date()

    def day(self, *, future: bool) -> Check:
        """Reads a day in words, for beside its field."""
        return checked(lambda text: Echo(near(self.when(text, future), self.today)))

    def when_field(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        future: bool,
        close: bool = False,
        hint: str = "",
        needed: str = "",
    ) -> WhenField:  # one call in one line
        """A field for a day to come, or one that was."""
        return WhenField(
            name, label, value, today=self.today, first_weekday=self.first_weekday, check=self.day(future=future),
            meant=lambda text: self.when(text, future),
            close=close, hint=hint, needed=needed,
        )  # fmt: skip
