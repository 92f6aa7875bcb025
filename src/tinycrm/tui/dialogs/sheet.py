"""What every sheet shares: its look, its keys, leaving it, and forms whose half-typed words are not lost."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tinycrm.errors import CrmError, StoreError
from tinycrm.tui.drafts import Draft, Drafts
from tinycrm.tui.widgets.field import Field
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.keys import Key, Keys
from tinycrm.tui.widgets.words import words

R = TypeVar("R")

DRAFT_SECONDS = 0.7
FRAME_ROWS = 6  # of a sheet, around its body
CLOSE = Key("esc", "close", "leave")


class Sheet(ModalScreen[R], Generic[R]):
    """A sheet that asks one thing. It hands back what was said, or None when it was left."""

    CSS_PATH = "sheet.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (72, "-roomy")]  # noqa: RUF012  # an instance variable to Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012  # as above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", show=False, id="sheet.leave"),
        Binding("ctrl+c", "interrupt", "close", show=False, priority=True, id="sheet.interrupt"),
    ]
    heading = ""
    left_keys: tuple[Key, ...] = ()
    right_keys: tuple[Key, ...] = (CLOSE,)

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, Callable[[], None]] = {}
        self._before: Widget | None = None
        self._aside = ""

    def compose(self) -> Iterable[Widget]:
        """The title's row, the body, and the keys' row."""
        with Vertical(id="sheet"):
            if self.heading:
                with Horizontal(id="head"):
                    yield Static(words(self.heading, "ink bold"), id="heading", markup=False)
                    yield Static("", id="aside", markup=False)
            yield from self.body()
            yield Keys(self.left_keys, self.right_keys, id="keys")

    def body(self) -> Iterable[Widget]:
        """What is asked."""
        return ()

    def aside(self, said: str) -> None:
        """A few soft words at the right of the title."""
        if said != self._aside:
            self._aside = said
            self.query_one("#aside", Static).update(words(said, "soft"))

    def show_keys(self) -> None:
        """The keys of the sheet, in the place of a question."""
        self.query_one(Keys).show([*self.left_keys[:1], *self.hints(), *self.left_keys[1:]], self.right_keys)

    def hints(self) -> tuple[Key, ...]:
        """Keys of whatever is in hand."""
        return ()

    @property
    def is_asking(self) -> bool:
        """Whether a question stands in the place of the keys."""
        return bool(self._answers)

    def ask(self, question: str, answers: Mapping[str, tuple[str, str, Callable[[], None]]]) -> None:
        """Ask on the last row. Each answer, by its key, is how the key is shown, its word, and what it does."""
        self._before = self.focused
        self.set_focus(None)
        self._answers = {key: act for key, (_, _, act) in answers.items()}
        keys = [Key(shown, word, f"answer({key!r})") for key, (shown, word, _) in answers.items()]
        self.query_one(Keys).show(keys, question=question)

    def action_answer(self, key: str) -> None:
        """One of the answers was given."""
        act = self._answers.get(key)
        if act is None:
            return  # a second click, on its way while the first one answered
        self._answers = {}
        self.show_keys()
        if self._before is not None:
            self._before.focus()
        act()

    def on_key(self, event: events.Key) -> None:
        """While something is asked, only its answers are heard."""
        if self.is_asking:
            event.stop()
            if event.key in self._answers:
                self.action_answer(event.key)

    async def on_keys_pressed(self, event: Keys.Pressed) -> None:
        """A key's words were clicked."""
        event.stop()
        await self.run_action(event.action)

    def action_leave(self) -> None:
        """Leave without an answer."""
        if not self.is_asking:
            self.dismiss(None)

    def action_interrupt(self) -> None:
        """Copy what is selected; where nothing is, leave as `esc` does."""
        focused = self.focused
        if isinstance(focused, Input | TextArea) and focused.selected_text:
            self.app.copy_to_clipboard(focused.selected_text)
        elif not self.is_asking:
            self.action_leave()


class Kept(NamedTuple):
    """Where a form's half-typed words are kept: the drafts, the form's name there, and the time."""

    drafts: Drafts
    form: str
    now: Callable[[], datetime]

    def about(self, subject: Any) -> "Kept":
        """The same for a form about one thing: what was typed about Ada is not offered for Jun."""
        return self if subject is None else self._replace(form=f"{self.form}:{subject}")


