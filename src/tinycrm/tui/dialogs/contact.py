"""The contact sheets: a new one, with who is alike shown as you type, and everything of one that is there."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.widget import Widget

from tinycrm.domain.contact import edit
from tinycrm.domain.field import Field as OwnField
from tinycrm.errors import CrmError
from tinycrm.tui.dialogs.contact_field import few_of, fields_of, filled, rest_of
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.sheet import FormSheet, Kept
from tinycrm.tui.drafts import Draft
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.field import Note
from tinycrm.tui.widgets.form import Form
from tinycrm.tui.widgets.keys import Key
from tinycrm.tui.widgets.pick import Match
from tinycrm.tui.widgets.words import mark, words

FEW = ("name", "phone", "email", "birthday", "tag", "notes")
ALIKE_IN = ("name", "phone", "email")


class ContactSheet(FormSheet[dict[str, Any]]):
    """Everything of a contact: what was changed, by the fields' names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "more", "more fields", show=False, priority=True, id="contact.more"),
    ]
    left_keys = (Key("^s", "save", "save"), Key("^o", "more fields", "more"))

    def __init__(
        self,
        lookup: Lookup,
        values: Mapping[str, Any],
        own: Sequence[OwnField] = (),
        kept: Kept | None = None,
        *,
        at: str = "",
    ) -> None:
        """`values` is what stands in the fields at first; `own` the shop's own fields; `at` where typing begins."""
        super().__init__(kept)
        self.lookup, self._values, self._own, self._at = lookup, values, own, at
        self.heading = plain(values.get("name"), 50)

    def parts(self) -> Iterable[Widget]:
        """The fields that are needed most; the others come once these are seen, unless typing begins there."""
        yield from few_of(self.lookup, self._values)
        if self._at and self._at not in FEW:
            yield from self._filled()

    def _filled(self) -> Iterable[Widget]:
        return filled(rest_of(self.lookup, self._values, self._own), self._at)

    async def prepare(self) -> None:
        """The other fields in which something stands."""
        await self.form.complete([*few_of(self.lookup, self._values), *self._filled()])
        self.fit()

    async def action_more(self) -> None:
        """Show every field."""
        await self.form.complete(fields_of(self.lookup, self._values, self._own))
        self.fit()

    async def prepare_for(self, draft: Draft) -> None:
        """Empty fields are shown where something was typed into them."""
        if not all(map(self.form.has, draft.values)):
            await self.action_more()

    def first(self) -> Widget:
        """The field that was asked for, else the first."""
        wanted = [each for each in self.form.fields if each.name == self._at]
        field = (wanted or self.form.fields)[0]
        return next(each for each in field.query("*") if each.can_focus)

    async def result(self) -> dict[str, Any]:
        """What was changed."""
        return self.form.typed

    def about(self) -> str:
        """Whose facts these are."""
        return self.heading


class AddSheet(FormSheet[dict[str, Any] | int]):
    """A new contact: what was typed, by the fields' names; or the id of who is here already and is to be opened."""

    heading = "Add"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "more", "more fields", show=False, priority=True, id="add.more"),
        Binding("ctrl+g", "open_alike", "open who is here", show=False, priority=True, id="add.open"),
    ]
    left_keys = (Key("^s", "save", "save"), Key("^o", "more fields", "more"))

    def __init__(
        self, lookup: Lookup, own: Sequence[OwnField] = (), kept: Kept | None = None, *, name: str = ""
    ) -> None:
        super().__init__(kept)
        self.lookup, self._own, self._name = lookup, own, name
        self._new = {"name": name, "kind": "person"}
        self._whole = False
        self._alike: Match | None = None
        self._all_the_same = False

    def parts(self) -> Iterable[Widget]:
        """The name, who is alike, and the rest."""
        name, *rest = few_of(self.lookup, self._new)
        yield name
        yield Alike()
        yield from rest

    def on_mount(self) -> None:
        """Begin with who is alike, where the name is there already."""
        super().on_mount()
        if self._name:
            self._look()

    def first(self) -> Widget:
        """The name."""
        return self.form.field("name").query_one("Line")

    async def action_more(self) -> None:
        """Show every field."""
        if not self._whole:
            self._whole = True
            await self.form.complete(fields_of(self.lookup, self._new, self._own))
            self.fit()

    async def prepare_for(self, draft: Draft) -> None:
        """Fields that are seldom needed are shown where something stands in them."""
        if set(draft.values) - set(FEW):
            await self.action_more()

    def about(self) -> str:
        """The name."""
        return self.form.field("name").value or self.heading

    def on_form_changed(self, event: Form.Changed) -> None:
        """See who is alike."""
        if event.field.name in ALIKE_IN:
            self._look()
        super().on_form_changed(event)

    @work(group="alike", exclusive=True)
    async def _look(self) -> None:
        values = self.form.values
        emails = await to_thread(self._keys, "email", values["email"], lambda row: row["key"])
        phones = await to_thread(self._keys, "phone", values["phone"], lambda row: row["e164"] or row["digits"])
        found = await self.lookup.similar(values["name"], emails, phones)
        self._alike = found[0] if found else None
        self._all_the_same = False
        try:
            self.query_one(Alike).show(self._alike)
        except NoMatches:
            return
        self.fit()

    def _keys(self, option: str, typed: Sequence[Sequence[Any]], key: Callable[[dict[str, Any]], str]) -> list[str]:
        found = []
        for _, text in typed:
            try:
                found.append(key(edit({option: [text]}, self.lookup.reading).added[option][0]))
            except CrmError:
                continue  # it is still being typed
        return found

    def action_open_alike(self) -> None:
        """Go to who is here already."""
        if self._alike is not None:
            self.forget()
            self.dismiss(int(self._alike.value))

    async def hand_back(self) -> None:
        """Hand back what was typed, once it is clear that they are not who is here already."""
        if self._alike is None or self._all_the_same or not await self.form.judge():
            await super().hand_back()
            return
        self.ask(
            f"{plain(self._alike.name, 30)} is here already.",
            {
                "enter": ("enter", "open them", self.action_open_alike),
                "A": ("A", "add all the same", self._save_all_the_same),
                "escape": ("esc", "go on", lambda: None),
            },
        )

    def _save_all_the_same(self) -> None:
        self._all_the_same = True
        self._save()

    async def result(self) -> dict[str, Any]:
        """What was typed."""
        return {"name": self.form.field("name").value, **self.form.typed}


class Alike(Note):
    """Who is here already and might be the same; a click opens them."""

    def __init__(self) -> None:
        super().__init__("", classes="alike")
        self.display = False

    def show(self, alike: Match | None) -> None:
        """Tell of them, or of nobody."""
        self.display = alike is not None
        if alike is not None:
            about = f" is here already, {alike.about}   "
            front = mark(self, alike.mark or "customer")
            self.update(
                front
                + " "
                + words(alike.name, "ink bold")
                + words(about, "soft")
                + words("^g", "green bold")
                + words(" opens", "soft")
            )  # one line as it is shown

    async def on_click(self) -> None:
        """Open them."""
        await self.screen.run_action("open_alike")
