"""Settings: every one with what it means, the theme, the keys, and the fields of the shop's own."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, ClassVar, NamedTuple

from rich.text import Text
from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tinycrm import config
from tinycrm.errors import CrmError
from tinycrm.queries import field as fields
from tinycrm.queries.field import Listed
from tinycrm.services import config as service
from tinycrm.services import field as field_service
from tinycrm.store import Transaction
from tinycrm.tui import keymap, words
from tinycrm.tui.keymap import Command
from tinycrm.tui.palette import theme_names
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.choice import Option
from tinycrm.tui.widgets.field import Echo
from tinycrm.tui.widgets.footer import shown
from tinycrm.tui.widgets.heads import Hairline
from tinycrm.tui.widgets.sections import Row, Section, Sections

LOOKS = ("theme", "symbols")
FEW: dict[str, tuple[str, ...]] = {
    "week_start": tuple(config.WEEK_STARTS),
    "leap_day": config.LEAP_DAYS,
    "daily_backup": ("yes", "no"),
    "symbols": config.SYMBOLS,
}
HINTS = {"cadences": "vip 3w, regular 6w", "languages": "en fr", "country": "GB", "currency": "GBP", "locale": "en_GB"}


class Item(NamedTuple):
    """What a line stands for: one of a setting's name, a command with its key, or a field."""

    setting: str = ""
    command: Command | None = None
    field: Listed | None = None