class FormSheet(Sheet[R], Generic[R]):
    """A sheet with a form on it. A subclass gives the fields, and the result of what they hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", show=False, priority=True, id="sheet.save"),
        Binding("ctrl+x", "afresh", "start afresh", show=False, priority=True, id="sheet.afresh"),
    ]
    left_keys: tuple[Key, ...] = (Key("^s", "save", "save"),)
    right_keys: tuple[Key, ...] = (Key("tab", "next field", "next"),)

    def __init__(self, kept: Kept | None = None) -> None:
        super().__init__()
        self.kept = kept
        self._timer: Timer | None = None
        self._saving = False
        self._begun = False  # drafts were looked for
        self.draft: Draft | None = None

    def body(self) -> Iterable[Widget]:
        """The form."""
        yield Form(self.parts())

    def parts(self) -> Iterable[Widget]:
        """The fields, and what stands between them."""
        raise NotImplementedError

    async def result(self) -> R:
        """What the fields hold, which all make sense by now; raises CrmError when they do not together."""
        raise NotImplementedError

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def on_mount(self) -> None:
        """Begin: with what was half typed, where something was."""
        self.form.begin()
        self.fit()
        self.show_aside()
        self.first().focus()
        self.call_after_refresh(self._take_up)

    @property
    def in_hand(self) -> Field | None:
        """The field that is typed into."""
        return next((each for each in self.form.fields if each.has_focus_within), None)

    def hints(self) -> tuple[Key, ...]:
        """Keys of the field in hand."""
        return self.in_hand.hints if self.in_hand else ()

    def on_descendant_focus(self) -> None:
        """Another field has other keys."""
        if not self.is_asking:
            self.show_keys()

    async def on_keys_pressed(self, event: Keys.Pressed) -> None:
        """A key's words were clicked: they may be those of the field in hand."""
        act = getattr(self.in_hand, f"action_{event.action}", None)
        if act is None:
            await super().on_keys_pressed(event)
        else:
            event.stop()
            act()

    def first(self) -> Widget:
        """Where typing begins."""
        form = self.form
        empty = next((each for each in form.fields if each.is_empty), form.fields[0])
        return next(each for each in empty.query("*") if each.can_focus)

    def on_resize(self, _event: events.Resize) -> None:
        """The form scrolls where the screen is low."""
        self.fit()

    def fit(self) -> None:
        """Take the room there is, after fields came or went too."""
        try:
            form, room = self.form, max(self.app.size.height - FRAME_ROWS, 3)
        except NoMatches:
            return
        form.styles.max_height = room
        self.call_after_refresh(form.tighten, room)

    def show_aside(self) -> None:
        """Say what `esc` does now."""
        if self.draft:
            self.aside(f"a draft of {self.draft.at[11:16]}   ^x starts afresh")
        else:
            self.aside("esc close" if not self._typed else "esc keeps a draft" if self.kept else "esc leaves")

    @property
    def _typed(self) -> dict[str, Any]:
        return self.form.typed

    @work(group="draft")
    async def _take_up(self) -> None:
        await self.prepare()
        if self.kept is None:
            return
        draft = await to_thread(self.kept.drafts.of, self.kept.form)
        self._begun = True
        if draft and not self._typed:
            self.draft = draft
            await self.prepare_for(draft)
            self.form.fill(self.taken_up(draft))
            self.call_after_refresh(self.show_aside)
        else:
            self.keep()

    async def prepare(self) -> None:
        """What can wait until the sheet is seen."""

    async def prepare_for(self, draft: Draft) -> None:
        """Make room for what a draft holds."""

    def taken_up(self, draft: Draft) -> dict[str, Any]:
        """What a draft puts into the fields."""
        return draft.values

    def about(self) -> str:
        """A line that tells what this form is about, for when its draft is offered."""
        return self.heading

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep what is typed: at once in memory, and in the file a moment after the last key."""
        event.stop()
        self.show_aside()
        self.keep()
        if self.kept:
            if self._timer:
                self._timer.stop()
            self._timer = self.set_timer(DRAFT_SECONDS, self._write)

    def on_unmount(self) -> None:
        """Nothing typed is lost with the terminal."""
        if self.kept and not self.kept.drafts.is_written:
            with suppress(StoreError):
                self.kept.drafts.write()

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self.kept is None or self._saving or not self._begun:
            return
        if self._typed:
            now = self.kept.now().replace(tzinfo=None, microsecond=0).isoformat()
            self.kept.drafts.keep(Draft(self.kept.form, now, self.about(), self._typed))
        else:
            self.kept.drafts.drop(self.kept.form)

    def _write(self) -> None:
        assert self.kept is not None
        self.app.run_worker(self._write_quietly, group="draft", thread=True)

    def _write_quietly(self) -> None:
        assert self.kept is not None
        with suppress(StoreError):  # a draft that cannot be kept stands in nobody's way
            self.kept.drafts.write()

    def saved(self) -> None:
        """What was handed back is written: its draft can go."""
        if self.kept:
            self.kept.drafts.drop(self.kept.form)
            self._write()

    def forget(self) -> None:
        """Throw the draft away."""
        self._saving = True
        if self._timer:
            self._timer.stop()
        self.saved()

    def on_form_finished(self, event: Form.Finished) -> None:
        """Enter in the last field saves."""
        event.stop()
        self.action_save()

    def action_next(self) -> None:
        """On to the next field."""
        self.focus_next()

    def action_save(self) -> None:
        """Hand back what was typed, once all of it makes sense."""
        if not self.is_asking and not self._saving:
            self._save()

    @work(group="save", exclusive=True)
    async def _save(self) -> None:
        await self.hand_back()

    async def hand_back(self) -> None:
        """Hand back the result, unless something makes no sense."""
        if not await self.form.judge():
            return
        try:
            result = await self.result()
        except CrmError as error:
            self.refuse(str(error))
            return
        self.keep()  # until it is written
        self._saving = True
        self.dismiss(result)

    def refuse(self, sentence: str) -> None:
        """Say on the last row why this cannot be."""
        self.ask(sentence, {"enter": ("enter", "go on", lambda: None)})

    def action_leave(self) -> None:
        """Leave; what was typed is asked about."""
        if self.is_asking:
            self.action_answer("escape")
        elif not self._typed:
            self.forget()
            self.dismiss(None)
        elif self.kept:
            answers = {
                "enter": ("enter", "keep a draft", self._keep_and_leave),
                "D": ("D", "throw away", self._drop_and_leave),
                "escape": ("esc", "go on", lambda: None),
            }
            self.ask("Keep what you typed?", answers)
        else:
            self.ask("Leave what you typed?", {
                "D": ("D", "throw away", self._drop_and_leave), "escape": ("esc", "go on", lambda: None),
            })  # fmt: skip

    def _keep_and_leave(self) -> None:
        self.keep()
        self.dismiss(None)

    def _drop_and_leave(self) -> None:
        self.forget()
        self.dismiss(None)

    def action_afresh(self) -> None:
        """Throw the draft away and start with an empty form."""
        if self.draft:
            self.draft = None
            self.form.start_again()
            self.saved()
            self.show_aside()
