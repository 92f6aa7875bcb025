"""Bringing in a list: which file, what is in it, who would come; then it is done, and told."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.errors import CrmError, InvalidError
from tinycrm.tui.dialogs.contact_field import new_tag
from tinycrm.tui.dialogs.sheet import CLOSE, FormSheet
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.choice import ChoiceField, Option
from tinycrm.tui.widgets.field import Echo, LineField, checked
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Offer
from tinycrm.tui.widgets.words import words

GOING_SECONDS = 0.2
LINE_LIMIT = 200
SAMPLE_LIMIT = 24
UNASKED = Option("", "")

ON_MATCH = (Option("update", "update them"), Option("fill", "fill gaps"), Option("skip", "leave them"))
OTHERS = (Option(False, "known ones only"), Option(True, "keep the rest as own fields"))


class Wish(NamedTuple):
    """Which file, and how it is to be brought in."""

    path: Path
    on_match: str
    tags: tuple[str, ...]
    keep_others: bool
    encoding: str = ""  # where it had to be asked


class Going:
    """How far something is; whoever does it writes, the sheet shows."""

    words = ""


class Told(NamedTuple):
    """What a file holds, or what became of it: a bold line, and soft ones; `coming`: whether anything would change.

    `letters` are there where it must be asked how they are written: encodings, each with a line as it would read.
    """

    title: str
    lines: Sequence[str]
    coming: bool
    letters: Sequence[tuple[str, str]] = ()


Step = Callable[[Wish, Going], Awaitable[Told]]


class LoadSheet(FormSheet[bool]):
    """Brings in a list of people: True when something was brought in."""

    heading = "Bring in a list"
    LOOK = (Key("^s", "look at it", "save"),)
    BRING = (Key("^s", "bring them in", "save"),)

    def __init__(self, look: Step, run: Step, tags: Offer) -> None:
        super().__init__()
        self._look, self._run, self._tags = look, run, tags
        self._seen: Wish | None = None
        self._done = self._busy = False
        self._going = Going()
        self._path = ""
        self.left_keys = self.LOOK

    def parts(self) -> Iterable[Widget]:
        """The file, what to do with those who are here, and what was found."""
        yield LineField(
            "path", "file", check=checked(_file), hint="~/Downloads/contacts.csv", needed="Name the file.", wide=True
        )
        yield ChoiceField("encoding", "reads right", [UNASKED])
        yield ChoiceField("on_match", "known ones", ON_MATCH, "update")
        yield ChoiceField("keep_others", "columns", OTHERS, False)
        yield ManyField("tags", "tag them", self._tags, new=new_tag, hint="moved-in")
        yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Say what can be brought in."""
        super().on_mount()
        self._ask_letters(())
        self.set_interval(GOING_SECONDS, self._show_going)
        self._tell(Told("", ["vCards from a phone; CSV, Excel and ODS from Google, Outlook or anywhere else."], False))

    def on_form_changed(self, event: Form.Changed) -> None:
        """Another file, or another wish, is looked at anew."""
        path = self.form.values["path"]
        if path != self._path:
            self._path = path
            self._ask_letters(())
        if self._seen is not None and not self._done and self._wish() != self._seen:
            self._seen = None
            self.left_keys = self.LOOK
            self.show_keys()
        super().on_form_changed(event)

    async def hand_back(self) -> None:
        """Look at the file; once that was seen, bring it in; once that is done, close."""
        if self._done:
            self.dismiss(True)
            return
        if not await self.form.judge():
            return
        wish = self._wish()
        is_seen = wish == self._seen
        self._busy = True
        try:
            told = await (self._run if is_seen else self._look)(wish, self._going)
        except CrmError as error:
            told, is_seen = Told(str(error), [], False), False
        finally:
            self._busy = False
            self._going.words = ""
            self.show_aside()
        self._tell(told)
        if told.letters:
            self._ask_letters(told.letters)
        self._done = is_seen
        self._seen = wish if told.coming else None
        done = (Key("enter", "close", "save"),)
        self.left_keys = done if self._done else self.BRING if told.coming else self.LOOK
        self.right_keys = () if self._done else (CLOSE,)
        self.show_keys()
        if self._done:
            self.set_focus(None)
            for field in self.form.fields:
                field.disabled = True

    def _wish(self) -> Wish:
        values = self.form.values
        tags = tuple(str(each[0]) for each in values["tags"])
        return Wish(
            Path(values["path"]).expanduser(), values["on_match"], tags, values["keep_others"], values["encoding"]
        )

    def _ask_letters(self, letters: Sequence[tuple[str, str]]) -> None:
        """Show how a line of the file reads in each encoding that it may be written in; without any, nothing."""
        field = self.form.field("encoding")
        assert isinstance(field, ChoiceField)
        field.offer([Option(name, plain(line, SAMPLE_LIMIT)) for name, line in letters] or [UNASKED])
        field.display = bool(letters)
        if letters:
            self.form.go_to(field)
        self.fit()

    def _tell(self, told: Told) -> None:
        lines = [words(told.title, "ink bold")] if told.title else []
        lines += [words(plain(line, LINE_LIMIT), "soft") for line in told.lines]
        self.query_one("#told", Static).update(Content("\n").join(lines))
        self.fit()

    def _show_going(self) -> None:
        if self._busy and self._going.words:
            self.aside(self._going.words)

    def on_key(self, event: events.Key) -> None:
        """Enter closes what is done."""
        if self._done and event.key == "enter":
            self.dismiss(True)
        else:
            super().on_key(event)

    def action_leave(self) -> None:
        """Leave; not while it is being read or written."""
        if self._done:
            self.dismiss(True)
        elif not self._busy:
            self.dismiss(None)


def _file(text: str) -> Echo | None:
    path = Path(text).expanduser()
    if not path.is_file():
        raise InvalidError(f"There is no file {plain(str(path), LINE_LIMIT)}.")
    return None