class Settings(Place):
    """The settings in sections; what the one in hand means stands below."""

    CSS_PATH = "settings.tcss"
    place = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "change", id="edit", tooltip="Change what is in hand"),
        Binding("n", "new", "new field", id="new", tooltip="A new field of the shop's own"),
        Binding(
            "D", "drop", "reset or remove", id="delete", tooltip="Give a command its own key again; remove a field"
        ),
    ]
    FOOTER = ("edit", "new", "delete")

    def body(self) -> Iterable[Widget]:
        """The list, and what the line in hand means."""
        with Vertical(id="settings"):
            yield Sections(id="all-settings")
        with Vertical(id="meaning"):
            yield Hairline()
            yield Static(id="about", markup=False)

    @property
    def item(self) -> Item:
        """What is in hand."""
        row = self.query_one(Sections).row
        return row.data if row else Item()

    async def load(self) -> None:
        """Read the settings and the fields, and show them."""
        own = await self.read(fields.listed)
        self._show(own)
        if not self.focused:
            self.query_one(Sections).focus()

    def _show(self, own: list[Listed]) -> None:
        names = [name for name in config.MEANINGS if name not in (*LOOKS, "keys")]
        commands = keymap.commands(type(self.app), self.shop.config.keys)
        keys = [_key_row(each) for each in commands if each.default not in keymap.KEPT]
        sections = [
            Section("shop", "The shop", 0, [self._setting_row(name) for name in names]),
            Section("screen", "The screen", 0, [self._setting_row(name) for name in LOOKS]),
            Section("fields", "Fields of your own", len(own), [_field_row(each) for each in own] or [NONE_YET]),
            Section("keys", "Keys", 0, keys),
        ]
        self.query_one(Sections).show(sections)

    def _setting_row(self, name: str) -> Row:
        value = service.shown(self.shop.config, name)
        return Row(f"setting {name}", "", name.replace("_", " "), value or "none", "", data=Item(setting=name))

    def on_sections_moved(self) -> None:
        """Say what the line in hand means."""
        self.query_one("#about", Static).update(self._about())
        self.refresh_bindings()

    def _about(self) -> Text:
        pen, item = self.pen, self.item
        if item.setting:
            meaning = config.MEANINGS[item.setting]
            return pen.text(f"{meaning[:1].upper()}{meaning[1:]}.", "soft")
        if item.command:
            where = ", ".join(item.command.where)
            default = "" if item.command.key == item.command.default else f"; {shown(item.command.default)} at first"
            return pen.text(f"{item.command.words}. Heard {_in(where)}{default}.", "soft")
        if item.field:
            choices = f": {', '.join(item.field.choices)}" if item.field.choices else ""
            return pen.text(f"A {item.field.kind} field{choices}. {_holders(item.field)}.", "soft")
        return pen.text("Fields are for what a contact has no place for. n makes one.", "soft")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a key that was changed goes back; only a field goes."""
        if action == "drop" and self.is_mounted:
            command = self.item.command
            return bool(self.item.field) or bool(command and command.key != command.default)
        return True

    def on_sections_opened(self) -> None:
        """Change what is in hand."""
        self.action_edit()

    def on_sections_asked(self) -> None:
        """Show what can be done."""
        self.crm.action_palette()

    # changing

    @work(group="asks")
    async def action_edit(self) -> None:
        """Change the setting, the key or the field in hand."""
        item = self.item
        if item.setting == "theme":
            await self._theme()
        elif item.setting:
            await self._setting(item.setting)
        elif item.command:
            await self._key(item.command)
        elif item.field:
            await self._rename(item.field)

    async def _theme(self) -> None:
        from tinycrm.tui.dialogs.setting import ThemeSheet

        now = self.shop.config.theme

        def wear(name: str) -> None:
            self.app.theme = self.crm.fitting(name)

        chosen = await self.crm.ask(ThemeSheet(theme_names(self.app), now, wear))
        wear(chosen or now)
        if chosen and chosen != now:
            await self._set("theme", chosen)

    async def _setting(self, name: str) -> None:
        from tinycrm.tui.dialogs.menu import ChooseSheet, LineSheet

        label, now = name.replace("_", " "), service.shown(self.shop.config, name)
        about = f"{config.MEANINGS[name][:1].upper()}{config.MEANINGS[name][1:]}."
        value: str | None
        if name in FEW:
            options = [("", Option(word, word), "now" if word == now else "") for word in FEW[name]]
            value = await self.crm.ask(ChooseSheet(label.capitalize(), options, about))
        else:
            sheet = LineSheet(
                label.capitalize(),
                label,
                check=self._check(name),
                hint=HINTS.get(name, ""),
                value=now,
                wide=True,
            )
            value = await self.crm.ask(sheet)
        if value is not None and value != now:
            await self._set(name, value)

    def _check(self, name: str) -> Callable[[str], Awaitable[Echo | None]]:
        async def check(typed: str) -> Echo | None:
            await self.shop.call(service.checked, name, typed)
            return Echo("")

        return check

    async def _set(self, name: str, value: Any) -> bool:
        try:
            await self.shop.set(**{name: value})
        except CrmError as error:
            self.crm.say_wrong(error)
            return False
        if name == "symbols":
            self.app.set_class(self.crm.ascii, "-ascii")
        if name != "keys":
            self.crm.say(f"{name.replace('_', ' ').capitalize()}: {service.shown(self.shop.config, name)}")
        self.crm.touched()
        return True

    # keys

    async def _key(self, command: Command) -> None:
        from tinycrm.tui.dialogs.setting import KeySheet

        commands = keymap.commands(type(self.app), self.shop.config.keys)
        key = await self.crm.ask(KeySheet(command.words, command.key, partial(keymap.take, commands, command.id)))
        if key is not None and key != command.key:
            await self._keys(keymap.take(commands, command.id, key), command, key)

    async def _keys(self, own: dict[str, str], command: Command, key: str) -> None:
        if await self._set("keys", own):
            self.app.set_keymap(own)
            self.crm.say(f"{shown(key)}: {command.words[:1].lower()}{command.words[1:]}")

    # fields of the shop's own

    @work(group="asks")
    async def action_new(self) -> None:
        """Declare a field."""
        from tinycrm.tui.dialogs.setting import FieldSheet

        asked = await self.crm.ask(FieldSheet())
        if asked is not None:

            def declare(tx: Transaction) -> str:
                made = field_service.declare(tx, *asked)
                tx.refer(field=made.name)
                return made.name

            await self.write("field.add", declare, lambda name: f"Declared the field {name}")

    async def _rename(self, field: Listed) -> None:
        from tinycrm.tui.dialogs.menu import LineSheet

        called = await self.crm.ask(LineSheet(f"Call {plain(field.name)} something else", "name", value=field.name))
        if called is not None and called != field.name:

            def rename(tx: Transaction) -> str:
                now = field_service.rename(tx, _id_of(tx, field), called)
                tx.refer(field=field.name, to=now)
                return now

            await self.write("field.rename", rename, lambda name: f"{field.name} is called {name} now")

    @work(group="asks")
    async def action_drop(self) -> None:
        """Give a command its own key again, or remove a field."""
        item = self.item
        if item.command:
            commands = keymap.commands(type(self.app), self.shop.config.keys)
            try:
                own = keymap.reset(commands, item.command.id)
            except CrmError as error:
                self.crm.say_wrong(error)
                return
            await self._keys(own, item.command, item.command.default)
        elif item.field:
            await self._remove(item.field)

    async def _remove(self, field: Listed) -> None:
        from tinycrm.tui.dialogs.menu import ConfirmSheet

        question = f"Remove the field {plain(field.name)} and what it holds?"
        if await self.crm.ask(ConfirmSheet(question, [f"{_holders(field)}."], key="D", word="remove")):

            def remove(tx: Transaction) -> int:
                return field_service.remove(tx, _id_of(tx, field))

            await self.write("field.remove", remove, f"Removed the field {plain(field.name)}", field=field.name)


def _id_of(tx: Transaction, field: Listed) -> int:
    found = fields.field(tx, field.name)
    return found.id if found else 0  # nobody's, which the service says


NONE_YET = Row("field", "", "none yet", "n makes one", "", data=Item(), faded=True)


def _key_row(command: Command) -> Row:
    where = command.where[0] if len(command.where) == 1 else words.plural(len(command.where), "place")
    if keymap.EVERYWHERE in command.where:
        where = ""
    if command.key != command.default:
        where = f"{shown(command.default)} at first"
    return Row(f"key {command.id}", "", shown(command.key), command.words, where, "faint", Item(command=command))


def _field_row(field: Listed) -> Row:
    takes = f"{field.kind}: {', '.join(field.choices)}" if field.choices else field.kind
    return Row(
        f"field {field.name}",
        "",
        field.name,
        takes,
        words.plural(field.contacts, "person", "people"),
        data=Item(field=field),
    )


def _holders(field: Listed) -> str:
    return f"{words.plural(field.contacts, 'contact has', 'contacts have')} something in it"


def _in(where: str) -> str:
    return where if where in (keymap.EVERYWHERE, "") else f"in {where}"
